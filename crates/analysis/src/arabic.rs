//! Arabic: without capitals a name is told by the role before it and by the verb of saying around it; verbs carry prefixes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::NameKind;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::names::{Mention, written};
use crate::token::{Run, Shape, Tokens};

const CUES: &str = "قال قالت قالوا يقول تقول صرح صرحت أكد أكدت يؤكد تؤكد أضاف أضافت أعلن أعلنت أوضح أوضحت ذكر ذكرت أشار أشارت أفاد أفادت رد ردت اعتبر اعتبرت رأى رأت \
شدد شددت لفت لفتت حذر حذرت توقع توقعت كشف كشفت تابع تابعت زعم زعمت ادعى ادعت اعترف اعترفت نفى نفت كتب كتبت";

const THAT: &str = "إن أن بأن إنه إنها إنهم إننا إني أنه أنها أنهم أننا بأنه بأنها بأنهم وإن وأن لأن";

const PREPOSITIONS: &str = "في إلى على عن من مع عند خلال بعد قبل منذ بين حول ضد لدى أمام يوم مساء صباح أمس اليوم فجر قرب قبالة نحو عبر دون ردا رداً تعليقا لـ";

/// What people are and do, without article and suffix.
const ROLES: &str = "وزير وزيرة رئيس رئيسة مدير مديرة حاكم حاكمة محافظ والي عمدة نائب نائبة متحدث متحدثة ناطق ناطقة مسؤول مسؤولة سفير سفيرة قنصل أمين أمينة عضو عضوة قاض قاضية \
محام محامية طبيب طبيبة دكتور دكتورة أستاذ أستاذة عالم عالمة باحث باحثة خبير خبيرة مهندس مهندسة كبير كاتب كاتبة شاعر شاعرة روائي روائية مخرج مخرجة ممثل ممثلة فنان فنانة مغني مغنية صحفي صحفية \
صحافي صحافية مدرب مدربة لاعب لاعبة قائد لواء عقيد عميد رائد نقيب ملازم جنرال فريق ضابط ملك ملكة أمير أميرة شيخ إمام بابا مطران قس مالك مالكة صاحب صاحبة مؤسس مؤسسة ناشط ناشطة مواطن مواطنة \
صياد مزارع تاجر عامل طالب طالبة معلم معلمة زعيم زعيمة مرشح مرشحة منسق منسقة وكيل وكيلة مستشار مستشارة مفوض مفوضة سيد سيدة حارس ربان طيار";

/// Bodies of people, without article.
const BODIES: &str = "وزارة هيئة جامعة شركة وكالة بنك مصرف منظمة حركة حزب قناة صحيفة نقابة غرفة معهد مجلس لجنة اتحاد جمعية مؤسسة محكمة بلدية شرطة صندوق مركز إذاعة تلفزيون مكتب نادي";

/// Places, without article: a name follows.
const PLACES: &str = "ميناء بلدة مدينة قرية جزيرة محافظة ولاية منطقة إقليم سواحل ساحل مطار قرب قبالة";

/// First words of two-word place names.
const HEADS: &str = "رأس سان سانت سانتا بني بيت تل أم أبو جبل وادي نهر بورت نيو لوس عين دير كفر خان شرم";

/// Countries and cities.
const KNOWN: &str = "أفغانستان ألبانيا الجزائر أنغولا الأرجنتين أرمينيا أستراليا النمسا أذربيجان البحرين بنغلاديش بيلاروسيا بلجيكا بوليفيا البوسنة البرازيل بلغاريا كندا تشاد تشيلي الصين كولومبيا الكونغو كرواتيا \
كوبا قبرص التشيك الدنمارك الإكوادور مصر إستونيا إثيوبيا فنلندا فرنسا جورجيا ألمانيا غانا اليونان هايتي المجر آيسلندا الهند إندونيسيا إيران العراق أيرلندا إسرائيل إيطاليا اليابان الأردن كازاخستان كينيا الكويت لبنان \
ليبيا ليتوانيا ماليزيا مالي مالطا موريتانيا المكسيك مولدوفا المغرب موزمبيق ميانمار نيبال هولندا نيوزيلندا النيجر نيجيريا النرويج عمان باكستان فلسطين بنما بيرو الفلبين بولندا البرتغال قطر رومانيا روسيا السعودية \
السنغال صربيا سنغافورة سلوفاكيا سلوفينيا الصومال إسبانيا السودان السويد سويسرا سوريا تايوان تنزانيا تايلاند تونس تركيا أوغندا أوكرانيا الإمارات بريطانيا أمريكا أميركا الأوروغواي أوزبكستان فنزويلا فيتنام اليمن زامبيا زيمبابوي \
كابول فيينا باكو بروكسل برازيليا أوتاوا سانتياغو بكين بوغوتا كوبنهاغن القاهرة الإسكندرية هلسنكي باريس مرسيليا برلين أثينا بودابست نيودلهي جاكرتا طهران بغداد دبلن القدس روما ميلانو طوكيو عمّان نيروبي بيروت طرابلس بنغازي \
الرباط مراكش أمستردام أوسلو إسلام كراتشي غزة رام وارسو لشبونة الدوحة بوخارست موسكو الرياض جدة مكة داكار بلغراد مقديشو مدريد برشلونة الخرطوم ستوكهولم جنيف دمشق حلب أنقرة إسطنبول كييف أبوظبي دبي لندن واشنطن نيويورك كاراكاس صنعاء عدن صقلية \
أوروبا آسيا أفريقيا العقبة صفاقس سوسة بنزرت";

/// Nouns for many or unnamed people and for things that "say"; with what follows they are no name.
const COMMON: &str = "مصادر مصدر تقارير تقرير وسائل سلطات السلطات خبراء مسؤولون مسؤولين شهود سكان عمال مواطنون محللون ناشطون مراقبون مصادرنا بيانات دراسة أنباء صحف مواقع موقع";

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_whitespace().collect()
}

struct Tables {
    cues: FxHashSet<&'static str>,
    that: FxHashSet<&'static str>,
    prepositions: FxHashSet<&'static str>,
    roles: FxHashSet<&'static str>,
    bodies: FxHashSet<&'static str>,
    places: FxHashSet<&'static str>,
    heads: FxHashSet<&'static str>,
    known: FxHashSet<&'static str>,
    common: FxHashSet<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    cues: set(CUES),
    that: set(THAT),
    prepositions: set(PREPOSITIONS),
    roles: set(ROLES),
    bodies: set(BODIES),
    places: set(PLACES),
    heads: set(HEADS),
    known: set(KNOWN),
    common: set(COMMON),
});

/// Without "and" and "so" in front; the word itself where that leaves too little.
fn bare(low: &str) -> &str {
    low.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() > 2).unwrap_or(low)
}

/// A verb of saying.
pub(crate) fn is_cue(low: &str) -> bool {
    TABLES.cues.contains(low) || TABLES.cues.contains(bare(low))
}

/// "That", with the pronoun that may hang on it.
pub(crate) fn is_that(low: &str) -> bool {
    TABLES.that.contains(low)
}

/// A preposition, or a noun with "to" or "in" grown on.
pub(crate) fn is_preposition(low: &str) -> bool {
    TABLES.prepositions.contains(low)
        || ["لل", "ل", "ب"].iter().any(|p| low.strip_prefix(p).is_some_and(|rest| kind(rest) != Noun::Other))
}

/// Where the speaker of "بحسب …" begins.
pub(crate) fn according(tokens: &Tokens, at: usize, end: usize) -> Option<usize> {
    let low = |i: usize| tokens.all.get(i).filter(|_| i < end).map_or("", |t| t.low.as_str());
    match bare(low(at)) {
        "بحسب" | "حسب" if low(at + 1) == "ما" && is_cue(low(at + 2)) => Some(at + 3),
        "بحسب" | "حسب" => Some(at + 1),
        "وفق" | "وفقا" | "وفقاً" => Some(at + 1),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Role,
    Body,
    Place,
    Other,
}

/// What kind of noun, whatever grew on it in front ("للمخرجة") and behind ("مديره").
fn kind(low: &str) -> Noun {
    let fronts = ["", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "فال", "ول"];
    let backs = ["", "ه", "ها", "هم"];
    let stems = || {
        let cut = fronts.iter().filter_map(|f| low.strip_prefix(f));
        cut.flat_map(|rest| backs.iter().filter_map(move |b| rest.strip_suffix(b)))
    };
    let has = |table: &FxHashSet<&'static str>| stems().any(|stem| table.contains(stem));
    // "رئيستها": a suffix opens the closed ending.
    let opened = |table: &FxHashSet<&'static str>| {
        ["تها", "ته", "تهم"].iter().filter_map(|b| low.strip_suffix(b)).any(|rest| {
            fronts.iter().filter_map(|f| rest.strip_prefix(f)).any(|stem| table.contains(format!("{stem}ة").as_str()))
        })
    };
    if has(&TABLES.roles) || opened(&TABLES.roles) {
        Noun::Role
    } else if has(&TABLES.bodies) {
        Noun::Body
    } else if has(&TABLES.places) {
        Noun::Place
    } else {
        Noun::Other
    }
}

fn definite(low: &str) -> bool {
    ["ال", "وال", "بال", "لل"].iter().any(|p| low.starts_with(p))
}

struct Reading<'a> {
    tokens: &'a Tokens,
}

impl Reading<'_> {
    fn low(&self, i: usize) -> &str {
        self.tokens.all.get(i).map_or("", |t| t.low.as_str())
    }

    /// May this word be part of a person's name?
    fn plain(&self, i: usize) -> bool {
        let low = self.low(i);
        self.tokens.all.get(i).is_some_and(|t| t.shape == Shape::Word)
            && !is_that(low)
            && !TABLES.prepositions.contains(low)
            && !is_cue(low)
            && low.chars().count() > 1
            && !matches!(
                low,
                "ما" | "لا"
                    | "لم"
                    | "لن"
                    | "قد"
                    | "هو"
                    | "هي"
                    | "التي"
                    | "الذي"
                    | "الذين"
                    | "وهو"
                    | "وهي"
                    | "لكن"
                    | "كما"
                    | "بل"
                    | "ثم"
                    | "طلب"
                    | "باسم"
                    | "يدعى"
                    | "تدعى"
                    | "اسمه"
                    | "اسمها"
            )
    }

    /// The two or three words of a name that begins here.
    fn full(&self, at: usize) -> Option<Run> {
        let plain =
            |i: usize| self.plain(i) && kind(self.low(i)) == Noun::Other && !TABLES.common.contains(bare(self.low(i)));
        if !plain(at) {
            return None;
        }
        let link = |i: usize| {
            matches!(self.low(i), "بن" | "ابن" | "بنت" | "أبو" | "أبي" | "آل" | "عبد" | "دي" | "دو" | "فان" | "فون")
        };
        let end = if link(at) || link(at + 1) { at + 3 } else { at + 2 };
        let named = (at..end).all(plain) && !(definite(self.low(at)) && definite(self.low(end - 1)));
        named.then_some(Run { start: at, end })
    }

    /// The name behind the role at `at`: past what the role is of, and what describes it.
    fn behind_role(&self, at: usize) -> Option<Run> {
        let mut i = at + 1;
        let suffixed = ["ه", "ها", "هم"].iter().any(|s| self.low(at).ends_with(s)) && !definite(self.low(at));
        if self.low(i) == "باسم" {
            i += 1;
        } else if definite(self.low(at)) || suffixed {
            // "القنصل ألفارو مونتيس", "المخرج الأردني فاروق زيدان"
            let describes = |i: usize| definite(self.low(i)) && (self.full(i).is_none() || self.full(i + 1).is_some());
            while self.plain(i) && (describes(i) || kind(self.low(i)) == Noun::Role) {
                i += 1;
            }

            return self.full(i);
        }
        // "رئيسة نقابة عمال الرصيف سعاد بن عمران": on to the article that closes the chain.
        let closed = (i..i + 5).take_while(|&k| self.plain(k)).find(|&k| definite(self.low(k)));
        let Some(closed) = closed else {
            // "حاكم تكساس غريغ أبوت" cannot be told from a longer chain.
            return None;
        };
        i = closed + 1;
        while self.plain(i) && (definite(self.low(i)) || kind(self.low(i)) == Noun::Role) {
            i += 1;
        }
        self.full(i)
    }

    /// Ends a subject: "that", a mark, a preposition.
    fn stops(&self, i: usize) -> bool {
        !self.plain(i)
    }
}

/// Finds the names.
pub(crate) fn names(tokens: &Tokens) -> Vec<Mention> {
    let reading = Reading { tokens };
    let mut found: BTreeMap<usize, (Run, NameKind)> = BTreeMap::new();
    for i in 0..tokens.all.len() {
        let low = reading.low(i);
        match kind(low) {
            Noun::Role => {
                if let Some(run) = reading.behind_role(i) {
                    found.insert(run.start, (run, NameKind::Person));
                }
            }
            Noun::Body
                if matches!(
                    bare(low),
                    "قناة"
                        | "لقناة"
                        | "صحيفة"
                        | "لصحيفة"
                        | "وزارة"
                        | "شركة"
                        | "جامعة"
                        | "حزب"
                        | "منظمة"
                ) =>
            {
                let end = (i + 1..i + 4).take_while(|&k| reading.plain(k)).find(|&k| definite(reading.low(k)));
                if let Some(end) = end {
                    found.insert(i, (Run { start: i, end: end + 1 }, NameKind::Organisation));
                }
            }
            Noun::Place if reading.plain(i + 1) && kind(reading.low(i + 1)) == Noun::Other => {
                let two = TABLES.heads.contains(reading.low(i + 1)) && reading.plain(i + 2);
                if two {
                    found.insert(i + 1, (Run { start: i + 1, end: i + 3 }, NameKind::Place));
                }
            }
            _ => {}
        }
        // "قالت إلبا كورتيس،", "يدعى الهادي بوزيد"
        let called = matches!(bare(low), "يدعى" | "تدعى" | "اسمه" | "اسمها");
        if (is_cue(low) || called)
            && let Some(run) = reading.full(i + 1)
            && (called || reading.stops(run.end))
        {
            found.entry(run.start).or_insert((run, NameKind::Person));
        }
        let known =
            ["", "و", "ب", "ل", "ف"].iter().filter_map(|p| low.strip_prefix(p)).any(|rest| TABLES.known.contains(rest));
        if known {
            found.entry(i).or_insert((Run { start: i, end: i + 1 }, NameKind::Place));
        }
    }
    mentions(&reading, &found)
}

/// The mentions of what was found, wherever it stands: full names, and people by their last words.
fn mentions(reading: &Reading<'_>, found: &BTreeMap<usize, (Run, NameKind)>) -> Vec<Mention> {
    let tokens = reading.tokens;
    let name = |run: Run, kind: NameKind| {
        let text = written(tokens, run);
        // "بفرنسا": what grew on a place in front is no part of it.
        let cut =
            ["و", "ب", "ل", "ف"].iter().filter_map(|p| text.strip_prefix(p)).find(|rest| TABLES.known.contains(rest));
        match cut {
            Some(rest) if kind == NameKind::Place => rest.to_owned(),
            _ if kind == NameKind::Organisation => {
                text.strip_prefix(['و', 'ل', 'ب']).filter(|_| !text.starts_with("وزارة")).unwrap_or(&text).to_owned()
            }
            _ => text,
        }
    };
    let mut full: FxHashMap<String, (String, NameKind)> = FxHashMap::default();
    let mut last: FxHashMap<String, String> = FxHashMap::default();
    for (run, kind) in found.values() {
        let text = name(*run, *kind);
        if *kind == NameKind::Person {
            let rest = Run { start: run.start + 1, end: run.end };
            last.entry(written(tokens, rest)).or_insert_with(|| text.clone());
        }
        full.entry(text.clone()).or_insert((text, *kind));
    }
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.all.len() {
        let at = |n: usize| Run { start: i, end: i + n };
        let known = (1..=4).rev().filter(|n| i + n <= tokens.all.len()).find_map(|n| {
            let text = written(tokens, at(n));
            let plain = text.strip_prefix(['و', 'ب', 'ل', 'ف']).filter(|_| n > 1 || !full.contains_key(&text));
            let whole = full.get(&text).or_else(|| plain.and_then(|p| full.get(p)));
            let short = || {
                let surname = last.get(&text).or_else(|| plain.and_then(|p| last.get(p)))?;
                Some((surname.clone(), NameKind::Person))
            };
            whole.cloned().or_else(short).map(|(full, kind)| Mention { run: at(n), kind, full })
        });
        match (known, found.get(&i)) {
            (Some(mention), _) => {
                i = mention.run.end;
                out.push(mention);
            }
            (None, Some((run, kind))) => {
                out.push(Mention { run: *run, kind: *kind, full: name(*run, *kind) });
                i = run.end;
            }
            (None, None) => i += 1,
        }
    }
    out
}
