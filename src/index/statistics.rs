//! [`Statistics`]: what BM25 asks about the whole index.

use super::folder::CorpusIndex;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// Term statistics of the provisions that are there. The engine's own go on counting replaced
/// ones until it happens to merge their files, so that scores would depend on history.
pub(crate) struct Statistics<'i> {
    pub(crate) index: &'i CorpusIndex,
    pub(crate) searcher: &'i Searcher,
}

impl Statistics<'_> {
    /// How rare a term is: the natural logarithm of 1 + (N - n + 0.5) / (n + 0.5), where n of N
    /// provisions hold it (Robertson and Sparck Jones, in the form that is never negative).
    pub(crate) fn idf(&self, term: &Term) -> tantivy::Result<f64> {
        let (held, all) = (self.doc_freq(term)?, self.total_num_docs()?);
        let without = all.saturating_sub(held) as f64;
        Ok((1.0 + (without + 0.5) / (held as f64 + 0.5)).ln())
    }

    /// How many tokens a provision has in the mean.
    pub(crate) fn mean_length(&self) -> tantivy::Result<f64> {
        let tokens = self.total_num_tokens(self.index.fields.text)?;
        Ok(tokens as f64 / self.total_num_docs()?.max(1) as f64)
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        // Other fields have no lengths and no say.
        if field != self.index.fields.text {
            return self.total_num_docs();
        }
        self.index.tokens.of(self.searcher, || {
            let mut tokens = 0;
            for reader in self.searcher.segment_readers() {
                let norms = reader.get_fieldnorms_reader(field)?;
                tokens += reader
                    .doc_ids_alive()
                    .map(|id| u64::from(norms.fieldnorm(id)))
                    .sum::<u64>();
            }
            Ok(tokens)
        })
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut count = 0;
        for reader in self.searcher.segment_readers() {
            let postings = reader.inverted_index(term.field())?;
            count += match reader.alive_bitset() {
                None => u64::from(postings.doc_freq(term)?),
                Some(alive) => postings
                    .read_postings(term, IndexRecordOption::Basic)?
                    .map_or(0, |found| u64::from(found.doc_freq_given_deletes(alive))),
            };
        }
        Ok(count)
    }
}
