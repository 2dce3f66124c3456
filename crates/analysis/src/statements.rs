//! Who is reported to have said what: a quotation or a clause beside a verb of saying and a name. A statement whose speaker is
//! in doubt has none.

use model::{Name, NameKind, SecondHand, Statement, StatementKind};

use crate::text::{Text, Token, span};

/// Verbs of saying in the past or present, in several languages.
const CUES: &[&str] = &[
    "said",
    "says",
    "stated",
    "told",
    "announced",
    "added",
    "explained",
    "warned",
    "claimed",
    "insisted",
    "noted",
    "confirmed",
    "denied",
    "argued",
    "declared",
    "replied",
    "called",
    "acknowledged",
    "suggested",
    "mentioned",
    "stressed",
    "reported",
    "wrote",
    "admitted",
    "promised",
    "urged",
    "remarked",
    "asserted",
    "testified",
    "pledged",
    "accused",
    "vowed",
    "repeated",
    "maintained",
    "conceded",
    "emphasised",
    "emphasized",
    "recalled",
    "predicted",
    "sagte",
    "erklärte",
    "teilte",
    "betonte",
    "warnte",
    "behauptete",
    "bestätigte",
    "kündigte",
    "meinte",
    "berichtete",
    "sagt",
    "erklärt",
    "fügte",
    "forderte",
    "räumte",
    "versicherte",
    "nannte",
    "bestritt",
    "dit",
    "déclaré",
    "affirmé",
    "expliqué",
    "annoncé",
    "ajouté",
    "indiqué",
    "assuré",
    "averti",
    "estimé",
    "souligné",
    "confirmé",
    "précisé",
    "affirme",
    "explique",
    "déclare",
    "assure",
    "estime",
    "reconnu",
    "dénoncé",
    "martelé",
    "dijo",
    "afirmó",
    "declaró",
    "explicó",
    "anunció",
    "añadió",
    "señaló",
    "aseguró",
    "advirtió",
    "indicó",
    "confirmó",
    "sostuvo",
    "dice",
    "explica",
    "manifestó",
    "reconoció",
    "negó",
    "agregó",
    "denunció",
    "informó",
    "сказал",
    "сказала",
    "заявил",
    "заявила",
    "сообщил",
    "сообщила",
    "отметил",
    "отметила",
    "добавил",
    "добавила",
    "подчеркнул",
    "объяснил",
    "заявили",
    "сообщили",
    "пояснил",
    "предупредил",
    "disse",
    "afirmou",
    "declarou",
    "explicou",
    "anunciou",
    "detto",
    "dichiarato",
    "spiegato",
    "قال",
    "قالت",
    "أعلن",
    "أعلنت",
    "أكد",
    "أكدت",
    "صرح",
    "صرحت",
    "أضاف",
    "أضافت",
    "أوضح",
    "أوضحت",
    "ذكر",
    "حذر",
    "أشار",
    "نفى",
];

/// Words that bring in what was said.
const THAT: &[&str] = &["that", "dass", "daß", "que", "qu", "что", "che", "أن", "إن", "إنه", "إنها"];

/// Who passed a statement on: "cited by", "quoted by", "as reported by".
const PASSED: &[(&str, &str)] = &[
    ("cited", "by"),
    ("quoted", "by"),
    ("reported", "by"),
    ("carried", "by"),
    ("zitiert", "von"),
    ("cité", "par"),
    ("citée", "par"),
    ("cités", "par"),
    ("citado", "por"),
    ("citada", "por"),
    ("citados", "por"),
    ("told", "to"),
];

/// Is a verb of saying right beside these tokens?
pub fn is_cue_near(text: &Text, from: usize, to: usize) -> bool {
    let cue = |i: usize| text.tokens.get(i).is_some_and(|t| CUES.contains(&t.lower.as_str()));
    cue(to)
        || from.checked_sub(1).is_some_and(cue)
        || to > 0
            && text.tokens.get(to).is_some_and(|t| matches!(t.lower.as_str(), "has" | "had" | "a" | "hat" | "ha"))
            && cue(to + 1)
}

/// Finds the statements of a text.
pub fn find(text: &Text, names: &[Name]) -> Vec<Statement> {
    let quotes = quotations(text);
    let mut statements = Vec::new();
    let mut last_speaker: Option<String> = None;
    for &(from, to) in &text.sentences {
        let Some(cue) = cue_in(text, from, to, &quotes) else {
            // A quotation alone in its sentence, right after a statement, goes on with the same speaker.
            continue;
        };
        let Some((content, kind)) = content_of(text, from, to, cue, &quotes) else { continue };
        let speaker = speaker_of(text, names, from, to, cue, content, last_speaker.as_deref());
        let Some((source, speaker, role)) = speaker else { continue };
        last_speaker = speaker.clone().or(last_speaker);
        statements.push(Statement {
            speaker,
            role,
            source: vec![source],
            cue: vec![text.span(cue, cue + 1)],
            content: vec![span(content.0, content.1)],
            kind,
            occasion: occasion(text, cue, to, content),
            second_hand: second_hand(text, names, from, to),
        });
    }
    statements
}

/// The quotations of a text: first and one past the last code point, marks included.
fn quotations(text: &Text) -> Vec<(usize, usize)> {
    let mut quotes = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (i, &c) in text.chars.iter().enumerate() {
        match (open, c) {
            (None, '“' | '„' | '«' | '»' | '"') => {
                let close = match c {
                    '“' => '”',
                    '„' => '“',
                    '«' => '»',
                    '»' => '«',
                    _ => '"',
                };
                open = Some((i, close));
            }
            (Some((start, close)), c) if c == close || close == '“' && c == '”' => {
                if i - start > 8 {
                    quotes.push((start, i + 1));
                }
                open = None;
            }
            (Some((start, _)), '\n') if i - start > 8 => {
                quotes.push((start, i));
                open = None;
            }
            (Some(_), '\n') => open = None,
            _ => {}
        }
    }
    quotes
}

/// The verb of saying outside quotations.
fn cue_in(text: &Text, from: usize, to: usize, quotes: &[(usize, usize)]) -> Option<usize> {
    (from..to).find(|&i| {
        let Some(token) = text.tokens.get(i) else { return false };
        let quoted = quotes.iter().any(|&(a, b)| token.start > a && token.end < b);
        !quoted && CUES.contains(&token.lower.as_str()) && !negated(text, i)
    })
}

fn negated(text: &Text, i: usize) -> bool {
    let before = i.checked_sub(1).and_then(|k| text.tokens.get(k)).map_or("", |t| t.lower.as_str());
    matches!(before, "not" | "never" | "to" | "be" | "is" | "was" | "were" | "been" | "being" | "so-called")
}

/// What was said: the quotation of the sentence, else the clause after "that".
fn content_of(
    text: &Text,
    from: usize,
    to: usize,
    cue: usize,
    quotes: &[(usize, usize)],
) -> Option<((usize, usize), StatementKind)> {
    let (start, end) = (text.tokens.get(from)?.start, text.tokens.get(to - 1)?.end);
    let inside: Vec<&(usize, usize)> = quotes.iter().filter(|(a, b)| *a >= start && *b <= end + 1).collect();
    let cue_at = text.tokens.get(cue)?.start;
    let that =
        (cue + 1..to.min(cue + 14)).find(|&i| text.tokens.get(i).is_some_and(|t| THAT.contains(&t.lower.as_str())));
    if let Some(that) = that {
        let begin = text.tokens.get(that)?.start;
        let last = if text.tokens.get(to - 1).is_some_and(|t| t.text == ".") { to - 1 } else { to };
        let close = text.tokens.get(last - 1)?.end;
        let kind = if inside.iter().any(|(a, _)| *a > begin) { StatementKind::Mixed } else { StatementKind::Indirect };
        return (close > begin + 10).then_some(((begin, close), kind));
    }
    if let Some(quote) = inside.iter().max_by_key(|(a, b)| b - a) {
        let words = text.chars.get(quote.0..quote.1)?.iter().filter(|c| c.is_whitespace()).count();
        let direct = words >= 3;
        if direct {
            return Some((**quote, StatementKind::Direct));
        }
    }
    // "The line will open on Monday, the mayor said."
    let comma = (from + 3..cue).rev().find(|&i| text.tokens.get(i).is_some_and(|t| t.text == ","))?;
    let close = text.tokens.get(comma)?.start;
    let after = text
        .tokens
        .get(cue + 1)
        .is_none_or(|t| matches!(t.text.as_str(), "." | "," | "\n") || t.lower == "on" || t.lower == "in");
    (after && cue - comma <= 8 && close > start + 15 && cue_at > close)
        .then_some(((start, close), StatementKind::Indirect))
}

type Speaker = (model::Span, Option<String>, Option<String>);

/// Who said it: the person or body nearest to the verb, outside of what was said; a pronoun is the last speaker.
fn speaker_of(
    text: &Text,
    names: &[Name],
    from: usize,
    to: usize,
    cue: usize,
    content: (usize, usize),
    last: Option<&str>,
) -> Option<Speaker> {
    let (start, end) = (text.tokens.get(from)?.start, text.tokens.get(to - 1)?.end);
    let cue_token = text.tokens.get(cue)?;
    let outside = |a: usize, b: usize| b <= content.0 || a >= content.1;
    let index = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let mut best: Option<(usize, &Name, model::Span)> = None;
    for name in names.iter().filter(|name| name.kind != NameKind::Place) {
        for mention in &name.mentions {
            let (a, b) = (index(mention.start), index(mention.end));
            if a < start || b > end || !outside(a, b) {
                continue;
            }
            let distance = if b <= cue_token.start { cue_token.start - b } else { a.saturating_sub(cue_token.end) };
            // Across a further quotation or too many words the two hardly belong together.
            if distance <= 60 && best.is_none_or(|(d, ..)| distance < d) {
                best = Some((distance, name, *mention));
            }
        }
    }
    if let Some((_, name, mention)) = best {
        let role = name.roles.first().cloned();
        return Some((mention, Some(name.name.clone()), role));
    }
    let pronoun = |t: &&Token| {
        matches!(t.lower.as_str(), "he" | "she" | "er" | "sie" | "il" | "elle" | "él" | "ella" | "он" | "она")
    };
    let near = [cue.checked_sub(1), Some(cue + 1)].into_iter().flatten().filter_map(|i| text.tokens.get(i));
    if let Some(token) = near.filter(|t| outside(t.start, t.end)).find(pronoun) {
        return Some((span(token.start, token.end), last.map(str::to_owned), None));
    }
    // "A spokeswoman said": the words before the verb, unnamed.
    let begin = (cue.saturating_sub(5)..cue).find(|&i| {
        i >= from
            && text.tokens.get(i).is_some_and(|t| {
                matches!(
                    t.lower.as_str(),
                    "a" | "an"
                        | "the"
                        | "officials"
                        | "witnesses"
                        | "residents"
                        | "police"
                        | "ein"
                        | "eine"
                        | "der"
                        | "die"
                        | "un"
                        | "une"
                        | "le"
                        | "la"
                        | "el"
                )
            })
    })?;
    let first = text.tokens.get(begin)?;
    (outside(first.start, cue_token.start) && cue - begin <= 5).then(|| (text.span(begin, cue), None, None))
}

/// "in an interview with al-Jazeera", "at a press conference".
fn occasion(text: &Text, cue: usize, to: usize, content: (usize, usize)) -> Option<model::Span> {
    let at = (cue + 1..to.min(cue + 12)).find(|&i| {
        let word = |k: usize| text.tokens.get(i + k).map_or("", |t| t.lower.as_str());
        matches!(word(0), "in" | "at" | "during")
            && (1..4).any(|k| {
                matches!(
                    word(k),
                    "interview" | "conference" | "briefing" | "speech" | "hearing" | "statement" | "press" | "debate"
                )
            })
    })?;
    let first = text.tokens.get(at)?;
    if first.start >= content.0 && first.end <= content.1 {
        return None;
    }
    let end = (at..to)
        .find(|&i| text.tokens.get(i).is_some_and(|t| matches!(t.text.as_str(), "," | "." | ";" | ":")))
        .unwrap_or(to);
    Some(text.span(at, end))
}

/// "cited by Russia's Sputnik news agency", "told Reuters".
fn second_hand(text: &Text, names: &[Name], from: usize, to: usize) -> Option<SecondHand> {
    let at = (from..to).find(|&i| {
        let word = |k: usize| text.tokens.get(i + k).map_or("", |t| t.lower.as_str());
        PASSED.iter().any(|(verb, by)| *verb == word(0) && *by == word(1))
    })?;
    let begin = text.tokens.get(at)?.start;
    let by = text.tokens.get(at + 1)?.end;
    let index = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let (name, mention) = names
        .iter()
        .filter(|name| name.kind != NameKind::Person)
        .flat_map(|name| name.mentions.iter().map(move |m| (name, m)))
        .filter(|(_, m)| index(m.start) >= by && index(m.start) < by + 40)
        .min_by_key(|(_, m)| m.start)?;
    Some(SecondHand { name: name.name.clone(), span: span(begin, index(mention.end)) })
}
