//! The paper's own words, from Fluent files: one language a hub.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// The files, by language.
const FILES: &[(&str, &str)] = &[("en", include_str!("../i18n/en.ftl"))];

/// The words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    /// BCP 47.
    pub language: String,
}

impl Words {
    /// The words of this language; English where there is no file for it.
    pub fn new(language: &str) -> Result<Self, String> {
        let primary = primary(language);
        let (found, text) = FILES.iter().find(|(l, _)| *l == primary).or(FILES.first()).copied().unwrap_or_default();
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| format!("the words of {found} cannot be read: {errors:?}"))?;
        let id = found.parse().map_err(|_| format!("{found} is no language"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| grouped(value)));
        bundle.add_resource(resource).map_err(|errors| format!("a word stands twice in {found}: {errors:?}"))?;
        let language = if found == primary { language.to_owned() } else { found.to_owned() };
        Ok(Self { bundle, language })
    }

    /// The words under a key; `None`: there are none.
    pub fn get(&self, key: &str, args: Option<&FluentArgs>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// The words under a key that takes nothing; the key itself where there are none (a test sees to it that there are).
    pub fn say(&self, key: &str) -> String {
        self.get(key, None).unwrap_or_else(|| key.to_owned())
    }

    /// The words under a key with one number `n`.
    pub fn count(&self, key: &str, n: i64) -> String {
        let args = FluentArgs::from_iter([("n", FluentValue::from(n))]);
        self.get(key, Some(&args)).unwrap_or_else(|| key.to_owned())
    }

    /// The words under a key with texts.
    pub fn with(&self, key: &str, args: &[(&'static str, &str)]) -> String {
        let args = args.iter().map(|(name, text)| (*name, FluentValue::from((*text).to_owned()))).collect();
        self.get(key, Some(&args)).unwrap_or_else(|| key.to_owned())
    }

    /// What a country is called; its code where we have no word.
    pub fn country(&self, code: &str) -> String {
        self.get(&format!("country-{}", code.to_uppercase()), None).unwrap_or_else(|| code.to_owned())
    }

    /// What a language is called; its tag where we have no word.
    pub fn language_name(&self, tag: &str) -> String {
        self.get(&format!("language-{}", primary(tag)), None).unwrap_or_else(|| tag.to_owned())
    }
}

/// The primary subtag in lower case.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// `rtl` for languages written from right to left.
pub fn direction(tag: &str) -> &'static str {
    match primary(tag).as_str() {
        "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "iw" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

/// Whole numbers of four digits and more with a mark at the thousands.
fn grouped(value: &FluentValue) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    (value.fract() == 0.0).then(|| group(&format!("{value:.0}")))
}

/// `1204` → `1,204`.
pub fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_their_plurals_and_marks() {
        let words = Words::new("en").unwrap();
        assert_eq!(words.count("reports", 1), "1 report");
        assert_eq!(words.count("reports", 1204), "1,204 reports");
        assert_eq!(group("999"), "999");
        assert_eq!(group("1000000"), "1,000,000");
        assert_eq!(words.country("de"), "Germany");
        assert_eq!(words.country("QQ"), "QQ");
    }

    /// Every key that code and templates name stands in every file.
    #[test]
    fn no_word_is_missing() {
        let mut text = String::new();
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![root.join("templates"), root.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    text.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let mut seen = 0;
        for opening in [" t(\"", "(t(\"", "words.say(\"", "words.count(\"", "words.with(\""] {
            for piece in text.split(opening).skip(1) {
                let key = piece.split('"').next().unwrap();
                if key.is_empty() || key.contains(char::is_whitespace) {
                    continue;
                }
                seen += 1;
                for (language, file) in FILES {
                    // A key that is put together ("theme-" and the choice) has at least one line.
                    let fits = |found: &str| if key.ends_with('-') { found.starts_with(key) } else { found == key };
                    let there = file.lines().any(|line| line.split(" =").next().is_some_and(fits));
                    assert!(there, "{key} is missing in {language}");
                }
            }
        }
        assert!(seen > 100, "{seen}");
    }
}
