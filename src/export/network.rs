//! Networks and spread as rows.

use super::row::{Cell, Row};
use crate::analysis::{NetworkEdge, NetworkNode, Spread};
use std::borrow::Cow;

/// One node, as a row.
#[derive(Debug)]
pub struct NodeRow(NetworkNode);

/// The nodes: those with the most edges first, then by name.
#[must_use]
pub fn node_rows(mut nodes: Vec<NetworkNode>) -> Vec<NodeRow> {
    nodes.sort_by_key(|node| std::cmp::Reverse(node.degree));
    nodes.into_iter().map(NodeRow).collect()
}

impl Row for NodeRow {
    const COLUMNS: &'static [&'static str] =
        &["node", "degree", "incoming", "weight", "betweenness"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let node = &self.0;
        vec![
            Cell::text(node.name.as_str()),
            Cell::count(node.degree),
            Cell::count(node.incoming),
            Cell::count(node.weight),
            Cell::Number((node.betweenness * 1e6).round() / 1e6),
        ]
    }
}

/// One edge, as a row.
#[derive(Debug)]
pub struct EdgeRow(NetworkEdge);

/// The edges in order.
#[must_use]
pub fn edge_rows(edges: Vec<NetworkEdge>) -> Vec<EdgeRow> {
    edges.into_iter().map(EdgeRow).collect()
}

impl Row for EdgeRow {
    const COLUMNS: &'static [&'static str] = &["from", "to", "weight", "documents"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let edge = &self.0;
        vec![
            Cell::text(edge.from.as_str()),
            Cell::text(edge.to.as_str()),
            Cell::count(edge.documents.len()),
            Cell::List(
                edge.documents
                    .iter()
                    .map(|id| Cow::from(id.as_str()))
                    .collect(),
            ),
        ]
    }
}

/// How one document spreads, as a row.
#[derive(Debug)]
pub struct SpreadRow<'s>(&'s Spread);

/// The documents that others carry out, in their order.
#[must_use]
pub fn spread_rows(spread: &[Spread]) -> Vec<SpreadRow<'_>> {
    spread.iter().map(SpreadRow).collect()
}

impl Row for SpreadRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "upper",
        "title",
        "strength",
        "breadth",
        "median_days_least",
        "median_days_most",
        "first_days_least",
        "first_days_most",
        "down",
        "level",
        "documents",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let spread = self.0;
        let days = |days: Option<f64>| days.map_or(Cell::Empty, Cell::Number);
        vec![
            Cell::text(spread.upper.as_str()),
            Cell::text(spread.title.as_str()),
            Cell::count(spread.strength),
            Cell::count(spread.breadth),
            days(spread.median_days.map(|d| d.0)),
            days(spread.median_days.map(|d| d.1)),
            days(spread.first_days.map(|d| f64::from(d.0))),
            days(spread.first_days.map(|d| f64::from(d.1))),
            Cell::count(spread.down),
            Cell::count(spread.level),
            Cell::List(
                spread
                    .documents
                    .iter()
                    .map(|id| Cow::from(id.as_str()))
                    .collect(),
            ),
        ]
    }
}
