//! The paper's own words, from Fluent files: one language a hub.
//!
//! `i18n/LANGUAGE.ftl` holds the sentences, `i18n/names/LANGUAGE.ftl` what countries, languages, months and weekdays are
//! called. A new language is those two files and a line in [`FILES`]; tests compare every file with the English one.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

macro_rules! files {
    ($($language:literal),+) => {
        &[$(($language, [include_str!(concat!("../i18n/", $language, ".ftl")),
                         include_str!(concat!("../i18n/names/", $language, ".ftl"))])),+]
    };
}

/// The files, by language.
const FILES: &[(&str, [&str; 2])] = files!("en", "de", "fr", "es", "ru", "ar");

/// The words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    number: fn(i64) -> String,
    right_to_left: bool,
    arabic: bool,
    /// BCP 47.
    pub language: String,
}

impl Words {
    /// The words of this language; English where there are no files for it.
    pub fn new(language: &str) -> Result<Self, String> {
        let known = |tag: &str| FILES.iter().find(|(found, _)| *found == primary(tag));
        let language = if known(language).is_some() { language } else { "en" };
        let tag = language.parse().map_err(|_| format!("{language} is no language"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // `prepared` does so where it is needed alone.
        bundle.set_use_isolating(false);
        for text in known(language).map(|(_, texts)| texts).into_iter().flatten() {
            let resource = FluentResource::try_new((*text).to_owned())
                .map_err(|(_, errors)| format!("the words of {language} cannot be read: {errors:?}"))?;
            bundle.add_resource(resource).map_err(|errors| format!("a word stands twice in {language}: {errors:?}"))?;
        }
        let number = set_numbers(&mut bundle, language);
        Ok(Self {
            bundle,
            number,
            right_to_left: direction(language) == "rtl",
            arabic: primary(language) == "ar",
            language: language.to_owned(),
        })
    }

    /// The words under a key; `None`: there are none, or they want something that is not given.
    pub fn get<'a>(
        &self,
        key: &str,
        args: impl IntoIterator<Item = (impl Into<Cow<'a, str>>, FluentValue<'a>)>,
    ) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let args: FluentArgs = args.into_iter().map(|(name, value)| (name, self.prepared(value))).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// The words under a key that takes nothing; the key itself where there are none (a test sees to it that there are).
    pub fn say(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    /// The words under a key that takes nothing.
    fn find(&self, key: &str) -> Option<String> {
        self.get(key, std::iter::empty::<(&str, FluentValue)>())
    }

    /// The words under a key with one number `n`.
    pub fn count(&self, key: &str, n: i64) -> String {
        self.with(key, &[("n", n)])
    }

    /// The words under a key with texts or numbers.
    pub fn with<'a, V: Clone + Into<FluentValue<'a>>>(&self, key: &str, args: &[(&'static str, V)]) -> String {
        let args = args.iter().map(|(name, value)| (*name, value.clone().into()));
        self.get(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// A number with the marks and digits of the language.
    pub fn number(&self, n: i64) -> String {
        (self.number)(n)
    }

    /// Digits that are no quantity (of a year, an hour), in the digits of the language.
    pub fn digits(&self, text: &str) -> String {
        let digit = |c: char| c.to_digit(10).map_or_else(|| c.to_string(), |n| (self.number)(i64::from(n)));
        text.chars().map(digit).collect()
    }

    /// A share with the sign of the language.
    pub fn percent(&self, share: f64) -> String {
        let n = (share.clamp(0.0, 1.0) * 100.0).round() as i64;
        self.count("percent", n)
    }

    /// Texts in a row.
    pub fn list<T: AsRef<str>>(&self, texts: &[T]) -> String {
        texts.iter().map(T::as_ref).collect::<Vec<_>>().join(&self.say("comma"))
    }

    /// What a country is called; its code where we have no word.
    pub fn country(&self, code: &str) -> String {
        self.find(&format!("country-{}", code.to_uppercase())).unwrap_or_else(|| code.to_owned())
    }

    /// What a language is called; its tag where we have no word.
    pub fn language_name(&self, tag: &str) -> String {
        self.find(&format!("language-{}", primary(tag))).unwrap_or_else(|| tag.to_owned())
    }

    /// What readers see of a section: the English names that the setting has to begin with are shown in the paper's
    /// language, names of the operator's own as they are.
    pub fn section(&self, name: &str) -> String {
        let ours = crate::Settings::default().sections.iter().any(|section| section == name);
        let word = ours.then(|| self.find(&format!("section-{}", store::slug(name)))).flatten();
        word.unwrap_or_else(|| name.to_owned())
    }

    /// A line of the log of who did what.
    pub fn deed(&self, deed: &str) -> String {
        self.find(&format!("deed-{}", store::slug(deed))).unwrap_or_else(|| deed.to_owned())
    }

    /// A piece of text that runs against the paper's direction stands between marks, so that it does not upset the order of
    /// the words around it.
    fn prepared<'a>(&self, value: FluentValue<'a>) -> FluentValue<'a> {
        let against = |c: char| c.is_alphabetic() && runs_left(c) != self.right_to_left;
        match value {
            FluentValue::String(text) if text.contains(against) && !text.starts_with('\u{2068}') => {
                FluentValue::from(format!("\u{2068}{text}\u{2069}"))
            }
            FluentValue::Number(number) if self.arabic => FluentValue::Number(arabic(number)),
            value => value,
        }
    }
}

/// The rules of plurals that `fluent-bundle` uses forget that Arabic looks at the remainder of a hundred. So a number above
/// that chooses by its remainder and keeps itself, for [`whole`], in an option that nothing else reads.
fn arabic(mut number: FluentNumber) -> FluentNumber {
    let real = number.value as usize;
    if real >= 100 {
        number.options.maximum_significant_digits = Some(real);
        number.value = if real % 100 >= 3 { (real % 100) as f64 } else { 100.0 };
    }
    number
}

/// Is it a letter of a script that runs from right to left?
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Countries whose Arabic has Eastern digits and whose Spanish has a comma at the thousands (CLDR).
const EASTERN_DIGITS: &[&str] = &["BH", "EG", "IQ", "IR", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SD", "SY", "YE"];
const SPANISH_COMMA: &[&str] = &["419", "DO", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "SV", "US"];

/// How a language writes numbers, for its sentences and alone.
fn set_numbers(bundle: &mut FluentBundle<FluentResource>, language: &str) -> fn(i64) -> String {
    macro_rules! style {
        ($mark:literal, $from:literal, $nought:literal) => {{
            bundle.set_formatter(Some(|value, _| whole(value).map(written::<$mark, $from, $nought>)));
            written::<$mark, $from, $nought>
        }};
    }
    let is_of = |countries: &[&str]| language.split('-').skip(1).any(|part| countries.contains(&part));
    match primary(language).as_str() {
        "de" if is_of(&["CH", "LI"]) => style!('’', 4, '0'),
        "de" => style!('.', 4, '0'),
        "es" if is_of(SPANISH_COMMA) => style!(',', 4, '0'),
        "es" => style!('.', 5, '0'),
        "fr" => style!('\u{202F}', 4, '0'),
        "ru" => style!('\u{A0}', 4, '0'),
        "ar" if is_of(EASTERN_DIGITS) => style!('٬', 4, '٠'),
        _ => style!(',', 4, '0'),
    }
}

fn whole(value: &FluentValue) -> Option<i64> {
    let FluentValue::Number(FluentNumber { value, options }) = value else { return None };
    let kept = options.maximum_significant_digits.and_then(|n| i64::try_from(n).ok());
    kept.or((value.fract() == 0.0).then_some(*value as i64))
}

/// `1204` → `1,204`: a mark at the thousands of numbers of so many digits and more.
fn written<const MARK: char, const FROM: usize, const NOUGHT: char>(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if n < 0 {
        out.push('-');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && digits.len() >= FROM && (digits.len() - i).is_multiple_of(3) {
            out.push(MARK);
        }
        let shifted = c.to_digit(10).and_then(|digit| char::from_u32(u32::from(NOUGHT) + digit));
        out.push(shifted.unwrap_or(c));
    }
    out
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

#[cfg(test)]
mod tests;
