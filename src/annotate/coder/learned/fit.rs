//! Fitting one code: logistic regression, and what its numbers mean. Only this file names argmin.

use super::features::Features;
use crate::error::{Error, ErrorKind, Result};
use argmin::core::{CostFunction, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use serde::{Deserialize, Serialize};

/// A line that divides paragraphs with a code from those without.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) weights: Vec<f64>,
    pub(super) intercept: f64,
}

impl Line {
    /// How far on the side of the code a paragraph lies.
    pub(super) fn side(&self, features: &Features) -> f64 {
        let sum: f64 = features
            .iter()
            .filter_map(|(place, value)| Some(self.weights.get(*place)? * value))
            .sum();
        self.intercept + sum
    }
}

/// Logistic regression with a penalty on large weights, over rows that are mostly empty. The
/// last parameter is the intercept, which is not penalised.
struct Problem<'r> {
    rows: &'r [&'r Features],
    coded: &'r [bool],
    penalty: f64,
}

impl Problem<'_> {
    fn side(parameters: &[f64], features: &Features) -> f64 {
        let sum: f64 = features
            .iter()
            .map(|(place, value)| parameters[*place] * value)
            .sum();
        sum + parameters.last().copied().unwrap_or_default()
    }
}

impl CostFunction for Problem<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, parameters: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        let loss: f64 = self
            .rows
            .iter()
            .zip(self.coded)
            .map(|(row, coded)| {
                let side = Self::side(parameters, row);
                let wrong = if *coded { -side } else { side };
                // ln(1 + e^x) without overflow.
                wrong.max(0.0) + (-wrong.abs()).exp().ln_1p()
            })
            .sum();
        let weights = &parameters[..parameters.len() - 1];
        let size: f64 = weights.iter().map(|w| w * w).sum();
        Ok(loss + 0.5 * self.penalty * size)
    }
}

impl Gradient for Problem<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, parameters: &Vec<f64>) -> Result<Vec<f64>, argmin::core::Error> {
        let last = parameters.len() - 1;
        let mut gradient: Vec<f64> = parameters.iter().map(|w| w * self.penalty).collect();
        gradient[last] = 0.0;
        for (row, coded) in self.rows.iter().zip(self.coded) {
            let probability = 1.0 / (1.0 + (-Self::side(parameters, row)).exp());
            let error = probability - f64::from(u8::from(*coded));
            for (place, value) in *row {
                gradient[*place] += error * value;
            }
            gradient[last] += error;
        }
        Ok(gradient)
    }
}

/// Fits a line over features whose places are below `width`; `penalty` is that on large weights.
///
/// # Errors
/// Where the solver fails.
pub(super) fn line(rows: &[&Features], coded: &[bool], width: usize, penalty: f64) -> Result<Line> {
    let failed = |e: argmin::core::Error| {
        Error::new(
            ErrorKind::Data,
            format!("the model could not be fitted: {e}"),
        )
    };
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10)
        .with_tolerance_grad(1e-5)
        .map_err(failed)?;
    let problem = Problem {
        rows,
        coded,
        penalty,
    };
    let solved = Executor::new(problem, solver)
        .configure(|state| state.param(vec![0.0; width + 1]).max_iters(200))
        .run()
        .map_err(failed)?;
    let mut weights = solved
        .state()
        .get_best_param()
        .cloned()
        .unwrap_or_else(|| vec![0.0; width + 1]);
    let intercept = weights.pop().unwrap_or_default();
    Ok(Line { weights, intercept })
}

/// From a side to a probability: Platt's sigmoid, fitted on paragraphs the line has not seen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Sigmoid {
    slope: f64,
    offset: f64,
}

impl Sigmoid {
    /// What the line itself says, where there is too little to do better.
    pub(super) const PLAIN: Self = Self {
        slope: 1.0,
        offset: 0.0,
    };

    /// The sigmoid that fits how often paragraphs on each side have the code. Source: J. Platt,
    /// Probabilistic outputs for support vector machines, 1999.
    pub(super) fn of(sides: &[f64], coded: &[bool]) -> Self {
        let both = coded.contains(&true) && coded.contains(&false);
        let rows: Vec<Features> = sides.iter().map(|side| vec![(0, *side)]).collect();
        let rows: Vec<&Features> = rows.iter().collect();
        match line(&rows, coded, 1, 1e-3) {
            // A line that is no better than chance must not be turned round.
            Ok(line) if both && line.weights[0] > 0.0 => Self {
                slope: line.weights[0],
                offset: line.intercept,
            },
            _ => Self::PLAIN,
        }
    }

    pub(super) fn probability(self, side: f64) -> f64 {
        1.0 / (1.0 + (-(self.slope * side + self.offset)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_lies_between_what_it_was_shown() {
        let with = vec![(0, 1.0)];
        let without = vec![(1, 1.0)];
        let rows = [&with, &without, &with, &without];
        for coded in [[true, false, true, false], [false, true, false, true]] {
            let line = line(&rows, &coded, 2, 0.01).unwrap();
            assert_eq!(line.side(&with) > 0.0, coded[0], "{line:?}");
            assert_eq!(line.side(&without) > 0.0, coded[1], "{line:?}");
        }
    }

    #[test]
    fn a_sigmoid_gives_the_share_that_has_the_code() {
        // On this side one in four has it, on that side three in four.
        let sides = [-1.0, -1.0, -1.0, -1.0, 1.0, 1.0, 1.0, 1.0].repeat(50);
        let coded = [true, false, false, false, true, true, true, false].repeat(50);
        let sigmoid = Sigmoid::of(&sides, &coded);
        assert!(
            (sigmoid.probability(-1.0) - 0.25).abs() < 0.01,
            "{sigmoid:?}"
        );
        assert!(
            (sigmoid.probability(1.0) - 0.75).abs() < 0.01,
            "{sigmoid:?}"
        );
    }
}
