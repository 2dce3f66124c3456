//! A small store to look at pages with: outlets in four languages, two stories, a copy, statements.

#![allow(clippy::expect_used, reason = "a fixture: what fails here fails the test")]

use model::{
    Analysis, Article, Block, Id, Image, Name, NameKind, Outlet, OutletKind, Span, Stamp, Statement, StatementKind,
    TextRule,
};
use store::{Store, analyses, articles, copies, outlets, stories};

const OUTLETS: &[(&str, &str, &str, &str, OutletKind, TextRule)] = &[
    ("Harbour Times", "GB", "en", "Harbour Trust", OutletKind::Newspaper, TextRule::Excerpt),
    ("Nord Kurier", "DE", "de", "Nord Verlag", OutletKind::Newspaper, TextRule::Full),
    ("La Gaceta", "ES", "es", "Grupo Sol", OutletKind::Broadcaster, TextRule::Excerpt),
    ("صحيفة الميناء", "EG", "ar", "State", OutletKind::Institution, TextRule::Excerpt),
    ("Wire One", "US", "en", "Wire One", OutletKind::Agency, TextRule::Link),
];

/// (outlet, headline, standfirst, body, hours before now)
const REPORTS: &[(usize, &str, &str, &str, i64)] = &[
    (
        4,
        "Blasts at Varenna port",
        "Two shells hit the grain terminal.",
        "The grain terminal at Varenna was hit by two shells at 23:10 on Sunday. “We write down what we see,” said Olga Novak.",
        14,
    ),
    (
        0,
        "Harbour talks resume in Varenna after a night of shelling",
        "Negotiators returned to the table on Monday; the port authority and the ministry give different accounts.",
        "The grain terminal at Varenna was hit by two shells at 23:10 on Sunday, the port authority said. “We write down what we see,” said Olga Novak. Talks began again at nine.",
        9,
    ),
    (
        1,
        "Gespräche in Varenna gehen nach Beschuss weiter",
        "Die Delegationen sind an den Tisch zurückgekehrt.",
        "Das Getreidelager in Varenna wurde um 23:10 Uhr von zwei Granaten getroffen. Die Gespräche begannen um neun Uhr.",
        7,
    ),
    (
        2,
        "Arde la terminal de grano de Varenna",
        "Dos proyectiles alcanzaron el almacén.",
        "La terminal de grano de Varenna fue alcanzada por dos proyectiles a las 23:10 del domingo.",
        6,
    ),
    (
        3,
        "استئناف المحادثات في فارينا بعد ليلة من القصف",
        "عاد المفاوضون إلى الطاولة يوم الاثنين.",
        "أصيبت محطة الحبوب في فارينا بقذيفتين عند الساعة 23:10 من يوم الأحد.",
        3,
    ),
];

/// The address of the picture in an outlet's reports.
pub fn picture(outlet: usize) -> String {
    format!("https://outlet{outlet}.example/harbour.jpg")
}

/// Fills a store; the ids of its stories.
pub fn fill(store: &Store, now: i64) -> Vec<Id> {
    store
        .write(|tx| {
            let mut list = Vec::new();
            for (i, (name, country, language, owner, kind, text)) in OUTLETS.iter().enumerate() {
                let outlet = Outlet {
                    name: (*name).into(),
                    home: format!("https://outlet{i}.example/"),
                    country: Some((*country).into()),
                    languages: vec![(*language).into()],
                    owner: Some((*owner).into()),
                    kind: *kind,
                    text: *text,
                    ..Outlet::default()
                };
                list.push(outlets::insert(tx, &outlet, now)?);
            }
            let mut made = vec![story(tx, &list, REPORTS, "world", now, "")?];
            for n in 0..14 {
                let one = [(
                    n % 4,
                    REPORTS[n % 5].1,
                    REPORTS[n % 5].2,
                    REPORTS[n % 5].3,
                    2 + i64::try_from(n).unwrap_or(0) * 3,
                )];
                let section = ["politics", "business", "science"][n % 3];
                made.push(story(tx, &list, &one, section, now, &format!("{n}"))?);
            }
            Ok(made)
        })
        .expect("a fresh store takes the world")
}

fn story(
    tx: &mut store::Tx,
    list: &[Outlet],
    reports: &[(usize, &str, &str, &str, i64)],
    section: &str,
    now: i64,
    mark: &str,
) -> Result<Id, store::Fault> {
    let mut articles = Vec::new();
    for (n, (outlet, headline, standfirst, body, hours)) in reports.iter().enumerate() {
        let owner = &list[*outlet];
        let article = Article {
            url: Some(format!("{}{section}{mark}/{n}", owner.home)),
            headline: Some(format!("{headline}{mark}")),
            standfirst: Some((*standfirst).into()),
            language: owner.languages.first().cloned(),
            published: Some(Stamp::utc(now - hours * 3_600)),
            lead_image: Some(Image {
                src: picture(*outlet),
                alt: Some("A harbour".into()),
                caption: Some("The harbour on Monday".into()),
                credit: Some("Nadia Petrova".into()),
            }),
            blocks: vec![
                Block::paragraph(*body),
                Block::paragraph(*body),
                Block::crosshead("A single explosion", 2),
                Block::paragraph(*body),
            ],
            wire_credits: if n == 2 { vec!["Wire One".into()] } else { vec![] },
            ..Article::default()
        };
        articles.push(articles::New { outlet: owner.id, article, section: section.into(), seen: now, also: vec![] });
    }
    let saved = articles::save(tx, &articles)?;
    let mut analyses_made = Vec::new();
    for (new, saved) in articles.iter().zip(&saved) {
        let text = new.article.body_text();
        let analysis = analysis(&text);
        let instant = new.article.published.map_or(now, |stamp| stamp.seconds());
        analyses::save(
            tx,
            &analyses::New {
                article: saved.id,
                revision: 1,
                outlet: new.outlet,
                instant,
                version: "1",
                analysis: &analysis,
                text: &text,
                print: None,
            },
        )?;
        analyses_made.push(analysis);
    }
    if let (Some(first), Some(second)) = (saved.first(), saved.get(1)) {
        copies::save(tx, &copies::Copy { article: second.id, origin: first.id, share: 0.92, kind: "extended".into() })?;
    }
    let stored: Vec<Article> = articles::many(tx, &saved.iter().map(|s| s.id).collect::<Vec<_>>())?;
    let copy = saved.first().map(|first| ::stories::Copy {
        article: saved.get(1).map(|s| s.id.to_string()).unwrap_or_default(),
        origin: first.id.to_string(),
        share: 0.92,
        kind: "extended".into(),
    });
    let lines: Vec<::stories::Report> = stored
        .iter()
        .zip(&analyses_made)
        .zip(&articles)
        .enumerate()
        .map(|(n, ((article, analysis), new))| ::stories::Report {
            article,
            analysis,
            outlet: list.iter().find(|o| o.id == new.outlet).expect("listed"),
            copy: if n == 1 { copy.as_ref() } else { None },
            arrived: now,
            why: "grouped because: Varenna, shells, terminal; 2 h apart",
        })
        .collect();
    let view = ::stories::view(&lines, now);
    let id = saved[0].id;
    let lead = if saved.len() > 1 { 1 } else { 0 };
    let headline = stored[lead].headline.clone().unwrap_or_default();
    stories::save(
        tx,
        &stories::Story {
            id,
            slug: store::slug(&headline),
            headline,
            section: section.into(),
            lead: saved[lead].id,
            language: stored[lead].language.clone().unwrap_or_default(),
            first: view.first,
            last: view.last,
            updated: now,
            reports: i64::try_from(view.counts.reports).unwrap_or(0),
            outlets: i64::try_from(view.counts.outlets).unwrap_or(0),
            countries: i64::try_from(view.counts.countries).unwrap_or(0),
            languages: i64::try_from(view.counts.languages).unwrap_or(0),
            independent: i64::try_from(view.counts.independent).unwrap_or(0),
            score: f64::from(u32::try_from(view.counts.outlets).unwrap_or(0)),
            spark: "1 0 2 4 3 6 2 3".into(),
            view: serde_json::to_string(&view).expect("a view is JSON"),
            ..stories::Story::default()
        },
    )?;
    let members: Vec<stories::Member> = (0..)
        .zip(&saved)
        .map(|(place, s)| stories::Member {
            article: s.id,
            story: id,
            place,
            instant: now,
            why: "grouped because: Varenna".into(),
        })
        .collect();
    stories::place(tx, &members)?;
    Ok(id)
}

fn analysis(text: &str) -> Analysis {
    let at = |words: &str| -> Option<Span> {
        let byte = text.find(words)?;
        let start = u32::try_from(text.get(..byte)?.chars().count()).ok()?;
        Some(Span { start, end: start + u32::try_from(words.chars().count()).ok()? })
    };
    let statements = match (at("“We write down what we see,”"), at("Olga Novak")) {
        (Some(content), Some(source)) => vec![Statement {
            speaker: Some("Olga Novak".into()),
            role: Some("port authority".into()),
            source: vec![source],
            content: vec![content],
            kind: StatementKind::Direct,
            ..Statement::default()
        }],
        _ => vec![],
    };
    let names = [("Olga Novak", NameKind::Person), ("Varenna", NameKind::Place)];
    let names = names.into_iter().filter_map(|(name, kind)| {
        Some(Name { name: name.into(), kind, aliases: vec![], roles: vec![], mentions: vec![at(name)?] })
    });
    Analysis { statements, names: names.collect(), ..Analysis::default() }
}
