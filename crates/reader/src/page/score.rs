//! Which units are the body: a score by hand-set weights over each unit's own features, then a second pass over what stands
//! around it, then a sweep. No single container is chosen; the weights were set by hand and tuned by measuring.

use super::{
    html::{Tag, Tree},
    units::{Kind, Unit, Units},
    words::{Flags, class_flags, is_furniture, ratio},
};

/// A unit above this is body.
const BODY: f32 = 0.5;
/// A container with this share of the page's prose is not what its class name says.
const CONTAINER_SHARE: f32 = 0.4;

/// Attributes whose words name a part of the page.
const NAMING: [&str; 6] = ["class", "id", "role", "data-component", "itemprop", "data-testid"];

/// What is known of the nodes of a page before units are judged.
#[derive(Debug, Default)]
pub struct Outline {
    /// What tags and class names say of each node, its ancestors included.
    pub flags: Vec<Flags>,
    /// What its own tag and class name say of each node.
    pub own: Vec<Flags>,
    /// First unit inside or after each node.
    pub first_unit: Vec<usize>,
    /// Code points of prose before each unit (length: units + 1).
    prose: Vec<usize>,
    /// Code points before each unit.
    chars: Vec<usize>,
}

impl Outline {
    /// Looks at each node once.
    pub fn new(tree: &Tree, units: &Units) -> Self {
        let mut outline = Self::default();
        let (mut prose, mut chars) = (0, 0);
        for unit in &units.list {
            outline.prose.push(prose);
            outline.chars.push(chars);
            prose += if unit.chars >= 60 && unit.linked * 3 < unit.chars { unit.chars } else { 0 };
            chars += unit.chars;
        }
        outline.prose.push(prose);
        outline.chars.push(chars);
        let mut unit = 0;
        for i in 0..tree.nodes.len() {
            while units.list.get(unit).is_some_and(|u| u.inner < i) {
                unit += 1;
            }
            outline.first_unit.push(unit);
        }
        outline.first_unit.push(units.list.len());
        for (i, node) in tree.nodes.iter().enumerate() {
            let above =
                if i == 0 { Flags::default() } else { outline.flags.get(node.parent).copied().unwrap_or_default() };
            let mut own = if node.tag == Tag::Text { Flags::default() } else { own_flags(tree, i) };
            if own.has(Flags::BAD.with(Flags::FIELD).with(Flags::HEADER).with(Flags::FORM)) {
                let share = ratio(outline.prose_in(tree, i), prose);
                if share > CONTAINER_SHARE && prose > 300 {
                    own = own.without(Flags::BAD.with(Flags::FIELD).with(Flags::HEADER).with(Flags::FORM));
                }
            }
            outline.own.push(own);
            outline.flags.push(above.with(own));
        }
        outline
    }

    /// The units inside a node: first and one past the last.
    pub fn units_in(&self, tree: &Tree, node: usize) -> (usize, usize) {
        let at = |i: usize| self.first_unit.get(i).copied().unwrap_or(0);
        (at(node), at(tree.end(node)))
    }

    fn prose_in(&self, tree: &Tree, node: usize) -> usize {
        sum(&self.prose, self.units_in(tree, node))
    }

    /// What stands on a unit: its block's flags and those of the inline elements around its text.
    pub fn of(&self, unit: &Unit) -> Flags {
        let at = |i: usize| self.flags.get(i).copied().unwrap_or_default();
        at(unit.node).with(at(unit.inner))
    }
}

fn sum(before: &[usize], (from, to): (usize, usize)) -> usize {
    before.get(to).copied().unwrap_or(0).saturating_sub(before.get(from).copied().unwrap_or(0))
}

/// What a node's own tag and class name say.
fn own_flags(tree: &Tree, i: usize) -> Flags {
    let mut flags = match tree.tag(i) {
        Tag::Nav | Tag::Menu => Flags::NAV,
        Tag::Aside => Flags::SIDE,
        Tag::Footer => Flags::SIDE,
        Tag::Header => Flags::HEADER,
        Tag::Form => Flags::FORM,
        Tag::Figcaption => Flags::CAPTION,
        Tag::Figure => Flags::FIGURE,
        Tag::AmpAd => Flags::AD,
        Tag::AmpList => Flags::RELATED,
        Tag::Time => Flags::default(),
        Tag::Root | Tag::Html | Tag::Body => return Flags::default(),
        Tag::Main | Tag::Article => {
            return Flags::MAIN.with(if is_hidden(tree, i) { Flags::HIDDEN } else { Flags::default() });
        }
        _ => Flags::default(),
    };
    let Some(node) = tree.nodes.get(i).filter(|node| !node.raw.is_empty()) else { return flags };
    for (name, value) in super::html::attributes(node.raw) {
        let name = name.trim();
        if name.eq_ignore_ascii_case("itemprop") {
            flags = flags.with(itemprop_flags(value));
        } else if NAMING.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            class_flags(value, &mut flags);
        } else if name.eq_ignore_ascii_case("rel") && value.eq_ignore_ascii_case("author") {
            flags = flags.with(Flags::BYLINE);
        }
    }
    if is_hidden(tree, i) {
        flags = flags.with(Flags::HIDDEN);
    }
    if tree.tag(i).heading().is_some() {
        flags = flags.without(Flags::BYLINE.with(Flags::KICKER));
    }
    flags
}

fn itemprop_flags(value: &str) -> Flags {
    match value {
        "articleBody" | "text" => Flags::BODY,
        "author" | "datePublished" | "dateModified" | "editor" => Flags::BYLINE,
        "description" | "alternativeHeadline" => Flags::STANDFIRST,
        "caption" => Flags::CAPTION,
        "articleSection" => Flags::KICKER,
        "comment" => Flags::COMMENT,
        "keywords" => Flags::TOPICS,
        _ => Flags::default(),
    }
}

fn is_hidden(tree: &Tree, i: usize) -> bool {
    let raw = tree.nodes.get(i).map_or("", |node| node.raw);
    if raw.len() < 6 {
        return false;
    }
    let style = raw.contains("style").then(|| tree.raw_attribute(i, "style")).flatten().unwrap_or("");
    style.contains("display:none")
        || style.contains("display: none")
        || raw.contains(" hidden") && tree.raw_attribute(i, "hidden").is_some()
}

/// Probabilities, 0 to 1, that each unit is body.
pub fn score(tree: &Tree, units: &Units, outline: &Outline, headline: Option<usize>) -> Vec<f32> {
    let own: Vec<f32> = units.list.iter().map(|unit| own_score(units, unit, outline)).collect();
    let first: Vec<f32> = own.iter().map(|&z| logistic(z)).collect();
    // Good code points before each unit.
    let mut good = vec![0.0_f32];
    for (unit, &p) in units.list.iter().zip(&first) {
        let last = good.last().copied().unwrap_or(0.0);
        good.push(last + if p > 0.3 { p * ratio(unit.chars, 1) } else { 0.0 });
    }
    let container = main_container(tree, outline, &good);
    let around = Around { tree, outline, good: &good, container };
    let second = units.list.iter().enumerate().map(|(i, unit)| {
        let z = own.get(i).copied().unwrap_or(0.0) + around.score(unit) + neighbours(&units.list, &first, i);
        let before = headline.is_some_and(|h| i < h);
        logistic(if before { z - 2.5 } else { z })
    });
    sweep(units, outline, second.collect())
}

fn logistic(z: f32) -> f32 {
    1.0 / (1.0 + (-z).exp())
}

/// A unit by itself.
fn own_score(units: &Units, unit: &Unit, outline: &Outline) -> f32 {
    if unit.chars == 0 {
        return -20.0;
    }
    let text = units.text(unit);
    let flags = outline.of(unit);
    let chars = ratio(unit.chars.min(500), 1);
    let linked = ratio(unit.linked, unit.chars);
    let mut z = -1.2 + chars / 110.0;
    let last = text.trim_end_matches(['"', '”', '’', '\'', '»', '“', ')', ' ']).chars().next_back().unwrap_or(' ');
    if matches!(last, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | ':') {
        z += 1.0;
    }
    z += text.bytes().filter(|&b| b == b',').take(4).map(|_| 0.15).sum::<f32>();
    z -= if unit.chars > 150 { 4.0 * linked * linked } else { 5.0 * linked };
    z += match unit.kind {
        Kind::Text if outline.own.get(unit.node).is_some() => 0.3,
        Kind::Quote(_) => 0.5,
        Kind::Heading(_) => -0.8,
        Kind::Item(..) => -0.7,
        Kind::Cell(..) => -0.5,
        _ => 0.0,
    };
    if flags.has(Flags::MAIN) {
        z += 0.5;
    }
    if flags.has(Flags::BODY) {
        z += 1.3;
    }
    z - badness(unit, flags, text)
}

/// How much tags, class names and first words speak against a unit.
fn badness(unit: &Unit, flags: Flags, text: &str) -> f32 {
    let mut bad = 0.0;
    for (flag, weight) in [
        (Flags::NAV, 4.0),
        (Flags::RELATED, 3.5),
        (Flags::COMMENT, 6.0),
        (Flags::SHARE, 3.0),
        (Flags::AD, 3.0),
        (Flags::PROMPT, 4.0),
        (Flags::SIDE, 3.0),
        (Flags::TOPICS, 3.0),
        (Flags::PULL, 4.0),
        (Flags::HIDDEN, 3.5),
        (Flags::BIO, 4.0),
        (Flags::FORM, 2.0),
        (Flags::HEADER, 2.0),
        (Flags::BYLINE, 2.5),
        (Flags::KICKER, 2.0),
        (Flags::CAPTION, 8.0),
        (Flags::CREDIT, 5.0),
        (Flags::STANDFIRST, 0.3),
    ] {
        if flags.has(flag) {
            bad += weight;
        }
    }
    if unit.chars < 220 && is_furniture(text) {
        bad += if unit.linked * 3 > unit.chars || unit.chars < 60 { 5.0 } else { 3.0 };
    }
    bad
}

/// The lowest node that holds most of the good text.
fn main_container(tree: &Tree, outline: &Outline, good: &[f32]) -> usize {
    let all = good.last().copied().unwrap_or(0.0);
    let mass = |node: usize| {
        let (from, to) = outline.units_in(tree, node);
        good.get(to).copied().unwrap_or(0.0) - good.get(from).copied().unwrap_or(0.0)
    };
    let (mut node, mut next) = (0, Some(0));
    while let Some(inner) = next {
        node = inner;
        next = None;
        let mut child = node + 1;
        while child < tree.end(node) {
            if tree.tag(child) != Tag::Text && mass(child) > 0.62 * all {
                next = Some(child);
                break;
            }
            child = tree.end(child);
        }
    }
    node
}

struct Around<'a, 't> {
    tree: &'a Tree<'t>,
    outline: &'a Outline,
    good: &'a [f32],
    container: usize,
}

impl Around<'_, '_> {
    /// Share of good text in the nearest ancestors, and whether the unit stands in the main container.
    fn score(&self, unit: &Unit) -> f32 {
        let all = self.good.last().copied().unwrap_or(0.0).max(1.0);
        let mut z = 0.0;
        let mut weight = 1.6;
        let ancestors = std::iter::once(unit.node).chain(self.tree.ancestors(unit.node));
        for node in ancestors.filter(|&node| !self.tree.tag(node).is_inline()).skip(1).take(3) {
            let (from, to) = self.outline.units_in(self.tree, node);
            let mass = self.good.get(to).copied().unwrap_or(0.0) - self.good.get(from).copied().unwrap_or(0.0);
            let chars = ratio(sum(&self.outline.chars, (from, to)), 1).max(1.0);
            z += weight * (mass / chars - 0.5) + (mass / all - 0.3) * 0.7;
            weight *= 0.7;
        }
        let inside = unit.node >= self.container && unit.node < self.tree.end(self.container);
        z + if inside { 0.8 } else { -2.2 }
    }
}

/// What stands five units before and behind.
fn neighbours(list: &[Unit], first: &[f32], at: usize) -> f32 {
    let (mut total, mut weights) = (0.0, 0.0);
    for distance in 1..=4_usize {
        let weight = 1.0 / ratio(distance, 1);
        for other in [at.checked_sub(distance), Some(at + distance)].into_iter().flatten() {
            if let (Some(&p), Some(unit)) = (first.get(other), list.get(other))
                && unit.chars > 0
            {
                total += weight * p;
                weights += weight;
            }
        }
    }
    if weights == 0.0 { 0.0 } else { 3.0 * (total / weights - 0.45) }
}

/// Fills holes inside sure runs, drops what leads to nothing: headings with no text behind them, islands.
fn sweep(units: &Units, outline: &Outline, mut p: Vec<f32>) -> Vec<f32> {
    let list = &units.list;
    let is_body = |p: &[f32], i: usize| p.get(i).is_some_and(|&x| x >= BODY);
    for i in 0..list.len() {
        let Some(unit) = list.get(i) else { break };
        let flags = outline.of(unit);
        if unit.chars == 0 || flags.has(Flags::BAD) || flags.has(Flags::FIELD.without(Flags::STANDFIRST)) {
            continue;
        }
        let behind = next_text(list, i).filter(|&next| is_body(&p, next));
        let before = previous_text(list, i).filter(|&last| is_body(&p, last));
        let open = unit.linked * 2 < unit.chars && !is_furniture(units.text(unit));
        let hole = before.is_some() && behind.is_some() && open;
        let heading = matches!(unit.kind, Kind::Heading(2..)) || unit.strong * 10 >= unit.chars * 9;
        if hole
            && (heading || p.get(i).is_some_and(|&x| x > 0.15))
            && let Some(slot) = p.get_mut(i)
        {
            *slot = slot.max(0.6);
        }
    }
    // A heading stands before text.
    for i in (0..list.len()).rev() {
        let Some(unit) = list.get(i) else { break };
        if matches!(unit.kind, Kind::Heading(_))
            && is_body(&p, i)
            && !next_text(list, i).is_some_and(|next| is_body(&p, next))
            && let Some(slot) = p.get_mut(i)
        {
            *slot = 0.0;
        }
    }
    drop_islands(list, &mut p);
    p
}

/// Short runs of body far behind or before the rest.
fn drop_islands(list: &[Unit], p: &mut [f32]) {
    let body: Vec<usize> = (0..list.len()).filter(|&i| p.get(i).is_some_and(|&x| x >= BODY)).collect();
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for &i in &body {
        let chars = list.get(i).map_or(0, |unit| unit.chars);
        match runs.last_mut() {
            Some((_, last, sum)) if i - *last <= 8 => {
                *last = i;
                *sum += chars;
            }
            _ => runs.push((i, i, chars)),
        }
    }
    let Some(&(_, _, most)) = runs.iter().max_by_key(|run| run.2) else { return };
    for &(from, to, chars) in &runs {
        if chars * 6 < most {
            for slot in p.get_mut(from..=to).unwrap_or_default() {
                *slot = slot.min(0.4);
            }
        }
    }
}

fn next_text(list: &[Unit], at: usize) -> Option<usize> {
    (at + 1..list.len().min(at + 6)).find(|&i| list.get(i).is_some_and(|unit| unit.chars > 0))
}

fn previous_text(list: &[Unit], at: usize) -> Option<usize> {
    (at.saturating_sub(5)..at).rev().find(|&i| list.get(i).is_some_and(|unit| unit.chars > 0))
}

/// Is a unit body by its probability?
pub fn is_body(p: f32) -> bool {
    p >= BODY
}
