//! The figures of one text, read in order: each with its bound, its name, whom it concerns.

use super::Quantity;
use super::behind::is_age;
use super::cues::Cues;
use super::figure::Figure;
use super::group::Group;
use super::name::Names;
use super::setting::{self, Bounds, Told};
use super::share::{Share, share};
use crate::annotate::DateMention;
use crate::document::Document;
use crate::span::Span;

/// How far, in bytes, names stand before the row of figures that are dealt out to them.
const SENTENCE: usize = 240;

/// A text on the way from its first figure to its last.
pub(super) struct Reading<'t> {
    document: &'t Document,
    view: &'t str,
    cues: &'static Cues,
    names: Names<'t>,
    told: Told<'t>,
    found: Vec<Quantity>,
    /// Where the figure before ends with the words of its bound, and where it begins.
    last: usize,
    before_last: usize,
    /// Whom the figure before concerns.
    group: Option<Group>,
    /// The first date that does not end before the figure.
    date: usize,
    /// Whether the figure before had its name from the one before it.
    went_on: bool,
    /// Where in `found` the row of figures begins that the figure before stands in.
    row: usize,
    /// Whether 分别 stands before that row.
    respectively: bool,
}

/// Where a figure stands.
struct Place {
    span: Span,
    /// Where its sentence begins.
    sentence: usize,
    /// Where its clause begins, and what of it no figure before has.
    whole_clause: usize,
    clause: usize,
    /// Whether the figure before stands in its sentence.
    follows: bool,
    /// The words before it and its bound that no figure before has, without the whole of which
    /// it is a share.
    within: Span,
    /// The dates among them, the nearest first.
    times: Vec<Span>,
    /// Whether it is a rate, a part, a multiple.
    rate: bool,
    /// Whether only a joining word stands between it and the figure before.
    row: bool,
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
            respectively: false,
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
        let own = self.names.group(place.within);
        let carried = own.is_none();
        self.group = own.or(self.group.take().filter(|g| g.stays));
        let mut of = self.own_name(&figure, &place, &mut bounds, share.as_ref());
        // …所占的比重为12%，小于去年所占的|比重
        if matches!(of.as_deref(), Some("比重" | "比例"))
            && let Some(before) = self.found.last().filter(|_| place.follows)
            && before
                .of
                .as_ref()
                .is_some_and(|name| name.ends_with(of.as_deref().unwrap_or_default()))
        {
            of.clone_from(&before.of);
        }
        if place.row {
            self.say_alike(&figure, &place, &mut bounds);
        }
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
                Some(under.unwrap_or(of))
            }
            None => self.name_of_sentence(&place, &bounds, unit, share.is_some()),
        };
        let group = self.whom(&place, of.as_deref(), carried);
        if !place.row {
            self.deal_out();
            self.respectively = self.view[place.whole_clause..span.start].contains("分别");
        }
        if let Some(of) = &of {
            self.share_age(&place, unit, of);
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
        let (when, status) = setting::when_and_status(
            self.view,
            self.told,
            self.date,
            span,
            &bounds,
            of.as_deref(),
            left_behind,
        );
        self.before_last = span.start;
        self.last = bounds.end;
        let group = group.filter(|g| {
            !of.as_deref()
                .is_some_and(|of| self.names.counts_them(of, g))
        });
        self.found.push(Quantity {
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
        });
    }

    /// Where a figure stands, and how the words around it bound it.
    fn place(&self, figure: &Figure) -> (Place, Bounds) {
        let (view, span) = (self.view, figure.span);
        let sentence = setting::sentence_start(view, span.start);
        let follows = self.last > sentence;
        let whole_clause = setting::clause_start(view, span.start);
        let clause = whole_clause.max(self.last);
        let dates = &self.told.dates[..self.date];
        let mut bounds = setting::bounds(
            view,
            clause,
            span,
            dates.last().map(|d| d.expression.span),
            figure.upper.is_some(),
            figure.open,
            self.cues,
        );
        if is_left_behind(view, span, bounds.end, self.cues) {
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
        if bounds.relation == "eq"
            && let Some(is) = self.cues.bound_of_verb(said)
        {
            bounds.relation = is.to_owned();
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

    /// What a figure measures, by the words around it, which may say that it is a change.
    fn own_name(
        &self,
        figure: &Figure,
        place: &Place,
        bounds: &mut Bounds,
        share: Option<&Share>,
    ) -> Option<String> {
        let (names, unit) = (&self.names, figure.unit.as_deref());
        let (within, times) = (place.within, place.times.as_slice());
        let mut of = match share {
            Some(share) => {
                if bounds.relation == "eq" {
                    bounds.relation.clone_from(&share.relation);
                }
                self.part_of(place, bounds.end, unit, share)
            }
            None => names.measured(within, times, bounds.end, unit),
        };
        if share.is_none()
            && place.rate
            && bounds.bare
            && let Some(change) = of
                .as_deref()
                .and_then(|of| changed(self.view, within, of, self.cues))
        {
            bounds.bound = (bounds.relation != "eq").then(|| bounds.relation.clone());
            bounds.relation = change;
        }
        // 退休费按原工资的|百分之百|发给
        if share.is_none()
            && place.rate
            && let Some(by) = names.paid_by(self.view, place.clause, bounds.start, bounds.end)
            && let Some(name) = names.named(Span::new(within.start, by.max(within.start)), times)
        {
            of = Some(name);
        }
        if place.rate
            && let Some(sum) = names.reckoned(&self.view[place.clause..bounds.start], bounds.end)
        {
            of = Some(sum);
        }
        of
    }

    /// Of what the figure is a share that stands behind its whole.
    fn part_of(
        &self,
        place: &Place,
        end: usize,
        unit: Option<&str>,
        share: &Share,
    ) -> Option<String> {
        let (names, within) = (&self.names, place.within);
        // 处货值金额|二倍以下|罚款
        let sum = names
            .sum(end, unit)
            .or_else(|| names.fine(place.clause, place.span.start, end));
        // 不少于日均销量五倍的|库存
        let kept = || {
            let behind = share.holds && self.view[end..].starts_with('的');
            let at = Span::new(within.end, within.end);
            let name = behind
                .then(|| names.measured(at, &[], end, Some("个")))
                .flatten();
            name.filter(|name| !self.cues.relative.contains(name) && name != "原则")
        };
        sum.or_else(kept)
            .or_else(|| names.named(within, &place.times))
            .or_else(|| {
                if share.is_part && self.view[end..].starts_with('的') {
                    // 占人口95%以上的|群众
                    names.measured(Span::new(within.end, within.end), &[], end, Some("个"))
                } else if share.is_part || share.start == place.clause {
                    // 总预备费七亿元，占|预算支出的2.57%; 投资完成65亿元，超过年度计划|4%
                    let before = self.found.last().filter(|_| place.follows);
                    before.and_then(|q| q.of.clone())
                } else {
                    None
                }
            })
    }

    /// 分别降低16%和17%: what is said of the first is said of both.
    fn say_alike(&self, figure: &Figure, place: &Place, bounds: &mut Bounds) {
        let Some(first) = self.found.last().filter(|q| {
            q.unit == figure.unit
                && q.upper.is_none()
                && self.view[place.sentence..self.last].contains("分别")
        }) else {
            return;
        };
        let said = first.relation.clone().unwrap_or_default();
        if bounds.relation == "eq" {
            bounds.relation = said;
        } else if said.ends_with("_by")
            && matches!(
                bounds.relation.as_str(),
                "about" | "ge" | "le" | "gt" | "lt"
            )
        {
            // 分别减少3%左右和|5%左右
            bounds.bound = Some(std::mem::replace(&mut bounds.relation, said));
        }
    }

    /// 国内生产总值达到114万亿元，增长8.1%: the change is of what was told before.
    fn name_before(&self, place: &Place, bounds: &Bounds) -> Option<String> {
        let (view, before) = (self.view, self.found.last()?);
        let changes = bounds.relation.ends_with("_by")
            || bounds.relation.ends_with("_to")
            || before.relation.as_deref() == Some("from");
        // …经费投入3366亿元，是上年的|1.8倍
        let clause_words =
            view[place.clause..place.span.start].trim_start_matches([' ', '只', '仅']);
        let unit = &view[place.span.start..place.span.end];
        let relates = place.rate
            && !unit.ends_with("百分点")
            && self
                .cues
                .copulas
                .iter()
                .any(|w| clause_words.starts_with(w.as_str()));
        let goes_on =
            place.row || relates || changes && self.names.is_bare(place.within, &place.times);
        if !goes_on {
            return None;
        }
        // 就业率达到83%，比上年增加|60万人: no rate is counted.
        let of_rate =
            |of: &String| !place.rate && ["率", "比重", "比例"].iter().any(|w| of.ends_with(w));
        // 达到十七万人，比一九五二年的五万人增长|两倍: the second is what it is compared with.
        let compared = view[place.whole_clause..].starts_with(['比', '较', '同', '与']);
        let start = self.original(place.sentence);
        self.found
            .iter()
            .rev()
            .take(if compared { 2 } else { 1 })
            .take_while(|q| q.span.start >= start)
            .find_map(|q| q.of.clone())
            .filter(|of| !of_rate(of))
    }

    /// What the rest of the sentence says that a figure measures beside which no name stands.
    fn name_of_sentence(
        &self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        is_share: bool,
    ) -> Option<String> {
        let before = || {
            let before = self.found.last().filter(|_| place.follows)?;
            let words = Span::new(self.last, bounds.start.max(self.last)).slice(self.view);
            let same = before.unit.as_deref() == unit && !is_share;
            // 两侧五米内，|五米|以外: distances follow one another.
            let apart = unit.is_some_and(|u| u.ends_with(['米', '里']));
            let bare = || {
                !(apart && bounds.bare && words.trim_matches(['，', '、']).is_empty())
                    && self.names.is_bare(place.within, &place.times)
            };
            let goes_on = words == "（"
                || words.starts_with("（相当于")
                || words.starts_with("（即")
                || same && (self.names.adjoins(words, unit) || bare())
                // 处三倍以下罚款，但最高不超过|五万元
                || !bounds.bare
                    && before
                        .of
                        .as_deref()
                        .is_some_and(|of| self.cues.sums.ends(of))
                    && bare();
            before.of.clone().filter(|_| goes_on)
        };
        self.names
            .taken_as(bounds.end, unit)
            .or_else(|| {
                self.names
                    .before_bracket(place.sentence, place.span.start, unit)
            })
            .or_else(before)
            .or_else(|| {
                let heading = self
                    .names
                    .list_heading(place.sentence, place.within, unit, false);
                heading.or_else(|| {
                    self.names
                        .topic(place.within, &place.times, unit, bounds.bare)
                })
            })
    }

    /// 间距分别为：国道不少于|二十米: the measure before the colon, where what stands beside the
    /// figure is only whose it is.
    fn listed_under(
        &self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        of: &str,
    ) -> Option<String> {
        let linked = !bounds.bare || place.within.slice(self.view).ends_with(['为', '是']);
        if !linked || self.names.fits(of, unit) {
            return None;
        }
        self.names
            .list_heading(place.sentence, place.within, unit, true)
    }

    /// Whom a figure concerns.
    fn whom(&mut self, place: &Place, of: Option<&str>, carried: bool) -> Option<String> {
        // A penalty meets the one it names, not those of whom its sentence speaks.
        if of == Some("罚款") {
            let group = self.group.as_ref();
            return group
                .filter(|_| self.names.is_penalty(place.within))
                .map(|g| g.name.clone());
        }
        // What the name says goes before what an earlier clause says.
        let part = of.and_then(|of| self.names.whose(of));
        let group = self.group.take();
        self.group = if carried {
            part.or(group)
        } else {
            group.or(part)
        };
        self.group.as_ref().map(|g| g.name.clone())
    }

    /// 已满十六周岁|不满十八周岁的人: both ages are of those whom the second names.
    fn share_age(&mut self, place: &Place, unit: Option<&str>, of: &str) {
        let between = self
            .view
            .get(self.last..place.span.start)
            .unwrap_or_default();
        let near = between.chars().count() <= 6 && !between.contains(['，', '；', '。', '\n']);
        if is_age(unit)
            && place.follows
            && near
            && let Some(before) = self.found.last_mut()
            && before.of.is_none()
            && is_age(before.unit.as_deref())
        {
            before.of = Some(of.to_owned());
        }
    }

    /// 水泥和化肥分别达到2亿吨和2千万吨: to each figure of a row its own name.
    fn deal_out(&mut self) {
        let start = std::mem::replace(&mut self.row, self.found.len());
        let start = start.min(self.found.len());
        let (earlier, row) = self.found.split_at_mut(start);
        let [first, rest @ ..] = row else {
            return;
        };
        if !self.respectively {
            return;
        }
        let alike = |q: &Quantity| q.of == first.of && q.unit == first.unit;
        if rest.is_empty() || !rest.iter().all(alike) {
            return;
        }
        let count = rest.len() + 1;
        let told = earlier.iter().rev().take(count).rev();
        let told: Vec<String> = told
            .filter(|q| q.span.end > first.span.start.saturating_sub(SENTENCE))
            .filter_map(|q| q.of.clone())
            .collect();
        // 总人数达到两千万，收入十八亿元，分别为1982年的3倍和2倍
        let carried = told.len() == count
            && (first.of.is_none() || first.of.as_ref() == told.last())
            && told.windows(2).all(|two| two[0] != two[1]);
        let dealt = || parts(first.of.as_deref()?, count, &self.cues.measures);
        let Some(names) = (if carried { Some(told) } else { dealt() }) else {
            return;
        };
        for (quantity, name) in std::iter::once(first).chain(rest).zip(names) {
            quantity.of = Some(name);
        }
    }

    /// The byte of the original where one of the view stands.
    fn original(&self, at: usize) -> usize {
        let span = Span::new(at, at.max(self.last));
        self.document.text.to_original(span).start
    }
}

/// The names of a row of `count`, each whole: 木材的产量 and 水泥的产量 of 木材和水泥的产量.
fn parts(names: &str, count: usize, measures: &[char]) -> Option<Vec<String>> {
    let (row, of) = match names.split_once('的') {
        Some((row, _)) => (row, &names[row.len()..]),
        None => (names, ""),
    };
    let row = row.replace("以及", "、");
    let parts: Vec<&str> = row.split(['、', '和', '与', '及']).collect();
    let whole = parts.len() == count && parts.iter().all(|part| part.chars().count() > 1);
    // 种植、收获机械化率: what they share is said once.
    let measure = |part: &&str| part.ends_with(measures);
    let shared = of.is_empty() && parts.last().is_some_and(measure) && !parts.iter().all(measure);
    (whole && !shared).then(|| parts.iter().map(|part| format!("{part}{of}")).collect())
}

/// 城镇居民收入1万元，农村居民收入5千元，增长9.8%|和8.5%: the first change is of the first.
fn share_out(found: &mut [Quantity]) {
    if let [.., first, second, change] = found
        && change.of == second.of
        && change.unit != second.unit
        && first.unit == second.unit
        && first.of.is_some()
    {
        change.of.clone_from(&first.of);
        change.group.clone_from(&first.group);
    }
}

/// Whether a figure is what a change starts from: 从17%|降至13%.
fn is_left_behind(view: &str, span: Span, end: usize, cues: &Cues) -> bool {
    let start = setting::clause_start(view, span.start);
    let before = &view[start..span.start];
    let rest = &view[end..view.floor_char_boundary(end + 60)];
    // 由50%左右，上升到80%; 将现行16%的税率降至13%
    let rest = rest.trim_start_matches([' ', '，']);
    let rest = rest
        .find(['，', '。', '；', '\n'])
        .map_or(rest, |at| &rest[..at]);
    let rest = match rest.strip_prefix('的') {
        Some(name) => cues
            .to
            .within(name)
            .map(|(at, ..)| at)
            .next()
            .filter(|at| *at <= 18)
            .map_or(rest, |at| &name[at..]),
        None => rest,
    };
    cues.to.begins(rest) && cues.from.iter().any(|from| before.contains(from.as_str()))
}

/// Where the 由 or 从 begins behind which stands the figure at `at`.
fn from_start(view: &str, at: usize, cues: &Cues) -> usize {
    let start = setting::clause_start(view, at);
    let before = &view[start..at];
    let froms = cues.from.iter();
    froms
        .filter_map(|from| before.rfind(from.as_str()))
        .max()
        .map_or(at, |from| start + from)
}

/// The change whose verb stands before the name: 压减|政府性基金项目|30%.
fn changed(view: &str, within: Span, of: &str, cues: &Cues) -> Option<String> {
    let words = within.slice(view);
    let at = words.rfind(of)?;
    if words.len() > at + of.len() {
        return None;
    }
    let head = words[..at].trim_end_matches('了');
    let from = head.ceil_char_boundary(head.len().saturating_sub(30));
    let (is, _) = cues.bound_before(&head[from..])?;
    is.ends_with("_by").then(|| is.to_owned())
}

/// Whether only joining words stand between two figures: 9.97%和14.1%.
fn is_joined(view: &str, from: usize, to: usize) -> bool {
    view.get(from..to)
        .is_some_and(|gap| matches!(gap.trim(), "和" | "、" | "及" | "与" | "或" | "或者"))
}
