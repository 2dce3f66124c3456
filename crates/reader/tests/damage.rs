//! Damage that must not change what is read: each kind is done to a healthy feed of each dialect, and its entries must be the same.

use model::{Entry, FeedDocument};
use reader::{Context, feed};

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>The Harbour Gazette</title>
<link>https://gazette.example/</link>
<description>News from the port</description>
<item>
<title>Ferry to Grünau runs again</title>
<link>https://gazette.example/ferry?id=1</link>
<guid isPermaLink="false">gazette-1</guid>
<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>
<dc:creator>Ana Lindqvist</dc:creator>
<description>The ferry sails at nine.</description>
<content:encoded><![CDATA[<p>The ferry sails <b>at nine</b>.</p><p>Tickets cost 3 €.</p>]]></content:encoded>
</item>
<item>
<title>Council approves the pier</title>
<link>https://gazette.example/pier?id=2</link>
<guid isPermaLink="false">gazette-2</guid>
<pubDate>Mon, 02 Mar 2026 11:30:00 GMT</pubDate>
<dc:creator>Tomasz Wrona</dc:creator>
<description>Nine votes to two.</description>
<content:encoded><![CDATA[<p>Nine votes to two.</p>]]></content:encoded>
</item>
</channel>
</rss>
"#;

const ATOM: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>The Harbour Gazette</title>
<link href="https://gazette.example/"/>
<id>tag:gazette.example,2026:feed</id>
<updated>2026-03-02T12:00:00Z</updated>
<entry>
<title>Ferry to Grünau runs again</title>
<link href="https://gazette.example/ferry?id=1"/>
<id>tag:gazette.example,2026:1</id>
<published>2026-03-02T10:00:00Z</published>
<author><name>Ana Lindqvist</name></author>
<summary>The ferry sails at nine.</summary>
<content type="html">&lt;p&gt;The ferry sails &lt;b&gt;at nine&lt;/b&gt;.&lt;/p&gt;</content>
</entry>
<entry>
<title>Council approves the pier</title>
<link href="https://gazette.example/pier?id=2"/>
<id>tag:gazette.example,2026:2</id>
<published>2026-03-02T11:30:00Z</published>
<author><name>Tomasz Wrona</name></author>
<summary>Nine votes to two.</summary>
<content type="html">&lt;p&gt;Nine votes to two.&lt;/p&gt;</content>
</entry>
</feed>
"#;

type Damage = fn(&str) -> Vec<u8>;
type Make = fn(usize) -> String;

/// Kinds of damage that leave all fields as they were.
const HARMLESS: &[(&str, Damage)] = &[
    ("no XML declaration", |t| t.split_once("?>").map_or(t, |(_, rest)| rest).into()),
    ("blank lines before it", |t| format!("\n\n  {t}").into()),
    ("two byte order marks", |t| format!("\u{feff}\u{feff}{t}").into()),
    ("a warning before it", |t| {
        format!("<br />\n<b>Warning</b>: date() in <b>/srv/x.php</b> on line <b>3</b><br />\n{t}").into()
    }),
    ("junk after it", |t| format!("{t}<!-- 0.123 s --><script>x()</script></html>").into()),
    ("the end is missing", |t| t.replace("</channel>", "").replace("</rss>", "").replace("</feed>", "").into()),
    ("ends of entries are missing", |t| t.replace("</item>", "").replace("</entry>", "").into()),
    ("ends of titles are missing", |t| t.replace("</title>", "").into()),
    ("ends of dates are missing", |t| t.replace("</pubDate>", "").replace("</published>", "").into()),
    ("ends of descriptions are missing", |t| t.replace("</description>", "").into()),
    ("stray end tags", |t| t.replace("</title>", "</b></title></p></span>").into()),
    ("ends in another case", |t| t.replace("</title>", "</TITLE>").replace("</link>", "</Link >").into()),
    ("all tags in upper case", |t| {
        let upper = [
            "title",
            "link",
            "description",
            "item",
            "entry",
            "guid",
            "id",
            "published",
            "summary",
            "rss",
            "channel",
            "feed",
        ];
        let tag = |t: String, n: &&str| {
            t.replace(&format!("<{n}>"), &format!("<{}>", n.to_uppercase()))
                .replace(&format!("</{n}>"), &format!("</{}>", n.to_uppercase()))
        };
        upper.iter().fold(t.to_owned(), tag).into()
    }),
    ("control characters", |t| t.replace("Ferry", "Fer\u{b}ry").replace("Council", "Coun\u{0}cil\u{1f}").into()),
    ("illegal references", |t| t.replace("Ferry", "Ferry&#0;&#xD800;").replace("Council", "Council&#11;").into()),
    ("names of HTML", |t| t.replace("ü", "&uuml;").replace("3 €", "3 &euro;").into()),
    ("numbers without semicolons", |t| t.replace("ü", "&#252").into()),
    ("declared as Latin-1", |t| t.replace("UTF-8", "iso-8859-1").into()),
    ("declared as UTF-16", |t| t.replace("UTF-8", "utf-16").into()),
    ("truly Latin-1 and says nothing", |t| {
        t.replace("UTF-8", "")
            .replace(" €", " EUR")
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect()
    }),
    ("no declared prefixes", |t| t.replace(" xmlns:", " x-").into()),
    ("other prefixes", |t| {
        t.replace("dc:", "d:").replace(":dc", ":d").replace("content:", "c:").replace(":content", ":c").into()
    }),
    ("attributes without quotes", |t| t.replace("\"false\"", "false").replace("\"html\"", "html").into()),
    ("attributes twice", |t| t.replace("type=\"html\"", "type=\"html\" type=\"text\"").into()),
    ("an attribute's quote forgotten", |t| t.replace("=\"false\"", "=\"false").replace("\"html\"", "\"html").into()),
    ("lines end as on Windows", |t| t.replace('\n', "\r\n").into()),
    ("comments with hyphens", |t| {
        t.replace("</item>", "<!-- a -- b --></item>").replace("</entry>", "<!-- <entry> --></entry>").into()
    }),
    ("instructions in the middle", |t| t.replace("<guid", "<?php echo 1 ?><guid").replace("<id>", "<?x?><id>").into()),
    ("a document type", |t| {
        t.replacen(
            "?>",
            "?>\n<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://my.netscape.com/rss.dtd\">",
            1,
        )
        .into()
    }),
    ("unknown elements", |t| t.replace("<guid", "<x:y z='1'><q>7</q></x:y><guid").replace("<id>", "<q/><id>").into()),
    ("UTF-16 without a mark", |t| t.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("an unclosed comment at the end", |t| format!("{t}<!-- served by").into()),
];

fn read(bytes: &[u8]) -> FeedDocument {
    let context = Context { url: Some("https://gazette.example/feed"), clean: true, ..Context::default() };
    feed(bytes, &context).0.unwrap_or_default()
}

/// What must stay: everything of an entry but white space.
fn essence(entry: &Entry) -> Vec<String> {
    let squash = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = |text: Option<&model::Text>| squash(&text.map(|t| t.value.clone()).unwrap_or_default());
    vec![
        text(entry.title.as_ref()),
        entry.link.clone().unwrap_or_default(),
        entry.id.clone().unwrap_or_default(),
        entry.published.map(|stamp| stamp.to_string()).unwrap_or_default(),
        entry.authors.iter().filter_map(|person| person.name.clone()).collect(),
        text(entry.summary.as_ref()),
        text(entry.content.first()),
    ]
}

fn all(document: &FeedDocument) -> Vec<Vec<String>> {
    document.entries.iter().map(essence).collect()
}

#[test]
fn harmless_damage() {
    for healthy in [RSS, ATOM] {
        let want = all(&read(healthy.as_bytes()));
        assert_eq!(want.len(), 2);
        assert!(want.iter().flatten().all(|field| !field.is_empty()), "{want:?}");
        for (name, damage) in HARMLESS {
            let damaged = damage(healthy);
            let mut want = want.clone();
            if name.contains("Latin-1 and") {
                want.iter_mut().flatten().for_each(|field| *field = field.replace(" €", " EUR"));
            }
            assert_eq!(all(&read(&damaged)), want, "{name}: {}", String::from_utf8_lossy(&damaged));
        }
    }
}

#[test]
fn damage_in_a_text_stays_there() {
    for (before, after, title) in [
        ("Council approves the pier", "Council & Sons approve", "Council & Sons approve"),
        ("Council approves the pier", "R&D at AT&T", "R&D at AT&T"),
        ("Council approves the pier", "3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("Council approves the pier", "profit<loss in spring", "profit<loss in spring"),
        ("Council approves the pier", "I <3 ferries", "I <3 ferries"),
        ("Council approves the pier", "Council ]]> pier", "Council ]]> pier"),
        ("Council approves the pier", "Council &nosuch; pier", "Council &nosuch; pier"),
    ] {
        for healthy in [RSS, ATOM] {
            let document = read(healthy.replace(before, after).as_bytes());
            let mut want = all(&read(healthy.as_bytes()));
            let plain = document.entries[1].title.clone().unwrap();
            assert_eq!(plain.value.replace("&amp;", "&"), title);
            want[1][0] = plain.value;
            assert_eq!(all(&document), want, "{after}");
        }
    }
}

#[test]
fn markup_left_open_in_a_description() {
    for (open, text) in [
        ("<p>Nine <i>votes<br> to two.", "Nine votes to two."),
        ("<b>Nine <i>votes</b> to</i> two.", "Nine votes to two."),
        ("Nine votes to two.</b></div></a>", "Nine votes to two."),
    ] {
        let document = read(RSS.replace("<description>Nine votes to two.", &format!("<description>{open}")).as_bytes());
        let want = all(&read(RSS.as_bytes()));
        let got = all(&document);
        assert_eq!(
            got.iter().map(|e| &e[..5]).collect::<Vec<_>>(),
            want.iter().map(|e| &e[..5]).collect::<Vec<_>>(),
            "{open}"
        );
        let summary = document.entries[1].summary.clone().unwrap_or_default().value;
        let shown: String = summary.split('<').map(|part| part.rsplit('>').next().unwrap_or("")).collect();
        assert_eq!(shown.trim(), text);
    }
}

#[test]
fn cut_anywhere_what_came_before_is_read() {
    for healthy in [RSS, ATOM] {
        let want = all(&read(healthy.as_bytes()));
        let first_end = healthy.find("</item>").or(healthy.find("</entry>")).unwrap();
        for cut in first_end..healthy.len() {
            let document = read(&healthy.as_bytes()[..cut]);
            assert_eq!(all(&document).first(), want.first(), "cut at {cut}");
        }
        let flaws = |text: &str| feed(text.as_bytes(), &Context::default()).1.len();
        assert_eq!((flaws(healthy), flaws(healthy.get(..first_end).unwrap_or_default())), (0, 1), "a cut feed says so");
    }
}

#[test]
fn what_is_no_feed_is_refused_with_a_reason() {
    for (text, reason) in [
        ("", "empty"),
        ("<!doctype html><html><body><item>", "page"),
        ("<html><title>Just a moment...</title>", "person"),
        ("{\"error\": 404}", "JSON"),
        ("not found", "no feed"),
        ("<opml><body/></opml>", "OPML"),
    ] {
        let (answer, _) = feed(text.as_bytes(), &Context::default());
        let why = answer.expect_err(text);
        assert!(why.contains(reason), "{text}: {why}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test measures time; the room does not")]
fn hostile_documents_take_linear_time() {
    let time = |text: &str| {
        // The quickest of some, since the machine may have other things to do.
        let times = (0..4).map(|_| {
            let start = std::time::Instant::now();
            let _ = feed(text.as_bytes(), &Context { url: Some("https://a.example/"), ..Context::default() });
            start.elapsed().as_secs_f64()
        });
        times.fold(f64::MAX, f64::min)
    };
    let hostile: &[(&str, Make)] = &[
        ("open tags", |n| format!("<rss>{}", "<a>".repeat(n))),
        ("open entries", |n| format!("<rss>{}", "<item><description>".repeat(n / 4))),
        ("bare angles", |n| format!("<rss><item><title>{}", "<a ".repeat(n))),
        ("bare ampersands", |n| format!("<rss><item><title>{}", "&a".repeat(n))),
        ("quotes", |n| format!("<rss><item a=\"{}", "' b='".repeat(n / 2))),
        ("comments", |n| format!("<rss><item>{}", "<!--".repeat(n))),
        ("CDATA", |n| format!("<rss><item><title>{}", "<![CDATA[".repeat(n / 4))),
        ("declarations", |n| format!("<rss><item>{}", "<!x [".repeat(n))),
        ("instructions", |n| format!("<rss><item>{}", "<?x ".repeat(n))),
        ("namespaces", |n| format!("<rss>{}", "<item xmlns:a='b'><a:c/></item>".repeat(n / 8))),
        ("links in markup", |n| format!("<rss><item><description>{}", "&lt;a href=x".repeat(n / 4))),
        ("unclosed comments", |n| format!("<rss><item>{}", "<!-- >".repeat(n))),
        ("unclosed declarations", |n| format!("<rss><item>{}", "<!x [>".repeat(n))),
        ("unclosed instructions", |n| format!("<rss><item>{}", "<?x >".repeat(n))),
        ("unclosed quotes", |n| format!("<rss><item>{}", "<a b='>".repeat(n))),
        ("categories", |n| {
            format!("<rss><item>{}", (0..n).map(|i| format!("<category>{i}</category>")).collect::<String>())
        }),
        ("authors", |n| format!("<rss><item>{}", (0..n).map(|i| format!("<author>{i}</author>")).collect::<String>())),
        ("bases", |n| format!("<feed>{}{}", "<x xml:base='b/'>".repeat(500), "<entry><link href='y'/>".repeat(n / 8))),
        ("one long line", |n| format!("<rss><item><title>{}</title>", "x".repeat(n * 4))),
    ];
    for (name, make) in hostile {
        // Twenty times as much may take at most sixty times as long (the noise of a busy machine included) or a tenth of a second.
        let (small, large) = (time(&make(5_000)), time(&make(100_000)));
        assert!(large < 0.1 || large < 60.0 * small, "{name}: {small} s, then {large} s");
    }
}
