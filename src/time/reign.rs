//! Years counted from a republic or a reign: `民國110年`, `昭和六十三年`, `平成元年`.

use super::calendar::{Fields, Year};
use super::grammar::{Grammar, Written};
use super::knowledge::knowledge;

/// A count of years beyond this is no year of a reign.
const LONGEST: u32 = 200;

impl Grammar<'_> {
    /// The date whose count of years stands at `at`: where its words begin, and the date.
    pub(super) fn reign(&self, at: usize) -> Option<(usize, Written)> {
        let s = self.scan;
        let name_end = s.trimmed(at);
        let (len, zero) = knowledge().reign(s.text.get(..name_end)?)?;
        let (count, end) = match s.word(at, "元") {
            Some(end) => (1, end),
            None => {
                let n = s.number(at).filter(|n| (1..=LONGEST).contains(&n.value))?;
                (n.value, n.end)
            }
        };
        let mut end = s.word(s.spaces(end), "年")?;
        let start = name_end - len;
        let before = s.text.get(..start)?;
        let start = ["中华", "中華"]
            .iter()
            .find_map(|w| before.strip_suffix(w))
            .map_or(start, str::len);
        if start < self.free {
            return None;
        }
        let year = zero.checked_add(i16::try_from(count).ok()?)?;
        let mut fields = Fields::year(Year::Is(year));
        end = s.word(end, "度").unwrap_or(end);
        self.within_year(&mut fields, &mut end);
        Some((start, self.joined(fields, end)))
    }
}
