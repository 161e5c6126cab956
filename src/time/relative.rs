//! Words that place a time by the day the text speaks from or by a year it has named: `今年`, `上年度`,
//! `当年`.

use super::calendar::{Fields, Year};
use super::grammar::Grammar;
use super::knowledge::{Unit, knowledge};
use super::review::Review;
use super::scan::is_stop;
use super::{Date, Grain};
use crate::numeral;

impl Grammar<'_> {
    /// The relative word at `at`, unless it is the end of another word: 注明年月, 以后年度, 当前年级.
    pub(super) fn relative(&self, at: usize) -> Option<(usize, Unit, i32)> {
        let s = self.scan;
        let (len, unit, offset) = knowledge().relative(s.rest(at))?;
        let inside = match s.char(at)? {
            '明' => s.was_char(at, "注说表写载标证声透申证文清"),
            // 过去年度, but 超过去年
            '去' => s.was_char(at, "过") && !s.ends(at, &["超过", "经过", "通过", "高过", "越过"]),
            // 原则上一年两次
            '上' if s.was_char(at, "则际体论面") => true,
            '上' | '下' | '前' | '后' | '後' => s.was_char(at, "以当目之往此向础"),
            '当' => s.was_char(at, "应适相"),
            // 完成今年, but not 成今.
            '今' => {
                s.was_char(at, "如现") && !s.ends(at, &["实现", "体现"])
                    || s.was_char(at, "基根成样文日") && s.word(at, "今年").is_none()
            }
            // 安全年度计划; the whole of any year in rules: 全年开放, and in reports of half a year and
            // a whole one.
            '全' => {
                self.rules
                    || s.ends(at, &["半年和", "半年、", "半年及"])
                    || s.was_char(at, "安健完周齐保成")
                    || s.is_char(at + len, "月")
            }
            // 十几年来 begins with its number.
            '多' | '几' => s.was_char(at, "许十百千数") || s.was_char(at, "0123456789"),
            '本' => {
                unit != Unit::Century
                    && s.was_char(at, "基根成样文如日现")
                    && !s.ends(at, &["实现", "体现", "完成"])
            }
            // 最近年度, 近年度用水量
            '近' => s.is_char(at + len, "度"),
            // 一次年会, 一天天
            '次' => s.was_char(at, "一二两三几首每这该本") || s.is_char(at + len, "会"),
            _ => false,
        };
        let more = match unit {
            // 这一年多来 is longer; 比上年多 is not.
            Unit::Year | Unit::ToldYear | Unit::TextYear => {
                s.is_char(at + len, "级龄代限") || s.any(at + len, &["多来", "多以来"]).is_some()
            }
            Unit::Day => s.is_char(at + len, "期报制程") || self.is_figure(at, at + len),
            Unit::Week => s.is_char(at + len, "期边围密转岁刊报"),
            _ => false,
        };
        (!inside && !more).then_some((len, unit, offset))
    }

    /// Whether a word for a day is a figure of speech: 今天的事业，明天的希望.
    fn is_figure(&self, at: usize, end: usize) -> bool {
        let s = self.scan;
        let day = [
            "的会",
            "的大会",
            "的报告",
            "的活动",
            "的讲话",
            "的课",
            "的考试",
        ];
        s.char(end - '天'.len_utf8()) == Some('天')
            && (s.word(end, "的").is_some() && s.any(end, &day).is_none()
                || s.word(at, "后天").is_some() && s.is_char(end, "下性失培努养")
                || s.is_char(end, "还：")
                || s.ends(at, &["美好", "美好的"])
                // 香港的明天一定会更好
                || s.word(at, "明天").is_some()
                    && s.was_char(at, "的")
                    && s.any(end, &["一定", "会", "更", "必"]).is_some()
                || s.was_char(at, "到") && !s.is_char(end, "为止"))
    }

    /// Whether the sentence has spoken of a recurring time: 每年3月底前将上一年度….
    pub(super) fn is_recurring(&self) -> bool {
        self.recurs.is_some()
    }

    /// The day that general words (上年度, 三年内) are counted from; none in rules and after 每年.
    pub(super) fn present(&self) -> Option<Date> {
        self.reference
            .filter(|_| !self.rules && !self.is_recurring())
    }

    /// Whether 本年度 or 上年度 is that of anyone it is asked of: 其上年度, 当地上年度, 计算方法：….
    fn is_any_year(&self, at: usize, end: usize) -> bool {
        /// How far back, in bytes, the word that opens a formula may stand.
        const NEAR: usize = 360;
        let s = self.scan;
        if !s.ends(end, &["度"]) || !s.is_char(at, "本上") {
            return false;
        }
        let from = s.text.floor_char_boundary(at.saturating_sub(NEAR));
        let line = s.text.get(from.max(self.line)..at).unwrap_or_default();
        s.ends(at, &["其", "当地", "统筹地区"])
            || line.contains("计算方法")
            || line.contains("计算公式")
            // 考核按年度实施，数据时间为上一年度
            || self.is_done_each_year(line)
    }

    /// Whether the last sentence of `line` says that something is done year by year.
    fn is_done_each_year(&self, line: &str) -> bool {
        let sentence = line.rsplit('。').next().unwrap_or_default();
        let each = &knowledge().reviews.each_year;
        each.iter().any(|word| sentence.contains(word.as_str()))
    }

    /// The year that the line begins with and is about, in a report of this year or the one before:
    /// 1955年国家决算…，占本年支出的….
    fn year_of_line(&self) -> Option<i16> {
        let s = self.scan;
        let now = self.present().filter(|_| self.grain == Grain::Year)?.year();
        let line = s.text.get(self.line..)?;
        let head = line.trim_start_matches(['\n', ' ', '\t', '\u{3000}']);
        let (year, end) = self.year(s.text.len() - head.len())?;
        // 1955年以来, 1955年12月
        let plain = !s.is_char(end, "以至到、—-起")
            && !s
                .rest(end)
                .starts_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c));
        (plain && (now - 1..=now).contains(&year)).then_some(year)
    }

    /// What the relative word at `at..end` names, with what follows it.
    pub(super) fn relative_fields(
        &self,
        at: usize,
        end: usize,
        unit: Unit,
        offset: i32,
    ) -> Option<(Fields, usize)> {
        let s = self.scan;
        let mut end = end;
        match unit {
            Unit::Year | Unit::ToldYear | Unit::TextYear => {
                let now = match s.char(at) {
                    Some('今' | '去' | '明' | '新') => {
                        self.reference.filter(|_| !self.is_recurring())
                    }
                    _ => self.present(),
                };
                let from = match unit {
                    _ if self.is_any_year(at, end) => None,
                    Unit::Year if s.is_char(at, "本") => {
                        self.year_of_line().or(now.map(Date::year))
                    }
                    Unit::Year => now.map(Date::year),
                    // 全年 is of the year spoken of or looked back on; no more is told.
                    Unit::TextYear if s.is_char(at, "全") => match (self.told, self.review) {
                        _ if self.is_recurring() => None,
                        // Under a heading that looks back only the sentence itself names another:
                        // 考虑为今年预留空间。…。从全年看，….
                        (Some(told), Some(Review::Year(year))) if told.at < self.sentence => {
                            Some(year)
                        }
                        (Some(told), _) if self.is_spoken_of(&told) => Some(told.year),
                        (_, Some(Review::Year(year))) => Some(year),
                        // A report of this year: 全年再减税….
                        _ if self.grain == Grain::Year && s.is_char(end, "再要") => {
                            now.map(Date::year)
                        }
                        _ => return None,
                    },
                    Unit::TextYear => match self.told.filter(|t| self.is_spoken_of(t)) {
                        _ if self.is_recurring() => now.map(Date::year),
                        Some(told) => Some(told.year),
                        // 一、2014年工作回顾…比上年增长
                        None => match (self.review, now.map(Date::year)) {
                            (Some(Review::Year(year)), _) => Some(year),
                            (_, year) => self.recently_told().or(year),
                        },
                    },
                    // 次年 without a year before it is next year; 当年 is a general word.
                    // 入学当年 is that of anyone.
                    _ if offset == 0 && s.ends(at, &OF_ANYONE) => return None,
                    _ => match self.told.filter(|t| t.at >= self.line) {
                        Some(told) => Some(told.year),
                        None if offset == 0 => return None,
                        None => now.map(Date::year),
                    },
                };
                let year = from.map(|y| y.saturating_add(offset as i16));
                let mut fields = Fields::year(year.map_or(Year::Unknown, Year::Is));
                end = self.scan.word(end, "度").unwrap_or(end);
                self.within_year(&mut fields, &mut end);
                Some((fields, end))
            }
            Unit::Month => {
                // 当月 is a general word in rules; alone at the head of a clause it is a date.
                if self.scan.word(at, "当月").is_some()
                    && self.scan.before(at).is_some_and(|c| !is_stop(c))
                {
                    return None;
                }
                let mut fields = Fields::year(Year::Unknown);
                let now = self.present().filter(|_| self.grain >= Grain::Month);
                match now.and_then(|r| r.plus(0, offset, 0)) {
                    Some(day) => {
                        fields.year = Year::Is(day.year());
                        fields.month = Some(day.month());
                    }
                    None => fields.month = Some(1),
                }
                end = self.scan.word(end, "份").unwrap_or(end);
                self.within_month(&mut fields, &mut end);
                Some((fields, end))
            }
            _ => None,
        }
    }
}

/// Before 当年 these tell of whom it is asked: 毕业当年, 成绩均当年有效, 获得的当年.
const OF_ANYONE: [&str; 12] = [
    "毕业",
    "入学",
    "高考",
    "中考",
    "报名",
    "均",
    "仅",
    "获得的",
    "取得的",
    "后的",
    "发生的",
    "录取",
];
