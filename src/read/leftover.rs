//! What files of word processors hold beside the text that is read, told in one wording.

use crate::diagnostic::Diagnostic;

/// What a reader of such a file counted.
#[derive(Clone, Copy)]
pub(super) struct Leftover {
    /// Insertions and deletions that were tracked.
    pub(super) changes: usize,
    /// Documents and objects inside the document.
    pub(super) foreign: usize,
    /// Pictures.
    pub(super) pictures: usize,
}

impl Leftover {
    /// What is to be said of tracked changes and of parts that are not read.
    pub(super) fn told(self) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        if self.changes > 0 {
            told.push(
                Diagnostic::new(
                    "read.tracked-changes",
                    format!(
                        "the document holds {} tracked change(s); what was inserted is kept, what was deleted is left out",
                        self.changes
                    ),
                )
                .hint("check that this is the version meant, or accept the changes in Word or WPS"),
            );
        }
        if self.foreign > 0 {
            told.push(
                Diagnostic::new(
                    "read.part-not-read",
                    format!(
                        "{} embedded document(s) or object(s) in the document are not read",
                        self.foreign
                    ),
                )
                .hint("save them as documents of their own"),
            );
        }
        told
    }

    /// What is to be said where pictures are all there is.
    pub(super) fn without_text(self, text: &str) -> Option<Diagnostic> {
        (self.pictures > 0 && text.trim().is_empty()).then(|| {
            Diagnostic::new(
                "read.no-text",
                format!(
                    "the document holds {} picture(s) and no text",
                    self.pictures
                ),
            )
            .hint("run text recognition (OCR) and read the text that comes out")
        })
    }
}
