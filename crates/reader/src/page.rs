//! Pages to articles: a flat tree, units of text, a choice of the body by score, rules for the fields around it.

mod data;
mod fields;
mod figures;
mod html;
mod kind;
mod score;
mod units;
mod when;
mod wire;
mod words;

use model::{Article, Block, BlockKind, Flaw, Image, Mark, MarkKind, SourceLink, limits::BLOCKS_MAX};
use url::Url;

use self::{
    data::Data,
    fields::Sources,
    figures::absolute,
    html::{Tag, Tree},
    score::Outline,
    units::{Kind, Units},
    words::{Flags, plain, squeeze},
};
use crate::{Context, FeedLink, Page, charset};

/// Reads a page.
pub fn page(bytes: &[u8], context: &Context) -> Page {
    let (bytes, too_long) = match bytes.get(..model::limits::BODY_BYTES_MAX) {
        Some(head) => (head, bytes.len() > head.len()),
        None => (bytes, false),
    };
    let text = charset::decode(bytes, context.content_type);
    let tree = html::parse(&text);
    let mut page = read(&tree, context);
    if tree.cut || too_long {
        page.article.flaws.push(Flaw::new("the page is longer than the limit and was cut"));
    }
    page
}

/// The blocks of a piece of HTML that is all body, such as an entry's content in a feed; relative addresses are resolved against
/// `base`. The second value tells what was odd.
pub fn blocks_of_html(html: &str, base: Option<&str>) -> (Vec<Block>, Vec<Flaw>) {
    let tree = html::parse(html);
    let units = units::units(&tree);
    let outline = Outline::new(&tree, &units);
    let base = base.and_then(|base| Url::parse(base).ok());
    let chosen: Vec<bool> =
        units.list.iter().map(|unit| unit.chars > 0 && !outline.of(unit).has(Flags::CAPTION)).collect();
    let maker = Maker { tree: &tree, units: &units, outline: &outline, base: base.as_ref() };
    let range = (0, units.list.len());
    let flaws = if tree.cut { vec![Flaw::new("the text is longer than the limit and was cut")] } else { Vec::new() };
    (maker.blocks(&chosen, range), flaws)
}

fn read(tree: &Tree, context: &Context) -> Page {
    let units = units::units(tree);
    let data = Data::new(tree);
    let outline = Outline::new(tree, &units);
    let address = context.url.and_then(|url| Url::parse(url).ok());
    let base = match (&address, data.base.as_deref()) {
        (Some(address), Some(base)) => address.join(base).ok(),
        (None, Some(base)) => Url::parse(base).ok(),
        (address, None) => address.clone(),
    };
    let base = base.or_else(|| data.link_of("canonical").and_then(|href| Url::parse(href).ok()));
    let host = base.as_ref().and_then(Url::host_str).unwrap_or("").to_owned();
    let (headline, at) = fields::headline(tree, &units, &outline, &data, &host);
    let shown: Vec<&str> =
        [headline.as_deref(), data.meta_of(&["og:title"]), data.title.as_deref()].into_iter().flatten().collect();
    let own = data.own_article(&shown);
    let site = data.meta_of(&["og:site_name", "application-name"]).map(str::to_owned);
    let publisher = own.and_then(|own| own.get("publisher")).and_then(|publisher| data::text_of(publisher, &["name"]));
    let site = site.or(publisher);
    let s = Sources {
        tree,
        units: &units,
        outline: &outline,
        data: &data,
        own,
        site: site.as_deref(),
        now: context.now,
        url: context.url,
        agencies: context.agencies,
    };
    let p = score::score(tree, &units, &outline, at);
    let (standfirst, standfirst_at) = fields::standfirst(&s, at, &p);
    let mut wires = Vec::new();
    let authors = fields::authors(&s, at, &mut wires);
    let (published, modified) = when::dates(&s, at);
    let chosen = choose(&s, &p, headline.as_deref(), standfirst.as_deref(), standfirst_at, &authors);
    let maker = Maker { tree, units: &units, outline: &outline, base: base.as_ref() };
    let range = body_range(&units, &chosen, at);
    let mut blocks = maker.blocks(&chosen, range);
    let mut flaws = Vec::new();
    let letters: usize = blocks.iter().filter_map(|block| block.text.as_ref()).map(String::len).sum();
    if letters < 250
        && let Some(body) = own.and_then(|own| data::text_of(own, &["articleBody"])).filter(|body| body.len() > 400)
    {
        blocks.retain(|block| block.kind == BlockKind::Figure);
        blocks.push(Block::paragraph(body));
        flaws.push(Flaw::new("the text was taken from the page's data, not from what it shows"));
    }
    credits(&s, &blocks, &mut wires);
    let source_links = source_links(&blocks, &host);
    let kind = kind::kind(&s, &blocks, letters);
    let canonical =
        data.link_of("canonical").or_else(|| data.meta_of(&["og:url"])).and_then(|href| absolute(href, base.as_ref()));
    let article = Article {
        url: context.url.map(str::to_owned),
        canonical,
        headline,
        standfirst,
        authors,
        published,
        modified,
        language: kind::language(&blocks, data.lang.as_deref().or(context.content_language)),
        section: fields::section(&s, at),
        topics: fields::topics(&s),
        kind,
        lead_image: lead_image(&s, &blocks, base.as_ref()),
        wire_credits: wires,
        source_links,
        free: free(&s),
        blocks,
        flaws,
        ..Article::default()
    };
    Page {
        article,
        feeds: feeds(&data, base.as_ref()),
        site_name: site,
        icon: data.link_of("icon").and_then(|href| absolute(href, base.as_ref())),
    }
}

/// Which units are body once the fields are taken out and what stands twice.
fn choose(
    s: &Sources,
    p: &[f32],
    headline: Option<&str>,
    standfirst: Option<&str>,
    standfirst_at: Option<usize>,
    authors: &[String],
) -> Vec<bool> {
    let taken: Vec<String> = headline.iter().chain(&standfirst).map(|text| plain(text)).collect();
    let mut seen = rustc_hash::FxHashSet::default();
    let long = |(&x, unit): (&f32, &units::Unit)| score::is_body(x) && unit.chars > 90;
    let first_long = p.iter().zip(&s.units.list).position(long).unwrap_or(0);
    let judge = |(i, unit): (usize, &units::Unit)| {
        if unit.chars == 0 || standfirst_at == Some(i) || !p.get(i).is_some_and(|&x| score::is_body(x)) {
            return false;
        }
        // A line with the day of publication above the text.
        let dated = |text: &str| text.bytes().any(|b| b.is_ascii_digit()) && crate::dates::read(text, false).is_some();
        if i < first_long && unit.chars < 70 && !matches!(unit.kind, Kind::Heading(_)) && dated(s.units.text(unit)) {
            return false;
        }
        let text = plain(s.units.text(unit));
        if text.is_empty() || unit.chars < 700 && taken.contains(&text) {
            return false;
        }
        if unit.chars < 140
            && authors.iter().any(|author| text.ends_with(&plain(author)) && unit.chars < author.chars().count() + 25)
        {
            return false;
        }
        unit.chars < 40 || seen.insert(text)
    };
    s.units.list.iter().enumerate().map(judge).collect()
}

/// The units between which figures belong to the body.
fn body_range(units: &Units, chosen: &[bool], headline: Option<usize>) -> (usize, usize) {
    let first = chosen.iter().position(|&c| c).unwrap_or(0);
    let last = chosen.iter().rposition(|&c| c).map_or(0, |i| i + 1);
    let from = headline.filter(|&h| h < first).unwrap_or(first.saturating_sub(6));
    (from, (last + 3).min(units.list.len()))
}

/// Makes blocks of chosen units.
struct Maker<'a, 't> {
    tree: &'a Tree<'t>,
    units: &'a Units,
    outline: &'a Outline,
    base: Option<&'a Url>,
}

impl Maker<'_, '_> {
    fn blocks(&self, chosen: &[bool], (from, to): (usize, usize)) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        // What the last block is made of: a list or a table, and the last item or cell and row in it.
        let mut last: Option<Kind> = None;
        let mut last_row = 0;
        // Nodes whose words are a figure's.
        let mut figure = (0, 0);
        for (i, unit) in self.units.list.iter().enumerate() {
            if out.len() >= BLOCKS_MAX {
                break;
            }
            if unit.kind == Kind::Picture {
                let inside = (from..to).contains(&i) && unit.node >= figure.1;
                if let Some((block, words)) =
                    inside.then(|| figures::figure(self.tree, self.outline, self.units, i, self.base)).flatten()
                    && !out.iter().any(|other| other.src == block.src)
                {
                    figure = words;
                    out.push(block);
                    last = None;
                }
                continue;
            }
            if unit.kind == Kind::Embed {
                let good = (from..to).contains(&i) && !self.outline.of(unit).has(Flags::BAD);
                let src = ["src", "data-src"]
                    .iter()
                    .find_map(|name| self.tree.attribute(unit.node, name))
                    .and_then(|src| absolute(&src, self.base));
                if let Some(src) = src.filter(|_| good) {
                    out.push(Block { kind: BlockKind::Embed, src: Some(src), ..Block::default() });
                    last = None;
                }
                continue;
            }
            let in_figure = unit.inner >= figure.0 && unit.inner < figure.1;
            if !chosen.get(i).copied().unwrap_or(false) || in_figure {
                continue;
            }
            let text = self.units.text(unit).to_owned();
            match (unit.kind, last) {
                (Kind::Item(list, item), Some(Kind::Item(before, other))) if list == before => {
                    if let Some(block) = out.last_mut() {
                        match block.items.last_mut().filter(|_| item == other) {
                            Some(open) => {
                                open.push(' ');
                                open.push_str(&text);
                            }
                            None => block.items.push(text),
                        }
                    }
                    last = Some(unit.kind);
                }
                (Kind::Item(..), _) => {
                    out.push(Block { kind: BlockKind::List, items: vec![text], ..Block::default() });
                    last = Some(unit.kind);
                }
                (Kind::Cell(table, cell), _) if self.is_data(table) => {
                    let row = self.tree.parent(cell);
                    let same = matches!(last, Some(Kind::Cell(before, _)) if before == table);
                    let same_cell = matches!(last, Some(Kind::Cell(_, before)) if before == cell);
                    if !same {
                        out.push(Block { kind: BlockKind::Table, ..Block::default() });
                    }
                    if let Some(block) = out.last_mut() {
                        let same_row = same && row == last_row;
                        match block.rows.last_mut().filter(|_| same_row) {
                            Some(cells) if same_cell => {
                                let open = cells.pop().unwrap_or_default();
                                cells.push(format!("{open} {text}"));
                            }
                            Some(cells) => cells.push(text),
                            None => block.rows.push(vec![text]),
                        }
                    }
                    last_row = row;
                    last = Some(unit.kind);
                }
                _ => {
                    out.push(self.block(unit, text));
                    last = None;
                }
            }
        }
        out
    }

    /// A block of one unit.
    fn block(&self, unit: &units::Unit, text: String) -> Block {
        let bold = unit.strong == unit.chars
            && unit.chars < 120
            && !text.ends_with(['.', ',', ';'])
            && unit.linked * 2 < unit.chars;
        let (kind, level) = match unit.kind {
            Kind::Heading(level) => (BlockKind::Crosshead, Some(level.clamp(2, 6))),
            Kind::Quote(_) => (BlockKind::Quotation, None),
            Kind::Pre => (BlockKind::Preformatted, None),
            _ if bold => (BlockKind::Crosshead, Some(3)),
            _ => (BlockKind::Paragraph, None),
        };
        let marks = self.units.marks.get(unit.marks.0..unit.marks.1).unwrap_or_default();
        let mark = |mark: &units::NodeMark| {
            let href = match mark.kind {
                MarkKind::Link => Some(self.href(mark.node)?),
                _ => None,
            };
            let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            Some(Mark { start: at(mark.start), end: at(mark.end), kind: mark.kind, href })
        };
        let mut marks: Vec<Mark> =
            if kind == BlockKind::Crosshead && bold { Vec::new() } else { marks.iter().filter_map(mark).collect() };
        marks.sort_by_key(|mark| (mark.start, mark.end));
        Block { kind, level, text: Some(text), marks, ..Block::default() }
    }

    fn href(&self, node: usize) -> Option<String> {
        let href = self.tree.attribute(node, "href")?;
        if href.starts_with("mailto:") && href.len() < model::limits::URL_CHARS_MAX {
            return Some(href.into_owned());
        }
        if href.starts_with('#') {
            return None;
        }
        absolute(&href, self.base)
    }

    /// A table of data holds no table, and short cells only.
    fn is_data(&self, table: usize) -> bool {
        let nested = (table + 1..self.tree.end(table)).any(|i| self.tree.tag(i) == Tag::Table);
        let (from, to) = self.outline.units_in(self.tree, table);
        let units = self.units.list.get(from..to).unwrap_or_default();
        let cell = |unit: &units::Unit| match unit.kind {
            Kind::Cell(_, cell) => Some(cell),
            _ => None,
        };
        // Many paragraphs in one cell are a layout.
        let crowded = units
            .windows(3)
            .any(|w| matches!(w, [a, b, c] if cell(a).is_some() && cell(a) == cell(b) && cell(b) == cell(c)));
        !nested && !crowded && units.len() > 1 && units.iter().all(|unit| unit.chars < 400)
    }
}

/// Agencies in datelines, credit lines and tails of the body, and in short lines near it.
fn credits(s: &Sources, blocks: &[Block], wires: &mut Vec<String>) {
    let texts: Vec<&str> = blocks.iter().filter_map(|block| block.text.as_deref()).collect();
    for text in texts.iter().take(2) {
        wire::in_dateline(text, s.agencies, wires);
    }
    for text in texts.iter().rev().take(4) {
        if !wire::in_credit_line(text, s.agencies, wires) {
            wire::in_tail(text, s.agencies, wires);
        }
    }
    for name in ["sourceOrganization", "copyrightHolder"] {
        if let Some(name) = s.own.and_then(|own| own.get(name)).and_then(|value| data::text_of(value, &["name"])) {
            wire::in_byline(&name, s.agencies, wires);
        }
    }
    for unit in &s.units.list {
        let flags = s.outline.of(unit);
        let raw = s.tree.raw_attribute(unit.node, "class").unwrap_or("");
        if (3..160).contains(&unit.chars)
            && !flags.has(Flags::CAPTION.with(Flags::RELATED).with(Flags::COMMENT).with(Flags::NAV))
            && (raw.contains("source")
                || raw.contains("agency")
                || raw.contains("credit-line")
                || raw.contains("quelle"))
        {
            wire::in_credit_line(s.units.text(unit), s.agencies, wires);
        }
    }
}

/// Links out of the outlet in sentences that speak of who had it first.
fn source_links(blocks: &[Block], host: &str) -> Vec<SourceLink> {
    let domain = |host: &str| psl::domain_str(host).unwrap_or(host).to_owned();
    let mut out: Vec<SourceLink> = Vec::new();
    for block in blocks {
        let Some(text) = block.text.as_deref() else { continue };
        if block.marks.iter().all(|mark| mark.kind != MarkKind::Link) || !wire::speaks_of_source(text) {
            continue;
        }
        for mark in block.marks.iter().filter(|mark| mark.kind == MarkKind::Link) {
            let Some(url) = mark.href.as_deref() else { continue };
            let target = Url::parse(url).ok().and_then(|url| url.host_str().map(domain));
            let (Ok(start), Ok(end)) = (usize::try_from(mark.start), usize::try_from(mark.end)) else { continue };
            if target.is_some_and(|target| target != domain(host))
                && out.len() < 10
                && !out.iter().any(|link| link.url == url)
            {
                out.push(SourceLink {
                    url: url.to_owned(),
                    text: squeeze(&text.chars().skip(start).take(end - start).collect::<String>()),
                });
            }
        }
    }
    out
}

/// The picture that stands for the article.
fn lead_image(s: &Sources, blocks: &[Block], base: Option<&Url>) -> Option<Image> {
    let first = blocks.iter().find(|block| block.kind == BlockKind::Figure);
    let told = s
        .data
        .meta_of(&["og:image", "og:image:url", "twitter:image", "twitter:image:src", "og:image:secure_url"])
        .and_then(|src| absolute(src, base));
    let name = |src: &str| src.rsplit('/').next().unwrap_or("").split(['?', '#']).next().unwrap_or("").to_owned();
    let agrees =
        first.and_then(|block| block.src.as_deref()).zip(told.as_deref()).is_some_and(|(a, b)| name(a) == name(b));
    if let Some(block) = first.filter(|_| agrees || told.is_none()) {
        return Some(Image {
            src: block.src.clone()?,
            alt: block.alt.clone(),
            caption: block.caption.clone(),
            credit: block.credit.clone(),
        });
    }
    told.map(|src| Image { src, ..Image::default() })
}

/// Does the page say that it is behind a paywall?
fn free(s: &Sources) -> Option<bool> {
    let told = s.own.and_then(|own| own.get("isAccessibleForFree"))?;
    Some(match told {
        serde_json::Value::Bool(free) => *free,
        other => !other.as_str().is_some_and(|text| text.eq_ignore_ascii_case("false")),
    })
}

/// The feeds that a page links to; those of comments last.
fn feeds(data: &Data, base: Option<&Url>) -> Vec<FeedLink> {
    const KINDS: &[&str] = &[
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/json",
    ];
    let link = |(rel, href, kind, title): &(String, String, String, String)| {
        let fits = rel.split_whitespace().any(|word| word == "alternate")
            && KINDS.contains(&kind.trim().to_lowercase().as_str())
            && !href.contains("oembed")
            && !href.contains("wp-json");
        let url = absolute(href, base).filter(|_| fits)?;
        Some(FeedLink { url, title: Some(title.trim().to_owned()).filter(|title| !title.is_empty()) })
    };
    let mut out: Vec<FeedLink> = data.links.iter().filter_map(link).take(50).collect();
    let of_comments = |feed: &FeedLink| {
        feed.url.contains("comment")
            || feed.title.as_deref().is_some_and(|title| title.to_lowercase().contains("comment"))
    };
    out.sort_by_key(of_comments);
    out.dedup();
    out
}
