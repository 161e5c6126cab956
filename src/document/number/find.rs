//! Where the numbers of a text stand.
//!
//! Every number ends with 号. From there a reader goes back over serial, year and brackets to the
//! code: three forms exist, each also damaged: `code〔year〕n号`, `authority令第n号` and
//! `authority公告year年第n号`.

use super::back::Back;
use super::code::{ACTS, authority_before, code_before, is_code, squeeze, stands_alone};
use super::serial::{Serial, serials, year};
use super::{DocNumber, Form};
use crate::document::Agencies;
use crate::span::Span;
use crate::text::places;

impl DocNumber {
    /// The numbers in `text` (a normalised view), each with its byte span, in order.
    ///
    /// The span begins with the code; words of the sentence before it (根据, 按照, 关于贯彻 …)
    /// are left out. Orders of several organs joined by 、 are one number; of `〔2012〕5号、6号`
    /// the second has the code and year of the first, and its own words as span.
    #[must_use]
    pub fn find(text: &str) -> Vec<(Span, Self)> {
        Self::find_some(text, usize::MAX)
    }

    /// The first of the numbers that [`DocNumber::find`] gives; what follows is not looked at.
    pub(crate) fn first(text: &str) -> Option<(Span, Self)> {
        Self::find_some(text, 1).into_iter().next()
    }

    /// The numbers in `text`, at least the first `most` of them where there are so many.
    fn find_some(text: &str, most: usize) -> Vec<(Span, Self)> {
        let mut kept: Vec<(Span, Self)> = Vec::new();
        for (at, sign) in places(text, ["号", "號"]) {
            let last = kept.last().map_or(0, |(span, _)| span.end);
            for (span, number) in ending_at(text, at, at + sign.len(), kept.last()) {
                if span.start < last {
                    continue;
                }
                match kept.last_mut() {
                    // 国家教育委员会令第10号、卫生部令第1号: one document of two organs.
                    Some((before, first))
                        if text[before.end..span.start] == *"、" && first.joins(&number) =>
                    {
                        before.end = span.end;
                        first.raw = before.slice(text).to_owned();
                        first.joint.push(number);
                    }
                    _ => kept.push((span, number)),
                }
            }
            // One more shows that nothing joins the last.
            if kept.len() > most {
                break;
            }
        }
        kept
    }

    /// Whether `other`, right after this number, is the number another organ gave the same order.
    fn joins(&self, other: &Self) -> bool {
        matches!(
            (self.form, other.form),
            (Form::Ordinal { .. }, Form::Ordinal { .. })
        ) && self.code != other.code
    }
}

/// The numbers that end with the 号 at `at..end`; several where they share one 号.
fn ending_at(
    text: &str,
    at: usize,
    end: usize,
    before: Option<&(Span, DocNumber)>,
) -> Vec<(Span, DocNumber)> {
    let mut back = Back::new(text, at);
    back.spaces();
    // [2016]53）号: the bracket of the sentence, closed too early; 2016〔53〕号.
    let early = back.eat(is_close).is_some();
    back.spaces();
    let Some(serials) = serials(&mut back) else {
        return Vec::new();
    };
    let mut number = Unfinished {
        text,
        end,
        serials,
        ordinal: false,
    };
    let single = number.serials.len() == 1;
    if early && back.eat(is_open).is_some() {
        back.spaces();
        let found = match back.peek() {
            Some(c) if is_close(c) => number.bracketed(back),
            Some(c) if c.is_ascii_digit() => number.year_bare(back, number.end),
            _ => None,
        };
        return found.unwrap_or_default();
    }
    if single
        && !early
        && let Some((span, first)) = before
        && let Some(more) = number.continues(*span, first)
    {
        return vec![more];
    }
    back.spaces();
    number.ordinal = back.word("第");
    back.spaces();
    let found = match back.peek() {
        Some(c) if is_close(c) => number
            .bracketed(back)
            .or_else(|| number.order_in_brackets(back)),
        Some('年') if single && !early => number.of_year(back),
        Some('令' | '告') if single && !early => number.order(back),
        Some(c) if is_open(c) && single => number
            .bracket_inside(back)
            .or_else(|| number.bracket_missing(back))
            .or_else(|| number.order(back)),
        Some(c) if c.is_ascii_digit() && single && !early => number.bracket_missing(back),
        Some(c) if c.is_whitespace() && single && !early => number.order(back),
        Some(c) if is_code(c) && !early => number
            .year_first(back)
            .or_else(|| number.order_behind(back).filter(|_| single)),
        _ => None,
    };
    found.unwrap_or_default()
}

/// A number whose serials are read.
struct Unfinished<'t> {
    text: &'t str,
    /// The byte behind 号.
    end: usize,
    serials: Vec<Serial>,
    /// Whether 第 stands before the serial.
    ordinal: bool,
}

type Found = Option<Vec<(Span, DocNumber)>>;

impl Unfinished<'_> {
    /// `code〔year〕n号`; one of the two brackets may be missing.
    fn bracketed(&self, mut back: Back<'_>) -> Found {
        let close = back.eat(is_close)?;
        back.spaces();
        back.eat(|c| c == '年');
        let year = year(&mut back)?;
        back.spaces();
        let open = back.eat(is_open);
        // 〔86〕 only in brackets that a sentence does not use.
        if (0..100).contains(&year) && (open.is_none() || close == '）') {
            return None;
        }
        let year = if year < 100 { year + 1900 } else { year };
        let start = code_before(self.text, back.at)?;
        let code = squeeze(&self.text[start..back.at]);
        self.finished(start, code, Some(year), Form::Bracketed, self.end)
    }

    /// 浦教德2017【10号】: the brackets stand around the serial.
    fn bracket_inside(&self, mut back: Back<'_>) -> Found {
        back.eat(is_open)?;
        back.spaces();
        let closed = self.text[self.end..].chars().next();
        let closed = closed.filter(|c| is_close(*c));
        self.year_bare(back, self.end + closed.map_or(0, char::len_utf8))
    }

    /// The year before a serial in brackets, itself in none.
    fn year_bare(&self, mut back: Back<'_>, end: usize) -> Found {
        let year = year(&mut back).filter(|y| *y > 1900)?;
        let start = code_before(self.text, back.at)?;
        let code = squeeze(&self.text[start..back.at]);
        self.finished(start, code, Some(year), Form::Bracketed, end)
    }

    /// 沪府办〔2015120号, 沪府办〔2015 120号: no bracket behind the year.
    fn bracket_missing(&self, mut back: Back<'_>) -> Found {
        let serial = self.serials.first()?;
        let digits = serial.span.slice(self.text);
        let (year, value) = match back.peek() {
            Some(c) if is_open(c) && digits.is_ascii() && digits.len() > 4 => {
                let (year, value) = digits.split_at(4);
                (year.parse::<i16>().ok()?, value.parse().ok()?)
            }
            Some(c) if c.is_ascii_digit() => (year(&mut back)?, serial.value),
            _ => return None,
        };
        if !(1900..2100).contains(&year) {
            return None;
        }
        back.spaces();
        back.eat(is_open)?;
        let start = code_before(self.text, back.at)?;
        let code = squeeze(&self.text[start..back.at]);
        let mut found = self.finished(start, code, Some(year), Form::Bracketed, self.end)?;
        found[0].1.serial = value;
        Some(found)
    }

    /// 〔86〕教基字第14号, （2012）沪教委基5号: the year first.
    fn year_first(&self, mut back: Back<'_>) -> Found {
        let end = back.at;
        let code = back.run(12, is_code);
        let start = back.at;
        debug_assert_eq!(code, &self.text[start..end]);
        back.spaces();
        back.eat(is_close)?;
        back.spaces();
        let year = year(&mut back)?;
        back.spaces();
        back.eat(is_open)?;
        let by_code = || {
            let organ = Agencies::standard().by_code(code);
            let address = ['路', '街', '道', '弄', '巷', '村', '楼', '室', '区'];
            code.chars().count() > 2
                && !code.ends_with(address)
                && organ.is_some_and(|o| o.issuer.is_some())
        };
        if DocNumber::is_of_a_case(code) || !(code.ends_with('字') || by_code()) {
            return None;
        }
        let year = if year < 100 { year + 1900 } else { year };
        self.finished(
            back.at,
            code.to_owned(),
            Some(year),
            Form::Bracketed,
            self.end,
        )
    }

    /// `authority公告year年第n号`, also with 令 or 公告 behind it; 国务院1980年275号文件.
    fn of_year(&self, mut back: Back<'_>) -> Found {
        back.eat(|c| c == '年')?;
        back.spaces();
        let year = year(&mut back).filter(|y| *y > 1900)?;
        let mut end = self.end;
        // 公告（2012年第3号）
        let mut at = back.at;
        let opened = back.eat(|c| matches!(c, '（' | '〔')).is_some();
        if opened && ACTS.iter().any(|w| back.word(w)) {
            at -= '（'.len_utf8();
            let closed = self.text[end..].chars().next();
            end += closed.filter(|c| is_close(*c)).map_or(0, char::len_utf8);
        }
        let rest = &self.text[self.end..];
        let mut code;
        let mut ordinal = true;
        let start = match authority_before(self.text, at) {
            // A year and an issue follow many words; only after an organ or its 公告 they number.
            Some(start) => {
                code = squeeze(&self.text[start..at]);
                let acts = ACTS.iter().any(|w| code.ends_with(w));
                let counts = self.ordinal || rest.starts_with("文件");
                if !(acts || counts && Agencies::standard().is_organ(&code)) {
                    return None;
                }
                if let Some(act) = ACTS
                    .iter()
                    .find(|w| rest.starts_with(**w))
                    .filter(|_| !acts)
                {
                    code.push_str(act);
                    end += act.len();
                }
                ordinal = acts || self.ordinal;
                start
            }
            // The bulletin line of a ministry holds the number alone.
            None if self.ordinal && stands_alone(self.text, Span::new(at, self.end)) => {
                code = String::new();
                at
            }
            None => return None,
        };
        self.finished(start, code, Some(year), Form::OfYear { ordinal }, end)
    }

    /// `authority令第n号`, its number also in brackets: 市政府令（第5号）.
    fn order(&self, mut back: Back<'_>) -> Found {
        let opened = back.eat(|c| matches!(c, '（' | '〔')).is_some();
        // An order breaks over lines in a masthead: 国务院令 / 第707号.
        back.lines();
        let act = ACTS.iter().find(|w| back.word(w))?;
        if !(self.ordinal || *act == "令") {
            return None;
        }
        let start = authority_before(self.text, back.at)?;
        let name = &self.text[start..back.at];
        let agencies = Agencies::standard();
        // 沪府令10号: a government by its code.
        let coded = || name.ends_with('府') && agencies.by_code(name).is_some();
        if !agencies.is_organ(name.trim_end()) && !name.ends_with('国') && !coded() {
            return None;
        }
        let closed = self.text[self.end..].chars().next();
        let closed = closed.filter(|c| opened && matches!(c, '）' | '〕'));
        let end = self.end + closed.map_or(0, char::len_utf8);
        self.finished(start, squeeze(name) + act, None, self.numerals(), end)
    }

    /// 市政府令（2015）第5号 is read as a number of that year by `bracketed`; here only 令（第5号.
    fn order_in_brackets(&self, back: Back<'_>) -> Found {
        (self.serials.len() == 1).then(|| self.order(back))?
    }

    /// 公安部第69号令: the act behind the number.
    fn order_behind(&self, back: Back<'_>) -> Found {
        let rest = &self.text[self.end..];
        let act = ACTS.iter().find(|w| rest.starts_with(**w))?;
        if !self.ordinal {
            return None;
        }
        let start = authority_before(self.text, back.at)?;
        let name = self.text[start..back.at].trim_end();
        let agencies = Agencies::standard();
        let placed = agencies.is_known(name) || name.starts_with(['省', '市', '区', '县', '州']);
        if !(agencies.is_organ(name) && placed) {
            return None;
        }
        self.finished(
            start,
            squeeze(name) + act,
            None,
            self.numerals(),
            self.end + act.len(),
        )
    }

    /// 〔2012〕5号、|6号: the same code and year.
    fn continues(&self, span: Span, first: &DocNumber) -> Option<(Span, DocNumber)> {
        let serial = self.serials.first()?;
        let gap = self.text.get(span.end..serial.span.start)?;
        let joined = gap.len() < 24 && matches!(gap.trim(), "、" | "和" | "及" | "，" | "与");
        // 3号线, 5号楼 are things.
        let thing = ['线', '楼', '机', '馆', '厅', '院', '门', '路'];
        if !joined || first.form != Form::Bracketed || self.text[self.end..].starts_with(thing) {
            return None;
        }
        let own = Span::new(serial.span.start, self.end);
        let mut number = first.clone();
        number.serial = serial.value;
        number.last = serial.last;
        number.raw = own.slice(self.text).to_owned();
        Some((own, number))
    }

    fn numerals(&self) -> Form {
        Form::Ordinal {
            chinese: self.serials.iter().any(|s| s.chinese),
        }
    }

    /// The numbers with this code and year; each serial after the first has its own words alone.
    fn finished(
        &self,
        start: usize,
        code: String,
        year: Option<i16>,
        form: Form,
        end: usize,
    ) -> Found {
        let count = self.serials.len();
        let numbers = self.serials.iter().enumerate().map(|(at, serial)| {
            let from = if at == 0 { start } else { serial.span.start };
            let to = if at + 1 == count {
                end
            } else {
                serial.span.end
            };
            let span = Span::new(from, to);
            let number = DocNumber {
                code: code.clone(),
                year,
                serial: serial.value,
                last: serial.last,
                raw: span.slice(self.text).to_owned(),
                joint: Vec::new(),
                form,
            };
            (span, number)
        });
        Some(numbers.collect())
    }
}

fn is_open(ch: char) -> bool {
    matches!(
        ch,
        '〔' | '[' | '【' | '（' | '［' | '〈' | '<' | '{' | '〖' | '﹝' | '「'
    )
}

pub(super) fn is_close(ch: char) -> bool {
    matches!(
        ch,
        '〕' | ']' | '】' | '）' | '］' | '〉' | '>' | '}' | '〗' | '﹞' | '」'
    )
}
