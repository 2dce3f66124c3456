//! Which vocabulary a feed's element belongs to: by its declared namespace, else by the prefix that everybody uses for it.

use std::collections::BTreeMap;

use crate::tree::{Node, Tree};

/// A distinctive piece of each namespace's address (lower case) and the short name used here. RSS and Atom as such are "".
const KNOWN: &[(&str, &str)] = &[
    ("w3.org/2005/atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("purl.org/dc/elements", "dc"),
    ("purl.org/dc/terms", "dcterms"),
    ("rss/1.0/modules/content", "content"),
    ("rss/1.0/modules/", "other"),
    ("purl.org/rss/", ""),
    ("purl.org/net/rss", ""),
    ("netscape.com/rdf/simple", ""),
    ("netscape.com/publish/formats/rss", ""),
    ("channel.netscape.com/rdf", ""),
    ("creativecommonsrssmodule", "cc"),
    ("backend.userland.com/rss", ""),
    ("harvard.edu/tech/rss", ""),
    ("itunes.com/dtds/podcast", "itunes"),
    ("search.yahoo.com/mrss", "media"),
    ("georss.org/georss", "georss"),
    ("opengis.net/gml", "gml"),
    ("geo/wgs84_pos", "geo"),
    ("feedburner/ext", "feedburner"),
    ("pheedo.com", "feedburner"),
    ("web.resource.org/cc", "cc"),
    ("creativecommons.org/ns", "cc"),
    ("w3.org/1999/xhtml", "xhtml"),
    ("sitemap-news", "news"),
    ("sitemap-image", "image"),
    ("sitemaps.org/schemas", ""),
    ("google.com/schemas/sitemap/", ""),
    ("22-rdf-syntax-ns", "rdf"),
];

/// Prefixes that mean the same everywhere, for documents that do not declare them.
const USUAL: &[(&str, &str)] = &[
    ("atom", "atom"),
    ("atom10", "atom"),
    ("atom03", "atom"),
    ("a10", "atom"),
    ("dc", "dc"),
    ("dcterms", "dcterms"),
    ("content", "content"),
    ("itunes", "itunes"),
    ("media", "media"),
    ("georss", "georss"),
    ("gml", "gml"),
    ("geo", "geo"),
    ("feedburner", "feedburner"),
    ("pheedo", "feedburner"),
    ("cc", "cc"),
    ("creativecommons", "cc"),
    ("xhtml", "xhtml"),
    ("news", "news"),
    ("image", "image"),
    ("rdf", "rdf"),
    ("rss", ""),
];

/// The prefixes of a document.
pub struct Spaces<'t> {
    /// By prefix: from which node on it means which vocabulary, in the document's order.
    declared: BTreeMap<&'t str, Vec<(usize, &'static str)>>,
}

impl<'t> Spaces<'t> {
    /// Collects the declarations of a document.
    pub fn of(tree: &'t Tree<'_>) -> Self {
        let mut declared: BTreeMap<&str, Vec<(usize, &'static str)>> = BTreeMap::new();
        for (index, node) in tree.nodes.iter().enumerate() {
            for (name, value) in &node.attributes {
                let Some(prefix) = name.strip_prefix("xmlns:") else { continue };
                let space = known(value).or_else(|| usual(prefix)).unwrap_or("other");
                let list = declared.entry(prefix).or_default();
                if list.last().is_none_or(|&(_, last)| last != space) {
                    list.push((index, space));
                }
            }
        }
        Self { declared }
    }

    /// The vocabulary and the local name of an element, in lower case.
    pub fn name<'n>(&self, index: usize, node: &'n Node<'_>) -> (&'static str, &'n str) {
        let Some((prefix, local)) = node.name.split_once(':') else {
            // The default namespace: a foreign one is declared on the element itself.
            let own = node.attribute("xmlns").and_then(known);
            return (own.filter(|&space| space != "atom").unwrap_or(""), &node.name);
        };
        let declared = self.declared.get(prefix).and_then(|list| {
            let after = list.partition_point(|&(from, _)| from <= index);
            list.get(after.saturating_sub(1)).map(|&(_, space)| space)
        });
        (declared.or_else(|| usual(prefix)).unwrap_or("other"), local)
    }
}

fn known(address: &str) -> Option<&'static str> {
    let address = address.trim().to_ascii_lowercase();
    KNOWN.iter().find(|(piece, _)| address.contains(piece)).map(|&(_, space)| space)
}

fn usual(prefix: &str) -> Option<&'static str> {
    USUAL.iter().find(|(known, _)| *known == prefix).map(|&(_, space)| space)
}
