//! Countries with their people's names, capitals and larger cities, common first names, titles, words of roles and bodies.
//! Written by hand from general knowledge; English spellings, with other languages' where they differ much.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// One country a line: code; names; words for its people; cities, the capital first.
const COUNTRIES: &str = "\
AF;Afghanistan;Afghan;Kabul,Kandahar,Herat|AL;Albania;Albanian;Tirana|DZ;Algeria,Algerien,Algérie,Argelia;Algerian;Algiers,Oran|AO;Angola;Angolan;Luanda
AR;Argentina,Argentinien,Argentine;Argentine,Argentinian;Buenos Aires,Rosario|AM;Armenia,Armenien,Arménie,Армения;Armenian;Yerevan,Gyumri,Ереван|AU;Australia,Australien,Australie;Australian;Canberra,Sydney,Melbourne,Brisbane,Perth,Adelaide
AT;Austria,Österreich,Autriche;Austrian;Vienna,Wien,Graz,Salzburg,Linz|AZ;Azerbaijan,Aserbaidschan,Азербайджан;Azerbaijani;Baku,Ganja,Баку|BS;Bahamas;Bahamian;Nassau|BH;Bahrain;Bahraini;Manama|BD;Bangladesh;Bangladeshi;Dhaka,Chittagong
BY;Belarus,Weißrussland,Белоруссия,Беларусь;Belarusian;Minsk,Минск|BE;Belgium,Belgien,Belgique,Bélgica;Belgian;Brussels,Brüssel,Bruxelles,Bruselas,Antwerp,Ghent,Liège|BJ;Benin;Beninese;Porto-Novo,Cotonou|BT;Bhutan;Bhutanese;Thimphu
BO;Bolivia;Bolivian;La Paz,Sucre|BA;Bosnia,Bosnia and Herzegovina,Bosnien;Bosnian;Sarajevo|BW;Botswana;;Gaborone|BR;Brazil,Brasil,Brasilien,Brésil;Brazilian;Brasília,Brasilia,São Paulo,Sao Paulo,Rio de Janeiro|BN;Brunei;;|BG;Bulgaria,Bulgarien,Bulgarie;Bulgarian;Sofia,Plovdiv
BF;Burkina Faso;;Ouagadougou|BI;Burundi;Burundian;Bujumbura|KH;Cambodia;Cambodian;Phnom Penh|CM;Cameroon;Cameroonian;Yaoundé,Douala|CA;Canada,Kanada;Canadian;Ottawa,Toronto,Montreal,Vancouver,Calgary,Quebec,Ontario,Alberta|CF;Central African Republic;;Bangui
TD;Chad;Chadian;N'Djamena|CL;Chile;Chilean;Santiago,Valparaíso|CN;China,Chine,Китай;Chinese;Beijing,Peking,Shanghai,Guangzhou,Shenzhen,Wuhan,Tibet,Xinjiang,Пекин|CO;Colombia,Kolumbien;Colombian;Bogotá,Bogota,Medellín,Medellin,Cali|CD;Congo,Democratic Republic of the Congo,Democratic Republic of Congo;Congolese;Kinshasa,Goma
CR;Costa Rica;Costa Rican;San José|HR;Croatia,Kroatien;Croatian;Zagreb,Split|CU;Cuba,Kuba;Cuban;Havana|CY;Cyprus,Zypern;Cypriot;Nicosia|CZ;Czech Republic,Czechia,Tschechien;Czech;Prague,Prag,Brno|DK;Denmark,Dänemark,Danemark;Danish;Copenhagen,Kopenhagen,Aarhus
DO;Dominican Republic;;Santo Domingo|EC;Ecuador;Ecuadorian;Quito,Guayaquil|EG;Egypt,Ägypten,Égypte,Egipto,Египет;Egyptian;Cairo,Alexandria,Kairo,Le Caire|SV;El Salvador;Salvadoran;San Salvador|EE;Estonia,Estland;Estonian;Tallinn|ET;Ethiopia,Äthiopien;Ethiopian;Addis Ababa
FI;Finland,Finnland;Finnish;Helsinki,Tampere,Turku|FR;France,Frankreich,Francia,França,Франция;French;Paris,Marseille,Lyon,Toulouse,Nice,Bordeaux,Lille,Strasbourg,Nantes,Париж|GA;Gabon;Gabonese;Libreville|GM;Gambia;Gambian;Banjul|GE;Georgia,Georgien,Géorgie,Грузия;Georgian;Tbilisi,Batumi,Тбилиси
DE;Germany,Deutschland,Allemagne,Alemania,Alemanha,Германия;German;Berlin,Hamburg,Munich,München,Cologne,Köln,Frankfurt,Stuttgart,Düsseldorf,Leipzig,Dresden,Hannover,Bonn,Bremen,Bavaria,Bayern,Sachsen,Hessen,Берлин|GH;Ghana;Ghanaian;Accra|GR;Greece,Griechenland,Grèce,Grecia;Greek;Athens,Athen,Thessaloniki
GT;Guatemala;Guatemalan;Guatemala City|GN;Guinea;Guinean;Conakry|GY;Guyana;;Georgetown|HT;Haiti;Haitian;Port-au-Prince|HN;Honduras;Honduran;Tegucigalpa|HK;Hong Kong;;|HU;Hungary,Ungarn,Hongrie;Hungarian;Budapest|IS;Iceland,Island;Icelandic;Reykjavik
IN;India,Indien,Inde,Индия;Indian;New Delhi,Delhi,Mumbai,Kolkata,Chennai,Bangalore,Kashmir,Punjab,Gujarat,Kerala|ID;Indonesia;Indonesian;Jakarta,Bali,Aceh|IR;Iran,Иран;Iranian;Tehran,Teheran,Téhéran,Isfahan,Тегеран|IQ;Iraq,Irak,Ирак;Iraqi;Baghdad,Bagdad,Mosul,Basra,Erbil|IE;Ireland,Irland,Irlande;Irish;Dublin,Cork
IL;Israel,Israël,Израиль;Israeli;Jerusalem,Tel Aviv,Haifa|IT;Italy,Italien,Italie,Italia,Италия;Italian;Rome,Rom,Roma,Milan,Mailand,Milano,Naples,Turin,Florence,Venice,Bologna,Sicily|CI;Ivory Coast,Côte d'Ivoire;Ivorian;Abidjan|JM;Jamaica;Jamaican;Kingston|JP;Japan,Japon,Japón,Япония;Japanese;Tokyo,Osaka,Kyoto,Hiroshima,Nagasaki,Fukushima
JO;Jordan,Jordanien;Jordanian;Amman|KZ;Kazakhstan,Kasachstan,Казахстан;Kazakh;Astana,Almaty|KE;Kenya,Kenia;Kenyan;Nairobi,Mombasa|KP;North Korea,Nordkorea;North Korean;Pyongyang|KR;South Korea,Südkorea,Korea;South Korean,Korean;Seoul,Busan|XK;Kosovo;Kosovar;Pristina|KW;Kuwait;Kuwaiti;Kuwait City
KG;Kyrgyzstan,Киргизия;Kyrgyz;Bishkek|LA;Laos;Laotian;Vientiane|LV;Latvia,Lettland;Latvian;Riga|LB;Lebanon,Libanon,Liban;Lebanese;Beirut,Beyrouth|LR;Liberia;Liberian;Monrovia|LY;Libya,Libyen;Libyan;Tripoli,Benghazi|LT;Lithuania,Litauen;Lithuanian;Vilnius|LU;Luxembourg,Luxemburg;;
MG;Madagascar;;Antananarivo|MW;Malawi;;Lilongwe|MY;Malaysia;Malaysian;Kuala Lumpur|MV;Maldives;;Malé|ML;Mali;Malian;Bamako|MT;Malta;Maltese;Valletta|MR;Mauritania;;Nouakchott|MX;Mexico,México,Mexiko,Mexique;Mexican;Mexico City,Tijuana,Guadalajara|MD;Moldova,Moldau;Moldovan;Chisinau
MN;Mongolia;Mongolian;Ulaanbaatar|ME;Montenegro;Montenegrin;Podgorica|MA;Morocco,Marokko,Maroc;Moroccan;Rabat,Casablanca,Marrakesh|MZ;Mozambique;;Maputo|MM;Myanmar,Burma;Burmese;Naypyidaw,Yangon|NA;Namibia;Namibian;Windhoek|NP;Nepal;Nepalese,Nepali;Kathmandu|NL;Netherlands,Niederlande,Holland,Pays-Bas;Dutch;Amsterdam,The Hague,Den Haag,Rotterdam,Utrecht
NZ;New Zealand,Neuseeland;;Wellington,Auckland,Christchurch|NI;Nicaragua;Nicaraguan;Managua|NE;Niger;;Niamey|NG;Nigeria;Nigerian;Abuja,Lagos,Kano|MK;North Macedonia,Macedonia;Macedonian;Skopje|NO;Norway,Norwegen,Norvège;Norwegian;Oslo,Bergen|OM;Oman;Omani;Muscat|PK;Pakistan;Pakistani;Islamabad,Karachi,Lahore,Peshawar
PS;Palestine,Gaza,West Bank,Gaza Strip;Palestinian;Ramallah,Gaza City|PA;Panama;Panamanian;Panama City|PG;Papua New Guinea;;Port Moresby|PY;Paraguay;Paraguayan;Asunción|PE;Peru,Perú;Peruvian;Lima|PH;Philippines,Philippinen;Filipino,Philippine;Manila|PL;Poland,Polen,Pologne,Polonia,Польша;Polish;Warsaw,Warschau,Varsovie,Kraków,Krakow,Gdansk,Варшава
PT;Portugal;Portuguese;Lisbon,Lissabon,Lisboa,Porto|QA;Qatar,Katar;Qatari;Doha|RO;Romania,Rumänien,Roumanie;Romanian;Bucharest,Bukarest|RU;Russia,Russland,Russie,Rusia,Rússia,Россия,Российская Федерация;Russian;Moscow,Moskau,Moscou,Moscú,Москва,St. Petersburg,Saint Petersburg,Chechnya,Siberia,Crimea,Beslan,Grozny|RW;Rwanda,Ruanda;Rwandan;Kigali
SA;Saudi Arabia,Saudi-Arabien;Saudi;Riyadh,Jeddah,Mecca|SN;Senegal;Senegalese;Dakar|RS;Serbia,Serbien,Serbie;Serbian;Belgrade,Belgrad|SL;Sierra Leone;;Freetown|SG;Singapore,Singapur;Singaporean;|SK;Slovakia,Slowakei;Slovak;Bratislava|SI;Slovenia,Slowenien;Slovenian;Ljubljana|SO;Somalia;Somali;Mogadishu|ZA;South Africa,Südafrika;South African;Pretoria,Johannesburg,Cape Town,Durban
SS;South Sudan;;Juba|ES;Spain,Spanien,Espagne,España,Espanha,Испания;Spanish;Madrid,Barcelona,Valencia,Seville,Bilbao,Catalonia|LK;Sri Lanka;Sri Lankan;Colombo|SD;Sudan;Sudanese;Khartoum,Darfur|SR;Suriname;;Paramaribo|SE;Sweden,Schweden,Suède;Swedish;Stockholm,Gothenburg,Malmö|CH;Switzerland,Schweiz,Suisse,Suiza;Swiss;Bern,Zurich,Zürich,Geneva,Genf,Genève,Basel,Lausanne,Davos
SY;Syria,Syrien,Syrie,Сирия;Syrian;Damascus,Aleppo,Homs,Damaskus|TW;Taiwan;Taiwanese;Taipei|TJ;Tajikistan,Таджикистан;Tajik;Dushanbe|TZ;Tanzania;Tanzanian;Dodoma,Dar es Salaam|TH;Thailand;Thai;Bangkok|TN;Tunisia,Tunesien;Tunisian;Tunis|TR;Turkey,Türkei,Turquie,Turquía,Türkiye,Турция;Turkish;Ankara,Istanbul,Izmir
TM;Turkmenistan;Turkmen;Ashgabat|UG;Uganda;Ugandan;Kampala|UA;Ukraine,Ucrania,Украина;Ukrainian;Kyiv,Kiev,Kiew,Киев,Kharkiv,Odesa,Lviv,Donetsk,Luhansk,Mariupol,Donbas|AE;United Arab Emirates,UAE;Emirati;Abu Dhabi,Dubai|GB;United Kingdom,UK,Britain,Great Britain,England,Scotland,Wales,Northern Ireland,Großbritannien,Royaume-Uni,Reino Unido;British,English,Scottish,Welsh;London,Londres,Manchester,Birmingham,Liverpool,Edinburgh,Glasgow,Belfast,Cardiff,Leeds,Oxford,Cambridge,Bristol,Лондон
US;United States,United States of America,U.S,U.S.,US,USA,U.S.A.,America,Vereinigte Staaten,États-Unis,Estados Unidos,США;American;Washington,New York,New York City,Los Angeles,Chicago,Boston,San Francisco,Houston,Dallas,Miami,Seattle,Atlanta,Philadelphia,Detroit,Denver,Phoenix,Las Vegas,New Orleans,Baltimore,California,Texas,Florida,Ohio,Michigan,Illinois,Pennsylvania,Alaska,Hawaii,Arizona,Nevada,Oregon,Colorado,Utah,Iowa,Kansas,Missouri,Kentucky,Tennessee,Alabama,Louisiana,Massachusetts,Connecticut,Maryland,New Jersey,New Mexico,North Carolina,South Carolina,Virginia,Wisconsin,Minnesota,Nebraska,Oklahoma,Indiana,Maine,Vermont,Wyoming,Montana,Idaho,Manhattan,Brooklyn,Hollywood,Washington D.C.,Вашингтон
UY;Uruguay;Uruguayan;Montevideo|UZ;Uzbekistan,Узбекистан;Uzbek;Tashkent|VA;Vatican,Vatican City;;|VE;Venezuela;Venezuelan;Caracas|VN;Vietnam;Vietnamese;Hanoi,Ho Chi Minh City|YE;Yemen,Jemen;Yemeni;Sanaa,Aden|ZM;Zambia;Zambian;Lusaka|ZW;Zimbabwe,Simbabwe;Zimbabwean;Harare
;Europe,Europa,Asia,Asien,Africa,Afrika,Antarctica,North America,South America,Latin America,Middle East,Central Asia,Southeast Asia,Eastern Europe,Western Europe,Caucasus,South Caucasus,Nagorno-Karabakh,Balkans,Mediterranean,Pacific,Atlantic,Pacific Ocean,Atlantic Ocean,Indian Ocean,Black Sea,Baltic Sea,Red Sea,Arctic,Soviet Union,USSR,Yugoslavia,Czechoslovakia,Kurdistan,Abkhazia,South Ossetia,Transnistria,Palestine,Greenland,Puerto Rico,Guam,Caribbean,Alps,Himalayas,Sahara,Sinai,Persian Gulf,Европа;European,African,Asian,Soviet;";

const FIRST_NAMES: &str = "aaron abdul abdullah adam adrian ahmed aisha alan albert alejandro aleksandr alex alexander alexandra alexei alexey alfred ali alice amanda amir amy ana andrea andreas andrei andrew andrey angela ani anna anne annette anthony antonio antónio ararat arthur barack barbara ben benjamin bernard bernd bill bob boris brian bruce carl carla carlos carol caroline catherine charles charlotte chris christian christina christine christopher claire claudia colin craig dan daniel daniela dave david dennis diana diego dmitri dmitry donald doris dorothy douglas ed edward eduardo elena elizabeth emily emma emmanuel eric erik ernst eva evelyn fatima felix fernando francesco francis francisco francois françois frank franz fred frederick friedrich gabriel gary geoffrey george georg gerald gerhard giorgio giovanni giuseppe gordon graham greg gregory günter guy hannah hans harold harry hassan heinrich helen helmut henri henry herbert hillary hugo hussein ian ibrahim igor ilham irina isabel ivan jack jacob jacques james jan jane janet jason javier jean jeff jeffrey jennifer jeremy jerry jessica jill jim jimmy joan joe johann johannes john jon jonathan jorge josé jose josef joseph joshua juan julia julian julie jürgen justin karen karl kate katharina katherine kathleen keith kelly ken kenneth kevin khalid klaus kofi konstantin larry laura laurent lars lee leo leon leonardo leonid lewis liam linda lisa louis louise luca lucas lucy luis luiz lukas luke magnus mahmoud manuel marc marco marcus margaret maria marie marina mario mark markus martha martin martina mary matt matthew matthias maurice max maxim megan mehmet michael michel michelle miguel mikhail mike mohamed mohammad mohammed mohamad muhammad monica monika mustafa nancy natalia nathan neil nelson nicholas nick nicola nicolas nicole nikol nikolai nina noah norman oleg olaf oliver olga omar oscar osama otto pablo pamela pat patricia patrick paul paula pavel pedro peter petra phil philip philippe pierre rachel ralph raymond rebecca recep ricardo richard rishi rob robert roberto robin roger roland ron ronald rosa ross roy russell ruth ryan saddam sally salma sam samuel sandra sara sarah scott sean sebastian serge sergei sergey sharon silvia silvio simon sofia sophie stefan stephen stephanie steve steven stuart susan susanne tamara ted terry theo theresa thomas tim timothy tom tony umit ursula valentina vera victor viktor victoria vincent vladimir volodymyr walter wayne werner wilhelm will william wolfgang xavier xi yasser yuri yusuf zoe алексей александр андрей анна владимир дмитрий иван мария михаил николай ольга сергей юрий виктор елена ирина наталья олег павел игорь";

const TITLES: &str = "mr mrs ms miss dr prof professor sir lord lady dame president prime minister chancellor king queen prince princess pope bishop archbishop cardinal rabbi imam sheikh senator sen representative rep congressman congresswoman governor gov mayor general gen colonel col major captain capt lieutenant lt sergeant sgt admiral judge justice secretary spokesman spokeswoman spokesperson director chairman chairwoman chief chef commissioner inspector ambassador envoy detective coroner coach manager ceo attorney lawyer frau herr präsident präsidentin kanzler bundeskanzler bundeskanzlerin ministerpräsident außenminister innenminister finanzminister verteidigungsminister minister ministerin bürgermeister bürgermeisterin sprecher sprecherin trainer trainerin professor professorin m mme monsieur madame président présidente ministre señor señora presidente presidenta ministro ministra don doña saint san deputy acting former foreign vice kremlin first officer analyst economist author writer actor actress singer director-general премьер-министр президент министр губернатор пресс-секретарь representative fire police doctor nurse bundespräsident vorsitzender vorsitzende";

const BODY_WORDS: &str = "inc corp corporation company co ltd llc plc gmbh ag group holdings bank university college institute school party union association organization organisation committee commission council agency ministry department office bureau court congress parliament senate league club federation foundation society church museum orchestra airlines airways motors news times post journal gazette herald tribune television radio network press army navy police force guard team fc united city-council alliance front movement administration authority board center centre hospital laboratory records studios pictures international partei verein bundestag universität verband ministerium gewerkschaft banque université parti syndicat ministère banco partido universidad ministerio sindicato министерство партия университет банк совет service services systems technologies industries records treaty ligue liga championship brigade battalion regiment fund trust watch consortium weekly daily magazine dispatch observer guardian chronicle";

const BODIES: &str = "reuters,afp,ap,associated press,tass,sputnik,xinhua,interfax,bbc,cnn,nbc,cbs,abc,fox news,al-jazeera,al jazeera,bloomberg,kremlin,white house,pentagon,nato,un,u.n,u.n.,united nations,eu,european union,unesco,unicef,who,imf,world bank,world trade organization,wto,fifa,uefa,ioc,fbi,cia,nsa,nasa,google,facebook,apple,microsoft,twitter,amazon,youtube,ibm,intel,sony,samsung,toyota,volkswagen,bmw,daimler,siemens,boeing,airbus,opec,hamas,hezbollah,taliban,al-qaeda,al qaeda,isis,spd,cdu,csu,fdp,dpa,greenpeace,amnesty international,red cross,new york times,washington post,wall street journal,the guardian,the times,financial times,spiegel,zeit,bild,le monde,figaro,el país,congress,senate,state department,foreign ministry,supreme court,downing street,scotland yard,house of commons,house of representatives,republican party,democratic party,labour party,conservative party,liberal democrats";

const PLACE_WORDS: &str = "river lake mountain mountains island islands street road avenue bay sea ocean valley county province district state airport park bridge square hill hills beach port desert peninsula gulf strait village region north-west north-east creek falls forest cape canyon straße platz see fluss rue lac avenida calle río";

/// A place that the tables know.
pub(crate) struct Place {
    /// ISO 3166-1 alpha-2; empty for what is no country's.
    pub code: &'static str,
}

struct Tables {
    places: FxHashMap<String, Place>,
    peoples: FxHashSet<String>,
    first_names: FxHashSet<&'static str>,
    titles: FxHashSet<&'static str>,
    body_words: FxHashSet<&'static str>,
    place_words: FxHashSet<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut places = FxHashMap::default();
    let mut peoples = FxHashSet::default();
    for country in COUNTRIES.split(['\n', '|']) {
        let mut fields = country.split(';');
        let code = fields.next().unwrap_or_default();
        let names = fields.next().unwrap_or_default();
        peoples.extend(fields.next().unwrap_or_default().split(',').map(str::to_lowercase));
        let cities = fields.next().unwrap_or_default();
        for name in names.split(',').chain(cities.split(',')).filter(|n| !n.is_empty()) {
            places.entry(name.to_lowercase()).or_insert(Place { code });
        }
    }
    peoples.remove("");
    let set = |words: &'static str| words.split(' ').collect();
    Tables {
        places,
        peoples,
        first_names: set(FIRST_NAMES),
        titles: set(TITLES),
        body_words: set(BODY_WORDS),
        place_words: set(PLACE_WORDS),
    }
});

/// The place of this name, small letters.
pub(crate) fn place(low: &str) -> Option<&'static Place> {
    TABLES.places.get(low)
}

/// The country (ISO 3166-1 alpha-2) of a place's name, where the tables know it: "Yerevan" is in AM.
pub fn country_of(place_name: &str) -> Option<&'static str> {
    place(&place_name.to_lowercase()).map(|p| p.code).filter(|c| !c.is_empty())
}

/// A word for a people ("armenian"), small letters.
pub(crate) fn is_people(low: &str) -> bool {
    TABLES.peoples.contains(low)
}

/// A common first name, small letters.
pub(crate) fn is_first_name(low: &str) -> bool {
    TABLES.first_names.contains(low)
}

/// A title or a role that stands before a name, small letters.
pub(crate) fn is_title(low: &str) -> bool {
    TABLES.titles.contains(low)
}

/// A word that makes a body of people out of a name ("bank"), small letters.
pub(crate) fn is_body_word(low: &str) -> bool {
    TABLES.body_words.contains(low)
}

/// A word that makes a place out of a name ("river"), small letters.
pub(crate) fn is_place_word(low: &str) -> bool {
    TABLES.place_words.contains(low)
}

/// A body of people that is known by this name, small letters.
pub(crate) fn is_body(low: &str) -> bool {
    static KNOWN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| BODIES.split(',').collect());
    KNOWN.contains(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_of_places() {
        for (name, code) in [("Yerevan", Some("AM")), ("Wien", Some("AT")), ("Европа", None), ("Nowhere", None)] {
            assert_eq!(country_of(name), code, "{name}");
        }
        assert!(is_people("armenian") && is_first_name("dmitry") && is_body("white house") && !is_body("hous"));
    }
}
