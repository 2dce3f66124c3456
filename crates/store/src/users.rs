//! The people who sign in, their sessions, the brake on guessing, links that work once, and the log of who did what.

use model::Id;

use crate::changes::next;
use crate::text::{hex, random, unhex};
use crate::{Fault, FaultKind, Row, Tx, args};

/// A person who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Given by the store.
    pub id: Id,
    /// The name to sign in with; unique.
    pub name: String,
    /// The name to show.
    pub display: String,
    /// admin, editor, author, moderator.
    pub role: String,
    /// The password's argon2 hash; empty: none set yet, so nobody can sign in with it.
    pub password: String,
    /// May not sign in.
    pub disabled: bool,
    /// Since when.
    pub added: i64,
}

/// Adds a person. `Taken`: the name is.
pub fn add(tx: &mut Tx, name: &str, display: &str, role: &str, password: &str, now: i64) -> Result<Person, Fault> {
    if by_name(tx, name)?.is_some() {
        return Err(Fault::new(FaultKind::Taken, format!("there is a person {name} already")));
    }
    let person = Person {
        id: Id(random()?),
        name: name.to_owned(),
        display: display.to_owned(),
        role: role.to_owned(),
        password: password.to_owned(),
        disabled: false,
        added: now,
    };
    tx.execute(
        "insert into person (id, name, display, role, password, disabled, added) values (?1, ?2, ?3, ?4, ?5, 0, ?6)",
        args![person.id, name, display, role, password, now],
    )?;
    Ok(person)
}

const PERSON: &str = "select person.id, person.name, person.display, person.role, person.password, person.disabled, person.added from person";

fn read(mut row: Row) -> Result<Person, Fault> {
    Ok(Person {
        id: row.id()?,
        name: row.text()?,
        display: row.text()?,
        role: row.text()?,
        password: row.text()?,
        disabled: row.flag()?,
        added: row.int()?,
    })
}

/// The person of this id.
pub fn get(tx: &mut Tx, id: Id) -> Result<Option<Person>, Fault> {
    tx.one(&format!("{PERSON} where id = ?1"), args![id])?.map(read).transpose()
}

/// The person of this name.
pub fn by_name(tx: &mut Tx, name: &str) -> Result<Option<Person>, Fault> {
    tx.one(&format!("{PERSON} where name = ?1"), args![name])?.map(read).transpose()
}

/// All people by name.
pub fn list(tx: &mut Tx) -> Result<Vec<Person>, Fault> {
    tx.list(&format!("{PERSON} order by name"), args![], read)
}

/// How many people there are; 0: an empty hub.
pub fn count(tx: &mut Tx) -> Result<i64, Fault> {
    tx.number("select count(*) from person", args![])
}

/// Saves name to show, role and whether the person may sign in; who may not is signed out.
pub fn update(tx: &mut Tx, person: &Person) -> Result<bool, Fault> {
    if person.disabled {
        close_all(tx, person.id, None)?;
    }
    let touched = tx.execute(
        "update person set display = ?2, role = ?3, disabled = ?4 where id = ?1",
        args![person.id, &person.display, &person.role, person.disabled],
    )?;
    Ok(touched > 0)
}

/// Sets a password's hash and ends the person's sessions, but for the one it was changed in. What was guessed at the one before
/// counts no longer against the account.
pub fn set_password(tx: &mut Tx, person: Id, password: &str, keep: Option<&str>) -> Result<bool, Fault> {
    close_all(tx, person, keep)?;
    if let Some(person) = get(tx, person)? {
        tx.execute("delete from throttle where item = ?1", args![&account_key(&person.name)])?;
    }
    Ok(tx.execute("update person set password = ?2 where id = ?1", args![person, password])? > 0)
}

/// A new token, 256 bits that nobody can guess, in hexadecimal.
fn token() -> Result<String, Fault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|e| Fault::bug(format!("the system gives no random numbers: {e}")))?;
    Ok(hex(&bytes))
}

/// Only the digest of a token is kept: who reads the table cannot sign in with it.
fn kept(token: &str) -> [u8; 32] {
    *blake3::hash(&unhex(token).unwrap_or_default()).as_bytes()
}

/// Begins a session; its token, for the cookie.
pub fn open(tx: &mut Tx, person: Id, now: i64, until: i64) -> Result<String, Fault> {
    let token = token()?;
    tx.execute(
        "insert into session (token, person, added, used, until) values (?1, ?2, ?3, ?3, ?4)",
        args![&kept(&token), person, now, until],
    )?;
    Ok(token)
}

/// Whose session this is: the person, and when it was last used (see [`touch`]). `None`: no such session, it has run out,
/// or the person may not sign in.
pub fn signed_in(tx: &mut Tx, token: &str, now: i64) -> Result<Option<(Person, i64)>, Fault> {
    let Some(mut row) =
        tx.one("select person, used from session where token = ?1 and until > ?2", args![&kept(token), now])?
    else {
        return Ok(None);
    };
    let (person, used) = (row.id()?, row.int()?);
    Ok(get(tx, person)?.filter(|person| !person.disabled).map(|person| (person, used)))
}

/// Notes that a session was used and prolongs it; once in some minutes is enough.
pub fn touch(tx: &mut Tx, token: &str, now: i64, until: i64) -> Result<(), Fault> {
    tx.execute("update session set used = ?2, until = ?3 where token = ?1", args![&kept(token), now, until])?;
    Ok(())
}

/// Ends a session.
pub fn close(tx: &mut Tx, token: &str) -> Result<(), Fault> {
    tx.execute("delete from session where token = ?1", args![&kept(token)])?;
    Ok(())
}

/// Ends all of a person's sessions but one.
pub fn close_all(tx: &mut Tx, person: Id, keep: Option<&str>) -> Result<(), Fault> {
    let keep = keep.map(kept).unwrap_or_default();
    tx.execute("delete from session where person = ?1 and token <> ?2", args![person, &keep])?;
    Ok(())
}

/// The key under which tries for an account are counted, wherever they come from: a digest, so that no table tells what names
/// people typed.
pub fn account_key(name: &str) -> String {
    let digest = blake3::hash(name.to_lowercase().as_bytes());
    format!("account {}", hex(digest.as_bytes().get(..16).unwrap_or_default()))
}

/// Counts a try under a key ("address 192.0.2.7") within a window of seconds; how many there were with this one.
pub fn count_try(tx: &mut Tx, key: &str, now: i64, window: i64) -> Result<i64, Fault> {
    tx.number(
        "insert into throttle (item, tries, since, until) values (?1, 1, ?2, ?3)
         on conflict (item) do update set
            tries = case when throttle.until <= ?2 then 1 else throttle.tries + 1 end,
            since = case when throttle.until <= ?2 then excluded.since else throttle.since end,
            until = case when throttle.until <= ?2 then excluded.until else throttle.until end
         returning tries",
        args![key, now, now + window],
    )
}

/// How many tries there were under a key in its window.
pub fn tries(tx: &mut Tx, key: &str, now: i64) -> Result<i64, Fault> {
    tx.number("select tries from throttle where item = ?1 and until > ?2", args![key, now])
}

/// Takes one try under a key back (the password was right).
pub fn take_back_try(tx: &mut Tx, key: &str) -> Result<(), Fault> {
    tx.execute("update throttle set tries = tries - 1 where item = ?1 and tries > 0", args![key])?;
    Ok(())
}

/// Makes a link that works once ("first admin", "reset"), for a person or for nobody yet; its token.
pub fn make_link(tx: &mut Tx, purpose: &str, person: Option<Id>, until: i64) -> Result<String, Fault> {
    let token = token()?;
    tx.execute(
        "insert into link (token, purpose, person, until) values (?1, ?2, ?3, ?4)",
        args![&kept(&token), purpose, person, until],
    )?;
    Ok(token)
}

/// Is the link good? Whom it is for. (Showing the form does not use it up.)
pub fn look_at_link(tx: &mut Tx, purpose: &str, token: &str, now: i64) -> Result<Option<Option<Id>>, Fault> {
    tx.one(
        "select person from link where token = ?1 and purpose = ?2 and until > ?3",
        args![&kept(token), purpose, now],
    )?
    .map(|mut row| row.maybe_id())
    .transpose()
}

/// Uses a link up. Whom it is for; `None`: it was used, has run out or never was.
pub fn use_link(tx: &mut Tx, purpose: &str, token: &str, now: i64) -> Result<Option<Option<Id>>, Fault> {
    tx.one(
        "delete from link where token = ?1 and purpose = ?2 and until > ?3 returning person",
        args![&kept(token), purpose, now],
    )?
    .map(|mut row| row.maybe_id())
    .transpose()
}

/// One line of the log of who did what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Its number.
    pub n: i64,
    /// When.
    pub at: i64,
    /// Who.
    pub who: String,
    /// What was done, a few words.
    pub what: String,
    /// To what: an id, a name, a sentence.
    pub about: String,
}

/// Writes into the log of who did what.
pub fn log(tx: &mut Tx, who: &str, what: &str, about: &str, now: i64) -> Result<(), Fault> {
    let n = next(tx, "audit", 1)?;
    tx.execute(
        "insert into audit (n, at, who, what, about) values (?1, ?2, ?3, ?4, ?5)",
        args![n, now, who, what, about],
    )?;
    Ok(())
}

/// The log of who did what, the latest first; `before` is the number where the page before ended.
pub fn deeds(tx: &mut Tx, before: Option<i64>, limit: usize) -> Result<Vec<Deed>, Fault> {
    tx.list(
        "select n, at, who, what, about from audit where n < ?1 order by n desc limit ?2",
        args![before.unwrap_or(i64::MAX), limit],
        |mut row| Ok(Deed { n: row.int()?, at: row.int()?, who: row.text()?, what: row.text()?, about: row.text()? }),
    )
}
