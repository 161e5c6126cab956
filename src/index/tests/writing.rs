//! Documents added, replaced and removed, and who reads meanwhile.

use super::*;

#[test]
fn an_index_outlives_its_program() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("index");
    let entries = written();
    let segmenter = Segmenter::builtin();
    {
        let index = CorpusIndex::create(&dir, &segmenter).unwrap();
        let mut writer = index.writer().unwrap();
        writer.add(&entries[0]).unwrap();
        assert!(index.is_empty(), "nothing shows before the commit");
        writer.commit().unwrap();
        assert_eq!(index.len(), 3);
        writer.add(&entries[1]).unwrap();
        // Dropped without commit.
    }
    assert!(CorpusIndex::create(&dir, &segmenter).is_err());
    let index = CorpusIndex::open_or_create(&dir, &segmenter).unwrap();
    assert_eq!(index.len(), 3);
    let mut writer = index.writer().unwrap();
    let busy = index.writer().unwrap_err();
    assert_eq!(busy.kind(), ErrorKind::Index);
    assert!(
        busy.message().contains(&format!(
            "another writer is at work on this index (process {})",
            std::process::id()
        )),
        "{busy}"
    );
    for entry in &entries {
        writer.add(entry).unwrap();
    }
    writer.commit().unwrap();
    assert_eq!(index.len(), 8);
    // A replaced document is found by its new words only.
    writer
        .add(&entry("b", Metadata::default(), &["集团化办学"]))
        .unwrap();
    writer.close().unwrap();
    assert_eq!(index.len(), 6);
    let index = CorpusIndex::open(&dir, &segmenter).unwrap();
    assert_eq!(
        find(&index, &Query::phrase("集团化办学")),
        [("b".to_owned(), 0)]
    );
    assert_eq!(find(&index, &Query::phrase("轮岗")), []);
}

#[test]
fn a_merged_index_is_one_file_and_finds_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let index = CorpusIndex::create(dir.path(), &Segmenter::builtin()).unwrap();
    index.merge().unwrap();
    assert!(index.is_empty());
    let entries = written();
    for entry in entries.iter().chain(&entries) {
        let mut writer = index.writer().unwrap();
        writer.add(entry).unwrap();
        writer.commit().unwrap();
    }
    let files = || {
        let files = std::fs::read_dir(dir.path()).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.ends_with(".store")).count()
    };
    let found = || find(&index, &parse_query("教育 OR 学校").unwrap());
    let (before, provisions) = (found(), index.len());
    assert!(files() > 1 && !before.is_empty());
    let writer = index.writer().unwrap();
    assert_eq!(index.merge().unwrap_err().kind(), ErrorKind::Index);
    drop(writer);
    index.merge().unwrap();
    assert_eq!((found(), index.len(), files()), (before, provisions, 1));
    let names = || {
        let files = std::fs::read_dir(dir.path()).unwrap();
        files
            .map(|f| f.unwrap().file_name())
            .collect::<std::collections::BTreeSet<_>>()
    };
    let merged = names();
    index.merge().unwrap();
    assert_eq!(names(), merged, "what is merged is left as it is");
}

#[test]
fn indexing_twice_changes_nothing() {
    let entries = written();
    let once = built(&entries);
    let mut twice: Vec<Entry> = entries.clone();
    twice.extend(entries.clone());
    let twice = built(&twice);
    let mut writer = twice.writer().unwrap();
    for entry in entries.iter().rev() {
        writer.add(entry).unwrap();
    }
    writer.commit().unwrap();
    for query in ["教育经费", "教育 OR 流动", "学校 OR 入学 OR 教", "*"] {
        let query = parse_query(query).unwrap();
        let search = |index: &CorpusIndex| {
            let all = Filter::default();
            let results = index
                .search_with(
                    &query,
                    &all,
                    &SearchOptions::default().limit(100).facets(&Facet::ALL),
                )
                .unwrap();
            let hits: Vec<_> = results
                .hits
                .iter()
                .map(|h| (h.doc.clone(), h.provision, h.score))
                .collect();
            (results.total, hits, results.facets)
        };
        assert_eq!(search(&once), search(&twice), "{query}");
    }
}

/// While documents are replaced and committed, every state that a reader sees is that of a commit:
/// each document whole, in one of its versions.
#[test]
fn readers_never_see_half_a_document() {
    const PROVISIONS: usize = 40;
    let dir = tempfile::tempdir().unwrap();
    let segmenter = Segmenter::builtin();
    let index = CorpusIndex::create(dir.path(), &segmenter).unwrap();
    let version = |id: usize, version: usize| {
        let texts: Vec<String> = (0..PROVISIONS)
            .map(|p| format!("教育经费第{p}项，版本{version}号。"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        entry(&format!("d{id}"), Metadata::default(), &texts)
    };
    let is_done = std::sync::atomic::AtomicBool::new(false);
    let order = std::sync::atomic::Ordering::SeqCst;
    let states = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut states = std::collections::BTreeSet::new();
            loop {
                let last = is_done.load(order);
                let reader = CorpusIndex::open(dir.path(), &segmenter).unwrap();
                let every = SearchOptions::default().limit(usize::MAX).sort(Sort::Date);
                let found = reader.search_with(
                    &Query::phrase("教育经费"),
                    &Filter::default(),
                    &every.facets(&[Facet::Doc]),
                );
                let found = found.unwrap();
                for count in found.facets.of(Facet::Doc) {
                    assert_eq!(count.count as usize, PROVISIONS, "{}", count.value);
                }
                let mut versions = BTreeMap::new();
                for hit in &found.hits {
                    let (_, version) = hit.text.trim().split_once("版本").unwrap();
                    let known = versions.entry(&hit.doc).or_insert(version);
                    assert_eq!(known, &version, "{}", hit.doc);
                }
                states.insert(format!("{versions:?}"));
                if last {
                    return states.len();
                }
            }
        });
        let mut writer = index.writer().unwrap();
        for round in 0..12 {
            for id in 0..3 {
                writer.add(&version(id, round)).unwrap();
                if (round + id) % 2 == 0 {
                    writer.commit().unwrap();
                }
            }
        }
        writer.close().unwrap();
        is_done.store(true, order);
        reader.join().unwrap()
    });
    assert!(states > 1, "the reader saw the end only");
}
