//! A concordance of what an index holds.

use super::context::{Limits, occurrences};
use super::groups::Tallies;
use super::{GroupBy, Groups, Line, Options};
use crate::corpus::Filter;
use crate::error::Result;
use crate::index::{CorpusIndex, Hit, Query, Sort};
use crate::text::CodePoints;

impl CorpusIndex {
    /// Every occurrence of `term` in the provisions that pass `filter`, documents by date and id.
    ///
    /// The index holds provisions, so the context of a line ends with its provision, and an
    /// occurrence that runs from one provision into the next is not found.
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn kwic(&self, term: &str, filter: &Filter, options: &Options) -> Result<Vec<Line>> {
        let found = self.search(&Query::phrase(term), filter, usize::MAX, Sort::Date)?;
        let lines = found.hits.iter().map(|hit| lines_of(hit, term, options));
        Ok(lines.flatten().collect())
    }

    /// The lines of [`kwic`](Self::kwic), counted by `by`, against the text of all provisions that
    /// pass `filter`; see [`kwic_groups`](super::kwic_groups).
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn kwic_groups(
        &self,
        term: &str,
        filter: &Filter,
        by: GroupBy,
        options: &Options,
    ) -> Result<Groups> {
        let facet = match by {
            GroupBy::Facet(facet) => Some(facet),
            _ => None,
        };
        let mut tallies = Tallies::new(by, &self.segmenter);
        for (values, characters) in self.characters(filter, facet)? {
            tallies.text(&values, characters);
        }
        let found = self.search(&Query::phrase(term), filter, usize::MAX, Sort::Date)?;
        for hit in &found.hits {
            let values = facet.map(|facet| hit.values(facet)).unwrap_or_default();
            for line in lines_of(hit, term, options) {
                tallies.line(&line, &values);
            }
        }
        Ok(tallies.groups())
    }
}

/// The lines of a provision.
fn lines_of(hit: &Hit, term: &str, options: &Options) -> Vec<Line> {
    let text = &hit.part;
    let reading = text.readable();
    let points = CodePoints::new(text.original());
    let mut limits = Limits::within(reading.as_str(), options.unit);
    let found = occurrences(text, &reading, term, options.window, &mut limits);
    let lines = found.into_iter().map(|(span, context)| {
        let (start, end) = points.span(span);
        Line {
            doc: hit.doc.clone(),
            title: hit.title.clone(),
            issued: hit.issued,
            provision: Some(hit.provision),
            path: hit.path.clone(),
            address: hit.address.clone(),
            left: context.left,
            keyword: context.keyword,
            right: context.right,
            span: span.shifted(hit.span.start),
            start: hit.start + start,
            end: hit.start + end,
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use crate::concordance::{GroupBy, Options, Unit, kwic, kwic_groups};
    use crate::corpus::{Analyzer, Corpus, Facet, Filter};
    use crate::index::CorpusIndex;
    use crate::read::RawDocument;
    use crate::segment::Segmenter;

    #[test]
    fn an_index_and_its_corpus_give_the_same_lines() {
        let texts = [
            "第一条 推进教师流动。\n\n第二条 完善教师流动机制，教师流动常态化。\n\n（一）教师流动２０１２。",
            "教师流动蓄水池；校长流动。",
            // Printed lines, which are read as one paragraph.
            &"在每个学年推动中小学校长教师流动，完善教师流\n动的保障机制和激励机制，健全教师流动考核评价\n"
                .repeat(6),
        ];
        let entries = texts
            .iter()
            .enumerate()
            .map(|(id, text)| Analyzer::builtin().analyze(RawDocument::new(id.to_string(), *text)));
        let corpus = Corpus::from_entries(entries.collect());
        let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
        let mut writer = index.writer().unwrap();
        for entry in corpus.entries() {
            writer.add(entry).unwrap();
        }
        writer.commit().unwrap();
        let printed = kwic(&corpus, "教师流动", &Filter::default(), &Options::default());
        assert!(printed.iter().any(|l| l.span.len() > l.keyword.len()));
        let mut filter = Filter::default();
        for unit in [Unit::Provision, Unit::Paragraph, Unit::Sentence] {
            let options = Options::default().unit(unit);
            for term in ["教师流动", "流动2012", "动", ""] {
                let lines = index.kwic(term, &Filter::default(), &options).unwrap();
                assert_eq!(lines, kwic(&corpus, term, &Filter::default(), &options));
            }
        }
        filter.codes = vec!["personnel".to_owned()];
        let coded = index.kwic("流动", &filter, &Options::default()).unwrap();
        assert!(!coded.is_empty());
        let options = Options::default().unit(Unit::Provision);
        assert_eq!(coded, kwic(&corpus, "流动", &filter, &options));
    }

    #[test]
    fn an_index_and_its_corpus_give_the_same_groups() {
        let builtin = Corpus::builtin().unwrap();
        let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
        let mut writer = index.writer().unwrap();
        for entry in builtin.entries() {
            writer.add(entry).unwrap();
        }
        writer.commit().unwrap();
        let options = Options::default().unit(Unit::Paragraph);
        let coded = Filter {
            codes: vec!["personnel".to_owned()],
            ..Filter::default()
        };
        let dated = Filter {
            from: "2011".parse().ok(),
            ..Filter::default()
        };
        for filter in [Filter::default(), coded, dated] {
            for by in GroupBy::all() {
                let own = kwic_groups(&builtin, "教师", &filter, by, &options, &index.segmenter);
                let held = index.kwic_groups("教师", &filter, by, &options).unwrap();
                assert_eq!(own, held, "{by}");
                assert!(own.count > 50 && !own.groups.is_empty());
                // What each document or year has adds up to all; what has two codes is twice.
                let sum: u64 = own.groups.iter().map(|g| g.characters).sum();
                if matches!(by, GroupBy::Facet(Facet::Doc | Facet::Year | Facet::Level)) {
                    assert_eq!(sum, own.characters, "{by}");
                } else if by == GroupBy::Facet(Facet::Code) {
                    assert!(sum > own.characters);
                }
            }
        }
    }
}
