//! The view of small stories of invented reports.

use std::collections::BTreeMap;

use model::{Block, Happening, Name, SecondHand, Span, Stamp, Statement};

use super::*;

/// Everything a report of a test is made of.
struct Made {
    article: Article,
    analysis: Analysis,
    outlet: Outlet,
    copy: Option<Copy>,
}

/// A report: id (its outlet's too), country, language, hour, text.
fn made(id: &str, country: &str, language: &str, hour: i64, text: &str) -> Made {
    let article = Article {
        id: id.into(),
        language: Some(language.into()),
        headline: Some(format!("Headline of {id}")),
        published: Some(Stamp::utc(1_772_000_000 + hour * 3600)),
        url: Some(format!("https://{id}.example/quake")),
        blocks: text.lines().map(Block::paragraph).collect(),
        ..Article::default()
    };
    let outlet =
        Outlet { slug: id.into(), name: format!("The {id}"), country: Some(country.into()), ..Outlet::default() };
    Made { article, analysis: Analysis::default(), outlet, copy: None }
}

fn seen(reports: &[Made]) -> View {
    let reports: Vec<Report<'_>> = reports
        .iter()
        .map(|m| Report {
            article: &m.article,
            analysis: &m.analysis,
            outlet: &m.outlet,
            copy: m.copy.as_ref(),
            arrived: 0,
            why: "",
        })
        .collect();
    view(&reports, i64::MAX)
}

/// The span of some words in a report's body, in code points.
fn span(made: &Made, words: &str) -> Span {
    let body = made.article.body_text();
    let start = body.split(words).next().unwrap().chars().count();
    let count = |n: usize| u32::try_from(n).unwrap();
    Span { start: count(start), end: count(start + words.chars().count()) }
}

fn quake() -> Vec<Made> {
    vec![
        made(
            "post",
            "IE",
            "en",
            0,
            "A quake of magnitude 6.4 shook Tarnmoor on Monday and killed 18 people.\nAbout 6,200 people lost their homes, the town said.\nThe harbour wall had been due for repair, two former engineers recalled.",
        ),
        made(
            "blatt",
            "DE",
            "de",
            1,
            "Ein Beben der Stärke 6,4 hat am Montag Tarnmoor erschüttert, 18 Menschen starben.\nRund 6.200 Menschen sind obdachlos.",
        ),
        made(
            "jour",
            "FR",
            "fr",
            2,
            "Un séisme de magnitude 6,4 a frappé Tarnmoor lundi.\nQuelque 6 200 personnes sont sans abri.",
        ),
        made("echo", "IE", "en", 3, "The school in Mill Lane was closed in 2024 for want of money."),
    ]
}

#[test]
fn reports_are_counted_by_outlet_country_language_and_independence() {
    let mut reports = quake();
    let copy =
        |article: &str| Copy { article: article.into(), origin: "post".into(), share: 0.9, kind: "verbatim".into() };
    reports[3].copy = Some(copy("echo"));
    let view = seen(&reports);
    assert_eq!(view.counts, Counts { reports: 4, outlets: 4, countries: 3, languages: 3, independent: 3 });
    assert_eq!(view.coverage.countries, [("IE".to_owned(), 2), ("DE".to_owned(), 1), ("FR".to_owned(), 1)]);
    assert_eq!((view.last - view.first, view.coverage.hours.len()), (3 * 3600, 4));
    assert!(view.reports[0].first && !view.reports[1].first);
    assert_eq!(view.reports[3].copied_from.as_deref(), Some("The post"));
    assert_ne!(view.lead, "echo");
}

#[test]
fn reports_in_three_languages_agree_by_their_figures() {
    let view = seen(&quake());
    let homes = view.agreed.iter().find(|a| a.shared == ["6200"]).expect("6,200 homeless");
    assert_eq!(homes.source.text, "About 6,200 people lost their homes, the town said.");
    assert_eq!(
        homes.others.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(),
        ["Rund 6.200 Menschen sind obdachlos.", "Quelque 6 200 personnes sont sans abri."]
    );
    assert_eq!(homes.source.url.as_deref(), Some("https://post.example/quake"));
}

#[test]
fn a_copy_is_no_agreement_two_outlets_agree_only_in_so_many_words_and_newer_figures_end_one() {
    let mut reports = quake();
    for report in &mut reports[1..] {
        let article = report.article.id.clone();
        report.copy = Some(Copy { article, origin: "post".into(), share: 1.0, kind: "edited".into() });
    }
    assert_eq!(seen(&reports).agreed, []);
    let pair = |text: &str| {
        let one = "Rescuers pulled 18 bodies from the ruins of the old market hall. Rain fell all day on the tents nearby. Nobody slept.";
        let two =
            format!("{text} Schools stay closed until further notice there. Trucks with water stood along every road.");
        seen(&[made("a", "IE", "en", 0, one), made("b", "IE", "en", 1, &two)]).agreed.len()
    };
    assert_eq!(pair("From the ruins of the market hall rescuers have pulled 18 bodies so far."), 1);
    assert_eq!(pair("In the house next door 18 children sang for the rescuers."), 0);
    assert_eq!(
        pair("From the ruins of the market hall rescuers have pulled 18 bodies, The a reported."),
        0,
        "who cites the other is no second witness"
    );
    let same = "Rescuers pulled 18 bodies from the ruins of the old market hall.";
    let newer = "Rescuers pulled 23 bodies from the ruins of the old market hall.";
    let texts = |last: &str| -> Vec<Made> {
        (0..3)
            .map(|n| made(["a", "b", "c"][n], "IE", "en", n as i64, same))
            .chain([made("d", "IE", "en", 9, last)])
            .collect()
    };
    assert_eq!(seen(&texts("Nothing else is known of it at this hour.")).agreed.len(), 1);
    assert_eq!(seen(&texts(newer)).agreed, []);
}

#[test]
fn one_side_needs_two_outlets_of_it_and_three_silent_others() {
    let claim = "The dam above Tarnmoor had 37 cracks, the Halden Bureau wrote in 2024.";
    let other = "Volunteers handed out blankets in the sports hall all night long.";
    let story = |silent: usize| -> Vec<Made> {
        let ours = ["a", "b"].map(|id| made(id, "IE", "en", 0, claim));
        ours.into_iter().chain(["c", "d", "e"].iter().take(silent).map(|id| made(id, "DE", "en", 1, other))).collect()
    };
    let found = seen(&story(3)).one_side;
    assert_eq!(
        found.iter().map(|o| (o.by.as_str(), o.side.as_str(), o.silent)).collect::<Vec<_>>(),
        [("country", "IE", 3)]
    );
    assert_eq!(seen(&story(2)).one_side, []);
    let mut told = story(3);
    told.push(made("f", "FR", "en", 2, "Engineers counted 37 cracks in the dam."));
    assert_eq!(seen(&told).one_side, [], "another side tells of it too");
    let mut copied = story(3);
    copied.push(made("f", "FR", "en", 2, claim));
    copied[5].copy = Some(Copy { article: "f".into(), origin: "a".into(), share: 1.0, kind: "verbatim".into() });
    assert_eq!(seen(&copied).one_side, [], "another side copied it");
}

#[test]
fn what_one_side_tells_is_not_agreed_and_outlets_of_one_owner_are_one_voice() {
    let claim = "The dam above Tarnmoor had 37 cracks, the Halden Bureau wrote in 2024.";
    let other = "Volunteers handed out blankets in the sports hall all night long.";
    let mut reports: Vec<Made> = ["a", "b"].map(|id| made(id, "IE", "en", 0, claim)).into();
    reports.extend(["c", "d"].map(|id| made(id, "DE", "en", 1, other)));
    let sections = |reports: &[Made]| (seen(reports).agreed.len(), seen(reports).one_side.len());
    assert_eq!(sections(&reports), (1, 0), "two are not silent enough");
    reports.push(made("e", "FR", "en", 1, other));
    assert_eq!(sections(&reports), (0, 1));
    reports.pop();
    reports[..2].iter_mut().for_each(|report| report.outlet.owner = Some("Halden Holding".into()));
    assert_eq!(sections(&reports), (0, 0), "of one owner");
}

#[test]
fn statements_are_gathered_by_speaker_across_reports_and_scripts() {
    let text = "Mayor Maren Brankov said every house will be rebuilt by spring.";
    let mut reports = vec![
        made("a", "IE", "en", 0, text),
        made("b", "IE", "en", 1, text),
        made("c", "RU", "ru", 2, "По словам мэра Марен Бранков, каждый дом построят заново."),
    ];
    for (n, (name, content)) in [
        ("Maren Brankov", "every house will be rebuilt by spring"),
        ("Brankov", "every house will be rebuilt by spring"),
        ("Марен Бранков", "каждый дом построят заново"),
    ]
    .into_iter()
    .enumerate()
    {
        let content = vec![span(&reports[n], content)];
        let second_hand = (n == 0).then(|| SecondHand { name: "Channel Nine".into(), span: Span { start: 0, end: 1 } });
        let role = Some("mayor".to_owned());
        reports[n].analysis.statements.push(Statement {
            speaker: Some(name.into()),
            role,
            content,
            second_hand,
            ..Statement::default()
        });
    }
    let said = seen(&reports).said;
    assert_eq!(
        said.iter().map(|s| (s.name.as_str(), s.role.as_deref())).collect::<Vec<_>>(),
        [("Maren Brankov", Some("mayor"))]
    );
    let statements = &said[0].statements;
    assert_eq!(
        statements.iter().map(|s| (s.source.text.as_str(), s.others.len())).collect::<Vec<_>>(),
        [("every house will be rebuilt by spring", 1), ("каждый дом построят заново", 0),]
    );
    assert_eq!(statements[0].second_hand.as_deref(), Some("Channel Nine"));
}

#[test]
fn a_quotation_ended_in_the_comma_before_its_speaker_and_a_denial_said_what_was_denied() {
    let text = "“The bridge is safe,” Maren Brankov said. Goran Tavish denied having closed the bridge at all.";
    let mut report = made("a", "IE", "en", 0, text);
    let said = |content, cue, kind, speaker: &str| Statement {
        speaker: Some(speaker.into()),
        content: vec![content],
        cue: vec![cue],
        kind,
        ..Statement::default()
    };
    report.analysis.statements = vec![
        said(span(&report, "“The bridge is safe,”"), span(&report, "said"), StatementKind::Direct, "Maren Brankov"),
        said(
            span(&report, "having closed the bridge at all"),
            span(&report, "denied"),
            StatementKind::Indirect,
            "Goran Tavish",
        ),
    ];
    let said: std::collections::BTreeSet<String> =
        seen(&[report]).said.iter().flat_map(|s| &s.statements).map(|s| s.source.text.clone()).collect();
    assert_eq!(said, ["“The bridge is safe”", "denied having closed the bridge at all"].map(str::to_owned).into());
}

#[test]
fn happenings_are_merged_by_day_and_put_in_order() {
    let texts = [
        "The bridge to Kolm collapsed on 3 March.",
        "On 3 March the bridge to Kolm collapsed.",
        "Repairs began on 1 March.",
    ];
    let mut reports: Vec<Made> = texts.iter().zip(["a", "b", "c"]).map(|(t, id)| made(id, "IE", "en", 0, t)).collect();
    for (report, (text, day)) in reports.iter_mut().zip(texts.iter().zip([3, 3, 1])) {
        let date = Some(jiff::civil::date(2026, 3, day));
        let sentence = span(report, text);
        report.analysis.happenings.push(Happening {
            sentence,
            begin: date,
            end: date,
            precision: "day".into(),
            date: None,
        });
    }
    let told: Vec<(String, usize)> =
        seen(&reports).timeline.into_iter().map(|m| (m.source.text, m.others.len())).collect();
    assert_eq!(told, [(texts[2].to_owned(), 0), (texts[0].to_owned(), 1)]);
}

#[test]
fn names_are_counted_by_report_under_their_fullest_form() {
    let mut reports = quake();
    for (n, name) in ["Maren Brankov", "Brankov", "Maren Brankov"].into_iter().enumerate() {
        let name = Name { name: name.into(), kind: NameKind::Person, aliases: vec![], roles: vec![], mentions: vec![] };
        reports[n].analysis.names.push(name);
    }
    let lone =
        Name { name: "Mill Lane".into(), kind: NameKind::Place, aliases: vec![], roles: vec![], mentions: vec![] };
    reports[3].analysis.names.push(lone);
    let names: BTreeMap<String, usize> = seen(&reports).names.into_iter().map(|n| (n.name, n.reports)).collect();
    assert_eq!(names, [("Maren Brankov".to_owned(), 3)].into());
}

#[test]
fn a_name_was_a_person_in_one_report_and_a_place_in_two_and_the_outlet_was_in_the_story() {
    let mut reports = quake();
    for (n, kind) in [NameKind::Person, NameKind::Place, NameKind::Place].into_iter().enumerate() {
        let mut name = |name: &str, kind| {
            reports[n].analysis.names.push(Name {
                name: name.into(),
                kind,
                aliases: vec![],
                roles: vec![],
                mentions: vec![],
            });
        };
        name("San Telmo", kind);
        name("Outlet a", NameKind::Organisation);
    }
    reports[0].outlet.name = "The Outlet A".into();
    let names: Vec<_> = seen(&reports).names.into_iter().map(|n| (n.name, n.kind, n.reports)).collect();
    assert_eq!(names, [("San Telmo".to_owned(), NameKind::Place, 3)]);
}

#[test]
fn a_copy_of_an_agencys_text_without_its_credit_was_no_wire_text() {
    let mut reports = vec![made("wire", "IE", "en", 0, "Dams hold."), made("post", "IE", "en", 1, "Dams hold.")];
    reports[0].outlet.kind = OutletKind::Agency;
    reports[1].copy = Some(Copy { article: "post".into(), origin: "wire".into(), share: 1.0, kind: "verbatim".into() });
    let wire: Vec<_> = seen(&reports).reports.into_iter().map(|line| line.wire).collect();
    assert_eq!(wire, [vec![], vec!["The wire".to_owned()]]);
}

#[test]
fn a_story_of_nothing_and_of_one_empty_report_has_a_view() {
    assert_eq!(view(&[], 0), View::default());
    assert_eq!(seen(&[made("a", "IE", "en", 0, "")]).counts.reports, 1);
}

#[test]
fn a_story_has_one_beginning_and_the_rest_came_in() {
    let made = quake();
    let first = Why::First.to_string();
    let whys = |given: [&str; 2]| {
        let reports: Vec<Report<'_>> = made
            .iter()
            .zip(given)
            .map(|(m, why)| Report {
                article: &m.article,
                analysis: &m.analysis,
                outlet: &m.outlet,
                copy: None,
                arrived: 0,
                why,
            })
            .collect();
        view(&reports, i64::MAX).reports.into_iter().map(|line| line.why).collect::<Vec<_>>()
    };
    assert_eq!(whys([&first, &first]), [first.clone(), Why::Joined.to_string()]);
    // One that came in late, with an earlier time, is no second beginning.
    assert_eq!(whys(["placed before", &first]), ["placed before", &first]);
}
