//! The drawing operators of a page: operands, then a name. What is not understood is passed over,
//! as readers of PDF do; nothing here recurses, so nesting costs no stack.

/// An operand that matters for text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    /// A number.
    Number(f64),
    /// The bytes of a string.
    Text(Vec<u8>),
    /// A name without its slash.
    Name(Vec<u8>),
    /// The numbers and strings of an array; what lies deeper in it is left out.
    Array(Vec<Operand>),
}

/// What a stream of operators yields one by one.
#[derive(Debug)]
pub(super) struct Operators<'a> {
    bytes: &'a [u8],
    at: usize,
    operands: Vec<Operand>,
    /// Whether an array was longer than any that a program writes, and was cut.
    pub(super) cut: bool,
}

/// More operands than any operator takes; the oldest go.
const OPERANDS: usize = 64;

/// Items of an array; a line of text has some hundreds.
const ITEMS: usize = 1_000_000;

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0xc | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Operators<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            operands: Vec::new(),
            cut: false,
        }
    }

    /// The next operator and its operands.
    pub(super) fn next(&mut self) -> Option<(&'a [u8], &[Operand])> {
        self.operands.clear();
        let mut array: Option<Vec<Operand>> = None;
        let mut depth = 0_usize;
        loop {
            self.skip_space();
            let byte = *self.bytes.get(self.at)?;
            let operand = match byte {
                b'[' => {
                    self.at += 1;
                    if array.is_none() {
                        array = Some(Vec::new());
                        depth = 0;
                    } else {
                        depth += 1;
                    }
                    continue;
                }
                b']' => {
                    self.at += 1;
                    if depth > 0 {
                        depth -= 1;
                        continue;
                    }
                    match array.take() {
                        Some(items) => Operand::Array(items),
                        None => continue,
                    }
                }
                b'(' => Operand::Text(self.literal()),
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    continue;
                }
                b'<' => Operand::Text(self.hexadecimal()),
                b'/' => Operand::Name(self.name()),
                b'>' | b')' | b'{' | b'}' => {
                    self.at += 1;
                    continue;
                }
                _ => {
                    let word = self.word();
                    if let Some(number) = number(word) {
                        Operand::Number(number)
                    } else if matches!(word, b"true" | b"false" | b"null") {
                        continue;
                    } else {
                        if word == b"BI" {
                            self.skip_image();
                        }
                        return Some((word, &self.operands));
                    }
                }
            };
            match &mut array {
                Some(items) if depth == 0 && items.len() == ITEMS => self.cut = true,
                Some(items) if depth == 0 => items.push(operand),
                Some(_) => {}
                None => {
                    if self.operands.len() == OPERANDS {
                        self.operands.remove(0);
                    }
                    self.operands.push(operand);
                }
            }
        }
    }

    fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                let end = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
                self.at += end.unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|b| is_space(*b) || is_delimiter(*b));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len().max(1);
        word
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|b| is_space(*b) || is_delimiter(*b));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        let mut name = Vec::with_capacity(word.len());
        let mut at = 0;
        while let Some(&byte) = word.get(at) {
            let code = (byte == b'#')
                .then(|| Some((hex(*word.get(at + 1)?)?, hex(*word.get(at + 2)?)?)))
                .flatten();
            if let Some((high, low)) = code {
                name.push(high << 4 | low);
                at += 3;
            } else {
                name.push(byte);
                at += 1;
            }
        }
        name
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(hex(byte));
        }
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
            .collect()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut depth = 0_usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    text.push(byte);
                }
                b')' if depth == 0 => break,
                b')' => {
                    depth -= 1;
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text),
                _ => text.push(byte),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(&byte) = self.bytes.get(self.at) else {
            return;
        };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(0xc),
            b'\r' => {
                if self.bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u16::from(byte - b'0');
                for _ in 0..2 {
                    match self.bytes.get(self.at) {
                        Some(&digit @ b'0'..=b'7') => {
                            code = code << 3 | u16::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                text.push(code.to_le_bytes()[0]);
            }
            other => text.push(other),
        }
    }

    /// Passes over the data of an image that stands between the operators.
    fn skip_image(&mut self) {
        let rest = &self.bytes[self.at..];
        let begins = rest
            .windows(3)
            .position(|w| w.starts_with(b"ID") && is_space(w[2]))
            .map_or(rest.len(), |at| at + 3);
        let data = &rest[begins..];
        let ends = data.windows(3).enumerate().position(|(at, w)| {
            is_space(w[0]) && w.ends_with(b"EI") && data.get(at + 3).is_none_or(|b| is_space(*b))
        });
        self.at += begins + ends.map_or(data.len(), |at| at + 3);
    }
}

fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// A number as PDF writes it; also the slips of producers (`--5`, `1.2.3`).
fn number(word: &[u8]) -> Option<f64> {
    if !word
        .iter()
        .all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.'))
        || !word.iter().any(u8::is_ascii_digit)
    {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    text.parse().ok().or_else(|| {
        let digits = text.trim_start_matches(['+', '-']);
        let end = digits.find(['+', '-']).unwrap_or(digits.len());
        let mut points = digits[..end].splitn(3, '.');
        let whole = points.next().unwrap_or_default();
        let part = points.next().unwrap_or_default();
        let value: f64 = format!("0{whole}.{part}0").parse().ok()?;
        Some(if text.starts_with('-') { -value } else { value })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<(String, Vec<Operand>)> {
        let mut operators = Operators::new(bytes);
        let mut all = Vec::new();
        while let Some((name, operands)) = operators.next() {
            all.push((
                String::from_utf8_lossy(name).into_owned(),
                operands.to_vec(),
            ));
        }
        all
    }

    #[test]
    fn operators_come_with_their_operands() {
        let found = all(b"BT /F#31 16 Tf % note\n[(a\\(b)) -250 <b9FE>] TJ -.5 --3 Td ET");
        let names: Vec<_> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["BT", "Tf", "TJ", "Td", "ET"]);
        assert_eq!(
            found[1].1,
            [Operand::Name(b"F1".to_vec()), Operand::Number(16.0)]
        );
        assert_eq!(
            found[2].1,
            [Operand::Array(vec![
                Operand::Text(b"a(b".to_vec()),
                Operand::Number(-250.0),
                Operand::Text(vec![0xb9, 0xfe]),
            ])]
        );
        assert_eq!(found[3].1, [Operand::Number(-0.5), Operand::Number(-3.0)]);
    }

    #[test]
    fn the_data_of_an_image_is_no_operator() {
        let found = all(b"q BI /W 1 ID \x00Tj(EI)x\nEI Q");
        let names: Vec<_> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["q", "BI", "Q"]);
    }

    #[test]
    fn nesting_and_endless_strings_end() {
        let mut deep = vec![b'['; 100_000];
        deep.extend(b"1 ] Tj (never closed");
        assert!(all(&deep).len() <= 1);
        assert_eq!(all(b"<</A<</B 1>>>> BDC").len(), 1);
    }
}
