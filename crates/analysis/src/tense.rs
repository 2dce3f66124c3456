//! Does the clause around a date tell of what has been, or of what is to come? Told by the nearest word that says so: "sentenced on
//! Monday", "will meet on Monday", "ist für Montag geplant". Words by hand, in the languages read.

use crate::token::{Run, Shape, Tokens};

/// Tokens looked at on each side of a date.
const REACH: usize = 14;

/// Words that tell of what is to come, whatever else stands there.
const AHEAD: &str = " will 'll won't shall would expected scheduled planned due hopes hoped plans promised supposed next upcoming set \
wird werden werde soll sollen solle will wollen geplant angesetzt erwartet vorgesehen terminiert frühestens spätestens kommenden nächsten rechnet gerechnet möglich \
doit doivent devrait devraient devra devront prévu prévue prévus prévues attendu attendue attendus attendues prochain prochaine espère compte \
prevé prevén previsto prevista previstos previstas prevista debe deberá deberán próximo próxima espera esperan podrá podrán va van \
deve devem deverá previsto prevista próximo próxima \
будет будут планируется планируют ожидается состоится пройдет пройдёт намерен должен должна должны \
سوف المقرر المنتظر المتوقع المقبل المقبلة القادم القادمة ";

/// Verbs in the present that only a timetable puts beside a coming day: "Schools reopen on Monday".
const TIMETABLE: &str = " reopen reopens open opens begin begins start starts end ends resume resumes return returns vote votes meet meets \
expire expires close closes play plays \
beginnt beginnen endet startet öffnet tritt findet erscheint \
commence commencent débute débutent ouvre ouvrent rouvre rouvrent reprend reprennent \
comienza comienzan empieza empiezan abre abren reabre arranca ";

/// Words that tell of what has been.
const BEHIND: &str = " was were had has have did been said says told began took came went left hit broke found held met won lost saw rose fell ran \
struck gave made got sent brought put shot became began thought knew felt kept led read paid spoke stood wrote drew flew grew \
hat haben hatte hatten war waren wurde wurden worden sagte kam ging fand gab nahm stieg fiel starb lief traf stand begann zog schloss \
brach verlor gewann schrieb sprach rief hielt \
a ont avait avaient était étaient fut furent eut été s'est \
ha han había habían fue fueron hubo dijo era eran hizo dio \
foi foram era disse \
был была было были ";

/// "from Monday", "for Monday": what stands right before a day that is to come.
const LEADING: &[&[&str]] = &[
    &["from"],
    &["for"],
    &["until"],
    &["till"],
    &["by"],
    &["before"],
    &["ab"],
    &["für"],
    &["bis"],
    &["bis", "zum"],
    &["vor"],
    &["à", "partir", "de"],
    &["pour"],
    &["d'", "ici"],
    &["jusqu'", "à"],
    &["avant"],
    &["a", "partir", "de"],
    &["a", "partir", "del"],
    &["para", "el"],
    &["hasta", "el"],
    &["antes", "del"],
    &["с"],
    &["до"],
    &["حتى"],
    &["قبل"],
    &["بحلول"],
];

/// A clause ends here.
const ENDS: &[&str] = &[
    ",", ";", ":", "،", "؛", "–", "—", "(", ")", "“", "”", "„", "«", "»", "\"", "that", "dass", "que", "and", "und",
    "et", "y", "but", "aber", "mais", "pero", "إن", "что", "after", "nachdem", "who", "which",
];

/// What a token says about time, if anything.
fn says(low: &str, before: &str, language: &str) -> Option<bool> {
    let listed = |table: &str| table.contains(&format!(" {low} "));
    if low.len() > 40 || low.is_empty() {
        return None;
    }
    // "is to visit", "were to start", "hoped to refloat".
    if low == "to"
        && matches!(
            before,
            "is" | "are" | "was" | "were" | "hopes" | "hoped" | "plans" | "planned" | "due" | "expects" | "expected"
        )
    {
        return Some(true);
    }
    if listed(AHEAD) {
        return Some(true);
    }
    if listed(BEHIND) {
        return Some(false);
    }
    if listed(TIMETABLE) && !matches!(before, "'s" | "’s" | "the" | "a" | "to" | "die" | "der" | "el" | "la" | "le") {
        return Some(true);
    }
    let ends = |list: &[&str]| list.iter().any(|e| low.ends_with(e)) && low.chars().count() > 4;
    match language {
        // "will be allowed back": what counts stands before.
        "en" if ends(&["ed"]) && before != "be" => Some(false),
        "de" if ends(&["te", "ten"]) && low.chars().next().is_some_and(char::is_lowercase) => Some(false),
        "fr" if ends(&["era", "ira", "dra", "eront", "iront", "dront"]) => Some(true),
        "fr" if ends(&["ait", "aient"]) => Some(false),
        "es" if ends(&["rá", "rán"]) => Some(true),
        "es" if ends(&["ó", "aron", "ieron"]) => Some(false),
        "ar" if low.starts_with("سي") || low.starts_with("ست") => Some(true),
        _ => None,
    }
}

/// Is the date at these tokens to come? None: nothing says.
pub(crate) fn ahead(tokens: &Tokens, sentence: Run, date: Run, language: &str) -> Option<bool> {
    let low = |i: usize| tokens.all.get(i).map_or("", |t| t.low.as_str());
    let mut start = date.start;
    while start > sentence.start
        && matches!(low(start - 1), "on" | "am" | "el" | "le" | "early" | "late" | "يوم" | "مساء" | "صباح" | "в" | "во")
    {
        start -= 1;
    }
    // Going left, then right, up to the clause's end.
    let left = (sentence.start..start).rev().take(REACH);
    let left: Vec<usize> = left.take_while(|i| !ENDS.contains(&low(*i)) || *i + 2 >= start).collect();
    let right = (date.end..sentence.end).take(REACH).take_while(|i| !ENDS.contains(&low(*i)));
    let word = |i: &usize| tokens.all.get(*i).is_some_and(|t| t.shape == Shape::Word);
    let lowercase = |i: &usize| tokens.all.get(*i).is_some_and(|t| !t.capital || *i == sentence.start);
    let told = |i: usize| says(low(i), i.checked_sub(1).map_or("", low), language);
    // A finite verb of the past right before the day settles it: "said on Monday it will".
    let nearest = left.iter().filter(|i| word(i) && lowercase(i)).find_map(|i| told(*i).map(|a| (start - i, a)));
    if let Some((1, past)) = nearest.filter(|(_, ahead)| !ahead) {
        return Some(past);
    }
    let since = matches!(low(start.wrapping_sub(1)), "since" | "seit" | "depuis" | "desde" | "منذ");
    if since {
        return Some(false);
    }
    // "von Januar an"
    if low(start.wrapping_sub(1)) == "von" && low(date.end) == "an" {
        return Some(true);
    }
    let leads = LEADING.iter().any(|phrase| {
        date.start >= sentence.start + phrase.len()
            && phrase.iter().rev().zip((0..date.start).rev()).all(|(word, i)| low(i) == *word)
    });
    if leads {
        return Some(true);
    }
    let behind = right.filter(|i| word(i) && lowercase(i)).find_map(|i| told(i).map(|a| (i - date.end, a)));
    // "Monday's vote" is no timetable.
    let behind = behind.filter(|_| !matches!(low(date.end), "'s" | "’s"));
    match (nearest, behind) {
        // German puts the verb that counts last: "soll am Montag", "ist am Montag … geplant".
        (Some((_, a)), Some((_, b))) if language == "de" => Some(a || b),
        (Some((_, a)), _) => Some(a),
        (None, Some((_, b))) => Some(b),
        (None, None) => None,
    }
}
