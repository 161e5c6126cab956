//! The figures of one text, read in order: each with its bound, its name, whom it concerns.

use super::behind::is_age;
use super::bound::{Bounds, bounds};
use super::carried::{is_joined, share_out};
use super::clause::{clause_start, rest_of_clause, sentence_start};
use super::cues::Cues;
use super::ends::{from_start, is_left_behind};
use super::figure::Figure;
use super::group::Group;
use super::name::Names;
use super::section::Sections;
use super::setting::{Told, when_and_status};
use super::share::share;
use super::spoken::Spoken;
use super::{Quantity, QuantityStatus};
use crate::annotate::DateMention;
use crate::document::Document;
use crate::span::Span;

/// A text on the way from its first figure to its last.
pub(super) struct Reading<'t> {
    pub(super) document: &'t Document,
    pub(super) view: &'t str,
    pub(super) cues: &'static Cues,
    pub(super) names: Names<'t>,
    pub(super) told: Told<'t>,
    pub(super) found: Vec<Quantity>,
    /// Where the figure before ends with the words of its bound, and where it begins.
    pub(super) last: usize,
    pub(super) before_last: usize,
    /// Whom the figure before concerns.
    pub(super) group: Option<Group>,
    /// The first date that does not end before the figure.
    pub(super) date: usize,
    /// Whether the figure before had its name from the one before it.
    pub(super) went_on: bool,
    /// Where in `found` the row of figures begins that the figure before stands in.
    pub(super) row: usize,
    /// The words of its clause before that row up to 分别, where 分别 stands there.
    pub(super) respectively: Option<Span>,
    /// How far the lines were read for heads of lists, and the last of them.
    pub(super) lines_read: usize,
    pub(super) head: Option<Span>,
    /// The parts of a report, as far as they were read.
    pub(super) sections: Sections,
    /// What the last heading that counts something counts, behind its unit.
    pub(super) counted: Option<(String, String)>,
    /// The sentence and the line that are read.
    pub(super) spoken: Spoken,
}

/// Where a figure stands.
pub(super) struct Place {
    pub(super) span: Span,
    /// Where its sentence begins.
    pub(super) sentence: usize,
    /// Where its clause begins, and what of it no figure before has.
    pub(super) whole_clause: usize,
    pub(super) clause: usize,
    /// Whether the figure before stands in its sentence.
    pub(super) follows: bool,
    /// The words before it and its bound that no figure before has, without the whole of which
    /// it is a share.
    pub(super) within: Span,
    /// The dates among them, the nearest first.
    pub(super) times: Vec<Span>,
    /// Whether it is a rate, a part, a multiple.
    pub(super) rate: bool,
    /// Whether only a joining word stands between it and the figure before.
    pub(super) row: bool,
}

impl<'t> Reading<'t> {
    pub(super) fn new(
        document: &'t Document,
        dates: &'t [DateMention],
        cues: &'static Cues,
    ) -> Self {
        let view = document.text.view();
        let genre = document.metadata.genre.as_deref();
        let told = Told {
            dates,
            today: document.speaks_from(),
            is_law: genre.is_some_and(|genre| cues.status.laws.iter().any(|law| law == genre)),
            tells: genre.is_some_and(|genre| cues.status.telling.iter().any(|tale| tale == genre)),
            cues,
        };
        Self {
            document,
            view,
            cues,
            names: Names::new(view, cues),
            told,
            found: Vec::new(),
            last: 0,
            before_last: 0,
            group: None,
            date: 0,
            went_on: false,
            row: 0,
            respectively: None,
            lines_read: 0,
            head: None,
            sections: Sections::default(),
            counted: None,
            spoken: Spoken::default(),
        }
    }

    /// What was found, in the order of the text.
    pub(super) fn done(mut self) -> Vec<Quantity> {
        self.deal_out();
        self.found
    }

    /// Reads the next figure.
    pub(super) fn read(&mut self, figure: Figure) {
        let span = figure.span;
        let dates = self.told.dates;
        while dates
            .get(self.date)
            .is_some_and(|d| d.expression.span.end <= span.start)
        {
            self.date += 1;
        }
        // The words behind a bound may reach into the next figure: 以上百.
        self.last = self.last.min(span.start);
        let (mut place, mut bounds) = self.place(&figure);
        if !place.follows {
            self.group = None;
        }
        let share = share(
            self.view,
            place.clause,
            bounds.start,
            bounds.bare,
            self.cues,
        )
        .filter(|share| place.rate || share.holds && bounds.bare && bounds.relation == "eq");
        // 应当不超过|专任教师人数的四分之一: the whole is not whom it concerns.
        if let Some(share) = share.as_ref().filter(|s| s.start >= place.within.start) {
            place.within.end = share.start;
        }
        // 机构应当为|六十五周岁|以上老年人…: an age is not that of the one who is obliged.
        let obliged = || {
            let age = is_age(figure.unit.as_deref());
            (!age).then(|| self.names.obliged(place.within)).flatten()
        };
        // 学校应当报告，教育部门|应当在一小时内…
        let nearer = self.names.obliged_of_clause(place.within);
        let own = nearer
            .or_else(|| self.names.group(place.within))
            .or_else(obliged);
        let carried = own.is_none();
        self.group = own.or(self.group.take().filter(|g| g.stays));
        self.told_again(&figure, &place, &mut bounds);
        self.exceeds(&place, &mut bounds);
        self.left_before(&place, &bounds);
        let mut of = self.own_name(&figure, &place, &mut bounds, share.as_ref());
        of = self.apart_from(&place, &bounds).or(of);
        of = of.or_else(|| self.part_of_figure(&place));
        self.takes(&figure, &place, &mut bounds);
        // 人均耕地超过一亩但不超过|二亩|的地区: one measure with two bounds
        if let Some(before) = self.found.last().filter(|_| place.follows)
            && before.unit == figure.unit
            && before.of.is_some()
            && matches!(
                self.view[self.last..bounds.start.max(self.last)].trim_matches('，'),
                "但" | "且" | "并且" | "但是"
            )
        {
            of.clone_from(&before.of);
        }
        of = of.map(|of| self.with_told(of, &place, figure.unit.as_deref()));
        if place.row {
            self.say_alike(&figure, &place, &mut bounds);
            self.leave_alike(&figure, &bounds);
            self.bound_alike(&figure);
        }
        // 其中，|出口|增长20.3%: a verb that is a name here
        of = of.or_else(|| self.names.trade(place.within));
        if of.is_none() && place.follows {
            // 城市增加到300个，参保人数增加了，总计达到|1.2亿
            let between = place.within.slice(self.view).matches('，').count() > 1;
            let unit = figure.unit.as_deref();
            let nearer = between
                .then(|| {
                    self.names
                        .topic(place.within, &place.times, unit, bounds.bare)
                })
                .flatten();
            of = nearer.or_else(|| self.name_before(&place, &bounds));
            if of.is_some() {
                let before = self.found.last().and_then(|q| q.group.clone());
                let stay = |name| Group { name, stays: false };
                self.group = self.group.take().or(before.map(stay));
                if place.row && self.went_on {
                    share_out(&mut self.found);
                }
            }
            self.went_on = of.is_some();
        } else {
            self.went_on = false;
        }
        let unit = figure.unit.as_deref();
        let of = match of {
            Some(of) => {
                let under = self.listed_under(&place, &bounds, unit, &of);
                if under.is_some() && !of.starts_with('一') && !self.names.is_deed(&of) {
                    let whose = Group {
                        name: of.clone(),
                        stays: false,
                    };
                    // 招生人数为：小学三万人，中学|二万人: not that of the figure before
                    let told = self.group.take().filter(|_| !carried);
                    self.group = told.or(Some(whose));
                }
                Some(under.unwrap_or(of))
            }
            None => self.name_of_sentence(&place, &bounds, unit, share.is_some()),
        };
        let headed = self.under_head(&place, &bounds, unit, of.as_deref());
        let of = match headed {
            Some(measure) => {
                let whose = of.filter(|name| !name.starts_with('一') && !self.names.is_deed(name));
                let whose = whose.map(|name| Group { name, stays: false });
                self.group = self.group.take().or(whose);
                Some(measure)
            }
            None => of,
        };
        // 烈士子女    加|12分
        if of.as_deref() == Some("加分") {
            let head = place.within.slice(self.view).trim_end();
            let head = head.strip_suffix('加').unwrap_or(head).trim_end();
            let before = Span::new(place.within.start, place.within.start + head.len());
            let named = self.names.named(before, &place.times);
            let people = named.filter(|name| self.names.is_people(name));
            let whose = people.map(|name| Group { name, stays: false });
            self.group = whose.or(self.group.take());
        }
        let group = self.whom(&place, of.as_deref(), carried);
        if !place.row {
            self.deal_out();
            self.respectively = self.view[place.whole_clause..span.start]
                .rfind("分别")
                .map(|at| Span::new(place.whole_clause, place.whole_clause + at));
        }
        let left_behind = self
            .found
            .last()
            .filter(|q| place.follows && q.relation.as_deref() == Some("from"))
            .map(|_| {
                Span::new(
                    from_start(self.view, self.before_last, self.cues),
                    self.last,
                )
            });
        let (when, status) = when_and_status(
            self.view,
            self.told,
            self.date,
            span,
            &bounds,
            of.as_deref(),
            left_behind,
        );
        // 拟安排赤字2950亿元，比上年减少|50亿元: the change is aimed at, too.
        let status = status.or_else(|| {
            let changes = self.went_on && bounds.relation.ends_with("_by")
                || place.follows && {
                    let words = place.within.slice(self.view);
                    let among = words.rfind("其中").map(|at| &words[at..]);
                    among.is_some_and(|words| words.matches('，').count() <= 1)
                };
            // 比1958年的214亿元增长|26%: not that of what it is compared with
            let compared = usize::from(self.before_last >= place.whole_clause);
            let mut before = self.found.iter().rev().skip(compared);
            let before = before.next().filter(|_| changes && !self.told.is_law);
            before
                .filter(|q| {
                    // 一年增长3%，计划期内要求递增|4%: of another time, and not told of it
                    let words = &self.view[place.whole_clause..span.start];
                    let other = when.is_some() && q.when.is_some() && q.when != when;
                    let asked = ["要求", "预计", "计划", "拟"];
                    !(other && asked.iter().any(|w| words.contains(w)))
                })
                .and_then(|q| q.status)
                .filter(|status| *status != QuantityStatus::Standard)
        });
        let when = self.at_its_end(&place, when, &bounds.relation, left_behind.is_some());
        let (when, status, compared) = self.compared_with(&place, &bounds, when, status);
        let (when, status) = match compared {
            true => (when, status),
            false => {
                let (when, status) = self.by_section(&place, &bounds, unit, when, status);
                self.by_head(&place, &bounds, unit, when, status)
            }
        };
        let pair = || self.pair_before(&place, &bounds.relation, left_behind.is_some());
        let when = when.or_else(pair);
        // What was left behind is told with what is reached.
        if left_behind.is_some()
            && status == Some(QuantityStatus::Reported)
            && let Some(from) = self.found.last_mut()
        {
            from.status = from.status.or(status);
        }
        // 只要成本降低|1%|，就可以…: supposed, not aimed at
        let supposed = |status: &QuantityStatus| {
            let words = &self.view[place.sentence..span.start];
            let mut supposes = self.cues.status.supposes.within(words);
            // …，可以实现翻|两番|的目标
            *status == QuantityStatus::Target
                && supposes.next().is_some()
                && !rest_of_clause(&self.view[bounds.end..]).contains("目标")
        };
        let status = status.filter(|status| !supposed(status)).or_else(|| {
            let laid = self.is_laid_down(&place, &bounds, unit, of.as_deref(), when.is_some());
            laid.then_some(QuantityStatus::Standard)
        });
        // 职业学校学生达到56%，培训机构达到|40万个: a body of its own
        let counter = |u| self.cues.of.counters.contains(u);
        let apart = carried
            && unit.is_some_and(counter)
            && of.as_deref().is_some_and(|of| {
                self.cues.of.actors.ends(of)
                    && !self.names.is_people(of)
                    && place.within.slice(self.view).contains(of)
            });
        let group = group.filter(|g| !apart || self.cues.group.regions.contains(g));
        let group = group.filter(|g| {
            !of.as_deref()
                .is_some_and(|of| self.names.counts_them(of, g))
        });
        let clause = &self.view[place.whole_clause..span.start];
        let behind = &self.view[bounds.end..];
        let group = group.filter(|g| {
            let of = of.as_deref();
            // 小学每周4节，初中每周2节，|并组织|2个社团: of all of them
            let start = self.original(place.sentence);
            let shared = clause.starts_with('并')
                && of != Some("罚款")
                && matches!(self.found.as_slice(), [.., other, last]
                    if other.span.start >= start
                        && last.group.as_ref() == Some(g)
                        && other.group.as_ref().is_some_and(|group| group != g));
            !shared && !(self.names).is_of_another(g, of, unit, clause, behind)
        });
        // 招生人数为：小学三万人，|中学|二万人: whom the clause itself names
        let named = self.names.only_names(clause).filter(|_| carried);
        let group = group.map(|g| match named {
            Some(named) if !named.contains(&g) && !g.contains(named) => named.to_owned(),
            _ => g,
        });
        let whose = || {
            let name = of.as_deref().filter(|name| *name != "罚款")?;
            let (within, times) = (place.within, &place.times);
            let described = || self.names.described_by(within, bounds.end, name);
            self.names.bearer(within, times, name).or_else(described)
        };
        let alone = &self.view[place.clause..bounds.start.max(place.clause)];
        let place_alone = || self.names.place_alone(alone).map(str::to_owned);
        let group = group.or_else(whose).or_else(place_alone);
        let (of, group) = self.settled(of, group, unit, &place, &bounds);
        let (of, group) = self.owned(of, group, unit, &place);
        let (of, group) = self.tabled(of, group, unit, &place);
        let of = of.or_else(|| self.counted_above(unit, &place, bounds.end));
        if let Some(of) = &of {
            self.share_age(&place, unit, of, group.as_deref());
        }
        self.before_last = span.start;
        // What a change starts from is no aim: 起付线由50%提高到60%.
        let status = status.filter(|is| bounds.relation != "from" || *is != QuantityStatus::Target);
        self.last = bounds.end;
        let quantity = Quantity {
            span: self.document.text.to_original(span),
            value: figure.value,
            upper: figure.upper,
            unit: figure.unit,
            relation: Some(bounds.relation),
            bound: bounds.bound,
            of,
            group,
            when,
            status,
        };
        self.keep_counted(&quantity, &place, bounds.end);
        self.found.push(quantity);
    }

    /// Where a figure stands, and how the words around it bound it.
    fn place(&self, figure: &Figure) -> (Place, Bounds) {
        let (view, span) = (self.view, figure.span);
        let sentence = sentence_start(view, span.start);
        let follows = self.last > sentence;
        let whole_clause = clause_start(view, span.start);
        let clause = whole_clause.max(self.last);
        let dates = &self.told.dates[..self.date];
        let mut bounds = bounds(
            view,
            clause,
            span,
            dates.last().map(|d| d.expression.span),
            figure.upper.is_some(),
            figure.open,
            self.cues,
        );
        (bounds.sentence, bounds.clause) = (sentence, whole_clause);
        if is_left_behind(view, span, &bounds, self.cues) {
            let bound = std::mem::replace(&mut bounds.relation, "from".to_owned());
            bounds.bound =
                Some(bound).filter(|b| matches!(b.as_str(), "about" | "ge" | "le" | "gt" | "lt"));
        }
        // 至少应当配备教师|二人, 最多可填报|2个
        let said = &view[whole_clause..span.start];
        // 修满6个学分（每个模块|18学时）: a bracket has its own verb.
        let said = match said.rfind('（') {
            Some(open) if !said[open..].contains('）') => &said[open..],
            _ => said,
        };
        // 至少节约|百分之十
        let changes = bounds.relation.ends_with("_by") && bounds.bound.is_none();
        if (bounds.relation == "eq" || changes)
            && let Some(is) = self.cues.bound_of_verb(said)
        {
            match changes {
                true => bounds.bound = Some(is.to_owned()),
                false => bounds.relation = is.to_owned(),
            }
        }
        let from = sentence.max(self.last);
        let within = Span::new(from, bounds.start.max(from));
        let times = dates
            .iter()
            .rev()
            .take(4)
            .map(|d| d.expression.span)
            .take_while(|d| d.end > within.start)
            .collect();
        let rate = matches!(
            figure.unit.as_deref(),
            None | Some("%" | "‰" | "倍" | "个百分点")
        );
        let place = Place {
            span,
            sentence,
            whole_clause,
            clause,
            follows,
            within,
            times,
            rate,
            row: follows && is_joined(view, self.last, span.start),
        };
        (place, bounds)
    }

    /// Whom a figure concerns.
    fn whom(&mut self, place: &Place, of: Option<&str>, carried: bool) -> Option<String> {
        // A penalty meets the one it names or whose deed it is, not those of whom its sentence
        // speaks.
        if of == Some("罚款") {
            if self.names.is_penalty(place.within) {
                return self.group.as_ref().map(|g| g.name.clone());
            }
            let at = place.span.start;
            let own = self.names.violator(at).or_else(|| self.fined_before(at));
            return own.or_else(|| {
                let head = self.list_head(at)?;
                self.names.named_violator(head.slice(self.view))
            });
        }
        // What the name says goes before what an earlier clause says.
        let part = of.and_then(|of| self.names.whose(of));
        let group = self.group.take();
        // 将企业职工生活费、居民补助金提高|30%: each of a row is of its own
        let words = place.within.slice(self.view);
        let at = of.and_then(|of| words.rfind(of));
        let of_row = at.is_some_and(|at| words[..at].ends_with('、'));
        self.group = if carried || of_row {
            part.or(group)
        } else {
            group.or(part)
        };
        self.group.as_ref().map(|g| g.name.clone())
    }
}
