//! What editors overrule from a story's page and in the order of the front page. Nobody groups here, so the test applies what
//! they decide.

use model::Id;
use serde_json::Value;
use store::decisions::{self, Decision, Kind as Ruling};
use store::history::{self, Kind};
use store::stories;

use crate::paper::{Answer, Paper, paper};
use crate::signed_in;

/// The decisions that wait, oldest first.
fn waiting(paper: &Paper) -> Vec<Decision> {
    paper.store.read(|tx| decisions::pending(tx, 100)).unwrap()
}

fn doc(decision: &Decision) -> Value {
    serde_json::from_str(&decision.what.doc).unwrap()
}

/// Applies the pins and hidings that wait.
fn apply(paper: &Paper) {
    for decision in waiting(paper) {
        let (story, doc) = (decision.what.story.unwrap(), doc(&decision));
        paper
            .store
            .write(|tx| {
                decisions::apply(tx, decision.n, Some(story), &decision.what.doc)?;
                let row = stories::get(tx, story)?.unwrap();
                let pinned = doc.get("pinned").and_then(Value::as_i64).unwrap_or(row.pinned);
                let hidden = doc.get("hidden").and_then(Value::as_bool).unwrap_or(row.hidden);
                stories::save(tx, &stories::Story { pinned, hidden, ..row })
            })
            .unwrap();
    }
}

struct Desk {
    paper: Paper,
    signed: String,
}

impl Desk {
    fn new() -> Self {
        let paper = paper();
        let signed = signed_in(&paper);
        Self { paper, signed }
    }

    fn send(&self, path: &str, body: &str) -> Answer {
        self.paper.post(path, &self.signed, body)
    }

    fn look(&self, path: &str) -> String {
        let answer = self.paper.get(path, &self.signed);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    fn reports(&self, story: Id) -> Vec<Id> {
        let members = self.paper.store.read(|tx| stories::members(tx, story)).unwrap();
        members.into_iter().map(|member| member.article).collect()
    }
}

#[test]
fn a_form_that_cannot_be_followed_says_why_and_keeps_what_was_ticked() {
    let desk = Desk::new();
    let story = desk.paper.ids[0];
    let path = format!("/admin/stories/{story}");
    let reports = desk.reports(story);
    let all: String = reports.iter().map(|id| format!("&report={id}")).collect();
    let one = format!("report={}", reports[1]);
    for (what, body, sentence) in [
        ("split", "", "Tick the reports first"),
        ("split", all.as_str(), "At least one report must stay"),
        ("split", "report=0000000000000&report=nonsense", "Tick the reports first"),
        ("move", "story=x", "Tick the reports first"),
        ("move", one.as_str(), "No story goes by this address"),
        ("merge", "story=https%3A%2F%2Felsewhere.example%2F", "No story goes by this address"),
        ("merge", &format!("story={story}&{one}"), "That is this story itself"),
    ] {
        let answer = desk.send(&format!("{path}/{what}"), body);
        assert_eq!(answer.status, 422, "{what} {body}");
        assert!(answer.body.contains(sentence), "{what} {body}: {}", answer.body);
        if body.contains(&one) {
            assert!(answer.body.contains(&format!("value=\"{}\" checked", reports[1])), "{what} {body}");
        }
        if body.contains("elsewhere") {
            assert!(answer.body.contains("value=\"https://elsewhere.example/\""));
        }
    }
    assert!(waiting(&desk.paper).is_empty());
    assert_eq!(desk.send("/admin/stories/0000000000000/hide", "hidden=yes").status, 404);
    assert_eq!(desk.send(&format!("{path}/burn"), "").status, 404);
    assert_eq!(desk.send("/admin/stories", "story=nonsense").status, 422);
}

#[test]
fn another_story_is_named_by_its_address_a_report_of_it_or_its_id() {
    let desk = Desk::new();
    let (story, other) = (desk.paper.ids[0], desk.paper.ids[3]);
    let report = desk.reports(other)[0];
    for (n, text) in [
        format!("{other}"),
        format!("https%3A%2F%2Fpaper.example%2Fstory%2F{other}%2Fa-headline"),
        format!("%2Freport%2F{report}%2Fa-headline%3Fx"),
        format!("%2Fadmin%2Fstories%2F{other}"),
    ]
    .iter()
    .enumerate()
    {
        let sent = desk.send(&format!("/admin/stories/{story}/merge"), &format!("story={text}"));
        assert_eq!(sent.header("location"), Some(format!("/admin/stories/{story}").as_str()), "{text}");
        let decision = waiting(&desk.paper).pop().unwrap();
        assert_eq!((decision.what.kind, decision.what.story), (Ruling::Merge, Some(story)));
        assert_eq!(doc(&decision)["into"], other.to_string());
        assert_eq!(waiting(&desk.paper).len(), n + 1);
        let found = desk.send("/admin/stories", &format!("story={text}"));
        assert_eq!(found.header("location"), Some(format!("/admin/stories/{other}").as_str()), "{text}");
    }
    // Both stories' pages tell of it, and so does the log.
    for path in [format!("/admin/stories/{story}"), format!("/admin/stories/{other}"), "/admin/stories".into()] {
        assert!(desk.look(&path).contains("made part of another story"), "{path}");
    }
    assert!(desk.look("/admin/log").contains("made a story part of another"));
    let n = waiting(&desk.paper)[0].n;
    let undone = desk.send(&format!("/admin/decisions/{n}/undo"), "from=front");
    assert_eq!(undone.header("location"), Some("/admin/stories"));
    let undo = waiting(&desk.paper).pop().unwrap();
    assert_eq!((undo.what.kind, doc(&undo)["decision"].as_i64()), (Ruling::Undo, Some(n)));
    assert_eq!(desk.send(&format!("/admin/decisions/{}/undo", undo.n), "").status, 404, "an undoing is not undone");
}

#[test]
fn reports_are_split_off_and_moved() {
    let desk = Desk::new();
    let (story, other) = (desk.paper.ids[0], desk.paper.ids[3]);
    let reports = desk.reports(story);
    let ticked = format!("report={}&report={}", reports[1], reports[2]);
    desk.send(&format!("/admin/stories/{story}/split"), &ticked);
    desk.send(&format!("/admin/stories/{story}/move"), &format!("{ticked}&story={other}"));
    let decisions = waiting(&desk.paper);
    assert_eq!(doc(&decisions[0])["articles"], serde_json::json!([reports[1].to_string(), reports[2].to_string()]));
    let moved: Vec<_> = decisions[1..].iter().map(|d| (d.what.kind, d.what.article, doc(d)["story"].clone())).collect();
    let to = Value::String(other.to_string());
    assert_eq!(moved, [(Ruling::Move, Some(reports[1]), to.clone()), (Ruling::Move, Some(reports[2]), to)]);
    let page = desk.look(&format!("/admin/stories/{story}"));
    assert!(page.contains("moved to another story") && page.contains("will show in a moment"));
    assert!(page.contains("Harbour talks resume"), "the reports are named");
}

#[test]
fn the_order_of_the_front_page_is_made_by_pins() {
    let desk = Desk::new();
    let ids = &desk.paper.ids;
    let pin = |id: Id, wish: &str| {
        let sent = desk.send(&format!("/admin/stories/{id}/pin"), &format!("pinned={wish}&from=front"));
        assert_eq!(sent.header("location"), Some("/admin/stories"));
    };
    let front = || -> Vec<Id> {
        let shown = desk.paper.store.read(|tx| stories::front(tx, None, 4, 0)).unwrap();
        shown.into_iter().filter(|story| story.pinned > 0).map(|story| story.id).collect()
    };
    for id in [ids[9], ids[7], ids[5]] {
        pin(id, "top");
    }
    assert_eq!(waiting(&desk.paper).len(), 3);
    apply(&desk.paper);
    assert_eq!(front(), [ids[5], ids[7], ids[9]]);
    pin(ids[9], "up");
    apply(&desk.paper);
    assert_eq!(front(), [ids[5], ids[9], ids[7]]);
    pin(ids[5], "down");
    apply(&desk.paper);
    assert_eq!(front(), [ids[9], ids[5], ids[7]]);
    pin(ids[9], "0");
    apply(&desk.paper);
    assert_eq!(front(), [ids[5], ids[7]]);
    pin(ids[5], "up");
    assert!(waiting(&desk.paper).is_empty(), "it is at the top already");
    let page = desk.look("/admin/stories");
    let place = |words: &str| page.find(words).unwrap();
    assert!(place(">Pinned<") < place(">In their order<") && !page.contains(">Hidden<"));
    desk.send(&format!("/admin/stories/{}/hide", ids[7]), "hidden=yes&from=front");
    apply(&desk.paper);
    assert_eq!(front(), [ids[5]]);
    assert!(desk.look("/admin/stories").contains(">Hidden<"));
    assert!(desk.look(&format!("/admin/stories/{}", ids[7])).contains("Readers do not see this story"));
}

#[test]
fn a_readers_page_is_the_same_for_an_editor() {
    let desk = Desk::new();
    let path = desk.paper.story();
    let story = desk.paper.ids[0];
    assert_eq!(desk.paper.get(&path, &desk.signed).body, desk.paper.get(&path, "").body);
    assert!(desk.look(&path).contains(&format!("href=\"/admin/stories/{story}\"")));
    let asked = desk.paper.get(&format!("/admin/stories/{story}"), "");
    assert_eq!((asked.status, asked.header("location")), (303, Some("/admin/sign-in")));
}

#[test]
fn a_takedown_wants_a_choice_and_a_reason() {
    let desk = Desk::new();
    let report = desk.reports(desk.paper.ids[0])[1];
    let path = format!("/admin/reports/{report}");
    for (body, sentence) in [
        ("what=report", "Give the reason"),
        ("what=report&reason=++", "Give the reason"),
        ("reason=asked+to", "Choose what is to be taken down"),
        ("what=name+nobody&reason=asked+to", "Choose what is to be taken down"),
        ("what=statement+99&reason=asked+to", "Choose what is to be taken down"),
    ] {
        let answer = desk.send(&path, body);
        assert_eq!(answer.status, 422, "{body}");
        assert!(answer.body.contains(sentence), "{body}: {}", answer.body);
    }
    assert!(desk.look("/admin/takedowns").contains("Nothing has been taken down"));
    assert!(desk.paper.get(&path, "").header("location") == Some("/admin/sign-in"));
    let foreign = format!("{}Origin: https://evil.example\r\n", desk.signed.split("Origin").next().unwrap());
    assert_eq!(desk.paper.post(&path, &foreign, "what=report&reason=x").status, 403);
}

#[test]
fn what_an_editor_takes_down_is_on_no_page() {
    let desk = Desk::new();
    let paper = &desk.paper;
    let report = desk.reports(paper.ids[0])[1];
    let path = format!("/admin/reports/{report}");
    let shown = |path: &str| paper.get(path, "");
    let soon = || std::thread::sleep(std::time::Duration::from_millis(700));
    let take = |what: &str| {
        let sent = desk.send(&path, &format!("what={what}&reason=a+court+said+so"));
        assert_eq!(sent.header("location"), Some("/admin/takedowns"), "{what}: {}", sent.body);
        soon();
    };

    // A picture: no page and no address of its own has it, nor has the disk.
    let address = crate::world::picture(0);
    let hash = crate::keep_picture(paper, &address);
    let outlet = paper.store.read(|tx| store::outlets::by_slug(tx, "harbour-times")).unwrap().unwrap();
    paper.store.write(|tx| store::outlets::update(tx, &model::Outlet { pictures: true, ..outlet.clone() })).unwrap();
    soon();
    let public = format!("/report/{report}");
    let public = shown(&public).header("location").map_or(public.clone(), str::to_owned);
    assert!(shown(&public).body.contains(&format!("/media/{hash}")) && shown("/").body.contains(&hash));
    assert!(desk.look(&path).contains(&format!("/media/{hash}")));
    take("picture");
    assert!(!shown(&public).body.contains(&hash) && !shown("/").body.contains(&hash));
    assert_eq!((shown(&format!("/media/{hash}")).status, paper.files.get(&hash)), (404, None));
    assert!(!desk.look(&path).contains("id=\"picture\""));

    // A statement, then the name it was said under.
    assert!(shown(&public).body.contains("We write down what we see"));
    let said = |path: &str| shown(path).body.matches("<blockquote").count();
    let before = said("/name/olga-novak");
    assert!(before > 0 && said(&public) > 0);
    take("statement+0");
    assert_eq!((said(&public), said("/name/olga-novak")), (0, 0));
    assert_eq!(shown("/name/olga-novak").status, 200, "the name stands in reports");
    take("name+olga-novak");
    for path in ["/name/olga-novak", "/name/olga-novak.rss"] {
        assert_eq!(shown(path).status, 404, "{path}");
    }
    assert!(!shown(&public).body.contains("/name/olga-novak"));

    // The report itself.
    assert!(shown("/search?q=resume").body.contains("Harbour talks resume"));
    take("report");
    for path in [public.as_str(), "/outlet/harbour-times", "/outlet/harbour-times.rss", "/feed.json"] {
        assert!(!shown(path).body.contains(&report.to_string()), "{path}");
    }
    assert_eq!((shown(&public).status, desk.paper.get(&path, &desk.signed).status), (404, 404));
    let log = desk.look("/admin/takedowns");
    for part in ["A report", "A picture", "A name", "A statement by", "a court said so", "anna", "olga-novak"] {
        assert!(log.contains(part), "{part}");
    }
    assert!(desk.look("/admin/log").contains("took down a statement"));
}

#[test]
fn a_story_tells_readers_what_became_of_it_but_not_which_editor_said_so() {
    let desk = Desk::new();
    let paper = &desk.paper;
    let (story, before, after, beside) = (paper.ids[0], paper.ids[14], paper.ids[1], paper.ids[5]);
    let path = paper.story();
    for part in ["How this story came to be", "What came before", "What came after", "Related stories"] {
        assert!(!paper.get(&path, "").body.contains(part), "{part} with nothing in it");
    }
    let event = |n: i64, kind: Kind, other: Id, who: Option<&str>| history::Event {
        story,
        n,
        kind,
        other,
        at: crate::now() - 600,
        who: who.map(str::to_owned),
        reports: 2,
    };
    paper
        .store
        .write(|tx| {
            history::note(tx, &event(1, Kind::Joined, desk.reports(story)[2], None))?;
            history::note(tx, &event(2, Kind::Split, before, Some("secret-name")))?;
            let names = || "Olga Novak".to_owned();
            stories::relate(tx, story, &[(before, 0.9, names()), (after, 0.9, names()), (beside, 0.4, names())])?;
            store::changes::note(tx, store::changes::ChangeKind::Story, story);
            Ok(())
        })
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    let page = paper.get(&path, "").body;
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    let link = |id: Id| page.matches(&format!("href=\"/story/{id}/")).count();
    assert!(
        place("What came before") < place("What came after") && place("What came after") < place("Related stories")
    );
    assert_eq!((link(before), link(after), link(beside)), (2, 1, 1), "and the history leads to what was split off");
    assert!(
        place("Reports became a story of their own") < place("Another story became part of it"),
        "the latest first"
    );
    for part in ["Both speak of Olga Novak", "by an editor", "by the machine", "2 reports"] {
        place(part);
    }
    assert!(!page.contains("secret-name"));
}
