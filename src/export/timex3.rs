//! A text with its dates marked in TimeML, the format of temporal annotation.
//!
//! Source: TimeML 1.2.1 and its guidelines. What one `TIMEX3` cannot hold is said as the standard
//! allows: a range, a plan or a school year is a `DURATION` whose `beginPoint` and `endPoint` are
//! empty `TIMEX3` elements behind it; a side that is open has no point. What the standard cannot
//! say at all (working days, 5至8年, the role of a date) stands in `comment` or is left out, so
//! that the analysis record and not this export is the whole of what was found.

use super::row::failed;
use crate::annotate::DateMention;
use crate::corpus::Entry;
use crate::error::Result;
use crate::time::{Expression, ExpressionKind, Interval, Relation};
use std::io::Write;

/// The id of the day that the document speaks from.
const CREATION: &str = "t0";

/// Writes one document as a TimeML file: its original text with a `TIMEX3` at each date.
///
/// Characters that XML 1.0 forbids are written as U+FFFD. Where the document tells no date of its
/// own, there is no `DCT`, and what is relative to it has the value `XXXX-XX-XX`.
///
/// ```
/// use zhengce::{corpus::Analyzer, export, read::RawDocument};
/// let entry = Analyzer::builtin().analyze(RawDocument::new("a", "“十二五”期间，2012年9月起。"));
/// let mut xml = Vec::new();
/// export::write_timex3(&entry, &mut xml)?;
/// let xml = String::from_utf8(xml).unwrap();
/// assert!(xml.contains(r#"<TIMEX3 tid="t2" type="DATE" value="2011"/>"#));
/// assert!(xml.contains(r#"value="2012-09" mod="ON_OR_AFTER">2012年9月</TIMEX3>起"#));
/// # Ok::<(), zhengce::Error>(())
/// ```
///
/// # Errors
/// Where the writer fails.
pub fn write_timex3(entry: &Entry, mut writer: impl Write) -> Result<()> {
    let document = &entry.document;
    let text = document.text.original();
    let mut out = String::with_capacity(text.len() * 2);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>");
    escape(&document.id, &mut out);
    out.push_str("</DOCID>\n");
    if let Some(day) = document.speaks_from() {
        out.push_str("<DCT>");
        Tag::new("DATE")
            .with("value", &day.to_string())
            .with("functionInDocument", "CREATION_TIME")
            .write(CREATION, Some(&day.to_string()), &mut out);
        out.push_str("</DCT>\n");
    }
    out.push_str("<TEXT>");
    let (mut at, mut next) = (0, 1);
    for date in &entry.annotations.dates {
        escape(text.get(at..date.span.start).unwrap_or_default(), &mut out);
        mark(date, text, &mut next, &mut out);
        at = date.span.end;
    }
    escape(text.get(at..).unwrap_or_default(), &mut out);
    out.push_str("</TEXT>\n</TimeML>\n");
    writer.write_all(out.as_bytes()).map_err(failed)
}

/// A `TIMEX3` element before its id and words are known.
struct Tag {
    attributes: String,
}

impl Tag {
    fn new(kind: &str) -> Self {
        Self {
            attributes: format!(" type=\"{kind}\""),
        }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        escape(value, &mut self.attributes);
        self.attributes.push('"');
        self
    }

    /// Empty where it has no words.
    fn write(&self, id: &str, words: Option<&str>, out: &mut String) {
        out.push_str("<TIMEX3 tid=\"");
        out.push_str(id);
        out.push('"');
        out.push_str(&self.attributes);
        let Some(words) = words else {
            out.push_str("/>");
            return;
        };
        out.push('>');
        escape(words, out);
        out.push_str("</TIMEX3>");
    }
}

/// Writes the element of `date` and of the points that it needs.
fn mark(date: &DateMention, text: &str, next: &mut usize, out: &mut String) {
    let mut id = || {
        let id = format!("t{next}");
        *next += 1;
        id
    };
    let found = &date.expression;
    let own = id();
    let (tag, points) = match found.kind {
        ExpressionKind::Set => (set(found), Vec::new()),
        _ if found.named == Interval::default() => (unplaced(found), Vec::new()),
        _ => match value(found.named) {
            Some(value) => (Tag::new("DATE").with("value", &value), Vec::new()),
            None => between(found, &mut id),
        },
    };
    let tag = match modifier(found) {
        Some(word) => tag.with("mod", word),
        None => tag,
    };
    tag.write(&own, Some(date.span.slice(text)), out);
    for (id, value) in points {
        Tag::new("DATE").with("value", &value).write(&id, None, out);
    }
}

/// A recurring time. Which days of the period are meant, the standard cannot say.
fn set(found: &Expression) -> Tag {
    let period = found.duration.as_deref().unwrap_or("PXD");
    Tag::new("SET").with("value", period).with("quant", "EVERY")
}

/// A length, or a time that nothing places.
fn unplaced(found: &Expression) -> Tag {
    let Some(length) = found.length else {
        return Tag::new("DATE").with("value", "XXXX-XX-XX");
    };
    let tag = Tag::new("DURATION").with("value", found.duration.as_deref().unwrap_or("PXD"));
    if found.duration.is_some() {
        return tag;
    }
    let unit = serde_json::to_value(length.unit).unwrap_or_default();
    let side = |count: Option<crate::time::Count>| count.map(|c| c.to_string()).unwrap_or_default();
    let bounds = match length.count() {
        Some(count) => count.to_string(),
        None => format!("{}..{}", side(length.least), side(length.most)),
    };
    tag.with(
        "comment",
        &format!("{bounds} {}", unit.as_str().unwrap_or_default()),
    )
}

/// A time between two points, and the points.
fn between(found: &Expression, id: &mut impl FnMut() -> String) -> (Tag, Vec<(String, String)>) {
    let written = found.named.to_string();
    let (begin, end) = written.split_once('/').unwrap_or((&written, ".."));
    let length = found.named.length();
    let mut tag = Tag::new("DURATION").with("value", length.as_deref().unwrap_or("PXD"));
    let mut points = Vec::new();
    for (name, value) in [("beginPoint", begin), ("endPoint", end)] {
        if value != ".." {
            let point = id();
            tag = tag.with(name, &point);
            points.push((point, value.to_owned()));
        }
    }
    (tag, points)
}

/// The value of a stretch that TIMEX3 has a form for: a day, month, quarter, half, year, decade or
/// century.
fn value(named: Interval) -> Option<String> {
    if let Some(whole) = named.whole() {
        return Some(whole.to_string());
    }
    let (begin, until) = (named.begin?, named.until?);
    if begin.day() != 1 || until.day() != 1 {
        return None;
    }
    let (year, month) = (begin.year(), begin.month());
    let lasts = |years: i32, months: i32| begin.plus(years, months, 0) == Some(until);
    if lasts(0, 3) && month % 3 == 1 {
        return Some(format!("{year:04}-Q{}", (month + 2) / 3));
    }
    if lasts(0, 6) && month % 6 == 1 {
        return Some(format!("{year:04}-H{}", (month + 5) / 6));
    }
    if lasts(10, 0) && month == 1 && year % 10 == 0 {
        return Some(format!("{:03}", year / 10));
    }
    (lasts(100, 0) && month == 1 && year % 100 == 0).then(|| format!("{:02}", year / 100))
}

/// How the words around the date, or in a length, bound it.
fn modifier(found: &Expression) -> Option<&'static str> {
    if found.kind == ExpressionKind::Duration {
        let length = found.length?;
        return match (length.least, length.most) {
            (Some(_), None) => Some("EQUAL_OR_MORE"),
            (None, Some(_)) => Some("EQUAL_OR_LESS"),
            _ => None,
        };
    }
    if found.named == found.meant {
        return None;
    }
    match found.relation? {
        Relation::Since if found.meant.begin == found.named.begin => Some("ON_OR_AFTER"),
        Relation::Since => Some("AFTER"),
        Relation::Before | Relation::Until => Some("ON_OR_BEFORE"),
    }
}

/// `text` as XML character data or attribute value.
fn escape(text: &str, out: &mut String) {
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(ch),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(ch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Analyzer;
    use crate::read::RawDocument;
    use crate::time::Date;

    fn marked(text: &str) -> String {
        let mut raw = RawDocument::new("甲&乙", text);
        raw.given.reference_date = Date::new(2012, 6, 15);
        let entry = Analyzer::builtin().analyze(raw);
        let mut xml = Vec::new();
        write_timex3(&entry, &mut xml).unwrap();
        let xml = String::from_utf8(xml).unwrap();
        assert!(xml.contains("<DOCID>甲&amp;乙</DOCID>"), "{xml}");
        assert!(xml.contains(r#"value="2012-06-15" functionInDocument="CREATION_TIME""#));
        let (_, text) = xml.split_once("<TEXT>").unwrap();
        text.split_once("</TEXT>").unwrap().0.to_owned()
    }

    #[test]
    fn each_kind_has_the_form_of_the_standard() {
        for (text, want) in [
            (
                "2012年9月5日",
                r#"<TIMEX3 tid="t1" type="DATE" value="2012-09-05">2012年9月5日</TIMEX3>"#,
            ),
            (
                "2012年下半年",
                r#"<TIMEX3 tid="t1" type="DATE" value="2012-H2">2012年下半年</TIMEX3>"#,
            ),
            (
                "二季度",
                r#"<TIMEX3 tid="t1" type="DATE" value="2012-Q2">二季度</TIMEX3>"#,
            ),
            (
                "20世纪90年代",
                r#"<TIMEX3 tid="t1" type="DATE" value="199">20世纪90年代</TIMEX3>"#,
            ),
            (
                "2013学年",
                r#"<TIMEX3 tid="t1" type="DURATION" value="P1Y" beginPoint="t2" endPoint="t3">2013学年</TIMEX3><TIMEX3 tid="t2" type="DATE" value="2013-09"/><TIMEX3 tid="t3" type="DATE" value="2014-08"/>"#,
            ),
            (
                "2012年底前",
                r#"<TIMEX3 tid="t1" type="DATE" value="2012-12" mod="ON_OR_BEFORE">2012年底</TIMEX3>前"#,
            ),
            (
                "改革开放以来",
                r#"<TIMEX3 tid="t1" type="DURATION" value="PXD" beginPoint="t2">改革开放以来</TIMEX3><TIMEX3 tid="t2" type="DATE" value="1978-12-18"/>"#,
            ),
            (
                "三年以上",
                r#"<TIMEX3 tid="t1" type="DURATION" value="P3Y" mod="EQUAL_OR_MORE">三年</TIMEX3>以上"#,
            ),
            (
                "15个工作日",
                r#"<TIMEX3 tid="t1" type="DURATION" value="PXD" comment="15 working_day">15个工作日</TIMEX3>"#,
            ),
            (
                "每两年<一次>",
                r#"<TIMEX3 tid="t1" type="SET" value="P2Y" quant="EVERY">每两年</TIMEX3>&lt;一次&gt;"#,
            ),
        ] {
            assert_eq!(marked(text), want, "{text}");
        }
    }

    #[test]
    fn the_text_stays_whole_and_is_xml() {
        let text = "A&B“2012年”\u{1}\r\n<2013年>";
        let xml = marked(text);
        let mut words = String::new();
        for piece in xml.split('<').filter(|p| !p.is_empty()) {
            words.push_str(piece.split_once('>').map_or(piece, |(_, w)| w));
        }
        let plain = words
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#13;", "\r")
            .replace("&amp;", "&");
        assert_eq!(plain, text.replace('\u{1}', "\u{fffd}"));
    }
}
