//! Word lists against counts made by hand.

use super::*;
use crate::corpus::{Analyzer, Corpus};
use crate::read::RawDocument;
use crate::segment::{Lexicon, Segmenter};

fn corpus(texts: &[&str]) -> Corpus {
    let entries = texts
        .iter()
        .enumerate()
        .map(|(id, text)| Analyzer::builtin().analyze(RawDocument::new(id.to_string(), *text)));
    Corpus::from_entries(entries.collect())
}

#[test]
fn words_are_counted_with_their_documents() {
    let corpus = corpus(&["教师流动，教师培训，ABC 2012年。", "教师工资。abc"]);
    let counts = WordCounts::of(&corpus, &Filter::default(), &Segmenter::builtin());
    let get = |word: &str| counts.get(word).map(|w| (w.count, w.documents));
    assert_eq!(get("abc"), Some((2, 2)));
    assert_eq!(get("2012"), None);
    assert_eq!(get("，"), None);
    let words = counts.words();
    assert_eq!(words.iter().map(|w| w.count).sum::<u64>(), counts.total());
    assert!(words.is_sorted_by(|a, b| (b.count, &a.word) <= (a.count, &b.word)));
    let share: f64 = words.iter().map(|w| w.per_million).sum();
    assert!((share - 1e6).abs() < 1.0, "{share}");
}

#[test]
fn filters_choose_what_is_counted() {
    let corpus = Corpus::builtin().unwrap();
    let filter = Filter {
        codes: vec!["personnel".to_owned()],
        ..Filter::default()
    };
    let all = WordCounts::of(&corpus, &Filter::default(), &Segmenter::builtin());
    let coded = WordCounts::of(&corpus, &filter, &Segmenter::builtin());
    assert!(coded.total() > 0 && coded.total() < all.total() / 2);
    let teachers = |counts: &WordCounts| counts.get("教师").unwrap().per_million;
    assert!(teachers(&coded) > 2.0 * teachers(&all));
}

#[test]
fn measures_are_those_of_the_literature() {
    // Worked example of Rayson's log-likelihood calculator: 100 of 10,000 against 50 of 10,000.
    let g2 = super::association::log_likelihood(100, 50, 10_000, 10_000);
    assert!((g2 - 16.99).abs() < 0.01, "{g2}");
    assert_eq!(super::association::log_likelihood(7, 7, 100, 100), 0.0);
    assert_eq!(super::association::log_ratio(100, 50, 10_000, 10_000), 1.0);
    assert_eq!(super::association::log_ratio(0, 2, 100, 100), -2.0);
}

#[test]
fn keyness_tells_both_ways() {
    let here = corpus(&["校长轮岗，校长轮岗，校长轮岗。"]);
    let there = corpus(&["校长培训，校长培训，校长培训。"]);
    let of = |c: &Corpus| WordCounts::of(c, &Filter::default(), &Segmenter::builtin());
    let words = keyness(&of(&here), &of(&there));
    let get = |word: &str| words.iter().find(|w| w.word == word).unwrap();
    assert!(get("轮岗").log_ratio > 2.0);
    assert!(get("培训").log_ratio < -2.0);
    assert_eq!(get("校长").log_likelihood, 0.0);
    assert_eq!(words.last().unwrap().word, "校长");
}

#[test]
fn collocates_stand_within_the_window_of_a_sentence() {
    let text = "推进教师流动。学生参加体育锻炼。".repeat(4);
    let corpus = corpus(&[&text]);
    let options = CollocateOptions::default().window(1);
    let beside = |term: &str, options: &CollocateOptions| -> Vec<(String, u64, u64)> {
        let all = &Filter::default();
        let found = collocates(&corpus, term, all, &Segmenter::builtin(), options);
        found
            .into_iter()
            .map(|c| (c.word, c.together, c.before))
            .collect()
    };
    assert_eq!(beside("教师流动", &options), [("推进".to_owned(), 4, 4)]);
    // Found where the characters stand, across words; nothing goes over a sentence end.
    assert!(
        beside("师流", &options)
            .iter()
            .all(|(word, ..)| word == "推进")
    );
    let far = beside("参加", &options.window(9));
    assert!(far.iter().all(|(word, ..)| word != "推进"), "{far:?}");
    assert!(far.iter().any(|(word, ..)| word == "学生"));
    assert!(beside("参加", &options.least(5)).is_empty());
    assert!(beside("", &options).is_empty());
}

#[test]
fn a_term_that_the_lexicon_lacks_is_found() {
    let before = [
        "发展", "推进", "研究", "支持", "规范", "举办", "完善", "鼓励",
    ];
    let texts: Vec<String> = before
        .iter()
        .enumerate()
        .map(|(i, verb)| {
            let noun = [
                "项目", "机构", "活动", "基地", "课程", "小组", "工作", "标准",
            ][i];
            format!(
                "各区{verb}校园驿站{noun}。{verb}{noun}，学生参加。{}",
                "旅客研究行程。".repeat(i % 3)
            )
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let corpus = corpus(&texts);
    let segmenter = Segmenter::builtin();
    let terms = |lexicon: &Lexicon| -> Vec<String> {
        let options = NewTermOptions::default();
        let found = new_terms(&corpus, &Filter::default(), &segmenter, lexicon, &options);
        found.into_iter().map(|t| t.term).collect()
    };
    let none = Lexicon::default();
    // The term, and nothing that is less or more than it.
    let found = terms(&none);
    let of_it: Vec<&String> = found.iter().filter(|t| t.contains("园驿")).collect();
    assert_eq!(of_it, ["校园驿站"]);
    let known = Lexicon::from_tsv("term\tcategory\n校园驿站\tnew\n").unwrap();
    assert!(terms(&known).iter().all(|term| !term.contains("园驿")));
}

/// Strings that hold together and stand free, and are no terms.
#[test]
fn what_is_no_term_by_its_ends_its_place_or_its_borders_is_left_out() {
    let nouns = [
        "项目", "机构", "活动", "基地", "课程", "小组", "标准", "教材",
    ];
    let verbs = [
        "发展", "研究", "规范", "举办", "推广", "承办", "试点", "开办",
    ];
    let among = |string: &str| -> Vec<String> {
        let texts: Vec<String> = (0..8)
            .map(|i| {
                format!(
                    "{}{string}{}，旅客行程。{}学生{}。",
                    verbs[i], nouns[i], nouns[i], verbs[i]
                )
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (corpus, lexicon) = (corpus(&texts), Lexicon::default());
        let options = NewTermOptions::default();
        let all = &Filter::default();
        let found = new_terms(&corpus, all, &Segmenter::builtin(), &lexicon, &options);
        found.into_iter().map(|t| t.term).collect()
    };
    assert_eq!(among("校园驿站"), ["校园驿站"]);
    for sentence in [
        "驿站应当",
        "有关驿站",
        "加强驿站",
        "驿站和校园",
        "驿站的",
        "各级驿站",
        "驿站责令",
    ] {
        let found = among(sentence);
        assert!(
            found.iter().all(|term| term != sentence),
            "{sentence}: {found:?}"
        );
    }
    // Behind figures stands what is counted; 筑物 is the end of 建筑物.
    assert!(among("3校园驿站").is_empty());
    assert!(among("三校园驿站").iter().all(|term| term != "校园驿站"));
    assert!(among("建筑物").iter().all(|term| term != "筑物"));
}
