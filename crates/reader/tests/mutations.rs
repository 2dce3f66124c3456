//! A hundred thousand mutated documents, the same ones each time: nothing panics, no promise of `reader::fuzz` is broken.

use reader::fuzz;

const RSS: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><!DOCTYPE rss [<!ENTITY me \"Jane\">]><rss version=\"2.0\" \
    xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\"><channel>\
    <title>A &amp; B</title><link>/a</link><ttl>60</ttl><item xml:base=\"b/\" xml:lang=\"de\"><title>Grüße &me; &#8217;</title>\
    <guid isPermaLink=\"false\">1</guid><pubDate>Mon, 02 Mar 2026 14:05:00 +0100</pubDate><description><![CDATA[<p onclick=x>One\
    <a href=\"c?d&amp;e\">two</a><script>three</script><img src='x.png'>]]></description><media:group><media:content url=\"v.mp4\"/>\
    <media:credit role=\"photo\">K</media:credit></media:group><geo:lat>48.2</geo:lat><geo:long>16.4</geo:long>\
    <category domain=\"x\">y</category></item></channel></rss>";
const ATOM: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"html\">&lt;b&gt;T&lt;/b&gt;</title><entry><id>1</id>\
    <link rel=\"enclosure\" href=\"a.mp3\" length=\"3\"/><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">x<br/>\
    <!-- c --><i>y</i></div></content><updated>2026-03-02T14:05:00Z</updated><author><name>N</name></author></entry></feed>";
const JSON: &str = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":1,\"url\":\"/a\",\
    \"content_html\":\"<p>x</p>\",\"date_published\":\"2026-03-02T14:05:00Z\",\"authors\":[{\"name\":\"N\"}]},{\"id\":\"2\"}]}";
const OPML: &str = "<opml version=\"2.0\"><body><outline text=\"A\"><outline type=\"rss\" text=\"B\" xmlUrl=\"https://b.example/f\"/>\
    </outline><outline xmlUrl='https://c.example/f'></outline></body></opml>";
const DATES: &[&str] = &[
    "Mon, 02 Mar 2026 14:05:00 GMT",
    "2026-03-02T14:05:00.5+01:00",
    "2. März 2026, 14:05 Uhr MEZ",
    "March 2, 2026 2:05 p.m. EST",
    "2026년 3월 2일 오후 2:05:00",
    "mar. 3 mars 2026 Europe/Paris",
    "13/02/26",
    "1772460300",
    "2026-061",
    "20260302T140500Z",
];
/// Pieces that are hard on readers of markup.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"&#",
    b"&#x110000;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"\"",
    b"'",
    b"</",
    b"/>",
    b"<?",
    b"<!",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<item>",
    b"</item>",
    b"<title>",
    b"<script>",
    b"xml:base='//'",
    b"{",
    b"[",
    b":",
    b"-",
    b"99999999999999999999",
    b"\xe2\x80\xae",
    b" xmlns:media=\"x\"",
    b"&me;",
    b"00",
    b"+24:61",
];

/// A sequence of numbers (xorshift64*, Vigna 2016), so that each run makes the same documents.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }
}

fn mutated(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(20)).min(bytes.len());
        match numbers.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = numbers.below(256).to_le_bytes()[0];
                }
            }
            _ => drop(bytes.splice(at..at, PIECES[numbers.below(PIECES.len())].iter().copied())),
        }
    }
    bytes
}

fn run(seeds: &[&str], times: usize, target: fn(&[u8])) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for at in 0..times {
        let document = mutated(seeds[at % seeds.len()].as_bytes(), &mut numbers);
        if std::panic::catch_unwind(|| target(&document)).is_err() {
            panic!("mutation {at}: {:?}", String::from_utf8_lossy(&document));
        }
    }
}

#[test]
fn feeds() {
    run(&[RSS, ATOM, JSON], 30_000, fuzz::fuzz_feed);
}

#[test]
fn dates() {
    run(DATES, 40_000, fuzz::fuzz_date);
}

#[test]
fn charsets() {
    run(&[RSS, "<meta charset=koi8-r>Grüße", "\u{feff}a"], 20_000, fuzz::fuzz_charset);
}

#[test]
fn lists() {
    run(&[OPML], 10_000, fuzz::fuzz_opml);
}
