//! OPML, the list of feeds that readers exchange: read leniently from any version, written as 2.0.

use model::{Flaw, limits};

use crate::{
    charset,
    tree::{Tree, parse},
};

/// A feed in an OPML list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpmlFeed {
    /// The feed's address (`xmlUrl`).
    pub url: String,
    /// `title`, else `text`.
    pub title: Option<String>,
    /// The home page (`htmlUrl`).
    pub home: Option<String>,
    /// The folders it stands in, outermost first.
    pub folders: Vec<String>,
}

/// Reads an OPML list of feeds: every outline that has a feed's address, in order, each address once per folder.
pub fn opml(bytes: &[u8]) -> (Vec<OpmlFeed>, Vec<Flaw>) {
    let text = charset::decode(bytes, None);
    let tree = parse(&text);
    let mut feeds: Vec<OpmlFeed> = Vec::new();
    let mut flaws = Vec::new();
    let mut without = 0_usize;
    for (index, node) in tree.nodes.iter().enumerate().filter(|(_, node)| node.name == "outline") {
        let named = |name: &str| node.attribute(name).and_then(value);
        let claims = node.attribute("type").is_some_and(|kind| matches!(kind.trim(), "rss" | "atom" | "feed"));
        let url = ["xmlurl", "feedurl"].into_iter().find_map(named).or_else(|| named("url").filter(|_| claims));
        let Some(url) = url else {
            without += usize::from(claims);
            continue;
        };
        if feeds.len() >= limits::ENTRIES_MAX {
            flaws.push(Flaw::new(format!("only the first {} feeds were read", limits::ENTRIES_MAX)));
            break;
        }
        feeds.push(OpmlFeed {
            url,
            title: named("title").or_else(|| named("text")),
            home: named("htmlurl"),
            folders: folders(&tree, index),
        });
    }
    if without > 0 {
        flaws.push(Flaw::new(format!("{without} outlines are said to be feeds and have no address")));
    }
    if feeds.is_empty() {
        flaws.push(Flaw::new("no feed stands in this list: an OPML file has outlines with xmlUrl"));
    }
    let mut seen = std::collections::BTreeSet::new();
    feeds.retain(|feed| seen.insert((feed.url.clone(), feed.folders.clone())));
    (feeds, flaws)
}

/// The names of the outlines around one, outermost first.
fn folders(tree: &Tree<'_>, index: usize) -> Vec<String> {
    let around = tree.ancestors(index).map(|i| tree.node(i)).filter(|node| node.name == "outline");
    let mut names: Vec<String> = around
        .filter_map(|node| ["title", "text"].into_iter().find_map(|name| node.attribute(name)).and_then(value))
        .collect();
    names.reverse();
    names
}

/// What an attribute says, without the control characters that no list can be written with; `None`: nothing.
fn value(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    Some(kept.trim().to_owned()).filter(|kept| !kept.is_empty())
}

/// Writes feeds as OPML 2.0, in folders where they have any; feeds of one folder that stand together share its outline.
pub fn write_opml(title: &str, feeds: &[OpmlFeed]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>");
    escape(title, &mut out);
    out.push_str("</title></head>\n<body>\n");
    let mut open: &[String] = &[];
    for feed in feeds {
        let shared = open.iter().zip(&feed.folders).take_while(|(a, b)| a == b).count();
        out.push_str(&"</outline>\n".repeat(open.len() - shared));
        for folder in feed.folders.iter().skip(shared) {
            out.push_str("<outline");
            attribute("text", Some(folder), &mut out);
            out.push_str(">\n");
        }
        open = &feed.folders;
        out.push_str("<outline type=\"rss\"");
        attribute("text", feed.title.as_deref().or(Some(&feed.url)), &mut out);
        attribute("title", feed.title.as_deref(), &mut out);
        attribute("xmlUrl", Some(&feed.url), &mut out);
        attribute("htmlUrl", feed.home.as_deref(), &mut out);
        out.push_str("/>\n");
    }
    out.push_str(&"</outline>\n".repeat(open.len()));
    out.push_str("</body>\n</opml>\n");
    out
}

fn attribute(name: &str, value: Option<&str>, out: &mut String) {
    let Some(value) = value else { return };
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

/// XML has no place for control characters; line ends in attributes are kept as references.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            c if c.is_control() => {}
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn feed(url: &str, title: &str, folders: &[&str]) -> OpmlFeed {
        OpmlFeed {
            url: url.into(),
            title: Some(title.into()),
            home: None,
            folders: folders.iter().map(|&folder| folder.into()).collect(),
        }
    }

    #[test]
    fn an_address_of_control_characters_is_none() {
        let text = "<opml><body><outline text='A' type='rss' xmlUrl='\u{1}'/><outline xmlUrl=' https://b.example/\u{1}f'/></body></opml>";
        let (feeds, flaws) = opml(text.as_bytes());
        assert_eq!((feeds.len(), feeds[0].url.as_str(), flaws.len()), (1, "https://b.example/f", 1));
    }

    #[test]
    fn lists_as_other_readers_write_them() {
        let text = "<OPML><body><outline text='News & co'><outline text=World><OUTLINE TYPE=rss TEXT='A' XMLURL='https://a.example/f'/>\
            </outline><outline title='B' text='b' xmlUrl=\"https://b.example/f?x=1&y=2\"></outline></outline>\
            <outline type='rss' text='gone'/><outline type='rss' url='https://c.example/f' text='C'/><outline xmlUrl='https://c.example/f'";
        let (feeds, flaws) = opml(text.as_bytes());
        let want = [
            feed("https://a.example/f", "A", &["News & co", "World"]),
            feed("https://b.example/f?x=1&y=2", "B", &["News & co"]),
            feed("https://c.example/f", "C", &[]),
        ];
        assert_eq!(feeds, want);
        assert_eq!(flaws.len(), 1, "{flaws:?}");
        assert_eq!(opml(b"<html>").1.len(), 1);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            names in prop::collection::vec(("[a-z]{1,8}", "\\PC{1,12}", prop::collection::vec("[a-c&<\"]{1,3}", 0..3)), 1..8),
        ) {
            let mut feeds: Vec<OpmlFeed> = Vec::new();
            for (at, (host, title, folders)) in names.into_iter().enumerate() {
                let title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
                feeds.push(OpmlFeed { url: format!("https://{host}.example/{at}"), title, home: Some("https://a.example/".into()), folders });
            }
            let text = write_opml("Mine", &feeds);
            let mut read = opml(text.as_bytes()).0;
            for (read, written) in read.iter_mut().zip(&feeds) {
                // A feed without a title is shown by its address.
                if written.title.is_none() { read.title = None; }
            }
            prop_assert_eq!(read, feeds);
        }
    }
}
