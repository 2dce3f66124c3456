//! Which of the paper's sections an article belongs to, from the outlet's own section, topics and the address.

use model::Article;

/// Words by which outlets call a section, in the languages of their addresses and menus; the first is the paper's own.
const WORDS: &[(&str, &[&str])] = &[
    (
        "world",
        &[
            "world",
            "international",
            "foreign",
            "global",
            "ausland",
            "welt",
            "monde",
            "internacional",
            "mundo",
            "mir",
            "мир",
            "عالم",
            "العالم",
            "africa",
            "asia",
            "europe",
            "americas",
            "middle-east",
            "conflict",
            "disaster",
            "disasters",
        ],
    ),
    (
        "politics",
        &[
            "politics",
            "politik",
            "politique",
            "politica",
            "política",
            "политика",
            "سياسة",
            "السياسة",
            "government",
            "election",
            "elections",
            "parliament",
            "nation",
            "national",
            "inland",
        ],
    ),
    (
        "business",
        &[
            "business",
            "economy",
            "economics",
            "money",
            "finance",
            "markets",
            "wirtschaft",
            "finanzen",
            "economie",
            "économie",
            "economia",
            "economía",
            "negocios",
            "экономика",
            "бизнес",
            "اقتصاد",
            "الاقتصاد",
            "companies",
            "industry",
        ],
    ),
    (
        "technology",
        &[
            "technology",
            "tech",
            "technik",
            "digital",
            "netzwelt",
            "technologie",
            "tecnologia",
            "tecnología",
            "технологии",
            "تكنولوجيا",
            "internet",
        ],
    ),
    (
        "science",
        &[
            "science",
            "wissenschaft",
            "wissen",
            "sciences",
            "ciencia",
            "наука",
            "علوم",
            "environment",
            "climate",
            "space",
            "umwelt",
            "planete",
            "planète",
            "medioambiente",
        ],
    ),
    ("health", &["health", "gesundheit", "sante", "santé", "salud", "здоровье", "صحة", "medicine", "wellness"]),
    (
        "culture",
        &[
            "culture",
            "kultur",
            "cultura",
            "культура",
            "ثقافة",
            "arts",
            "books",
            "film",
            "music",
            "entertainment",
            "feuilleton",
            "life",
            "lifestyle",
            "travel",
            "food",
        ],
    ),
    (
        "sport",
        &["sport", "sports", "deportes", "deporte", "спорт", "رياضة", "football", "soccer", "fussball", "fußball"],
    ),
];

/// Words by which outlets call what happens in their own country or town, which for a paper of the world's outlets is news of the
/// world. They say little, so anything else that is said of an article counts first.
const HOME: &[&str] = &[
    "local",
    "lokales",
    "region",
    "regional",
    "regiones",
    "région",
    "chronik",
    "panorama",
    "vermischtes",
    "sucesos",
    "sociedad",
    "société",
    "society",
    "gesellschaft",
    "justice",
    "justiz",
    "justicia",
    "law",
    "courts",
    "crime",
    "общество",
    "происшествия",
    "المجتمع",
    "الوطن",
    "محليات",
];

/// The slug of the paper's section an article stands in; empty: in none of them. `sections` are the paper's, by name.
pub fn of(article: &Article, sections: &[String]) -> String {
    let offered: Vec<(String, String)> = sections.iter().map(|name| (name.to_lowercase(), store::slug(name))).collect();
    let path = article.canonical.as_deref().or(article.url.as_deref()).unwrap_or_default();
    let path_words = path.splitn(4, '/').nth(3).unwrap_or_default().split(['/', '?', '.']).take(3);
    let said =
        article.section.iter().map(String::as_str).chain(path_words).chain(article.topics.iter().map(String::as_str));
    if let Some(slug) = said.clone().find_map(|word| section_of_word(word, &offered)) {
        return slug;
    }
    let home = said.map(|word| word.trim().to_lowercase()).any(|word| HOME.contains(&word.as_str()));
    offered.into_iter().find(|(name, _)| home && name.starts_with("world")).map(|(_, slug)| slug).unwrap_or_default()
}

fn section_of_word(said: &str, offered: &[(String, String)]) -> Option<String> {
    let said = said.trim().to_lowercase();
    if let Some((_, slug)) = offered.iter().find(|(name, slug)| *name == said || *slug == said) {
        return Some(slug.clone());
    }
    let parts: Vec<&str> = said.split([' ', '-', '_', '&', ',']).filter(|part| !part.is_empty()).collect();
    let (own, _) =
        WORDS.iter().find(|(_, words)| words.contains(&said.as_str()) || parts.iter().any(|p| words.contains(p)))?;
    offered.iter().find(|(name, _)| name.starts_with(own)).map(|(_, slug)| slug.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlets_section_then_the_address_decides() {
        let sections: Vec<String> = ["World", "Politics", "Business", "Sport"].map(String::from).into();
        for (section, url, want) in [
            (Some("Wirtschaft"), "https://a.example/x", "business"),
            (Some("World News"), "https://a.example/x", "world"),
            (None, "https://a.example/sport/football/x", "sport"),
            (Some("Gardening"), "https://a.example/x", ""),
            (Some("Justice"), "https://a.example/x", "world"),
            (Some("Société"), "https://a.example/sports/x", "sport"),
            (None, "https://a.example/2026/03/02/politics-as-usual", ""),
        ] {
            let article = Article { section: section.map(Into::into), url: Some(url.into()), ..Article::default() };
            assert_eq!(of(&article, &sections), want, "{section:?} {url}");
        }
    }
}
