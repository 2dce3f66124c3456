//! XML to a tree, whatever it looks like: a forgiving tokenizer and a flat arena for feeds and lists of feeds; nothing is
//! refused, nothing recurses, and everything has a limit.

use std::borrow::Cow;

use memchr::{memchr, memmem};
use model::limits;

use crate::entities;

/// An element or a text of a [`Tree`].
#[derive(Debug, Default)]
pub struct Node<'a> {
    /// In lower case; empty: a text.
    pub name: Cow<'a, str>,
    /// Names in lower case, values with references replaced.
    pub attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Of a text, with references replaced.
    pub text: Cow<'a, str>,
    /// Index of the element around it.
    pub parent: usize,
    /// Index of the first node inside, 0: none.
    pub first_child: usize,
    /// Index of the next node beside it, 0: none.
    pub next: usize,
    last_child: usize,
}

impl Node<'_> {
    /// Is it a text?
    pub fn is_text(&self) -> bool {
        self.name.is_empty()
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_ref())
    }
}

/// A document; node 0 is its root.
#[derive(Debug)]
pub struct Tree<'a> {
    /// All nodes in the document's order.
    pub nodes: Vec<Node<'a>>,
    /// A limit was met or the end came in the middle of something.
    pub cut: bool,
}

/// Fields of a feed that hold plain text only.
const FEED_LEAVES: &[&str] = &[
    "title",
    "link",
    "guid",
    "pubdate",
    "id",
    "updated",
    "published",
    "dc:date",
    "dc:creator",
    "language",
    "comments",
];
/// Fields of a feed whose names HTML uses too: they end a leaf that stands open.
const FEED_FIELDS: &[&str] =
    &["title", "link", "description", "id", "summary", "content", "author", "category", "language", "source"];
/// Fields of a feed whose names nobody else uses: they end a field that stands open, with all markup in it.
const FEED_ONLY_FIELDS: &[&str] = &[
    "guid",
    "pubdate",
    "published",
    "updated",
    "enclosure",
    "comments",
    "dc:date",
    "dc:creator",
    "content:encoded",
    "lastbuilddate",
];
/// Fields of a feed that hold text or markup.
const FEED_TEXTS: &[&str] = &[
    "title",
    "link",
    "guid",
    "pubdate",
    "id",
    "updated",
    "published",
    "dc:date",
    "dc:creator",
    "comments",
    "description",
    "summary",
    "content",
    "content:encoded",
];

/// Reads markup.
pub fn parse(source: &str) -> Tree<'_> {
    let mut builder =
        Builder { tree: Tree { nodes: vec![Node::default()], cut: false }, open: vec![0], absent: Vec::new() };
    builder.tree.nodes.reserve(source.len() / 40);
    let mut rest = source;
    while !rest.is_empty() && !builder.tree.cut {
        let at = next_tag(rest);
        let (text, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !text.is_empty() {
            builder.text(entities::decode(text));
        }
        rest = if after.is_empty() { "" } else { builder.tag(after) };
    }
    builder.tree.cut |= builder.open.len() > 1;
    builder.tree
}

/// Where the next tag begins: a bare `<` is text.
fn next_tag(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = memchr(b'<', bytes.get(from..).unwrap_or_default()) {
        let at = from + at;
        match bytes.get(at + 1) {
            Some(c) if c.is_ascii_alphabetic() || matches!(c, b'/' | b'!' | b'?') => return at,
            Some(b'_' | 0x80..) => return at,
            _ => from = at + 1,
        }
    }
    bytes.len()
}

struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
    /// Markers that do not come again.
    absent: Vec<&'static str>,
}

impl<'a> Builder<'a> {
    /// Takes the tag at the beginning of `text`; what comes after it.
    fn tag(&mut self, text: &'a str) -> &'a str {
        if text.starts_with("<!--") {
            // An unclosed comment ends at its first `>`: better some of its words than none of the rest.
            let end = self.end(text, 4, "-->").or_else(|| self.end(text, 4, ">"));
            return end.and_then(|end| text.get(end..)).unwrap_or("");
        }
        if let Some(inside) = text.strip_prefix("<![CDATA[") {
            let end = memmem::find(inside.as_bytes(), b"]]>").unwrap_or(inside.len());
            self.text(Cow::Borrowed(inside.get(..end).unwrap_or("")));
            return inside.get(end + 3..).unwrap_or("");
        }
        if text.starts_with("<!") {
            return self.declaration(text);
        }
        if text.starts_with("<?") {
            let end = self.end(text, 2, "?>").or_else(|| self.end(text, 2, ">"));
            return end.and_then(|end| text.get(end..)).unwrap_or("");
        }
        if let Some(name) = text.strip_prefix("</") {
            let end = memchr(b'>', name.as_bytes()).unwrap_or(name.len());
            let inside = name.get(..end).unwrap_or("");
            let inside = inside.split([' ', '\t', '\n', '\r', '/', '<']).next().unwrap_or("");
            self.close(&lower(inside));
            return name.get(end + 1..).unwrap_or("");
        }
        self.element(text)
    }

    /// A document type with its internal subset, which is passed over: no entity is ever declared here.
    fn declaration(&mut self, text: &'a str) -> &'a str {
        let plain = memchr(b'>', text.as_bytes()).map_or(text.len(), |at| at + 1);
        let subset = memchr(b'[', text.as_bytes()).filter(|&at| at < plain);
        let end = subset.and_then(|at| self.end(text, at, "]>")).unwrap_or(plain);
        text.get(end..).unwrap_or("")
    }

    /// The byte after the next `marker` from byte `from` on. What was once looked for in vain is not looked for again, so that
    /// a document of unclosed comments takes no longer than another.
    fn end(&mut self, text: &str, from: usize, marker: &'static str) -> Option<usize> {
        if self.absent.contains(&marker) {
            return None;
        }
        let found = memmem::find(text.as_bytes().get(from..)?, marker.as_bytes());
        if found.is_none() {
            self.absent.push(marker);
        }
        found.map(|at| from + at + marker.len())
    }

    fn element(&mut self, text: &'a str) -> &'a str {
        let bytes = text.as_bytes();
        let name_end = 1 + bytes
            .iter()
            .skip(1)
            .take_while(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'>' | b'<'))
            .count();
        let name = lower(text.get(1..name_end).unwrap_or(""));
        let (attributes, end, closed) = attributes(text, name_end);
        let rest = text.get(end..).unwrap_or("");
        if bytes.get(end.saturating_sub(1)) != Some(&b'>') {
            // A bare `<` before a letter, or the document's end within a tag.
            if !rest.is_empty() {
                self.text(entities::decode(text.get(..end).unwrap_or("")));
            }
            return rest;
        }
        self.imply_feed_ends(&name);
        let index = self.add(Node { name, attributes, ..Node::default() });
        if !closed && self.open.len() < limits::DEPTH_MAX {
            self.open.push(index);
        }
        rest
    }

    fn text(&mut self, text: Cow<'a, str>) {
        self.add(Node { text, ..Node::default() });
    }

    fn add(&mut self, mut node: Node<'a>) -> usize {
        let index = self.tree.nodes.len();
        if index >= limits::NODES_MAX {
            self.tree.cut = true;
            return 0;
        }
        let parent = self.open.last().copied().unwrap_or(0);
        node.parent = parent;
        self.tree.nodes.push(node);
        let before = match self.tree.nodes.get_mut(parent) {
            Some(parent) => {
                if parent.first_child == 0 {
                    parent.first_child = index;
                }
                std::mem::replace(&mut parent.last_child, index)
            }
            None => 0,
        };
        if before != 0
            && let Some(before) = self.tree.nodes.get_mut(before)
        {
            before.next = index;
        }
        index
    }

    /// An end tag closes the nearest element of its name with all in it, and nothing where none is open.
    fn close(&mut self, name: &str) {
        let is_named = |i: &usize| self.tree.nodes.get(*i).is_some_and(|node| node.name == name);
        if let Some(depth) = self.open.iter().rposition(is_named) {
            self.open.truncate(depth.max(1));
        }
    }

    /// Ends what a feed forgot to end: an entry begins no other entry, and a title, link or date holds no other field.
    fn imply_feed_ends(&mut self, name: &str) {
        let name_at =
            |depth: usize| self.open.get(depth).and_then(|&i| self.tree.nodes.get(i)).map_or("", |n| n.name.as_ref());
        let top = self.open.len().saturating_sub(1);
        if matches!(name, "item" | "entry") {
            if let Some(depth) = (1..=top).rev().find(|&depth| name_at(depth) == name) {
                self.open.truncate(depth);
            }
        } else if FEED_LEAVES.contains(&name_at(top)) && (FEED_FIELDS.contains(&name) || name.contains(':')) {
            // A leaf that says its type may hold XHTML under any prefix.
            let typed =
                self.open.get(top).and_then(|&i| self.tree.nodes.get(i)).is_some_and(|n| n.attribute("type").is_some());
            if FEED_FIELDS.contains(&name) || !typed {
                self.open.truncate(top);
            }
        } else if FEED_ONLY_FIELDS.contains(&name) {
            let stops = |name: &str| matches!(name, "item" | "entry" | "channel" | "feed" | "source");
            let depths = (1..=top).rev().take_while(|&depth| !stops(name_at(depth)));
            if let Some(depth) = depths.filter(|&depth| FEED_TEXTS.contains(&name_at(depth))).last() {
                self.open.truncate(depth);
            }
        }
    }
}

/// In lower case, borrowed where it is already.
fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

type Attributes<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// The attributes from byte `at` of a tag on; the byte after the tag, and whether a slash closed it.
fn attributes(text: &str, mut at: usize) -> (Attributes<'_>, usize, bool) {
    let bytes = text.as_bytes();
    let mut attributes = Vec::new();
    let mut closed = false;
    loop {
        match bytes.get(at) {
            None => return (attributes, bytes.len(), closed),
            Some(b'>') => return (attributes, at + 1, closed),
            // A tag that never ended: the next one begins here.
            Some(b'<') => return (attributes, at, closed),
            Some(b'/') => {
                closed = true;
                at += 1;
            }
            Some(b) if b.is_ascii_whitespace() || *b == b'\x0c' => at += 1,
            Some(_) => {
                closed = false;
                let begin = at;
                while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/' | b'<'))
                {
                    at += 1;
                }
                if at == begin {
                    at += 1;
                }
                let name = lower(text.get(begin..at).unwrap_or(""));
                let (value, end) = attribute_value(text, at);
                at = end;
                if attributes.len() < limits::ATTRIBUTES_MAX && !name.is_empty() {
                    attributes.push((name, value));
                }
            }
        }
    }
}

/// The value after an attribute's name, if there is one.
fn attribute_value(text: &str, mut at: usize) -> (Cow<'_, str>, usize) {
    let bytes = text.as_bytes();
    let white = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    let name_end = at;
    while white(at) {
        at += 1;
    }
    if bytes.get(at) != Some(&b'=') {
        return (Cow::Borrowed(""), name_end);
    }
    at += 1;
    while white(at) {
        at += 1;
    }
    match bytes.get(at) {
        Some(&quote @ (b'"' | b'\'')) => {
            let begin = at + 1;
            let length = memchr(quote, bytes.get(begin..).unwrap_or_default());
            // Without its closing quote the value ends where the tag would.
            let length = length.or_else(|| memchr(b'>', bytes.get(begin..).unwrap_or_default()));
            let length = length.map(|length| own_length(bytes, begin, length));
            let end = length.map_or(bytes.len(), |length| begin + length);
            let value = entities::decode(text.get(begin..end).unwrap_or(""));
            (value, if bytes.get(end) == Some(&quote) { end + 1 } else { end })
        }
        _ => {
            let begin = at;
            while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && *b != b'>') {
                at += 1;
            }
            (entities::decode(text.get(begin..at).unwrap_or("")), at)
        }
    }
}

/// The length of a value of `length` bytes: where it holds the end of a tag and the beginning of another, its closing quote was
/// forgotten, and the value ends with the tag.
fn own_length(bytes: &[u8], begin: usize, length: usize) -> usize {
    let value = bytes.get(begin..begin + length).unwrap_or_default();
    let tag = memchr(b'<', value).unwrap_or(length);
    memchr(b'>', value.get(..tag).unwrap_or_default()).filter(|_| tag < length).unwrap_or(length)
}

impl<'a> Tree<'a> {
    /// The node of this index; an empty text where there is none.
    pub fn node(&self, index: usize) -> &Node<'a> {
        static NONE: Node<'static> = Node {
            name: Cow::Borrowed(""),
            attributes: Vec::new(),
            text: Cow::Borrowed(""),
            parent: 0,
            first_child: 0,
            next: 0,
            last_child: 0,
        };
        self.nodes.get(index).unwrap_or(&NONE)
    }

    /// The nodes directly inside.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.node(index).first_child;
        std::iter::successors((first != 0).then_some(first), |&at| {
            let next = self.node(at).next;
            (next != 0).then_some(next)
        })
    }

    /// The index after the last node inside: `index..end_of(index)` are the node and all inside it.
    pub fn end_of(&self, index: usize) -> usize {
        let mut last = index;
        loop {
            match self.node(last).last_child {
                0 => return last + 1,
                child => last = child,
            }
        }
    }

    /// The elements around a node, the nearest first.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(self.node(index).parent), |&at| (at != 0).then(|| self.node(at).parent))
            .take_while(|&at| at != 0)
    }

    /// All text inside, as it stands.
    pub fn text_of(&self, index: usize) -> String {
        let mut out = String::new();
        for node in self.nodes.get(index..self.end_of(index)).unwrap_or_default() {
            out.push_str(&node.text);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested brackets.
    fn show(tree: &Tree, index: usize) -> String {
        let node = tree.node(index);
        if node.is_text() && index != 0 {
            return node.text.trim().to_owned();
        }
        let inside: Vec<String> = tree.children(index).map(|child| show(tree, child)).collect();
        format!("{}({})", node.name, inside.join(" "))
    }

    #[test]
    fn xml_with_cdata_and_stray_ends() {
        let tree = parse("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a><b/><c><![CDATA[<p>]]></c></x>&b;</a>");
        assert_eq!(show(&tree, 0), "(a(b() c(<p>) &b;))");
    }

    #[test]
    fn attributes_in_any_form() {
        let tree = parse("<a HREF=x b='1&amp;2' c=\"d\" e f = g/>");
        let node = tree.node(1);
        for (name, want) in [("href", "x"), ("b", "1&2"), ("c", "d"), ("e", ""), ("f", "g/")] {
            assert_eq!(node.attribute(name), Some(want), "{name}");
        }
    }

    #[test]
    fn depth_and_open_tags_stay_bounded() {
        let deep = "<div>".repeat(20_000) + "x";
        let tree = parse(&deep);
        assert!(tree.nodes.iter().any(|node| node.text == "x"));
        parse(&"<b".repeat(20_000));
        parse(&"<a b='".repeat(2_000));
    }
}
