//! Dates as fields of metadata write them.

use crate::text::Text;
use crate::time::{self, PartialDate};

/// The date that `written` is, where it is one and the calendar has it: `2012-09-05`,
/// `2012年9月5日`, `2012/9/5`, `2012.9.5`, `20120905`, `二〇一二年九月五日`, each also without day, or
/// without month and day, or with a time of day behind.
pub(super) fn read(written: &str) -> Option<PartialDate> {
    let text = Text::new(written);
    let day = without_clock(text.view().trim());
    time::stated(day)
        .filter(|(_, end)| *end == day.len())
        .map(|(date, _)| date)
}

/// `2012-09-05T10:30:00Z` without what is behind the day.
fn without_clock(value: &str) -> &str {
    let Some((day, clock)) = value.split_once(['T', ' ']) else {
        return value;
    };
    let hour = clock.trim_start().split_once(':').map(|(hour, _)| hour);
    let timed =
        hour.is_some_and(|h| (1..=2).contains(&h.len()) && h.bytes().all(|b| b.is_ascii_digit()));
    if timed { day } else { value }
}

/// The date that `written` is or begins with, to the month at least, as cells and head lines of
/// pages write it: 2012-09-05 星期三, 2012年9月5日印发.
#[cfg(any(feature = "html", test))]
pub(super) fn within(written: &str) -> Option<PartialDate> {
    read(written).or_else(|| {
        let text = Text::new(written);
        let value = text
            .view()
            .trim_start_matches(['[', '【', '（', '(', '“', ' ']);
        let (date, end) = time::stated(value)?;
        let ends = !value[end..].starts_with(|c: char| c.is_ascii_digit());
        (date.month.is_some() && ends).then_some(date)
    })
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
