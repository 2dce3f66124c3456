//! Reading settings: one cookie, set only when a reader asks, read by one tiny style sheet, so that pages stay the same for all.

/// Theme and text size as the cookie holds them: `dark.large`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prefs {
    /// Empty (as the system), `light`, `dark`.
    pub theme: &'static str,
    /// Empty, `small`, `large`, `larger`.
    pub size: &'static str,
}

/// The themes a reader can choose; empty: as the system.
pub const THEMES: &[&str] = &["", "light", "dark"];
/// The sizes a reader can choose, each with what the paper's own size is multiplied by.
pub const SIZES: &[(&str, &str)] = &[("", ""), ("small", "0.9"), ("large", "1.18"), ("larger", "1.4")];

impl Prefs {
    /// From words as a form or cookie holds them; unknown ones count as not chosen.
    pub fn new(theme: &str, size: &str) -> Self {
        Self {
            theme: THEMES.iter().find(|t| **t == theme).copied().unwrap_or_default(),
            size: SIZES.iter().find(|(s, _)| *s == size).map_or("", |(s, _)| s),
        }
    }

    /// From a cookie's value.
    pub fn read(cookie: Option<&str>) -> Self {
        let (theme, size) = cookie.and_then(|text| text.split_once('.')).unwrap_or_default();
        Self::new(theme, size)
    }

    /// As a cookie's value; `None`: nothing chosen.
    pub fn cookie(&self) -> Option<String> {
        (self != &Self::default()).then(|| format!("{}.{}", self.theme, self.size))
    }

    /// The style sheet.
    pub fn css(&self) -> String {
        let mut css = String::new();
        if !self.theme.is_empty() {
            css.push_str(&format!(":root{{color-scheme:{}}}", self.theme));
        }
        let factor = SIZES.iter().find(|(size, _)| *size == self.size).map_or("", |(_, factor)| factor);
        if !factor.is_empty() {
            css.push_str(&format!(":root{{--size:{factor}}}"));
        }
        css
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_reach_the_style_sheet() {
        assert_eq!(Prefs::read(Some("dark.large")).css(), ":root{color-scheme:dark}:root{--size:1.18}");
        assert_eq!(Prefs::read(Some("dark}body{display:none.x")).css(), "");
        assert_eq!(Prefs::read(None).cookie(), None);
        assert_eq!(Prefs::new("light", "").cookie().as_deref(), Some("light."));
    }
}
