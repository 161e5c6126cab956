//! Dates as fields of metadata write them.

use crate::numeral;
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

#[cfg(any(feature = "html", test))]
/// The same at the start of a value that says more: 2012-09-05 星期三, 2012年9月5日印发.
static FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\[【（(“]?\s*([0-9]{4}(?:\s*年\s*[0-9]{1,2}(?:\s*月\s*[0-9]{1,2}\s*日|\s*月)|\s*[-/.]\s*[0-9]{1,2}\s*[-/.]\s*[0-9]{1,2}))(?:[^0-9]|$)",
    )
});

/// `二〇一二年九月五日`, also without day.
static HAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^([〇○零一二三四五六七八九]{4})\s*年\s*([元一二三四五六七八九十]{1,3})\s*月(?:\s*([一二三四五六七八九十廿卅]{1,3})\s*日)?$",
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
            '○' | '零' => '〇',
            _ => c,
        })
        .collect();
    if let Some(han) = HAN.captures(&plain) {
        return han_date(&han);
    }
    let found = DATE.captures(&plain)?;
    let number = |group: usize| found.get(group).map(|m| m.as_str().parse::<i8>());
    let month = number(2).or_else(|| number(4)).transpose().ok()?;
    let day = number(3).or_else(|| number(5)).transpose().ok()?;
    PartialDate::new(found[1].parse().ok()?, month, day)
}

#[cfg(any(feature = "html", test))]
/// The date that `written` is or begins with, as cells and head lines of pages write it.
pub(super) fn within(written: &str) -> Option<PartialDate> {
    read(written).or_else(|| read(FIRST.captures(written.trim())?.get(1)?.as_str()))
}

fn han_date(found: &regex::Captures<'_>) -> Option<PartialDate> {
    let year = found[1].chars().try_fold(0_i16, |year, c| {
        Some(year * 10 + i16::try_from(numeral::digit(c)?).ok()?)
    })?;
    let number = |written: &str| match written {
        "元" => Some(1),
        _ => i8::try_from(numeral::value(written)?).ok(),
    };
    let day = match found.get(3) {
        Some(day) => Some(number(day.as_str())?),
        None => None,
    };
    PartialDate::new(year, Some(number(&found[2])?), day)
}

#[cfg(test)]
mod tests {
    use super::{read, within};

    #[test]
    fn dates_that_values_begin_with() {
        for (written, date) in [
            ("2012-09-05 星期三", Some("2012-09-05")),
            ("[2012-9-5]", Some("2012-09-05")),
            ("2012年9月5日印发", Some("2012-09-05")),
            ("2012-09-05 00:00:00.0", Some("2012-09-05")),
            ("二〇一二年九月五日", Some("2012-09-05")),
            ("2012-2013学年", None),
            ("20120905001", None),
            ("自2012-09-05起", None),
        ] {
            let found = within(written).map(|d| d.to_string());
            assert_eq!(found.as_deref(), date, "{written}");
        }
    }

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
            ("二○一二年九月五日", Some("2012-09-05")),
            ("二零一二年十二月二十一日", Some("2012-12-21")),
            ("一九九八年十月", Some("1998-10")),
            ("二〇一二年十三月", None),
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
