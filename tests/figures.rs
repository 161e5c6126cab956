//! The figures and school cases of `corpus/data`: their form, and the traps that they must not
//! fall into.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One row of `series.csv`.
#[derive(Debug)]
struct Figure {
    indicator: String,
    unit: String,
    place: String,
    year: String,
    value: f64,
    source: String,
    note: String,
}

fn rows(name: &str, columns: &[&str]) -> Vec<csv::StringRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus/data")
        .join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    assert_eq!(reader.headers().unwrap(), columns, "{name}");
    reader.records().map(|row| row.unwrap()).collect()
}

fn series() -> Vec<Figure> {
    let columns = [
        "indicator",
        "unit",
        "place",
        "year",
        "value",
        "source",
        "confidence",
        "note",
    ];
    let figures = rows("series.csv", &columns).into_iter().map(|row| {
        let text = |at: usize| row[at].to_owned();
        assert!(["high", "medium", "low"].contains(&&row[6]), "{row:?}");
        assert!(!row[5].is_empty() && !row[2].is_empty(), "{row:?}");
        Figure {
            indicator: text(0),
            unit: text(1),
            place: text(2),
            year: text(3),
            value: row[4].parse().unwrap_or_else(|e| panic!("{e}: {row:?}")),
            source: text(5),
            note: text(7),
        }
    });
    figures.collect()
}

/// Whether two printed figures are the same number.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6 * a.abs().max(1.0)
}

/// What a rule says of these figures; an error where it does not hold.
fn holds(rule: &str, named: [&str; 3], series: &[Figure]) -> Result<(), String> {
    let matches = |pattern: &str, text: &str| pattern == "*" || pattern == text;
    let of: Vec<&Figure> = series
        .iter()
        .filter(|f| {
            let parts = [&f.indicator, &f.place, &f.year];
            named.iter().zip(parts).all(|(p, t)| matches(p, t))
        })
        .collect();
    let has = |value: f64| of.iter().any(|f| same(f.value, value));
    let number = |text: &str| text.parse::<f64>().map_err(|e| format!("{text}: {e}"));
    let value_of = |indicator: &str, place: &str, year: &str| {
        let mut all = series
            .iter()
            .filter(|f| (f.indicator.as_str(), f.place.as_str()) == (indicator, place));
        let one = all.find(|f| f.year == year).map(|f| f.value);
        one.ok_or_else(|| format!("no {indicator} of {place} in {year}"))
    };
    let (verb, rest) = rule.split_once(' ').unwrap_or((rule, ""));
    let words: Vec<&str> = rest.split_whitespace().collect();
    let need = |holds: bool| holds.then_some(()).ok_or_else(|| format!("among {of:#?}"));
    match verb {
        "value" | "both" => {
            assert!(!words.is_empty());
            for word in words {
                need(has(number(word)?))?;
            }
            Ok(())
        }
        "not" => need(!has(number(rest)?)),
        "absent" => need(of.is_empty()),
        "unit" => need(!of.is_empty() && of.iter().all(|f| f.unit == rest)),
        "not-source" => need(of.iter().all(|f| !f.source.contains(rest))),
        "apart" => {
            need(!of.is_empty() && series.iter().any(|f| f.indicator == rest))?;
            // Figures that are kept apart are never the ends of one computation.
            need(!of.iter().any(|f| {
                f.source.starts_with("computed")
                    && f.source.contains(named[0])
                    && f.source.contains(rest)
            }))
        }
        "never-divide" | "never-sum" => need(!of.is_empty()),
        "part-of" => {
            let (indicator, place) = rest.split_once('@').ok_or("no place")?;
            need(!of.is_empty())?;
            for figure in &of {
                let whole = value_of(indicator, place, &figure.year)?;
                need(figure.value < whole)?;
            }
            Ok(())
        }
        "sum" => {
            need(!of.is_empty())?;
            for figure in &of {
                let mut sum = 0.0;
                for word in &words {
                    let (indicator, year) = word.split_once('@').unwrap_or((word, &figure.year));
                    sum += value_of(indicator, &figure.place, year)?;
                }
                need(same(sum, figure.value))?;
            }
            Ok(())
        }
        "ratio" => {
            let [part, whole] = words[..] else {
                return Err("a ratio has two parts".to_owned());
            };
            let ratios = of.iter().map(|f| {
                let part = value_of(part, &f.place, &f.year)?;
                let whole = value_of(whole, &f.place, &f.year)?;
                Ok((f.value, (1000.0 * part / whole).round() / 10.0))
            });
            let ratios: Vec<(f64, f64)> = ratios.collect::<Result<_, String>>()?;
            need(ratios.iter().any(|(printed, ratio)| same(*printed, *ratio)))
        }
        _ => Err("no such rule".to_owned()),
    }
}

#[test]
fn figures_have_one_unit_an_indicator_and_stand_in_order() {
    let series = series();
    assert!(series.len() > 300);
    let mut units: BTreeMap<&str, &str> = BTreeMap::new();
    for figure in &series {
        let unit = units.entry(&figure.indicator).or_insert(&figure.unit);
        assert_eq!(*unit, figure.unit, "{figure:?}");
    }
    for pair in series.windows(2) {
        let key = |f: &Figure| (f.indicator.clone(), f.place.clone(), f.year.clone());
        assert!(key(&pair[0]) <= key(&pair[1]), "{:?}", &pair[1]);
    }
}

#[test]
fn every_indicator_and_every_unit_has_a_name() {
    let table = zhengce::analysis::DataTable::builtin().unwrap();
    let chinese = |name: &str| name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for one in table.observations() {
        let (indicator, unit) = (table.name(&one.indicator), table.name(&one.unit));
        assert!(chinese(indicator), "{}: {indicator}", one.indicator);
        assert!(
            chinese(unit) || ["%", "∶1"].contains(&unit),
            "{}: {unit}",
            one.unit
        );
    }
    // Each name is used: a row for nothing is a slip of the pen.
    let used = |word: &str, of: fn(&zhengce::analysis::Observation) -> &str| {
        table.observations().iter().any(|one| of(one) == word)
    };
    for row in rows("indicators.csv", &["indicator", "zh", "en"]) {
        assert!(used(&row[0], |one| &one.indicator), "{}", &row[0]);
    }
    for row in rows("units.csv", &["unit", "zh"]) {
        assert!(used(&row[0], |one| &one.unit), "{}", &row[0]);
    }
}

#[test]
fn no_figure_falls_into_a_known_trap() {
    let series = series();
    let columns = ["trap", "indicator", "place", "year", "rule", "source"];
    let rules = rows("traps.csv", &columns);
    let mut wrong = Vec::new();
    for row in &rules {
        if let Err(why) = holds(&row[4], [&row[1], &row[2], &row[3]], &series) {
            wrong.push(format!("{row:?}: {why}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What a note leads to is there.
    let traps: BTreeSet<&str> = rules.iter().map(|row| &row[0]).collect();
    assert!(traps.len() > 20);
    for figure in &series {
        for (_, after) in figure
            .note
            .match_indices("trap ")
            .map(|(at, _)| figure.note.split_at(at + 5))
        {
            let name: &str = after.split([')', ',', ' ']).next().unwrap();
            assert!(traps.contains(name), "{name}: {figure:?}");
        }
    }
}

#[test]
fn a_rule_that_does_not_hold_is_seen() {
    let series = series();
    let of = |rule: &str| {
        holds(
            rule,
            ["number_of_districts_and_counties", "上海", "2014-03"],
            &series,
        )
    };
    assert_eq!(of("value 17"), Ok(()));
    for rule in [
        "value 18",
        "both 17 18",
        "not 17",
        "absent",
        "unit persons",
        "sum xuequ",
        "guess",
    ] {
        assert!(of(rule).is_err(), "{rule}");
    }
}

#[test]
fn school_cases_say_where_when_and_from_whom() {
    let columns = [
        "district",
        "school_or_group",
        "measure",
        "year",
        "facts",
        "source",
        "confidence",
        "period",
    ];
    let cases = rows("cases.csv", &columns);
    assert!(cases.len() >= 25);
    for row in &cases {
        for at in [0, 2, 4, 5, 6] {
            assert!(!row[at].trim().is_empty(), "{row:?}");
        }
        assert!(
            ["before", "in", "just_after", "after", "unknown"].contains(&&row[7]),
            "{row:?}"
        );
    }
}
