//! `policy lifecycle`.

use crate::args::{Format, LifecycleArgs};
use crate::output::{PLACE, TITLE, written};
use crate::{Outcome, input, output};
use std::io::Write;
use zhengce::corpus::Filter;
use zhengce::export::{StandingRow, chain_rows, standing_rows, step_rows};
use zhengce::time::Date;
use zhengce::timeline::{Chain, Life, Lifecycle, State, Step, ValidityRules};
use zhengce::{Corpus, Error, ErrorKind, Result};

pub(crate) fn run(args: &LifecycleArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let rules = match &args.rules {
        Some(path) => ValidityRules::open(path)?,
        None => ValidityRules::builtin(),
    };
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let lives = Lifecycle::with(&corpus, &rules);
    if let Some(id) = &args.chain {
        let chain = Chain::of(&corpus, &lives, id).ok_or_else(|| {
            Error::new(
                ErrorKind::Argument,
                format!("no document has the id “{id}”; see `policy timeline` for the ids"),
            )
        })?;
        output::listing(&chain_rows(&chain), args.format.format)?;
        return Ok(Outcome::of(partial));
    }
    let listing = Listing {
        corpus: &corpus,
        lives: &lives,
        rules: &rules,
        filter: &filter,
    };
    let shown = match args.on {
        Some(day) => listing.standings(args, day)?,
        None => listing.steps(args)?,
    };
    if !shown {
        output::note("no document passes these filters");
    }
    Ok(Outcome::of(partial))
}

/// What is listed where no state is asked for.
const STATES: [State; 3] = [State::InForce, State::Suspended, State::Unknown];

struct Listing<'l> {
    corpus: &'l Corpus,
    lives: &'l Lifecycle,
    rules: &'l ValidityRules,
    filter: &'l Filter,
}

impl Listing<'_> {
    fn standings(&self, args: &LifecycleArgs, day: Date) -> Result<bool> {
        let states = if args.state.is_empty() {
            &STATES[..]
        } else {
            &args.state
        };
        let rows = standing_rows(
            self.corpus,
            self.lives,
            self.rules,
            self.filter,
            day,
            states,
        );
        match args.format.format {
            Format::Table => {
                let mut out = output::stdout();
                for row in &rows {
                    self.standing(&mut out, row).map_err(written)?;
                }
                out.flush().map_err(written)?;
            }
            format => output::listing(&rows, format)?,
        }
        Ok(!rows.is_empty())
    }

    fn steps(&self, args: &LifecycleArgs) -> Result<bool> {
        let rows = step_rows(self.corpus, self.lives, self.rules, self.filter);
        match args.format.format {
            Format::Table => {
                let mut out = output::stdout();
                for entry in self.corpus.filter(self.filter) {
                    if let Some(life) = self.lives.get(&entry.document.id) {
                        self.life(&mut out, life).map_err(written)?;
                    }
                }
                out.flush().map_err(written)?;
            }
            format => output::listing(&rows, format)?,
        }
        Ok(!rows.is_empty())
    }

    /// State, name; what led to it; until when.
    fn standing(&self, out: &mut impl Write, row: &StandingRow<'_>) -> std::io::Result<()> {
        let (life, standing) = (row.life(), row.standing());
        write!(out, "{:<16}  ", standing.state.as_str())?;
        name(out, life)?;
        match standing.reason {
            Some(step) => {
                let lead = if standing.state == State::Unknown {
                    "? "
                } else {
                    ""
                };
                self.step(out, step, lead)?;
            }
            None if life.steps.is_empty() => {
                writeln!(out, "{INDENT}nothing says when it was made")?
            }
            None => {}
        }
        if let Some(next) = standing.next {
            self.step(out, next, "then ")?;
        }
        conflicts(out, life)
    }

    /// Name, then a line a step.
    fn life(&self, out: &mut impl Write, life: &Life) -> std::io::Result<()> {
        name(out, life)?;
        for step in &life.steps {
            self.step(out, step, "")?;
        }
        if life.steps.is_empty() {
            writeln!(out, "{INDENT}nothing says when it was made")?;
        }
        conflicts(out, life)
    }

    fn step(&self, out: &mut impl Write, step: &Step, lead: &str) -> std::io::Result<()> {
        let when = step.when.to_string();
        write!(out, "{INDENT}{when:<10}  {lead}{}", step.kind.as_str())?;
        if let Some(term) = step.term {
            write!(out, " to {term}")?;
        }
        if let Some(by) = &step.by {
            write!(out, " by {PLACE}{}{PLACE:#}", output::one_line(by))?;
        }
        let rule = step.rule.as_ref().and_then(|id| {
            let mut rules = self.rules.rules().iter();
            rules.find(|rule| rule.id == *id)
        });
        match rule {
            Some(rule) => writeln!(
                out,
                "  (presumed: {} {})",
                output::one_line(&rule.name),
                rule.article.as_deref().unwrap_or_default()
            )?,
            None => writeln!(out, "  ({})", step.basis.as_str())?,
        }
        for witness in &step.witnesses {
            let address = self
                .corpus
                .get(&witness.document)
                .zip(witness.provision)
                .map(|(entry, provision)| entry.document.address(provision))
                .unwrap_or_default();
            writeln!(
                out,
                "{INDENT}            {PLACE}{} {}{PLACE:#}  {}",
                output::one_line(&witness.document),
                output::one_line(&address),
                output::one_line(&witness.quote)
            )?;
        }
        Ok(())
    }
}

const INDENT: &str = "    ";

fn name(out: &mut impl Write, life: &Life) -> std::io::Result<()> {
    let number = life.number.as_ref().map(ToString::to_string);
    let title = Some(life.title.clone()).filter(|t| number.as_ref() != Some(t));
    let name: Vec<String> = title.into_iter().chain(number).collect();
    writeln!(
        out,
        "{TITLE}{}{TITLE:#}  {PLACE}{}{PLACE:#}",
        output::one_line(&name.join("  ")),
        output::one_line(&life.document)
    )
}

fn conflicts(out: &mut impl Write, life: &Life) -> std::io::Result<()> {
    life.diagnostics
        .iter()
        .try_for_each(|found| writeln!(out, "{INDENT}!  {}", output::one_line(&found.to_string())))
}
