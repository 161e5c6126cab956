//! What groups are for.

/// What a group is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// To be printed.
    Print,
    /// The printed number of a list item.
    Number,
    /// The table of fonts.
    Fonts,
    /// A property of the document.
    Property(&'static str),
    /// Facts about the document.
    Facts,
    /// When it was made.
    Made,
    /// A drawing, of which the text in boxes is to be printed.
    Drawing,
    /// A text that follows once more, for programs that know Unicode.
    Twice,
    /// Anything else.
    Skip,
}

/// Whether a group that begins with this word holds nothing to be printed, or prints what is no
/// text of the document.
pub(super) fn is_left_out(word: &[u8]) -> bool {
    matches!(
        word,
        b"colortbl"
            | b"stylesheet"
            | b"header"
            | b"headerl"
            | b"headerr"
            | b"headerf"
            | b"footer"
            | b"footerl"
            | b"footerr"
            | b"footerf"
            | b"ftnsep"
            | b"ftnsepc"
            | b"ftncn"
            | b"aftnsep"
            | b"aftnsepc"
            | b"aftncn"
            | b"fldinst"
            | b"objdata"
            | b"objclass"
            | b"objname"
            | b"nonshppict"
            | b"shprslt"
            | b"nonesttables"
            | b"xe"
            | b"tc"
            | b"tcn"
            | b"rxe"
            | b"txe"
            | b"filetbl"
            | b"revtbl"
            | b"listtable"
            | b"annotation"
            | b"atnid"
            | b"atnauthor"
            | b"pnseclvl"
            | b"private"
    )
}
