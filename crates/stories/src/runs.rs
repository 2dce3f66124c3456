//! Which remembered texts have a run of words: an index in little memory, since there are some hundred runs a text and most of them
//! stand in no other.

/// Parts of the index, by the highest bits of a run: small enough to be kept in order as runs come and go.
const PARTS: usize = 1 << PART_BITS;
const PART_BITS: u32 = 10;

/// A run's hash and the number of a text that has it.
type Posting = (u32, u32);

/// The runs of texts.
#[derive(Debug)]
pub struct Runs {
    parts: Vec<Vec<Posting>>,
}

impl Default for Runs {
    fn default() -> Self {
        Self { parts: vec![Vec::new(); PARTS] }
    }
}

impl Runs {
    fn place(run: u32) -> usize {
        (run >> (u32::BITS - PART_BITS)) as usize
    }

    /// The numbers of the texts that have a run, the earliest first.
    pub fn texts(&self, run: u32) -> impl ExactSizeIterator<Item = u32> {
        let part = self.parts.get(Self::place(run)).map_or(&[][..], Vec::as_slice);
        let rest = part.get(part.partition_point(|posting| posting.0 < run)..).unwrap_or_default();
        let found = rest.iter().take_while(|posting| posting.0 == run).count();
        rest.get(..found).unwrap_or_default().iter().map(|posting| posting.1)
    }

    /// A text has a run.
    pub fn add(&mut self, run: u32, text: u32) {
        let Some(part) = self.parts.get_mut(Self::place(run)) else { return };
        if part.len() == part.capacity() {
            part.reserve_exact(part.len() / 8 + 4);
        }
        part.insert(part.partition_point(|posting| *posting < (run, text)), (run, text));
    }

    /// A text is forgotten with its run.
    pub fn remove(&mut self, run: u32, text: u32) {
        let Some(part) = self.parts.get_mut(Self::place(run)) else { return };
        if let Ok(at) = part.binary_search(&(run, text)) {
            part.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_come_and_go_with_their_texts() {
        let mut runs = Runs::default();
        let all: Vec<u32> = (0..5_000_u32).map(|n| n.wrapping_mul(0x9e37_79b9)).collect();
        for (text, chunk) in (0..).zip(all.chunks(100)) {
            chunk.iter().for_each(|run| runs.add(*run, text));
            runs.add(7, text);
        }
        assert_eq!(runs.texts(7).collect::<Vec<_>>(), (0..50).collect::<Vec<u32>>());
        assert!(all.iter().zip(0_usize..).all(|(run, n)| runs.texts(*run).eq([(n / 100) as u32])));
        all.iter().take(100).for_each(|run| runs.remove(*run, 0));
        runs.remove(7, 0);
        runs.remove(8, 0);
        assert_eq!((runs.texts(all[0]).len(), runs.texts(all[100]).len(), runs.texts(7).next()), (0, 1, Some(1)));
    }
}
