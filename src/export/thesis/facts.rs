//! The chapters beyond the texts of one country: data, cases, comparison, contradictions.

use super::Writer;
use super::evidence::note;
use crate::analysis::reliability::Bootstrap;
use crate::analysis::{
    Aim, Axis, CaseRecord, Comparison, Observation, Series, Tensions, gini, passages_with, theil,
    variation,
};
use crate::corpus::Jurisdictions;
use crate::document::HOME;
use crate::export::report::{Block, Inline, Item, words};
use std::collections::BTreeSet;

/// Places that inequality between places is reckoned from, at least.
const PLACES: usize = 3;

fn rounded(value: f64) -> String {
    format!("{}", (value * 1000.0).round() / 1000.0)
}

impl Writer<'_> {
    pub(super) fn data(&mut self) {
        self.heading(1, "数据");
        let data = self.data;
        let series = data.series();
        if series.is_empty() {
            self.gap("数据", "没有数据可以对照文本；用 --data 给出数据表。");
            return;
        }
        for aim in Aim::all() {
            let own: Vec<&Series<'_>> = series
                .iter()
                .filter(|s| s.aim().is_some_and(|a| a.label == aim.label))
                .collect();
            if own.is_empty() {
                continue;
            }
            self.heading(2, &aim.label);
            let aims = aim.provisions(self.corpus, self.filter);
            if aims.is_empty() {
                self.gap(&aim.label, "有数据，但所收文件没有一段以此为目标。");
            } else {
                let paragraph = vec![
                    words("以此为目标的段落 "),
                    self.evidence.count(&aims),
                    words(" 段，例如："),
                ];
                self.blocks.push(Block::Paragraph(paragraph));
                self.quotes(&aims);
            }
            self.series_table(&own);
        }
        let apart: Vec<&Series<'_>> = series.iter().filter(|s| s.aim().is_none()).collect();
        if !apart.is_empty() {
            self.heading(2, "没有对应条款的数据");
            self.series_table(&apart);
        }
        self.inequality();
    }

    fn series_table(&mut self, series: &[&Series<'_>]) {
        let year = self.study.years[0];
        let mut rows = Vec::new();
        for one in series {
            let mut points = Vec::new();
            for point in &one.points {
                points.extend([
                    words(format!("{}：", point.year)),
                    self.evidence
                        .figures(self.data, point.value.clone(), &[*point]),
                    words(if point.confidence == "low" {
                        "（存疑）　"
                    } else {
                        "　"
                    }),
                ]);
            }
            let (before, after) = one.around(year);
            let side = |value: Option<f64>, writer: &mut Self, early: bool| match value {
                None => words("无数据"),
                Some(mean) => {
                    let of: Vec<&Observation> = one
                        .points
                        .iter()
                        .copied()
                        .filter(|p| p.is_mean_of(year, early))
                        .collect();
                    writer.evidence.figures(writer.data, rounded(mean), &of)
                }
            };
            let before = side(before, self, true);
            let after = side(after, self, false);
            let missing: Vec<String> = one.missing().iter().map(ToString::to_string).collect();
            rows.push(vec![
                vec![words(self.measured(one.indicator, one.unit))],
                vec![words(one.place)],
                points,
                vec![before],
                vec![after],
                vec![words(if missing.is_empty() {
                    "—".to_owned()
                } else {
                    missing.join("、")
                })],
            ]);
        }
        let header = ["指标", "地方", "数据"]
            .map(str::to_owned)
            .into_iter()
            .chain([
                format!("{year}年以前均值"),
                format!("{year}年起均值"),
                "中间缺少的年份".to_owned(),
            ]);
        self.blocks.push(Block::Table(header.collect(), rows));
    }

    /// An indicator with its unit.
    fn measured(&self, indicator: &str, unit: &str) -> String {
        let (indicator, unit) = (self.data.name(indicator), self.data.name(unit));
        format!("{indicator}（{unit}）")
    }

    fn inequality(&mut self) {
        self.heading(2, "地区差异");
        let data = self.data;
        let keys: BTreeSet<(&str, i16)> = data
            .observations()
            .iter()
            .filter_map(|o| Some((o.indicator.as_str(), o.year_alone()?)))
            .collect();
        let mut rows = Vec::new();
        for (indicator, year) in keys {
            let places = data.across(indicator, year);
            if places.len() < PLACES {
                continue;
            }
            let figures: Vec<f64> = places.iter().map(|(_, f)| *f).collect();
            let of: Vec<&Observation> = data
                .observations()
                .iter()
                .filter(|o| o.indicator == indicator && o.year_alone() == Some(year))
                .filter(|o| places.iter().any(|(p, _)| *p == o.place))
                .collect();
            let mut row = vec![
                vec![words(data.name(indicator))],
                vec![words(year.to_string())],
                vec![words(
                    places
                        .iter()
                        .map(|(p, _)| *p)
                        .collect::<Vec<_>>()
                        .join("、"),
                )],
            ];
            let measures = [
                variation(&figures),
                gini(&figures),
                theil(std::slice::from_ref(&figures)).map(|t| t.total),
            ];
            row.extend(measures.map(|value| {
                vec![value.map_or_else(
                    || words("—"),
                    |v| self.evidence.figures(data, rounded(v), &of),
                )]
            }));
            rows.push(row);
        }
        if rows.is_empty() {
            self.gap(
                "地区差异",
                "没有一个指标在同一年有三个以上地方的数据，差异系数、基尼系数和泰尔指数都不能计算。",
            );
            return;
        }
        self.say("地方取自数据表，层级不一；国家与地方并列的只作参考。");
        let header =
            ["指标", "年份", "地方", "差异系数", "基尼系数", "泰尔指数"].map(str::to_owned);
        self.blocks.push(Block::Table(header.into(), rows));
    }

    pub(super) fn cases(&mut self) {
        self.heading(1, "案例");
        let data = self.data;
        if data.cases().is_empty() {
            self.gap("案例", "没有学校和区县的案例；用 --data 给出案例表。");
            return;
        }
        let measures: BTreeSet<&str> = data.cases().iter().map(|c| c.measure.as_str()).collect();
        for measure in measures {
            self.heading(2, measure);
            let mut cases: Vec<&CaseRecord> = data
                .cases()
                .iter()
                .filter(|c| c.measure == measure)
                .collect();
            cases.sort_by(|a, b| {
                (&a.year, &a.district, &a.school_or_group).cmp(&(
                    &b.year,
                    &b.district,
                    &b.school_or_group,
                ))
            });
            let mut items: Vec<Item> = Vec::new();
            for case in cases {
                let name = format!("{} {} {}", case.year, case.district, case.school_or_group);
                let told = format!(
                    "{name}：{}；来源：{}；可信度：{}",
                    case.facts, case.source, case.confidence
                );
                let doubt = if case.confidence == "low" {
                    "（存疑）"
                } else {
                    ""
                };
                let said = self.evidence.fact(name, told);
                items.push(vec![said, words(format!("{doubt}：{}", case.facts))].into());
            }
            self.blocks.push(Block::List(items));
        }
    }

    pub(super) fn comparison(&mut self) {
        self.heading(1, "与其他国家比较");
        let mut filter = self.filter.clone();
        filter.jurisdictions = Jurisdictions::All;
        filter.codes = self
            .study
            .instrument
            .iter()
            .chain(&self.study.measure)
            .cloned()
            .collect();
        let countries: Vec<String> = [HOME.to_owned()]
            .into_iter()
            .chain(self.study.countries.iter().cloned())
            .collect();
        let sides = Comparison::of(
            self.corpus,
            &filter,
            &Axis::Jurisdiction,
            &countries,
            Bootstrap::default(),
        );
        let mut header = vec!["".to_owned()];
        let mut counts = vec![vec![words("文件")]];
        for group in sides.groups() {
            header.push(group.label.clone());
            let ids: Vec<&str> = self
                .corpus
                .filter(&filter)
                .filter(|e| e.document.metadata.country() == Some(group.label.as_str()))
                .map(|e| e.document.id.as_str())
                .collect();
            counts.push(vec![self.evidence.documents(ids)]);
        }
        let mut title_only = vec![vec![words("仅知标题")]];
        title_only.extend(
            sides
                .groups()
                .iter()
                .map(|g| vec![words(g.title_only.to_string())]),
        );
        let mut rows = vec![counts, title_only];
        let codes = sides.groups().first().map_or(0, |g| g.mix.len());
        for at in 0..codes {
            let mut row = vec![vec![words(self.label(&sides.groups()[0].mix[at].code))]];
            for group in sides.groups() {
                row.push(self.share(&group.mix[at], &group.label));
            }
            rows.push(row);
        }
        self.say("各码占已编码条款的比例（括号内为按文件重抽样的区间；方括号内为条款数）：");
        self.blocks.push(Block::Table(header, rows));
        for (at, group) in sides.groups().iter().enumerate().skip(1) {
            self.heading(2, &group.label);
            if group.documents == 0 {
                self.gap("比较", &format!("没有收入{}的文件。", group.label));
                continue;
            }
            let mut items: Vec<Item> = Vec::new();
            for (has, lacks, said) in [(at, 0, "有而中国文件没有"), (0, at, "没有而中国文件有")]
            {
                for share in sides.only(has, lacks) {
                    let mut line = vec![words(format!("{said}：{}　", self.label(&share.code)))];
                    if let Some(first) = &share.first {
                        line.extend(self.quote(first));
                    }
                    items.push(line.into());
                }
            }
            if items.is_empty() {
                self.say("与中国文件所涉各码相同。");
            } else {
                self.blocks.push(Block::List(items));
            }
            let key: Vec<&str> = group
                .keywords
                .iter()
                .take(12)
                .map(|k| k.word.as_str())
                .collect();
            if !key.is_empty() {
                self.say(format!("比其余各组更常用的词：{}。", key.join("、")));
            }
            let first: Vec<_> = group.mix.iter().filter_map(|s| s.first.clone()).collect();
            self.quotes(&first);
        }
    }

    fn share(&mut self, share: &crate::analysis::Share, country: &str) -> Vec<Inline> {
        let Some(part) = share.share else {
            return vec![words("—")];
        };
        let passages = self.coded(&share.code, country);
        let number = self.evidence.words(rounded(part), &passages);
        let interval = share
            .interval
            .map(|(low, high)| format!("（{}–{}）", rounded(low), rounded(high)));
        vec![
            number,
            words(format!(
                "{}［{}］",
                interval.unwrap_or_default(),
                share.provisions
            )),
        ]
    }

    /// The paragraphs of a country with a code, in order of time.
    fn coded(&self, code: &str, country: &str) -> Vec<crate::analysis::Passage> {
        let mut filter = self.filter.clone();
        filter.jurisdictions = Jurisdictions::Of(vec![country.to_owned()]);
        crate::analysis::passages(self.corpus, &filter, code)
    }

    pub(super) fn contradictions(&mut self) {
        self.heading(1, "政策制定中的矛盾");
        let tensions = Tensions::of(
            self.corpus,
            self.filter,
            &self.tensions,
            Bootstrap::default(),
        );
        let mut rows = Vec::new();
        for pair in tensions.pairs() {
            let [first, second] = &pair.poles;
            let interval = pair
                .interval
                .map(|(low, high)| format!("（{} 至 {}）", rounded(low), rounded(high)));
            let all = first.passages.iter().chain(&second.passages);
            let tilt = match pair.tilt {
                None => words("—"),
                Some(tilt) => self.evidence.words(rounded(tilt), all),
            };
            rows.push(vec![
                vec![words(pair.label.zh.clone())],
                vec![
                    words(format!("{} ", first.label.zh)),
                    self.evidence
                        .words(first.provisions.to_string(), &first.passages),
                ],
                vec![
                    words(format!("{} ", second.label.zh)),
                    self.evidence
                        .words(second.provisions.to_string(), &second.passages),
                ],
                vec![
                    self.evidence
                        .documents(pair.both.iter().map(String::as_str)),
                ],
                vec![tilt, words(interval.unwrap_or_default())],
            ]);
        }
        let header = [
            "两难",
            "一端（条款）",
            "另一端（条款）",
            "兼有两端的文件",
            "倾向",
        ]
        .map(str::to_owned);
        self.say("倾向为（前端－后端）／（前端＋后端），1 为只讲前端，－1 为只讲后端。");
        self.blocks.push(Block::Table(header.into(), rows));
        for pair in tensions.pairs() {
            self.heading(2, &pair.label.zh);
            for pole in &pair.poles {
                if pole.passages.is_empty() {
                    self.gap(
                        &pair.label.zh,
                        &format!("所收文件没有一段讲到“{}”。", pole.label.zh),
                    );
                    continue;
                }
                let years: Vec<String> = pole
                    .by_year
                    .iter()
                    .map(|(y, n)| format!("{y}年{n}"))
                    .collect();
                self.say(format!(
                    "{}（各年条款数：{}）",
                    pole.label.zh,
                    years.join("，")
                ));
                self.quotes(&pole.passages);
            }
        }
        self.sources_apart();
    }

    /// What sources contradict each other about, both sides beside each other.
    fn sources_apart(&mut self) {
        self.heading(2, "资料之间的矛盾");
        let mut items: Vec<Item> = Vec::new();
        let data = self.data;
        for apart in data.contradictions() {
            let first = apart[0];
            let mut line = vec![words(format!(
                "{}，{}，{}：",
                data.name(&first.indicator),
                first.place,
                first.year
            ))];
            for one in apart {
                line.extend([
                    self.evidence.figures(data, one.value.clone(), &[one]),
                    words("　"),
                ]);
            }
            items.push(line.into());
        }
        let mut filter = self.filter.clone();
        filter.jurisdictions = Jurisdictions::All;
        for passage in passages_with(self.corpus, &filter, self.study.apart()) {
            items.push(self.quote(&passage).into());
        }
        if items.is_empty() {
            self.say("所收文件和数据没有互相矛盾的记载。");
        } else {
            self.say("两说并列，不作取舍。数据不一致之处，以及文件中并列的记载：");
            self.blocks.push(Block::List(items));
        }
        let mut notes: Vec<Item> = Vec::new();
        for entry in self.corpus.filter(&filter) {
            if let Some(note) = note(&entry.document.provenance) {
                let link = self.evidence.document_link(&entry.document.id);
                notes.push(vec![link, words(format!("：{note}"))].into());
            }
        }
        if !notes.is_empty() {
            self.say("文件附注中所说的出入、精度和来源：");
            self.blocks.push(Block::List(notes));
        }
    }
}
