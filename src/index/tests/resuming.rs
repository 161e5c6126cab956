//! What is held need not be made again; what does not fit is refused.

use super::*;

#[test]
fn what_is_held_as_it_is_need_not_be_analysed_again() {
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    let raw = |text: &str| RawDocument::new("a", text);
    let read = |raw: &RawDocument| entry(&raw.id, Metadata::default(), &[&raw.text, "终"]);
    let first = raw("教育经费");
    let print = Fingerprint::of(&first, "case 1");
    assert!(!index.holds_as(&print).unwrap());
    writer.add_as(&read(&first), &print).unwrap();
    writer.commit().unwrap();
    assert!(index.holds_as(&print).unwrap());
    // Another text, another id, other facts, another way to code: each is another document.
    let mut titled = first.clone();
    titled.given.title = Some("通知".to_owned());
    let mut moved = first.clone();
    moved.path = Some("another/folder/a.txt".into());
    assert_eq!(Fingerprint::of(&moved, "case 1"), print);
    for other in [
        Fingerprint::of(&raw("教育经费。"), "case 1"),
        Fingerprint::of(&RawDocument::new("b", "教育经费"), "case 1"),
        Fingerprint::of(&RawDocument::new("a教育", "经费"), "case 1"),
        Fingerprint::of(&titled, "case 1"),
        Fingerprint::of(&first, "case 2"),
    ] {
        assert!(!index.holds_as(&other).unwrap());
    }
    // What is replaced is no longer held as it was.
    let second = raw("教师流动");
    writer
        .add_as(&read(&second), &Fingerprint::of(&second, "case 1"))
        .unwrap();
    writer.commit().unwrap();
    assert!(!index.holds_as(&print).unwrap());
    writer.add(&read(&first)).unwrap();
    writer.commit().unwrap();
    assert!(!index.holds_as(&Fingerprint::of(&second, "case 1")).unwrap());
    assert!(
        !index.holds_as(&print).unwrap(),
        "nothing said what it was made from"
    );
}

#[test]
fn an_index_whose_making_was_broken_off_is_finished() {
    let segmenter = Segmenter::builtin();
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    // Before the settings were in place, and between them and the engine's files.
    std::fs::write(dir.join(crate::index::settings::UNFINISHED), "{\"form").unwrap();
    drop(CorpusIndex::open_or_create(dir, &segmenter).unwrap());
    for file in ["meta.json", ".managed.json"] {
        std::fs::remove_file(dir.join(file)).unwrap();
    }
    assert!(CorpusIndex::open(dir, &segmenter).is_err());
    let index = CorpusIndex::open_or_create(dir, &segmenter).unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(&written()[0]).unwrap();
    writer.close().unwrap();
    // One that has lost its list of files is not taken for a new one.
    std::fs::remove_file(dir.join("meta.json")).unwrap();
    let lost = CorpusIndex::open_or_create(dir, &segmenter).unwrap_err();
    assert!(lost.message().contains("incomplete or damaged"), "{lost}");
}

#[test]
fn an_index_is_refused_where_it_does_not_fit() {
    let home = tempfile::tempdir().unwrap();
    let segmenter = Segmenter::builtin();
    let other = Segmenter::new(
        &Lexicon::from_tsv("term\tcategory\tnote\n集团化办学\tdistrict_group\t\n").unwrap(),
    );
    let dir = home.path().join("index");
    CorpusIndex::create(&dir, &other).unwrap();
    let message = |error: crate::Error| {
        assert_eq!(error.kind(), ErrorKind::Index);
        error.to_string()
    };
    let error = message(CorpusIndex::open(&dir, &segmenter).unwrap_err());
    assert!(error.contains("another lexicon"), "{error}");
    assert!(error.contains("policy index FOLDER"), "{error}");
    assert!(CorpusIndex::open(&dir, &other).is_ok());

    let error = message(CorpusIndex::open(home.path(), &segmenter).unwrap_err());
    assert!(error.contains("holds no index"), "{error}");
    let error = message(CorpusIndex::open(home.path().join("none"), &segmenter).unwrap_err());
    assert!(error.contains("no such folder"), "{error}");
    let error = message(CorpusIndex::create(home.path(), &segmenter).unwrap_err());
    assert!(error.contains("holds other files"), "{error}");

    // A folder whose files are gone but for the settings.
    std::fs::remove_file(dir.join("meta.json")).unwrap();
    let error = message(CorpusIndex::open(&dir, &other).unwrap_err());
    assert!(error.contains("incomplete or damaged"), "{error}");
    std::fs::write(dir.join(crate::index::settings::SETTINGS), "{}").unwrap();
    let error = message(CorpusIndex::open(&dir, &other).unwrap_err());
    assert!(
        error.contains("settings of the index cannot be read"),
        "{error}"
    );
}
