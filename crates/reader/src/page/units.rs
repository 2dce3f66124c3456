//! A tree to units: the runs of text between block elements, with their marks, and the pictures between them.

use model::MarkKind;

use super::html::{Tag, Tree};
use crate::entities;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Text,
    /// h1 to h6.
    Heading(u8),
    /// In a list: the outermost list and the item.
    Item(usize, usize),
    /// In a table: the table and the cell.
    Cell(usize, usize),
    /// In a block quotation.
    Quote(usize),
    /// Preformatted.
    Pre,
    /// A picture.
    Picture,
    /// A frame of another site.
    Embed,
}

/// A run of text, or a picture.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The block element it stands in; of a picture, its own node.
    pub node: usize,
    /// What it is.
    pub kind: Kind,
    /// Where its text stands in [`Units::text`], in bytes.
    pub range: (usize, usize),
    /// Code points.
    pub chars: usize,
    /// Code points inside links.
    pub linked: usize,
    /// Code points in bold.
    pub strong: usize,
    /// Where its marks stand in [`Units::marks`].
    pub marks: (usize, usize),
    /// Its first text node; of a picture, its own node.
    pub inner: usize,
}

/// A mark whose link is still a node. Offsets in code points of its unit.
#[derive(Debug, Clone, Copy)]
pub struct NodeMark {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it is.
    pub kind: MarkKind,
    /// The element.
    pub node: usize,
}

/// All units of a page in order.
#[derive(Debug, Default)]
pub struct Units {
    /// The units.
    pub list: Vec<Unit>,
    /// Their texts, one after the other.
    pub text: String,
    /// Their marks.
    pub marks: Vec<NodeMark>,
}

impl Units {
    /// The text of a unit.
    pub fn text(&self, unit: &Unit) -> &str {
        self.text.get(unit.range.0..unit.range.1).unwrap_or("")
    }
}

/// Cuts a tree into units.
pub fn units(tree: &Tree) -> Units {
    let mut cutter = Cutter {
        tree,
        out: Units::default(),
        blocks: vec![0],
        open: Vec::new(),
        start: 0,
        chars: 0,
        linked: 0,
        strong: 0,
        space: false,
        font: None,
        breaks: 0,
        first: 0,
    };
    cutter.run();
    cutter.out
}

struct Cutter<'t, 'a> {
    tree: &'t Tree<'a>,
    out: Units,
    /// Open block elements.
    blocks: Vec<usize>,
    /// Open inline elements that make marks: node, kind, start in code points.
    open: Vec<(usize, MarkKind, usize)>,
    start: usize,
    chars: usize,
    linked: usize,
    strong: usize,
    /// A space is owed before the next word.
    space: bool,
    /// The inline element that holds all text of the line so far.
    font: Option<usize>,
    /// `br` in a row.
    breaks: u8,
    /// The first text node of the unit.
    first: usize,
}

impl Cutter<'_, '_> {
    fn run(&mut self) {
        let mut i = 1;
        let length = self.tree.nodes.len();
        while i < length {
            self.leave(i);
            let Some(node) = self.tree.nodes.get(i) else { return };
            match node.tag {
                Tag::Text => self.push_text(i),
                Tag::Script
                | Tag::Style
                | Tag::Noscript
                | Tag::Svg
                | Tag::Template
                | Tag::Textarea
                | Tag::Select
                | Tag::Title
                | Tag::Head
                | Tag::Dialog
                | Tag::Rp
                | Tag::Object => {
                    i = node.end;
                    continue;
                }
                // A button that was never closed swallows the page.
                Tag::Button if node.end - i < 60 => {
                    i = node.end;
                    continue;
                }
                Tag::Br => self.line_break(),
                Tag::Img | Tag::AmpImg => self.single(i, Kind::Picture),
                Tag::Iframe | Tag::Embed => {
                    self.single(i, Kind::Embed);
                    i = node.end;
                    continue;
                }
                tag if tag.is_inline() => {
                    if self.is_unseen(i) {
                        i = node.end;
                        continue;
                    }
                    let kind = match tag {
                        Tag::A => Some(MarkKind::Link),
                        Tag::B | Tag::Strong => Some(MarkKind::Strong),
                        Tag::I | Tag::Em => Some(MarkKind::Emphasis),
                        _ => None,
                    };
                    if let Some(kind) = kind {
                        let at = self.chars + usize::from(self.space && self.chars > 0);
                        self.open.push((i, kind, at));
                    }
                }
                _ => {
                    self.flush();
                    self.blocks.push(i);
                }
            }
            i += 1;
        }
        self.leave(usize::MAX);
        self.flush();
    }

    /// Words for screen readers alone ("Image source, ").
    fn is_unseen(&self, i: usize) -> bool {
        let Some(class) = self.tree.raw_attribute(i, "class") else { return false };
        ["visually-hidden", "visuallyhidden", "sr-only", "screen-reader", "u-hidden", "VisuallyHidden"]
            .iter()
            .any(|word| class.contains(word))
    }

    /// Ends what ends before node `i`.
    fn leave(&mut self, i: usize) {
        while let Some(&(node, kind, start)) = self.open.last() {
            if self.tree.end(node) > i {
                break;
            }
            self.open.pop();
            self.mark(node, kind, start);
        }
        while let Some(&block) = self.blocks.last() {
            if block == 0 || self.tree.end(block) > i {
                break;
            }
            self.flush();
            self.blocks.pop();
        }
    }

    fn mark(&mut self, node: usize, kind: MarkKind, start: usize) {
        if self.chars <= start {
            return;
        }
        match kind {
            MarkKind::Link => self.linked += self.chars - start,
            MarkKind::Strong => self.strong += self.chars - start,
            MarkKind::Emphasis => {}
        }
        self.out.marks.push(NodeMark { start, end: self.chars, kind, node });
    }

    fn push_text(&mut self, i: usize) {
        let Some(node) = self.tree.nodes.get(i) else { return };
        let decoded = entities::decode(node.raw);
        let text: &str = &decoded;
        self.space |= text.starts_with(char::is_whitespace);
        let mut any = false;
        for word in text.split_whitespace() {
            let word = word.trim_matches(['\u{200b}', '\u{feff}', '\u{ad}']);
            if word.is_empty() {
                continue;
            }
            if self.chars == 0 {
                self.first = i;
            }
            if (self.space || any) && self.chars > 0 {
                self.out.text.push(' ');
                self.chars += 1;
            }
            self.space = false;
            any = true;
            self.out.text.push_str(word);
            self.chars += if word.is_ascii() { word.len() } else { word.chars().count() };
        }
        if !any {
            return;
        }
        self.breaks = 0;
        self.space = text.ends_with(char::is_whitespace);
        self.font = match self.font {
            _ if self.first == i => Some(self.outermost_inline(i)).filter(|&font| font != i),
            Some(font) if self.tree.end(font) > i => Some(font),
            _ => None,
        };
    }

    /// The outermost inline element around a text, or the text itself.
    fn outermost_inline(&self, i: usize) -> usize {
        let formats =
            |node: &usize| matches!(self.tree.tag(*node), Tag::Font | Tag::B | Tag::Strong | Tag::I | Tag::Em);
        self.tree.ancestors(i).take_while(|&node| self.tree.tag(node).is_inline()).filter(formats).last().unwrap_or(i)
    }

    /// Two `br` end a unit, and so does one behind a line that is formatted as a whole.
    fn line_break(&mut self) {
        self.breaks += 1;
        self.space = true;
        if self.breaks >= 2 || self.font.is_some() {
            self.flush();
            self.breaks = 1;
        }
    }

    fn single(&mut self, i: usize, kind: Kind) {
        // A picture inside a line of text does not end it.
        let inside = self.chars > 0 && self.blocks.last().is_some_and(|&block| self.tree.tag(block) == Tag::P);
        if !inside || kind == Kind::Embed {
            self.flush();
        }
        if inside {
            return;
        }
        let at = self.out.text.len();
        let marks = (self.out.marks.len(), self.out.marks.len());
        self.out.list.push(Unit { node: i, kind, range: (at, at), chars: 0, linked: 0, strong: 0, marks, inner: i });
    }

    fn flush(&mut self) {
        let end = self.out.text.len();
        if self.chars > 0 {
            for at in 0..self.open.len() {
                let Some(&(node, kind, start)) = self.open.get(at) else { break };
                self.mark(node, kind, start);
            }
            let node = self.blocks.last().copied().unwrap_or(0);
            let first_mark = self.out.list.last().map_or(0, |unit| unit.marks.1);
            self.out.list.push(Unit {
                node,
                kind: self.kind(),
                range: (self.start, end),
                chars: self.chars,
                linked: self.linked.min(self.chars),
                strong: self.strong.min(self.chars),
                marks: (first_mark, self.out.marks.len()),
                inner: self.first,
            });
        }
        for open in &mut self.open {
            open.2 = 0;
        }
        (self.start, self.chars, self.linked, self.strong) = (end, 0, 0, 0);
        (self.space, self.font, self.breaks) = (false, None, 0);
    }

    fn kind(&self) -> Kind {
        let mut list = None;
        let mut cell = None;
        for &block in self.blocks.iter().rev() {
            let tag = self.tree.tag(block);
            if let (Some(level), None, None) = (tag.heading(), list, cell) {
                return Kind::Heading(level);
            }
            match tag {
                Tag::Pre => return Kind::Pre,
                Tag::Blockquote => return Kind::Quote(block),
                Tag::Li if cell.is_none() && list.is_none() => list = Some((block, block)),
                Tag::Ul | Tag::Ol if cell.is_none() => {
                    if let Some((outer, _)) = &mut list {
                        *outer = block;
                    }
                }
                Tag::Td | Tag::Th if cell.is_none() && list.is_none() => cell = Some(block),
                Tag::Table => {
                    if let Some(cell) = cell {
                        return Kind::Cell(block, cell);
                    }
                }
                _ => {}
            }
        }
        list.map_or(Kind::Text, |(outer, item)| Kind::Item(outer, item))
    }
}
