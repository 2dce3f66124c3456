//! People, sessions, the brake on guessing, links that work once.

use model::Id;
use store::{FaultKind, hosts, raw, users};

use crate::harness::{Bench, both};

both! {
    fn signing_in_and_out(bench: &Bench) {
        let store = &bench.store;
        let anna = store.write(|tx| users::add(tx, "anna", "Anna", "admin", "$argon2id$", 1)).unwrap();
        assert_eq!(store.write(|tx| users::add(tx, "anna", "A", "admin", "", 1)).unwrap_err().kind, FaultKind::Taken);
        let open = || store.write(|tx| users::open(tx, anna.id, 10, 100)).unwrap();
        let (one, two) = (open(), open());
        assert_ne!(one, two);
        let who = |token: &str, now| store.read(|tx| users::signed_in(tx, token, now)).unwrap();
        assert_eq!(who(&one, 50).unwrap().0.name, "anna");
        assert!(who(&one, 100).is_none() && who("00", 50).is_none() && who("", 50).is_none());
        store.write(|tx| users::touch(tx, &one, 60, 200)).unwrap();
        assert_eq!(who(&one, 150).unwrap().1, 60);
        store.write(|tx| users::set_password(tx, anna.id, "new", Some(&one))).unwrap();
        assert!(who(&one, 50).is_some() && who(&two, 50).is_none());
        store.write(|tx| users::update(tx, &users::Person { disabled: true, ..anna.clone() })).unwrap();
        assert!(who(&one, 50).is_none());
        assert_eq!(store.read(users::count).unwrap(), 1);
    }

    fn tries_are_counted_in_a_window(bench: &Bench) {
        let store = &bench.store;
        let count = |now| store.write(|tx| users::count_try(tx, "account anna", now, 60)).unwrap();
        assert_eq!([count(0), count(10), count(59), count(60), count(61)], [1, 2, 3, 1, 2]);
        assert_eq!(store.read(|tx| users::tries(tx, "account anna", 62)).unwrap(), 2);
        assert_eq!(store.read(|tx| users::tries(tx, "account bob", 62)).unwrap(), 0);
        store.write(|tx| users::take_back_try(tx, "account anna")).unwrap();
        store.write(|tx| users::take_back_try(tx, "account bob")).unwrap();
        assert_eq!(store.read(|tx| users::tries(tx, "account anna", 62)).unwrap(), 1);
        assert_eq!([count(63), count(64)], [2, 3]);
    }

    fn a_link_works_once(bench: &Bench) {
        let store = &bench.store;
        let token = store.write(|tx| users::make_link(tx, "first admin", None, 100)).unwrap();
        assert_eq!(store.read(|tx| users::look_at_link(tx, "first admin", &token, 50)).unwrap(), Some(None));
        let take = |purpose: &str, now| store.write(|tx| users::use_link(tx, purpose, &token, now)).unwrap();
        assert_eq!(take("reset", 50), None);
        assert_eq!(take("first admin", 100), None);
        assert_eq!(take("first admin", 50), Some(None));
        assert_eq!(take("first admin", 50), None);
        let reset = store.write(|tx| users::make_link(tx, "reset", Some(Id(7)), 100)).unwrap();
        assert_eq!(store.write(|tx| users::use_link(tx, "reset", &reset, 1)).unwrap(), Some(Some(Id(7))));
        for n in 0..3 {
            store.write(|tx| users::log(tx, "anna", "merged stories", &n.to_string(), n)).unwrap();
        }
        let deeds = store.read(|tx| users::deeds(tx, Some(3), 10)).unwrap();
        assert_eq!(deeds.iter().map(|d| d.n).collect::<Vec<_>>(), [2, 1]);
    }

    fn bytes_and_robots(bench: &Bench) {
        let store = &bench.store;
        let body: Vec<u8> = (0..=255).collect();
        store.write(|tx| raw::put(tx, "key", "{}", &body, 1)).unwrap();
        assert_eq!(store.read(|tx| raw::get(tx, "key")).unwrap(), Some(("{}".into(), body)));
        assert_eq!(store.write(|tx| store::retention::prune_raw(tx, 2)).unwrap(), 1);
        let validators = raw::Validators { etag: Some("\"x\"".into()), last_modified: None };
        store.write(|tx| raw::save_validators(tx, "key", &validators, 1)).unwrap();
        assert_eq!(store.read(|tx| raw::validators(tx, "key")).unwrap(), validators);
        assert_eq!(store.read(|tx| raw::validators(tx, "other")).unwrap(), raw::Validators::default());
        assert_eq!(store.write(|tx| raw::prune_validators(tx, 2)).unwrap(), 1);
        let robots = hosts::Robots { body: "User-agent: *".into(), status: 200, fetched: 5 };
        store.write(|tx| hosts::save_robots(tx, "https://a.example", &robots)).unwrap();
        assert_eq!(store.read(|tx| hosts::robots(tx, "https://a.example")).unwrap(), Some(robots.clone()));
        assert_eq!(store.read(|tx| hosts::all_robots(tx, 5)).unwrap(), [("https://a.example".into(), robots)]);
        assert!(store.read(|tx| hosts::all_robots(tx, 6)).unwrap().is_empty());
        assert_eq!(store.write(|tx| hosts::prune_robots(tx, 6)).unwrap(), 1);
    }
}
