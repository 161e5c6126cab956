//! From the text objects of a page to runs: where each glyph stands, in points.

use super::layout::{self, Area, numbers};
use crate::read::package::{Element, Tree};
use crate::read::page::{Page, Run};
use std::collections::BTreeMap;

/// Points in a millimetre, the unit of OFD.
const POINTS: f32 = 72.0 / 25.4;

/// The size of type, in millimetres, of objects that tell none: 三号, of which official documents
/// are set.
const USUAL_SIZE: f32 = 5.6;

/// How far type may be turned, as the sine of its angle, and still be a line of the page.
const UPRIGHT: f32 = 0.1;

/// Texts beyond the edges of a page that are no leftovers of its layout: so many, and one in so
/// many of all.
const MANY: usize = 5;
const MANY_OF: usize = 10;

/// What each text object says, by its id.
pub(super) type Objects = BTreeMap<String, String>;

/// What a page holds.
#[derive(Default)]
pub(super) struct Content {
    pub(super) page: Page,
    pub(super) pictures: usize,
    /// Texts that are not printed upright.
    pub(super) turned: usize,
    /// Texts above or below the edges of the page.
    pub(super) outside: usize,
    /// So many texts stand there that the edges are wrong; they are part of the page.
    pub(super) overflows: bool,
}

/// Reads the content of a page; keeps what each object says in `objects`.
pub(super) fn read(tree: &Tree, usual: Area, mut objects: Option<&mut Objects>) -> Content {
    let mut content = Content::default();
    let Some(root) = tree.root() else {
        return content;
    };
    let Some(body) = root.child("Content") else {
        return content;
    };
    // Some writers put the area of a page into its content, by the name of that of the document.
    let areas = [root.child("Area"), body.child("PageArea")];
    let area = areas.into_iter().flatten().find_map(layout::area);
    let area = area.unwrap_or(usual);
    content.page.width = area.width * POINTS;
    content.page.height = area.height * POINTS;
    content.pictures = body.below("ImageObject").count();
    for object in body.below("TextObject") {
        if object.attribute("Visible") == Some("false") {
            continue;
        }
        let before = content.page.runs.len();
        if !place(object, &mut content.page.runs) {
            content.turned += 1;
        }
        if let (Some(objects), Some(id)) = (&mut objects, object.attribute("ID")) {
            let said = content.page.runs[before..].iter().map(|r| r.text.as_str());
            objects.insert(id.to_owned(), said.collect());
        }
    }
    let page = &content.page;
    let said = page.runs.iter().filter(|r| !r.text.trim().is_empty());
    let texts = said.clone().count();
    content.outside = said.filter(|r| !page.shows(r)).count();
    content.overflows = content.outside >= MANY && content.outside >= texts / MANY_OF;
    if content.overflows {
        content.page.height = 0.0;
    }
    content
}

/// The matrix of an object: `a b c d e f`.
#[derive(Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    fn of(object: Element<'_>) -> Self {
        let given = object.attribute("CTM").map(numbers).unwrap_or_default();
        match given[..] {
            [a, b, c, d, e, f] => Self([a, b, c, d, e, f]),
            _ => Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
        }
    }

    fn at(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How much larger things get across and down.
    fn scale(self) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }

    /// Whether letters stand as they do on the page.
    fn is_upright(self) -> bool {
        let [a, b, _, d, ..] = self.0;
        a > 0.0 && d > 0.0 && b.abs() <= UPRIGHT * a.hypot(b)
    }
}

/// Places what an object says; `false` where it is not printed upright.
fn place(object: Element<'_>, runs: &mut Vec<Run>) -> bool {
    let matrix = Matrix::of(object);
    let direction = object.attribute("ReadDirection").unwrap_or("0");
    if !matrix.is_upright() || direction != "0" {
        return object.below("TextCode").all(|c| c.text().trim().is_empty());
    }
    let boundary = object
        .attribute("Boundary")
        .map(numbers)
        .unwrap_or_default();
    let left = boundary.first().copied().unwrap_or(0.0);
    let top = boundary.get(1).copied().unwrap_or(0.0);
    let number = |name: &str| {
        object
            .attribute(name)
            .and_then(|n| n.trim().parse::<f32>().ok())
    };
    let size = number("Size")
        // Some writers do not keep to the case of letters.
        .or_else(|| number("size"))
        .filter(|s| *s > 0.0)
        .unwrap_or(USUAL_SIZE);
    let narrow = number("HScale").filter(|s| *s > 0.0).unwrap_or(1.0);
    let (across, down) = matrix.scale();
    let point = |x: f32, y: f32| {
        let (x, y) = matrix.at(x, y);
        ((left + x) * POINTS, (top + y) * POINTS)
    };
    let (mut x, mut y) = (0.0_f32, 0.0_f32);
    for code in object.below("TextCode") {
        let given = |name: &str| {
            code.attribute(name)
                .and_then(|n| n.trim().parse::<f32>().ok())
        };
        // A place that is not told is that of the text before.
        x = given("X").unwrap_or(x);
        y = given("Y").unwrap_or(y);
        let text = code.text();
        let text = text.trim_matches(['\n', '\r', '\t']);
        let count = text.chars().count();
        let mut right = Deltas::new(code.attribute("DeltaX"), count);
        let mut below = Deltas::new(code.attribute("DeltaY"), count);
        let mut pen = (x, y);
        let mut run: Option<Run> = None;
        for c in text.chars() {
            let natural = size * narrow * if c.is_ascii() { 0.5 } else { 1.0 };
            let step = right.next();
            let dx = step.unwrap_or(if below.given { 0.0 } else { natural });
            let dy = below.next().unwrap_or(0.0);
            let (at_x, at_y) = point(pen.0, pen.1);
            let open = run.get_or_insert_with(|| Run {
                x: at_x,
                y: at_y,
                size: size * down * POINTS,
                width: 0.0,
                text: String::new(),
            });
            open.text.push(c);
            open.width = at_x + natural * across * POINTS - open.x;
            // Glyphs that stand where they would without being placed belong to one run; how far
            // apart others are is for the page to judge.
            let em = size * narrow;
            let near = if right
                .even
                .is_some_and(|step| (0.2 * em..=1.6 * em).contains(&step))
            {
                true
            } else if c.is_ascii() {
                (0.1 * em..=0.75 * em).contains(&dx)
            } else {
                (dx - natural).abs() <= 0.15 * em
            };
            if !near || dy != 0.0 {
                runs.extend(run.take());
            }
            pen = (pen.0 + dx, pen.1 + dy);
        }
        runs.extend(run);
    }
    true
}

/// Distances from glyph to glyph: `4.2 4.2` or `g 3 4.2`, which stands for three of them.
struct Deltas {
    steps: std::vec::IntoIter<f32>,
    last: Option<f32>,
    given: bool,
    /// The distance, where all are the same: the writer spread the text, or took the mean of
    /// letters and characters for all of them.
    even: Option<f32>,
}

impl Deltas {
    /// The distances between `count` glyphs.
    fn new(written: Option<&str>, count: usize) -> Self {
        let mut steps = Vec::new();
        let mut words = written.unwrap_or("").split_whitespace();
        while steps.len() < count {
            let Some(word) = words.next() else { break };
            if word == "g" {
                let many = words.next().and_then(|n| n.parse::<usize>().ok());
                let step = words.next().and_then(|n| n.parse::<f32>().ok());
                let (Some(many), Some(step)) = (many, step) else {
                    break;
                };
                // What is said of glyphs that are not there counts for nothing.
                let room = count - steps.len();
                steps.extend(std::iter::repeat_n(step, many.min(room)));
            } else if let Ok(step) = word.parse() {
                steps.push(step);
            }
        }
        Self {
            given: !steps.is_empty(),
            even: steps
                .first()
                .copied()
                .filter(|first| steps.iter().all(|s| s == first)),
            steps: steps.into_iter(),
            last: None,
        }
    }

    /// The next distance; the last one goes on where there are too few.
    fn next(&mut self) -> Option<f32> {
        if let Some(step) = self.steps.next() {
            self.last = Some(step);
        }
        self.last
    }
}
