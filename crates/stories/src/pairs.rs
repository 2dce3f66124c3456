//! How alike two texts are, also in two languages: their stems, names and figures, weighted by how rare they are in all texts seen.

use analysis::Fingerprint;

use crate::terms::{Terms, Vectors, dot, found};

/// The texts seen, for telling rare words from common ones.
#[derive(Debug, Default)]
pub struct Pairs {
    terms: Terms,
}

impl Pairs {
    /// An empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// 0 (nothing shared) to 1. All languages share one count of stems, so that names, figures and words of one root meet.
    pub fn likeness(&mut self, a: &Fingerprint, b: &Fingerprint) -> f64 {
        let (a, b) = (self.terms.add(0, a), self.terms.add(0, b));
        let part = |of: fn(&Vectors) -> &[(u32, f32)]| dot(of(&a), of(&b)).max(0.0);
        let (there, back) = (found(&a.all, &b.all), found(&b.all, &a.all));
        // Each part levels off: texts of one event need not say all the same.
        let level = |x: f32, steep: f32| f64::from(1.0 - (-steep * x).exp());
        let parts = [
            (1.0, level(part(|v| &v.all), 4.0)),
            (0.35, level(part(|v| &v.names), 5.0)),
            (0.1, level(part(|v| &v.numbers), 3.0)),
            (0.5, level(there.min(back), 4.0)),
            (0.3, level(there.max(back), 4.0)),
        ];
        parts.iter().map(|(weight, value)| weight * value).sum::<f64>() / parts.iter().map(|p| p.0).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::fingerprint;
    use model::Article;

    #[test]
    fn the_same_event_is_more_alike_than_another_in_another_language_too() {
        let of = |language: &str, text: &str| {
            fingerprint(&Article { language: Some(language.into()), text: Some(text.into()), ..Article::default() })
        };
        let quake = of("en", "A quake of magnitude 6.4 killed 18 people in Zahrabad, the Tallis Laboratory said.");
        let beben =
            of("de", "Bei einem Erdbeben der Stärke 6,4 starben in Zahrabad 18 Menschen, so das Tallis Laboratory.");
        let vote = of("de", "Bei der Wahl in Villacorva gewann Hala Mirzan mit 40,8 Prozent.");
        let mut pairs = Pairs::new();
        assert!(pairs.likeness(&quake, &beben) > 2.0 * pairs.likeness(&quake, &vote));
    }
}
