//! Signing in and out: argon2id, throttled by account and by address, sessions as rows, no difference between an unknown
//! name and a wrong password.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::Serialize;
use store::users::{self, Person};
use store::{Fault, FaultKind};

use super::{Frame, Outcome, Visit, brake, work};

/// How long a session lasts without use, in seconds.
const SESSION: i64 = 14 * 86_400;
/// A session's row is touched at most this often.
const TOUCH: i64 = 600;
/// The shortest password: NIST SP 800-63B asks for eight, fifteen where it stands alone; twelve is between.
const PASSWORD_MIN: usize = 12;
/// Characters of a password that are looked at, so that hashing is no door for floods.
const PASSWORD_MAX: usize = 256;

#[derive(Serialize)]
struct SignIn {
    frame: Frame,
    name: String,
    mistake: String,
    /// Where the form goes; a link that works once asks for a name too.
    action: String,
    link: bool,
    asks_name: bool,
}

/// OWASP's second choice of parameters: 19 MiB, two passes.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// A password as it is stored.
pub fn hash(password: &str) -> Result<String, Fault> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|e| Fault::bug(format!("the system gives no random numbers: {e}")))?;
    let hashed: Result<PasswordHash, _> = hasher().hash_password_with_salt(password.as_bytes(), &salt);
    hashed.map(|hash| hash.to_string()).map_err(|e| Fault::bug(format!("the password cannot be hashed: {e}")))
}

/// Is it this password? Takes as long where there is no such account.
fn verify(password: &str, stored: Option<&str>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$C2qYh4TtHXh8K2DqPyg5lJ8aTN0A1v6pXxKX1SXgZyA";
    let known = stored.filter(|hash| !hash.is_empty());
    let Ok(hash) = PasswordHash::new(known.unwrap_or(NOBODY)) else { return false };
    hasher().verify_password(password.as_bytes(), &hash).is_ok() && known.is_some()
}

/// Who is signed in, and the session's token.
pub fn person(visit: &Visit) -> Result<Option<(Person, String)>, Fault> {
    let Some(token) = visit.site.guard.read_cookie(visit.headers, "session") else { return Ok(None) };
    let Some((person, used)) = visit.site.hub.store.read(|tx| users::signed_in(tx, &token, visit.now))? else {
        return Ok(None);
    };
    if visit.now - used > TOUCH {
        visit.site.hub.store.write(|tx| users::touch(tx, &token, visit.now, visit.now + SESSION))?;
    }
    let may = matches!(person.role.as_str(), "admin" | "editor");
    Ok(may.then_some((person, token)))
}

fn show(status: u16, page: SignIn) -> Result<Outcome, Fault> {
    let value = serde_json::to_value(page).map_err(|e| Fault::bug(e.to_string()))?;
    Ok(Outcome::Show(status, "admin/sign-in.html", value))
}

/// `/admin/sign-in`
pub fn sign_in(visit: &Visit) -> Result<Outcome, Fault> {
    let page = |mistake: &str, name: &str| SignIn {
        frame: visit.frame("sign-in", None),
        name: name.to_owned(),
        mistake: mistake.to_owned(),
        action: "/admin/sign-in".into(),
        link: false,
        asks_name: true,
    };
    if !visit.post {
        return show(200, page("", ""));
    }
    let name = visit.form.get("name").chars().take(100).collect::<String>();
    let password = visit.form.get("password").chars().take(PASSWORD_MAX).collect::<String>();
    let found = visit.site.hub.store.read(|tx| users::by_name(tx, &name))?.filter(|person| !person.disabled);
    let Some(tried) = brake::count(visit, &name, found.as_ref())? else {
        return show(429, page(&visit.site.words.say("too-many-tries"), &name));
    };
    if !verify(&password, found.as_ref().map(|person| person.password.as_str())) {
        return show(403, page(&visit.site.words.say("wrong-sign-in"), &name));
    }
    let Some(person) = found else { return Ok(Outcome::Nothing) };
    begin(visit, &person, Some(&tried))
}

fn begin(visit: &Visit, person: &Person, tried: Option<&brake::Try>) -> Result<Outcome, Fault> {
    let token = visit.site.hub.store.write(|tx| {
        tried.map(|tried| tried.take_back(tx)).transpose()?;
        users::log(tx, &person.name, "signed in", "", visit.now)?;
        users::open(tx, person.id, visit.now, visit.now + SESSION)
    })?;
    let session = visit.site.guard.cookie("session", &token, SESSION);
    Ok(Outcome::Cookies("/admin".into(), vec![session, brake::cookie(visit, person)?]))
}

/// `/admin/first/{token}`, `/admin/reset/{token}`: a link that works once sets a password.
pub fn by_link(visit: &Visit, purpose: &str, token: &str) -> Result<Outcome, Fault> {
    let store = &visit.site.hub.store;
    let Some(whom) = store.read(|tx| users::look_at_link(tx, purpose, token, visit.now))? else {
        return Ok(Outcome::Nothing);
    };
    let page = |mistake: String, name: &str| SignIn {
        frame: visit.frame("choose-password", None),
        name: name.to_owned(),
        mistake,
        action: format!("/admin/{}/{token}", if whom.is_some() { "reset" } else { "first" }),
        link: true,
        asks_name: whom.is_none(),
    };
    if !visit.post {
        return show(200, page(String::new(), ""));
    }
    let (name, password) = (visit.form.get("name"), visit.form.get("password"));
    let name_fits = whom.is_some() || (!name.is_empty() && name.chars().count() <= 60);
    let length = password.chars().count();
    if !name_fits || !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        return show(422, page(visit.site.words.count("password-rule", PASSWORD_MIN.try_into().unwrap_or(12)), name));
    }
    let hashed = hash(password)?;
    let made = store.write(|tx| {
        let Some(whom) = users::use_link(tx, purpose, token, visit.now)? else { return Ok(None) };
        let person = match whom {
            None => Some(users::add(tx, name, name, "admin", &hashed, visit.now)?),
            Some(id) => {
                users::set_password(tx, id, &hashed, None)?;
                users::get(tx, id)?
            }
        };
        Ok(person)
    });
    match made {
        Ok(Some(person)) => begin(visit, &person, None),
        Ok(None) => Ok(Outcome::Nothing),
        Err(fault) if fault.kind == FaultKind::Taken => show(409, page(fault.sentence, name)),
        Err(fault) => Err(fault),
    }
}

/// `/admin/sign-out`
pub fn sign_out(visit: &Visit, token: &str) -> Result<Outcome, Fault> {
    visit.site.hub.store.write(|tx| users::close(tx, token))?;
    Ok(Outcome::Cookies("/admin/sign-in".into(), vec![visit.site.guard.cookie("session", "", 0)]))
}

/// `/admin/password`: a new one ends all other sessions. The old one is asked for, and guessing it is braked as at the door:
/// who sits down at a session left open is to learn nothing by it.
pub fn change_password(visit: &Visit, person: &Person, token: &str) -> Result<Outcome, Fault> {
    let (old, new) = (visit.form.get("old"), visit.form.get("new"));
    let words = &visit.site.words;
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&new.chars().count()) {
        let rule = words.count("password-rule", PASSWORD_MIN.try_into().unwrap_or(12));
        return work::overview(visit, person, 422, &rule);
    }
    let Some(tried) = brake::count(visit, &person.name, Some(person))? else {
        return work::overview(visit, person, 429, &words.say("too-many-tries"));
    };
    if !verify(old, Some(&person.password)) {
        return work::overview(visit, person, 403, &words.say("wrong-old-password"));
    }
    let person = Person { password: hash(new)?, ..person.clone() };
    visit.site.hub.store.write(|tx| {
        tried.take_back(tx)?;
        users::set_password(tx, person.id, &person.password, Some(token))?;
        users::log(tx, &person.name, "changed the password", "", visit.now)
    })?;
    Ok(Outcome::Cookies("/admin".into(), vec![brake::cookie(visit, &person)?]))
}

/// Does an address hash passwords? Each hash takes 19 MiB for a while, so only some run at once (`Site::hashing`).
pub fn hashes(path: &[&str]) -> bool {
    matches!(path, ["sign-in"] | ["password"] | ["first" | "reset", _])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_other() {
        let stored = hash("a long enough one").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("a long enough one", Some(&stored)));
        assert!(!verify("another", Some(&stored)) && !verify("", None) && !verify("", Some("")));
    }
}
