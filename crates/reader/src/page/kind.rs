//! What sort of page it is, and the language of its text.

use model::{ArticleKind, Block, BlockKind};

use super::{data::types, fields::Sources, units::Kind, words::Flags};

/// Code points of text that a guess of the language looks at.
const SAMPLE_CHARS: usize = 2_000;

/// What sort of page it is: `letters` is the length of its body.
pub fn kind(s: &Sources, blocks: &[Block], letters: usize) -> ArticleKind {
    let og = s.data.meta_of(&["og:type"]).unwrap_or("").to_lowercase();
    let named = |wanted: &str| s.data.others.iter().any(|value| types(value).contains(&wanted));
    let live = s.data.articles.iter().any(|value| types(value).contains(&"LiveBlogPosting"));
    if live {
        return ArticleKind::Live;
    }
    let path = s.url.and_then(|url| url::Url::parse(url).ok()).map(|url| url.path().to_lowercase()).unwrap_or_default();
    let dated = ["article:published_time", "date", "pubdate", "parsely-pub-date", "dc.date"];
    let told = s.own.is_some()
        || s.data.meta_of(&dated).is_some()
        || og.contains("article")
        || s.data.items.iter().any(|(name, ..)| name == "articleBody");
    let forum = [
        "/forum",
        "/thread",
        "/topic",
        "viewtopic",
        "showthread",
        "/t/",
        "/questions/",
        "/comments/",
        "/discussion",
        "/community/",
    ]
    .iter()
    .any(|part| path.contains(part))
        || named("DiscussionForumPosting")
        || named("QAPage");
    if forum && s.own.is_none() {
        return ArticleKind::Other;
    }
    let (mut linked, mut chars, mut teasers) = (0_usize, 0_usize, 0_usize);
    for unit in &s.units.list {
        linked += unit.linked;
        chars += unit.chars;
        let flags = s.outline.of(unit);
        if matches!(unit.kind, Kind::Heading(2..))
            && unit.linked * 10 > unit.chars * 8
            && !flags.has(Flags::SIDE.with(Flags::NAV).with(Flags::RELATED))
        {
            teasers += 1;
        }
    }
    let pictures = blocks.iter().filter(|block| block.kind == BlockKind::Figure).count();
    let listing = named("CollectionPage") || named("ItemList") || named("SearchResultsPage") || named("ProfilePage");
    let front = path == "/" || path.is_empty() && s.url.is_some();
    let listed_path = ["/category/", "/tag/", "/tags/", "/author/", "/archive", "/search", "/topics/"]
        .iter()
        .any(|part| path.contains(part));
    let thin = letters < 600;
    let listed = letters < 250 || thin && teasers > 2;
    if !told
        && (front
            || listed_path
            || listed && linked * 2 > chars
            || teasers > 6 && letters < 3_000
            || listing && letters < 2_500)
    {
        return ArticleKind::Index;
    }
    if told && s.own.is_none() && teasers > 3 && (listed_path || front) {
        return ArticleKind::Index;
    }
    if !told && letters < 200 {
        return ArticleKind::Other;
    }
    if og.starts_with("video") || thin && named("VideoObject") && letters < 400 {
        return ArticleKind::Video;
    }
    if pictures >= 6 && letters < pictures * 120 {
        return ArticleKind::Gallery;
    }
    ArticleKind::Article
}

/// The text's language: what the page declares unless the text is surely another.
pub fn language(blocks: &[Block], declared: Option<&str>) -> Option<String> {
    let declared = declared.map(|lang| lang.trim().replace('_', "-")).filter(|lang| {
        lang.len() >= 2 && lang.len() < 36 && lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    let mut sample = String::new();
    for block in blocks {
        block.for_each_line(|line| {
            if sample.len() < SAMPLE_CHARS * 2 {
                sample.extend(line.chars().take(SAMPLE_CHARS));
                sample.push('\n');
            }
        });
    }
    let guess = whatlang::detect(&sample)
        .filter(|info| info.is_reliable() && sample.len() > 150)
        .and_then(|info| short(info.lang().code()));
    match (declared, guess) {
        (Some(declared), Some(guess)) if primary(&declared) != guess && !near(primary(&declared).as_str(), guess) => {
            Some(guess.to_owned())
        }
        (Some(declared), _) => Some(declared),
        (None, guess) => guess.map(str::to_owned),
    }
}

fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_lowercase()
}

/// Languages that are taken for each other.
fn near(a: &str, b: &str) -> bool {
    const FAMILIES: &[&str] =
        &["hr sr bs sh", "no nb nn da", "cs sk", "id ms", "gl pt es ca", "ur fa", "bg mk", "af nl", "uk be ru"];
    FAMILIES.iter().any(|family| family.split(' ').any(|x| x == a) && family.split(' ').any(|x| x == b))
}

/// ISO 639-1 for ISO 639-3.
fn short(code: &str) -> Option<&'static str> {
    const CODES: &str = "eng=en deu=de fra=fr spa=es por=pt ita=it nld=nl rus=ru ukr=uk pol=pl ces=cs slk=sk hun=hu ron=ro bul=bg hrv=hr srp=sr slv=sl ell=el tur=tr ara=ar heb=he pes=fa urd=ur hin=hi ben=bn \
        tam=ta tel=te mar=mr guj=gu pan=pa kan=kn mal=ml tha=th vie=vi ind=id jpn=ja kor=ko cmn=zh swe=sv dan=da nob=nb fin=fi est=et lav=lv lit=lt cat=ca kat=ka hye=hy aze=az bel=be mkd=mk tgl=tl afr=af";
    CODES.split(' ').find_map(|pair| pair.strip_prefix(code)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_s_language_wins() {
        let german = "Die Brücke über den Fluss wurde am Montag nach drei Jahren Bauzeit für den Verkehr freigegeben, wie die Stadt mitteilte. \
                      Der Bürgermeister sprach von einem guten Tag für alle, die hier leben und arbeiten.";
        let blocks = [Block::paragraph(german)];
        assert_eq!(language(&blocks, Some("en")).as_deref(), Some("de"));
        assert_eq!(language(&blocks, Some("de-AT")).as_deref(), Some("de-AT"));
        assert_eq!(language(&[], None), None);
    }
}
