//! Authors as feeds write them.

use model::Person;

/// People kept of one entry: the longest honest list of authors is shorter.
const PEOPLE_MAX: usize = 100;

/// "jane@example.org (Jane Doe)", "Jane Doe <jane@example.org>", "Jane Doe".
pub fn person(text: &str) -> Person {
    let is_mail =
        |word: &str| word.split_once('@').is_some_and(|(before, after)| !before.is_empty() && after.contains('.'));
    let word = text.split([' ', '<', '>', '(', ')', ',', '[', ']']).find(|word| is_mail(word));
    let email = word.map(|mail| mail.trim_start_matches("mailto:").to_owned());
    let name = match (word, text.split_once('(')) {
        (Some(_), Some((_, name))) if !is_mail(name) => name.trim_end_matches(')').to_owned(),
        (Some(word), _) => text.replace(word, "").replace(['<', '>', '(', ')', '[', ']'], ""),
        (None, _) => text.to_owned(),
    };
    let name = name.trim().trim_end_matches(',').trim();
    Person { name: (!name.is_empty()).then(|| name.to_owned()), email, uri: None }
}

/// Adds a person who is not there yet; one known by the same name only takes the place of the name alone.
pub fn add(person: Person, people: &mut Vec<Person>) {
    if person == Person::default() || people.len() >= PEOPLE_MAX || people.contains(&person) {
        return;
    }
    let alone = Person { name: person.name.clone(), ..Person::default() };
    match people.iter_mut().find(|known| known.name.is_some() && known.name == person.name) {
        Some(known) if *known == alone => *known = person,
        Some(_) if person == alone => {}
        _ => people.push(person),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_in_many_forms() {
        for (text, name, email) in [
            ("jane@example.org (Jane Doe)", "Jane Doe", "jane@example.org"),
            ("Jane Doe <jane@example.org>", "Jane Doe", "jane@example.org"),
            ("Jane Doe (mailto:jane@example.org)", "Jane Doe", "jane@example.org"),
            ("Jane Doe", "Jane Doe", ""),
            ("jane@example.org", "", "jane@example.org"),
            ("Jane Doe (Vienna)", "Jane Doe (Vienna)", ""),
        ] {
            let found = person(text);
            assert_eq!(
                (found.name.unwrap_or_default().as_str(), found.email.unwrap_or_default().as_str()),
                (name, email)
            );
        }
    }
}
