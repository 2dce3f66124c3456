//! Names across languages and scripts: Latin letters, and the skeleton of consonants that a transliteration keeps.

use deunicode::deunicode;

/// A name's words in small Latin letters.
pub fn plain(name: &str) -> Vec<String> {
    let latin = deunicode(name).to_lowercase();
    latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The consonants that survive being written in another script: vowels, h, j, w and y fall away, voiced and unvoiced stops that
/// scripts mix up become one, doubled letters single. "Goran", "Горан" and "غوران" give the same.
pub fn skeleton(word: &str) -> String {
    // х and خ become kh, where other languages write h.
    let latin = deunicode(word).to_ascii_lowercase().replace("kh", "h");
    let mut out = String::with_capacity(latin.len());
    let mut last = ' ';
    for c in latin.chars() {
        let kept = match c {
            'b' | 'p' => 'b',
            'c' | 'g' | 'k' | 'q' => 'k',
            'f' | 'v' => 'f',
            's' | 'z' => 's',
            'x' => {
                out.push('k');
                's'
            }
            c @ ('d' | 'l' | 'm' | 'n' | 'r' | 't' | '0'..='9') => c,
            c => {
                last = if c.is_ascii_alphabetic() { last } else { ' ' };
                continue;
            }
        };
        if kept != last {
            out.push(kept);
        }
        last = kept;
    }
    out
}

/// Is this written in Latin letters?
pub fn latin(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_meet_in_the_skeleton() {
        for forms in [
            ["Goran", "Горан", "غوران"],
            ["Tavish", "Тавиш", "تافيش"],
            ["Villacorva", "Виллакорва", "فيللاكورفا"],
            ["Zahrabad", "Захрабад", "زاهراباد"],
            ["Jorvad", "Йорвад", "جورفاد"],
        ] {
            let [a, b, c] = forms.map(skeleton);
            assert_eq!((&a, &a), (&b, &c), "{forms:?}");
        }
        assert_ne!(skeleton("Zelnok"), skeleton("Zahrabad"));
    }
}
