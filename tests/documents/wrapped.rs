//! Paragraphs as a printer breaks them.

/// The lines of a paragraph that is indented by two characters: how many characters of indent
/// stand before each, and its words. `full` characters fill a line; what is ASCII takes half of
/// one. No line begins with a closing mark: it hangs over the edge.
pub(crate) fn wrapped(paragraph: &str, full: usize) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let (mut indent, mut width, mut line) = (2, 4, String::new());
    let mut words = paragraph.chars().peekable();
    while let Some(next) = words.next() {
        line.push(next);
        width += if next.is_ascii() { 1 } else { 2 };
        let hangs = words.peek().is_some_and(|c| "，。；：、）》”".contains(*c));
        let number = next.is_ascii_digit() && words.peek().is_some_and(char::is_ascii_digit);
        if width + 1 >= 2 * full && !hangs && !number {
            lines.push((indent, std::mem::take(&mut line)));
            (indent, width) = (0, 0);
        }
    }
    if !line.is_empty() {
        lines.push((indent, line));
    }
    lines
}
