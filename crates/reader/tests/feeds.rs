//! Feeds of each dialect, as they should be.

use model::{FeedDocument, FeedFormat, TextKind};
use reader::{Context, feed};

fn read(text: &str) -> FeedDocument {
    let context = Context {
        url: Some("https://example.org/feeds/a.xml"),
        content_language: Some("sv, en"),
        clean: true,
        ..Context::default()
    };
    feed(text.as_bytes(), &context).0.unwrap_or_default()
}

#[test]
fn every_dialect_gives_title_link_and_date() {
    for (format, text) in [
        (
            FeedFormat::Rss,
            "<rss version='2.0'><channel><item><title>A</title><link>/1</link><pubDate>2 Mar 2026 10:00 GMT</pubDate></item></channel></rss>",
        ),
        (
            FeedFormat::Rss,
            "<RSS><CHANNEL><ITEM><TITLE>A</TITLE><LINK>/1</LINK><PUBDATE>2 Mar 2026 10:00 GMT</PUBDATE></ITEM></CHANNEL></RSS>",
        ),
        (
            FeedFormat::Rss,
            "<rss><item><title>A</title><guid>https://example.org/1</guid><dc:date>2026-03-02T10:00Z</dc:date></item></rss>",
        ),
        (
            FeedFormat::Rdf,
            "<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:d='http://purl.org/dc/elements/1.1/'><channel/><item rdf:about='/1'><title>A</title>\
             <d:date>2026-03-02T10:00:00Z</d:date></item></rdf:RDF>",
        ),
        (
            FeedFormat::Rdf,
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><item><title>A</title><link>/1</link><date>2026-03-02T10:00Z</date></item></r:RDF>",
        ),
        (
            FeedFormat::Atom,
            "<feed><entry><title>A</title><link href='/1'/><updated>2026-03-02T10:00:00Z</updated></entry></feed>",
        ),
        (
            FeedFormat::Atom,
            "<a:feed xmlns:a='http://purl.org/atom/ns#'><a:entry><a:title>A</a:title><a:link href='/1'/><a:issued>2026-03-02T10:00:00Z</a:issued></a:entry></a:feed>",
        ),
        (
            FeedFormat::Cdf,
            "<CHANNEL HREF='/'><ITEM HREF='/1' LASTMOD='2026-03-02T10:00Z'><TITLE>A</TITLE></ITEM></CHANNEL>",
        ),
        (
            FeedFormat::Json,
            "{\"version\": 1, \"items\": [{\"id\": 7, \"title\": \"A\", \"url\": \"/1\", \"date_published\": \"2026-03-02T10:00:00Z\"}]}",
        ),
        (
            FeedFormat::Sitemap,
            "<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' xmlns:xhtml='http://www.w3.org/1999/xhtml'><url><loc>/1</loc>\
             <xhtml:link rel='alternate' hreflang='de' href='/de/1'/><n:news><n:publication><n:name>P</n:name></n:publication>\
             <n:publication_date>2026-03-02T10:00:00Z</n:publication_date><n:title>A</n:title></n:news></url></urlset>",
        ),
    ] {
        let document = read(text);
        assert_eq!(document.format, format, "{text}");
        assert_eq!(document.entries.len(), 1, "{text}");
        let entry = &document.entries[0];
        assert_eq!(entry.title.as_ref().unwrap().value, "A", "{text}");
        assert_eq!(entry.link.as_deref(), Some("https://example.org/1"), "{text}");
        assert_eq!(entry.published.or(entry.updated).unwrap().to_string(), "2026-03-02T10:00:00Z", "{text}");
    }
}

#[test]
fn links_and_identity() {
    for (item, link, id) in [
        ("<link>/a</link><guid isPermaLink='false'>x</guid>", "https://example.org/a", "x"),
        ("<guid>https://example.org/g</guid>", "https://example.org/g", "https://example.org/g"),
        (
            "<link>/a</link><feedburner:origLink>https://example.org/o</feedburner:origLink>",
            "https://example.org/o",
            "",
        ),
        ("<link rel='self' href='/s'/><link href='b'/>", "https://example.org/feeds/b", ""),
        ("<link type='application/json' href='/j'/><link type='text/html' href='/h'/>", "https://example.org/h", ""),
        ("<link type='application/json' href='/j'/>", "https://example.org/j", ""),
        ("<link xml:base='/c/'>d</link>", "https://example.org/c/d", ""),
        ("<link/><guid>not an address</guid>", "", "not an address"),
    ] {
        let document = read(&format!("<rss><channel><item><title>A</title>{item}</item></channel></rss>"));
        let entry = &document.entries[0];
        assert_eq!((entry.link.as_deref().unwrap_or(""), entry.id.as_deref().unwrap_or("")), (link, id), "{item}");
    }
}

#[test]
fn texts_are_plain_or_clean_html() {
    for (element, kind, value) in [
        ("<description>Tom &amp; Jerry</description>", TextKind::Text, "Tom & Jerry"),
        ("<description>&lt;p&gt;a&lt;/p&gt;</description>", TextKind::Html, "<p>a</p>"),
        (
            "<description><![CDATA[<a href='b'>c</a><script>d</script>]]></description>",
            TextKind::Html,
            "<a href=\"https://example.org/feeds/b\">c</a>",
        ),
        ("<description><b>a</b></description>", TextKind::Html, "<b>a</b>"),
        ("<summary type='text'>1 &lt;b&gt; 2</summary>", TextKind::Text, "1 <b> 2"),
        ("<summary mode='base64'>PGI+YTwvYj4=</summary>", TextKind::Html, "<b>a</b>"),
        ("<description>itâ€™s</description>", TextKind::Text, "it’s"),
        ("<media:group><media:description>m</media:description></media:group>", TextKind::Text, "m"),
    ] {
        let document = read(&format!("<rss><channel><item>{element}</item></channel></rss>"));
        let summary = document.entries[0].summary.clone().unwrap();
        assert_eq!((summary.kind, summary.value.as_str()), (kind, value), "{element}");
    }
}

#[test]
fn languages() {
    for (attribute, item, feed, entry) in [
        ("", "", Some("sv"), Some("sv")),
        ("xml:lang='de_AT'", "", Some("de-AT"), Some("de-AT")),
        ("xml:lang='de'", "<title xml:lang='fr'>A</title>", Some("de"), Some("fr")),
        ("xml:lang='de'", "<title xml:lang=''>A</title>", Some("de"), None),
    ] {
        let document = read(&format!("<feed {attribute}><entry>{item}</entry></feed>"));
        assert_eq!(document.language.as_deref(), feed, "{attribute} {item}");
        assert_eq!(document.entries[0].language.as_deref(), entry, "{attribute} {item}");
    }
}

#[test]
fn what_else_an_entry_tells() {
    let document = read(
        "<rss xmlns:m='http://search.yahoo.com/mrss/' xmlns:g='http://www.georss.org/georss' xmlns:own='https://own.example/'><channel>\
         <item><m:group><m:content url='/p.jpg' type='image/jpeg'><m:credit role='photographer'>K. Berg</m:credit></m:content></m:group>\
         <enclosure url='/a.mp3' type='audio/mpeg' length='3'/><g:point>48.2 16.4</g:point><own:title>no</own:title><title>yes</title>\
         <category>One</category><itunes:keywords>Two, One</itunes:keywords><author>ana@example.org (Ana)</author><dc:creator>Ana</dc:creator>\
         </item></channel></rss>",
    );
    let entry = &document.entries[0];
    assert_eq!(entry.title.as_ref().unwrap().value, "yes");
    assert_eq!(entry.lead_image.as_ref().unwrap().src, "https://example.org/p.jpg");
    assert_eq!(entry.lead_image.as_ref().unwrap().credit.as_deref(), Some("K. Berg"));
    assert_eq!(entry.enclosures[0].url, "https://example.org/a.mp3");
    assert_eq!(entry.geo.as_ref().unwrap().coordinates, serde_json::json!([16.4, 48.2]));
    assert_eq!(entry.tags.iter().filter_map(|tag| tag.term.as_deref()).collect::<Vec<_>>(), ["One", "Two"]);
    assert_eq!(entry.authors.len(), 1, "{:?}", entry.authors);
    assert_eq!(entry.authors[0].email.as_deref(), Some("ana@example.org"));
}

#[test]
fn damaged_json() {
    let healthy = "{\"title\": \"T\", \"items\": [{\"id\": \"1\", \"content_text\": \"a, ]\"}, {\"id\": \"2\", \"tags\": [\"x\"]}]}";
    let ids = |text: &str| read(text).entries.into_iter().filter_map(|entry| entry.id).collect::<Vec<_>>();
    for (text, want) in [
        (healthy.to_owned(), 2),
        (healthy.replace("]}]}", "],},],}"), 2),
        (healthy.replace("a, ]", "a\n\tb"), 2),
        (format!("\u{feff}{healthy} <!-- x -->"), 2),
        (healthy.replace("]}]}", ""), 1),
        (healthy.replace("\"2\"", "2"), 2),
    ] {
        assert_eq!(ids(&text).len(), want, "{text}");
        assert_eq!(read(&text).title.unwrap().value, "T", "{text}");
    }
}
