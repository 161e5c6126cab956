//! Lines that tell by themselves what they are: number, addressee, attachment, remark.

use super::line::squeezed;
use super::{day, marker, organ, signs, words};
use crate::document::{Agencies, DocNumber};
use crate::time::PartialDate;

/// How far a list of attachments may reach, in lines.
pub(super) const LIST: usize = 40;

/// What a line says of an attachment, or of a list of attachments: 附件1：名单, 附表, 附：….
#[derive(Clone, Copy, Debug)]
pub(super) struct Attached<'t> {
    /// 件, 表, 录 or 图; empty where the line says only 附.
    pub(super) word: &'static str,
    /// The number it bears, as printed; empty where it has none.
    pub(super) number: &'t str,
    /// Whether a colon or a stop follows.
    pub(super) stopped: bool,
    /// What else stands on the line.
    pub(super) rest: &'t str,
}

/// Reads a line that begins an attachment or a list of attachments.
pub(super) fn attachment(body: &str) -> Option<Attached<'_>> {
    let spaces = |text: &'_ str| text.len() - text.trim_start_matches(' ').len();
    let mut rest = body.strip_prefix('附')?;
    let gap = spaces(rest).min(4);
    let word = signs::attached(&rest[gap..]);
    if let Some(word) = word {
        rest = &rest[gap + word.len()..];
    }
    let mut gap = spaces(rest);
    let numbered = &rest[gap..];
    let run = |holds: &dyn Fn(char) -> bool| -> usize {
        numbered
            .chars()
            .take(5)
            .take_while(|c| holds(*c))
            .map(char::len_utf8)
            .sum()
    };
    let mut length = run(&|c| c.is_ascii_digit() || c == '-');
    if length == 0 {
        length = run(&|c| "一二三四五六七八九十".contains(c));
    }
    if length == 0 && word == Some("录") {
        length = run(&|c| c.is_ascii_uppercase()).min(1);
    }
    let number = &numbered[..length];
    if length > 0 {
        rest = &numbered[length..];
        gap = spaces(rest);
    }
    let after = rest.trim_start_matches(' ');
    let stopped = after.starts_with(['：', ':', '.', '、']);
    let rest = after.trim_start_matches(['：', ':', '.', '、']);
    let rest = rest.trim_start_matches(' ');
    // 附带, 附图中, 附件三所列 begin a sentence.
    let apart = match word {
        Some("件") => gap > 0 || rest.starts_with(['《', '（']),
        Some(_) => gap > 0,
        None => gap > 0 && length > 0,
    };
    (stopped || rest.is_empty() || apart).then_some(Attached {
        word: word.unwrap_or_default(),
        number,
        stopped,
        rest,
    })
}

/// A line that is a document number, alone or with a date: （鲁教体发〔2018〕1号 2018年4月16日）.
pub(super) fn number_line(body: &str) -> Option<(DocNumber, Option<PartialDate>)> {
    if body.chars().count() > 90 {
        return None;
    }
    let (span, number) = DocNumber::first(body)?;
    let outside = |c: char| matches!(c, '（' | '）' | ' ' | '\t' | '，' | '【' | '】');
    if !body[..span.start].trim_matches(outside).is_empty() {
        return None;
    }
    let rest = body[span.end..].trim_matches(outside);
    let year_alone = rest
        .strip_suffix('年')
        .is_some_and(|y| y.len() == 4 && y.parse::<u16>().is_ok());
    if rest.is_empty() || year_alone {
        return Some((number, None));
    }
    let (at, date) = day::find(rest).into_iter().next()?;
    let around = rest.len() - at.len();
    (around == 0).then_some((number, Some(date)))
}

/// The addressee: 各市人民政府： …
pub(super) fn is_addressee(line: &str) -> bool {
    let Some(names) = line.strip_suffix(['：', ':']) else {
        return false;
    };
    if line.chars().count() > 500 || names.contains(['。', '；', '\t']) && !names.starts_with('各')
    {
        return false;
    }
    let last = names.rsplit(['、', '，', '；']).next().unwrap_or_default();
    let near: String = names.chars().take(6).collect();
    // 各区县应当做好以下工作： is a sentence.
    let plain = ![
        "如下", "以下", "下列", "按照", "做好", "应当", "必须", "要求", "要按", "要认", "要在",
        "要把", "要将", "要加", "开展", "负责",
    ]
    .iter()
    .any(|w| names.contains(w));
    (names.starts_with('各') && plain)
        || (near.contains('各') && plain && line.chars().count() <= 60)
        || [
            "同志",
            "委员",
            "代表",
            "副主席",
            "先生",
            "女士",
            "单位",
            "部门",
            "机构",
            "学校",
            "中心",
            "总队",
        ]
        .iter()
        .any(|w| names.ends_with(w))
            && !names.contains("如下")
        || Agencies::standard().is_organ(&squeezed(last))
        || organ::list(last).is_some()
}

/// A remark after the signature, or furniture of the page.
pub(super) fn is_remark(body: &str) -> bool {
    let count = body.chars().count();
    (count <= 60 && body.starts_with('（') && body.ends_with('）') && marker::read(body).is_none())
        || words::is_furniture(body)
        || (count <= 60 && body.ends_with("印发") && !day::find(body).is_empty())
}
