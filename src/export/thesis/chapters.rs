//! The chapters about texts: background, systems and routes.

use super::Writer;
use crate::analysis::{ArgumentChain, Chains, Change, Dossier, Gap, Passage};
use crate::corpus::Entry;
use crate::export::dossier::{figure_words, gap_document, gap_words, years_words};
use crate::export::report::{Block, Inline, Item, words};
use std::collections::BTreeSet;

/// How many quotes stand in the text for one claim; the links have all.
const QUOTES: usize = 3;

impl Writer<'_> {
    pub(super) fn opening(&mut self) {
        self.heading(1, "材料与方法");
        let entries: Vec<&Entry> = self.corpus.filter(self.filter).collect();
        let ids = entries.iter().map(|e| e.document.id.as_str());
        let all = self.evidence.documents(ids);
        let of = |test: fn(&&&Entry) -> bool| {
            let found: Vec<&str> = entries
                .iter()
                .filter(test)
                .map(|e| e.document.id.as_str())
                .collect();
            found
        };
        let title_only = of(|e| e.document.provenance.title_only);
        let digests = of(|e| e.document.provenance.digest);
        let undated = of(|e| e.document.metadata.dated().is_none());
        let paragraph = vec![
            words("中国文件 "),
            all,
            words(" 件，其中研究摘要 "),
            self.evidence.documents(digests),
            words(" 件，仅知标题 "),
            self.evidence.documents(title_only),
            words(" 件（没有措施可计，不等于没有规定），没有日期 "),
            self.evidence.documents(undated),
            words(" 件。"),
        ];
        self.blocks.push(Block::Paragraph(paragraph));
        let versions: Vec<String> = [&self.case, &self.function, &self.tensions]
            .map(|book| format!("{} {}", book.id, book.version))
            .into();
        self.say(format!(
            "编码方案：{}。由规则编码，规则和证据见 policy codes --explain。区间为按文件重抽样一千次的百分之九十五区间。",
            versions.join("，")
        ));
    }

    pub(super) fn background(&mut self, chains: &Chains) {
        self.heading(1, "政策背景：从问题到评价");
        let mut rows = Vec::new();
        for theme in chains.themes() {
            let mut row = vec![vec![words(self.label(&theme.of))]];
            row.extend(
                theme
                    .links
                    .iter()
                    .map(|(_, p)| vec![self.evidence.count(p)]),
            );
            rows.push(row);
        }
        let links = self.study.chain.clone();
        let mut header = vec!["主题".to_owned()];
        header.extend(links.iter().map(|link| self.label(link)));
        if rows.is_empty() {
            self.gap("政策背景", "所收文件没有一段可以编入论证的任何一环。");
            return;
        }
        self.say("各主题在论证各环节上的段落数（跨文件）：");
        self.blocks.push(Block::Table(header, rows));
        for theme in chains.themes() {
            let missing: Vec<String> = theme.missing().map(|link| self.label(link)).collect();
            if !missing.is_empty() {
                let label = self.label(&theme.of);
                let sentence = format!("“{label}”没有编为“{}”的段落。", missing.join("、"));
                self.gap("政策背景", &sentence);
            }
        }
        for link in links {
            let all: Vec<Passage> = chains
                .documents()
                .iter()
                .flat_map(|c: &ArgumentChain| c.links.iter())
                .filter(|(code, _)| *code == link)
                .flat_map(|(_, passages)| passages.iter().cloned())
                .collect();
            let label = self.label(&link);
            self.heading(2, &label);
            if all.is_empty() {
                self.gap("政策背景", &format!("没有编为“{label}”的段落。"));
                continue;
            }
            let documents: BTreeSet<&str> = all.iter().map(|p| p.document.as_str()).collect();
            let paragraph = vec![
                words("共 "),
                self.evidence.count(&all),
                words(" 段，出自 "),
                self.evidence.documents(documents),
                words(" 件文件。"),
            ];
            self.blocks.push(Block::Paragraph(paragraph));
            self.quotes(&all);
        }
        let chains = chains.documents().iter();
        let whole = chains.filter(|c| c.missing().next().is_none());
        let paragraph = vec![
            words("六个环节齐备的文件 "),
            self.evidence.documents(whole.map(|c| c.of.as_str())),
            words(" 件；其余文件的论证缺少至少一环，见 policy chain。"),
        ];
        self.blocks.push(Block::Paragraph(paragraph));
    }

    /// One system or route: documents, measures with quotes, figures, what changed, gaps.
    pub(super) fn subject(&mut self, code: &str) {
        let label = self.label(code);
        self.heading(2, &label);
        let known = self.study.named_by(code).map(|s| s.name.clone());
        let dossier = Dossier::of(self.corpus, self.filter, known.as_deref().unwrap_or(code));
        if dossier.documents.is_empty() {
            self.gap(&label, &format!("所收文件没有一段讲到{label}。"));
            return;
        }
        self.told(&dossier);
        self.documents_of(&dossier);
        let measures = self.measures(&dossier);
        self.heading(3, "措施");
        let paragraph = vec![
            words("可作措施的段落 "),
            self.evidence.count(&measures),
            words(" 段，例如："),
        ];
        self.blocks.push(Block::Paragraph(paragraph));
        if measures.len() < QUOTES {
            let sentence = format!("关于{label}的措施只有{}段，不足三段。", measures.len());
            self.gap(&label, &sentence);
        }
        self.quotes(&measures);
        self.figures(&dossier);
        self.changes(&dossier);
        self.record_gaps(&label, &dossier);
    }

    fn told(&mut self, dossier: &Dossier) {
        if let Some(first) = dossier.first_mention() {
            let when = first
                .date
                .map_or_else(|| "无日期".to_owned(), |d| d.to_string());
            let said = self
                .evidence
                .words(format!("{when} {}", first.document), [first]);
            let mut paragraph = vec![words("所收文件中最早见于 "), said, words("。")];
            let ids = dossier.documents.iter().map(|d| d.id.as_str());
            paragraph.extend([
                words("前后 "),
                self.evidence.documents(ids),
                words(" 件文件、"),
            ]);
            let count = self.evidence.count(dossier.passages());
            paragraph.extend([count, words(" 段讲到它。")]);
            self.blocks.push(Block::Paragraph(paragraph));
        }
        if let Some(definition) = dossier.definitions.first() {
            let from = self
                .evidence
                .words(definition.document.clone(), [definition]);
            let paragraph = vec![
                words(format!("含义：“{}”（", definition.quote)),
                from,
                words("）"),
            ];
            self.blocks.push(Block::Paragraph(paragraph));
        }
        let actors = dossier.actors.iter().take(8);
        let mut paragraph = vec![words("发文机关：")];
        for (at, (actor, documents)) in actors.enumerate() {
            let count = self
                .evidence
                .documents(documents.iter().map(String::as_str));
            paragraph.extend([
                words(if at > 0 { "；" } else { "" }),
                words(format!("{actor} ")),
                count,
            ]);
        }
        paragraph.push(words("。"));
        self.blocks.push(Block::Paragraph(paragraph));
    }

    fn documents_of(&mut self, dossier: &Dossier) {
        self.heading(3, "文件");
        let names = self.period_names();
        let mut rows = Vec::new();
        for document in &dossier.documents {
            let Some(first) = document.passages.first() else {
                continue;
            };
            rows.push(vec![
                vec![words(
                    first.date.map_or_else(|| "—".to_owned(), |d| d.to_string()),
                )],
                vec![self.evidence.document_link(&document.id)],
                vec![words(first.title.clone().unwrap_or_default())],
                vec![words(
                    first.number.clone().unwrap_or_else(|| "—".to_owned()),
                )],
                vec![self.evidence.count(&document.passages)],
                vec![words(document.rounds.join("、"))],
            ]);
        }
        let header = ["日期", "文件", "标题", "文号", "段落", "轮次"].map(str::to_owned);
        self.blocks.push(Block::Table(header.into(), rows));
        let mut paragraph = Vec::new();
        for (period, name) in names.iter().enumerate() {
            let of_period = |p: &&Passage| p.date.is_some_and(|d| self.period(d.year) == period);
            let passages: Vec<&Passage> = dossier.passages().filter(of_period).collect();
            paragraph.extend([
                words(if period > 0 { "，" } else { "" }),
                words(format!("{name} ")),
                self.evidence.count(passages),
                words(" 段"),
            ]);
        }
        paragraph.push(words("。"));
        self.blocks.push(Block::Paragraph(paragraph));
    }

    /// Its paragraphs that take a measure, then those that carry its code and say no problem, cause
    /// or evaluation; of each, those of the years of the study first, then in order of time.
    fn measures(&self, dossier: &Dossier) -> Vec<Passage> {
        let rank = |passage: &Passage| {
            let entry = self.corpus.get(&passage.document);
            let codes = entry.into_iter().flat_map(|e| &e.annotations.codes);
            let codes: Vec<&str> = codes
                .filter(|c| c.span.start <= passage.span.start && passage.span.end <= c.span.end)
                .map(|c| c.code.as_str())
                .collect();
            let apart = ["fn_problem", "fn_cause", "fn_evaluation"];
            if codes.contains(&"fn_measure") {
                Some(0)
            } else {
                let own = dossier
                    .subject
                    .code
                    .as_deref()
                    .is_some_and(|own| codes.contains(&own));
                (own && !codes.iter().any(|c| apart.contains(c))).then_some(1)
            }
        };
        let ranked = dossier.passages().filter_map(|p| Some((rank(p)?, p)));
        let mut found: Vec<(i32, &Passage)> = ranked.collect();
        found.sort_by_key(|(rank, p)| (*rank, p.date.is_none_or(|d| self.period(d.year) != 1)));
        found
            .into_iter()
            .map(|(_, passage)| passage.clone())
            .collect()
    }

    /// The first quotes, of different documents before more of one.
    pub(super) fn quotes(&mut self, passages: &[Passage]) {
        let mut seen = BTreeSet::new();
        let (first, again): (Vec<&Passage>, Vec<&Passage>) = passages
            .iter()
            .partition(|p| seen.insert(p.document.as_str()));
        let mut items: Vec<Item> = Vec::new();
        for passage in first.into_iter().chain(again).take(QUOTES) {
            items.push(self.quote(passage).into());
        }
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// A quote with what leads to it.
    pub(super) fn quote(&mut self, passage: &Passage) -> Vec<Inline> {
        let when = passage.date.map(|d| format!("，{d}")).unwrap_or_default();
        let place = format!("{} {}", passage.document, passage.address);
        vec![
            words(format!("“{}”（", passage.quote)),
            self.evidence.words(place.trim().to_owned(), [passage]),
            words(format!("{when}）")),
        ]
    }

    fn figures(&mut self, dossier: &Dossier) {
        let mut items: Vec<Item> = Vec::new();
        for document in &dossier.documents {
            for figure in document.figures.iter().take(5) {
                let said = self
                    .evidence
                    .words(figure_words(figure), [&figure.sentence]);
                let when = figure
                    .quantity
                    .when
                    .as_deref()
                    .map(|w| format!("（{w}）"))
                    .unwrap_or_default();
                items.push(vec![words(format!("{}：", document.id)), said, words(when)].into());
            }
            let targets: Vec<&Passage> = document.targets.iter().map(|(_, p)| p).collect();
            if !targets.is_empty() {
                let said = self.evidence.count(targets);
                items.push(
                    vec![
                        words(format!("{}：有时限或目标 ", document.id)),
                        said,
                        words(" 处"),
                    ]
                    .into(),
                );
            }
        }
        self.heading(3, "目标与数字");
        if items.is_empty() {
            self.say("有关段落中没有数字和时限。");
        } else {
            self.blocks.push(Block::List(items));
        }
    }

    fn changes(&mut self, dossier: &Dossier) {
        self.heading(3, "前后变化");
        let mut items: Vec<Item> = Vec::new();
        for document in &dossier.documents {
            let mut line = Vec::new();
            for change in &document.changes {
                line.push(words(if line.is_empty() { "" } else { "；" }));
                match change {
                    Change::Taken(code, passage) if self.case.code(code).is_some() => {
                        line.push(
                            self.evidence
                                .words(format!("新涉及{}", self.label(code)), [passage]),
                        );
                    }
                    Change::Left(code, passage) if self.case.code(code).is_some() => {
                        line.push(
                            self.evidence
                                .words(format!("不再涉及{}", self.label(code)), [passage]),
                        );
                    }
                    Change::Figure(pair) => {
                        let said = format!("{} → {}", figure_words(&pair.0), figure_words(&pair.1));
                        line.push(
                            self.evidence
                                .words(said, [&pair.0.sentence, &pair.1.sentence]),
                        );
                    }
                    _ => {
                        line.pop();
                    }
                }
            }
            if !line.is_empty() {
                let mut item = vec![self.evidence.document_link(&document.id), words("：")];
                item.extend(line);
                items.push(item.into());
            }
        }
        if items.is_empty() {
            self.say("只有一件文件，或前后各件没有可以对照的差别。");
        } else {
            self.say("与前一件文件相比（编码和数字；没有写到不等于停止）：");
            self.blocks.push(Block::List(items));
        }
    }

    fn record_gaps(&mut self, label: &str, dossier: &Dossier) {
        let mut years = Vec::new();
        for gap in &dossier.gaps {
            match gap {
                Gap::Silent | Gap::Undefined | Gap::NoFigure => {
                    self.gap(label, &format!("{}。", gap_words(gap)));
                }
                Gap::Years(first, last) => years.push(years_words(*first, *last)),
                _ => {}
            }
        }
        if !years.is_empty() {
            self.gap(label, &format!("{}没有文件。", years.join("、")));
        }
        let mut others: Vec<Item> = Vec::new();
        for gap in &dossier.gaps {
            if let Gap::NotHeld(passage, _) = gap {
                let said = self.evidence.words(gap_words(gap), [passage]);
                others.push(vec![said].into());
            } else if let Some(id) = gap_document(gap) {
                let link = self.evidence.document_link(id);
                others.push(vec![link, words("　"), words(gap_words(gap))].into());
            }
        }
        if !others.is_empty() {
            self.say("记录中的缺口：");
            self.blocks.push(Block::List(others));
        }
    }
}
