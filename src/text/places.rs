//! [`places`]: where any of a few signs stands in a text.

use memchr::memmem;

/// Where any of `signs` stands in `text`, in order: its first byte and the sign. For signs that are
/// rare: between them the text is passed many bytes at a time.
pub(crate) fn places<'t, const N: usize>(
    text: &'t str,
    signs: [&'static str; N],
) -> impl Iterator<Item = (usize, &'static str)> + 't {
    let mut finds = signs.map(|sign| {
        let find = memmem::find_iter(text.as_bytes(), sign);
        (find.peekable(), sign)
    });
    std::iter::from_fn(move || {
        let next = finds
            .iter_mut()
            .filter_map(|(find, sign)| Some((*find.peek()?, find, *sign)));
        let (at, find, sign) = next.min_by_key(|(at, ..)| *at)?;
        find.next();
        Some((at, sign))
    })
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn signs_come_in_the_order_of_the_text() {
        let found: Vec<_> = places("《甲》〈乙〉<丙>《", ["《", "〈", "<"]).collect();
        assert_eq!(found, [(0, "《"), (9, "〈"), (18, "<"), (23, "《")]);
        assert_eq!(places("", ["《", "〈"]).count(), 0);
    }
}
