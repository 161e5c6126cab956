//! Dates as fields of metadata write them.

use crate::shipped::pattern;
use crate::time::PartialDate;
use regex::Regex;
use std::sync::LazyLock;

/// `2012-09-05`, `2012年9月5日`, `2012/9/5`, `2012.9.5`, `20120905`, each also without day, or
/// without month and day, or with a time of day behind.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^([0-9]{4})
        (?: \s*(?:年|[-/.])\s* ([0-9]{1,2}) (?: \s*(?:月|[-/.])\s* ([0-9]{1,2}) \s*日? )? \s*月?
          | ([0-9]{2})([0-9]{2})
          | \s*年 )?
        (?: (?:T|\s+)[0-9]{1,2}:[0-9]{2}.* )?$",
    )
});

/// The date that `written` is, where it is one and the calendar has it.
pub(super) fn read(written: &str) -> Option<PartialDate> {
    let plain: String = written
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            '－' | '—' => '-',
            _ => c,
        })
        .collect();
    let found = DATE.captures(&plain)?;
    let number = |group: usize| found.get(group).map(|m| m.as_str().parse::<i8>());
    let month = number(2).or_else(|| number(4)).transpose().ok()?;
    let day = number(3).or_else(|| number(5)).transpose().ok()?;
    PartialDate::new(found[1].parse().ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn dates_of_metadata_fields() {
        for (written, date) in [
            ("2012", Some("2012")),
            ("2012年", Some("2012")),
            ("2012-09", Some("2012-09")),
            ("2012年9月", Some("2012-09")),
            ("2012-09-05", Some("2012-09-05")),
            ("2019年01月24日", Some("2019-01-24")),
            ("２０１９年１月２４日", Some("2019-01-24")),
            ("2012/9/5", Some("2012-09-05")),
            ("2012.09.05", Some("2012-09-05")),
            ("20120905", Some("2012-09-05")),
            ("2012-09-05 10:30:00", Some("2012-09-05")),
            ("2012-09-05T10:30:00Z", Some("2012-09-05")),
            (" 2012-09-05\u{3000}", Some("2012-09-05")),
            ("2012-13", None),
            ("2011-02-29", None),
            ("2011年底", None),
            ("不详", None),
            ("", None),
        ] {
            let found = read(written).map(|d| d.to_string());
            assert_eq!(found.as_deref(), date, "{written}");
        }
    }
}
