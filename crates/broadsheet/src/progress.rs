//! How far long work has come: a bar where a person watches, JSON Lines on standard output where a program does.

use std::{
    io::{IsTerminal, Write},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

/// Between two lines for a program.
const PAUSE: Duration = Duration::from_secs(1);

/// Work that takes a while.
pub struct Progress {
    bar: Option<ProgressBar>,
    told: Mutex<Option<Instant>>,
}

impl Progress {
    /// Begins; `length` where it is known how much there is.
    pub fn new(length: Option<u64>) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| match length {
            Some(length) => {
                let style = ProgressStyle::with_template("{msg:12} {bar:40} {pos}/{len}");
                ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
            }
            None => ProgressBar::new_spinner().with_style(
                ProgressStyle::with_template("{spinner} {msg} {pos}")
                    .unwrap_or_else(|_| ProgressStyle::default_spinner()),
            ),
        });
        if let Some(bar) = &bar {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, told: Mutex::new(None) }
    }

    /// What is being done now, and how much of it is done or left.
    pub fn at(&self, doing: &str, count: u64) {
        if let Some(bar) = &self.bar {
            bar.set_message(doing.to_owned());
            bar.set_position(count);
            return;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|at| at.elapsed() >= PAUSE) && !std::io::stdout().is_terminal() {
            *told = Some(Instant::now());
            tell(&json!({"doing": doing, "count": count}).to_string());
        }
    }

    /// Ends: the sentence for a person, the values for a program.
    pub fn done(&self, sentence: &str, values: &Value) {
        self.clear();
        if std::io::stdout().is_terminal() { tell(sentence) } else { tell(&values.to_string()) }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A line on standard output; nobody may be there to read it.
fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
