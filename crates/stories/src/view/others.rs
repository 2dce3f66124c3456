//! A view as a page shows it: of the others that tell the same, a few are named and the rest are counted. Of a story of fifty reports
//! it is little more than half, and reading it is a good part of the work that its page takes.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Agreed, Moment, OneSide, Said, Source, Speaker, View};

/// Others named beside a claim at most, beside one of each further language.
const NAMED: usize = 4;

/// Others that tell the same: as many as are named, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Others<S = Source> {
    /// The first ones, and one of each further language.
    pub named: Vec<S>,
    /// How many there are in all.
    pub count: usize,
}

/// A place at a source, however it is kept.
pub trait Place {
    /// The language of its words, BCP 47.
    fn language(&self) -> Option<&str>;
}

impl Place for Source {
    fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

impl<S: Place> Others<S> {
    fn add(&mut self, source: S) {
        self.count += 1;
        if self.named.len() < NAMED || self.named.iter().all(|named| named.language() != source.language()) {
            self.named.push(source);
        }
    }
}

impl From<Vec<Source>> for Others {
    fn from(all: Vec<Source>) -> Self {
        let mut others = Self::default();
        all.into_iter().for_each(|source| others.add(source));
        others
    }
}

/// Also from a list of all: so they were stored once.
impl<'de, S: Place + Deserialize<'de>> Deserialize<'de> for Others<S> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Few<S> {
            named: Vec<S>,
            count: usize,
        }
        struct Either<S>(PhantomData<S>);
        impl<'de, S: Place + Deserialize<'de>> Visitor<'de> for Either<S> {
            type Value = Others<S>;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("others with their count, or a list of all")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Others<S>, A::Error> {
                let Few { named, count } = Few::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Others { named, count })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Others<S>, A::Error> {
                let mut others = Others { named: Vec::new(), count: 0 };
                while let Some(source) = list.next_element()? {
                    others.add(source);
                }
                Ok(others)
            }
        }
        from.deserialize_any(Either(PhantomData))
    }
}

impl View {
    /// The view as a page shows it.
    pub fn few(self) -> View<Others> {
        let agreed = self.agreed.into_iter();
        let one_side = self.one_side.into_iter();
        let timeline = self.timeline.into_iter();
        let said = self.said.into_iter();
        View {
            lead: self.lead,
            first: self.first,
            last: self.last,
            counts: self.counts,
            coverage: self.coverage,
            names: self.names,
            reports: self.reports,
            agreed: agreed
                .map(|Agreed { source, others, shared }| Agreed { source, others: others.into(), shared })
                .collect(),
            one_side: one_side
                .map(|OneSide { by, side, silent, source, others }| OneSide {
                    by,
                    side,
                    silent,
                    source,
                    others: others.into(),
                })
                .collect(),
            timeline: timeline
                .map(|Moment { begin, end, precision, source, others }| Moment {
                    begin,
                    end,
                    precision,
                    source,
                    others: others.into(),
                })
                .collect(),
            said: said
                .map(|Speaker { name, role, statements }| Speaker {
                    name,
                    role,
                    statements: (statements.into_iter())
                        .map(|Said { source, kind, others, second_hand }| Said {
                            source,
                            kind,
                            others: others.into(),
                            second_hand,
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_named_with_one_of_each_language_and_all_are_counted() {
        let source = |n: usize, language: &str| Source {
            article: n.to_string(),
            language: Some(language.to_owned()),
            ..Source::default()
        };
        let all: Vec<Source> = (0..7).map(|n| source(n, if n == 5 { "de" } else { "en" })).collect();
        let view = View { agreed: vec![Agreed { others: all.clone(), ..Agreed::default() }], ..View::default() };
        let stored = serde_json::to_string(&view.clone().few()).unwrap();
        let few: View<Others> = serde_json::from_str(&stored).unwrap();
        let named: Vec<&str> = few.agreed[0].others.named.iter().map(|source| source.article.as_str()).collect();
        assert_eq!((named, few.agreed[0].others.count), (vec!["0", "1", "2", "3", "5"], 7));
        let once: View<Others> = serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap();
        assert_eq!(once, few);
    }
}
