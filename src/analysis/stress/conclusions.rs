//! [`Conclusion`]: what a study says about its counts, so that it can be drawn again.

use super::counts::{Counts, Tally};
use std::fmt;

/// The kinds of conclusions that are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// One code has a greater share of the coded provisions than the next in the ranking.
    Rank,
    /// The share of a code rises, or falls, from the years before a year to those from it on.
    Change,
    /// A code has the greatest share in a group: in a year, of an issuer.
    Top,
    /// The share of a code lies in the interval that holds it in 95 of 100 samples of the
    /// documents.
    Share,
}

impl Kind {
    /// The word that names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Change => "change",
            Self::Top => "top",
            Self::Share => "share",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One sentence a study could print.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Conclusion {
    /// What kind of sentence it is.
    pub kind: Kind,
    /// The sentence: `personnel > investment`, `personnel rises from 2013 on`, `2012: personnel`,
    /// `personnel in .120-.210`.
    pub sentence: String,
    /// What it rests on: the difference of the two shares (rank, top), of the two periods
    /// (change), or the share itself.
    pub value: f64,
    pub(super) about: About,
}

/// What has to be counted again.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum About {
    Rank { above: usize, below: usize },
    Change { code: usize, rises: bool },
    Top { group: usize, code: usize },
    Share { code: usize, low: f64, high: f64 },
}

/// A conclusion drawn again.
pub(super) struct Again {
    pub(super) value: f64,
    /// How far it is from turning; it holds above 0, a share also on the border of its interval.
    pub(super) margin: f64,
    pub(super) holds: bool,
}

impl Conclusion {
    /// The same conclusion from other counts; none where there is nothing left to count.
    pub(super) fn again(&self, tally: &Tally) -> Option<Again> {
        // Equal shares are no order; differences of roundings are none either.
        let order = |value: f64| Again {
            value,
            margin: value,
            holds: value > 1e-12,
        };
        match self.about {
            About::Rank { above, below } => {
                Some(order(tally.all.share(above)? - tally.all.share(below)?))
            }
            About::Change { code, rises } => {
                let change = change(tally, code)?;
                let drawn = order(if rises { change } else { -change });
                Some(Again {
                    value: change,
                    ..drawn
                })
            }
            About::Top { group, code } => {
                let counts = &tally.groups[group];
                let own = counts.share(code)?;
                let others = (0..counts.codes.len()).filter(|other| *other != code);
                let next = others.filter_map(|c| counts.share(c)).fold(0.0, f64::max);
                Some(order(own - next))
            }
            About::Share { code, low, high } => {
                let value = tally.all.share(code)?;
                let margin = (value - low).min(high - value);
                Some(Again {
                    value,
                    margin,
                    holds: margin > -1e-12,
                })
            }
        }
    }

    /// What stands in its place where it does not hold.
    pub(super) fn instead(&self, tally: &Tally, codes: &[String], again: &Again) -> String {
        let equal = again.margin.abs() <= 1e-12;
        match self.about {
            About::Rank { above, below } => {
                let mark = if equal { '=' } else { '<' };
                format!("{} {mark} {}", codes[above], codes[below])
            }
            About::Change { code, rises } => {
                let now = match (equal, rises) {
                    (true, _) => "stays",
                    (false, true) => "falls",
                    (false, false) => "rises",
                };
                format!("{} {now}", codes[code])
            }
            About::Top { group, .. } => tops(&tally.groups[group])
                .into_iter()
                .map(|code| codes[code].as_str())
                .collect::<Vec<_>>()
                .join(" = "),
            About::Share { code, .. } => format!("{} {:.3}", codes[code], again.value),
        }
    }
}

/// By how much the share of a code changes from one period to the other.
fn change(tally: &Tally, code: usize) -> Option<f64> {
    let [before, after] = &tally.periods;
    Some(after.share(code)? - before.share(code)?)
}

/// The codes with the greatest share of a group.
fn tops(counts: &Counts) -> Vec<usize> {
    let most = counts.codes.iter().copied().max().unwrap_or_default();
    let codes = 0..counts.codes.len();
    codes
        .filter(|code| most > 0 && counts.codes[*code] == most)
        .collect()
}

/// The conclusions that these counts allow. `intervals` has one for each code, `split` is the year
/// between the periods, `groups` names the groups.
pub(super) fn draw(
    tally: &Tally,
    codes: &[String],
    groups: &[String],
    split: Option<i16>,
    intervals: &[Option<(f64, f64)>],
) -> Vec<Conclusion> {
    let mut ranking: Vec<usize> = (0..codes.len())
        .filter(|code| tally.all.codes[*code] > 0)
        .collect();
    ranking.sort_by_key(|code| (std::cmp::Reverse(tally.all.codes[*code]), *code));
    let mut drawn: Vec<(Kind, String, About)> = ranking
        .windows(2)
        .map(|pair| {
            let about = About::Rank {
                above: pair[0],
                below: pair[1],
            };
            let sentence = format!("{} > {}", codes[pair[0]], codes[pair[1]]);
            (Kind::Rank, sentence, about)
        })
        .collect();
    if let Some(split) = split {
        drawn.extend(ranking.iter().filter_map(|code| {
            let rises = change(tally, *code)? > 0.0;
            let way = if rises { "rises" } else { "falls" };
            let sentence = format!("{} {way} from {split} on", codes[*code]);
            let code = *code;
            Some((Kind::Change, sentence, About::Change { code, rises }))
        }));
    }
    for (group, counts) in tally.groups.iter().enumerate() {
        if let [code] = tops(counts)[..] {
            let sentence = format!("{}: {}", groups[group], codes[code]);
            drawn.push((Kind::Top, sentence, About::Top { group, code }));
        }
    }
    drawn.extend(ranking.iter().filter_map(|code| {
        let (low, high) = (*intervals.get(*code)?)?;
        let sentence = format!("{} in {low:.3}-{high:.3}", codes[*code]);
        let code = *code;
        Some((Kind::Share, sentence, About::Share { code, low, high }))
    }));
    drawn
        .into_iter()
        .filter_map(|(kind, sentence, about)| {
            let mut conclusion = Conclusion {
                kind,
                sentence,
                value: 0.0,
                about,
            };
            // What ties is no conclusion.
            let now = conclusion.again(tally).filter(|now| now.holds)?;
            conclusion.value = now.value;
            Some(conclusion)
        })
        .collect()
}
