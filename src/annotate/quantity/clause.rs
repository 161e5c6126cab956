//! Where the clause, the sentence and the line of a figure begin, and an article its words.

/// How far, in bytes, the words around a figure are read.
pub(super) const REACH: usize = 360;

/// Where the clause that holds byte `at` begins.
pub(super) fn clause_start(view: &str, at: usize) -> usize {
    start_behind(view, at, &['，', '。', '；', '\n', '！', '？'], 120)
}

/// Where the line that holds byte `at` begins, or what of it is read.
pub(super) fn line_start(view: &str, at: usize) -> usize {
    start_behind(view, at, &['\n'], 3 * REACH)
}

/// Where the sentence that holds byte `at` begins, or what of it is read.
pub(super) fn sentence_start(view: &str, at: usize) -> usize {
    start_behind(view, at, &['。', '；', '\n', '！', '？'], REACH)
}

pub(super) fn start_behind(view: &str, at: usize, stops: &[char], reach: usize) -> usize {
    let from = view.ceil_char_boundary(at.saturating_sub(reach));
    let words = &view[from..at];
    // Every stop begins with one of these bytes, and few other characters do.
    let may = |(_, byte): &(usize, &u8)| matches!(**byte, b'\n' | 0xE3 | 0xEF);
    let mut marks = words.as_bytes().iter().enumerate().rev().filter(may);
    let behind = marks.find_map(|(at, _)| {
        let mark = words[at..].chars().next()?;
        stops.contains(&mark).then(|| at + mark.len_utf8())
    });
    from + behind.unwrap_or(0)
}

/// What of the words behind a figure still belongs to its clause.
pub(super) fn rest_of_clause(words: &str) -> &str {
    let mut clauses = words.split(['，', '。', '；', '\n']);
    clauses.next().unwrap_or(words)
}

/// What stands behind the number of an article that opens `words`: 第三条 学校…. None where they
/// begin like one and have no 条.
pub(super) fn behind_article(words: &str) -> Option<&str> {
    let Some(number) = words.strip_prefix('第') else {
        return Some(words);
    };
    Some(number[number.find('条')? + '条'.len_utf8()..].trim_start())
}
