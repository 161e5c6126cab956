//! [`DocNumber`]: the numbers of official documents.
//!
//! One grammar for mastheads and citations. Three forms exist, each also damaged:
//! `code〔year〕n号`, `authority令第n号` and `authority公告year年第n号`.

use super::Agencies;
use crate::numeral;
use crate::shipped::pattern;
use crate::span::Span;
use regex::Regex;
use std::fmt;
use std::sync::LazyLock;

/// The number of a document, e.g. `沪府办发〔2012〕40号` or `国务院令第624号`.
///
/// ```
/// use zhengce::document::DocNumber;
/// let found = DocNumber::find("根据沪府办发[2011]31号和教督【2012】3號文");
/// let printed: Vec<_> = found.iter().map(|(_, n)| n.to_string()).collect();
/// assert_eq!(printed, ["沪府办发〔2011〕31号", "教督〔2012〕3号"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DocNumber {
    /// The part before the year or serial: `沪府办发`, `国务院令`.
    pub code: String,
    /// The year, where the form has one.
    pub year: Option<i16>,
    /// The serial.
    pub serial: u32,
    /// The number as the text prints it.
    pub raw: String,
    /// The numbers of the other organs of a joint order: `国家教育委员会令第10号、卫生部令第1号`.
    pub joint: Vec<DocNumber>,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// `code〔year〕n号`
    Bracketed,
    /// `authority令第n号`; the serial in Chinese numerals where the text has it so.
    Ordinal { chinese: bool },
    /// `authority公告year年第n号`
    OfYear,
    /// A number of no known form, kept as given.
    Verbatim,
}

/// Year and serial of the bracketed form; one bracket of the four may be all that is left.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<open>[〔\[【（［〈<{〖]?)[ \t]*(?P<year>(?:19|20)[0-9]{2})[ \t]*(?P<close>[〕\]】）］〉>}〗]?)[ \t]*(?:第[ \t]*)?(?P<inner>[【〔\[（]?)[ \t]*(?P<serial>[0-9]{1,5})[ \t]*[号號](?P<end>[】〕\]]?)",
    )
});

static OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<year>(?:19|20)[0-9]{2})[ \t]*年[ \t]*第[ \t]*(?P<serial>[0-9]{1,5})[ \t]*[号號]")
});

/// An order breaks over lines in a masthead: 国务院令 / 第707号.
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:令\s{0,8}[（〔]?[ \t]*第?|(?:公告|通告)\s{0,8}[（〔]?[ \t]*第)[ \t]*(?P<serial>[0-9]{1,5}|[一二三四五六七八九十百〇零○]{1,9})[ \t]*[号號][）〕]?",
    )
});

/// 〔86〕教基字第14号: the year first, as in the 1980s.
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[〔\[【（［][ \t]*(?P<year>(?:19|20)?[0-9]{2})[ \t]*[〕\]】）］][ \t]*(?P<code>\p{Han}{1,10}字)[ \t]*第?[ \t]*(?P<serial>[0-9]{1,5})[ \t]*[号號]",
    )
});

/// The longest code or authority that is looked for, in characters.
const LONGEST: usize = 24;

impl DocNumber {
    /// The numbers in `text` (a normalised view), each with its byte span, in order.
    ///
    /// The span begins with the code; words of the sentence before it (根据, 按照, 关于贯彻 …)
    /// are left out. Orders of several organs joined by 、 are one number.
    #[must_use]
    pub fn find(text: &str) -> Vec<(Span, Self)> {
        let mut found: Vec<(Span, Self)> = Vec::new();
        for c in BRACKETED.captures_iter(text) {
            let (Some(all), Some(open)) = (c.get(0), c.name("open")) else {
                continue;
            };
            let group = |name: &str| c.name(name).is_some_and(|m| !m.as_str().is_empty());
            if !(group("open") || group("close") || group("inner")) {
                continue;
            }
            // A bracket that was opened before the code belongs to the sentence, not to the number.
            let end = match c.name("end") {
                Some(end) if !group("inner") => end.start(),
                _ => all.end(),
            };
            let Some(start) = code_before(text, open.start()) else {
                continue;
            };
            found.extend(Self::bracketed(
                text,
                Span::new(start, end),
                open.start(),
                &c,
            ));
        }
        for c in YEAR_FIRST.captures_iter(text) {
            let Some(all) = c.get(0) else { continue };
            let year = c["year"].parse::<i16>().ok();
            let year = year.map(|y| if y < 100 { y + 1900 } else { y });
            if let Ok(serial) = c["serial"].parse() {
                found.push((
                    all.range().into(),
                    Self {
                        code: c["code"].to_owned(),
                        year,
                        serial,
                        raw: all.as_str().to_owned(),
                        joint: Vec::new(),
                        form: Form::Bracketed,
                    },
                ));
            }
        }
        for c in OF_YEAR.captures_iter(text) {
            let Some(all) = c.get(0) else { continue };
            let start = match authority_before(text, all.start()) {
                // A year and an issue follow many words; only after an organ or its 公告 they number.
                Some(start) => {
                    let name = text[start..all.start()].trim_end();
                    let acts = ["令", "公告", "通告"].iter().any(|w| name.ends_with(w));
                    if !(acts || Agencies::standard().is_organ(name)) {
                        continue;
                    }
                    start
                }
                // The bulletin line of a ministry holds the number alone.
                None if stands_alone(text, all.range().into()) => all.start(),
                None => continue,
            };
            if let Ok(serial) = c["serial"].parse() {
                found.push((
                    Span::new(start, all.end()),
                    Self {
                        code: squeeze(&text[start..all.start()]),
                        year: c["year"].parse().ok(),
                        serial,
                        raw: text[start..all.end()].to_owned(),
                        joint: Vec::new(),
                        form: Form::OfYear,
                    },
                ));
            }
        }
        for c in ORDINAL.captures_iter(text) {
            found.extend(Self::ordinal(text, &c));
        }
        found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut kept: Vec<(Span, Self)> = Vec::with_capacity(found.len());
        for (span, number) in found {
            match kept.last_mut() {
                Some((last, _)) if span.start < last.end => {}
                // 国家教育委员会令第10号、卫生部令第1号: one document of two organs.
                Some((last, first))
                    if text[last.end..span.start] == *"、" && first.joins(&number) =>
                {
                    last.end = span.end;
                    first.joint.push(number);
                }
                _ => kept.push((span, number)),
            }
        }
        for (span, number) in kept.iter_mut().filter(|(_, n)| !n.joint.is_empty()) {
            number.raw = span.slice(text).to_owned();
        }
        kept
    }

    fn bracketed(
        text: &str,
        span: Span,
        year_at: usize,
        c: &regex::Captures<'_>,
    ) -> Option<(Span, Self)> {
        Some((
            span,
            Self {
                code: squeeze(&text[span.start..year_at]),
                year: c["year"].parse().ok(),
                serial: c["serial"].parse().ok()?,
                raw: span.slice(text).to_owned(),
                joint: Vec::new(),
                form: Form::Bracketed,
            },
        ))
    }

    fn ordinal(text: &str, c: &regex::Captures<'_>) -> Option<(Span, Self)> {
        let all = c.get(0)?;
        let word = ["令", "公告", "通告"]
            .into_iter()
            .find(|w| all.as_str().starts_with(w))?;
        let start = authority_before(text, all.start())?;
        if !Agencies::standard().is_organ(text[start..all.start()].trim_end())
            && !text[start..all.start()].ends_with('国')
        {
            return None;
        }
        let digits = &c["serial"];
        // A bracket that closes the sentence's own bracket is not the number's.
        let opened = all.as_str().contains(['（', '〔']);
        let end = if opened {
            all.end()
        } else {
            all.start() + all.as_str().trim_end_matches(['）', '〕']).len()
        };
        Some((
            Span::new(start, end),
            Self {
                code: squeeze(&text[start..all.start()]) + word,
                year: None,
                serial: numeral::value(digits)?,
                raw: text[start..end].to_owned(),
                joint: Vec::new(),
                form: Form::Ordinal {
                    chinese: !digits.starts_with(|d: char| d.is_ascii_digit()),
                },
            },
        ))
    }

    /// Whether `other`, right after this number, is the number another organ gave the same order.
    fn joins(&self, other: &Self) -> bool {
        matches!(
            (self.form, other.form),
            (Form::Ordinal { .. }, Form::Ordinal { .. })
        ) && self.code != other.code
    }

    /// The number that `text` is, wholly.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = crate::text::Text::new(text.trim());
        let view = text.view();
        let (span, mut number) = Self::find(view).into_iter().next()?;
        number.raw = text.original().to_owned();
        (span == Span::new(0, view.len())).then_some(number)
    }

    /// A number that a source gives in a form of its own, kept as it is.
    #[must_use]
    pub fn verbatim(text: &str) -> Self {
        Self {
            code: text.trim().to_owned(),
            year: None,
            serial: 0,
            raw: text.to_owned(),
            joint: Vec::new(),
            form: Form::Verbatim,
        }
    }

    /// Whether both are the number of the same document: brackets, spaces, the kind of numerals
    /// and 中华人民共和国 before an organ make no difference.
    ///
    /// ```
    /// use zhengce::document::DocNumber;
    /// let printed = DocNumber::parse("中华人民共和国国务院令第624号").unwrap();
    /// assert!(printed.same_as(&DocNumber::parse("国务院令第624号").unwrap()));
    /// ```
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        // The last of several organs names an order well enough: serials run by organ.
        let short = |n: &Self| {
            let last = n.code.rsplit('、').next().unwrap_or_default();
            last.strip_prefix("中华人民共和国")
                .filter(|rest| !rest.is_empty())
                .unwrap_or(last)
                .to_owned()
        };
        let one =
            |a: &Self, b: &Self| a.serial == b.serial && a.year == b.year && short(a) == short(b);
        one(self, other)
            || self.joint.iter().any(|n| one(n, other))
            || other.joint.iter().any(|n| one(self, n))
    }
}

impl fmt::Display for DocNumber {
    /// The normalised form, with 〔〕 and without spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.form, self.year) {
            (Form::Verbatim, _) => f.write_str(&self.code)?,
            (Form::OfYear, Some(year)) => write!(f, "{}{year}年第{}号", self.code, self.serial)?,
            (Form::Ordinal { chinese: true }, _) => {
                write!(f, "{}第{}号", self.code, numeral::chinese(self.serial))?;
            }
            (_, Some(year)) => write!(f, "{}〔{year}〕{}号", self.code, self.serial)?,
            (_, None) => write!(f, "{}第{}号", self.code, self.serial)?,
        }
        self.joint.iter().try_for_each(|n| write!(f, "、{n}"))
    }
}

/// Where the code that ends at `end` begins; `None` where there is none.
fn code_before(text: &str, end: usize) -> Option<usize> {
    let end = text[..end].trim_end_matches([' ', '\t']).len();
    let run = run_before(text, end);
    let code = &text[run..end];
    let agencies = Agencies::standard();
    let start = run + agencies.code_start(code);
    let start = start + agencies.after_organ(&text[start..end]);
    // Letters alone are no code: (A)〔2012〕.
    (start < end && !text[start..end].is_ascii()).then_some(start)
}

/// Where the authority that ends at `end` begins: 根据国务院|令 gives the place of 国.
///
/// Organs that give one order together are one authority: 国务院、中央军事委员会令.
fn authority_before(text: &str, end: usize) -> Option<usize> {
    let agencies = Agencies::standard();
    let end = text[..end].trim_end_matches([' ', '\t']).len();
    let one = |end: usize| {
        let run = run_before(text, end);
        run + agencies.code_start(&text[run..end])
    };
    let mut start = one(end);
    for _ in 0..4 {
        let Some(before) = text[..start].strip_suffix('、') else {
            break;
        };
        let at = one(before.len());
        let name = &text[at..before.len()];
        if !(agencies.is_organ(name) && agencies.is_known(name)) {
            break;
        }
        start = at;
    }
    (start < end).then_some(start)
}

/// The start of the unbroken run of Han characters before `end`, at most [`LONGEST`] of them.
///
/// The last characters of a date (5日, 二〇一二年九月五日) are not part of the run.
fn run_before(text: &str, end: usize) -> usize {
    let mut start = end;
    for (at, ch) in text[..end].char_indices().rev().take(LONGEST) {
        if !is_code(ch) {
            break;
        }
        // 5日|国务院令, 2010年|市政府令, 31号|教督: the end of a date or of the number before.
        if matches!(ch, '年' | '日' | '号' | '號') {
            let before = text[..at].trim_end().chars().next_back();
            if before.is_some_and(numeral::is_numeral) {
                break;
            }
        }
        start = at;
    }
    start
}

fn is_code(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | 'A'..='Z')
}

/// Whether the span is all of its line, apart from brackets.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().rev().find(|c| *c != ' ');
    let after = text[span.end..].chars().find(|c| *c != ' ');
    matches!(before, None | Some('\n' | '（')) && matches!(after, None | Some('\n' | '）'))
}

fn squeeze(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use proptest::prelude::*;

    #[test]
    fn whole_numbers_parse_and_print_normalised() {
        for (raw, printed) in [
            ("国发〔2012〕48号", "国发〔2012〕48号"),
            ("沪府办发[2012]40号", "沪府办发〔2012〕40号"),
            ("沪府办发【2016】24号", "沪府办发〔2016〕24号"),
            ("沪府规（2021）8号", "沪府规〔2021〕8号"),
            ("沪府规(2021)8号", "沪府规〔2021〕8号"),
            ("沪教委基［２０１２］１３号", "沪教委基〔2012〕13号"),
            ("浦教德2017【10号】", "浦教德〔2017〕10号"),
            ("教督[2012]3號", "教督〔2012〕3号"),
            ("沪府办〔2015120号", "沪府办〔2015〕120号"),
            ("沪府办2015〕120号", "沪府办〔2015〕120号"),
            ("赣府厅发〔2016〕46 号", "赣府厅发〔2016〕46号"),
            ("赣府厅发 〔 2016 〕 46 号", "赣府厅发〔2016〕46号"),
            ("法释〔2003〕第20号", "法释〔2003〕20号"),
            ("（86）教基字第014号", "教基字〔1986〕14号"),
            ("国务院令第624号", "国务院令第624号"),
            ("国务院令 第 624 号", "国务院令第624号"),
            ("国务院令624号", "国务院令第624号"),
            (
                "中华人民共和国国务院令第332号",
                "中华人民共和国国务院令第332号",
            ),
            (
                "国务院、中央军事委员会令第288号",
                "国务院、中央军事委员会令第288号",
            ),
            ("国令第707号", "国令第707号"),
            ("主席令第五十二号", "主席令第五十二号"),
            (
                "中华人民共和国主席令第一百零五号",
                "中华人民共和国主席令第一百零五号",
            ),
            (
                "国家教育委员会令第10号、卫生部令第1号",
                "国家教育委员会令第10号、卫生部令第1号",
            ),
            (
                "国家税务总局公告2015年第41号",
                "国家税务总局公告2015年第41号",
            ),
            ("国家发展改革委2017年第9号", "国家发展改革委2017年第9号"),
            ("2018年第14号", "2018年第14号"),
            (
                "上海市人民代表大会常务委员会公告第35号",
                "上海市人民代表大会常务委员会公告第35号",
            ),
        ] {
            let number = DocNumber::parse(raw);
            assert_eq!(
                number.map(|n| n.to_string()).as_deref(),
                Some(printed),
                "{raw}"
            );
        }
        for other in [
            "",
            "号",
            "〔2012〕40号",
            "2012年40号",
            "第十一条",
            "3号线",
            "命令第3号",
        ] {
            assert_eq!(DocNumber::parse(other), None, "{other}");
        }
    }

    #[test]
    fn the_sentence_before_a_number_stays_outside() {
        for (text, codes) in [
            ("根据沪府办发〔2011〕31号执行", &["沪府办发"][..]),
            (
                "《关于加强教师工作的意见》（国发〔2012〕41号）和（国办发〔2015〕71号）",
                &["国发", "国办发"],
            ),
            (
                "山东省人民政府办公厅关于贯彻国办发〔2015〕71号文件",
                &["国办发"],
            ),
            ("各级各类学校要按照国办发〔2015〕71号文件要求", &["国办发"]),
            ("报考费根据上海市物价局沪价费〔2003〕60号", &["沪价费"]),
            ("会议纪要的通知沪府办发〔2013〕73号", &["沪府办发"]),
            ("依据教育部令第13号处理", &["教育部令"]),
            (
                "1990年6月4日国家教育委员会令第10号发布",
                &["国家教育委员会令"],
            ),
            ("一九九〇年六月四日国务院令第60号发布", &["国务院令"]),
            ("《学生伤害事故处理办法》（教育部令第12号）", &["教育部令"]),
            ("原海关总署2012年第26号公告", &["海关总署"]),
            ("据国家卫生健康委2019年第7号", &["国家卫生健康委"]),
            ("第47号公告和2011年第55号公告同时废止", &[]),
            (
                "国发〔2012〕48号和国发〔2012〕41号、国令第3号",
                &["国发", "国发", "国令"],
            ),
            ("乘坐2号线，见表（2012）", &[]),
        ] {
            let text = Text::new(text);
            let found = DocNumber::find(text.view());
            let got: Vec<_> = found.iter().map(|(_, n)| n.code.as_str()).collect();
            assert_eq!(got, codes, "{}", text.original());
        }
    }

    /// Codes that a scraper cut out of a sentence do not parse wholly; they are under 1 in 200.
    #[test]
    fn the_numbers_of_real_catalogues_parse_wholly() {
        let folder = std::env::var("ZHENGCE_DATA").unwrap_or_else(|_| "../shared".to_owned());
        let (mut all, mut whole) = (0_u32, 0_u32);
        for name in ["shanghai", "state_council", "education"] {
            let path = format!("{folder}/domain/catalogue_{name}.jsonl");
            let Ok(lines) = std::fs::read_to_string(&path) else {
                println!("skipped: no {path}; set ZHENGCE_DATA");
                return;
            };
            for line in lines.lines() {
                let record: serde_json::Value = serde_json::from_str(line).unwrap();
                if let Some(number) = record["doc_number"].as_str() {
                    all += 1;
                    whole += u32::from(DocNumber::parse(number).is_some());
                }
            }
        }
        assert!(
            f64::from(whole) >= 0.995 * f64::from(all),
            "{whole} of {all}"
        );
    }

    proptest! {
        #[test]
        fn any_text_gives_spans_at_character_borders(
            text in "[沪府办发国令第公告年号〔〕\\[\\]（）【】 0-9一二十、日的]{0,60}"
        ) {
            let mut last = 0;
            for (span, number) in DocNumber::find(&text) {
                prop_assert!(last <= span.start);
                last = span.end;
                prop_assert_eq!(&number.raw, &text[span.start..span.end]);
                let again = DocNumber::parse(&number.to_string());
                prop_assert!(again.is_none_or(|n| n.same_as(&number)));
            }
        }
    }
}
