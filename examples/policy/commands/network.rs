//! `policy network`.

use crate::args::{Format, NetworkArgs, NetworkOf};
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::{Network, Spread};
use zhengce::corpus::Catalogue;
use zhengce::export::{diffusion_rows, edge_rows, node_rows, spread_rows, stated_rows};
use zhengce::timeline::Diffusion;

pub(crate) fn run(args: &NetworkArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let format = args.format.format;
    let network = match args.of {
        NetworkOf::Joint => Network::joint_issue(&corpus, &filter),
        NetworkOf::Citations => Network::citations(&corpus, &filter),
        NetworkOf::Diffusion => {
            let diffusion = Diffusion::of(&corpus, &Catalogue::builtin()?, &filter);
            if args.edges {
                output::listing(&diffusion_rows(&corpus, &diffusion), format)?;
            } else {
                output::listing(&spread_rows(&Spread::of(&diffusion)), format)?;
            }
            return Ok(Outcome::of(partial));
        }
        NetworkOf::Stated => {
            let rows = stated_rows(&corpus, &filter);
            if rows.is_empty() {
                output::note(
                    "no document has relations in its metadata; what texts say of each other: --of citations, --of diffusion",
                );
            }
            output::listing(&rows, format)?;
            return Ok(Outcome::of(partial));
        }
    };
    let (nodes, edges) = (network.nodes(), network.edges());
    if format == Format::Table {
        output::note(&format!(
            "{}, {}{}",
            output::counted(nodes.len(), "node", "nodes"),
            output::counted(edges.len(), "edge", "edges"),
            network
                .density()
                .map(|d| format!(", density {d:.4}"))
                .unwrap_or_default()
        ));
    }
    if args.edges {
        output::listing(&edge_rows(edges), format)?;
    } else {
        output::listing(&node_rows(nodes), format)?;
    }
    Ok(Outcome::of(partial))
}
