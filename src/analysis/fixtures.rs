//! Statistics against those of SciPy, networkx and ruptures, by `tests/data/statistics/fixtures.py`.

use super::{
    Association, Network, change_points, gini, log_likelihood, theil, variation, weighted_variation,
};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Fixtures {
    tables: Vec<Table>,
    figures: Vec<Figures>,
    keyness: Vec<Keyness>,
    networks: Vec<Graph>,
    stages: Vec<Series>,
}

#[derive(Deserialize)]
struct Table {
    counts: Vec<Vec<f64>>,
    expected: Vec<Vec<f64>>,
    residuals: Vec<Vec<f64>>,
    chi_square: f64,
    degrees: usize,
    cramers_v: f64,
}

#[derive(Deserialize)]
struct Figures {
    figures: Vec<f64>,
    weights: Vec<f64>,
    variation: f64,
    weighted: f64,
    gini: f64,
    theil: f64,
}

#[derive(Deserialize)]
struct Keyness {
    a: usize,
    n: usize,
    b: usize,
    m: usize,
    g2: f64,
}

#[derive(Deserialize)]
struct Graph {
    nodes: usize,
    directed: bool,
    edges: Vec<(usize, usize)>,
    density: f64,
    degree: Vec<usize>,
    betweenness: Vec<f64>,
}

#[derive(Deserialize)]
struct Series {
    rows: Vec<Vec<f64>>,
    penalty: f64,
    cuts: Vec<usize>,
}

fn fixtures() -> Fixtures {
    serde_json::from_str(include_str!("../../tests/data/statistics/fixtures.json")).unwrap()
}

#[track_caller]
fn near(found: f64, known: f64) {
    let off = (found - known).abs();
    assert!(off <= 1e-9 * known.abs().max(1.0), "{found} is not {known}");
}

#[test]
fn association_is_that_of_scipy() {
    for table in fixtures().tables {
        let found = Association::of_counts(&table.counts);
        for (row, counts) in table.counts.iter().enumerate() {
            for column in 0..counts.len() {
                near(
                    found.cell(row, column).expected,
                    table.expected[row][column],
                );
                near(
                    found.cell(row, column).residual,
                    table.residuals[row][column],
                );
            }
        }
        near(found.chi_square(), table.chi_square);
        assert_eq!(found.degrees_of_freedom(), table.degrees);
        near(found.cramers_v().unwrap(), table.cramers_v);
    }
}

#[test]
fn inequality_is_that_of_scipy() {
    for known in fixtures().figures {
        near(variation(&known.figures).unwrap(), known.variation);
        near(
            weighted_variation(&known.figures, &known.weights).unwrap(),
            known.weighted,
        );
        near(gini(&known.figures).unwrap(), known.gini);
        let whole = theil(std::slice::from_ref(&known.figures)).unwrap();
        near(whole.total, known.theil);
        let (first, rest) = known.figures.split_at(known.figures.len() / 2);
        let parts = theil(&[first.to_vec(), rest.to_vec()]).unwrap();
        near(parts.total, known.theil);
        near(parts.between + parts.within, known.theil);
    }
    assert_eq!(theil(&[vec![1.0], Vec::new()]), None);
    assert_eq!(gini(&[1.0, -1.0]), None);
    assert_eq!(variation(&[]), None);
}

#[test]
fn keyness_is_that_of_scipy() {
    for known in fixtures().keyness {
        near(log_likelihood(known.a, known.n, known.b, known.m), known.g2);
    }
}

#[test]
fn networks_are_those_of_networkx() {
    for known in fixtures().networks {
        // Names in the order of the numbers.
        let names: Vec<String> = (0..known.nodes).map(|n| format!("{n:03}")).collect();
        let edges: BTreeSet<(usize, usize)> = known.edges.iter().copied().collect();
        let edges = edges.iter().map(|(a, b)| {
            (
                (names[*a].as_str(), names[*b].as_str()),
                vec![String::new()],
            )
        });
        let network = Network::of(known.directed, names.iter().map(String::as_str), edges);
        near(network.density().unwrap(), known.density);
        for (node, (degree, betweenness)) in network
            .nodes()
            .iter()
            .zip(known.degree.iter().zip(&known.betweenness))
        {
            assert_eq!(node.degree, *degree);
            near(node.betweenness, *betweenness);
        }
    }
}

#[test]
fn change_points_are_those_of_ruptures() {
    let known = fixtures().stages;
    assert!(known.iter().any(|series| !series.cuts.is_empty()));
    for series in known {
        assert_eq!(
            change_points(&series.rows, series.penalty),
            series.cuts,
            "{:?}",
            series.rows
        );
    }
}
