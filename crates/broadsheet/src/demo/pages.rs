//! The pages of the demo's outlets: five families, as different as sites are, each with navigation, boxes and footers around
//! the text.

use std::fmt::Write;

use serde_json::json;

use super::{
    feeds,
    script::{Written, stretches},
    world::{Family, House, Report, World},
};

/// What a page needs to know of the rest of the web.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// All outlets and reports.
    pub world: &'a World,
    /// The port that all outlets listen on.
    pub port: u16,
    /// Seconds since the demo's start.
    pub elapsed: u64,
    /// Unix seconds of the demo's start.
    pub started: i64,
}

impl Site<'_> {
    /// A house's address without a slash at the end.
    pub fn root(&self, house: usize) -> String {
        format!("http://127.1.0.{}:{}", house + 1, self.port)
    }

    /// A report's address.
    pub fn url(&self, report: &Report) -> String {
        format!("{}{}", self.root(report.house), report.path)
    }

    /// When a report was corrected, Unix seconds, if it has been.
    pub fn updated(&self, report: &Report) -> Option<i64> {
        let correction = report.correction.as_ref().filter(|correction| self.elapsed >= correction.after)?;
        i64::try_from(correction.after).ok().map(|after| self.started + after)
    }
}

/// `&`, `<`, `>` and `"` as entities.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A block's words without markup.
pub fn plain(block: &Written) -> String {
    match block {
        Written::Figure { caption, .. } => caption.clone(),
        Written::Paragraph(text) | Written::Crosshead(text) | Written::Quotation(text) | Written::Item(text) => {
            stretches(text).iter().map(|stretch| stretch.text).collect()
        }
    }
}

/// The standfirst, or the first paragraph where there is none.
pub fn summary(report: &Report) -> String {
    let first = || report.blocks.iter().find(|block| matches!(block, Written::Paragraph(_))).map(plain);
    report.standfirst.clone().or_else(first).unwrap_or_default()
}

/// The words around the text.
struct Labels {
    by: &'static str,
    home: &'static str,
    related: &'static str,
    latest: &'static str,
    share: &'static str,
    imprint: &'static str,
    updated: &'static str,
    letter: &'static str,
    picture: &'static str,
}

fn labels(house: &House) -> Labels {
    match house.outlet.languages.first().map(String::as_str) {
        Some("de") => Labels {
            by: "Von",
            home: "Startseite",
            related: "Mehr zum Thema",
            latest: "Meistgelesen",
            share: "Artikel teilen",
            imprint: "Impressum und Datenschutz",
            updated: "Aktualisiert",
            letter: "Jeden Morgen das Wichtigste: unseren Rundbrief bestellen",
            picture: "Bild",
        },
        Some("fr") => Labels {
            by: "Par",
            home: "Accueil",
            related: "Sur le même sujet",
            latest: "Les plus lus",
            share: "Partager l’article",
            imprint: "Mentions légales",
            updated: "Mis à jour",
            letter: "Recevez notre lettre chaque matin",
            picture: "Image",
        },
        Some("es") => Labels {
            by: "Por",
            home: "Portada",
            related: "Noticias relacionadas",
            latest: "Lo más leído",
            share: "Compartir",
            imprint: "Aviso legal",
            updated: "Actualizado",
            letter: "Suscríbase a nuestro boletín",
            picture: "Imagen",
        },
        Some("ar") => Labels {
            by: "بقلم",
            home: "الرئيسية",
            related: "مواضيع ذات صلة",
            latest: "الأكثر قراءة",
            share: "شارك المقال",
            imprint: "اتصل بنا",
            updated: "آخر تحديث",
            letter: "اشترك في نشرتنا اليومية",
            picture: "الصورة",
        },
        _ => Labels {
            by: "By",
            home: "Home",
            related: "Related stories",
            latest: "Most read",
            share: "Share this article",
            imprint: "About us and privacy",
            updated: "Updated",
            letter: "Sign up to our morning newsletter",
            picture: "Image",
        },
    }
}

/// A report's page.
pub fn article(site: Site<'_>, house: &House, report: &Report) -> String {
    let body = match house.family {
        Family::Semantic => semantic(site, house, report),
        Family::Boxes => boxes(site, house, report),
        Family::Blog => blog(site, house, report),
        Family::Broadcaster => broadcaster(site, house, report),
        Family::Wire => wire(site, house, report),
    };
    document(house, &head(site, house, report), &body)
}

/// A house's front page, where its feed is found, or the page of one of its sections.
pub fn list(site: Site<'_>, house: &House, place: usize, section: Option<&str>) -> String {
    let head = format!(
        "<title>{}</title>\n<link rel=\"alternate\" type=\"{}\" href=\"{}\">",
        escape(&house.outlet.name),
        feeds::media_type(house.dialect),
        feeds::path(house.dialect),
    );
    let mut list = String::new();
    for report in site.world.of(place).filter(|report| section.is_none() || report.section.as_deref() == section) {
        let headline = escape(&report.headline);
        list += &format!("<li><a href=\"{}\">{headline}</a> <p>{}</p></li>\n", report.path, escape(&summary(report)));
    }
    let words = labels(house);
    let name = escape(&house.outlet.name);
    let body = format!(
        "<header><h1>{name}</h1><p>{}</p></header>\n{}<main><ul>\n{list}</ul></main>\n<footer>{}</footer>",
        escape(&house.motto),
        navigation(house, &words),
        words.imprint
    );
    document(house, &head, &body)
}

/// Enough that a person who follows a source link finds a page that can be read.
const STYLE: &str = "body{max-width:44rem;margin:0 auto;padding:1rem;font:1.1rem/1.55 Georgia,serif;color:#222;background:#fdfcf8}\
    a{color:#234a66}h1{line-height:1.2}img{max-width:100%;height:auto}figure{margin:1.5rem 0}\
    figcaption,time,footer,aside,.credit{font-size:.85rem;color:#555}blockquote{font-style:italic}\
    nav ul{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:.4rem 0;border-block:1px solid #bbb}";

fn document(house: &House, head: &str, body: &str) -> String {
    let language = house.outlet.languages.first().map_or("en", String::as_str);
    let direction = if language.starts_with("ar") { " dir=\"rtl\"" } else { "" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n{head}\n<style>{STYLE}</style>\n</head>\n\
         <body>\n{body}\n</body>\n</html>\n"
    )
}

/// Title, canonical address and the facts as this family gives them: JSON-LD, Open Graph or both.
fn head(site: Site<'_>, house: &House, report: &Report) -> String {
    let url = site.url(report);
    let headline = escape(&report.headline);
    let name = escape(&house.outlet.name);
    let published = feeds::rfc3339(report.published, house.offset);
    let modified = feeds::rfc3339(site.updated(report).unwrap_or(report.published), house.offset);
    let mut out = format!("<title>{headline} | {name}</title>\n<link rel=\"canonical\" href=\"{url}\">\n");
    if let Some(standfirst) = &report.standfirst {
        _ = writeln!(out, "<meta name=\"description\" content=\"{}\">", escape(standfirst));
    }
    let image = report.blocks.iter().find_map(|block| match block {
        Written::Figure { file, .. } => Some(format!("{}/media/{file}", site.root(report.house))),
        _ => None,
    });
    if matches!(house.family, Family::Boxes | Family::Blog | Family::Broadcaster) {
        _ = write!(
            out,
            "<meta property=\"og:type\" content=\"article\">\n<meta property=\"og:site_name\" content=\"{name}\">\n\
             <meta property=\"og:title\" content=\"{headline}\">\n<meta property=\"og:url\" content=\"{url}\">\n\
             <meta property=\"article:published_time\" content=\"{published}\">\n\
             <meta property=\"article:modified_time\" content=\"{modified}\">\n"
        );
        if let Some(section) = &report.section {
            _ = writeln!(out, "<meta property=\"article:section\" content=\"{}\">", escape(section));
        }
        if let Some(image) = &image {
            _ = writeln!(out, "<meta property=\"og:image\" content=\"{image}\">");
        }
        for topic in &report.topics {
            _ = writeln!(out, "<meta property=\"article:tag\" content=\"{}\">", escape(topic));
        }
    }
    if matches!(house.family, Family::Semantic | Family::Broadcaster) {
        let authors: Vec<_> = report.authors.iter().map(|a| json!({ "@type": "Person", "name": a })).collect();
        let facts = json!({
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": report.headline,
            "description": report.standfirst, "datePublished": published, "dateModified": modified, "author": authors,
            "articleSection": report.section, "keywords": report.topics, "mainEntityOfPage": url, "image": image,
            "publisher": { "@type": "NewsMediaOrganization", "name": house.outlet.name }, "isAccessibleForFree": true,
        });
        let facts = facts.to_string().replace("</", "<\\/");
        _ = writeln!(out, "<script type=\"application/ld+json\">{facts}</script>");
    }
    out
}

/// The text as paragraphs and what else it has, and the credit line at its end.
fn text(site: Site<'_>, house: &House, report: &Report) -> String {
    let (blocks, _) = report.blocks_at(site.elapsed);
    let mut out = String::new();
    let mut in_list = false;
    for block in blocks {
        let item = matches!(block, Written::Item(_));
        if item != in_list {
            out += if item { "<ul>\n" } else { "</ul>\n" };
            in_list = item;
        }
        match block {
            Written::Paragraph(text) => _ = writeln!(out, "<p>{}</p>", inline(site, text)),
            Written::Crosshead(text) => _ = writeln!(out, "<h2>{}</h2>", inline(site, text)),
            Written::Quotation(text) => _ = writeln!(out, "<blockquote><p>{}</p></blockquote>", inline(site, text)),
            Written::Item(text) => _ = writeln!(out, "<li>{}</li>", inline(site, text)),
            Written::Figure { file, caption, credit } => out += &figure(house, file, caption, credit),
        }
    }
    if in_list {
        out += "</ul>\n";
    }
    if let Some(credit) = &report.credit {
        _ = writeln!(out, "<p class=\"source\">{}</p>", escape(credit));
    }
    out
}

fn inline(site: Site<'_>, text: &str) -> String {
    let mut out = String::new();
    for stretch in stretches(text) {
        match stretch.link.map(|name| site.world.report(name).map_or_else(|| name.to_owned(), |r| site.url(r))) {
            Some(url) => _ = write!(out, "<a href=\"{}\">{}</a>", escape(&url), escape(stretch.text)),
            None => out += &escape(stretch.text),
        }
    }
    out
}

/// A picture as this family shows it.
fn figure(house: &House, file: &str, caption: &str, credit: &str) -> String {
    let (caption, credit) = (escape(caption), escape(credit));
    let image = format!("<img src=\"/media/{file}\" alt=\"{caption}\" width=\"960\" height=\"540\" loading=\"lazy\">");
    match house.family {
        Family::Boxes => format!(
            "<div class=\"article-image\"><figure>{image}<figcaption><span class=\"caption\">{caption}</span> \
             <span class=\"credit\">{}: {credit}</span></figcaption></figure></div>\n",
            labels(house).picture
        ),
        Family::Blog => format!(
            "<figure class=\"wp-block-image size-large\">{image}<figcaption>{caption} ({credit})</figcaption></figure>\n"
        ),
        _ => format!(
            "<figure>{image}<figcaption>{caption} <span class=\"credit\">{credit}</span></figcaption></figure>\n"
        ),
    }
}

fn navigation(house: &House, words: &Labels) -> String {
    let mut out = format!("<nav class=\"main-nav\"><ul><li><a href=\"/\">{}</a></li>", words.home);
    for (place, section) in house.sections.iter().enumerate() {
        _ = write!(out, "<li><a href=\"/section/{}\">{}</a></li>", place + 1, escape(section));
    }
    out + "</ul></nav>\n"
}

/// Links to other reports of the house, as every site has them beside the text.
fn others(site: Site<'_>, report: &Report, skip: usize, count: usize) -> String {
    let others = site.world.of(report.house).filter(|other| other.name != report.name).skip(skip).take(count);
    others.map(|other| format!("<li><a href=\"{}\">{}</a></li>\n", other.path, escape(&other.headline))).collect()
}

/// The byline: "By A and B" with a link each, or nothing.
fn byline(report: &Report, words: &Labels) -> String {
    if report.authors.is_empty() {
        return String::new();
    }
    let authors: Vec<String> = report.authors.iter().map(|a| format!("<a rel=\"author\">{}</a>", escape(a))).collect();
    format!("{} {}", words.by, authors.join(", "))
}

/// A `time` element with the date for people in it.
fn time(house: &House, seconds: i64, class: &str) -> String {
    let machine = feeds::rfc3339(seconds, house.offset);
    let day = machine.get(..10).unwrap_or_default();
    let minute = machine.get(11..16).unwrap_or_default();
    format!("<time class=\"{class}\" datetime=\"{machine}\">{day} {minute}</time>")
}

fn semantic(site: Site<'_>, house: &House, report: &Report) -> String {
    let words = labels(house);
    let section = report.section.as_deref().map(escape).unwrap_or_default();
    let standfirst = report.standfirst.as_deref().map(|s| format!("<p class=\"standfirst\">{}</p>\n", escape(s)));
    format!(
        "<header class=\"site\"><a href=\"/\">{name}</a> <p>{motto}</p></header>\n{nav}<main>\n<article>\n<header>\n\
         <p class=\"section\">{section}</p>\n<h1>{headline}</h1>\n{standfirst}<p class=\"byline\">{byline}</p>\n{time}\n\
         </header>\n<div class=\"article-body\">\n{text}</div>\n<footer><p>{share}</p></footer>\n</article>\n\
         <aside><h2>{related}</h2><ul>\n{list}</ul></aside>\n</main>\n<footer><p>{letter}</p><p>{imprint}</p></footer>",
        name = escape(&house.outlet.name),
        motto = escape(&house.motto),
        nav = navigation(house, &words),
        headline = escape(&report.headline),
        standfirst = standfirst.unwrap_or_default(),
        byline = byline(report, &words),
        time = time(house, report.published, "published"),
        text = text(site, house, report),
        share = words.share,
        related = words.related,
        list = others(site, report, 0, 4),
        letter = words.letter,
        imprint = words.imprint,
    )
}

fn boxes(site: Site<'_>, house: &House, report: &Report) -> String {
    let words = labels(house);
    let standfirst = report.standfirst.as_deref().map(|s| format!("<div class=\"article-lead\">{}</div>\n", escape(s)));
    format!(
        "<div id=\"page\"><div class=\"masthead\"><a class=\"logo\" href=\"/\">{name}</a></div>\n{nav}\
         <div class=\"layout\"><div class=\"col-main\"><div class=\"article\">\n<h1 class=\"article-title\">{headline}</h1>\n\
         {standfirst}<div class=\"article-meta\"><span class=\"author\">{byline}</span> {time}</div>\n\
         <div class=\"share-bar\"><a href=\"#\">{share}</a></div>\n<div class=\"article-text\">\n{text}</div>\n\
         <div class=\"tags\">{tags}</div>\n</div>\n<div class=\"related-box\"><div class=\"box-title\">{related}</div><ul>\n{list}\
         </ul></div></div>\n<div class=\"col-side\"><div class=\"box-title\">{latest}</div><ol>\n{more}</ol>\
         <div class=\"newsletter\">{letter}</div></div></div>\n<div class=\"footer\">© {name} · {imprint}</div></div>",
        name = escape(&house.outlet.name),
        nav = navigation(house, &words),
        headline = escape(&report.headline),
        standfirst = standfirst.unwrap_or_default(),
        byline = byline(report, &words),
        time = time(house, report.published, "date"),
        share = words.share,
        text = text(site, house, report),
        tags = report.topics.iter().map(|t| format!("<a href=\"#\">{}</a> ", escape(t))).collect::<String>(),
        related = words.related,
        list = others(site, report, 1, 3),
        latest = words.latest,
        more = others(site, report, 2, 5),
        letter = words.letter,
        imprint = words.imprint,
    )
}

fn blog(site: Site<'_>, house: &House, report: &Report) -> String {
    let words = labels(house);
    format!(
        "<div id=\"content\" class=\"site-content\">\n<header class=\"site-header\"><p class=\"site-title\"><a href=\"/\">{name}</a>\
         </p><p class=\"site-description\">{motto}</p></header>\n<main id=\"main\"><article class=\"post type-post hentry\">\n\
         <header class=\"entry-header\"><h1 class=\"entry-title\">{headline}</h1>\n<div class=\"entry-meta\">{time} \
         <span class=\"byline\"><span class=\"author vcard\">{byline}</span></span></div></header>\n\
         <div class=\"entry-content\">\n{text}</div>\n</article>\n<div id=\"comments\" class=\"comments-area\">\
         <h2>2 thoughts on this</h2><ol class=\"comment-list\"><li class=\"comment\"><p>Well put. I saw the same from the \
         bus.</p></li><li class=\"comment\"><p>Has anybody asked the council?</p></li></ol></div>\n</main>\n\
         <aside id=\"secondary\" class=\"widget-area\"><section class=\"widget\"><h2>Recent posts</h2><ul>\n{list}</ul></section>\
         </aside>\n<footer class=\"site-footer\">{imprint}</footer></div>",
        name = escape(&house.outlet.name),
        motto = escape(&house.motto),
        headline = escape(&report.headline),
        time = time(house, report.published, "entry-date published"),
        byline = byline(report, &words),
        text = text(site, house, report),
        list = others(site, report, 0, 5),
        imprint = words.imprint,
    )
}

fn broadcaster(site: Site<'_>, house: &House, report: &Report) -> String {
    let words = labels(house);
    let standfirst =
        report.standfirst.as_deref().map(|s| format!("<p data-component=\"intro\"><b>{}</b></p>\n", escape(s)));
    let updated = site.updated(report).map(|seconds| format!(" {} {}", words.updated, time(house, seconds, "updated")));
    format!(
        "<div data-component=\"global-navigation\">{nav}</div>\n<main id=\"main-content\"><article>\n\
         <div data-component=\"headline-block\"><h1>{headline}</h1></div>\n<div data-component=\"byline-block\"><span>{byline}</span> \
         {time}{updated}</div>\n<div data-component=\"text-block\">\n{standfirst}{text}</div>\n\
         <div data-component=\"links-block\"><h2>{related}</h2><ul>\n{list}</ul></div>\n</article></main>\n\
         <section data-component=\"most-read\"><h2>{latest}</h2><ol>\n{more}</ol></section>\n\
         <footer data-component=\"footer\">{name}. {imprint}</footer>",
        nav = navigation(house, &words),
        headline = escape(&report.headline),
        byline = byline(report, &words),
        time = time(house, report.published, "published"),
        updated = updated.unwrap_or_default(),
        standfirst = standfirst.unwrap_or_default(),
        text = text(site, house, report),
        related = words.related,
        list = others(site, report, 0, 3),
        latest = words.latest,
        more = others(site, report, 3, 5),
        name = escape(&house.outlet.name),
        imprint = words.imprint,
    )
}

fn wire(site: Site<'_>, house: &House, report: &Report) -> String {
    let words = labels(house);
    let section = report.section.as_deref().map(escape).unwrap_or_default();
    let published = feeds::rfc3339(report.published, house.offset);
    let modified = site.updated(report).map(|seconds| {
        format!("<meta itemprop=\"dateModified\" content=\"{}\">", feeds::rfc3339(seconds, house.offset))
    });
    let authors = report.authors.iter().map(|a| format!("<span itemprop=\"author\">{}</span> ", escape(a)));
    format!(
        "<header><a href=\"/\">{name}</a></header>\n{nav}<div class=\"story\" itemscope \
         itemtype=\"https://schema.org/NewsArticle\">\n<meta itemprop=\"datePublished\" content=\"{published}\">{modified}\n\
         <meta itemprop=\"articleSection\" content=\"{section}\">\n<h1 itemprop=\"headline\">{headline}</h1>\n\
         <div class=\"slug-line\">{authors} {time}</div>\n<div itemprop=\"articleBody\">\n{text}</div>\n</div>\n\
         <div class=\"more-news\"><h3>{related}</h3><ul>\n{list}</ul></div>\n<footer><p>© {name}. {imprint}</p></footer>",
        name = escape(&house.outlet.name),
        nav = navigation(house, &words),
        modified = modified.unwrap_or_default(),
        headline = escape(&report.headline),
        authors = authors.collect::<String>(),
        time = time(house, report.published, "stamp"),
        text = text(site, house, report),
        related = words.related,
        list = others(site, report, 0, 6),
        imprint = words.imprint,
    )
}
