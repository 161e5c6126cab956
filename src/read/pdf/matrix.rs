//! Where things land on the page.

/// `[a b c d e f]`: a point (x, y) goes to (a x + c y + e, b x + d y + f).
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix([f64; 6]);

impl Matrix {
    pub(super) const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The matrix of six numbers; `None` for any other count.
    pub(super) fn of(numbers: &[f64]) -> Option<Self> {
        numbers.try_into().ok().map(Self)
    }

    pub(super) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this one, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [na, nb, nc, nd, ne, nf]) = (self.0, next.0);
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    /// Where (0, 0) lands.
    pub(super) fn origin(self) -> (f64, f64) {
        (self.0[4], self.0[5])
    }

    /// Where a step of 1 to the right goes.
    pub(super) fn right(self) -> (f64, f64) {
        (self.0[0], self.0[1])
    }

    /// How long a step of 1 upwards is.
    pub(super) fn height(self) -> f64 {
        self.0[2].hypot(self.0[3])
    }
}

/// A page as it is shown: its size, and from its own coordinates to points from the top left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) matrix: Matrix,
}

impl Frame {
    /// The frame of a page with this box (two corners) that is shown turned clockwise.
    pub(super) fn new(corners: &[f64], degrees: i64) -> Self {
        let (x0, y0, x1, y1) = match *corners {
            [a, b, c, d] if (a - c).abs() > 1.0 && (b - d).abs() > 1.0 => {
                (a.min(c), b.min(d), a.max(c), b.max(d))
            }
            // A page without a usable size is taken to be A4.
            _ => (0.0, 0.0, 595.0, 842.0),
        };
        let (width, height) = (x1 - x0, y1 - y0);
        let (turned, matrix) = match degrees.rem_euclid(360) {
            90 => (true, [0.0, 1.0, 1.0, 0.0, -y0, -x0]),
            180 => (false, [-1.0, 0.0, 0.0, 1.0, x1, -y0]),
            270 => (true, [0.0, -1.0, -1.0, 0.0, y1, x1]),
            _ => (false, [1.0, 0.0, 0.0, -1.0, -x0, y1]),
        };
        let (width, height) = if turned {
            (height, width)
        } else {
            (width, height)
        };
        Self {
            width,
            height,
            matrix: Matrix(matrix),
        }
    }
}

/// Which way a line of text runs on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// As usual.
    Upright,
    /// From the bottom to the top.
    Up,
    /// Upside down.
    Over,
    /// From the top to the bottom, as on the spine of a book.
    Down,
    /// Across, as watermarks are.
    Oblique,
}

impl Turn {
    pub(super) fn of((right, down): (f64, f64)) -> Self {
        const SLANT: f64 = 0.1;
        if down.abs() <= SLANT * right.abs() {
            if right >= 0.0 {
                Self::Upright
            } else {
                Self::Over
            }
        } else if right.abs() <= SLANT * down.abs() {
            if down < 0.0 { Self::Up } else { Self::Down }
        } else {
            Self::Oblique
        }
    }

    /// Where a point of a page of this size lies once lines of this turn are upright.
    pub(super) fn upright(self, x: f64, y: f64, width: f64, height: f64) -> (f64, f64) {
        match self {
            Self::Upright | Self::Oblique => (x, y),
            Self::Up => (height - y, x),
            Self::Over => (width - x, height - y),
            Self::Down => (y, width - x),
        }
    }
}
