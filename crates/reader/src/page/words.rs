//! Words by which parts of a page are known: in class names, ids and short lines. Gathered from how publishing systems name
//! their parts, in the languages of the development pages; none belongs to one site.

/// What a class name or a tag says of an element and all inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u32);

impl Flags {
    /// Menus, breadcrumbs, pagers.
    pub const NAV: Self = Self(1);
    /// Lists of other articles.
    pub const RELATED: Self = Self(1 << 1);
    /// Readers' comments.
    pub const COMMENT: Self = Self(1 << 2);
    /// Buttons for sharing.
    pub const SHARE: Self = Self(1 << 3);
    /// Advertising.
    pub const AD: Self = Self(1 << 4);
    /// Newsletter, subscription, consent.
    pub const PROMPT: Self = Self(1 << 5);
    /// Side columns, feet.
    pub const SIDE: Self = Self(1 << 6);
    /// Tags of the article.
    pub const TOPICS: Self = Self(1 << 7);
    /// Byline, date line.
    pub const BYLINE: Self = Self(1 << 8);
    /// A caption.
    pub const CAPTION: Self = Self(1 << 9);
    /// A picture's credit.
    pub const CREDIT: Self = Self(1 << 10);
    /// The sentence below the headline.
    pub const STANDFIRST: Self = Self(1 << 11);
    /// A pull quote.
    pub const PULL: Self = Self(1 << 12);
    /// The body, by its name.
    pub const BODY: Self = Self(1 << 13);
    /// Not shown.
    pub const HIDDEN: Self = Self(1 << 14);
    /// Inside `article` or `main`.
    pub const MAIN: Self = Self(1 << 15);
    /// Inside `header`.
    pub const HEADER: Self = Self(1 << 16);
    /// Inside `figure` or a container of one.
    pub const FIGURE: Self = Self(1 << 17);
    /// A few words about the author.
    pub const BIO: Self = Self(1 << 18);
    /// Kicker, section label.
    pub const KICKER: Self = Self(1 << 19);
    /// Inside `form`.
    pub const FORM: Self = Self(1 << 20);
    /// What stands in no body.
    pub const BAD: Self = Self(
        Self::NAV.0
            | Self::RELATED.0
            | Self::COMMENT.0
            | Self::SHARE.0
            | Self::AD.0
            | Self::PROMPT.0
            | Self::SIDE.0
            | Self::TOPICS.0
            | Self::PULL.0
            | Self::HIDDEN.0
            | Self::BIO.0,
    );
    /// What stands in a field of its own.
    pub const FIELD: Self =
        Self(Self::BYLINE.0 | Self::CAPTION.0 | Self::CREDIT.0 | Self::STANDFIRST.0 | Self::KICKER.0);

    /// Any of these?
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without the others.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// What one word of a class name says.
fn word_flags(word: &str) -> Flags {
    match word {
        "nav" | "navigation" | "navbar" | "menu" | "submenu" | "pagination" | "pager" | "toolbar" | "toc"
        | "skiplinks" => Flags::NAV,
        "recirc" | "recirculation" | "mostread" | "trending" | "latest" | "ticker" | "onward" | "upnext" | "rec"
        | "nextpost" | "headlines" | "readmore" | "also" | "further" | "suggested" | "zergnet" | "onwards" => {
            Flags::RELATED
        }
        "respond" | "replies" | "reactions" | "livefyre" => Flags::COMMENT,
        "addthis" | "socials" | "sns" | "followus" => Flags::SHARE,
        "ad" | "ads" | "adslot" | "dfp" | "gpt" | "adsense" | "adbox" | "admanager" | "werbung" | "anzeige"
        | "publicidad" | "pub" | "adv" | "commercial" => Flags::AD,
        "signup" | "sign" | "paywall" | "login" | "gdpr" | "modal" | "popup" | "overlay" | "cta" | "donate"
        | "donation" | "membership" | "optin" | "mailchimp" | "register" | "nl" | "disclaimer" | "toast" => {
            Flags::PROMPT
        }
        "rail" | "aside" | "foot" | "copyright" | "masthead" | "widget" | "widgets" | "colophon" => Flags::SIDE,
        "tags" | "taglist" | "keywords" | "topics" | "hashtags" => Flags::TOPICS,
        "byline" | "bylines" | "author" | "authors" | "writers" | "dateline" | "timestamp" | "postmeta"
        | "datetime" | "published" | "pubdate" | "meta" | "autor" | "auteur" | "stamp" | "date" | "info" | "writer"
        | "posted" | "contributors" | "updated" | "credits" => Flags::BYLINE,
        "credit" | "photocredit" | "photographer" | "imagecredit" => Flags::CREDIT,
        "standfirst" | "dek" | "deck" | "subtitle" | "subheadline" | "subline" | "subhead" | "lede" | "summary"
        | "excerpt" | "intro" | "chapo" | "vorspann" | "lead" | "entradilla" | "bajada" | "sottotitolo"
        | "occhiello" | "subtitulo" => Flags::STANDFIRST,
        "bio" | "biography" | "aboutauthor" => Flags::BIO,
        "kicker" | "topline" | "eyebrow" | "slug" | "slugline" | "rubric" | "overline" | "dachzeile" | "label" => {
            Flags::KICKER
        }
        "hidden" | "hide" => Flags::HIDDEN,
        _ => glued_flags(word),
    }
}

/// Beginnings that say the same however the word goes on ("relatedposts").
fn glued_flags(word: &str) -> Flags {
    const STEMS: &[(&str, Flags)] = &[
        ("relat", Flags::RELATED),
        ("recommend", Flags::RELATED),
        ("popular", Flags::RELATED),
        ("teaser", Flags::RELATED),
        ("outbrain", Flags::RELATED),
        ("taboola", Flags::RELATED),
        ("mostpop", Flags::RELATED),
        ("morefrom", Flags::RELATED),
        ("comments", Flags::COMMENT),
        ("commentl", Flags::COMMENT),
        ("commentb", Flags::COMMENT),
        ("disqus", Flags::COMMENT),
        ("share", Flags::SHARE),
        ("sharing", Flags::SHARE),
        ("social", Flags::SHARE),
        ("sharedaddy", Flags::SHARE),
        ("advert", Flags::AD),
        ("sponsor", Flags::AD),
        ("promo", Flags::AD),
        ("banner", Flags::AD),
        ("newsletter", Flags::PROMPT),
        ("subscri", Flags::PROMPT),
        ("cookie", Flags::PROMPT),
        ("consent", Flags::PROMPT),
        ("breadcrumb", Flags::NAV),
        ("sidebar", Flags::SIDE),
        ("footer", Flags::SIDE),
        ("caption", Flags::CAPTION),
        ("figcaption", Flags::CAPTION),
        ("pullquote", Flags::PULL),
        ("authorbio", Flags::BIO),
        ("authorbox", Flags::BIO),
    ];
    let found = STEMS.iter().find(|(stem, _)| word.starts_with(stem));
    found.map_or(Flags::default(), |&(_, flags)| flags)
}

/// Word pairs that mean more than their words.
fn pair_flags(first: &str, second: &str) -> Flags {
    match (first, second) {
        ("pull", "quote") => Flags::PULL,
        (
            "article" | "story" | "entry" | "post" | "content" | "news",
            "body" | "content" | "text" | "main" | "copy",
        )
        | ("body", "copy" | "text" | "content")
        | ("main", "content" | "text") => Flags::BODY,
        ("author", "bio" | "box" | "info" | "card" | "description" | "about") | ("about", "author") => Flags::BIO,
        ("read", "more" | "next" | "also")
        | ("more", "from" | "stories" | "news" | "articles" | "on")
        | ("see", "also")
        | ("most", "read" | "viewed" | "popular")
        | ("up", "next")
        | ("links", "block") => Flags::RELATED,
        ("teaser", "text")
        | (
            "article" | "story" | "post" | "entry" | "page",
            "summary" | "excerpt" | "lead" | "intro" | "description" | "dek",
        ) => Flags::STANDFIRST,
        ("image" | "photo" | "img" | "picture", "caption" | "text" | "description") => Flags::CAPTION,
        ("image" | "photo" | "img" | "picture", "credit" | "source" | "copyright" | "author") => Flags::CREDIT,
        _ => Flags::default(),
    }
}

/// What the words of class, id and the like say together.
pub fn class_flags(text: &str, flags: &mut Flags) {
    let mut last = String::new();
    let mut word = String::new();
    let mut lower = false;
    for c in text.chars().chain([' ']) {
        if c.is_alphanumeric() && !(c.is_uppercase() && lower) {
            lower = c.is_lowercase();
            word.push(c.to_ascii_lowercase());
            continue;
        }
        if !word.is_empty() {
            let pair = pair_flags(&last, &word);
            // "teaser-text" is a standfirst and no teaser.
            let cleared = if pair == Flags::STANDFIRST { flags.without(Flags::RELATED) } else { *flags };
            *flags = cleared.with(pair).with(word_flags(&word));
            std::mem::swap(&mut last, &mut word);
            word.clear();
        }
        if c.is_whitespace() {
            last.clear();
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
    }
}

/// How short lines begin that are furniture and no text.
const FURNITURE: &[&str] = &[
    "read more",
    "read also",
    "read next",
    "also read",
    "see also",
    "more on",
    "more from",
    "related:",
    "related articles",
    "related stories",
    "related topics",
    "advertisement",
    "sign up",
    "subscribe",
    "follow us",
    "share this",
    "share on",
    "click here to",
    "all rights reserved",
    "copyright ©",
    "©",
    "(c) ",
    "listen to this",
    "watch:",
    "watch now",
    "skip to",
    "most read",
    "most popular",
    "recommended",
    "trending",
    "comments",
    "leave a reply",
    "leave a comment",
    "post a comment",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "mehr dazu",
    "zum thema",
    "anzeige",
    "lesen sie hier",
    "artikel teilen",
    "newsletter",
    "jetzt abonnieren",
    "mehr lesen",
    "lire aussi",
    "à lire aussi",
    "lire plus",
    "publicité",
    "s'abonner",
    "abonnez-vous",
    "inscrivez-vous",
    "partager",
    "sur le même sujet",
    "lea también",
    "lee también",
    "le puede interesar",
    "más información",
    "publicidad",
    "suscríbete",
    "compartir",
    "leia também",
    "leia mais",
    "veja também",
    "publicidade",
    "leggi anche",
    "pubblicità",
    "читайте также",
    "читайте так же",
    "реклама",
    "подпишитесь",
    "подписывайтесь",
    "поделиться",
    "اقرأ أيضا",
    "إعلان",
    "شارك",
    "اقرأ المزيد",
    "czytaj także",
    "zobacz także",
    "czytaj też",
    "lees ook",
    "läs också",
    "les også",
    "læs også",
    "advertentie",
    "annons",
    "support our journalism",
    "download the app",
    "join our",
    "get the latest",
    "story continues",
    "this story",
    "image:",
    "photo:",
    "filed under",
    "tags:",
    "topics:",
    "print this",
    "email this",
];

/// Is a short line furniture by its first words?
pub fn is_furniture(text: &str) -> bool {
    let start: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    FURNITURE.iter().any(|words| start.starts_with(words))
}

/// White space squeezed, ends trimmed.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Letters and digits alone, in lower case: how short texts are compared.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Share of the words of the shorter text that the other has too, 0 to 1.
pub fn alike(a: &str, b: &str) -> f32 {
    let words = |text: &str| {
        let mut all: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (a, b) = (words(a), words(b));
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if few.is_empty() {
        return 0.0;
    }
    let shared = few.iter().filter(|word| many.binary_search(word).is_ok()).count();
    ratio(shared, few.len())
}

/// One count over another.
pub fn ratio(part: usize, whole: usize) -> f32 {
    let float = |n: usize| u16::try_from(n).map_or_else(|_| n as f32, f32::from);
    if whole == 0 { 0.0 } else { float(part) / float(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(text: &str) -> Flags {
        let mut flags = Flags::default();
        class_flags(text, &mut flags);
        flags
    }

    #[test]
    fn class_words() {
        assert!(flags("relatedPosts").has(Flags::RELATED));
        assert!(flags("c-articleBody").has(Flags::BODY));
        assert!(flags("story__caption").has(Flags::CAPTION));
        assert!(!flags("story__p dropcap").has(Flags::BAD));
        assert!(flags("teaser-text").has(Flags::STANDFIRST) && !flags("teaser-text").has(Flags::BODY));
        assert!(!flags("header-shadow read-only").has(Flags::BAD));
    }

    #[test]
    fn likeness() {
        assert!(alike("One two three", "three, TWO one four") > 0.99);
        assert!(alike("One two", "three four") < 0.01);
        assert!(is_furniture("Lesen Sie auch: mehr") && !is_furniture("Lesen bildet"));
    }
}
