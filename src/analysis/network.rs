//! [`Network`]: who issues with whom, and which document cites which.

use crate::corpus::{Corpus, Entry, Filter};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use petgraph::{Direction, Graph};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A network of organs or of documents.
///
/// ```
/// use zhengce::analysis::Network;
/// use zhengce::{Corpus, corpus::Filter};
/// let corpus = Corpus::builtin()?;
/// let joint = Network::joint_issue(&corpus, &Filter::default());
/// assert!(joint.density().is_some_and(|d| (0.0..=1.0).contains(&d)));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Network {
    directed: bool,
    graph: DiGraph<String, Vec<String>>,
}

/// One node with its place in the network.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NetworkNode {
    /// The organ, or the id of the document.
    pub name: String,
    /// Its edges; of a directed network, in and out.
    pub degree: usize,
    /// The edges that lead to it; of an undirected network, the same as `degree`.
    pub incoming: usize,
    /// The sum of the documents or citations on its edges.
    pub weight: usize,
    /// The share of shortest paths between two others that go through it, 0 to 1.
    pub betweenness: f64,
}

/// One edge.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NetworkEdge {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// The ids of the joint documents; of a citation, the citing document once for each naming.
    pub documents: Vec<String>,
}

impl Network {
    /// Organs, joined where they issue a document together. An organ that issues alone is a node
    /// without edges.
    #[must_use]
    pub fn joint_issue(corpus: &Corpus, filter: &Filter) -> Self {
        let mut nodes = BTreeSet::new();
        let mut edges: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for entry in corpus.filter(filter) {
            let issuers = entry.document.metadata.issuers.iter().map(String::as_str);
            let issuers: BTreeSet<&str> = issuers.collect();
            for (at, one) in issuers.iter().enumerate() {
                for other in issuers.iter().skip(at + 1) {
                    let documents = edges.entry((one, other)).or_default();
                    documents.push(entry.document.id.clone());
                }
            }
            nodes.extend(issuers);
        }
        Self::of(false, nodes, edges)
    }

    /// Documents, the citing one to the cited one, where both are held and pass `filter`.
    #[must_use]
    pub fn citations(corpus: &Corpus, filter: &Filter) -> Self {
        let entries: Vec<&Entry> = corpus.filter(filter).collect();
        let nodes: BTreeSet<&str> = entries.iter().map(|e| e.document.id.as_str()).collect();
        let mut edges: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for entry in entries {
            let id = entry.document.id.as_str();
            let targets = entry.annotations.citations.iter();
            for target in targets.filter_map(|c| c.target.as_deref()) {
                if target != id && nodes.contains(target) {
                    edges.entry((id, target)).or_default().push(id.to_owned());
                }
            }
        }
        Self::of(true, nodes, edges)
    }

    /// A network of these nodes and edges; an edge to a node that is none is left out.
    #[must_use]
    pub fn of<'n>(
        directed: bool,
        nodes: impl IntoIterator<Item = &'n str>,
        edges: impl IntoIterator<Item = ((&'n str, &'n str), Vec<String>)>,
    ) -> Self {
        let mut graph = Graph::new();
        let nodes: BTreeSet<&str> = nodes.into_iter().collect();
        let places: BTreeMap<&str, NodeIndex> = nodes
            .into_iter()
            .map(|name| (name, graph.add_node(name.to_owned())))
            .collect();
        for ((from, to), documents) in edges {
            if let (Some(from), Some(to)) = (places.get(from), places.get(to)) {
                graph.update_edge(*from, *to, documents);
            }
        }
        Self { directed, graph }
    }

    /// Whether its edges have a direction.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// Edges over possible edges: `2E / N(N-1)`, or, of a directed network, `E / N(N-1)`; `None` with
    /// fewer than two nodes.
    #[must_use]
    pub fn density(&self) -> Option<f64> {
        let nodes = self.graph.node_count() as f64;
        let edges = self.graph.edge_count() as f64;
        let ways = if self.directed { 1.0 } else { 2.0 };
        (nodes > 1.0).then(|| ways * edges / (nodes * (nodes - 1.0)))
    }

    /// The nodes, by name.
    ///
    /// Betweenness as U. Brandes, A Faster Algorithm for Betweenness Centrality, 2001, without
    /// weights, over the number of pairs of others.
    #[must_use]
    pub fn nodes(&self) -> Vec<NetworkNode> {
        let betweenness = self.betweenness();
        let nodes = self.graph.node_indices().zip(betweenness);
        nodes
            .map(|(node, betweenness)| {
                let count = |way| self.graph.edges_directed(node, way).count();
                let (incoming, outgoing) = (count(Direction::Incoming), count(Direction::Outgoing));
                let edges = [Direction::Incoming, Direction::Outgoing];
                let edges = edges
                    .iter()
                    .flat_map(|way| self.graph.edges_directed(node, *way));
                NetworkNode {
                    name: self.graph[node].clone(),
                    degree: incoming + outgoing,
                    incoming: if self.directed {
                        incoming
                    } else {
                        incoming + outgoing
                    },
                    weight: edges.map(|e| e.weight().len()).sum(),
                    betweenness,
                }
            })
            .collect()
    }

    /// The edges, by where they begin and end.
    #[must_use]
    pub fn edges(&self) -> Vec<NetworkEdge> {
        let mut edges: Vec<NetworkEdge> = self
            .graph
            .edge_references()
            .map(|edge| NetworkEdge {
                from: self.graph[edge.source()].clone(),
                to: self.graph[edge.target()].clone(),
                documents: edge.weight().clone(),
            })
            .collect();
        edges.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
        edges
    }

    /// The nodes beside a node, along the edges; in a fixed order.
    fn beside(&self, node: NodeIndex) -> BTreeSet<NodeIndex> {
        let out = self.graph.neighbors_directed(node, Direction::Outgoing);
        let back = self.graph.neighbors_directed(node, Direction::Incoming);
        out.chain(back.filter(|_| !self.directed)).collect()
    }

    fn betweenness(&self) -> Vec<f64> {
        let count = self.graph.node_count();
        let beside: Vec<Vec<usize>> = self
            .graph
            .node_indices()
            .map(|node| {
                self.beside(node)
                    .into_iter()
                    .map(NodeIndex::index)
                    .collect()
            })
            .collect();
        let mut through = vec![0.0; count];
        for source in 0..count {
            // How many shortest paths lead to each node, and over which nodes before it.
            let mut paths = vec![0.0; count];
            let mut far: Vec<Option<usize>> = vec![None; count];
            let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
            let mut reached = Vec::new();
            let mut queue = VecDeque::from([source]);
            (paths[source], far[source]) = (1.0, Some(0));
            while let Some(node) = queue.pop_front() {
                reached.push(node);
                let next = far[node].map(|f| f + 1);
                for other in &beside[node] {
                    if far[*other].is_none() {
                        far[*other] = next;
                        queue.push_back(*other);
                    }
                    if far[*other] == next {
                        paths[*other] += paths[node];
                        before[*other].push(node);
                    }
                }
            }
            let mut rests = vec![0.0; count];
            for node in reached.into_iter().rev() {
                for back in &before[node] {
                    rests[*back] += paths[*back] / paths[node] * (1.0 + rests[node]);
                }
                if node != source {
                    through[node] += rests[node];
                }
            }
        }
        // An undirected path is met from both of its ends, a pair counts once there: both cancel out.
        let pairs = (count.saturating_sub(1) * count.saturating_sub(2)) as f64;
        let share = |sum: f64| if pairs > 0.0 { sum / pairs } else { 0.0 };
        through.into_iter().map(share).collect()
    }
}
