use super::{Agreement, Bootstrap, Coding, CompareBy, Ratings, Scale};
use crate::read::CodedUnit;

/// The fixtures that coders of the field check packages with.
fn fixture(coders: usize) -> Ratings {
    let said = [
        [1, 2, 4, 1, 2, 1, 1, 1, 2],
        [1, 2, 3, 1, 2, 2, 1, 1, 2],
        [1, 2, 3, 1, 2, 1, 1, 2, 2],
    ];
    let mut ratings = Ratings::nominal(coders, 4);
    for unit in 0..9 {
        let unit: Vec<_> = said[..coders].iter().map(|c| Some(c[unit] - 1)).collect();
        ratings.add(&unit, 1);
    }
    ratings
}

fn shown(number: Option<f64>) -> String {
    number.map_or_else(|| "—".to_owned(), |n| format!("{n:.4}"))
}

#[test]
fn two_coders() {
    let two = fixture(2);
    assert_eq!(shown(two.percent()), "0.7778");
    assert_eq!(shown(two.holsti()), "0.7778");
    assert_eq!(shown(two.scott()), "0.6250");
    assert_eq!(shown(two.cohen()), "0.6327");
    assert_eq!(shown(two.fleiss()), "0.6250");
    assert_eq!(shown(two.krippendorff(Scale::Nominal)), "0.6458");
    assert_eq!(shown(two.brennan_prediger()), "0.7037");
    let bias = two.bias().unwrap();
    assert!((bias[0] - 1.0 / 9.0).abs() < 1e-12 && (bias[2] + 1.0 / 9.0).abs() < 1e-12);
}

#[test]
fn three_coders() {
    let three = fixture(3);
    assert_eq!(shown(three.fleiss()), "0.6267");
    assert_eq!(shown(three.krippendorff(Scale::Nominal)), "0.6406");
    // All pairs agree in 7 of 9: 3 * 7/9 / (1 + 2 * 7/9).
    assert_eq!(shown(three.holsti()), "0.9130");
}

#[test]
fn nothing_to_compare_is_no_number() {
    let mut ratings = Ratings::nominal(2, 2);
    assert_eq!(ratings.percent(), None);
    assert_eq!(ratings.holsti(), None);
    assert_eq!(ratings.krippendorff(Scale::Nominal), None);
    ratings.add(&[Some(1), None], 3);
    assert_eq!(ratings.cohen(), None);
    assert_eq!(ratings.fleiss(), None);
    // One category throughout: chance alone explains everything.
    ratings.add(&[Some(1), Some(1)], 3);
    assert_eq!(ratings.percent(), Some(1.0));
    assert_eq!(ratings.scott(), None);
    assert_eq!(ratings.cohen(), None);
    assert_eq!(ratings.krippendorff(Scale::Nominal), None);
    assert_eq!(ratings.brennan_prediger(), Some(1.0));
}

#[test]
fn counts_stand_for_units() {
    let mut counted = Ratings::nominal(2, 2);
    let mut single = Ratings::nominal(2, 2);
    for (unit, times) in [
        ([Some(0), Some(0)], 7),
        ([Some(1), Some(0)], 2),
        ([Some(1), Some(1)], 4),
    ] {
        counted.add(&unit, times);
        (0..times).for_each(|_| single.add(&unit, 1));
    }
    assert_eq!(counted, single);
}

/// A thousand random tables against the alpha of PyPI `krippendorff` 0.9.0: seed by seed the
/// tables are made anew here as they were made for it.
#[test]
fn a_thousand_random_tables() {
    let answers = include_str!("../../../tests/data/krippendorff.csv");
    let mut compared = 0;
    for line in answers.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let ratings = random_table(fields[0].parse().unwrap());
        for (scale, answer) in [Scale::Nominal, Scale::Ordinal, Scale::Interval]
            .into_iter()
            .zip(&fields[1..])
        {
            let ours = ratings.krippendorff(scale);
            match answer.parse::<f64>() {
                Ok(answer) => {
                    let ours = ours.unwrap_or_else(|| panic!("{line}: no alpha, {scale:?}"));
                    assert!((ours - answer).abs() < 1e-6, "{line}: {ours}, {scale:?}");
                    compared += 1;
                }
                Err(_) => assert_eq!(ours, None, "{line}, {scale:?}"),
            }
        }
    }
    assert!(compared > 2900, "{compared}");
}

fn random_table(seed: u64) -> Ratings {
    let mut state = seed;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((state >> 33) % below).unwrap()
    };
    let coders = 2 + next(4);
    let units = 2 + next(30);
    let categories = 2 + next(5);
    let missing = next(40);
    let values = (0..categories).map(|c| (c * c) as f64).collect();
    let mut ratings = Ratings::numeric(coders, values);
    for _ in 0..units {
        let base = next(categories as u64);
        let unit: Vec<_> = (0..coders)
            .map(|_| {
                let (left_out, same, other) =
                    (next(100) < missing, next(100) < 60, next(categories as u64));
                (!left_out).then_some(if same { base } else { other })
            })
            .collect();
        ratings.add(&unit, 1);
    }
    ratings
}

fn unit(document: &str, span: Option<(usize, usize)>, codes: &[&str]) -> CodedUnit {
    CodedUnit {
        document: document.to_owned(),
        span,
        codes: codes.iter().map(|c| (*c).to_owned()).collect(),
        ..CodedUnit::default()
    }
}

#[test]
fn uncoded_text_is_no_agreement() {
    let mut a = vec![
        unit("1", None, &["personnel"]),
        unit("2", None, &["investment"]),
    ];
    let mut b = vec![
        unit("1", None, &["personnel"]),
        unit("2", None, &["personnel"]),
    ];
    for n in 3..100 {
        a.push(unit(&n.to_string(), None, &[]));
        b.push(unit(&n.to_string(), None, &[]));
    }
    let agreement = Agreement::of(
        &[Coding::of("甲", &a), Coding::of("乙", &b)],
        CompareBy::Unit,
    );
    assert_eq!((agreement.units(), agreement.uncoded()), (2, 97));
    let personnel = agreement.code("personnel").unwrap();
    assert_eq!(personnel.ratings().percent(), Some(0.5));
    assert_eq!(personnel.applied(), [1, 2]);
    assert_eq!(personnel.overlap(), Some(2.0 / 3.0));
    let codes: Vec<_> = agreement
        .disagreements()
        .iter()
        .map(|d| (d.document.as_str(), d.code.as_str(), d.said.clone()))
        .collect();
    assert_eq!(
        codes,
        [
            ("2", "investment", vec![Some(true), Some(false)]),
            ("2", "personnel", vec![Some(false), Some(true)]),
        ]
    );
}

#[test]
fn characters_agree_as_far_as_spans_overlap() {
    let a = [
        unit("d", Some((0, 10)), &["personnel"]),
        unit("d", Some((20, 24)), &["personnel"]),
    ];
    // The same code over overlapping places counts once.
    let b = [
        unit("d", Some((4, 12)), &["personnel"]),
        unit("d", Some((6, 12)), &["personnel"]),
    ];
    let codings = [Coding::of("甲", &a), Coding::of("乙", &b)];
    let agreement = Agreement::of(&codings, CompareBy::Character);
    let personnel = agreement.code("personnel").unwrap();
    // 0-4 甲, 4-10 both, 10-12 乙, 20-24 甲.
    assert_eq!(agreement.units(), 16);
    assert_eq!(personnel.applied(), [14, 8]);
    assert_eq!(personnel.agreed(), 6);
    assert_eq!(personnel.ratings().percent(), Some(6.0 / 16.0));
    let places: Vec<_> = agreement
        .disagreements()
        .iter()
        .map(|d| d.place.unwrap())
        .collect();
    assert_eq!(places, [(0, 4), (10, 12), (20, 24)]);
    // By unit these are four places, none of them the same.
    assert_eq!(Agreement::of(&codings, CompareBy::Unit).units(), 4);
}

#[test]
fn a_document_that_one_coder_did_not_read_says_nothing() {
    let a = [unit("1", None, &["x"]), unit("2", None, &["x"])];
    let b = [unit("1", None, &["x"])];
    let c = [
        unit("1", None, &[]),
        unit("2", None, &["x"]),
        unit("3", None, &["x"]),
    ];
    let three = [
        Coding::of("甲", &a),
        Coding::of("乙", &b),
        Coding::of("丙", &c),
    ];
    let agreement = Agreement::of(&three, CompareBy::Unit);
    assert_eq!(agreement.left_out(), ["3"]);
    let x = agreement.code("x").unwrap();
    assert_eq!(x.ratings().units(), 2);
    assert_eq!(x.agreed(), 1);
    assert_eq!(x.overlap(), None);
    assert_eq!(
        agreement.disagreements()[0].said,
        [Some(true), Some(true), Some(false)]
    );
}

#[test]
fn a_part_coded_whole_is_compared_whole() {
    let person = [unit("u1", None, &["personnel"])];
    let machine = [
        unit("u1", Some((0, 5)), &["personnel"]),
        unit("u1", Some((6, 9)), &["investment"]),
    ];
    let agreement = Agreement::of(
        &[Coding::of("甲", &person), Coding::of("机", &machine)],
        CompareBy::Character,
    );
    assert_eq!(agreement.units(), 1);
    assert_eq!(agreement.code("personnel").unwrap().agreed(), 1);
    assert_eq!(agreement.code("investment").unwrap().agreed(), 0);
}

#[test]
fn resampling_is_repeatable_and_takes_documents_whole() {
    let document = |agreed: u64, differ: u64| {
        let mut ratings = Ratings::nominal(2, 2);
        ratings.add(&[Some(1), Some(1)], agreed);
        ratings.add(&[Some(1), Some(0)], differ);
        ratings
    };
    let clusters = [document(9, 1), document(5, 5), document(10, 0)];
    let bootstrap = Bootstrap::default().samples(400);
    let interval = bootstrap.interval(&clusters, Ratings::percent).unwrap();
    assert_eq!(
        bootstrap.interval(&clusters, Ratings::percent),
        Some(interval)
    );
    // The extremes are three times the worst and three times the best document.
    assert!(interval.0 >= 0.5 && interval.0 < 0.8 && interval.1 <= 1.0 && interval.1 > 0.9);
    assert_eq!(bootstrap.interval(&clusters[..1], Ratings::percent), None);
}
