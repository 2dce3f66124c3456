# Die eigenen Worte der Zeitung auf Deutsch. Was hier fehlt, lässt eine Prüfung scheitern (siehe en.ftl).

comma = {", "}
semicolon = {"; "}
colon = :
percent = { $n }{"\u00A0"}%
section-world = Welt
section-politics = Politik
section-business = Wirtschaft
section-technology = Technik
section-science = Wissenschaft
section-health = Gesundheit
section-culture = Kultur
section-sport = Sport

motto = Ein Thema nach dem anderen, von allen Seiten
skip = Zu den Nachrichten springen
sections = Ressorts
search = Suche
archive = Archiv
reading-settings = Leseeinstellungen
reports-today = { $n ->
    [one] heute { $n } Bericht
   *[other] heute { $n } Berichte
 }
updated = Stand
about = Über uns
our-outlets = Unsere Quellen
feed = Feed
feeds = Feeds
footer = Die Berichte gehören den genannten Medien. Jede Angabe führt zu ihrer Quelle.
reports = { $n ->
    [one] { $n } Bericht
   *[other] { $n } Berichte
 }
outlets-count = { $n ->
    [one] { $n } Medium
   *[other] { $n } Medien
 }
countries-count = { $n ->
    [one] { $n } Land
   *[other] { $n } Länder
 }
counts = { $reports }, { $outlets }

just-now = gerade eben
minutes-ago = { $n ->
    [one] vor { $n } Minute
   *[other] vor { $n } Minuten
 }
hours-ago = { $n ->
    [one] vor { $n } Stunde
   *[other] vor { $n } Stunden
 }
days-ago = { $n ->
    [one] gestern
   *[other] vor { $n } Tagen
 }
clock-time = { $hour }:{ $minute }
date = { $day }. { $month } { $year }
day-and-time = { $day }. { $month }, { $time } Uhr
date-and-time = { $date }, { $time } Uhr
weekday-date = { $weekday }, { $date }
month-of-year = { $month } { $year }
from-to = { $from } bis { $to }
until = bis { $day }

spark-label = Berichte je Stunde: anfangs { $first }, höchstens { $most }, zuletzt { $last }
reports-an-hour-since = Berichte je Stunde seit { $since }; höchstens { $most }
reports-a-day-since = Berichte je Tag seit { $since }; höchstens { $most }

front-title = { $name }: Die Nachrichten des Tages von allen Seiten
front-description = Die Themen des Tages, jedes aus allen Medien, die darüber berichten: wer was sagt, worin sie übereinstimmen und was nur eine Seite meldet.
section-description = Themen aus dem Ressort { $section }, geordnet danach, wie viele Medien berichten.
archive-description = Die Themen vom { $day }.
story-description = { $reports ->
    [one] { $reports } Bericht
   *[other] { $reports } Berichte
 } aus { $outlets ->
    [one] { $outlets } Medium
   *[other] { $outlets } Medien
 }: worin sie übereinstimmen, wer was sagt und was nur eine Seite meldet.
report-description = Ein Bericht von { $outlet } mit dem Link zur Quelle.
outlets-description = Die Medien, deren Berichte diese Zeitung liest, und was über sie bekannt ist.
outlet-description = { $outlet }: Fakten, Feeds und die Themen, über die berichtet wird.
name-description = Was { $name } laut Berichten gesagt hat, und die Themen, in denen der Name vorkommt.
about-description = Wie diese Zeitung entsteht.

todays-news = Nachrichten des Tages
nothing-yet = Noch ist kein Thema da. Die ersten erscheinen hier von selbst.
latest = Neueste
more-stories = Weitere Themen
the-end = Das war es fürs Erste

story = Thema
headline-by = Schlagzeile:
since = seit
last-report = letzter Bericht
in-a-moment = Eine Entscheidung der Redaktion wird gleich sichtbar.
agreed = Worin die Berichte übereinstimmen
outlets-of = { $n } von { $all ->
    [one] { $all } Medium
   *[other] { $all } Medien
 }
and-more = und { $n } weitere
said = Wer was sagt
cited-by = zitiert von { $who }
report-here = Bericht
more-statements = { $n ->
    [one] Eine weitere Aussage
   *[other] { $n } weitere Aussagen
 }
unnamed = Ohne Namen
one-side = Nur von einer Seite gemeldet
only-country = Nur aus einem Land ({ $side })
only-owner = Nur aus Medien eines Eigentümers ({ $side })
silent = { $n ->
    [one] { $n } anderes Medium berichtet über das Thema, ohne dies zu melden
   *[other] { $n } andere Medien berichten über das Thema, ohne dies zu melden
 }
timeline = Wie es dazu kam
all-reports = { $n ->
    [one] Der eine Bericht
   *[other] Alle { $n } Berichte
 }
time = Zeit
outlet = Medium
report = Bericht
kind = Art
why-here = Warum hier?
why-alike = zugeordnet wegen: { $words }
why-minutes = { $n } Min. auseinander
why-hours = { $n } Std. auseinander
why-days = { $n ->
    [one] { $n } Tag auseinander
   *[other] { $n } Tage auseinander
 }
why-sure = zu { $share } sicher
why-next = das nächstbeste Thema zu { $share }
why-first = der erste Bericht zum Thema
why-joined = der erste Bericht zu einem Thema, das in diesem aufging
why-template = sein Titel kehrt immer wieder
why-before = schon früher zugeordnet
why-editor = von der Redaktion hierher gestellt
why-follows = ähnlich einem Bericht, den die Redaktion hierher gestellt hat
first-report = Erster Bericht
own-report = Eigener Bericht
copy-of = Übernommen von { $outlet }, { $share }
another-report = einem anderen Bericht
wire = Agentur
about-story = Über dieses Thema
coverage = Berichterstattung
by-country = Berichte nach Land
by-owner = Berichte nach Eigentümer
by-kind = Berichte nach Art des Mediums
people-places = Personen und Orte
follow = Verfolgen
for-editors = Für die Redaktion: dieses Thema ändern
story-feed = Feed dieses Themas
related = Verwandte Themen
earlier-phases = Was vorher geschah
later-phases = Was danach geschah
both-speak-of = Beide handeln von { $names }
history = Wie dieses Thema entstand
history-joined = Ein anderes Thema ging darin auf
history-split = Berichte wurden ein eigenes Thema
history-began = Es begann mit Berichten eines anderen Themas
history-in = Berichte kamen aus einem anderen Thema
history-out = Berichte gingen in ein anderes Thema
by-editor = durch die Redaktion
by-machine = durch die Maschine
headlines = Die Schlagzeilen nebeneinander
other-reports = Wie andere berichten
label-reports = { $n ->
    [one] Bericht
   *[other] Berichte
 }
label-outlets = { $n ->
    [one] Medium
   *[other] Medien
 }
label-countries = { $n ->
    [one] Land
   *[other] Länder
 }
label-languages = { $n ->
    [one] Sprache
   *[other] Sprachen
 }
label-independent = { $n ->
    [one] unabhängig
   *[other] unabhängig
 }

read-at = Bei { $outlet } lesen
paywall = Die Quelle verlangt ein Abonnement.
by = Von
changed = geändert
revisions = { $n }-mal mit Änderungen gelesen
rule-link = Von diesem Medium zeigt die Zeitung nur Schlagzeile und Link.
rule-excerpt = Ein Auszug. Den ganzen Bericht gibt es an der Quelle.
rule-full = Mit Erlaubnis des Mediums in voller Länge.
said-here = Aussagen in diesem Bericht
copied-by = Übernahmen dieses Berichts
about-report = Über diesen Bericht
in-the-story = Gehört zum Thema

outlets-text = Alle Medien, deren Berichte diese Zeitung liest, und was über sie bekannt ist. Links oder rechts steht hier nirgends: Hier stehen Fakten, und für die Auswahl steht die Redaktion ein.
country = Land
languages = Sprachen
owner = Eigentümer
reports-head = Berichte
go-to = Zu { $outlet }
stories-with = Themen, über die berichtet wird
stories-alone = Themen, die nur hier stehen
facts = Fakten
text-shown = Gezeigter Text
rule-link-short = Schlagzeile und Link
rule-excerpt-short = ein Auszug
rule-full-short = der ganze Text
in-numbers = In Zahlen
stories = Themen
was-first = War zuerst da
times = { $n ->
    [one] einmal
   *[other] { $n }-mal
 }
share-own = Eigener Text
share-wire = Text von Agenturen
share-copied = Text anderer Medien
copied-by-others = Von anderen übernommen worden
silent-feed = antwortet zurzeit nicht
last-answer = letzte Antwort
not-asked-yet = noch nicht abgefragt
outlet-feed = Feed dieses Mediums
kind-newspaper = Zeitung
kind-broadcaster = Rundfunk
kind-agency = Nachrichtenagentur
kind-magazine = Zeitschrift
kind-blog = Blog
kind-institution = Institution
kind-own = Diese Zeitung

name-person = Person
name-organisation = Organisation
name-place = Ort
named-in = { $n ->
    [one] In einem Bericht genannt.
   *[other] In { $n } Berichten genannt.
 }
statements-by = Berichtete Aussagen
statements-about = Was andere dazu sagen
name-feed = Feed zu diesem Namen

search-for = Suchen nach
search-title = Suche: { $q }
narrow = Suche eingrenzen
order = Reihenfolge
by-relevance = beste zuerst
by-time = neueste zuerst
what = Zeigen
both = Themen und Berichte
any = alle
language = Sprache
section = Ressort
from-day = Von
to-day = Bis
no-index = Dieser Knoten hat keinen Suchindex.
found = { $stories ->
    [one] { $stories } Thema
   *[other] { $stories } Themen
 }, { $reports ->
    [one] { $reports } Bericht
   *[other] { $reports } Berichte
 }
found-stories = { $n ->
    [one] { $n } Thema
   *[other] { $n } Themen
 }
found-part = Mehr als { $n } gefunden. Die Suche war zu weit, um alles durchzusehen: Gezeigt wird nur, was durchgesehen ist. Seltenere Wörter helfen.
search-feed = Feed dieser Suche
found-nothing = Nichts gefunden. Weniger oder andere Wörter helfen vielleicht.
previous = Zurück
next = Weiter
search-help = Wörter, „ganze Wendungen“, -ohne, dies OR das; title:Wörter, outlet:Name, language:de, after:2026-01-31.
nothing-that-day = Von diesem Tag ist hier kein Thema aufbewahrt.

about-text = { $name } liest viele Medien, führt die Berichte über ein Ereignis zusammen und zeigt sie als ein Thema, von allen Seiten.
about-who = Wer sie macht
about-who-text = Die Redaktion wählt die Medien aus und steht für die Auswahl ein. Ein Programm liest und ordnet die Berichte; die Redaktion kann es bei jedem Thema überstimmen, auf Dauer.
about-principles = Woran wir uns halten
about-principles-text = Nichts schreibt eine Maschine in unserem Namen: Jeder Satz in einem Thema steht Wort für Wort in einem Bericht, mit Medium und Datum. Texte und Bilder zeigen wir nur, soweit das Medium es erlaubt.
about-claims = Wie Angaben zustande kommen
about-claims-text = „Worin die Berichte übereinstimmen“ verlangt mehrere Medien, die nicht voneinander abgeschrieben haben. „Nur von einer Seite gemeldet“ verlangt mindestens drei andere, die ohne diese Angabe über das Thema berichten. Jede Angabe führt zum Satz an ihrer Quelle.
about-voices = Wessen Stimmen zu Wort kommen
about-voices-text = Medien aus vielen Ländern, Sprachen und Häusern. Übernommene Texte und Agenturmeldungen zählen einmal, damit unabhängige Stimmen den Ausschlag geben; was nur Medien eines Landes oder eines Eigentümers melden, ist als solches kenntlich.
about-order = Wie die Titelseite geordnet ist
about-order-text = Danach, wie viele unabhängige Medien über ein Thema berichten und wie frisch ihre Berichte sind; die Redaktion kann ein Thema oben anheften. Ein Bericht mit einem Datum in der Zukunft führt die Seite nicht an.
about-mistakes = Wenn wir uns irren
about-mistakes-text = Schreiben Sie der Redaktion. Falsch zugeordnete Berichte werden verschoben, falsche Aussagen entfernt; dabei bleibt es auch, wenn die Berichte erneut gelesen werden.
about-readers = Wie Sie lesen
about-readers-text = Kein Tracking, kein Skript, kein Cookie, solange Sie keine Einstellung wählen, und nie wird etwas von anderswo geladen.
about-feeds-text = Jede Liste hat Feeds: Hängen Sie .rss, .atom oder .json an ihre Adresse.
about-zone = Zeiten gelten für die Zone { $zone }.

settings-text = Gespeichert in einem einzigen Cookie auf Ihrem Gerät; wer jeweils das Erste wählt, löscht es.
theme = Farben
theme-system = wie das Gerät
theme-light = hell
theme-dark = dunkel
text-size = Schriftgröße
size-normal = normal
size-small = klein
size-large = groß
size-larger = größer
save = Speichern

not-found = Diese Seite gibt es hier nicht
not-found-text = Vielleicht ist sie umgezogen, oder die Adresse enthält einen Fehler. Eine Suche kann sie finden.
failed = Etwas ist schiefgegangen
failed-text = Das ist unser Fehler, nicht Ihrer. Bitte versuchen Sie es in einer Minute noch einmal.
to-the-front = Zur Titelseite

sign-in = Anmelden
sign-out = Abmelden
your-name = Name
password = Passwort
choose-password = Passwort wählen
wrong-sign-in = Name und Passwort passen nicht zusammen.
too-many-tries = Zu viele Versuche. Bitte warten Sie eine halbe Stunde.
many-sign-in = Gerade melden sich zu viele an. Bitte versuchen Sie es gleich noch einmal.
wrong-old-password = Das bisherige Passwort ist ein anderes.
password-rule = Wählen Sie einen Namen und ein Passwort mit mindestens { $n } Zeichen.
change-password = Passwort ändern
old-password = Bisheriges Passwort
new-password = Neues Passwort
admin-nav = Redaktion
admin-overview = Überblick
admin-outlets = Medien und Feeds
admin-outlet = Ein Medium
admin-work = Beiseitegelegt
admin-story = Ein Thema
admin-stories = Themen
admin-report = Ein Bericht
admin-takedowns = Entfernt
admin-log = Wer was getan hat
admin-counts = Artikel: { $articles }, Themen: { $stories }, Medien: { $outlets }, Feeds: { $feeds }
pending = { $n ->
    [one] Eine Entscheidung wartet auf ihre Ausführung.
   *[other] { $n } Entscheidungen warten auf ihre Ausführung.
 }
failing-feeds = Gestörte Feeds
no-failing = Alle Feeds antworten.
work = Arbeit
no-work = Es gibt nichts zu tun.
stage = Schritt
waiting = wartet
later = später
in-hand = in Arbeit
laid-aside = beiseitegelegt
next-try = nächster Versuch
flaws = Mängel
do = Handeln
fetch-now = Jetzt abrufen
add-outlet = Medium mit Startseite oder Feed hinzufügen
add = Hinzufügen
no-address = Schreiben Sie die Adresse einer Startseite oder eines Feeds, etwa https://www.example.org
state-active = wird abgerufen und gezeigt
state-paused = angehalten
state-unchecked = noch anzusehen
state = Zustand
page = seine Seite
name = Name
address-word = Wort in Adressen
country-code = Land (zwei Buchstaben)
note = Anmerkung der Redaktion
text-link = Schlagzeile und Link
text-excerpt = Vorspann und höchstens 60 Wörter
text-full = alles
pictures = Bilder dürfen gezeigt werden
add-feed = Feed mit seiner Adresse hinzufügen
needs-name = Ein Medium braucht einen Namen.
needs-slug = Schreiben Sie ein Wort aus Buchstaben und Ziffern.
needs-country = Schreiben Sie zwei Buchstaben, etwa DE.
go-on = Fortsetzen
pause = Anhalten
remove = Entfernen
nothing-aside = Nichts wurde beiseitegelegt.
failures = { $n ->
    [one] einmal gescheitert
   *[other] { $n }-mal gescheitert
 }
input = Eingabe
retry = Noch einmal versuchen
throw-away = Wegwerfen
own-headline = Eigene Schlagzeile (leer: die des führenden Berichts)
rename = Umbenennen
pin = Oben anheften
unpin = Loslösen
hide = Verbergen
unhide = Wieder zeigen
other-story = Ein anderes Thema (Adresse oder Kennung)
front-order = Die Ordnung der Titelseite: erst das Angeheftete, dann nach Zahl der Medien und Frische. Was hier angeheftet wird, bleibt oben, bis es losgelöst wird.
find-story = Adresse eines Themas oder eines seiner Berichte
open-story = Öffnen
pinned-stories = Angeheftet
pin-up = Eins nach oben
pin-down = Eins nach unten
ranked-stories = Der Reihe nach
hidden-stories = Verborgen
is-hidden = Leserinnen und Leser sehen dieses Thema nicht.
no-such-story = Unter dieser Adresse gibt es kein Thema.
same-story = Das ist dieses Thema selbst. Nennen Sie ein anderes.
choose-reports = Kreuzen Sie erst Berichte an.
not-all-reports = Mindestens ein Bericht muss bleiben. Lassen Sie einen ohne Kreuz.
split = Gewählte Berichte zu einem eigenen Thema machen
move = Gewählte Berichte dorthin verschieben
merge = Dieses Thema mit dem anderen vereinen
decisions = Entscheidungen
undo = Rückgängig machen
undone = rückgängig gemacht
decision-merge = mit einem anderen Thema vereint
decision-split = zu einem eigenen Thema gemacht
decision-move = in ein anderes Thema verschoben
decision-pin = angeheftet
decision-hide = verborgen
decision-rename = umbenannt
decision-undo = rückgängig gemacht
decision-unpin = losgelöst
decision-unhide = wieder gezeigt
decision-own-headline = wieder mit der Schlagzeile des führenden Berichts
came-to-nothing = hat nichts geändert
no-decisions = Die Redaktion hat noch nichts entschieden.
take-down-link = Entfernen …
take-down-head = Für immer entfernen
take-down-note = Was entfernt wird, verschwindet von Seiten und aus Feeds, Suche und Ausfuhr und bleibt fort, wenn es wieder abgerufen wird. Es lässt sich nicht rückgängig machen. Die Texte der Berichte bleiben, wie ihre Medien sie schrieben: Steht ein Name oder eine Aussage darin, entfernen Sie auch den Bericht. Frühere Sicherungen enthalten es noch.
down-report = Den ganzen Bericht
down-picture = Sein Bild, wo immer es gezeigt wird
down-name = Den Namen:
down-statement = Die Aussage, in allen Berichten:
reason = Der Grund
take-down = Für immer entfernen
needs-choice = Wählen Sie, was entfernt werden soll.
needs-reason = Nennen Sie den Grund.
no-takedowns = Es wurde nichts entfernt.
takedown-article = Ein Bericht
takedown-picture = Ein Bild
takedown-name = Ein Name
takedown-statement = Eine Aussage von
deed-signed-in = hat sich angemeldet
deed-changed-the-password = hat das Passwort geändert
deed-added-an-outlet = hat ein Medium hinzugefügt
deed-changed-an-outlet-s-facts = hat die Angaben zu einem Medium geändert
deed-asked-for-a-feed-now = hat einen Feed sofort abrufen lassen
deed-paused-a-feed = hat einen Feed angehalten
deed-removed-a-feed = hat einen Feed entfernt
deed-decided-to-merge-a-story = hat ein Thema mit einem anderen vereint
deed-decided-to-split-a-story = hat Berichte zu einem eigenen Thema gemacht
deed-decided-to-move-a-story = hat Berichte in ein anderes Thema verschoben
deed-decided-to-pin-a-story = hat ein Thema angeheftet oder losgelöst
deed-decided-to-hide-a-story = hat ein Thema verborgen oder wieder gezeigt
deed-decided-to-rename-a-story = hat ein Thema umbenannt
deed-undid-a-decision = hat eine Entscheidung rückgängig gemacht
deed-took-down-a-report = hat einen Bericht entfernt
deed-took-down-a-picture = hat ein Bild entfernt
deed-took-down-a-name = hat einen Namen entfernt
deed-took-down-a-statement = hat eine Aussage entfernt
deed-tried-again-what-was-laid-aside = hat Beiseitegelegtes noch einmal versucht
deed-threw-away-what-was-laid-aside = hat Beiseitegelegtes weggeworfen
form-from-elsewhere = Dieses Formular kam von einer anderen Seite oder von etwas, das kein Browser ist.
