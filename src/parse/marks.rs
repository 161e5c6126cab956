//! Marks beside the text: addressees, copies, remarks, and what stands over a printed document.

use super::line::{Line, next_filled, previous_filled, squeezed};
use super::zone::{Zone, ZoneKind};
use super::{day, marker, organ};
use crate::document::{Agencies, DocNumber, Metadata, Printed};
use crate::shipped;
use regex::{Regex, RegexSet};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    head: HeadFile,
    foot: FootFile,
    receivers: ReceiversFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadFile {
    copy_number: String,
    secrecy: String,
    urgency: String,
    telegram: String,
    signer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FootFile {
    copied: String,
    filed: String,
    printed: String,
    office: String,
    contact: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReceiversFile {
    group: String,
}

struct Words {
    copy_number: Regex,
    secrecy: Regex,
    urgency: Regex,
    /// Any mark over the text, those that are kept and those of a telegram.
    head: RegexSet,
    signer: Regex,
    copied: Regex,
    filed: Regex,
    printed: Regex,
    office: Regex,
    contact: Regex,
    group: Regex,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let File {
        head,
        foot,
        receivers,
    } = shipped::table(
        "corpus/parse/marks.toml",
        include_str!("../../corpus/parse/marks.toml"),
    );
    let marks = [
        &head.secrecy,
        &head.urgency,
        &head.copy_number,
        &head.telegram,
    ];
    Words {
        head: shipped::patterns(&marks),
        copy_number: shipped::pattern(&head.copy_number),
        secrecy: shipped::pattern(&head.secrecy),
        urgency: shipped::pattern(&head.urgency),
        signer: shipped::pattern(&head.signer),
        copied: shipped::pattern(&foot.copied),
        filed: shipped::pattern(&foot.filed),
        printed: shipped::pattern(&foot.printed),
        office: shipped::pattern(&foot.office),
        contact: shipped::pattern(&foot.contact),
        group: shipped::pattern(&receivers.group),
    }
});

/// A line of marks is short, and so are the notes under a text.
const SHORT: usize = 300;
/// How many of the last lines of a document may hold its foot.
const FOOT: usize = 40;

/// What stands over a printed document.
#[derive(Debug, Default)]
pub(super) struct Marks {
    copy_number: Option<String>,
    secrecy: Option<String>,
    urgency: Option<String>,
    signers: Vec<String>,
}

impl Marks {
    /// Takes a line that is nothing but marks: 机密★1年　　特急. Says whether it was one.
    pub(super) fn take(&mut self, line: &str) -> bool {
        if line.len() > SHORT {
            return false;
        }
        if self.take_one(line) {
            return true;
        }
        let parts = line.split_whitespace();
        let all = parts.clone().nth(1).is_some() && parts.clone().all(is_mark);
        if all {
            parts.for_each(|part| {
                self.take_one(part);
            });
        }
        all
    }

    fn take_one(&mut self, text: &str) -> bool {
        if !is_mark(text) {
            return false;
        }
        let value = |pattern: &Regex| pattern.captures(text).map(|c| squeezed(&c["n"]));
        if let Some(found) = value(&WORDS.secrecy) {
            self.secrecy.get_or_insert(found);
        } else if let Some(found) = value(&WORDS.urgency) {
            self.urgency.get_or_insert(found);
        } else if let Some(found) = value(&WORDS.copy_number) {
            self.copy_number.get_or_insert(found);
        }
        true
    }

    /// Takes a line of marks with the number of the document among them, as telegrams have it:
    /// 等级　特急·明电　　某发明电〔2020〕3号. Gives the number.
    pub(super) fn take_beside_number(&mut self, line: &str) -> Option<DocNumber> {
        if line.len() > SHORT {
            return None;
        }
        let (span, number) = DocNumber::first(line)?;
        let parts = || {
            let (before, after) = (&line[..span.start], &line[span.end..]);
            before.split_whitespace().chain(after.split_whitespace())
        };
        let all = parts().count() > 0 && parts().all(is_mark);
        if all {
            for part in parts() {
                self.take_one(part);
            }
        }
        all.then_some(number)
    }

    /// Takes 签发人：某某 from the end of a line; gives what stands before it.
    pub(super) fn take_signer<'l>(&mut self, line: &'l str) -> &'l str {
        let found = (line.len() <= SHORT && line.contains('签'))
            .then(|| WORDS.signer.captures(line))
            .flatten();
        let Some((all, names)) = found.and_then(|c| Some((c.get(0)?, c.name("n")?))) else {
            return line;
        };
        self.signers = names
            .as_str()
            .split([' ', '\t', '、', '，', '　'])
            .filter(|n| !n.is_empty())
            .map(str::to_owned)
            .collect();
        line[..all.start()].trim_end()
    }

    /// Puts them into the metadata.
    pub(super) fn put(self, out: &mut Metadata) {
        out.copy_number = self.copy_number;
        out.secrecy = self.secrecy;
        out.urgency = self.urgency;
        out.signers = self.signers;
    }
}

/// Whether `text` is one of the marks over a printed document.
fn is_mark(text: &str) -> bool {
    WORDS.head.is_match(text)
}

/// The addressees or receivers that a line names: 甲省人民政府，教育部、财政部 are three;
/// 各省、自治区、直辖市人民政府 is one.
pub(super) fn receivers(names: &str) -> Vec<String> {
    let agencies = Agencies::standard();
    let mut out = Vec::new();
    for group in outside_brackets(names, &['，', '；', '。', ',', ';']) {
        let mut open = String::new();
        for part in outside_brackets(group, &['、']) {
            let part = squeezed(part);
            // 、 joins places of one name until the name is whole: 各省、自治区、直辖市人民政府.
            let whole =
                agencies.is_organ(&open) || open.starts_with('各') && WORDS.group.is_match(&open);
            let begins = part.starts_with(['各', '本'])
                || agencies.is_known(&part)
                || agencies.is_organ(&part) && (organ::is_short(&part) || !open.starts_with('各'));
            if !open.is_empty() && whole && begins {
                out.push(std::mem::take(&mut open));
            }
            if !open.is_empty() {
                open.push('、');
            }
            open.push_str(&part);
        }
        if !open.is_empty() {
            out.push(open);
        }
    }
    out
}

/// `text` cut at `marks` that stand outside brackets; nothing empty.
fn outside_brackets<'t>(text: &'t str, marks: &[char]) -> Vec<&'t str> {
    let mut out = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '〔' => depth += 1,
            '）' | ')' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 && marks.contains(&c) => {
                out.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(&text[from..]);
    out.retain(|part| !part.trim().is_empty());
    out
}

/// Reads what stands under the text: remarks beside the signature, copies, printing.
pub(super) fn foot(view: &str, lines: &[Line], zones: &[Zone], out: &mut Metadata) {
    let own = zones
        .iter()
        .take_while(|z| !matches!(z.kind, ZoneKind::Attachment { .. }));
    for zone in own {
        if let ZoneKind::Signature(signature) = &zone.kind {
            let dated = (zone.from..zone.to)
                .find(|i| signature.date.is_some() && lines[*i].body.end >= signature.at.end);
            notes(
                view,
                lines,
                dated.map_or(zone.from, |i| i + 1),
                zone.to,
                out,
            );
            receivers_below(view, lines, zone.from, zone.to, out);
        }
    }
    // A printed document has copies and printing on its last page, behind the attachments.
    let filled = (0..lines.len()).rev().filter(|i| !lines[*i].is_blank());
    let from = filled.take(FOOT).last().unwrap_or(0);
    receivers_below(view, lines, from, lines.len(), out);
}

fn notes(view: &str, lines: &[Line], from: usize, to: usize, out: &mut Metadata) {
    let mut at = from;
    while let Some(i) = next_filled(lines, at, to) {
        let body = lines[i].of(view);
        at = i + 1;
        if body.starts_with('（') && marker::read(body).is_none() {
            // A remark may run over lines to its bracket.
            let last = (i..to.min(i + 8)).find(|j| lines[*j].of(view).ends_with('）'));
            let Some(last) = last else { continue };
            let note: Vec<&str> = (i..=last).map(|j| lines[j].of(view)).collect();
            let note = note.concat();
            let inner = note.strip_prefix('（').and_then(|n| n.strip_suffix('）'));
            out.notes.push(inner.unwrap_or(&note).to_owned());
            at = last + 1;
        } else if body.len() <= SHORT && WORDS.contact.is_match(body) {
            out.notes.push(body.to_owned());
        }
    }
}

fn receivers_below(view: &str, lines: &[Line], from: usize, to: usize, out: &mut Metadata) {
    let mut at = from;
    let fresh = out.copied_to.is_empty();
    // Where a list that another may follow ends: 抄报：… | 抄送：….
    let mut end = None;
    while let Some(i) = next_filled(lines, at, to) {
        let body = lines[i].of(view);
        let follows = end == Some(at);
        at = i + 1;
        if body.len() > SHORT * 4 {
            continue;
        }
        if (fresh && (end.is_none() || follows))
            && let Some(label) = WORDS.copied.find(body)
        {
            // The list runs over lines to its full stop.
            let mut names = body[label.end()..].to_owned();
            for _ in 0..6 {
                let Some(n) = next_filled(lines, at, to).filter(|_| !names.ends_with('。')) else {
                    break;
                };
                let more = lines[n].of(view);
                if more.len() > SHORT
                    || WORDS.printed.is_match(more)
                    || more.contains(['：', '\t'])
                    || more.starts_with('附')
                {
                    break;
                }
                names.push_str(more);
                at = n + 1;
            }
            out.copied_to.extend(receivers(&names));
            end = Some(at);
        } else if out.printed.is_none() && body.len() <= SHORT {
            out.printed = printed(view, lines, i);
        }
    }
}

/// Where the foot of the printed document begins, at the end of `lines`: copies, words of filing,
/// printing. It closes the whole document, also behind its attachments.
pub(super) fn foot_start(view: &str, lines: &[Line], from: usize) -> Option<usize> {
    let mut start = None;
    let mut sure = false;
    // Lines that a list of receivers above them must claim.
    let mut loose = 0;
    let mut at = lines.len();
    for _ in 0..FOOT {
        let Some(n) = previous_filled(lines, from, at) else {
            break;
        };
        at = n;
        let body = lines[n].of(view);
        if body.len() > SHORT * 4 {
            break;
        }
        if WORDS.copied.is_match(body) {
            if loose > 0 && body.ends_with('。') {
                break;
            }
            (start, sure, loose) = (Some(n), true, 0);
        } else if loose == 0 && WORDS.filed.is_match(body) {
            sure |= !body.ends_with(['份', '）', ')']);
            start = Some(n);
        } else if loose == 0
            && let Some((name, above)) = printing(view, lines, n)
        {
            sure |= WORDS.office.is_match(&name);
            at = above.unwrap_or(n);
            start = Some(at);
        } else if loose < 6
            && body.len() <= SHORT
            && !body.contains('\t')
            && marker::read(body).is_none()
            && !body.starts_with('附')
        {
            loose += 1;
        } else {
            break;
        }
    }
    start.filter(|_| sure)
}

/// The name on a line of printing, and the line above where it stands there.
fn printing(view: &str, lines: &[Line], i: usize) -> Option<(String, Option<usize>)> {
    let body = lines[i].of(view);
    if body.len() > SHORT || body.contains(['。', '，', '：', '\t']) {
        return None;
    }
    let end = WORDS.printed.find(body)?.start();
    let (before, date) = day::trailing(body[..end].trim_end())?;
    date.day?;
    if !before.is_empty() {
        return Some((squeezed(before), None));
    }
    let above = previous_filled(lines, i.saturating_sub(3), i)?;
    let name = squeezed(lines[above].of(view));
    WORDS.office.is_match(&name).then_some((name, Some(above)))
}

/// The printing that line `i` tells: 甲市教育局办公室 2012年3月5日印发.
fn printed(view: &str, lines: &[Line], i: usize) -> Option<Printed> {
    let body = lines[i].of(view);
    let end = WORDS.printed.find(body)?.start();
    let (before, date) = day::trailing(body[..end].trim_end())?;
    date.day?;
    let name = squeezed(before);
    let organ = match name.is_empty() {
        false => organ::list(before).map(|_| name.clone())?,
        // The office may stand on the line above.
        true => {
            let above = previous_filled(lines, i.saturating_sub(3), i)?;
            organ::list(lines[above].of(view))?.into_iter().next()?
        }
    };
    Some(Printed {
        organ: Some(organ),
        date,
    })
}

#[cfg(test)]
mod tests {
    use super::receivers;
    use crate::document::{Metadata, ProvisionKind};
    use crate::parse::parse;
    use crate::read::RawDocument;

    fn metadata(text: &str) -> Metadata {
        parse(RawDocument::new("t", text)).document.metadata
    }

    #[test]
    fn receivers_are_parted_where_one_is_whole() {
        for (line, expected) in [
            (
                "各省、自治区、直辖市人民政府，国务院各部委、各直属机构",
                &["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"][..],
            ),
            (
                "甲省人民政府，教育部、财政部、体育总局",
                &["甲省人民政府", "教育部", "财政部", "体育总局"],
            ),
            (
                "各县（市、区）教育局、有关高等学校",
                &["各县（市、区）教育局、有关高等学校"],
            ),
            ("各区县财政局、税务局", &["各区县财政局、税务局"]),
            ("各位代表", &["各位代表"]),
        ] {
            assert_eq!(receivers(line), expected, "{line}");
        }
    }

    #[test]
    fn a_printed_document_tells_all_its_marks() {
        let text = "000012\n机密★1年　　特急\n甲市教育局\n甲市财政局文件\n甲教〔2012〕3号　　　签发人：张三　李四\n甲市教育局 甲市财政局关于经费的请示\n市人民政府：\n　　请予批准。\n甲市教育局　甲市财政局\n2012年3月1日\n（联系人：王五，电话：\n12345678）\n抄送：市委办公室，市人大常委会办公室、市政协办公室。\n甲市教育局办公室　　　2012年3月5日印发\n";
        let parsed = parse(RawDocument::new("t", text)).document;
        let found = &parsed.metadata;
        assert_eq!(found.copy_number.as_deref(), Some("000012"));
        assert_eq!(found.secrecy.as_deref(), Some("机密★1年"));
        assert_eq!(found.urgency.as_deref(), Some("特急"));
        assert_eq!(found.signers, ["张三", "李四"]);
        assert_eq!(found.issuers, ["甲市教育局", "甲市财政局"]);
        assert_eq!(
            found.doc_number.as_ref().unwrap().to_string(),
            "甲教〔2012〕3号"
        );
        assert_eq!(
            found.title.as_deref(),
            Some("甲市教育局 甲市财政局关于经费的请示")
        );
        assert_eq!(found.addressees, ["市人民政府"]);
        assert_eq!(found.notes, ["联系人：王五，电话：12345678"]);
        assert_eq!(
            found.copied_to.concat(),
            "市委办公室市人大常委会办公室市政协办公室"
        );
        let printed = found.printed.as_ref().unwrap();
        assert_eq!(printed.organ.as_deref(), Some("甲市教育局办公室"));
        assert_eq!(printed.date.to_string(), "2012-03-05");
        assert_eq!(found.issued.unwrap().to_string(), "2012-03-01");
        // None of it is a measure.
        for words in ["000012", "市人民政府：", "抄送", "印发", "联系人"] {
            let at = parsed.provision_at(text.find(words).unwrap()).unwrap();
            let kind = parsed.provisions[at].kind;
            assert!(
                matches!(kind, ProvisionKind::Masthead | ProvisionKind::Signature),
                "{words} stands in {kind:?}"
            );
        }
    }

    #[test]
    fn title_number_and_addressee_may_share_a_line() {
        let text = "甲市教育局关于做好督导工作的通知（甲教〔2012〕3号）各区教育局、各直属单位：\n请执行。\n甲市教育局\n2012年3月1日\n";
        let found = metadata(text);
        assert_eq!(
            found.title.as_deref(),
            Some("甲市教育局关于做好督导工作的通知")
        );
        assert_eq!(found.doc_number.unwrap().to_string(), "甲教〔2012〕3号");
        assert_eq!(found.addressees, ["各区教育局", "各直属单位"]);
    }

    #[test]
    fn a_plain_notice_has_no_marks() {
        let found = metadata(
            "甲市教育局关于督导的通知\n甲教〔2012〕3号\n各校：\n请执行。\n甲市教育局\n2012年3月1日\n（此件公开发布）\n",
        );
        assert_eq!(found.notes, ["此件公开发布"]);
        assert_eq!(
            (found.secrecy, found.urgency, found.copy_number),
            (None, None, None)
        );
        assert!(found.copied_to.is_empty() && found.printed.is_none() && found.signers.is_empty());
    }

    #[test]
    fn the_foot_closes_the_whole_document_behind_its_attachment() {
        let text = "甲市教育局关于印发《甲市学校办法》的通知\n甲教〔2021〕3号\n各校：\n现将《甲市学校办法》印发给你们。\n甲市教育局\n2021年9月8日\n甲市学校办法\n第一条 制定本办法。\n第二条 本办法由教育局解释。\n主题词：教育 学校\n抄报：市政府\n抄送：市财政局、市人事局，\n市税务局\n甲市教育局办公室　2021年9月15日印发\n（共印50份）\n";
        let document = parse(RawDocument::new("t", text)).document;
        let found = &document.metadata;
        assert_eq!(found.issued.unwrap().to_string(), "2021-09-08");
        assert_eq!(
            found.copied_to,
            ["市政府", "市财政局", "市人事局", "市税务局"],
        );
        assert_eq!(
            found.printed.as_ref().unwrap().date.to_string(),
            "2021-09-15"
        );
        let [carried] = document.carried.as_slice() else {
            panic!("{:?}", document.carried);
        };
        assert_eq!(carried.metadata.issued, None);
        assert!(carried.metadata.issuers.is_empty());
        for words in [
            "主题词",
            "抄报",
            "抄送",
            "市税务局",
            "2021年9月15日",
            "共印",
        ] {
            let at = document.provision_at(text.find(words).unwrap()).unwrap();
            let provision = &document.provisions[at];
            assert_eq!(provision.kind, ProvisionKind::Signature, "{words}");
            assert_eq!(provision.parent, None, "{words}");
        }
    }

    #[test]
    fn the_printing_of_minutes_signs_nothing() {
        let found = metadata(
            "甲市教育局专题会议纪要\n2019年5月6日，局长主持召开会议。纪要如下：\n一、同意方案。\n甲市教育局办公室　2019年5月10日印发\n",
        );
        assert_eq!(found.issuers, ["甲市教育局"]);
        assert_eq!(found.issued, None);
        assert_eq!(found.printed.unwrap().date.to_string(), "2019-05-10");
    }

    #[test]
    fn a_telegram_has_marks_of_its_own() {
        for head in [
            "特急·明电\n甲教明电〔2020〕1号\n",
            "发往：各县教育局\n签发：张三\n等级：特急·明电\n甲教明电〔2020〕1号\n",
            "发电单位：甲市教育局　　签批盖章：张三\n等级　特急·明电　　甲教明电〔2020〕1号　　中机发12号\n",
        ] {
            let found = metadata(&format!(
                "{head}甲市教育局关于做好防汛工作的紧急通知\n各校：\n一、停课。\n甲市教育局\n2020年2月4日\n"
            ));
            let title = Some("甲市教育局关于做好防汛工作的紧急通知");
            assert_eq!(found.title.as_deref(), title, "{head}");
            assert_eq!(found.urgency.as_deref(), Some("特急"), "{head}");
            let number = found.doc_number.map(|n| n.to_string());
            assert_eq!(number.as_deref(), Some("甲教明电〔2020〕1号"), "{head}");
        }
    }

    #[test]
    fn a_letterhead_hides_no_organ_of_a_joint_document() {
        let found = metadata(
            "中共上海市委文件\n沪委发〔2018〕29号\n中共上海市委 上海市人民政府关于教师队伍建设的实施意见\n各区：\n现提出意见。\n中共上海市委\n上海市人民政府\n2018年11月30日\n",
        );
        assert_eq!(found.issuers, ["中共上海市委", "上海市人民政府"]);
    }
}
