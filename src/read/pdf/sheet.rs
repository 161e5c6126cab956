//! What one page shows.

use super::super::page::{Page, Run};
use super::matrix::{Frame, Turn};
use std::collections::BTreeMap;

/// Glyphs that follow at most this part of an em after one another are one run.
const TOUCHING: f64 = 0.05;

/// A page whose text lies on its side must have this many times more of it than upright text.
const SIDEWAYS: usize = 2;

/// A page without text that has at least this many filled or stroked shapes may show text as
/// drawings.
const DRAWN: usize = 100;

/// What one page shows, in points from its top left corner.
#[derive(Debug)]
pub(super) struct Sheet {
    frame: Frame,
    placed: Vec<Placed>,
    /// Glyphs by the way they run.
    glyphs: BTreeMap<Turn, usize>,
    /// Glyphs whose meaning the file does not say.
    pub(super) unmapped: usize,
    /// Pictures.
    pub(super) images: usize,
    /// Filled or stroked shapes.
    pub(super) shapes: usize,
    /// Some of it could not be read.
    pub(super) damaged: bool,
}

/// Glyphs in a row.
#[derive(Debug)]
struct Placed {
    turn: Turn,
    x: f64,
    y: f64,
    size: f64,
    width: f64,
    text: String,
}

impl Sheet {
    pub(super) fn new(frame: Frame) -> Self {
        Self {
            frame,
            placed: Vec::new(),
            glyphs: BTreeMap::new(),
            unmapped: 0,
            images: 0,
            shapes: 0,
            damaged: false,
        }
    }

    /// Whether it has no text, but pictures or drawings that may show some.
    pub(super) fn is_picture(&self) -> bool {
        self.placed.iter().all(|p| p.text.trim().is_empty())
            && (self.images > 0 || self.shapes >= DRAWN)
    }

    /// Puts a glyph on the page.
    pub(super) fn write(
        &mut self,
        turn: Turn,
        x: f64,
        y: f64,
        size: f64,
        width: f64,
        text: Option<&str>,
    ) {
        if text.is_none() {
            self.unmapped += 1;
        }
        let text = text.unwrap_or("\u{FFFD}");
        *self.glyphs.entry(turn).or_insert(0) += 1;
        let blank = |text: &str| text.chars().all(char::is_whitespace);
        if let Some(last) = self.placed.last_mut()
            && turn == Turn::Upright
            && last.turn == turn
            && (last.y - y).abs() <= 0.01 * size
            && (last.size - size).abs() <= 0.01 * size
            && (last.x + last.width - x).abs() <= TOUCHING * size
            && !blank(text)
            && !blank(&last.text)
        {
            last.width = x + width - last.x;
            last.text.push_str(text);
            return;
        }
        self.placed.push(Placed {
            turn,
            x,
            y,
            size,
            width,
            text: text.to_owned(),
        });
    }

    /// The page for reading, with the lines of its prevailing turn upright, and the text that
    /// runs another way.
    pub(super) fn into_page(self) -> (Page, Vec<String>) {
        let count = |turn: &Turn| self.glyphs.get(turn).copied().unwrap_or(0);
        let sideways = [Turn::Up, Turn::Over, Turn::Down]
            .into_iter()
            .max_by_key(|turn| count(turn))
            .filter(|turn| count(turn) > SIDEWAYS * count(&Turn::Upright));
        let main = sideways.unwrap_or(Turn::Upright);
        let Frame { width, height, .. } = self.frame;
        let mut runs = Vec::with_capacity(self.placed.len());
        let mut others: Vec<String> = Vec::new();
        let mut open = None;
        for placed in self.placed {
            if placed.turn == main {
                let (x, y) = main.upright(placed.x, placed.y, width, height);
                runs.push(Run {
                    x: narrow(x),
                    y: narrow(y),
                    size: narrow(placed.size),
                    width: narrow(placed.width),
                    text: placed.text,
                });
                open = None;
            } else if let (true, Some(other)) = (open == Some(placed.turn), others.last_mut()) {
                other.push_str(&placed.text);
            } else {
                open = Some(placed.turn);
                others.push(placed.text);
            }
        }
        let (width, height) = match main {
            Turn::Up | Turn::Down => (height, width),
            _ => (width, height),
        };
        let page = Page {
            width: narrow(width),
            height: narrow(height),
            runs,
        };
        (page, others)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "pages are small")]
fn narrow(value: f64) -> f32 {
    value as f32
}
