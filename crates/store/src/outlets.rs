//! Outlets, as the editor lists them.

use model::{Id, Outlet};
use xxhash_rust::xxh3::xxh3_64;

use crate::changes::{self, ChangeKind};
use crate::text::{from_json, slug, to_json};
use crate::{Fault, Row, Tx, addresses, args};

/// Adds an outlet: gives it an id (a digest of its home page's key) and, where it has none or another has it, a slug.
/// `Taken`: its home page is listed already.
pub fn insert(tx: &mut Tx, outlet: &Outlet, now: i64) -> Result<Outlet, Fault> {
    let key = addresses::clean(&outlet.home).unwrap_or_else(|| outlet.home.clone());
    let mut outlet = Outlet { id: Id::from_hash(xxh3_64(key.as_bytes())), ..outlet.clone() };
    if get(tx, outlet.id)?.is_some() {
        return Err(Fault::new(crate::FaultKind::Taken, format!("{} is listed already", outlet.home)));
    }
    outlet.slug = free_slug(tx, &outlet)?;
    let domain = addresses::domain(&outlet.home).unwrap_or_default();
    tx.execute(
        "insert into outlet (id, slug, domain, name, state, added, doc) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![outlet.id, &outlet.slug, &domain, &outlet.name, state(&outlet), now, &to_json(&outlet)?],
    )?;
    changes::note(tx, ChangeKind::Outlet, outlet.id);
    Ok(outlet)
}

/// The wished slug, or one of the name or the domain; with a number where it is taken.
fn free_slug(tx: &mut Tx, outlet: &Outlet) -> Result<String, Fault> {
    let domain = addresses::domain(&outlet.home).unwrap_or_default();
    let base = [slug(&outlet.slug), slug(&outlet.name), slug(&domain), "outlet".to_owned()]
        .into_iter()
        .find(|slug| !slug.is_empty())
        .unwrap_or_default();
    let mut candidate = base.clone();
    for number in 2.. {
        if tx.number("select count(*) from outlet where slug = ?1", args![&candidate])? == 0 {
            break;
        }
        candidate = format!("{base}-{number}");
    }
    Ok(candidate)
}

fn state(outlet: &Outlet) -> &'static str {
    match outlet.state {
        model::OutletState::Active => "active",
        model::OutletState::Paused => "paused",
        model::OutletState::Unchecked => "unchecked",
    }
}

/// Saves an outlet's facts; false: there is no such outlet. The slug stays as given: `Taken` where another has it.
pub fn update(tx: &mut Tx, outlet: &Outlet) -> Result<bool, Fault> {
    let domain = addresses::domain(&outlet.home).unwrap_or_default();
    let touched = tx.execute(
        "update outlet set slug = ?2, domain = ?3, name = ?4, state = ?5, doc = ?6 where id = ?1",
        args![outlet.id, &outlet.slug, &domain, &outlet.name, state(outlet), &to_json(outlet)?],
    )?;
    changes::note(tx, ChangeKind::Outlet, outlet.id);
    Ok(touched > 0)
}

/// Removes an outlet with its feeds, if it has no articles; false: it has, so pause it instead.
pub fn delete(tx: &mut Tx, id: Id) -> Result<bool, Fault> {
    if tx.number("select count(*) from article where outlet = ?1", args![id])? > 0 {
        return Ok(false);
    }
    tx.execute("delete from entry where feed in (select id from feed where outlet = ?1)", args![id])?;
    tx.execute("delete from feed where outlet = ?1", args![id])?;
    let touched = tx.execute("delete from outlet where id = ?1", args![id])?;
    changes::note(tx, ChangeKind::Outlet, id);
    Ok(touched > 0)
}

fn read(mut row: Row) -> Result<Outlet, Fault> {
    from_json(&row.text()?)
}

/// The outlet of this id.
pub fn get(tx: &mut Tx, id: Id) -> Result<Option<Outlet>, Fault> {
    tx.one("select doc from outlet where id = ?1", args![id])?.map(read).transpose()
}

/// The outlet of this slug.
pub fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Outlet>, Fault> {
    tx.one("select doc from outlet where slug = ?1", args![slug])?.map(read).transpose()
}

/// The outlets of this registrable domain ([`addresses::domain`]), oldest first.
pub fn by_domain(tx: &mut Tx, domain: &str) -> Result<Vec<Outlet>, Fault> {
    tx.list("select doc from outlet where domain = ?1 order by added, id", args![domain], read)
}

/// The outlet an address belongs to: of those of its registrable domain, the one whose home page is the longest beginning of
/// the address, else the first. A host that is no domain (an IP address) must have the same port.
pub fn by_address(tx: &mut Tx, address: &str) -> Result<Option<Outlet>, Fault> {
    let (Some(domain), Some(key)) = (addresses::domain(address), addresses::clean(address)) else { return Ok(None) };
    let mut best: Option<(usize, Outlet)> = None;
    for outlet in by_domain(tx, &domain)? {
        let home = addresses::clean(&outlet.home).unwrap_or_default();
        let rest = key.strip_prefix(&home).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        let fit = rest.map_or(0, |_| home.len());
        if fit == 0 && addresses::is_bare(&domain) {
            continue;
        }
        if best.as_ref().is_none_or(|(most, _)| fit > *most) {
            best = Some((fit, outlet));
        }
    }
    Ok(best.map(|(_, outlet)| outlet))
}

/// All outlets by name.
pub fn list(tx: &mut Tx) -> Result<Vec<Outlet>, Fault> {
    let mut outlets = tx.list("select doc from outlet", args![], read)?;
    outlets.sort_by_cached_key(|outlet| (outlet.name.to_lowercase(), outlet.id));
    Ok(outlets)
}

/// How many outlets there are.
pub fn count(tx: &mut Tx) -> Result<i64, Fault> {
    tx.number("select count(*) from outlet", args![])
}
