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

/// Words for peoples in French, German, Spanish and Russian, as nouns.
const PEOPLES: &str = "français française allemand allemande anglais anglaise britannique irlandais irlandaise écossais espagnol espagnole italien italienne portugais portugaise belge \
suisse néerlandais néerlandaise autrichien autrichienne polonais polonaise russe ukrainien ukrainienne norvégien norvégienne suédois suédoise danois danoise finlandais finlandaise grec grecque turc turque \
américain américaine canadien canadienne mexicain brésilien brésilienne argentin argentine chilien chilienne colombien péruvien chinois chinoise japonais japonaise coréen indien indienne marocain marocaine algérien \
algérienne tunisien tunisienne égyptien égyptienne libanais libanaise syrien syrienne israélien israélienne palestinien iranien iranienne irakien jordanien jordanienne sénégalais australien australienne \
deutscher deutsche franzose französin brite britin engländer engländerin ire irin schotte spanier spanierin italiener italienerin portugiese belgier belgierin schweizer schweizerin niederländer niederländerin \
österreicher österreicherin wiener wienerin pole polin russe russin ukrainer ukrainerin norweger norwegerin schwede schwedin däne dänin finne finnin grieche griechin türke türkin amerikaner amerikanerin us-amerikaner kanadier \
kanadierin mexikaner brasilianer argentinier chilene chilenin chinese chinesin japaner japanerin inder inderin tunesier tunesierin ägypter syrer israeli iraner jordanier australier australierin \
español española francés francesa alemán alemana inglés inglesa británico británica irlandés irlandesa italiano italiana portugués belga suizo holandés austriaco polaco ruso rusa ucraniano noruego noruega sueco danés \
griego turco estadounidense norteamericano canadiense mexicano mexicana brasileño argentino argentina chileno chilena colombiano colombiana peruano venezolano cubano chino china japonés marroquí tunecino tunecina egipcio israelí jordano \
россиянин россиянка украинец украинка американец американка немец француз француженка британец испанец итальянец поляк китаец японец чилиец канадец";

const FIRST_NAMES: &str = "aaron abdul abdullah abigail ada adam adrian agnes ahmed aidan ainhoa aino aisha aki akira alain alan alba albert alberto albrecht aldo alejandra alejandro aleksandr alena alessandra alessandro alex alexander alexandra alexandre alexei alexey alexis alfonso alfred alfredo ali alice alina alison alistair alma alois alvaro amalia amanda amelia amina amir amparo amy amélie ana anastasia anatoly anders andrea andreas andrei andres andrew andrey andriy andrzej andré andrés angel angela ani anita anja anka anke anna anne anneke annette annika anouk ansgar anthony antje antoine antoinette anton antonella antonia antonina antonio antónio aoife ararat arjun armando armin arne arno arnold arthur arturo arvid ashley astrid audrey augustin augusto aurelio aurélie axel ayşe azra barack barbara barbro bartosz bastian bastien beate beatrice beatriz begoña belén ben benedict benedikt benjamin benjamín benoît bernard bernd bert berta bertha bettina bianca bill birgit björn bjørn blanca bob bodo bogdan boris bram brandon brenda brendan brett brian brid brigitte britta bruce bruno burkhard caitlin calum camilla camille camilo carina carl carla carlo carlos carmen carol caroline carsten casey cassandra catalina catherine cecilia celeste celia cem cesar chantal charles charlie charlotte chiara chidi chloe chloé chris christa christian christiane christin christina christine christof christoph christopher ciara cillian claire clara clare claude claudia claudio clemens clement clinton clément colin colm conor constantin cora cordula corinna cormac cornelia craig cristian cristina curt cynthia cyril cécile cédric césar dagmar damian damien dan dana daniel daniela daniele danielle danny dario darius darko darren dave david deborah declan deepak deirdre denise dennis derek desmond dev diana diane diarmuid diego dieter dietmar dilip dirk dmitri dmitry dmytro dolores dominic dominik dominique donal donald donna dora doris dorothea dorothy douglas duncan dylan eamon eberhard ed eddie edgar edith edmund eduard eduardo edward edwin egon eileen eleanor elena eleni eli elias elisa elisabeth elizabeth elke ella ellen elliot elmar elsa emanuel emil emilia emilie emilio emily emin emma emmanuel emre enno enrique eric erica erich erik erika erin ernesto ernst erwin esteban estelle esther ethan etienne eugen eugene eugenia eugenio eugénie eusebio eva evan evelyn evgeny ewa ewan fabian fabien fabio fabrice farah farid farouk fatima federico felicia feliciano felipe felix ferdinand fernanda fernando fiona fionn florian focko folker francesco francis francisco francois frank franz françois fred frederic frederick frederik frieda friedrich fritz frédéric gabriel gabriela gabriele gabriella gail gareth gary gaspar gavin geert gemma genevieve geoffrey georg george georgina gerald gerardo gerd gerda gerhard gernot gert ghada gilbert gilles gina gino giorgio giovanni gisela giulia giuliano giuseppe gladys glenn gloria godfrey gonzalo goran gordana gordon grace graham greg gregory greta grégoire gudrun guido guillaume guillermo gunnar gunther gustav gustavo guy gwen günter hamid hana hanna hannah hanne hannes hans hans-peter harald harold harry hartmut harvey hasan hassan hazel hector hedi heidi heike heiko heinrich heinz helen helena helene helga helmut hendrik henning henri henriette henrik henry herbert hermann hermine hilde hillary hina hiroshi holger horst howard hubert hugh hugo humberto hussain hussein héctor hélène ian ibrahim ibrahima ignacio igor ike ilaria ilham ilka ilona ilse ilya imogen imran imre ines inga ingeborg ingo ingrid inna inès inés ira irene irina iris irma irmgard isaac isabel isabella isabelle ismael ismail ivan ivana ivo iwan iwona iñigo jacek jack jackie jacob jacqueline jacques jaime jake jakob jakub jamal jameel james jamie jan jan-erik jane janet janina janine jarosław jasmin jasmine jason javier javiera jean jean-claude jean-luc jean-marie jean-paul jean-pierre jean-yves jeanne jeff jeffrey jelena jennie jennifer jens jeremy jerome jerry jesse jessica jesús jill jim jimmy joachim joakim joan joanna joanne joaquín jochen joe joel joelle joerg joey johann johanna johannes john johnny jon jonas jonathan jordi jorge jorgen jose josef joseph josephine josh joshua josé joyce joël juan juan-carlos judith jules julia julian juliana juliane julie julien juliette julio julius jurgen justin jutta jérôme jörg jørgen jürgen kaarina kai kaja kamal kamil karen karim karin karina karl karl-heinz karla karol karolina karsten kaspar kasper katarina kate kateryna katharina katherine kathleen kathrin kathy katia katja katrin katya kay kazimierz kei keiko keith kelly ken kenji kenneth kerstin kevin khadija khaled khalid kiran kirsten kjell klara klaus kofi konrad konstantin kristen kristian kristin kristina kristine kurt kwame kyle laila lara larry lars lars-erik lasse laszlo laura laurence laurent laurie layla leah lee leif leila lena leni leo leon leonardo leonhard leonid leonie leonor leopold leroy lesley leslie leticia levi lewis leyla liam lidia lilian liliana lilly lina linda lionel lisa lisbeth lise liv livia liz loic lola lorena lorenzo loretta lori lothar lotte louis louise lourdes loïc lubomir luc luca lucas lucia luciana luciano lucien lucille lucy lucía ludmila ludwig luigi luis luiz luka lukas luke luna lutz lydia lynn lászló lázaro léa madeleine mads maeve magda magdalena magnus mahmoud maja malcolm malick malik malte mandy manfred manon manuel mara marc marcel marcela marcelo marcia marcin marco marco-antonio marcos marcus marek margaret margarita margit margot maria mariam mariana marianne mariano marie marie-ange marie-claire marie-claude marie-louise marietta marija marilyn marina mario marion marisa marit marjorie mark markus marlene marlies marta martha martin martina marvin mary mateo mateusz mathias mathieu mathilde mats matt matteo matthew matthias matthieu mattias mattie maud maureen maurice mauricio mauro max maxim maxime maximilian maya megan mehmet melanie melissa mercedes mia micha michael michał michel michele michelle miguel miguel-ángel mikael mike mikhail mikko mila milan milena milica mira miranda miriam mirjam miroslav mohamad mohamed mohammad mohammed mohan moira moisés mona monica monika morten muhammad muriel mustafa myriam mélanie nabil nadia nadine nadja nancy naomi natalia natalie natasha nathalie nathan nathaniel neil nele nelly nelson nicholas nick nico nicola nicolas nicole nicolás nikita nikol nikolai nikolaj nikolaos nils nina nino noah noam noel nora norbert norman noura noémie noëlle nuno nuria núria octavio odile ola olaf olav oleg oleksandr oleksiy olena olga oliver olivia olivier omar omid orla orlando osama oscar oskar osvaldo otilia ottilie otto oumar pablo paloma pamela paola paolo pascal pascale pasquale pat patrice patricia patricio patrick patrik paul paula paulina pauline paulo pavel pavlo peadar pedro peggy penelope percy perrine peter petr petra petros phil philip philippa philippe phyllis pia pier pierre pierre-yves pilar piotr priscilla priya pál quentin rachel rafael rafał ragnhild rahul raimund rainer rajesh ralf ralph ramon ramón randy raoul raphael raphaël raquel rashid raul raymond raúl rebecca rebekka recep regina reinhard reinhold renata renate rené renée reza rhys ricardo riccardo richard rick rishi rita rob robert roberta roberto robin rocío rodolfo rodrigo rogelio roger roland rolf romain roman romina ron ronald ronan ronja rory rosa rosalie rosario rose ross roswitha roxana roy ruben rubén rudi rudolf rudolph rui rupert russell ruth ryan régine rémi rüdiger sabina sabine sabrina saddam sadiq said sally salma salvador salvatore sam samantha samir samira samuel sandra sanjay santiago sara sarah sarita sascha saul scott seamus sean sebastian sebastiano sebastián segolène selim selma sepp serena serge sergei sergej sergey sergio severin shane shannon sharon shaun sheila shirley sibylle sid siegfried sigrid silas silke silvan silvana silvia silvio simon simona simone sinéad siobhán skye slim slobodan sofia sofie solveig solène sonia sonja sophia sophie soraya souad stan stanislav stanisław stefan stefanie stefano stella sten stephan stephane stephanie stephen steve steven stuart stéphane stéphanie sue sunita susan susana susann susanna susanne susie svante sven svenja svetlana sybille sylvain sylvia sylvie séverine sören søren tadeusz tahir tamar tamara tania tanja tanya tara tariq tatiana tatjana ted teresa tereza terry tess theo theodor theodora theodore theresa thibault thierry thilo thomas thorsten théo thérèse tiago tilda tilman tim timo timothy timur tina tobias todd tom tomas tomasz tommy tomás tone tony torben tracy tristan trond troy tyler udo ulf uli ulla ulrich ulrike umberto umit una ursula uschi ute uwe vadim valentin valentina valeria valerie valérie vanessa vasily veit vera verena veronica verónica victor victoria viktor viktoria vincent vincenzo vinzenz violet violeta virginie vita vitaly viviane vivien vladimir vladislav volker volkmar volodymyr véronique wadim walter waltraud wanda warren wayne wenche wendy werner wesley whitney wiebke wiktor wilf wilfried wilhelm will willem willi william willy wim wladimir wojciech wolfgang xavier xi ximena yan yann yannick yara yasmin yasmine yasser yevgeny yoko yolanda yousef youssef yulia yuri yusuf yvan yves yvette yvonne zack zainab zara zdeněk zineb zoe zoltán zoran álvaro ángel ángela élise élodie émilie étienne августин аделина александр алексей алина алла алёна анастасия анатолий андрей анна антон антонина аркадий артем артём борис вадим валентин валентина валерий варвара василий вера вероника виктор виталий владимир владислав всеволод вячеслав галина геннадий георгий глеб григорий дарья денис дмитрий ева евгений евгения егор екатерина елена зинаида зоя иван игнат игорь илья инна иосиф ирина карина кирилл константин ксения лариса лев леонид лидия любовь людмила маргарита марина мария матвей михаил надежда надя наталья никита николай оксана олег олеся ольга павел петр пётр раиса роман руслан светлана семён сергей степан тамара татьяна тимофей ульяна фёдор юлия юрий яков яна ярослав";

const TITLES: &str = "mr mrs ms miss dr prof professor sir lord lady dame president prime minister chancellor king queen prince princess pope bishop archbishop cardinal rabbi imam sheikh senator sen representative rep congressman congresswoman governor gov mayor general gen colonel col major captain capt lieutenant lt sergeant sgt admiral judge justice secretary spokesman spokeswoman spokesperson director chairman chairwoman chief chef commissioner inspector ambassador envoy detective coroner coach manager ceo attorney lawyer frau herr präsident präsidentin kanzler bundeskanzler bundeskanzlerin ministerpräsident außenminister innenminister finanzminister verteidigungsminister minister ministerin bürgermeister bürgermeisterin sprecher sprecherin trainer trainerin professor professorin m mme monsieur madame président présidente ministre señor señora presidente presidenta ministro ministra don doña deputy acting former foreign vice kremlin first officer analyst economist author writer actor actress singer director-general премьер-министр президент министр губернатор пресс-секретарь representative fire police doctor nurse bundespräsident vorsitzender vorsitzende";

const BODY_WORDS: &str = "inc corp corporation company co ltd llc plc gmbh ag group holdings bank university college institute school party union association organization organisation committee commission council agency ministry department office bureau court congress parliament senate league club federation foundation society church museum orchestra airlines airways motors news times post journal gazette herald tribune television radio network press army navy police force guard team fc united city-council alliance front movement administration authority board center centre hospital laboratory records studios pictures international partei verein bundestag universität verband ministerium gewerkschaft banque université parti syndicat ministère banco partido universidad ministerio sindicato министерство партия университет банк совет service services systems technologies industries records treaty ligue liga championship brigade battalion regiment fund trust watch consortium weekly daily magazine dispatch observer guardian chronicle mutual cooperative savings insurance partners solutions ledger courier gaceta courrier quotidien mediathek tribunal instituto institut ayuntamiento diputación gobierno asociación société compagnie assemblée sénat cámara universität landgericht verlag theatre theater opera authority institution chamber";

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
    // A country may be called as a woman of its people is.
    peoples.extend(PEOPLES.split(' ').map(str::to_owned).filter(|word| !places.contains_key(word)));
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

/// The country (ISO 3166-1 alpha-2) that is called so, in any of the languages of the tables; parts of a country are not it.
pub fn country_named(name: &str) -> Option<&'static str> {
    const PARTS: &[&str] = &["England", "Scotland", "Wales", "Northern Ireland", "Gaza", "West Bank", "Gaza Strip"];
    let country = COUNTRIES.split(['\n', '|']).find(|country| {
        country.split(';').nth(1).is_some_and(|names| names.split(',').any(|n| n == name)) && !PARTS.contains(&name)
    })?;
    country.split(';').next().filter(|code| !code.is_empty())
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
        let named = ["Irland", "Ireland", "England", "Dublin"].map(country_named);
        assert_eq!(named, [Some("IE"), Some("IE"), None, None]);
        assert!(is_people("armenian") && is_first_name("dmitry") && is_body("white house") && !is_body("hous"));
    }
}
