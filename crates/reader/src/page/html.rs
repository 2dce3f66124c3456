//! HTML to a flat tree: a forgiving tokenizer (WHATWG HTML 13.2 without its adoption agency and foster parents) and an arena
//! in document order. Nothing is copied: texts and attributes are slices of the page and are decoded by whoever keeps them.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3, memmem};
use model::limits::{ATTRIBUTES_MAX, DEPTH_MAX, NODES_MAX};

use crate::entities;

macro_rules! tags {
    ($($tag:ident $name:literal),* $(,)?) => {
        /// The elements that reading tells apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Tag {
            /// A text, no element.
            Text,
            /// The page itself.
            Root,
            /// An element that is not told apart: inline.
            Other,
            /// An element with a hyphen in its name: a block.
            Custom,
            $(#[doc = $name] $tag,)*
        }

        fn tag_of(name: &str) -> Tag {
            match name {
                $($name => Tag::$tag,)*
                _ if name.contains('-') => Tag::Custom,
                _ => Tag::Other,
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Address "address", AmpImg "amp-img", AmpAd "amp-ad", AmpList "amp-list", Article "article",
    Aside "aside", Audio "audio", B "b", Base "base", Blockquote "blockquote", Body "body", Br "br", Button "button",
    Caption "caption", Center "center", Cite "cite", Code "code", Dd "dd", Details "details", Dialog "dialog", Div "div",
    Dl "dl", Dt "dt", Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure",
    Font "font", Footer "footer", Form "form", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head",
    Header "header", Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input",
    Label "label", Legend "legend", Li "li", Link "link", Main "main", Menu "menu", Meta "meta", Nav "nav",
    Noscript "noscript", Object "object", Ol "ol", Optgroup "optgroup", Option "option", P "p", Param "param",
    Picture "picture", Pre "pre", Q "q", Rp "rp", Rt "rt", Script "script", Section "section", Select "select",
    Small "small", Source "source", Span "span", Strong "strong", Style "style", Sub "sub", Summary "summary",
    Sup "sup", Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template", Textarea "textarea",
    Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title", Tr "tr", U "u", Ul "ul", Video "video",
    Wbr "wbr", Col "col", Area "area", Track "track",
}

impl Tag {
    /// Elements that never hold anything.
    fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Elements whose content is text up to their end tag.
    fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Textarea | Title | Iframe | Noscript)
    }

    /// Elements that end no block of text.
    pub fn is_inline(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Text | Other
                | A
                | Abbr
                | B
                | Cite
                | Code
                | Em
                | Font
                | I
                | Label
                | Q
                | Rp
                | Rt
                | Small
                | Span
                | Strong
                | Sub
                | Sup
                | Time
                | U
                | Wbr
                | Source
                | Script
                | Style
                | Noscript
                | Svg
                | Template
                | Link
                | Meta
                | Input
        )
    }

    /// h1 to h6: 1 to 6.
    pub fn heading(self) -> Option<u8> {
        Some(match self {
            Tag::H1 => 1,
            Tag::H2 => 2,
            Tag::H3 => 3,
            Tag::H4 => 4,
            Tag::H5 => 5,
            Tag::H6 => 6,
            _ => return None,
        })
    }

    /// End tags inside these do not reach what is open outside.
    fn is_wall(self) -> bool {
        matches!(self, Tag::Td | Tag::Th | Tag::Table | Tag::Caption | Tag::Object | Tag::Template)
    }
}

/// An element or a text.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    /// Which element.
    pub tag: Tag,
    /// Index of the parent; of the root: 0.
    pub parent: usize,
    /// One past the last node inside.
    pub end: usize,
    /// A text's characters as they stand in the page; an element's attributes.
    pub raw: &'a str,
}

/// A page as nodes in document order; node 0 is the root.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    /// All nodes.
    pub nodes: Vec<Node<'a>>,
    /// The page was longer than the limits allow.
    pub cut: bool,
}

impl<'a> Tree<'a> {
    /// The tag of a node.
    pub fn tag(&self, index: usize) -> Tag {
        self.nodes.get(index).map_or(Tag::Root, |node| node.tag)
    }

    /// The parent of a node.
    pub fn parent(&self, index: usize) -> usize {
        self.nodes.get(index).map_or(0, |node| node.parent)
    }

    /// One past the last node inside.
    pub fn end(&self, index: usize) -> usize {
        self.nodes.get(index).map_or(index, |node| node.end)
    }

    /// The nodes above, nearest first, without the root.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let up = |&i: &usize| Some(self.parent(i)).filter(|&parent| parent != 0);
        std::iter::successors(Some(index), up).skip(1)
    }

    /// An attribute as it stands in the page.
    pub fn raw_attribute(&self, index: usize, name: &str) -> Option<&'a str> {
        let node = self.nodes.get(index).filter(|node| node.tag != Tag::Text && !node.raw.is_empty())?;
        attributes(node.raw).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// An attribute, decoded and trimmed; `None` where it is empty.
    pub fn attribute(&self, index: usize, name: &str) -> Option<Cow<'a, str>> {
        let value = self.raw_attribute(index, name)?.trim();
        (!value.is_empty()).then(|| entities::decode(value))
    }

    /// The text inside a node, white space squeezed.
    pub fn text(&self, index: usize) -> String {
        let mut out = String::new();
        let mut i = index;
        while i < self.end(index) {
            match self.nodes.get(i) {
                Some(node) if node.tag == Tag::Text => {
                    if node.raw.starts_with(char::is_whitespace) {
                        out.push(' ');
                    }
                    for word in entities::decode(node.raw).split_whitespace() {
                        out.push_str(word);
                        out.push(' ');
                    }
                    if !node.raw.ends_with(char::is_whitespace) {
                        out.pop();
                    }
                }
                Some(node) if matches!(node.tag, Tag::Script | Tag::Style | Tag::Svg | Tag::Noscript) && i != index => {
                    i = node.end;
                    continue;
                }
                Some(node) if !node.tag.is_inline() || node.tag == Tag::Br => out.push(' '),
                _ => {}
            }
            i += 1;
        }
        super::words::squeeze(&out)
    }
}

/// The attributes of a tag: names and raw values.
pub fn attributes(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = raw.as_bytes();
    let mut at = 0;
    let next = move || {
        while bytes.get(at).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'=')) {
            at += 1;
        }
        let start = at;
        while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'=')) {
            at += 1;
        }
        let name = raw.get(start..at).filter(|name| !name.is_empty())?;
        let mut after = at;
        while bytes.get(after).is_some_and(u8::is_ascii_whitespace) {
            after += 1;
        }
        if bytes.get(after) != Some(&b'=') {
            return Some((name, ""));
        }
        after += 1;
        while bytes.get(after).is_some_and(u8::is_ascii_whitespace) {
            after += 1;
        }
        let rest = bytes.get(after..).unwrap_or_default();
        let (from, length, skip) = match rest.first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let inner = rest.get(1..).unwrap_or_default();
                (after + 1, memchr(quote, inner).unwrap_or(inner.len()), 1)
            }
            _ => (after, rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len()), 0),
        };
        at = from + length + skip;
        Some((name, raw.get(from..from + length).unwrap_or("")))
    };
    std::iter::from_fn(next).take(ATTRIBUTES_MAX)
}

/// Builds the tree of a page.
pub fn parse(page: &str) -> Tree<'_> {
    let mut parser = Parser::new(page);
    parser.run();
    parser.finish()
}

struct Parser<'a> {
    page: &'a str,
    at: usize,
    nodes: Vec<Node<'a>>,
    /// Open elements with their names, the root first.
    open: Vec<(usize, &'a str)>,
    /// How many elements of each tag are open.
    count: [u32; 256],
    /// Raw elements for which no end tag was found any more.
    endless: Vec<Tag>,
    /// From here on there is no more `"`, no more `'`.
    no_quote: [usize; 2],
    cut: bool,
}

impl<'a> Parser<'a> {
    fn new(page: &'a str) -> Self {
        let mut nodes = Vec::with_capacity(page.len() / 24);
        nodes.push(Node { tag: Tag::Root, parent: 0, end: 0, raw: "" });
        let quotes = [usize::MAX; 2];
        Self {
            page,
            at: 0,
            nodes,
            open: vec![(0, "")],
            count: [0; 256],
            endless: Vec::new(),
            no_quote: quotes,
            cut: false,
        }
    }

    fn run(&mut self) {
        let bytes = self.page.as_bytes();
        while self.at < bytes.len() {
            if self.nodes.len() >= NODES_MAX {
                self.cut = true;
                return;
            }
            let rest = bytes.get(self.at..).unwrap_or_default();
            let mut text = memchr(b'<', rest).unwrap_or(rest.len());
            // A "<" that begins nothing is text.
            while rest.get(text + 1).is_some_and(|b| !b.is_ascii_alphabetic() && !matches!(b, b'/' | b'!' | b'?')) {
                let from = text + 1;
                text = memchr(b'<', rest.get(from..).unwrap_or_default()).map_or(rest.len(), |more| from + more);
            }
            if text > 0 {
                let raw = self.page.get(self.at..self.at + text).unwrap_or("");
                self.leaf(Tag::Text, raw);
                self.at += text;
            }
            match bytes.get(self.at + 1) {
                Some(b'!' | b'?') => self.skip_declaration(),
                Some(b'/') => self.end_tag(),
                Some(_) => self.start_tag(),
                None => self.at = bytes.len(),
            }
        }
    }

    fn finish(mut self) -> Tree<'a> {
        self.close_to(0);
        let length = self.nodes.len();
        if let Some(root) = self.nodes.first_mut() {
            root.end = length;
        }
        Tree { nodes: self.nodes, cut: self.cut }
    }

    /// Skips a comment, a declaration, a CDATA section.
    fn skip_declaration(&mut self) {
        let rest = self.page.as_bytes().get(self.at..).unwrap_or_default();
        let length = if rest.starts_with(b"<!-->") {
            Some(5)
        } else if rest.starts_with(b"<!--") {
            memmem::find(rest.get(4..).unwrap_or_default(), b"-->").map(|at| at + 7)
        } else {
            memchr(b'>', rest).map(|at| at + 1)
        };
        self.at += length.unwrap_or(rest.len());
    }

    fn leaf(&mut self, tag: Tag, raw: &'a str) {
        let parent = self.open.last().map_or(0, |&(index, _)| index);
        let end = self.nodes.len() + 1;
        self.nodes.push(Node { tag, parent, end, raw });
    }

    fn start_tag(&mut self) {
        let name_start = self.at + 1;
        let name = self.name(name_start);
        let tag = lower_tag(name);
        let attributes_start = name_start + name.len();
        let end = self.tag_end(attributes_start);
        let raw = self.page.get(attributes_start..end).unwrap_or("");
        self.at = end + 1;
        self.implied_ends(tag);
        self.leaf(tag, raw);
        if tag.is_raw() && !self.endless.contains(&tag) {
            match self.find_end(name) {
                Some(length) => {
                    let text = self.page.get(self.at..self.at + length).unwrap_or("");
                    self.push_open(name);
                    self.leaf(Tag::Text, text);
                    self.at += length;
                    return;
                }
                None if matches!(tag, Tag::Script | Tag::Style) => self.at = self.page.len(),
                None => self.endless.push(tag),
            }
        }
        let closed = raw.ends_with('/') && matches!(tag, Tag::Svg | Tag::Custom | Tag::AmpImg | Tag::AmpAd);
        if !tag.is_void() && !closed && self.open.len() < DEPTH_MAX {
            self.push_open(name);
        }
    }

    /// Opens the node that was added last.
    fn push_open(&mut self, name: &'a str) {
        let index = self.nodes.len() - 1;
        if let Some(count) = self.nodes.get(index).and_then(|node| self.count.get_mut(usize::from(node.tag as u8))) {
            *count += 1;
        }
        self.open.push((index, name));
    }

    fn name(&self, start: usize) -> &'a str {
        let rest = self.page.as_bytes().get(start..).unwrap_or_default();
        let length =
            rest.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'<' | b'"' | b'\''));
        self.page.get(start..start + length.unwrap_or(rest.len())).unwrap_or("")
    }

    /// Where the tag's `>` stands; quoted values may hold one. A quote that never ends counts as a character.
    fn tag_end(&mut self, start: usize) -> usize {
        let bytes = self.page.as_bytes();
        let mut at = start;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(found) = memchr3(b'>', b'"', b'\'', rest) else { return bytes.len() };
            at += found;
            let quote = match bytes.get(at) {
                Some(b'"') => 0,
                Some(b'\'') => 1,
                _ => return at,
            };
            let before = bytes.get(start..at).unwrap_or_default();
            let opens = before.iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=');
            at += 1;
            if !opens || self.no_quote.get(quote).is_some_and(|&none| at >= none) {
                continue;
            }
            let inner = bytes.get(at..).unwrap_or_default();
            match memchr(if quote == 0 { b'"' } else { b'\'' }, inner) {
                Some(length) => at += length + 1,
                None => {
                    if let Some(none) = self.no_quote.get_mut(quote) {
                        *none = at;
                    }
                }
            }
        }
    }

    /// How far the end tag of a raw element is.
    fn find_end(&self, name: &str) -> Option<usize> {
        let rest = self.page.as_bytes().get(self.at..)?;
        memmem::find_iter(rest, b"</").find(|&at| {
            let after = rest.get(at + 2..at + 2 + name.len());
            after.is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        })
    }

    fn end_tag(&mut self) {
        let name = self.name(self.at + 2);
        let rest = self.page.as_bytes().get(self.at..).unwrap_or_default();
        self.at += memchr2(b'>', b'\0', rest).map_or(rest.len(), |at| at + 1);
        let tag = lower_tag(name);
        if tag == Tag::Br {
            return self.leaf(Tag::Br, "");
        }
        let heading = tag.heading().is_some();
        if !heading && self.count.get(usize::from(tag as u8)).is_none_or(|&count| count == 0) {
            if tag == Tag::P {
                self.leaf(Tag::P, "");
            }
            return;
        }
        for position in (1..self.open.len()).rev() {
            let Some(&(index, open_name)) = self.open.get(position) else { return };
            let open = self.tag_at(index);
            let same = if heading { open.heading().is_some() } else { open == tag };
            if same && (!matches!(tag, Tag::Other | Tag::Custom) || open_name.eq_ignore_ascii_case(name)) {
                return self.close_to(position);
            }
            // An inline end tag does not close blocks; no end tag leaves its cell but a table's own.
            let table = matches!(tag, Tag::Table | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Td | Tag::Th);
            let leaves = open.is_wall() && !(table && !(open == Tag::Table && tag != Tag::Table));
            if leaves && !matches!(tag, Tag::Body | Tag::Html) || tag.is_inline() && !open.is_inline() && tag != Tag::A
            {
                return;
            }
        }
    }

    fn tag_at(&self, index: usize) -> Tag {
        self.nodes.get(index).map_or(Tag::Root, |node| node.tag)
    }

    /// Closes the open elements from this position of the stack on.
    fn close_to(&mut self, position: usize) {
        let end = self.nodes.len();
        while self.open.len() > position.max(1) {
            let Some((index, _)) = self.open.pop() else { return };
            if let Some(node) = self.nodes.get_mut(index) {
                node.end = end;
                if let Some(count) = self.count.get_mut(usize::from(node.tag as u8)) {
                    *count -= 1;
                }
            }
        }
    }

    /// Closes what a start tag ends by itself.
    fn implied_ends(&mut self, tag: Tag) {
        use Tag::*;
        if let Some(&(index, _)) = self.open.last()
            && self.tag_at(index) == Head
            && !matches!(tag, Meta | Link | Script | Style | Title | Base | Noscript | Template | Head | Other)
        {
            self.close_to(self.open.len() - 1);
        }
        match tag {
            Li => self.close_within(&[Li], &[Ul, Ol, Menu]),
            Dt | Dd => self.close_within(&[Dt, Dd], &[Dl]),
            Tr => self.close_within(&[Tr], &[Table]),
            Td | Th => self.close_within(&[Td, Th], &[Table]),
            Tbody | Thead | Tfoot => self.close_within(&[Tbody, Thead, Tfoot], &[Table]),
            Option | Optgroup => self.close_within(&[Option], &[Select]),
            Button => self.close_within(&[Button], &[]),
            A => self.close_within(&[A], &[P, Div, Li, Td, Article, Section]),
            _ => {}
        }
        if !tag.is_inline()
            && !matches!(
                tag,
                Br | Img
                    | AmpImg
                    | Picture
                    | Iframe
                    | Video
                    | Audio
                    | Object
                    | Custom
                    | Button
                    | Textarea
                    | Select
                    | Option
            )
        {
            self.close_within(&[P], &[Div, Li, Article, Section, Blockquote, Figure, Aside, Button, Custom]);
            if tag.heading().is_some() {
                self.close_within(&[H1, H2, H3, H4, H5, H6], &[Div, Li, Article, Section]);
            }
        }
    }

    /// Closes the nearest of `tags` unless one of `walls` stands before it.
    fn close_within(&mut self, tags: &[Tag], walls: &[Tag]) {
        let count = |tag: &Tag| self.count.get(usize::from(*tag as u8)).copied().unwrap_or(0);
        if tags.iter().map(count).sum::<u32>() == 0 {
            return;
        }
        for position in (1..self.open.len()).rev() {
            let Some(&(index, _)) = self.open.get(position) else { return };
            let open = self.tag_at(index);
            if tags.contains(&open) {
                return self.close_to(position);
            }
            if walls.contains(&open)
                || open == Tag::Table
                || (open.is_wall() && !tags.contains(&Tag::Tr) && !tags.contains(&Tag::Tbody))
            {
                return;
            }
        }
    }
}

/// The tag of a name in any case.
fn lower_tag(name: &str) -> Tag {
    let mut lower = [0_u8; 16];
    let Some(slot) = lower.get_mut(..name.len()) else {
        return if name.contains('-') { Tag::Custom } else { Tag::Other };
    };
    slot.copy_from_slice(name.as_bytes());
    slot.make_ascii_lowercase();
    std::str::from_utf8(slot).map_or(Tag::Other, tag_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested names.
    fn shape(page: &str) -> String {
        let tree = parse(page);
        let mut out = String::new();
        for (index, node) in tree.nodes.iter().enumerate().skip(1) {
            let depth = tree.ancestors(index).count();
            let name =
                if node.tag == Tag::Text { node.raw.to_owned() } else { format!("{:?}", node.tag).to_lowercase() };
            out.push_str(&format!("{depth}{name} "));
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn ends_that_nobody_wrote() {
        for (page, want) in [
            ("<p>a<p>b", "0p 1a 0p 1b"),
            ("<p>a<div>b</div>", "0p 1a 0div 1b"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "0ul 1li 2a 1li 2b 2ul 3li 4c 0d"),
            ("<table><tr><td>a<td>b<tr><td>c</table>d", "0table 1tr 2td 3a 2td 3b 1tr 2td 3c 0d"),
            ("<div><b>a</div>b", "0div 1b 2a 0b"),
            ("<td>a</div>b", "0td 1a 1b"),
            ("a < b <!-- c --> d", "0a < b  0 d"),
            ("<script>if (a<b) '</p>'</script>x", "0script 1if (a<b) '</p>' 0x"),
            ("<p title=\"a>b\">c", "0p 1c"),
            ("<p title=\"a>b", "0p 1b"),
            ("<h1>a</h2>b", "0h1 1a 0b"),
        ] {
            assert_eq!(shape(page), want, "{page}");
        }
    }

    #[test]
    fn attributes_in_any_form() {
        let all: Vec<_> = attributes(" a=1 b='2 3' c = \"4\" d e=f/g / ").collect();
        assert_eq!(all, [("a", "1"), ("b", "2 3"), ("c", "4"), ("d", ""), ("e", "f/g")]);
    }
}
