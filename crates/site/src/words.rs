//! The paper's own words, from Fluent files: one language a hub.
//!
//! `i18n/LANGUAGE.ftl` holds the sentences, `i18n/names/LANGUAGE.ftl` what countries, languages, months and weekdays are
//! called. A new language is those two files and a line in [`FILES`]; tests compare every file with the English one.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use rustc_hash::FxHashMap;
use stories::{Apart, Why};
use unic_langid::LanguageIdentifier;

macro_rules! files {
    ($($language:literal),+) => {
        &[$(($language, [include_str!(concat!("../i18n/", $language, ".ftl")),
                         include_str!(concat!("../i18n/names/", $language, ".ftl"))])),+]
    };
}

/// The files, by language.
const FILES: &[(&str, [&str; 2])] = files!("en", "de", "fr", "es", "ru", "ar");

/// Can a paper have this language? `Err`: what to write in its stead.
pub fn check_language(tag: &str) -> Result<(), String> {
    read_language(tag).map(drop)
}

/// The files of a language and its tag as Fluent reads it.
fn read_language(tag: &str) -> Result<(&'static [&'static str; 2], LanguageIdentifier), String> {
    let texts = FILES.iter().find(|(known, _)| *known == primary(tag)).map(|(_, texts)| texts);
    texts.zip(tag.parse().ok()).ok_or_else(|| {
        let known: Vec<&str> = FILES.iter().map(|(language, _)| *language).collect();
        format!("write one of {}, with a country where it matters (ar-EG, es-MX)", known.join(", "))
    })
}

/// The words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    /// Sentences that were made already, by key.
    said: FxHashMap<&'static str, Said>,
    number: fn(i64) -> String,
    right_to_left: bool,
    arabic: bool,
    /// BCP 47.
    pub language: String,
}

/// What a message came to: without arguments, and with the number `n` alone, as most are used. A page asks for hundreds of these.
#[derive(Default)]
struct Said {
    plain: OnceLock<Option<Box<str>>>,
    counted: OnceLock<Box<[OnceLock<Box<str>>]>>,
}

/// Numbers below this are remembered with their word.
const COUNTED: usize = 256;

/// The keys of a file: what stands before the sign at the beginning of a line.
fn keys(text: &'static str) -> impl Iterator<Item = &'static str> {
    let key = |line: &'static str| line.split_once(" =").map(|(key, _)| key);
    text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic())).filter_map(key)
}

impl Words {
    /// The words of this language; a sentence with the languages that there are where it is none of them.
    pub fn new(language: &str) -> Result<Self, String> {
        let language = &language.replace('_', "-");
        let (texts, tag) = read_language(language).map_err(|what| format!("the language {language}: {what}"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // `prepared` does so where it is needed alone.
        bundle.set_use_isolating(false);
        for text in texts {
            let resource = FluentResource::try_new((*text).to_owned())
                .map_err(|(_, errors)| format!("the words of {language} cannot be read: {errors:?}"))?;
            bundle.add_resource(resource).map_err(|errors| format!("a word stands twice in {language}: {errors:?}"))?;
        }
        let said = texts.iter().flat_map(|text| keys(text)).map(|key| (key, Said::default())).collect();
        let number = set_numbers(&mut bundle, language);
        Ok(Self {
            bundle,
            said,
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
        if let Some(text) = self.row(pattern, &args) {
            return Some(text);
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// Words and variables in a row, as most messages are: `None` where there is more to it, which is left to Fluent.
    fn row(&self, pattern: &Pattern<&str>, args: &FluentArgs) -> Option<String> {
        let mut out = String::with_capacity(80);
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => out.push_str(value),
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::VariableReference { id }),
                } => match args.get(id.name)? {
                    FluentValue::String(text) => out.push_str(text),
                    number => out.push_str(&(self.number)(whole(number)?)),
                },
                PatternElement::Placeable { .. } => return None,
            }
        }
        Some(out)
    }

    /// The words under a key that takes nothing; the key itself where there are none (a test sees to it that there are).
    pub fn say(&self, key: &str) -> String {
        self.plain(key).unwrap_or(key).to_owned()
    }

    /// The words under a key that takes nothing.
    pub fn plain(&self, key: &str) -> Option<&str> {
        let make = || self.get(key, std::iter::empty::<(&str, FluentValue)>()).map(String::into_boxed_str);
        self.said.get(key)?.plain.get_or_init(make).as_deref()
    }

    /// The words under a key with one number `n`.
    pub fn count(&self, key: &str, n: i64) -> String {
        self.counted(key, n).map_or_else(|| self.with(key, &[("n", n)]), str::to_owned)
    }

    /// [`Words::count`] where the number is a small one and the words were found.
    pub fn counted(&self, key: &str, n: i64) -> Option<&str> {
        self.remembered(key, n, || ("n", FluentValue::from(n)))
    }

    /// The words under a key with one variable that depends on a small number alone, made once.
    fn remembered<'a>(&self, key: &str, n: i64, variable: impl Fn() -> (&'a str, FluentValue<'a>)) -> Option<&str> {
        let at = usize::try_from(n).ok().filter(|at| *at < COUNTED)?;
        let all = self.said.get(key)?.counted.get_or_init(|| (0..COUNTED).map(|_| OnceLock::new()).collect());
        let place = all.get(at)?;
        if place.get().is_none() {
            let text = self.get(key, [variable()])?;
            let _ = place.set(text.into_boxed_str());
        }
        place.get().map(|text| &**text)
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
        texts.iter().map(T::as_ref).collect::<Vec<_>>().join(self.plain("comma").unwrap_or(", "))
    }

    /// Why a report stands in its story, as it was kept; words that say something else stay as they are.
    pub fn reason(&self, kept: &str) -> String {
        let alike = match Why::read(kept) {
            Some(Why::Alike(alike)) => alike,
            Some(Why::First) => return self.say("why-first"),
            Some(Why::Joined) => return self.say("why-joined"),
            Some(Why::Template) => return self.say("why-template"),
            Some(Why::Before) => return self.say("why-before"),
            Some(Why::Editor) => return self.say("why-editor"),
            Some(Why::Follows) => return self.say("why-follows"),
            None => return kept.to_owned(),
        };
        let share = |key, percent: u8| {
            let made = || ("share", self.percent(f64::from(percent) / 100.0).into());
            self.remembered(key, percent.into(), made).unwrap_or(key)
        };
        let mut reason = self.with("why-alike", &[("words", self.list(&alike.words))]);
        let mut add = |mark: &str, otherwise: &str, words: &str| {
            reason.push_str(self.plain(mark).unwrap_or(otherwise));
            reason.push_str(words);
        };
        match alike.apart {
            None | Some(Apart::Minutes(0)) => {}
            Some(Apart::Minutes(n)) => add("semicolon", "; ", &self.count("why-minutes", n)),
            Some(Apart::Hours(n)) => add("semicolon", "; ", &self.count("why-hours", n)),
            Some(Apart::Days(n)) => add("semicolon", "; ", &self.count("why-days", n)),
        }
        if let Some(percent) = alike.sure {
            add("semicolon", "; ", share("why-sure", percent));
        }
        if let Some(percent) = alike.next {
            add(if alike.sure.is_some() { "comma" } else { "semicolon" }, ", ", share("why-next", percent));
        }
        reason
    }

    /// What a country is called; its code where we have no word.
    pub fn country(&self, code: &str) -> String {
        self.plain(&format!("country-{}", code.to_uppercase())).unwrap_or(code).to_owned()
    }

    /// What a language is called; its tag where we have no word.
    pub fn language_name(&self, tag: &str) -> String {
        self.plain(&format!("language-{}", primary(tag))).unwrap_or(tag).to_owned()
    }

    /// What readers see of a section: the English names that the setting has to begin with are shown in the paper's
    /// language, names of the operator's own as they are.
    pub fn section(&self, name: &str) -> String {
        let ours = crate::Settings::default().sections.iter().any(|section| section == name);
        let word = ours.then(|| self.plain(&format!("section-{}", store::slug(name)))).flatten();
        word.unwrap_or(name).to_owned()
    }

    /// A line of the log of who did what.
    pub fn deed(&self, deed: &str) -> String {
        self.plain(&format!("deed-{}", store::slug(deed))).unwrap_or(deed).to_owned()
    }

    /// A piece of text that runs against the paper's direction stands between marks, so that it does not upset the order of
    /// the words around it.
    fn prepared<'a>(&self, value: FluentValue<'a>) -> FluentValue<'a> {
        let against = |c: char| c.is_alphabetic() && runs_left(c) != self.right_to_left;
        match value {
            FluentValue::String(text) if text.is_ascii() && !self.right_to_left => FluentValue::String(text),
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
    first_part(tag).to_ascii_lowercase()
}

fn first_part(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// Are these the same language, whatever the country and script?
pub fn alike(a: &str, b: &str) -> bool {
    first_part(a).eq_ignore_ascii_case(first_part(b))
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
