//! The brake on guessing passwords: by address, by account and address, and, slowly, by account alone. A stranger never holds
//! an editor up: what they try from elsewhere counts against their own address, and a device that has signed in lately passes
//! the slow limit too, since it brings a cookie and its tries are counted apart.

use std::net::IpAddr;

use store::users::{self, Person};
use store::{Fault, Tx};

use super::Visit;

/// Tries within a window of seconds; whoever has made as many rests until it ends.
struct Limit(i64, i64);

/// From an address, whatever the account.
const ADDRESS: Limit = Limit(30, 900);
/// For an account, from an address.
const ACCOUNT_THERE: Limit = Limit(10, 1_800);
/// For an account, from everywhere.
const ACCOUNT: Limit = Limit(500, 86_400);
/// For an account, from a device that has signed in to it lately.
const DEVICE: Limit = Limit(10, 900);
/// How long a device is known, in seconds.
const KNOWN: i64 = 90 * 86_400;

// One address alone cannot use up an account's tries.
const _: () = assert!(ACCOUNT_THERE.0 * (ACCOUNT.1 / ACCOUNT_THERE.1 + 1) < ACCOUNT.0);

/// What one try counts against, each with its limit, in the order in which they are looked at.
pub struct Try(Vec<(String, Limit)>);

/// A try that may be made, counted; `None`: too many were made. It is the same for names that are nobody's.
pub fn count(visit: &Visit, name: &str, person: Option<&Person>) -> Result<Option<Try>, Fault> {
    let account = users::account_key(name);
    let network = network(visit.site.guard.visitor(visit.peer, visit.headers));
    let known = visit.site.guard.read_cookie(visit.headers, "device");
    let device = person.zip(known.as_deref()).and_then(|(person, cookie)| device(person, cookie, visit.now));
    let tried = Try(match device {
        Some(device) => vec![(format!("{account} device {}", digest(device)), DEVICE)],
        None => vec![
            (format!("address {network}"), ADDRESS),
            (format!("{account} {network}"), ACCOUNT_THERE),
            (account, ACCOUNT),
        ],
    });
    let store = &visit.site.hub.store;
    let full = |tx: &mut Tx| {
        tried.0.iter().try_fold(false, |full, (key, limit)| Ok(full || users::tries(tx, key, visit.now)? >= limit.0))
    };
    // Reading first: who is held up costs no write, and is counted nowhere.
    if store.read(full)? {
        return Ok(None);
    }
    let may = store.write(|tx| {
        for (key, Limit(tries, window)) in &tried.0 {
            if users::count_try(tx, key, visit.now, *window)? > *tries {
                return Ok(false);
            }
        }
        Ok(true)
    })?;
    Ok(may.then_some(tried))
}

impl Try {
    /// The password was right: this try was no guess. The ones before it stay counted, so that nobody clears an address by
    /// signing in to an account of their own.
    pub fn take_back(&self, tx: &mut Tx) -> Result<(), Fault> {
        self.0.iter().try_for_each(|(key, _)| users::take_back_try(tx, key))
    }
}

/// The cookie by which the device of someone who has just shown the password is known. It is made with the account's stored
/// hash, so it holds no longer than that password.
pub fn cookie(visit: &Visit, person: &Person) -> Result<String, Fault> {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(|e| Fault::bug(format!("the system gives no random numbers: {e}")))?;
    let named = format!("{}.{}", visit.now + KNOWN, blake3::hash(&nonce).to_hex());
    let value = format!("{named}.{}", seal(person, &named));
    Ok(visit.site.guard.cookie("device", &value, KNOWN))
}

/// The device that a cookie names, if the cookie is one of this person's and still holds.
fn device<'a>(person: &Person, cookie: &'a str, now: i64) -> Option<&'a str> {
    let (named, sealed) = cookie.rsplit_once('.')?;
    let until: i64 = named.split('.').next()?.parse().ok()?;
    // Hashes compare in the same time wherever they differ.
    let fits = blake3::Hash::from_hex(sealed).is_ok_and(|sealed| sealed == seal(person, named));
    (fits && until > now && !person.password.is_empty()).then_some(named)
}

fn seal(person: &Person, named: &str) -> blake3::Hash {
    let key = blake3::derive_key("broadsheet: a device that has signed in", person.password.as_bytes());
    blake3::keyed_hash(&key, format!("{} {named}", person.id).as_bytes())
}

fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(32).collect()
}

/// The part of an address that one visitor has: of IPv6 the first 64 bits, since whoever has one has them all.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => std::net::Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_addresses_of_a_line_are_one_visitor() {
        let there = |text: &str| network(text.parse().unwrap());
        assert_eq!(there("2001:db8:1:2::1"), there("2001:db8:1:2:ffff::9"));
        assert_ne!(there("2001:db8:1:2::1"), there("2001:db8:1:3::1"));
        assert_ne!(there("192.0.2.1"), there("192.0.2.2"));
    }

    #[test]
    fn a_device_is_known_by_its_own_cookie_until_the_password_changes() {
        let person = |id, password: &str| Person {
            id: model::Id(id),
            name: "anna".into(),
            display: "Anna".into(),
            role: "editor".into(),
            password: password.into(),
            disabled: false,
            added: 0,
        };
        let anna = person(1, "$argon2id$one");
        let named = "1000.abc";
        let cookie = format!("{named}.{}", seal(&anna, named));
        assert_eq!(device(&anna, &cookie, 999), Some(named));
        assert_eq!(device(&anna, &cookie, 1000), None, "it has run out");
        assert_eq!(device(&person(2, "$argon2id$one"), &cookie, 999), None, "another account's");
        assert_eq!(device(&person(1, "$argon2id$two"), &cookie, 999), None, "another password");
        let nobody = person(1, "");
        assert_eq!(device(&nobody, &format!("{named}.{}", seal(&nobody, named)), 999), None, "no password");
        for forged in [cookie.replace("1000", "9999"), cookie.replace("abc", "abd"), "..".into(), String::new()] {
            assert_eq!(device(&anna, &forged, 999), None, "{forged}");
        }
    }
}
