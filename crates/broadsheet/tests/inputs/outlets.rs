//! Outlets by their home pages, and articles of which only the feed tells.

use std::time::{Duration, Instant};

use crate::program::{Program, web};
use serde_json::Value;

const ALLOW: [&str; 2] = ["--sources-allow", "127.0.0.0/8"];

#[test]
fn a_home_page_leads_to_feeds_and_to_the_news_sitemap() {
    let program = Program::new();
    let home = "<html><head><title>Harbour Times</title><link rel=alternate type='application/rss+xml' href='/rss'></head></html>";
    let feed = "<rss version='2.0'><channel><title>Harbour Times</title><item><title>A</title><link>{web}/a</link></item></channel></rss>";
    let all = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{web}/old</loc></url></urlset>";
    let index = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{web}/all.xml</loc></sitemap>\
        <sitemap><loc>{web}/newest-news.xml</loc></sitemap></sitemapindex>";
    let news = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>\
        <url><loc>{web}/a</loc><n:news><n:title>A</n:title><n:publication_date>2026-03-02</n:publication_date></n:news></url></urlset>";
    let documents = vec![
        (
            "/robots.txt",
            "text/plain",
            "User-agent: *\nDisallow: /x\nSitemap: {web}/all.xml\nSitemap: {web}/index.xml\n".to_owned(),
        ),
        ("/", "text/html", home.to_owned()),
        ("/rss", "application/rss+xml", feed.to_owned()),
        ("/all.xml", "text/xml", all.to_owned()),
        ("/index.xml", "text/xml", index.to_owned()),
        ("/newest-news.xml", "text/xml", news.to_owned()),
    ];
    let web = web(documents);
    let added = program.run(&[&["outlets", "add", &format!("{web}/")][..], &ALLOW].concat());
    assert_eq!(added.status, 0, "{added:?}");
    let listed = program.run(&["outlets", "export"]).output;
    let outlet: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(outlet["name"], "Harbour Times");
    let mut feeds: Vec<&str> = outlet["feeds"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    feeds.sort_unstable();
    assert_eq!(feeds, [format!("{web}/newest-news.xml"), format!("{web}/rss")]);
}

#[test]
fn a_page_that_is_withheld_is_known_by_what_its_feed_told() {
    let program = Program::new();
    let entry = |path: &str, title: &str, text: &str| {
        format!(
            "<item><title>{title}</title><link>{{web}}{path}</link><description>&lt;p&gt;{text}&lt;/p&gt;</description>\
            <pubDate>Mon, 02 Mar 2026 14:05:00 GMT</pubDate></item>"
        )
    };
    let feed = format!(
        "<rss version='2.0'><channel><title>Harbour Times</title>{}{}{}{}</channel></rss>",
        entry("/private/ferry", "Ferry line opens", "The first boat left the harbour at nine on Monday."),
        entry("/paid/bridge", "Bridge closed for repairs", "The bridge stays closed until the end of May."),
        entry("/gone/market", "Market moves to the square", "The market is on the square from now on."),
        entry("/free/lighthouse", "Lighthouse gets a new lamp", "What the entry tells.")
    );
    let page = "<html><body><article><h1>Lighthouse gets a new lamp</h1><p>The lamp of the lighthouse was changed on Monday morning, for \
        the first time in forty years, by two workers of the port.</p></article></body></html>";
    let web = web(vec![
        ("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private/\n".to_owned()),
        ("/rss", "application/rss+xml", feed),
        ("/paid/bridge", "403", String::new()),
        ("/free/lighthouse", "text/html", page.to_owned()),
    ]);
    let list = format!("{{\"name\": \"Harbour Times\", \"home\": \"{web}/\", \"feeds\": [\"{web}/rss\"]}}\n");
    let added = program.run(&["outlets", "import", &program.file("list.jsonl", list.as_bytes())]);
    assert_eq!(added.status, 0, "{added:?}");
    let _hub = program.start(&[&["serve", "--listen", "127.0.0.1:0"][..], &ALLOW].concat());
    let since = Instant::now();
    let articles = loop {
        let exported = program.run(&["export", "articles"]).output;
        let articles: Vec<Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        if articles.len() >= 3 {
            break articles;
        }
        assert!(since.elapsed() < Duration::from_secs(60), "only {} came: {exported}", articles.len());
        std::thread::sleep(Duration::from_millis(200));
    };
    let text = |headline: &str| {
        let article = articles.iter().find(|article| article["headline"] == headline);
        article.map(|article| article["blocks"].to_string()).unwrap_or_default()
    };
    assert!(text("Ferry line opens").contains("left the harbour at nine"), "{articles:?}");
    assert!(text("Bridge closed for repairs").contains("until the end of May"), "{articles:?}");
    assert!(
        text("Lighthouse gets a new lamp").contains("two workers of the port"),
        "the page goes before the entry: {articles:?}"
    );
    assert!(!text("Market moves to the square").contains("square"), "what is gone is gone");
}
