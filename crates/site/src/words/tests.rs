use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::*;

/// What a message holds: the variables it names and, for each choice by a variable, the cases.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    choices: Vec<(String, BTreeSet<String>)>,
}

impl Shape {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                let cases = variants.iter().map(|variant| match &variant.key {
                    VariantKey::Identifier { name } => (*name).to_owned(),
                    VariantKey::NumberLiteral { value } => format!("={value}"),
                });
                if let InlineExpression::VariableReference { id } = selector {
                    self.choices.push((id.name.to_owned(), cases.collect()));
                }
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => drop(self.variables.insert(id.name.to_owned())),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
                positional.iter().for_each(|argument| self.inline(argument));
            }
            _ => {}
        }
    }
}

/// The messages of a language.
fn messages(texts: &[&str]) -> BTreeMap<String, Shape> {
    let mut found = BTreeMap::new();
    for text in texts {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap();
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            let mut shape = Shape::default();
            shape.pattern(message.value.as_ref().unwrap());
            assert!(found.insert(message.id.name.to_owned(), shape).is_none(), "{} stands twice", message.id.name);
        }
    }
    found
}

/// All that is written in templates and code, tests left out.
fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    let mut folders = vec![root.join("templates"), root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("tests.rs") {
                let file = std::fs::read_to_string(&path).unwrap();
                text.push_str(file.split("#[cfg(test)]\nmod tests").next().unwrap());
            }
        }
    }
    text
}

#[test]
fn every_language_has_the_same_words_with_the_same_variables() {
    let english = messages(&FILES[0].1);
    let mut wrong = Vec::new();
    for (language, texts) in FILES {
        let own = messages(texts);
        for (key, shape) in &english {
            match own.get(key) {
                None => wrong.push(format!("{language}: {key} is missing")),
                Some(found) if found.variables != shape.variables => {
                    wrong.push(format!("{language}: {key} has other variables: {:?}", found.variables));
                }
                Some(_) => {}
            }
        }
        wrong.extend(
            own.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("{language}: {key} is unknown")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A choice by a number has a case for each plural of its language (`one` may be told apart as `1` too).
#[test]
fn every_choice_by_number_has_all_plurals() {
    for (language, texts) in FILES {
        let plurals: &[&str] = match *language {
            "ar" => &["zero", "one", "two", "few", "many", "other"],
            "ru" => &["one", "few", "many", "other"],
            // Millions alone are `many` in French and Spanish.
            _ => &["one", "other"],
        };
        for (key, shape) in messages(texts) {
            for (variable, cases) in shape.choices.iter().filter(|(_, cases)| !cases.iter().any(|c| c.starts_with('=')))
            {
                let missing: Vec<_> = plurals.iter().filter(|plural| !cases.contains(**plural)).collect();
                assert!(missing.is_empty(), "{language}: {key} by {variable} lacks {missing:?}");
            }
        }
    }
}

/// Every key that code and templates name is there, and every key is named by one of them.
#[test]
fn no_word_is_missing_and_none_is_left_over() {
    let text = sources();
    let english = messages(&FILES[0].1);
    let mut named = 0;
    for opening in [" t(\"", "(t(\"", "counted(\"", "words.say(\"", "words.count(\"", "words.with(\""] {
        for piece in text.split(opening).skip(1) {
            let key = piece.split('"').next().unwrap();
            named += 1;
            // A key that is put together ("theme-" and the choice) has at least one line.
            let there = english.keys().any(|k| k == key || (key.ends_with('-') && k.starts_with(key)));
            assert!(there, "there are no words for {key}");
        }
    }
    assert!(named > 100, "{named}");
    let beginnings = |key: &str| -> Vec<String> {
        key.match_indices('-').filter_map(|(at, _)| key.get(..=at)).map(str::to_owned).collect()
    };
    let is_named = |key: &str| {
        text.contains(&format!("\"{key}\""))
            || beginnings(key).iter().any(|b| text.contains(&format!("\"{b}\"")) || text.contains(&format!("\"{b}{{")))
    };
    let left: Vec<_> = english.keys().filter(|key| !is_named(key)).collect();
    assert!(left.is_empty(), "nobody says {left:?}");
}

/// Templates have no words of their own: what is left without tags and expressions has no letters.
#[test]
fn templates_do_not_speak_by_themselves() {
    // Names of formats, the same in every language.
    const NAMES: &[&str] = &["RSS", "Atom", "JSON", "https"];
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let mut spoken = without(&without(&without(&text, "{{", "}}"), "{%", "%}"), "{#", "#}");
            for attribute in ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""] {
                for piece in spoken.clone().split(attribute).skip(1) {
                    spoken.push_str(&format!(">{}<", piece.split('"').next().unwrap()));
                }
            }
            let mut spoken = without(&spoken, "<", ">");
            NAMES.iter().for_each(|name| spoken = spoken.replace(name, ""));
            let letters: String = spoken.chars().filter(|c| c.is_alphabetic()).collect();
            assert!(letters.is_empty(), "{}: {letters}", path.display());
        }
    }
}

/// A text without what stands between these marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once(close).map_or("", |(_, rest)| rest));
    }
    out
}

#[test]
fn counts_have_their_plurals_and_marks() {
    let words = Words::new("en").unwrap();
    assert_eq!(words.count("reports", 1), "1 report");
    assert_eq!(words.count("reports", 1204), "1,204 reports");
    assert_eq!(words.country("de"), "Germany");
    assert_eq!(words.country("QQ"), "QQ");
    assert_eq!(words.percent(0.916), "92%");
    for unknown in ["xx", "deutsch", "", "en-a"] {
        let wrong = Words::new(unknown).err().unwrap_or_default();
        assert!(wrong.contains("en, de, fr, es, ru, ar"), "{unknown}: {wrong}");
    }
    assert_eq!(Words::new("es_MX").unwrap().language, "es-MX");
}

#[test]
fn a_text_in_the_other_direction_stands_apart() {
    let words = Words::new("en").unwrap();
    assert_eq!(words.with("cited-by", &[("who", "رويترز")]), "cited by \u{2068}رويترز\u{2069}");
    assert_eq!(words.with("cited-by", &[("who", "Reuters")]), "cited by Reuters");
}

/// One, two, five, twenty-one, a hundred and a large number in each language.
#[test]
fn plurals_and_numbers_are_those_of_the_language() {
    let said = |language: &str, key: &str, numbers: &[i64]| {
        let words = Words::new(language).unwrap();
        numbers.iter().map(|n| words.count(key, *n)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(said("de-AT", "reports", &[1, 2, 12345]), "1 Bericht, 2 Berichte, 12.345 Berichte");
    assert_eq!(said("fr", "reports", &[0, 1, 12345]), "0 article, 1 article, 12\u{202F}345 articles");
    assert_eq!(said("es", "reports", &[1, 1234, 12345]), "1 noticia, 1234 noticias, 12.345 noticias");
    assert_eq!(said("es-MX", "reports", &[1234]), "1,234 noticias");
    assert_eq!(
        said("ru", "reports", &[1, 2, 5, 11, 21, 12345]),
        "1 сообщение, 2 сообщения, 5 сообщений, 11 сообщений, 21 сообщение, 12\u{A0}345 сообщений"
    );
    assert_eq!(
        said("ar", "reports", &[1, 2, 3, 11, 100, 102, 103, 1234]),
        "تقرير واحد, تقريران, 3 تقارير, 11 تقريرًا, 100 تقرير, 102 تقرير, 103 تقارير, 1,234 تقريرًا"
    );
    assert_eq!(said("ar-EG", "reports", &[1234]), "١٬٢٣٤ تقريرًا");
    assert_eq!(Words::new("ar-EG").unwrap().digits("2026"), "٢٠٢٦");
    assert_eq!(Words::new("ru").unwrap().percent(0.5), "50\u{A0}%");
}

#[test]
fn the_sections_one_begins_with_are_translated_and_ones_own_are_not() {
    let words = Words::new("de").unwrap();
    assert_eq!(
        (words.section("World"), words.section("Lokales"), words.section("world")),
        ("Welt".into(), "Lokales".into(), "world".into())
    );
    assert_eq!(words.with("cited-by", &[("who", "الوكالة")]), "zitiert von \u{2068}الوكالة\u{2069}");
    assert_eq!(
        Words::new("ar").unwrap().with("read-at", &[("outlet", "Nord Kurier")]),
        "اقرأ التقرير لدى \u{2068}Nord Kurier\u{2069}"
    );
}

#[test]
fn why_a_report_is_in_its_story_is_said_in_the_papers_words() {
    let kept = "grouped because: Kyiv, nine; 2 days apart; 87 % sure, the next best story 30 %";
    for (language, said) in [
        ("en", "grouped because: Kyiv, nine; 2 days apart; 87% sure, the next best story 30%"),
        (
            "de",
            "zugeordnet wegen: Kyiv, nine; 2 Tage auseinander; zu 87\u{a0}% sicher, das nächstbeste Thema zu 30\u{a0}%",
        ),
        ("ar", "ضُمّ إلى القصة بسبب: \u{2068}Kyiv، nine\u{2069}؛ بفارق يومين؛ بثقة 87٪، والقصة التالية 30٪"),
    ] {
        assert_eq!(Words::new(language).unwrap().reason(kept), said);
    }
    let words = Words::new("fr").unwrap();
    assert_eq!(words.reason("the first of its story"), "le premier du sujet");
    assert_eq!(words.reason("grouped because: Kyiv; 0 min apart"), "regroupé à cause de : Kyiv", "at the same time");
    assert_eq!(words.reason("Because."), "Because.");
}
