//! Words by which statements are told, in the languages read. Written by hand from general knowledge.

/// Verbs of saying: a quotation, a clause or a speaker stands beside them.
pub(crate) const CUES: &str = " said says say saying told tells stated added adds explained explains announced announces declared declares claimed claims \
confirmed confirms denied denies insisted insists argued argues warned warns noted notes remarked remarks stressed stresses maintained maintains \
emphasized emphasised emphasizes emphasises acknowledged acknowledges admitted admits commented comments replied replies responded asked asks called \
mentioned mentions suggested suggests suggest criticized criticised condemned praised rejected referred raised expressed requested reported reports wrote writes tweeted recalled recalls revealed reveals pledged vowed urged concluded predicted answered answers testifies \
complained conceded asserted asserts reiterated observed continued alleged alleges estimated cautioned quipped joked testified quoted cited believes believed \
sagte sagt sagten erklärte erklärt erklärten betonte betont meinte meint teilte berichtete berichtet kündigte warnte warnt forderte fordert kritisierte bestätigte \
bestätigt behauptete ergänzte äußerte schrieb schreibt zitierte zitiert meldete meldet kommentierte bekräftigte versicherte urteilte räumte fügte unterstrich hob antwortete erzählte erzählt verkündete gab führte mahnte versprach mitteilte mitteilten ankündigte angab bekanntgab \
déclaré affirmé dit indiqué expliqué annoncé ajouté assuré estimé précisé souligné martelé rappelé confirmé répondu averti dénoncé affirme explique déclare assure estime indique précise souligne raconte raconté prévenu prévient résumé résume lancé lance reconnu reconnaît relevé relève répond promis promet plaidé réclamé déploré juge jugé souvient confié assené martèle rappelle rappelait insisté admis nié concédé détaillé observé ironisé conclu écrit avertit annonce confirme \
dijo dice afirmó afirma declaró aseguró asegura explicó explica señaló señala indicó anunció añadió agregó sostuvo sostiene manifestó resumió subrayó advirtió comentó destacó recordó confirmó reconoció insistió contó cuenta relató relata respondió responde contestó prometió promete informó informa comunicó lamentó lamenta replicó reiteró opinó opina matizó zanjó recalcó apuntó detalló precisó consideró exclamó denunció pidió cree sostuvo mantiene mantuvo defendió negó admitió avisó \
disse diz afirmou declarou explicou anunciou acrescentou garantiu ressaltou destacou informou contou alertou ha-detto detto dichiarato affermato spiegato annunciato aggiunto sostenuto sottolineato \
сказал сказала сказали заявил заявила заявили отметил отметила сообщил сообщила сообщили подчеркнул подчеркнула добавил добавила объяснил объяснила рассказал рассказала утверждает считает говорит заявляет сообщает цитирует приводит пояснил пояснила уточнил уточнила написал написала ";

/// Cues that take what follows without "that".
pub(crate) const PLAIN: &[&str] = &[
    "said",
    "says",
    "say",
    "announced",
    "claimed",
    "claims",
    "believes",
    "believed",
    "acknowledged",
    "admitted",
    "suggested",
    "denied",
    "confirmed",
    "insisted",
    "warned",
    "mentioned",
    "emphasized",
    "emphasised",
    "stressed",
    "argued",
    "estimated",
    "predicted",
    "stated",
    "states",
    "asserted",
    "asserts",
    "conceded",
    "alleged",
    "alleges",
    "insists",
    "warns",
    "argues",
    "predicts",
];

/// Verbs whose object is what was said, and fixed phrases.
pub(crate) const ACTS: &[&str] = &[
    "criticized",
    "criticised",
    "criticizes",
    "condemned",
    "praised",
    "rejected",
    "referred",
    "raised",
    "expressed",
    "requested",
];

/// "that" in the languages read.
pub(crate) const THAT: &[&str] = &[
    "that", "dass", "daß", "que", "qu'", "что", "che", "ob", "whether", "qu'il", "qu'elle", "qu'ils", "qu'elles",
    "qu'un", "qu'une", "qu'on", "qu'à", "qu'en",
];

/// Before the verb of saying, part of it.
pub(crate) const HELPERS: &[&str] = &[
    "has",
    "had",
    "have",
    "was",
    "is",
    "were",
    "been",
    "also",
    "later",
    "then",
    "recently",
    "now",
    "further",
    "repeatedly",
    "earlier",
    "previously",
    "reportedly",
    "a",
    "ont",
    "avait",
    "l'",
    "lo",
    "la",
    "le",
    "ha",
    "han",
    "había",
    "hat",
    "hatte",
    "haben",
    "è",
    "aussi",
    "également",
    "también",
    "auch",
    "außerdem",
    "также",
    "would",
    "will",
    "could",
    "must",
    "however",
    "being",
    "publicly",
    "already",
    "as",
    "les",
];

/// He and she.
pub(crate) const PRONOUNS: &[&str] =
    &["he", "she", "er", "sie", "il", "elle", "él", "ella", "он", "она", "ele", "ela", "lui", "lei"];

/// Other pronouns: a source without a name.
pub(crate) const OTHERS: &[&str] =
    &["they", "we", "i", "you", "who", "it", "ich", "wir", "je", "nous", "ils", "on", "ellos", "я", "мы", "они"];

/// What stands before a speaker in "according to X", longest first.
pub(crate) const ACCORDING: &[&[&str]] = &[
    &["according", "to"],
    &["in", "the", "words", "of"],
    &["de", "acuerdo", "con"],
    &["de", "acordo", "com"],
    &["nach", "angaben", "von"],
    &["nach", "angaben", "der"],
    &["nach", "angaben", "des"],
    &["nach", "worten", "von"],
    &["по", "словам"],
    &["по", "данным"],
    &["по", "сообщению"],
    &["по", "мнению"],
    &["согласно"],
    &["d'", "après"],
    &["selon"],
    &["según"],
    &["segundo"],
    &["secondo"],
    &["laut"],
    &["zufolge"],
    &["nach", "einschätzung", "des"],
    &["nach", "einschätzung", "der"],
    &["nach", "einschätzung", "von"],
    &["nach", "auskunft", "des"],
    &["nach", "auskunft", "der"],
    &["nach", "auskunft", "von"],
    &["nach", "auskunft", "ihres"],
    &["nach", "auskunft", "ihrer"],
    &["nach", "auskunft", "seines"],
    &["nach", "auskunft", "seiner"],
    &["nach", "angaben", "ihres"],
    &["nach", "angaben", "ihrer"],
    &["nach", "angaben", "seines"],
    &["nach", "angaben", "seiner"],
    &["nach", "ansicht", "des"],
    &["nach", "ansicht", "der"],
    &["nach", "ansicht", "von"],
    &["nach", "angaben"],
];

/// What stands before the one who passed a statement on.
pub(crate) const PASSED_ON: &[&[&str]] = &[
    &["quoted", "as", "saying", "by"],
    &["quoted", "as", "telling"],
    &["quoted", "by"],
    &["cited", "by"],
    &["as", "reported", "by"],
    &["cité", "par"],
    &["citée", "par"],
    &["citado", "por"],
    &["citada", "por"],
    &["zitiert", "von"],
    &["citato", "da"],
    &["citata", "da"],
    &["zitierte"],
    &["meldete"],
    &["цитирует"],
    &["приводит", "слова"],
    &["بحسب"],
    &["نقلا", "عن"],
    &["nach", "einem", "bericht"],
    &["nach", "einem", "bericht", "der"],
    &["nach", "einem", "bericht", "des"],
    &["nach", "einem", "bericht", "von"],
    &["laut", "der", "zeitung"],
    &["quoted", "by", "the", "newspaper"],
];

/// What an occasion begins with.
pub(crate) const OCCASIONS: &[&[&str]] = &[
    &["in", "an", "interview", "with"],
    &["in", "an", "interview", "to"],
    &["in", "a", "statement"],
    &["at", "a", "press", "conference"],
    &["at", "a", "news", "conference"],
    &["speaking", "to"],
    &["speaking", "at"],
    &["in", "a", "speech"],
    &["im", "gespräch", "mit"],
    &["im", "interview", "mit"],
    &["in", "einem", "interview"],
    &["dans", "un", "entretien", "avec"],
    &["dans", "une", "interview"],
    &["en", "una", "entrevista", "con"],
    &["в", "интервью"],
    &["وفي", "مقابلة", "مع"],
    &["numa", "entrevista"],
    &["em", "entrevista"],
    &["in", "un'", "intervista"],
    &["to", "reporters"],
];

/// Words that end a noun phrase when it is read leftwards or rightwards.
pub(crate) const BREAKS: &[&str] = &[
    "and", "but", "that", "which", "who", "because", "as", "when", "while", "if", "after", "before", "since", "where",
    "und", "aber", "dass", "et", "mais", "que", "y", "pero", "и", "но", "что", "citing", "adding", "in", "on", "at",
    "by", "during", "however", "am", "im", "le", "lors", "dans", "en", "в", "на", "to", "late", "from", "with",
    "through", "although", "though", "obwohl", "aunque", "хотя",
];

/// What begins a relative clause.
pub(crate) const RELATIVES: &[&str] = &[
    "who",
    "whose",
    "which",
    "whom",
    "qui",
    "que",
    "dont",
    "quien",
    "cuyo",
    "cuya",
    "который",
    "которая",
    "der",
    "die",
    "das",
    "dem",
    "den",
    "deren",
    "dessen",
    "chi",
    "cui",
    "quem",
];

/// Articles and pronouns before a role.
pub(crate) const BEFORE_ROLES: &[&str] = &[
    "the", "a", "an", "its", "his", "her", "their", "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer",
    "eines", "einem", "dessen", "deren", "sein", "seine", "seines", "seinem", "seiner", "ihr", "ihre", "ihres",
    "ihrem", "ihrer", "le", "la", "l'", "les", "un", "une", "son", "sa", "leur", "el", "los", "las", "una", "su",
    "sus",
];

/// What begins a when, where or how between a verb and "that".
pub(crate) const ASIDES: &[&str] = &[
    "on",
    "in",
    "at",
    "late",
    "early",
    "earlier",
    "later",
    "today",
    "yesterday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "last",
    "this",
    "also",
    "again",
    "during",
    "through",
    "am",
    "im",
    "gestern",
    "heute",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "el",
    "hoy",
    "ayer",
];

/// Words between two commas before a verb that are no speaker.
pub(crate) const HOWEVER: &[&str] = &[
    "however",
    "meanwhile",
    "though",
    "too",
    "also",
    "therefore",
    "moreover",
    "jedoch",
    "allerdings",
    "aber",
    "cependant",
    "toutefois",
];

/// "of", before the body that a person belongs to.
pub(crate) const OF: &[&str] =
    &["of", "from", "at", "vom", "von", "der", "des", "de", "du", "d'", "del", "из", "di", "dell'", "del", "do", "da"];
