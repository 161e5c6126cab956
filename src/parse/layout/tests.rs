use super::*;
use crate::parse::parse;
use crate::read::RawDocument;
use proptest::prelude::*;

/// A view and the codes of what was said about it.
fn read(printed: &str, layout: Layout) -> (String, Vec<&'static str>) {
    let mut told = Vec::new();
    let (text, _) = text(printed.to_owned(), layout, Script::AsIs, &mut told);
    assert_eq!(text.original(), printed);
    let codes = told.iter().map(|d| d.code).collect();
    (text.view().to_owned(), codes)
}

/// A page of 24 ideographs a line; paragraphs begin two ideographs further in, which shows only
/// as shorter first lines.
fn printed(paragraphs: &[&str], indent: &str) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        let mut line = String::from(indent);
        let mut room = 22;
        for ch in paragraph.chars() {
            if room == 0 && !matches!(ch, '，' | '。' | '、') {
                out.push_str(&line);
                out.push('\n');
                line.clear();
                room = 24;
            }
            line.push(ch);
            room = room.max(1) - 1;
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

const PROSE: [&str; 6] = [
    "为了规范学校校舍的使用和维护，保障师生在校期间的安全，提高校舍使用效率，根据有关法律法规的规定，结合本地实际情况，制定本规定。",
    "第二条 本规定适用于本行政区域内各级各类学校的校舍管理活动，法律法规另有规定的，从其规定。",
    "校舍管理应当遵循安全第一、合理利用、定期检查、及时维修的原则，任何单位和个人不得擅自改变校舍用途。",
    "第三条 学校应当每学期对校舍进行一次全面检查，检查结果应当书面记录并存档备查；发现险情的，应当立即停止使用并报告主管部门。",
    "（一）建立校舍档案；",
    "（二）制定年度维修计划，明确资金来源、工程内容、完成时限和责任人员，并向教职工代表大会报告执行的情况。",
];

#[test]
fn lines_of_a_paragraph_are_read_as_one() {
    let whole: String = PROSE.iter().flat_map(|p| [*p, "\n"]).collect();
    for (indent, layout) in [
        ("", Layout::Unknown),
        ("　　", Layout::Unknown),
        ("　　", Layout::Pages),
    ] {
        let page = printed(&PROSE, indent);
        let (view, codes) = read(&page, layout);
        assert_eq!(view.replace("  ", ""), whole, "{page}");
        assert_eq!(codes, ["parse.wraps-joined"]);
    }
    // A source that marks its paragraphs is believed.
    let page = printed(&PROSE, "");
    assert_eq!(read(&page, Layout::Paragraphs), (page, vec![]));
}

#[test]
fn what_is_no_wrapped_text_stays_as_it_is() {
    for text in [
        // One line a paragraph.
        &*PROSE.join("\n"),
        // Verses of one length.
        &"春风又绿江南岸边千万树，明月何时照我还乡路。\n".repeat(12),
        // Names in columns, and a list of titles.
        &"张一 李二三 王四 赵五六 钱七 孙八九 周十\n".repeat(12),
        &"关于进一步加强中小学校校舍安全管理工作的通知\n".repeat(12),
        // Addressees, one a line.
        &"各区教育局、各直属单位、各市属学校、各民办学校：\n".repeat(3),
        // Cells of a table.
        &"序号\t学校名称\t建筑面积\t建成年份\t责任人\n".repeat(12),
    ] {
        assert_eq!(read(text, Layout::Unknown), (text.to_owned(), vec![]));
    }
}

#[test]
fn paragraphs_end_where_they_may_end() {
    // The second line is full and ends a sentence; the third is as short as a first line.
    let mut page = printed(&PROSE, "");
    page.push_str("学校应当建立校舍安全责任制度，并落实到人员。\n");
    let first = "校长是校舍安全工作的第一责任人，负责全面工作";
    page.push_str(first);
    page.push_str("\n和协调工作，班主任负责本班的教室。\n");
    let (view, _) = read(&page, Layout::Unknown);
    assert!(view.contains(&format!("并落实到人员。\n{first}")), "{view}");
    // A heading as wide as the page is none of the paragraph under it, nor is the signature.
    let mut page = printed(&PROSE, "");
    page.push_str("第二章 校舍安全检查和日常维护工作的基本要求\n学校应当按照规定配备专职人员。\n");
    page.push_str(
        "各学校要高度重视，把校舍安全作为重要工作抓紧抓实抓好\n某市教育局\n2012年3月1日\n",
    );
    let (view, _) = read(&page, Layout::Unknown);
    for line in ["基本要求\n学校应当", "\n某市教育局\n2012年3月1日\n"] {
        assert!(view.contains(line), "{line} in {view}");
    }
}

#[test]
fn lines_broken_after_several_printed_ones_are_joined() {
    // Line ends of a page of 24 ideographs, of which every second and third was taken out, with
    // a blank line after each.
    let mut text = String::new();
    let mut whole = String::new();
    for n in ["甲", "乙", "丙", "丁"] {
        for (count, paragraph) in PROSE
            .map(|p| p.replace("校舍", &format!("{n}类校舍")))
            .iter()
            .enumerate()
        {
            let page = printed(&[paragraph], "");
            let lines: Vec<&str> = page.lines().collect();
            for chunk in lines.chunks(1 + count % 3) {
                text.push_str(&chunk.concat());
                text.push_str("\n\n");
            }
            whole.push_str(paragraph);
            whole.push('\n');
        }
    }
    let (view, codes) = read(&text, Layout::Unknown);
    assert_eq!(view.replace("\n\n", "\n"), whole);
    assert_eq!(codes, ["parse.wraps-joined"]);
    // Headings without a full stop over paragraphs are no broken lines.
    let headings: String = (1..12)
        .map(|n| format!("{n}．加强校舍安全管理工作，切实保障广大师生的安全\n\n各学校应当落实校舍安全管理的各项制度，做到责任到人、措施到位，消除隐患，确保师生安全。\n\n"))
        .collect();
    assert_eq!(
        read(&headings, Layout::Unknown),
        (headings.replace('．', "."), vec![])
    );
}

#[test]
fn words_of_letters_are_parted_by_a_space() {
    let mut page = printed(&PROSE[..4], "");
    page.push_str("一年级至六年级的英语课程应当参照国际学生评估 PISA\n2012 的要求，开展形成性评价和终结性评价，并采用 forma-\ntive 的方法。\n");
    let (view, _) = read(&page, Layout::Unknown);
    assert!(view.contains("PISA 2012 的"), "{view}");
    assert!(view.contains("formative 的"), "{view}");
}

#[test]
fn pages_leave_no_number_in_a_paragraph() {
    // One sentence: whether a full line that ends one goes on is another question.
    let prose: String = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
        .chars()
        .flat_map(|n| {
            [PROSE[0], PROSE[2]]
                .map(|p| p.replace('。', "，").replace("校舍", &format!("{n}类校舍")))
        })
        .collect();
    let page = printed(&[&prose], "");
    let lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let whole: String = lines.concat();
    let pages: Vec<&[String]> = lines.chunks(14).filter(|p| p.len() == 14).collect();
    assert!(pages.len() >= 5, "{}", pages.len());
    let read_pages = pages.concat().concat();
    assert!(whole.starts_with(&read_pages));
    let with = |number: &dyn Fn(usize) -> (String, String)| -> String {
        pages
            .iter()
            .enumerate()
            .map(|(n, page)| {
                let (head, foot) = number(n + 1);
                format!("{head}{}{foot}", page.join("\n"))
            })
            .collect()
    };
    let (fused, foot, head, both) = (
        with(&|n| (format!("{n}"), "\n".to_owned())),
        with(&|n| (String::new(), format!("\n— {n} —\n"))),
        with(&|n| (format!("{n} DB99/T 0000—2012\n"), "\n".to_owned())),
        with(&|n| {
            let sign = if n > 1 { "\u{c}" } else { "" };
            (format!("{sign}某市校舍管理办法\n"), format!("\n{n}\n"))
        }),
    );
    for (page, layout, codes) in [
        (
            fused,
            Layout::Unknown,
            vec!["parse.wraps-joined", "parse.page-numbers"],
        ),
        (
            foot,
            Layout::Unknown,
            vec!["parse.wraps-joined", "parse.page-numbers"],
        ),
        (
            head,
            Layout::Unknown,
            vec!["parse.wraps-joined", "parse.running-heads"],
        ),
        (
            both,
            Layout::Pages,
            vec![
                "parse.wraps-joined",
                "parse.page-numbers",
                "parse.running-heads",
            ],
        ),
    ] {
        let (view, told) = read(&page, layout);
        assert_eq!(view.trim_end(), read_pages, "{page}");
        assert_eq!(told, codes);
    }
}

#[test]
fn numbers_that_are_no_pages_stay() {
    for text in [
        // Rows of a table, one cell a line.
        (1..30)
            .map(|n| format!("{n}\n某某学校\n合格\n甲级\n2012\n无\n\n某区\n有\n否\n"))
            .collect::<String>(),
        // A numbered list.
        (1..30)
            .map(|n| format!("{n} 校舍安全检查\n"))
            .collect::<String>(),
        "（一）2011\n-5\n3-5\n".to_owned(),
    ] {
        assert_eq!(read(&text, Layout::Unknown), (text.clone(), vec![]));
    }
}

#[test]
fn entries_of_a_table_of_contents_lose_their_dots() {
    let (view, codes) = read(
        "目 录\n第一章 总则............................ 1\n第二章 校舍安全……………………… 12\n附录 A 用表 . . . . . . . . . . iv\n第一章 总则\n一\n二\n三\n姓名……………………\n",
        Layout::Unknown,
    );
    assert_eq!(
        view,
        "目 录\n第一章 总则\n第二章 校舍安全\n附录 A 用表\n第一章 总则\n一\n二\n三\n姓名……………………\n"
    );
    assert_eq!(codes, ["parse.dot-leaders"]);
    // One line of dots is a form.
    let form = "本人……………………保证";
    assert_eq!(read(form, Layout::Unknown).0, form);
}

#[test]
fn glyphs_without_letters_are_counted() {
    let mut told = Vec::new();
    let original = "教育(cid:12)(cid:7)经费\u{e001}，\u{fffd}";
    let (text, _) = text(
        original.to_owned(),
        Layout::Unknown,
        Script::AsIs,
        &mut told,
    );
    assert_eq!(text.view(), "教育\u{fffd}\u{fffd}经费\u{e001}，\u{fffd}");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].code, "parse.unreadable-characters");
    assert_eq!(told[0].span.unwrap().slice(original), "(cid:12)");
    assert!(
        told[0].message.contains("2 as numbers"),
        "{}",
        told[0].message
    );
    // What the reader has told is not told again.
    let mut told = vec![Diagnostic::new("read.invalid-bytes", "…")];
    let _ = super::text(
        "教\u{fffd}".to_owned(),
        Layout::Unknown,
        Script::AsIs,
        &mut told,
    );
    assert_eq!(told.len(), 1);
}

#[test]
fn an_article_inside_a_line_begins_one() {
    let mut page = printed(&PROSE, "");
    page.push_str("校舍维修应当公开。 第四条 校舍维修资金实行专户\n管理，专款专用，任何单位和个人不得截留和挪用。\n");
    let parsed = parse(RawDocument::new("a", page.as_str()));
    assert!(
        parsed
            .document
            .provisions
            .iter()
            .any(|p| p.path == "第四条")
    );
    let provision = parsed.document.provisions.last().unwrap();
    assert_eq!(
        parsed.document.reading(provision.span),
        "第四条 校舍维修资金实行专户管理，专款专用，任何单位和个人不得截留和挪用。\n"
    );
    assert_eq!(parsed.document.text.original(), page);
    let joined: String = parsed
        .document
        .provisions
        .iter()
        .map(|p| parsed.document.quote(p.span))
        .collect();
    assert_eq!(joined, page);
    // Paragraphs are those of the view, and lead back to the printed lines.
    let (_, last) = parsed.document.paragraphs().last().unwrap();
    assert!(parsed.document.quote(last).contains("实行专户\n管理"));
}

proptest! {
    #[test]
    fn repairs_leave_the_words_alone(
        parts in proptest::collection::vec(
            prop_oneof![
                4 => "[校舍管理办法应当按照规定]{18,26}[，。、]?\r?\n",
                2 => "[校舍安全]{1,8}。 ?\n",
                1 => "\u{c}?[0-9]{1,3} ?[\r\n]{0,2}",
                1 => Just("— 3 —\n".to_owned()),
                1 => "第[一二三]条 校舍\\.{0,8}[0-9]?\n",
                1 => "\\(cid:[0-9]{1,3}\\)",
                1 => "[ \t\u{3000}\u{200b}]{0,3}\n?",
            ],
            0..60,
        ),
        layout in prop_oneof![
            Just(Layout::Unknown), Just(Layout::Pages), Just(Layout::Paragraphs)
        ],
    ) {
        let original = parts.concat();
        let printed = Text::new(original.as_str());
        let lines = line::lines(printed.view());
        let repairs = repairs(&printed, layout, &lines);
        for pair in repairs.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        // Only space and line ends go with a wrap; only numbers with a page number.
        for repair in &repairs {
            let words = repair.span.slice(&original);
            prop_assert!(!words.is_empty());
            let fits = match repair.kind {
                RepairKind::Wrap | RepairKind::PageBreak | RepairKind::MissingLineEnd => {
                    words.chars().all(|c| c.is_whitespace() || c == '\u{200b}')
                }
                RepairKind::PageNumber => !words.contains('校'),
                _ => true,
            };
            prop_assert!(fits, "{:?} {words:?}", repair.kind);
        }
        let count = repairs.len();
        let text = Text::repaired(original.as_str(), repairs, Script::AsIs);
        prop_assert_eq!(text.repairs().len(), count);
        let kept = |t: &str| t.chars().filter(|c| "校舍管理办法应当按照规定安全".contains(*c)).count();
        prop_assert_eq!(kept(text.view()), kept(&original));
    }
}

#[test]
fn a_number_of_any_length_may_stand_at_the_edge_of_a_page() {
    for odd in [
        "-9223372036854775808",
        "9223372036854775807",
        "99999999999999999999",
    ] {
        let page = format!("{odd}\n甲乙丙丁。\n戊己庚辛。\n壬癸子丑。\n寅卯辰巳。\n午未申酉。\n");
        let (view, _) = read(&format!("{page}\u{c}{page}"), Layout::Pages);
        assert!(view.contains(odd), "{view}");
    }
}
