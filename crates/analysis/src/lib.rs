//! Article → statements, dates, names, happenings, and the fingerprint by which it is grouped. Pure.

mod dates;
mod fingerprint;
mod names;
mod statements;
mod text;

use model::{Analysis, Article};

pub use fingerprint::{Fingerprint, Term, TermKind, fingerprint};

/// Finds names, dates, statements and happenings in an article; dates are read relative to its day of publication.
pub fn analyse(article: &Article) -> Analysis {
    let body = article.body_text();
    let language = language(article, &body);
    let text = text::Text::new(&body);
    let published = article.published.map(|stamp| stamp.day());
    let names = names::find(&text, language.as_deref().is_some_and(|language| language.starts_with("de")));
    let dates = dates::find(&text, published);
    Analysis {
        statements: statements::find(&text, &names),
        happenings: dates::happenings(&text, &dates, published),
        language,
        dates,
        names,
        flaws: Vec::new(),
    }
}

/// The language of the text: what is declared where the text is too short to tell, else what the text is.
fn language(article: &Article, body: &str) -> Option<String> {
    let sample: String =
        article.headline.iter().map(String::as_str).chain([body]).flat_map(|part| part.chars().take(1_000)).collect();
    let told = whatlang::detect(&sample).filter(|found| found.is_reliable() && sample.chars().count() > 80);
    let code = told.and_then(|found| two_letters(found.lang().code()));
    code.map(str::to_owned).or_else(|| article.language.clone())
}

/// ISO 639-1 for the languages that news is most often in.
fn two_letters(code: &str) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("rus", "ru"),
        ("ara", "ar"),
        ("por", "pt"),
        ("ita", "it"),
        ("nld", "nl"),
        ("pol", "pl"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("swe", "sv"),
        ("dan", "da"),
        ("fin", "fi"),
        ("ces", "cs"),
        ("ell", "el"),
        ("heb", "he"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("cmn", "zh"),
        ("pes", "fa"),
        ("ron", "ro"),
        ("hun", "hu"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("bul", "bg"),
        ("ind", "id"),
        ("vie", "vi"),
    ];
    CODES.iter().find(|(long, _)| *long == code).map(|(_, short)| *short)
}

#[cfg(test)]
mod tests {
    use model::{Article, NameKind, StatementKind};

    use super::*;

    fn article(text: &str) -> Article {
        Article {
            text: Some(text.into()),
            published: "2026-03-06".parse().ok(),
            language: Some("en".into()),
            ..Article::default()
        }
    }

    fn words(text: &str, span: model::Span) -> String {
        text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect()
    }

    #[test]
    fn a_quotation_has_its_speaker_and_content() {
        let text = "The harbour will stay closed. “We found two shells below the pier,” said Olga Novak, head of the port authority, at a press conference.";
        let found = analyse(&article(text));
        let statement = &found.statements[0];
        assert_eq!(statement.speaker.as_deref(), Some("Olga Novak"));
        assert_eq!(statement.kind, StatementKind::Direct);
        assert_eq!(words(text, statement.content[0]), "“We found two shells below the pier,”");
    }

    #[test]
    fn what_is_said_after_that_is_indirect_and_a_pronoun_is_the_last_speaker() {
        let text =
            "Mayor Samuel Okafor said that the bridge would open in May. He added that the work had cost little.";
        let found = analyse(&article(text));
        let speakers: Vec<_> = found.statements.iter().map(|s| s.speaker.as_deref()).collect();
        assert_eq!(speakers, [Some("Samuel Okafor"), Some("Samuel Okafor")]);
        assert!(found.statements.iter().all(|s| s.kind == StatementKind::Indirect));
    }

    #[test]
    fn dates_are_read_from_the_day_of_publication() {
        let found = analyse(&article(
            "The talks began on Monday. The strike of 8 May 2024 is not forgotten. The court sat on March 2.",
        ));
        let values: Vec<_> = found.dates.iter().map(|d| d.value.as_str()).collect();
        assert_eq!(values, ["2026-03-02", "2024-05-08", "2026-03-02"]);
        assert_eq!(found.happenings.len(), 3);
    }

    #[test]
    fn names_are_told_apart() {
        let found = analyse(&article(
            "In France, President Claire Dubois met workers of the Ministry of Health. Dubois left early.",
        ));
        let kind = |name: &str| found.names.iter().find(|n| n.name == name).map(|n| n.kind);
        assert_eq!(kind("France"), Some(NameKind::Place));
        assert_eq!(kind("Claire Dubois"), Some(NameKind::Person));
        assert_eq!(kind("Ministry of Health"), Some(NameKind::Organisation));
        assert_eq!(found.names.iter().find(|n| n.name == "Claire Dubois").unwrap().mentions.len(), 2);
    }
}
