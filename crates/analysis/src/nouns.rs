//! Common nouns that stand before a name and tell its kind (a role, a body, a place), and number words; in the languages read.
//! Written by hand from general knowledge.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// What people are and do, small letters. Titles that belong to a name stand in the gazetteer.
const ROLES: &str = "\
accountant activist actor actress administrator adviser advisor agent anchor archaeologist architect artist astronaut astronomer \
attorney author baker banker bassist batsman biologist boxer campaigner candidate captain caretaker chairperson \
champion chancellor chef chemist claimant clerk climatologist co-author co-founder colleague columnist comedian commander composer conductor \
congressman consul consultant contractor coordinator correspondent councillor councilman councilwoman counsellor coxswain critic curator cyclist \
dancer dean defendant defender delegate dentist designer deputy diplomat diver drummer driver ecologist economist editor educator \
electrician employee engineer entrepreneur environmentalist epidemiologist executive expert farmer father filmmaker financier firefighter fisherman \
footballer forecaster forward founder geologist goalkeeper golfer grower guitarist guard guide head helmsman historian host hunter husband inspector \
instructor investigator investor journalist jockey judge keeper landlord lawmaker lawyer leader lecturer legislator librarian linguist lobbyist magistrate \
manager mathematician mayor meteorologist midfielder migrant mother musician neighbor neighbour novelist nurse officer opponent organizer organiser \
owner painter parent partner passenger pastor patient pediatrician philanthropist philosopher photographer physician physicist pianist pilot player poet \
policeman policewoman politician premier presenter priest principal producer professor prosecutor psychologist publisher pundit radiologist ranger rapper rebel \
receptionist referee refugee reporter researcher resident reverend rider rival runner sailor salesman scholar scientist sculptor seismologist senator \
sheriff shopkeeper singer skater skier skipper sociologist soldier solicitor songwriter sophomore specialist spokesperson spokesman spokeswoman statistician \
statesman steward striker student substitute superintendent supervisor surgeon surveyor suspect swimmer teacher technician tenant therapist trader \
trainer translator treasurer trustee undersecretary urbanist user veteran veterinarian victim villager virologist volcanologist volunteer waiter warden widow wife winger \
winner witness worker writer zoologist assistant secretary-general whistleblower coastguard \
maire préfet préfète procureur procureure avocat avocate juge bourgmestre échevin échevine comptable directeur directrice gérant gérante responsable \
chercheur chercheuse ingénieur ingénieure professeur professeure réalisateur réalisatrice cinéaste acteur actrice écrivain écrivaine romancier romancière \
auteur autrice éditeur éditrice traducteur traductrice journaliste député députée sénateur sénatrice conseiller conseillère délégué déléguée porte-parole \
entraîneur entraîneuse joueur joueuse capitaine patron patronne armateur pêcheur agriculteur agricultrice médecin infirmier infirmière chef cheffe \
commissaire colonel général adjudant ministre président présidente secrétaire chancelier chancelière roi reine prince princesse expert experte économiste \
historien historienne sociologue géologue sismologue archéologue astronaute témoin victime passager passagère habitant habitante élu élue élève étudiant \
étudiante syndicaliste militant militante candidat candidate fondateur fondatrice ambassadeur ambassadrice consul consule évêque curé rabbin imam trésorier \
alcalde alcaldesa gobernador gobernadora consejero consejera concejal concejala diputado diputada senador senadora fiscal juez jueza abogado abogada magistrado \
magistrada director directora gerente portavoz vocero vocera ingeniero ingeniera profesor profesora catedrático catedrática investigador investigadora científico \
científica arqueólogo arqueóloga sismólogo sismóloga geólogo geóloga médico médica doctor doctora enfermero enfermera escritor escritora novelista poeta autor autora \
cineasta actor actriz cantante pintor pintora periodista editor editora entrenador entrenadora jugador jugadora delantero portero capitán patrón armador pescador \
agricultor agricultora ganadero ganadera empresario empresaria economista historiador historiadora sociólogo socióloga experto experta testigo víctima vecino vecina \
pasajero pasajera alumno alumna estudiante sindicalista militante candidato candidata fundador fundadora embajador embajadora cónsul obispo cardenal arzobispo coronel \
general comandante teniente sargento bombero bombera jefe jefa comisario comisaria presidente presidenta ministro ministra secretario secretaria canciller rey reina \
príncipe princesa operador operadora líder dirigente responsable comerciante dueño dueña \
президент премьер премьер-министр министр губернатор мэр депутат сенатор спикер глава директор начальник руководитель председатель секретарь посол консул прокурор \
судья адвокат следователь генерал полковник майор капитан эксперт аналитик экономист политолог историк социолог учёный ученый профессор академик врач инженер \
журналист журналистка редактор писатель писательница поэт режиссёр режиссер актёр актер актриса певец певица художник тренер игрок нападающий вратарь чемпион чемпионка \
предприниматель бизнесмен основатель представитель представительница пресс-секретарь лидер патриарх епископ король королева принц принцесса канцлер фермер рыбак учитель учительница \
мэра президента министра губернатора главы директора профессора адвоката прокурора ";

/// Ends of German nouns for people; compounds are without number. The genitive adds s.
const ROLE_ENDS: &[&str] = &[
    "chef",
    "leiter",
    "präsident",
    "minister",
    "sprecher",
    "arzt",
    "hauptmann",
    "führer",
    "vorsitzende",
    "vorsitzender",
    "vorsitzenden",
    "rat",
    "richter",
    "anwalt",
    "trainer",
    "meister",
    "direktor",
    "forscher",
    "kommissar",
    "ologe",
    "ologen",
    "iker",
    "steller",
    "autor",
    "verteidiger",
    "verleger",
    "berater",
    "händler",
    "wirt",
    "wart",
    "beauftragte",
    "beauftragter",
    "abgeordnete",
    "abgeordneter",
    "experte",
    "experten",
    "kandidat",
    "kandidaten",
    "redakteur",
    "inhaber",
    "bewohner",
    "pfarrer",
    "bischof",
    "sekretär",
    "inspektor",
    "manager",
    "spieler",
    "stürmer",
    "torwart",
    "schütze",
    "bauer",
    "fahrer",
    "fischer",
    "lehrer",
    "wissenschaftler",
    "künstler",
    "sänger",
    "kanzler",
    "sieger",
    "gründer",
    "besitzer",
    "betreiber",
    "unternehmer",
    "ingenieur",
    "professor",
    "doktor",
    "botschafter",
    "general",
    "kapitän",
    "pilot",
    "student",
    "zeuge",
    "zeugen",
    "polizist",
    "journalist",
    "ökonom",
    "historiker",
    "regisseur",
    "dirigent",
    "intendant",
    "kurator",
    "senator",
    "könig",
    "prinz",
    "papst",
    "kollege",
    "kollegen",
    "nachbar",
    "gegner",
    "mitglied",
    "passagier",
    "tischler",
    "landwirt",
    "vertreter",
    "beamte",
    "beamter",
    "kaufmann",
    "obmann",
    "wehrmann",
    "fachmann",
];

/// Ends of German nouns for women in a role; what ends so before a name is no name.
const WOMEN: &[&str] = &[
    "erin",
    "orin",
    "istin",
    "ärztin",
    "ologin",
    "ikerin",
    "entin",
    "antin",
    "rätin",
    "wältin",
    "chefin",
    "eurin",
    "innen",
    "ökonomin",
    "pilotin",
    "zeugin",
    "königin",
    "prinzessin",
    "polizistin",
    "kapitänin",
    "botschafterin",
    "bäuerin",
    "kandidatin",
    "ministerin",
    "kanzlerin",
    "passagierin",
    "expertin",
    "kollegin",
    "ärin",
    "gräfin",
];

/// Bodies of people and what they make, small letters: the name behind one is a body's.
const BODIES: &str = "\
broadcaster newspaper daily weekly magazine agency company firm carmaker automaker airline insurer operator developer builder bank retailer lender manufacturer \
charity nonprofit startup conglomerate supplier union party subsidiary channel website portal brewery dairy shipper club \
chaîne radio télévision quotidien journal hebdomadaire agence entreprise société compagnie groupe constructeur assureur banque association syndicat parti opérateur \
filiale usine club \
cadena televisión televisora diario periódico semanario agencia empresa sociedad compañía grupo fabricante aseguradora banco asociación sindicato partido operadora \
naviera constructora club \
компания фирма агентство газета телеканал канал журнал радиостанция корпорация холдинг банк партия концерн авиакомпания клуб портал издание ";

/// Things and animals, small letters: the name behind one is nobody's.
const THINGS: &str = "\
ferry trawler ship vessel boat yacht tanker freighter liner steamer schooner submarine frigate destroyer satellite rocket spacecraft probe telescope hurricane storm typhoon cyclone horse dog \
film novel album song book opera musical \
navire bateau ferry chalutier paquebot voilier cargo pétrolier frégate satellite fusée cheval chien roman livre chanson \
barco buque pesquero ferri velero petrolero fragata satélite cohete caballo perro película novela libro canción disco huracán tormenta \
schiff fähre frachter tanker jacht segelschiff satellit rakete hund pferd sturm orkan hurrikan album lied buch \
корабль судно паром катер танкер яхта спутник ракета фильм роман песня ураган";

/// Ends of German nouns for things and animals.
const THING_ENDS: &[&str] =
    &["schiff", "fähre", "frachter", "boot", "hund", "hündin", "roman", "film", "satellit", "sonde", "rakete", "sturm"];

/// Ends of German nouns for bodies.
const BODY_ENDS: &[&str] = &[
    "versicherer",
    "versicherers",
    "konzern",
    "konzerns",
    "sender",
    "senders",
    "zeitung",
    "organisation",
    "firma",
    "hersteller",
    "herstellers",
    "reederei",
    "unternehmen",
    "unternehmens",
    "agentur",
    "verein",
    "vereins",
    "klub",
    "klubs",
    "entwickler",
    "entwicklers",
    "betreiber",
    "betreibers",
    "anbieter",
    "anbieters",
    "molkerei",
    "brauerei",
    "verlag",
    "verlags",
    "partei",
    "gewerkschaft",
    "stiftung",
    "gesellschaft",
    "verkehrsbetriebe",
    "bank",
    "werft",
    "airline",
    "magazin",
    "portal",
    "bündnis",
    "verband",
    "verbands",
    "autobauer",
    "autobauers",
    "tochter",
    "fluggesellschaft",
];

/// Ends of German nouns that make a body's name together with the name behind: "Landgericht Hamburg".
const BODY_HEADS: &[&str] = &[
    "gericht",
    "gerichts",
    "amt",
    "amts",
    "behörde",
    "ministerium",
    "ministeriums",
    "sparkasse",
    "bank",
    "universität",
    "hochschule",
    "klinikum",
    "institut",
    "instituts",
    "zentrum",
    "zentrums",
    "polizei",
    "feuerwehr",
    "staatsanwaltschaft",
    "messe",
    "oper",
    "theater",
    "museum",
    "verband",
    "werke",
    "verwaltung",
    "kammer",
];

/// Places, small letters: the name behind one ("the town of", "the island of") is a place's.
const PLACES: &str = "\
town city village port island islands suburb hamlet district region province state county municipality harbor harbour river lake mountain commune bay capital neighborhood neighbourhood peninsula \
ville village île port commune région département province quartier fleuve rivière lac capitale péninsule \
ciudad pueblo localidad isla puerto municipio región provincia barrio río lago capital comarca península \
город города городе деревня село посёлок остров острове область река порт регион столица район ";

/// Places in German, small letters.
const GERMAN_PLACES: &str = "\
stadt kleinstadt großstadt hauptstadt hafenstadt insel dorf ort ortes ortsteil ortsteils stadtteil stadtteils gemeinde region provinz bezirk landkreis fluss hafen halbinsel bundesland vorort vororts ";

/// Where a German noun for a place ends; "Westküste Irlands".
const PLACE_ENDS: &[&str] = &[
    "stadt",
    "insel",
    "ortsteil",
    "ortsteils",
    "stadtteil",
    "stadtteils",
    "küste",
    "gemeinde",
    "provinz",
    "bezirk",
    "bezirks",
];

/// Words for numbers, and for how much and what is counted, which open a sentence with a capital and name nothing.
const NUMBERS: &str = "\
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty \
ninety hundred thousand million millions billion billions dozen dozens hundreds thousands \
null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig \
sechzig siebzig achtzig neunzig hundert tausend million millionen milliarde milliarden dutzend hunderte tausende \
deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent mille milliers centaines \
uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta \
ochenta noventa cien ciento mil miles cientos \
один одна два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать двадцать тридцать сорок пятьдесят сто тысяча тысячи тысяч миллион миллиона миллионов ";

/// What German counts and measures with: two capitals side by side that are no name.
const MEASURES: &str = "\
euro euros dollar dollars mark pfund franken rubel bitcoin cent prozent prozentpunkte uhr meter metern metres kilometer kilometern zentimeter zentimetern tonne tonnen kilo \
kilogramm gramm liter litern grad jahr jahre jahren monat monate monaten woche wochen tag tage tagen stunde stunden minute minuten sekunde sekunden mensch menschen leute person \
personen kinder kindern männer männern frauen fälle fällen haushalte haushalten einwohner einwohnern mitarbeiter mitarbeitern tote toten verletzte verletzten haft höhe ortszeit \
hektar quadratmeter quadratmetern kubikmeter megawatt kilowatt mal stück punkte punkten tore toren stimmen zuschauer zuschauern schüler schülern teile teil angaben ";

/// Ends of German nouns that name nobody.
const NO_NAME_ENDS: &[&str] = &[
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tät", "täten", "nis",
    "nisse", "tum", "chen", "lein", "ling", "linge",
];

/// Words before a German noun; no person's name stands behind one.
const DETERMINERS: &[&str] = &[
    "der",
    "die",
    "das",
    "den",
    "dem",
    "des",
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
    "eines",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "am",
    "im",
    "zum",
    "zur",
    "vom",
    "beim",
    "ins",
    "ans",
    "aufs",
    "sein",
    "seine",
    "seiner",
    "seinem",
    "seinen",
    "seines",
    "ihr",
    "ihre",
    "ihrer",
    "ihrem",
    "ihren",
    "ihres",
    "unser",
    "unsere",
    "unserer",
    "diese",
    "dieser",
    "diesem",
    "diesen",
    "dieses",
    "jeder",
    "jede",
    "jedes",
    "jedem",
    "jeden",
    "alle",
    "allen",
    "aller",
    "viele",
    "vielen",
    "mehrere",
    "mehreren",
    "einige",
    "einigen",
    "wenige",
    "etwa",
    "rund",
    "fast",
    "mehr",
    "weniger",
    "keinerlei",
    "welche",
    "welcher",
    "beide",
    "beiden",
    "dessen",
    "deren",
];

/// Behind "in" and "nach" without an article, and no place.
const NO_PLACES: &str = "haft kraft angaben führung betrieb gefahr sicht ordnung zukunft brand bewegung frage folge urlaub ansicht meinung auskunft \
einschätzung verlängerung auftrag anspruch höhe zeiten not sicherheit freiheit deckung revision rente pension abstimmung absprache quarantäne \
stand bezug form zusammenarbeit medien ";

struct Tables {
    roles: FxHashSet<&'static str>,
    bodies: FxHashSet<&'static str>,
    places: FxHashSet<&'static str>,
    german_places: FxHashSet<&'static str>,
    numbers: FxHashSet<&'static str>,
    measures: FxHashSet<&'static str>,
    things: FxHashSet<&'static str>,
    determiners: FxHashSet<&'static str>,
    no_places: FxHashSet<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let set = |words: &'static str| words.split_whitespace().collect();
    Tables {
        roles: set(ROLES),
        bodies: set(BODIES),
        places: set(PLACES),
        german_places: set(GERMAN_PLACES),
        numbers: set(NUMBERS),
        measures: set(MEASURES),
        things: set(THINGS),
        determiners: DETERMINERS.iter().copied().collect(),
        no_places: set(NO_PLACES),
    }
});

/// Does a small word end in one of these, and is more than that?
fn ends(low: &str, table: &[&str]) -> bool {
    table.iter().any(|end| low.ends_with(end))
}

/// A noun for what somebody is or does, small letters.
pub(crate) fn is_role(low: &str) -> bool {
    TABLES.roles.contains(low)
}

/// A German noun for what somebody is or does: "Vorstandschefin", "Sicherheitsforschers".
pub(crate) fn is_german_role(low: &str) -> bool {
    let bare = low.strip_suffix('s').unwrap_or(low);
    ends(low, ROLE_ENDS) || ends(bare, ROLE_ENDS) || ends(low, WOMEN)
}

/// A noun for a body of people: the name behind it is the body's.
pub(crate) fn is_body_noun(low: &str, german: bool) -> bool {
    TABLES.bodies.contains(low) || german && ends(low, BODY_ENDS)
}

/// A German noun that makes a body's name with the name behind it.
pub(crate) fn is_body_head(low: &str) -> bool {
    ends(low, BODY_HEADS)
}

/// A noun for a place: the name behind it is the place's.
pub(crate) fn is_place_noun(low: &str, german: bool) -> bool {
    TABLES.places.contains(low) || german && is_german_place_noun(low)
}

fn is_german_place_noun(low: &str) -> bool {
    TABLES.german_places.contains(low) || ends(low, PLACE_ENDS)
}

/// A German noun before a name that is no part of it: "Reederei", "Ortsteils".
pub(crate) fn is_german_head(low: &str) -> bool {
    is_german_place_noun(low) || ends(low, BODY_ENDS) && !is_body_head(low)
}

/// A number in words, compounds such as "Vingt-six" too.
pub(crate) fn is_number_word(low: &str) -> bool {
    TABLES.numbers.contains(low)
        || low.split_once('-').is_some_and(|(a, b)| TABLES.numbers.contains(a) && TABLES.numbers.contains(b))
}

/// A German noun that cannot be part of a person's name.
pub(crate) fn is_german_thing(low: &str) -> bool {
    TABLES.measures.contains(low) || is_number_word(low) || low.chars().count() > 5 && ends(low, NO_NAME_ENDS)
}

/// A word before a German noun.
pub(crate) fn is_determiner(low: &str) -> bool {
    TABLES.determiners.contains(low) || is_number_word(low)
}

/// A German noun that often stands behind "in" or "nach" and is no place.
pub(crate) fn is_no_place(low: &str) -> bool {
    TABLES.no_places.contains(low)
}

/// A noun for a thing or an animal: the name behind it is nobody's.
pub(crate) fn is_thing_noun(low: &str, german: bool) -> bool {
    TABLES.things.contains(low) || german && ends(low, THING_ENDS)
}
