//! The parts of a package that matter, found by their relations.

use crate::read::package::{Element, Package, Tree, resolve};
use crate::read::stream::Source;

/// The parts of a document.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) main: Tree,
    pub(super) numbering: Tree,
    pub(super) styles: Tree,
    pub(super) footnotes: Tree,
    pub(super) endnotes: Tree,
    core: Tree,
}

/// A relation between parts.
struct Relation {
    /// The end of its type, such as `styles`: it is the same in both editions.
    kind: String,
    target: String,
}

impl Parts {
    /// Reads them; the sentence says why that cannot be.
    pub(super) fn read<R: Source>(package: &mut Package<R>) -> Result<Self, String> {
        let top = relations(package, "")?;
        let main = find(&top, "officeDocument")
            .unwrap_or("word/document.xml")
            .to_owned();
        let related = relations(package, &main)?;
        let mut part = |of: &[Relation], kind: &str| -> Result<Tree, String> {
            match find(of, kind) {
                Some(name) => Ok(package.xml(name)?.unwrap_or_default()),
                None => Ok(Tree::default()),
            }
        };
        let numbering = part(&related, "numbering")?;
        let styles = part(&related, "styles")?;
        let footnotes = part(&related, "footnotes")?;
        let endnotes = part(&related, "endnotes")?;
        // Broken properties are no reason to give up a document.
        let core = part(&top, "core-properties").unwrap_or_default();
        let main = package.xml(&main)?.ok_or_else(|| {
            format!("the package has no part {main}, so it is no Word document; save it again from Word or WPS")
        })?;
        Ok(Self {
            main,
            numbering,
            styles,
            footnotes,
            endnotes,
            core,
        })
    }

    /// What the properties of the file say.
    pub(super) fn properties(&self) -> Vec<(&'static str, String)> {
        const KEPT: [&str; 5] = ["title", "creator", "created", "subject", "keywords"];
        let Some(root) = self.core.root() else {
            return Vec::new();
        };
        KEPT.iter()
            .filter_map(|name| {
                let value = root.child(name)?.text().trim().to_owned();
                (!value.is_empty()).then_some((*name, value))
            })
            .collect()
    }
}

/// The relations of a part; those of the package where it has no name.
fn relations<R: Source>(package: &mut Package<R>, part: &str) -> Result<Vec<Relation>, String> {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(a, b)| (a, b));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}_rels/{file}.rels");
    let Some(tree) = package.xml(&name)? else {
        return Ok(Vec::new());
    };
    let relation = |element: Element<'_>| {
        let outside = element.attribute("TargetMode") == Some("External");
        let kind = element.attribute("Type")?.rsplit('/').next()?.to_owned();
        let target = element.attribute("Target").filter(|_| !outside)?;
        // What leads out of the package leads nowhere.
        let target = resolve(part, target)?;
        Some(Relation { kind, target })
    };
    Ok(tree
        .root()
        .into_iter()
        .flat_map(|root| root.children().filter_map(relation).collect::<Vec<_>>())
        .collect())
}

fn find<'a>(relations: &'a [Relation], kind: &str) -> Option<&'a str> {
    let found = relations.iter().find(|r| r.kind == kind)?;
    Some(&found.target)
}
