//! `broadsheet export`: what the hub holds, as JSON Lines.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};

use model::Id;
use serde_json::{Value, json};
use store::{Fault, Store, analyses, articles, copies, outlets, stories, takedowns};

/// What can be written.
pub const KINDS: [&str; 6] = ["articles", "stories", "copies", "names", "statements", "happenings"];

/// Rows read at once.
const BATCH: usize = 500;

/// Writes everything of a kind to standard output.
pub fn run(store: &Store, kind: &str) -> Result<(), String> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut write = |value: Value| writeln!(out, "{value}").map_err(|e| Fault::bug(format!("cannot write: {e}")));
    let done = match kind {
        "stories" => all_stories(store, &mut write),
        "copies" => all_copies(store, &mut write),
        _ => all_articles(store, kind, &mut write),
    };
    done.map_err(|fault| fault.sentence)?;
    out.flush().map_err(|e| format!("cannot write: {e}"))
}

type Line<'w> = &'w mut dyn FnMut(Value) -> Result<(), Fault>;

fn all_articles(store: &Store, kind: &str, write: Line) -> Result<(), Fault> {
    let mut after = 0;
    loop {
        let lines = store.read(|tx| {
            let down = takedowns::keys(tx, takedowns::Kind::Picture)?;
            let heads = articles::arrivals(tx, after, BATCH)?;
            let mut lines = Vec::new();
            for head in &heads {
                of_article(tx, kind, &down, head, &mut lines)?;
            }
            Ok((heads.last().map(|head| head.arrival), lines))
        })?;
        let (Some(last), lines) = lines else { return Ok(()) };
        after = last;
        lines.into_iter().try_for_each(&mut *write)?;
    }
}

/// The lines of one article, without the pictures at these addresses.
fn of_article(
    tx: &mut store::Tx,
    kind: &str,
    down: &BTreeSet<String>,
    head: &articles::Head,
    lines: &mut Vec<Value>,
) -> Result<(), Fault> {
    if kind == "articles" {
        let Some(mut article) = articles::get(tx, head.id)? else { return Ok(()) };
        article.lead_image = article.lead_image.filter(|image| !down.contains(&image.src));
        article.blocks.retain(|block| block.src.as_ref().is_none_or(|src| !down.contains(src)));
        let outlet = outlets::get(tx, head.outlet)?.unwrap_or_default();
        let mut value = serde_json::to_value(&article).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.insert("id".into(), json!(head.id));
            let model::Outlet { slug, name, country, owner, kind, .. } = outlet;
            let publisher = json!({"slug": slug, "name": name, "country": country, "owner": owner, "kind": kind});
            fields.insert("outlet".into(), slug.into());
            fields.insert("publisher".into(), publisher);
            fields.insert("revisions".into(), head.revision.into());
            fields.insert("arrival".into(), head.arrival.into());
        }
        lines.push(value);
        return Ok(());
    }
    let (Some(article), Some(analysis)) = (articles::get(tx, head.id)?, analyses::get(tx, head.id)?) else {
        return Ok(());
    };
    let text: Vec<char> = article.body_text().chars().collect();
    let words = |span: &model::Span| {
        let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX).min(text.len());
        text.get(at(span.start)..at(span.end)).map(|part| part.iter().collect::<String>()).unwrap_or_default()
    };
    let joined = |spans: &[model::Span]| spans.iter().map(words).collect::<Vec<_>>().join(" ");
    match kind {
        "statements" => lines.extend(analysis.statements.iter().map(|s| {
            json!({"article": head.id, "speaker": s.speaker, "role": s.role, "content": joined(&s.content), "cue": joined(&s.cue),
                "kind": s.kind, "second_hand": s.second_hand.as_ref().map(|by| &by.name)})
        })),
        "names" => lines.extend(analysis.names.iter().map(|n| {
            json!({"article": head.id, "name": n.name, "type": n.kind, "aliases": n.aliases, "roles": n.roles, "mentions": n.mentions.len()})
        })),
        _ => lines.extend(analysis.happenings.iter().map(|h| {
            json!({"article": head.id, "begin": h.begin, "end": h.end, "precision": h.precision, "sentence": words(&h.sentence)})
        })),
    }
    Ok(())
}

fn all_stories(store: &Store, write: Line) -> Result<(), Fault> {
    let mut after = Id(0);
    loop {
        let batch = store.read(|tx| {
            let rows = stories::all(tx, after, BATCH)?;
            rows.into_iter().map(|row| Ok((stories::members(tx, row.id)?, row))).collect::<Result<Vec<_>, Fault>>()
        })?;
        let Some((_, last)) = batch.last() else { return Ok(()) };
        after = last.id;
        for (members, row) in batch {
            let articles: Vec<Id> = members.iter().map(|member| member.article).collect();
            let why: Vec<&str> = members.iter().map(|member| member.why.as_str()).collect();
            write(
                json!({"id": row.id, "headline": row.own_headline.as_ref().unwrap_or(&row.headline), "section": row.section,
                "first": row.first, "last": row.last, "articles": articles, "why": why}),
            )?;
        }
    }
}

fn all_copies(store: &Store, write: Line) -> Result<(), Fault> {
    let mut after = Id(0);
    loop {
        let batch = store.read(|tx| copies::all(tx, after, BATCH))?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = last.article;
        for copy in batch {
            write(json!({"article": copy.article, "origin": copy.origin, "kind": copy.kind, "share": copy.share}))?;
        }
    }
}
