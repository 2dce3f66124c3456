//! Article → statements, dates, names, happenings, and the fingerprint by which it is grouped. Pure.

use model::{Analysis, Article, limits::TEXT_CHARS_MAX};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

mod arabic;
mod cues;
mod dates;
mod fingerprint;
mod gazetteer;
mod happenings;
mod names;
mod no_names;
mod nouns;
mod statements;
mod tense;
mod token;

pub use fingerprint::{Fingerprint, Term, TermKind, fingerprint};
pub use gazetteer::{country_named, country_of};

/// Finds names, dates, statements and happenings in an article; dates are read relative to its day of publication.
pub fn analyse(article: &Article) -> Analysis {
    let mut text = article.body_text();
    if let Some((cut, _)) = text.char_indices().nth(TEXT_CHARS_MAX) {
        text.truncate(cut);
    }
    let language = language(article, &text);
    let primary = language.as_deref().and_then(|l| l.split(['-', '_']).next()).unwrap_or("en").to_lowercase();
    let published = article.published.map(|stamp| stamp.day());
    let tokens = token::tokens(&text, matches!(primary.as_str(), "de" | "lb"));
    let (names, mentions) = names::names(&tokens, &primary);
    let statements = statements::statements(&tokens, &mentions, &primary);
    let found = dates::dates(&tokens, published, &primary);
    let happenings = happenings::happenings(&tokens, &found, published);
    Analysis {
        language,
        statements,
        dates: found.into_iter().map(|f| f.expression).collect(),
        names,
        happenings,
        flaws: Vec::new(),
    }
}

/// Code points of the dateline with which a paragraph begins ("PORT ELSIN, Canada (Newswire) – "); 0: none.
pub fn dateline(paragraph: &str) -> usize {
    let head: String = paragraph.chars().take(200).collect();
    let tokens = token::tokens(&head, false);
    let end = tokens.heads.first().and_then(|run| tokens.all.get(run.end)).map_or(0, |t| t.start);
    usize::try_from(end).unwrap_or(0)
}

/// The language of the text itself where it can be told, else what the page says.
fn language(article: &Article, text: &str) -> Option<String> {
    let sample: String =
        article.headline.iter().map(String::as_str).chain([" ", text]).flat_map(str::chars).take(1_500).collect();
    let declared = article.language.clone();
    let Some(info) = whatlang::detect(&sample).filter(|i| i.is_reliable() && sample.len() > 80) else {
        return declared;
    };
    let Some(code) = two_letters(info.lang().code()) else { return declared };
    match declared {
        Some(d) if d.get(..2).is_some_and(|p| p.eq_ignore_ascii_case(code)) => Some(d),
        _ => Some(code.to_owned()),
    }
}

/// ISO 639-1 for the commonest of whatlang's ISO 639-3 codes.
fn two_letters(code: &str) -> Option<&'static str> {
    const CODES: &str = "engen deude frafr spaes porpt itait rusru ukruk beube araar pesfa turtr nldnl polpl cesc. swesv dandk nobnb finfi hunhu ronro ellel hebhe hinhi jpnja korko cmnzh bulbg srpsr hrvhr slvsl slksk litlt lavlv estet indid vievi thath benbn urdur azeaz hyehy katka catca";
    CODES.split(' ').find(|pair| pair.starts_with(code)).and_then(|pair| pair.get(3..)).map(|two| match two {
        "c." => "cs",
        "dk" => "da",
        other => other,
    })
}

/// Small letters without marks, for comparing names: "Müller" and "muller" are one.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
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

    fn kinds(text: &str, language: &str) -> Vec<(String, NameKind)> {
        let article = Article { text: Some(text.to_owned()), language: Some(language.into()), ..Article::default() };
        analyse(&article).names.into_iter().map(|n| (n.name, n.kind)).collect()
    }

    #[test]
    fn what_was_taken_for_a_persons_name() {
        use NameKind::{Organisation, Person, Place};
        type Case = (&'static str, &'static str, &'static [(&'static str, NameKind)]);
        let cases: &[Case] = &[
            ("en", "Seismologist Henrik Dahl spoke. The seismologist stayed.", &[("Henrik Dahl", Person)]),
            ("en", "It was Energy Secretary Philippa Stroud who signed.", &[("Philippa Stroud", Person)]),
            ("en", "They came to San Telmo, the town that shook.", &[("San Telmo", Place)]),
            ("en", "State broadcaster Al Mada showed it.", &[("Al Mada", Organisation)]),
            ("en", "The ship hit the Calf Rock.", &[]),
            ("en", "The film \"The Salt Road\" won.", &[]),
            ("en", "RAS JABIR, Tunisia (Newswire) – Dockers walked out.", &[("Ras Jabir", Place), ("Tunisia", Place)]),
            ("de", "Zehn Menschen kamen. Der Schaden liegt bei 38 Millionen Euro.", &[]),
            ("de", "Jeder Kredit wurde gebilligt, hieß es um 6.12 Uhr Ortszeit.", &[]),
            ("de", "Das sagte Deichhauptmann Focko Remmers.", &[("Focko Remmers", Person)]),
            ("de", "So sah es die Vorstandschefin Regina Hauser.", &[("Regina Hauser", Person)]),
            ("de", "Der Mann lebt im Ortsteil Harmsdorf.", &[("Harmsdorf", Place)]),
            ("de", "Die Reederei Westline schwieg.", &[("Westline", Organisation)]),
            ("de", "Das Landgericht Nordfeld tagte.", &[("Landgericht Nordfeld", Organisation)]),
            ("de", "An der Westküste Kanadas bebte es.", &[("Kanada", Place)]),
            ("fr", "Un lot de pain est perdu.", &[]),
            ("fr", "Le Saint Brannoc a heurté un rocher.", &[]),
            ("es", "El pesquero español Virgen de Almuerna zarpó ayer.", &[]),
            ("en", "Arvo Motors will close. Shares in Arvo rose.", &[("Arvo Motors", Organisation)]),
            ("fr", "Le prix va à l’Irlandais Cormac Daly.", &[("Cormac Daly", Person)]),
        ];
        for (language, text, names) in cases {
            let names: Vec<_> = names.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
            assert_eq!(kinds(text, language), names, "{text}");
        }
    }

    #[test]
    fn a_dateline_was_part_of_the_first_statement() {
        let text = "VIEUXPONT, Belgium (Newswire) – Two trams collided on a hill, Mayor Luc Hennebert said.";
        assert_eq!(said(text), [(Some("Luc Hennebert".to_owned()), "Two trams collided on a hill".to_owned())]);
    }

    fn said(text: &str) -> Vec<(Option<String>, String)> {
        let analysis = analyse(&Article { text: Some(text.to_owned()), ..Article::default() });
        let chars: Vec<char> = text.chars().collect();
        let cut = |s: &model::Span| chars[s.start as usize..s.end as usize].iter().collect::<String>();
        analysis
            .statements
            .iter()
            .map(|s| (s.speaker.clone(), s.content.iter().map(cut).collect::<Vec<_>>().join(" ")))
            .collect()
    }

    #[test]
    fn who_says_what() {
        for (text, speaker, content) in [
            (
                "“The bridge is closed for good,” said Nadia Orlov, mayor of Tarn.",
                "Nadia Orlov",
                "“The bridge is closed for good,”",
            ),
            ("Nadia Orlov, mayor of Tarn, said that the bridge is closed.", "Nadia Orlov", "that the bridge is closed"),
            ("According to Nadia Orlov, the mayor, the bridge is closed.", "Nadia Orlov", "the bridge is closed"),
            (
                "„Die Brücke bleibt für immer zu“, sagte Nadia Orlov, Bürgermeisterin von Tarn.",
                "Nadia Orlov",
                "„Die Brücke bleibt für immer zu“",
            ),
            (
                "« Le pont est fermé pour toujours », a déclaré Nadia Orlov, maire de Tarn.",
                "Nadia Orlov",
                "« Le pont est fermé pour toujours »",
            ),
            (
                "«El puente está cerrado para siempre», dijo Nadia Orlov, alcaldesa de Tarn.",
                "Nadia Orlov",
                "«El puente está cerrado para siempre»",
            ),
            (
                "«Мост закрыт навсегда и точка», — сказала Надя Орлова, мэр города Тарн.",
                "Надя Орлова",
                "«Мост закрыт навсегда и точка»",
            ),
        ] {
            assert_eq!(said(text), vec![(Some(speaker.to_owned()), content.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_was_missed_or_given_to_the_wrong_one() {
        type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);
        let cases: &[Case] = &[
            // The role stood in the content.
            (
                "en",
                "Eleven people were treated for cuts, hospital director Priya Sandhu said.",
                &[("Priya Sandhu", "Eleven people were treated for cuts")],
            ),
            // Who somebody works for had spoken.
            (
                "en",
                "Seismologist Henrik Dahl of the Pacific Seismic Centre said aftershocks were likely.",
                &[("Henrik Dahl", "aftershocks were likely")],
            ),
            (
                "en",
                "Its batteries, Colette Arsenault said, would last for five days.",
                &[("Colette Arsenault", "Its batteries would last for five days")],
            ),
            (
                "en",
                "The mayor, Ruth Ansell, announced on Wednesday that the quay was safe.",
                &[("Ruth Ansell", "that the quay was safe")],
            ),
            // One of two who announced it.
            ("en", "Olga Novak and Samuel Okafor announced that the port will open.", &[]),
            // "he says" in a clause of another's sentence.
            ("en", "A dyke master has power: when the water comes, everybody must do what he says.", &[]),
            // Who passed it on was part of what was said.
            (
                "en",
                "Minister Slim Barhoumi said that others were behind the strike, according to state broadcaster Al Mada.",
                &[("Slim Barhoumi", "that others were behind the strike")],
            ),
            (
                "en",
                "Her lawyer, Pierre Caradec, asked for an acquittal and said that the account was not proven.",
                &[("Pierre Caradec", "that the account was not proven")],
            ),
            (
                "de",
                "Deichhauptmann Focko Remmers sagte, der Deich sei durchweicht, aber stabil.",
                &[("Focko Remmers", "der Deich sei durchweicht, aber stabil")],
            ),
            (
                "de",
                "Vorstandschefin Regina Hauser sagte am Montag, mehr werde das Angebot nicht kosten.",
                &[("Regina Hauser", "mehr werde das Angebot nicht kosten")],
            ),
            (
                "de",
                "19 Menschen sind an einer Entzündung erkrankt. Das teilte Amtsärztin Fatma Yıldırım am Samstag mit.",
                &[("Fatma Yıldırım", "19 Menschen sind an einer Entzündung erkrankt")],
            ),
            (
                "de",
                "Sie starb mit 88 Jahren in Wien, wie ihr Verleger Anselm Zeiringer am Sonntag mitteilte.",
                &[("Anselm Zeiringer", "Sie starb mit 88 Jahren in Wien")],
            ),
            (
                "de",
                "Die Genossen wollen nach Angaben ihres Sprechers Eberhard Lüdeking auf Schadenersatz klagen.",
                &[("Eberhard Lüdeking", "Die Genossen wollen auf Schadenersatz klagen")],
            ),
            (
                "fr",
                "Le chef Sergio Manrique a parlé du vent. « Il change sans cesse », a-t-il lancé.",
                &[("Sergio Manrique", "« Il change sans cesse »")],
            ),
            (
                "es",
                "El ingeniero Marcos Illanes aseguró que no hay daños. “La represa está intacta y firme”, afirmó.",
                &[("Marcos Illanes", "que no hay daños"), ("Marcos Illanes", "“La represa está intacta y firme”")],
            ),
            (
                "es",
                "Según declaró el ingeniero Marcos Illanes, citado por Diario La Quebrada, la represa no sufrió daños.",
                &[("Marcos Illanes", "la represa no sufrió daños")],
            ),
            (
                "ar",
                "وقال وزير النقل سليم البرهومي إن الميناء استقبل أربع سفن. وأضاف البرهومي: \"لن نسمح لأقلية بذلك\".",
                &[("سليم البرهومي", "إن الميناء استقبل أربع سفن"), ("سليم البرهومي", "\"لن نسمح لأقلية بذلك\"")],
            ),
            (
                "ar",
                "وقالت رئيسة نقابة عمال الرصيف سعاد بن عمران إن المضربين يطالبون بالزيادة. وردت بن عمران بأن الوزير مخطئ تماما.",
                &[("سعاد بن عمران", "إن المضربين يطالبون بالزيادة"), ("سعاد بن عمران", "بأن الوزير مخطئ تماما")],
            ),
            ("ar", "وأكد الوزير أن باب التفاوض مفتوح للجميع.", &[]),
            ("ar", "وذكرت مصادر مطلعة أن السفينة حاولت الفرار من الميناء.", &[]),
            (
                "ar",
                "وقال رئيس لجنة التحكيم المخرج الأردني فاروق زيدان: \"هذا الفيلم يصغي إلى الناس\".",
                &[("فاروق زيدان", "\"هذا الفيلم يصغي إلى الناس\"")],
            ),
            // Another body had spoken than the person before.
            (
                "ar",
                "وقال العقيد نبيل الشريف إن الطاقم بخير تماما. ورحبت نقابة الصيادين بالعملية وقالت إن السفن تستنزف البحر.",
                &[("نبيل الشريف", "إن الطاقم بخير تماما")],
            ),
            (
                "es",
                "“He pagado para que vuelvan a casa”, dijo el armador, Andrés Pedreño.",
                &[("Andrés Pedreño", "“He pagado para que vuelvan a casa”")],
            ),
            (
                "de",
                "„Bei vier bleibt man unten“, sagte die Leiterin des Warndienstes, Burgi Staudacher.",
                &[("Burgi Staudacher", "„Bei vier bleibt man unten“")],
            ),
            (
                "fr",
                "La présidente de la conférence, la Norvégienne Ingrid Solheim, a demandé un accord. « Le poisson ne lit pas nos communiqués », a-t-elle déclaré.",
                &[("Ingrid Solheim", "« Le poisson ne lit pas nos communiqués »")],
            ),
            (
                "fr",
                "Le procureur Antoine Delmas a requis trois ans. « La halle a coûté deux fois aux habitants », a déclaré le procureur.",
                &[("Antoine Delmas", "« La halle a coûté deux fois aux habitants »")],
            ),
            // The prosecutor, not the man named last.
            (
                "fr",
                "Le procureur Antoine Delmas a parlé. Le directeur, Thierry Collard, était là. Le procureur veut dix ans. « C’est une question de confiance », a-t-il lancé.",
                &[("Antoine Delmas", "« C’est une question de confiance »")],
            ),
            (
                "fr",
                "Le directeur de TVP, Guy Stassart, reconnaît « une faute d’organisation ».",
                &[("Guy Stassart", "« une faute d’organisation »")],
            ),
        ];
        for (language, text, wanted) in cases {
            let article =
                Article { text: Some((*text).to_owned()), language: Some((*language).into()), ..Article::default() };
            let chars: Vec<char> = text.chars().collect();
            let cut = |s: &model::Span| chars[s.start as usize..s.end as usize].iter().collect::<String>();
            let found: Vec<(String, String)> = analyse(&article)
                .statements
                .iter()
                .filter_map(|s| Some((s.speaker.clone()?, s.content.iter().map(cut).collect::<Vec<_>>().join(" "))))
                .collect();
            let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!(&found, wanted, "{text}");
        }
    }

    #[test]
    fn what_somebody_wrote_was_taken_for_a_statement_of_eleven_novels() {
        let text = "Vorlander, in Nordfeld geboren und seit 1966 in Wien, schrieb elf Romane.";
        let article = Article { text: Some(text.into()), language: Some("de".into()), ..Article::default() };
        assert_eq!(analyse(&article).statements, []);
    }

    #[test]
    fn a_doubtful_speaker_has_no_name() {
        for text in ["Officials said that the bridge is closed.", "The ministry announced that the bridge is closed."] {
            assert!(said(text).iter().all(|(speaker, _)| speaker.is_none()), "{text}");
        }
    }

    #[test]
    fn folds() {
        assert_eq!(fold("Müller ÉCOLE"), "muller ecole");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test measures time; the room does not")]
    fn hostile_text_takes_linear_time() {
        for piece in [
            "“a” said ",
            "early ",
            "A A Bank of B of ",
            "according to ",
            "\"x, ",
            "Mr. ",
            "May 1 ",
            "said that, ",
            "وقال وزير ",
            "sagte, ",
        ] {
            let time = |n: usize| {
                let text = piece.repeat(n / piece.len());
                let start = std::time::Instant::now();
                analyse(&Article { text: Some(text), ..Article::default() });
                start.elapsed().as_secs_f64()
            };
            let (half, whole) = (time(90_000), time(180_000));
            assert!(whole < 6.0 * half + 0.2, "{piece}: {half} s, then {whole} s");
        }
    }

    #[test]
    fn a_name_stays_within_its_paragraph_and_a_pronoun_is_the_one_spoken_of_last() {
        let text = "Harbour Shut\nNadia Orlov, mayor of Tarn, said that the port is shut. Mr. Oskar Lind was in town. He said that it would open.";
        let analysis =
            analyse(&Article { text: Some(text.to_owned()), language: Some("en".into()), ..Article::default() });
        assert!(analysis.names.iter().all(|n| !n.name.contains("Shut Nadia") && n.name != "The"));
        assert_eq!(said(text).last().and_then(|(speaker, _)| speaker.clone()).as_deref(), Some("Oskar Lind"));
    }

    #[test]
    fn who_passed_it_on_did_not_say_it() {
        let text = "“The port is shut for good,” Nadia Orlov, mayor of Tarn, was quoted as saying by The Morning Star.";
        let analysis =
            analyse(&Article { text: Some(text.to_owned()), language: Some("en".into()), ..Article::default() });
        let found: Vec<_> = analysis
            .statements
            .iter()
            .map(|s| (s.speaker.as_deref(), s.second_hand.as_ref().map(|h| h.name.as_str())))
            .collect();
        assert_eq!(found, [(Some("Nadia Orlov"), Some("The Morning Star"))]);
    }
}
