//! Runs the drawing operators of a page and keeps what they write.

use super::budget::{Beyond, Budget, FORM_DEPTH};
use super::content::{Operand, Operators};
use super::file::File;
use super::font::Font;
use super::maps::Maps;
use super::matrix::{Frame, Matrix, Turn};
use super::sheet::Sheet;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Saved states beyond this many are not kept; no producer comes near.
const STATES: usize = 1024;

/// What the operators of pages draw.
#[derive(Debug)]
pub(super) struct Interpreter<'a> {
    file: &'a File,
    pub(super) budget: Budget,
    /// Fonts by the place of their dictionary, which does not move while the file is read.
    fonts: BTreeMap<usize, Rc<Font>>,
    maps: Maps,
}

/// What saving and restoring a state is about.
#[derive(Clone, Debug)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    /// Between characters, and more at spaces.
    spacing: (f64, f64),
    /// Letters are stretched to the right.
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// A stream of operators being run.
struct Run<'a, 'b> {
    interpreter: &'b mut Interpreter<'a>,
    sheet: &'b mut Sheet,
    resources: Option<&'a Dictionary>,
    state: State,
    saved: Vec<State>,
    /// Where the next glyph goes, and where the line began.
    text: Matrix,
    line: Matrix,
    depth: usize,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self {
            file,
            budget: Budget::default(),
            fonts: BTreeMap::new(),
            maps: Maps::default(),
        }
    }

    /// What a page shows.
    pub(super) fn page(&mut self, page: ObjectId) -> Result<Sheet, Beyond> {
        let file = self.file;
        self.budget.begin_page();
        let corners = |key: &[u8]| {
            let corners = file.inherited(page, key)?.as_array().ok()?;
            let corners = corners.iter().take(5).map(|o| file.number(o));
            let corners: Option<Vec<f64>> = corners.collect();
            corners.filter(|c| c.len() == 4 && c.iter().all(|n| n.is_finite()))
        };
        let shown = corners(b"CropBox").or_else(|| corners(b"MediaBox"));
        let turned = file
            .inherited(page, b"Rotate")
            .and_then(|o| o.as_i64().ok())
            .unwrap_or(0);
        let frame = Frame::new(&shown.unwrap_or_default(), turned);
        let mut sheet = Sheet::new(frame);
        let (content, whole) = file.content(page, &mut self.budget)?;
        sheet.damaged |= !whole;
        let resources = file
            .inherited(page, b"Resources")
            .and_then(|o| o.as_dict().ok());
        let state = State {
            matrix: frame.matrix,
            font: None,
            size: 0.0,
            spacing: (0.0, 0.0),
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.run(&content, resources, state, &mut sheet, 0)?;
        Ok(sheet)
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        state: State,
        sheet: &mut Sheet,
        depth: usize,
    ) -> Result<(), Beyond> {
        let mut run = Run {
            interpreter: self,
            sheet,
            resources,
            state,
            saved: Vec::new(),
            text: Matrix::SAME,
            line: Matrix::SAME,
            depth,
        };
        let mut operators = Operators::new(content);
        while let Some((operator, operands)) = operators.next() {
            run.interpreter.budget.spend_operator()?;
            run.operator(operator, operands)?;
        }
        run.sheet.damaged |= operators.cut;
        Ok(())
    }

    fn font(&mut self, dictionary: &'a Dictionary) -> Result<Rc<Font>, Beyond> {
        let place = std::ptr::from_ref(dictionary) as usize;
        if let Some(font) = self.fonts.get(&place) {
            return Ok(Rc::clone(font));
        }
        let font = Rc::new(Font::load(
            self.file,
            dictionary,
            &mut self.maps,
            &mut self.budget,
        )?);
        self.fonts.insert(place, Rc::clone(&font));
        Ok(font)
    }
}

impl<'a> Run<'a, '_> {
    fn operator(&mut self, operator: &[u8], operands: &[Operand]) -> Result<(), Beyond> {
        let number = |at: usize| match operands.get(at) {
            Some(Operand::Number(number)) => *number,
            _ => 0.0,
        };
        match operator {
            b"q" if self.saved.len() < STATES => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.matrix = matrix.then(self.state.matrix);
                }
            }
            b"BT" => (self.text, self.line) = (Matrix::SAME, Matrix::SAME),
            b"Tf" => {
                self.state.size = number(1);
                if let Some(Operand::Name(name)) = operands.first() {
                    self.state.font = self.font(name)?;
                }
            }
            b"Tc" => self.state.spacing.0 = number(0),
            b"Tw" => self.state.spacing.1 = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Tm" => {
                if let Some(matrix) = matrix(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show(operands.first())?,
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first())?;
            }
            b"\"" => {
                self.state.spacing = (number(1), number(0));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2))?;
            }
            b"TJ" => self.show(operands.first())?,
            b"Do" => {
                if let Some(Operand::Name(name)) = operands.first() {
                    self.draw(name)?;
                }
            }
            b"BI" => self.sheet.images += 1,
            b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                self.sheet.shapes += 1;
            }
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn resource(&self, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        let file = self.interpreter.file;
        file.get(file.dictionary(self.resources?, kind)?, name)
    }

    fn font(&mut self, name: &[u8]) -> Result<Option<Rc<Font>>, Beyond> {
        match self.resource(b"Font", name) {
            Some(Object::Dictionary(font)) => self.interpreter.font(font).map(Some),
            _ => Ok(None),
        }
    }

    /// Draws a picture, or a drawing with operators of its own.
    fn draw(&mut self, name: &[u8]) -> Result<(), Beyond> {
        let Some(Object::Stream(stream)) = self.resource(b"XObject", name) else {
            return Ok(());
        };
        let file = self.interpreter.file;
        let kind = file
            .get(&stream.dict, b"Subtype")
            .and_then(|o| o.as_name().ok());
        if kind != Some(b"Form") {
            self.sheet.images += 1;
            return Ok(());
        }
        if self.depth == FORM_DEPTH {
            self.sheet.damaged = true;
            return Ok(());
        }
        let Some(content) = file.unpack(stream, &mut self.interpreter.budget)? else {
            self.sheet.damaged = true;
            return Ok(());
        };
        let mut state = self.state.clone();
        let own = file.numbers(&stream.dict, b"Matrix");
        if let Some(matrix) = own.and_then(|numbers| Matrix::of(&numbers)) {
            state.matrix = matrix.then(state.matrix);
        }
        let resources = file
            .dictionary(&stream.dict, b"Resources")
            .or(self.resources);
        self.interpreter
            .run(&content, resources, state, self.sheet, self.depth + 1)
    }

    /// Writes a string, or strings with steps between them.
    fn show(&mut self, operand: Option<&Operand>) -> Result<(), Beyond> {
        match operand {
            Some(Operand::Text(text)) => self.write(text),
            Some(Operand::Array(items)) => {
                for item in items {
                    match item {
                        Operand::Text(text) => self.write(text)?,
                        Operand::Number(step) => {
                            let vertical = self.state.font.as_ref().is_some_and(|f| f.vertical);
                            let step = -step / 1000.0 * self.state.size;
                            self.advance(step, vertical);
                        }
                        _ => {}
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn advance(&mut self, step: f64, vertical: bool) {
        let shift = if vertical {
            Matrix::shift(0.0, step)
        } else {
            Matrix::shift(step * self.state.stretch, 0.0)
        };
        self.text = shift.then(self.text);
    }

    fn write(&mut self, mut text: &[u8]) -> Result<(), Beyond> {
        let Some(font) = self.state.font.clone() else {
            // Bytes in a font that the file does not have mean nothing.
            self.sheet.unmapped += text.len();
            return Ok(());
        };
        while !text.is_empty() {
            self.interpreter.budget.spend_glyph()?;
            let glyph = font.glyph(text);
            let meaning = glyph.text.as_deref().map_or(0, str::len);
            self.interpreter.budget.spend_text(meaning)?;
            text = &text[glyph.bytes.min(text.len())..];
            let State {
                size,
                spacing,
                rise,
                ..
            } = self.state;
            let (x, y) = if font.vertical {
                // Vertical lines place the middle of a glyph's top edge.
                (-glyph.width / 2.0 * size, rise - 0.88 * size)
            } else {
                (0.0, rise)
            };
            let placed = Matrix::shift(x, y).then(self.text).then(self.state.matrix);
            let (right, down) = placed.right();
            let length = right.hypot(down) * self.state.stretch.abs() * size.abs();
            let turn = Turn::of((
                right * size * self.state.stretch,
                down * size * self.state.stretch,
            ));
            let em = placed.height() * size.abs();
            let (x, y) = placed.origin();
            self.sheet
                .write(turn, x, y, em, glyph.width * length, glyph.text.as_deref());
            let more = spacing.0 + if glyph.space { spacing.1 } else { 0.0 };
            if font.vertical {
                self.advance(more - size, true);
            } else {
                self.advance(glyph.width * size + more, false);
            }
        }
        Ok(())
    }
}

fn matrix(operands: &[Operand]) -> Option<Matrix> {
    let numbers: Option<Vec<f64>> = operands
        .iter()
        .map(|o| match o {
            Operand::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    Matrix::of(&numbers?)
}
