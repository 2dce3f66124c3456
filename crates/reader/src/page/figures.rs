//! Pictures with their captions and credits.

use model::{Block, BlockKind};
use url::Url;

use super::{
    html::{Tag, Tree},
    score::Outline,
    units::{Kind, Unit, Units},
    wire::agency,
    words::{Flags, plain, squeeze},
};

/// Words before a credit in a caption, in lower case.
const LABELS: &[&str] = &[
    "photo by",
    "photos by",
    "photograph by",
    "photograph",
    "photos",
    "photo",
    "picture",
    "pictures",
    "image source",
    "image credit",
    "photo credit",
    "image",
    "images",
    "credits",
    "credit",
    "source",
    "courtesy of",
    "courtesy",
    "copyright",
    "foto",
    "fotos",
    "bild",
    "bilder",
    "bildquelle",
    "quelle",
    "crédit photo",
    "crédits",
    "crédit",
    "photographie",
    "fotografía",
    "imagen",
    "crédito",
    "créditos",
    "fonte",
    "imagem",
    "фото",
    "снимок",
    "источник",
    "تصوير",
    "صورة",
    "المصدر",
    "zdjęcie",
    "fot.",
    "foto:",
    "getty images",
    "illustration",
    "grafik",
    "video",
    "camera icon",
];

/// Attributes in which pictures that load late keep their address.
const LAZY: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-url",
    "data-image",
    "data-hi-res-src",
    "data-img-src",
    "data-full-src",
];

/// A figure block of a picture's unit with the nodes that its words stand in; `None` where it is no picture of the article.
pub fn figure(
    tree: &Tree,
    outline: &Outline,
    units: &Units,
    at: usize,
    base: Option<&Url>,
) -> Option<(Block, (usize, usize))> {
    let unit = units.list.get(at)?;
    let flags = outline.of(unit);
    let bad = Flags::BAD.without(Flags::HIDDEN).with(Flags::BYLINE);
    if flags.has(bad) {
        return None;
    }
    let src = source(tree, unit.node, base)?;
    let number = |name| tree.attribute(unit.node, name).and_then(|v| v.trim_end_matches("px").parse::<u32>().ok());
    let (width, height) = (number("width"), number("height"));
    if width.is_some_and(|w| w < 90)
        || height.is_some_and(|h| h < 60)
        || src.ends_with(".svg")
        || ["logo", "avatar", "gravatar", "pixel", "sprite", "/icon", "placeholder", "1x1"]
            .iter()
            .any(|word| src.to_lowercase().contains(word))
    {
        return None;
    }
    let holder = holder(tree, outline, units, unit, at);
    let mut block = Block { kind: BlockKind::Figure, src: Some(src), width, height, ..Block::default() };
    block.alt = tree.attribute(unit.node, "alt").map(|alt| squeeze(&alt)).filter(|alt| !alt.is_empty());
    let Some(holder) = holder else {
        // A picture alone: a teaser where it is linked to another page.
        let linked = tree.ancestors(unit.node).any(|node| tree.tag(node) == Tag::A);
        return (!linked).then_some((block, (unit.node, unit.node + 1)));
    };
    let (caption, credit) = words_of(tree, outline, holder);
    block.caption = caption;
    block.credit = credit;
    Some((block, (holder, tree.end(holder))))
}

/// The smallest element around a picture that holds its words too and no other picture and no running text.
fn holder(tree: &Tree, outline: &Outline, units: &Units, unit: &Unit, at: usize) -> Option<usize> {
    let mut best = None;
    for node in tree.ancestors(unit.node).take(7) {
        let (from, to) = outline.units_in(tree, node);
        let inside = units.list.get(from..to).unwrap_or_default();
        let pictures = inside.iter().filter(|u| u.kind == Kind::Picture).count();
        let chars: usize = inside.iter().map(|u| u.chars).sum();
        let tag = tree.tag(node);
        if tag == Tag::Figure {
            return (pictures == 1 || at == from).then_some(node);
        }
        if pictures != 1
            || chars > 700
            || inside.iter().filter(|u| u.chars > 0).count() > 4
            || matches!(tag, Tag::Article | Tag::Main | Tag::Body | Tag::Section)
        {
            break;
        }
        if inside.iter().any(|u| matches!(u.kind, Kind::Heading(_))) {
            break;
        }
        let named = (node..tree.end(node))
            .any(|i| outline.own.get(i).is_some_and(|own| own.has(Flags::CAPTION.with(Flags::CREDIT))));
        // A small table, or a container with a short line below the picture in a class of its own.
        let small = tag == Tag::Table
            || inside.iter().any(|u| u.chars > 0)
                && chars < 320
                && tag == Tag::Div
                && tree.tag(unit.node) != Tag::Text
                && !inside.iter().any(|u| tree.tag(u.node) == Tag::P);
        if chars > 0 && (named || small) {
            best = Some(node);
            if named {
                break;
            }
        }
    }
    best
}

/// Caption and credit of what stands in a picture's holder.
fn words_of(tree: &Tree, outline: &Outline, holder: usize) -> (Option<String>, Option<String>) {
    let own = |i: usize| outline.own.get(i).copied().unwrap_or_default();
    let is_credit = |i: usize| {
        (own(i).has(Flags::CREDIT)
            || (own(i).has(Flags::BYLINE) || tree.tag(i) == Tag::Cite || tree.tag(i) == Tag::Small)
            || tree.raw_attribute(i, "class").is_some_and(|class| {
                class.contains("copyright")
                    || class.contains("source")
                    || class.contains("redit")
                    || class.contains("quelle")
            }))
            && !own(i).has(Flags::CAPTION)
            && tree.tag(i) != Tag::Figcaption
    };
    let mut caption = String::new();
    let mut credits: Vec<String> = Vec::new();
    let mut i = holder + 1;
    while i < tree.end(holder) {
        let tag = tree.tag(i);
        if matches!(tag, Tag::Script | Tag::Style | Tag::Noscript | Tag::Svg | Tag::Button) {
            i = tree.end(i);
            continue;
        }
        let class = tree.raw_attribute(i, "class").unwrap_or("");
        if class.contains("hidden") || class.contains("sr-only") || class.contains("screen-reader") {
            i = tree.end(i);
            continue;
        }
        if tag != Tag::Text && is_credit(i) {
            let text = seen_text(tree, i);
            if !text.is_empty() && !credits.contains(&text) {
                credits.push(text);
            }
            i = tree.end(i);
            continue;
        }
        if tag == Tag::Text {
            caption.push_str(&crate::entities::decode(tree.nodes.get(i).map_or("", |node| node.raw)));
        } else if tag == Tag::Br {
            caption.push('\n');
        } else if !tag.is_inline() {
            caption.push(' ');
        }
        i += 1;
    }
    let mut credit = Some(credits.iter().map(|c| unlabel(c)).collect::<Vec<_>>().join("/")).filter(|c| !c.is_empty());
    let mut caption = caption.trim().to_owned();
    if credit.is_none() {
        let (rest, found) = split_tail(&caption);
        credit = found;
        caption = rest;
    }
    let caption = squeeze(&caption);
    (
        Some(caption).filter(|c| c.chars().any(char::is_alphanumeric)),
        credit.map(|c| squeeze(&c)).filter(|c| !c.is_empty()),
    )
}

fn seen_text(tree: &Tree, node: usize) -> String {
    let hidden = |i: usize| {
        tree.raw_attribute(i, "class").is_some_and(|class| class.contains("hidden") || class.contains("sr-only"))
    };
    let mut out = String::new();
    let mut i = node + 1;
    while i < tree.end(node) {
        if tree.tag(i) == Tag::Text {
            out.push_str(&crate::entities::decode(tree.nodes.get(i).map_or("", |n| n.raw)));
        } else if hidden(i) {
            i = tree.end(i);
            continue;
        } else {
            out.push(' ');
        }
        i += 1;
    }
    squeeze(&out)
}

/// A credit without its label ("Photo: ", "© ").
fn unlabel(text: &str) -> String {
    let mut text = text
        .trim()
        .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '|' | '©' | ' ' | '/' | '-' | '–' | '—'));
    loop {
        let lower = text.to_lowercase();
        let cut = LABELS.iter().filter(|label| lower.starts_with(*label)).filter_map(|label| {
            let rest = text.get(label.len()..)?;
            let by = label.ends_with(" by") || label.ends_with(" of") || *label == "©";
            (rest.starts_with([':', '：'])
                || rest.starts_with(" :")
                || rest.starts_with(" ©")
                || by
                || rest.starts_with("\u{a0}:"))
            .then_some(rest)
        });
        match cut.min_by_key(|rest| rest.len()) {
            Some(rest) => text = rest.trim_start_matches([':', '：', ' ', '\u{a0}', '©', ',']),
            None => return text.trim_end_matches([')', ' ', '.']).trim_start_matches(['(', '©', ' ']).to_owned(),
        }
    }
}

/// A credit at the end of a caption: behind a label, in brackets, behind ©, an agency's name.
fn split_tail(caption: &str) -> (String, Option<String>) {
    let none = || (caption.to_owned(), None);
    // "… (Photo: A Name)", "… [A Name/Agency]"
    let trimmed = caption.trim_end_matches(['.', ' ', '\n']);
    if let Some(open) = trimmed.rfind(['(', '[']).filter(|_| trimmed.ends_with([')', ']'])) {
        let inside = trimmed.get(open + 1..trimmed.len() - 1).unwrap_or("");
        let labelled = unlabel(inside).len() < inside.trim().len();
        if inside.chars().count() < 90
            && (labelled || inside.contains('/') || inside.split(['/', ',', ' ']).any(|part| agency(part).is_some()))
        {
            return (trimmed.get(..open).unwrap_or("").trim().to_owned(), Some(unlabel(inside)));
        }
    }
    // "… Photo: A Name" in a sentence of its own
    let lower = caption.to_lowercase();
    if lower.len() == caption.len() {
        for label in LABELS {
            for (at, _) in lower.match_indices(label) {
                let before = lower.get(..at).unwrap_or("").trim_end_matches(' ');
                let after = caption.get(at + label.len()..).unwrap_or("");
                let starts = before.is_empty()
                    || before.ends_with(['.', '\n', '|', '!', '?', '"', '”', '/', '–', '—', '-', '…'])
                    || caption.get(at..).is_some_and(|c| c.starts_with(char::is_uppercase));
                let colon = after.starts_with(':') || after.starts_with(" :") || label.ends_with(" by");
                if starts && colon && after.chars().count() < 110 {
                    return (
                        caption
                            .get(..at)
                            .unwrap_or("")
                            .trim_end_matches(['|', ' ', '/', '\n', '–', '—', '-'])
                            .to_owned(),
                        Some(unlabel(caption.get(at..).unwrap_or(""))),
                    );
                }
            }
        }
    }
    if let Some(at) = caption.rfind('©').filter(|&at| caption.len() - at < 110) {
        return (caption.get(..at).unwrap_or("").trim().to_owned(), Some(unlabel(caption.get(at..).unwrap_or(""))));
    }
    // The last line or what follows the last sentence holds an agency's name or "Name/Agency".
    let end =
        [". ", "\n", "? ", "! ", " | "].iter().filter_map(|mark| caption.rfind(mark).map(|at| at + mark.len())).max();
    let Some(end) = end else { return none() };
    let last = caption.get(end..).unwrap_or("").trim();
    let named = last.split(['/', ',', ' ']).any(|part| agency(part).is_some())
        || last.contains("Getty")
        || last.contains(" via ");
    if last.chars().count() < 60 && named && plain(last).len() > 1 {
        return (caption.get(..end).unwrap_or("").trim_end_matches([' ', '|', '\n']).to_owned(), Some(unlabel(last)));
    }
    none()
}

/// The picture's address: the largest of its candidates, late-loading attributes first.
fn source(tree: &Tree, node: usize, base: Option<&Url>) -> Option<String> {
    let plain = || tree.attribute(node, "src").filter(|src| !src.starts_with("data:"));
    let lazy = LAZY.iter().find_map(|name| tree.attribute(node, name)).filter(|src| !src.starts_with(['{', '[']));
    let set = ["srcset", "data-srcset", "data-lazy-srcset"]
        .iter()
        .find_map(|name| tree.attribute(node, name))
        .and_then(|set| largest(&set));
    let picture = || {
        let outer = tree.parent(node);
        let sources = (outer..node).filter(|&i| tree.tag(outer) == Tag::Picture && tree.tag(i) == Tag::Source);
        sources
            .filter_map(|i| {
                ["srcset", "data-srcset"].iter().find_map(|name| tree.attribute(i, name)).and_then(|set| largest(&set))
            })
            .next()
    };
    let src =
        lazy.map(|src| src.into_owned()).or_else(|| plain().map(|src| src.into_owned())).or(set).or_else(picture)?;
    absolute(&src, base)
}

/// The largest candidate of a `srcset`.
fn largest(set: &str) -> Option<String> {
    let candidate = |part: &str| {
        let mut words = part.split_whitespace();
        let address = words.next()?.trim_end_matches(',').to_owned();
        let size =
            words.next().and_then(|size| size.trim_end_matches(['w', 'x', ',']).parse::<f64>().ok()).unwrap_or(0.0);
        Some((address, size))
    };
    let all = set.split(", ").filter_map(candidate).filter(|(address, _)| !address.starts_with("data:"));
    all.fold(None, |best: Option<(String, f64)>, next| match best {
        Some(best) if best.1 >= next.1 => Some(best),
        _ => Some(next),
    })
    .map(|(address, _)| address)
}

/// An http(s) address made absolute; `None` where it is none.
pub fn absolute(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.len() > model::limits::URL_CHARS_MAX {
        return None;
    }
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_in_captions() {
        for (caption, want, credit) in [
            ("A ship (Photo: Jo Doe/Reuters)", "A ship", "Jo Doe/Reuters"),
            ("A ship. PHOTO: Jo Doe", "A ship.", "Jo Doe"),
            ("Ein Schiff. Foto: dpa", "Ein Schiff.", "dpa"),
            ("A ship. © Jo Doe", "A ship.", "Jo Doe"),
            ("A ship. Jo Doe/AP", "A ship.", "Jo Doe/AP"),
            ("A ship (left) sails.", "A ship (left) sails.", ""),
        ] {
            let (rest, found) = split_tail(caption);
            assert_eq!((rest.as_str(), found.unwrap_or_default().as_str()), (want, credit));
        }
        assert_eq!(unlabel("Photo: Jo Doe"), "Jo Doe");
    }

    #[test]
    fn largest_candidate() {
        assert_eq!(largest("a.jpg 100w, b.jpg 800w, c.jpg 300w"), Some("b.jpg".into()));
    }
}
