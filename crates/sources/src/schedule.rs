//! When to poll a feed next, and why then. Pure: the clock, the feed's rhythm and its wishes come as numbers (seconds).

/// What decides the next poll of a feed that answered.
#[derive(Debug, Clone, Copy)]
pub struct Rhythm {
    /// What [`interval`] made of its news; 0: not known.
    pub interval: i64,
    /// `Cache-Control: max-age` or `Expires`.
    pub max_age: Option<i64>,
    /// The feed's own `ttl`.
    pub ttl: Option<i64>,
    /// The setting `sources.poll_min`.
    pub poll_min: i64,
    /// The setting `sources.poll_max`.
    pub poll_max: i64,
    /// A number of the feed's own, by which polls of many feeds are spread.
    pub spread: u64,
}

/// A plan: how long to wait, and why so long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Seconds.
    pub wait: i64,
    /// For the editor.
    pub why: String,
}

/// Faults in a row after which the wait no longer grows.
const DOUBLINGS_MAX: u32 = 16;
/// The longest wait after faults: a day.
const FAULT_WAIT_MAX: i64 = 86_400;
/// The longest wait that a feed may ask for, a day, even where the settings poll more often.
const ASKED_MAX: i64 = 86_400;

/// Seconds between polls, by what the last one brought: news halve them, none makes them a quarter longer, so that they settle at
/// about half of the gap between news, and a feed that falls silent is late by at most a quarter of its silence. It goes by what
/// the hub itself saw; the times in the entries (`gap`: the mean between the latest) only bound it, because clocks and dates of
/// outlets are often wrong. `before`: the interval until now, 0 at the first poll.
pub fn interval(before: i64, news: bool, gap: Option<i64>, poll_min: i64) -> i64 {
    let low = poll_min.max(1);
    if before <= 0 {
        return low;
    }
    let next = if news { before / 2 } else { before.saturating_add((before / 4).max(1)) };
    let bound = gap.filter(|&gap| gap > 0).map_or(ASKED_MAX, |gap| gap / 2);
    next.min(bound).max(low)
}

/// The next poll after an answer: the feed's rhythm, not sooner than it asks for nor than the setting, spread by up to a tenth.
pub fn after_answer(rhythm: &Rhythm) -> Plan {
    let (low, high) = (rhythm.poll_min.max(1), rhythm.poll_max.max(rhythm.poll_min).max(1));
    let own = if rhythm.interval > 0 { rhythm.interval } else { low.saturating_mul(4) };
    let mut wait = own.clamp(low, high);
    let mut why = if own < low {
        "the shortest interval that the settings allow"
    } else if own > high {
        "the longest interval that the settings allow"
    } else {
        "by the rhythm of its latest entries"
    };
    for (asked, reason) in
        [(rhythm.max_age, "it asks for this pause (max-age)"), (rhythm.ttl, "it asks for this pause (ttl)")]
    {
        if let Some(asked) = asked.map(|asked| asked.min(high.max(ASKED_MAX)))
            && asked > wait
        {
            (wait, why) = (asked, reason);
        }
    }
    let tenth = u64::try_from(wait / 10).unwrap_or(0);
    let spread = if tenth == 0 { 1 } else { i64::try_from(rhythm.spread % (tenth + 1)).unwrap_or(0) };
    Plan { wait: wait + spread, why: why.to_owned() }
}

/// The next poll after so many faults in a row: doubled each time up to twice the feed's own interval (0: not known), with jitter from
/// `random`. So a feed that was out of reach for days, or whose hub was, is asked as soon after that as after a short while.
pub fn after_fault(faults: i64, interval: i64, poll_min: i64, random: u64) -> Plan {
    let doublings = u32::try_from(faults.max(1) - 1).unwrap_or(DOUBLINGS_MAX).min(DOUBLINGS_MAX);
    let low = poll_min.max(1);
    let own = if interval > 0 { interval.max(low) } else { low.saturating_mul(4) };
    let bound = own.saturating_mul(2).min(FAULT_WAIT_MAX);
    let most = low.saturating_mul(1_i64 << doublings).min(bound);
    // Full jitter over the upper half keeps many feeds of one host apart without hammering; never below the shortest interval.
    let half = u64::try_from(most / 2).unwrap_or(0);
    let wait = (most / 2).max(low) + i64::try_from(random % (half + 1)).unwrap_or(0) + 1;
    let why = if faults == 1 { "it failed once".to_owned() } else { format!("it failed {faults} times in a row") };
    Plan { wait, why: format!("{why}; the wait doubles with each, up to twice its usual one") }
}

/// Is a permanent redirect, seen so often in a row, taken as the feed's new address? At once from http to https of the same
/// place; else after five equal answers, since a captive portal or a mistake soon passes.
pub fn adopts(old: &str, new: &str, times: i64) -> bool {
    let rest = |url: &str| url.split_once("://").map(|(_, rest)| rest.to_owned());
    let only_https = old.starts_with("http://") && new.starts_with("https://") && rest(old) == rest(new);
    only_https || times >= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rhythm() -> Rhythm {
        Rhythm { interval: 1_800, max_age: None, ttl: None, poll_min: 300, poll_max: 86_400, spread: 0 }
    }

    #[test]
    fn the_rhythm_decides_within_the_settings() {
        assert_eq!(after_answer(&rhythm()).wait, 1_800);
        assert_eq!(after_answer(&Rhythm { interval: 5, ..rhythm() }).wait, 300);
        assert_eq!(after_answer(&Rhythm { interval: 1_000_000, ..rhythm() }).wait, 86_400);
    }

    #[test]
    fn a_feed_is_never_polled_sooner_than_it_asks() {
        let plan = after_answer(&Rhythm { max_age: Some(7_200), ..rhythm() });
        assert!(plan.wait >= 7_200 && plan.why.contains("max-age"), "{plan:?}");
        assert!(after_answer(&Rhythm { interval: 2, poll_min: 3, poll_max: 6, max_age: Some(8), ..rhythm() }).wait > 8);
    }

    #[test]
    fn the_interval_settles_at_the_gap_between_news_and_grows_in_silence() {
        for gap in [1_200, 7_200, 40_000] {
            let (mut every, mut now, mut next_news, mut late) = (0, 0, 0, Vec::new());
            for _ in 0..400 {
                let news = now >= next_news;
                if news {
                    late.push(now - next_news);
                    next_news = now - now % gap + gap;
                }
                every = interval(every, news, None, 300);
                now += every;
            }
            late.sort_unstable();
            assert!(late.get(late.len() / 2).is_some_and(|&median| median <= gap / 2), "{gap}: {late:?}");
        }
        assert_eq!(interval(0, true, Some(90_000), 300), 300);
        assert_eq!(interval(40_000, false, Some(2_000), 300), 1_000);
        assert!((0..100).fold(300, |every, _| interval(every, false, None, 300)) <= 86_400);
    }

    #[test]
    fn waits_double_with_faults() {
        let waits: Vec<i64> = (1..30).map(|n| after_fault(n, 1_000_000, 300, 0).wait).collect();
        assert!(waits.windows(2).all(|pair| matches!(pair, [a, b] if a <= b)), "{waits:?}");
        assert!(waits.iter().all(|&wait| wait <= FAULT_WAIT_MAX + 1));
    }

    #[test]
    fn a_feed_that_failed_for_days_is_asked_within_twice_its_interval() {
        for (interval, most) in [(300, 600), (1_800, 3_600), (0, 2_400), (20, 600)] {
            for random in [0, 17, u64::MAX] {
                let wait = after_fault(200, interval, 300, random).wait;
                assert!(wait > most / 2 && wait <= most + 1, "{interval}: {wait}");
            }
        }
    }

    #[test]
    fn a_feed_that_failed_is_not_asked_before_the_shortest_interval_is_over() {
        for (faults, random) in [(1, 0), (1, 17), (2, 0), (30, 0)] {
            assert!(after_fault(faults, 0, 300, random).wait > 300, "after {faults} faults");
        }
    }

    #[test]
    fn a_move_is_adopted_when_it_lasts() {
        assert!(adopts("http://a.example/feed", "https://a.example/feed", 1));
        assert!(!adopts("http://a.example/feed", "http://b.example/feed", 4));
        assert!(adopts("http://a.example/feed", "http://b.example/feed", 5));
    }
}
