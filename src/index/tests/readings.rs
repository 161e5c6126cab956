//! Texts that are searched as they are read: printed pages, other scripts.

use super::*;

/// A document of one provision whose text is repaired and shown in `script`.
fn printed(id: &str, text: &str, script: Script) -> Entry {
    let wraps = text
        .match_indices('\n')
        .map(|(at, end)| Repair::new(RepairKind::Wrap, Span::new(at, at + end.len()), None))
        .collect();
    let text = Text::repaired(text, wraps, script);
    let span = Span::new(0, text.original().len());
    let article = Provision::new(ProvisionKind::Article, "第一条", 1, span);
    Entry::new(
        Document::new(id, text, Metadata::default(), vec![article]),
        Annotations::default(),
        Vec::new(),
    )
}

fn hits(index: &CorpusIndex, query: &str) -> Vec<Hit> {
    let query = parse_query(query).unwrap();
    let results = index.search(&query, &Filter::default(), 100, Sort::Date);
    results.unwrap().hits
}

#[test]
fn a_term_is_found_over_a_printed_line_end() {
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    let text = "推进义务教\n育学校教师流\n动。";
    writer.add(&printed("a", text, Script::AsIs)).unwrap();
    writer.commit().unwrap();
    let hit = hits(&index, "义务教育 教师流动").remove(0);
    assert_eq!(hit.text, "推进义务教育学校教师流动。");
    let marked: Vec<&str> = hit.highlights.iter().map(|h| h.slice(&hit.text)).collect();
    assert_eq!(marked, ["义务教育", "教师流动"]);
    // The places are those of the original, line ends and all.
    assert_eq!((hit.start, hit.end), (0, text.chars().count()));
    let quotes: Vec<String> = hit
        .places
        .iter()
        .map(|(start, end)| text.chars().skip(*start).take(end - start).collect())
        .collect();
    assert_eq!(quotes, ["义务教\n育", "教师流\n动"]);
    assert!(hits(&index, "\"教 育\"").is_empty());
    let lines = index.kwic("教育", &Filter::default(), &Default::default());
    let line = lines.unwrap().remove(0);
    assert_eq!(
        (
            line.left.as_str(),
            line.keyword.as_str(),
            line.right.as_str()
        ),
        ("推进义务", "教育", "学校教师流动。")
    );
    assert_eq!(line.span.slice(text), "教\n育");
}

#[cfg(feature = "simplified")]
#[test]
fn a_simplified_query_finds_a_traditional_text() {
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    let traditional = "關於義務教育經費的規定。";
    let mut entry = printed("trad", traditional, Script::Simplified);
    entry.document.metadata.title = Some("義務教育條例".to_owned());
    for entry in [
        entry,
        printed("as-is", traditional, Script::AsIs),
        printed("simp", "关于义务教育经费的规定。", Script::AsIs),
    ] {
        writer.add(&entry).unwrap();
    }
    writer.commit().unwrap();
    let found =
        |query: &str| -> Vec<String> { hits(&index, query).into_iter().map(|h| h.doc).collect() };
    assert_eq!(found("义务教育"), ["simp", "trad"]);
    // A traditional query finds what shows it, and what was read as simplified.
    assert_eq!(found("義務教育"), ["as-is", "trad"]);
    assert_eq!(found("title:义务教育条例"), ["trad"]);
    assert_eq!(found("title:義務教育條例"), ["trad"]);
    for query in ["义务教育", "義務教育"] {
        let hit = hits(&index, query).pop().unwrap();
        assert_eq!(hit.text, traditional);
        assert_eq!(hit.highlights[0].slice(&hit.text), "義務教育");
        let lines = index.kwic(query, &Filter::default(), &Default::default());
        assert!(lines.unwrap().iter().any(|l| l.keyword == "義務教育"));
    }
}
