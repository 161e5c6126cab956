use super::*;
use proptest::prelude::*;

#[test]
fn deleted_characters_do_not_widen_a_span() {
    let text = Text::new("教\u{200b}育\u{200b}。");
    assert_eq!(text.view(), "教育。");
    assert_eq!(text.quote(text.to_original(Span::new(3, 6))), "育");
    assert_eq!(
        text.quote(text.to_original(Span::new(0, 6))),
        "教\u{200b}育"
    );
}

#[test]
fn sentences_keep_their_closing_quotes() {
    let text = "要求“办好每一所学校。”加快推进；\n（一）完善机制。";
    let found: Vec<_> = sentences(text, Span::new(0, text.len()))
        .map(|s| s.slice(text))
        .collect();
    assert_eq!(
        found,
        ["要求“办好每一所学校。”", "加快推进；", "（一）完善机制。"]
    );
}

fn repair(text: &str, words: &str, shown: Option<char>) -> Repair {
    let at = text.find(words).unwrap();
    Repair::new(
        RepairKind::PageNumber,
        Span::new(at, at + words.len()),
        shown,
    )
}

#[test]
fn repairs_are_out_of_the_view_and_in_the_original() {
    let printed = "推进义务教\n— 3 —\n育均衡\n发展（二○一二年）";
    let repairs = vec![
        repair(printed, "\n— 3 —\n", None),
        repair(printed, "衡\n发", Some('?')),
    ];
    let text = Text::repaired(printed, repairs, Script::AsIs);
    assert_eq!(text.original(), printed);
    assert_eq!(text.view(), "推进义务教育均?展（二〇一二年）");
    let of = |words: &str| {
        let at = text.view().find(words).unwrap();
        text.to_original(Span::new(at, at + words.len()))
    };
    assert_eq!(text.quote(of("教育")), "教\n— 3 —\n育");
    assert_eq!(text.reading(of("教育")), "教育");
    assert_eq!(text.quote(of("?")), "衡\n发");
    assert_eq!(text.quote(of("〇")), "○");
    // What the reading shows is the original's own sign.
    assert_eq!(text.reading(of("二〇一二")), "二○一二");
    assert_eq!(
        text.reading(Span::new(0, printed.len())),
        text.readable().as_str()
    );
}

#[test]
fn repairs_that_cannot_be_made_are_left_out() {
    let kind = RepairKind::Wrap;
    let repairs = vec![
        Repair::new(kind, Span::new(3, 6), None),
        Repair::new(kind, Span::new(3, 9), None),
        Repair::new(kind, Span::new(7, 9), None),
        Repair::new(kind, Span::new(9, 9), Some(' ')),
        Repair::new(kind, Span::new(9, 90), None),
    ];
    let text = Text::repaired("义务教育", repairs, Script::AsIs);
    assert_eq!((text.view(), text.repairs().len()), ("义教育", 1));
}

#[cfg(feature = "simplified")]
#[test]
fn traditional_characters_show_as_simplified_ones() {
    for (printed, view) in [
        ("關於發展義務教育的實施意見", "关于发展义务教育的实施意见"),
        ("臺灣地區、公里、裏程、於後", "台湾地区、公里、里程、于后"),
        (
            "乾淨、乾隆、反覆、覆蓋、瞭解、顯著、著作權",
            "干净、乾隆、反复、覆盖、了解、显著、著作权",
        ),
        ("已經是简体的编著与覆盖", "已经是简体的编著与覆盖"),
    ] {
        let text = Text::repaired(printed, Vec::new(), Script::Simplified);
        assert_eq!(text.view(), view);
        assert_eq!(text.original(), printed);
    }
    // Words are seen across a mended line end; characters of other lengths keep their place.
    let printed = "推動乾\n隆(\u{200b}㓄義";
    let wrap = repair(printed, "\n", None);
    let text = Text::repaired(printed, vec![wrap], Script::Simplified);
    assert_eq!(text.view(), "推动乾隆（\u{2a81f}义");
    let at = text.view().find('义').unwrap();
    assert_eq!(text.quote(text.to_original(Span::new(at, at + 3))), "義");
    let at = text.view().find('\u{2a81f}').unwrap();
    assert_eq!(text.quote(text.to_original(Span::new(at, at + 4))), "㓄");
}

/// A text of parts, each with whether it is repaired and what then shows.
fn printed() -> impl Strategy<Value = (String, Vec<Repair>)> {
    let part = (
        "[０-９A-Z（(\u{3000}\u{200b}〇○教育義㓄乾隆於\r\n]{1,6}",
        prop_oneof![
            3 => Just(None),
            1 => Just(Some(None)),
            1 => Just(Some(Some(' '))),
            1 => Just(Some(Some('\n')))
        ],
    );
    proptest::collection::vec(part, 0..12).prop_map(|parts| {
        let mut text = String::new();
        let mut repairs = Vec::new();
        for (words, repaired) in parts {
            let start = text.len();
            text.push_str(&words);
            if let Some(shown) = repaired {
                let span = Span::new(start, text.len());
                repairs.push(Repair::new(RepairKind::Wrap, span, shown));
            }
        }
        (text, repairs)
    })
}

fn scripts() -> impl Strategy<Value = Script> {
    #[cfg(feature = "simplified")]
    return prop_oneof![Just(Script::AsIs), Just(Script::Simplified)];
    #[cfg(not(feature = "simplified"))]
    Just(Script::AsIs)
}

proptest! {
    #[test]
    fn every_view_character_leads_back_to_what_made_it(
        (original, repairs) in printed(), script in scripts()
    ) {
        let text = Text::repaired(original.as_str(), repairs.clone(), script);
        prop_assert_eq!(text.original(), &original);
        prop_assert_eq!(text.repairs(), repairs.as_slice());
        let mut end = 0;
        for (at, ch) in text.view().char_indices() {
            let here = Span::new(at, at + ch.len_utf8());
            let back = text.to_original(here);
            prop_assert!(back.start >= end && !back.is_empty());
            end = back.end;
            prop_assert_eq!(text.to_view(back), here);
            if let Some(repair) = repairs.iter().find(|r| r.span.touches(back)) {
                prop_assert_eq!((repair.span, repair.shown), (back, Some(ch)));
                continue;
            }
            let quoted = text.quote(back);
            prop_assert_eq!(text.reading(back), quoted);
            prop_assert_eq!(quoted.chars().count(), 1);
            let was = quoted.chars().next().unwrap();
            let plain = normal::normalised(was).flatten().unwrap_or(was).to_string();
            let own = script.shows(&plain);
            // 乾 is decided by its neighbours.
            prop_assert!(was == '乾' || ch.to_string() == own.unwrap_or(plain));
        }
        // What is in no repair and prints something is in the view.
        for (at, ch) in original.char_indices() {
            let here = Span::new(at, at + ch.len_utf8());
            let gone = normal::normalised(ch) == Some(None)
                || repairs.iter().any(|r| r.span.touches(here));
            if !gone {
                prop_assert_eq!(text.to_original(text.to_view(here)), here);
            }
        }
    }

    #[test]
    fn a_reading_is_the_original_with_its_repairs((original, repairs) in printed()) {
        let text = Text::repaired(original.as_str(), repairs.clone(), Script::AsIs);
        let reading = text.readable();
        let mut expected = String::new();
        let mut copied = 0;
        for repair in &repairs {
            expected.push_str(&original[copied..repair.span.start]);
            expected.extend(repair.shown);
            copied = repair.span.end;
        }
        expected.push_str(&original[copied..]);
        prop_assert_eq!(reading.as_str(), &expected);
        prop_assert_eq!(text.reading(Span::new(0, original.len())), expected.as_str());
        for (at, ch) in original.char_indices() {
            let here = Span::new(at, at + ch.len_utf8());
            if repairs.iter().all(|r| !r.span.touches(here)) {
                let there = reading.of_original(here);
                prop_assert_eq!(there.slice(reading.as_str()), here.slice(&original));
                prop_assert_eq!(reading.to_original(there), here);
                prop_assert_eq!(text.reading(here), here.slice(&original));
            }
        }
    }

    #[test]
    fn code_points_agree_with_counting(text in "\\PC{0,300}") {
        let points = CodePoints::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(points.offset(at), count);
        }
        prop_assert_eq!(points.offset(text.len()), text.chars().count());
    }
}
