# Les mots du journal en français. Ce qui manque ici fait échouer un test (voir en.ftl).

comma = {", "}
semicolon = {"\u00A0; "}
colon = {"\u00A0"}:
percent = { $n }{"\u202F"}%
section-world = Monde
section-politics = Politique
section-business = Économie
section-technology = Technologie
section-science = Sciences
section-health = Santé
section-culture = Culture
section-sport = Sport

motto = Un sujet à la fois, vu de tous les côtés
skip = Aller aux nouvelles
sections = Rubriques
search = Recherche
archive = Archives
reading-settings = Confort de lecture
reports-today = { $n ->
    [one] { $n } article aujourd’hui
   *[other] { $n } articles aujourd’hui
 }
updated = mis à jour à
about = Qui sommes-nous
our-outlets = Nos sources
feed = Flux
feeds = Flux
footer = Les articles appartiennent aux médias cités. Chaque affirmation renvoie à sa source.
reports = { $n ->
    [one] { $n } article
   *[other] { $n } articles
 }
outlets-count = { $n ->
    [one] { $n } média
   *[other] { $n } médias
 }
countries-count = { $n ->
    [one] { $n } pays
   *[other] { $n } pays
 }
counts = { $reports }, { $outlets }

just-now = à l’instant
minutes-ago = { $n ->
    [one] il y a { $n } minute
   *[other] il y a { $n } minutes
 }
hours-ago = { $n ->
    [one] il y a { $n } heure
   *[other] il y a { $n } heures
 }
days-ago = { $n ->
    [one] hier
   *[other] il y a { $n } jours
 }
clock-time = { $hour }h{ $minute }
date = { $day ->
    [1] 1er
   *[other] { $day }
 } { $month } { $year }
day-and-time = { $day ->
    [1] 1er
   *[other] { $day }
 } { $month }, { $time }
date-and-time = { $date } à { $time }
weekday-date = { $weekday } { $date }
month-of-year = { $month } { $year }
from-to = { $from } – { $to }
until = jusqu’au { $day }

spark-label = Articles par heure : { $first } au début, { $most } au plus, { $last } à la fin
reports-an-hour-since = Articles par heure depuis le { $since } ; { $most } au plus
reports-a-day-since = Articles par jour depuis le { $since } ; { $most } au plus

front-title = { $name } : l’actualité du jour, vue de tous les côtés
front-description = Les sujets du jour, chacun d’après tous les médias qui en parlent : qui dit quoi, ce qui fait accord et ce qu’un seul camp rapporte.
section-description = Les sujets de la rubrique { $section }, classés selon le nombre de médias qui en parlent.
archive-description = Les sujets du { $day }.
story-description = { $reports ->
    [one] { $reports } article
   *[other] { $reports } articles
 } de { $outlets ->
    [one] { $outlets } média
   *[other] { $outlets } médias
 } : ce qui fait accord, qui dit quoi, et ce qu’un seul camp rapporte.
report-description = Un article de { $outlet }, avec le lien vers la source.
outlets-description = Les médias que lit ce journal, et ce que l’on sait de chacun.
outlet-description = { $outlet } : les faits, les flux et les sujets traités.
name-description = Ce que { $name } aurait dit d’après les articles, et les sujets où ce nom apparaît.
about-description = Comment ce journal est fait.

todays-news = L’actualité du jour
nothing-yet = Aucun sujet pour le moment. Les premiers apparaîtront ici d’eux-mêmes.
latest = En continu
more-stories = Autres sujets
the-end = C’est tout pour l’instant

story = Sujet
headline-by = Titre :
since = depuis le
last-report = dernier article
in-a-moment = Une décision de la rédaction sera visible dans un instant.
agreed = Ce sur quoi les articles s’accordent
outlets-of = { $n } sur { $all ->
    [one] { $all } média
   *[other] { $all } médias
 }
and-more = et { $n } de plus
said = Qui dit quoi
cited-by = cité par { $who }
report-here = article
more-statements = { $n ->
    [one] Une autre déclaration
   *[other] { $n } autres déclarations
 }
unnamed = Sans nom
one-side = Rapporté par un seul camp
only-country = Dans un seul pays ({ $side })
only-owner = Dans les médias d’un seul propriétaire ({ $side })
silent = { $n ->
    [one] { $n } autre média traite le sujet sans le dire
   *[other] { $n } autres médias traitent le sujet sans le dire
 }
timeline = Le fil des événements
all-reports = { $n ->
    [one] Le seul article
   *[other] Les { $n } articles
 }
time = Heure
outlet = Média
report = Article
kind = Type
why-here = Pourquoi ici ?
why-alike = regroupé à cause de : { $words }
why-minutes = { $n } min d’écart
why-hours = { $n } h d’écart
why-days = { $n ->
    [one] { $n } jour d’écart
   *[other] { $n } jours d’écart
 }
why-sure = sûr à { $share }
why-next = le sujet suivant à { $share }
why-first = le premier du sujet
why-joined = le premier d’un sujet joint à celui-ci
why-template = son titre revient sans cesse
why-before = déjà classé
why-editor = placé ici par la rédaction
why-follows = semblable à un article que la rédaction a placé ici
first-report = Premier article
own-report = Article original
copy-of = Repris de { $outlet }, { $share }
another-report = un autre article
wire = Agence
about-story = À propos de ce sujet
coverage = Couverture
by-country = Articles par pays
by-owner = Articles par propriétaire
by-kind = Articles par type de média
people-places = Personnes et lieux
follow = Suivre
for-editors = Pour la rédaction : modifier ce sujet
story-feed = Flux de ce sujet
related = Sujets liés
earlier-phases = Ce qui a précédé
later-phases = Ce qui a suivi
both-speak-of = Les deux parlent de { $names }
history = Comment ce sujet s’est formé
history-joined = Un autre sujet y a été joint
history-split = Des articles sont devenus un sujet à part
history-began = Il a commencé avec des articles d’un autre sujet
history-in = Des articles sont venus d’un autre sujet
history-out = Des articles sont passés à un autre sujet
by-editor = par la rédaction
by-machine = par la machine
headlines = Les titres côte à côte
other-reports = Ce qu’en disent les autres
label-reports = { $n ->
    [one] article
   *[other] articles
 }
label-outlets = { $n ->
    [one] média
   *[other] médias
 }
label-countries = { $n ->
    [one] pays
   *[other] pays
 }
label-languages = { $n ->
    [one] langue
   *[other] langues
 }
label-independent = { $n ->
    [one] indépendant
   *[other] indépendants
 }

read-at = Lire chez { $outlet }
paywall = La source demande un abonnement.
by = Par
changed = modifié le
revisions = lu { $n } fois avec des changements
rule-link = De ce média, le journal ne montre que le titre et le lien.
rule-excerpt = Un extrait. L’article entier se trouve à la source.
rule-full = Reproduit en entier avec l’accord du média.
said-here = Ce qui est dit dans cet article
copied-by = Reprises de cet article
about-report = À propos de cet article
in-the-story = Fait partie du sujet

outlets-text = Tous les médias que lit ce journal, avec ce que l’on en sait. Aucune étiquette de gauche ou de droite : des faits, et une rédaction qui répond de la liste.
country = Pays
languages = Langues
owner = Propriétaire
reports-head = Articles
go-to = Aller chez { $outlet }
stories-with = Sujets traités
stories-alone = Sujets traités ici seulement
facts = Les faits
text-shown = Texte affiché
rule-link-short = titre et lien
rule-excerpt-short = un extrait
rule-full-short = le texte entier
in-numbers = En chiffres
stories = Sujets
was-first = Premier à en parler
times = { $n ->
    [one] { $n } fois
   *[other] { $n } fois
 }
share-own = Texte propre
share-wire = Texte d’agences
share-copied = Texte d’autres médias
copied-by-others = Repris par d’autres
silent-feed = muet pour l’instant
last-answer = dernière réponse
not-asked-yet = pas encore interrogé
outlet-feed = Flux de ce média
kind-newspaper = Journal
kind-broadcaster = Radio ou télévision
kind-agency = Agence de presse
kind-magazine = Magazine
kind-blog = Blog
kind-institution = Institution
kind-own = Ce journal

name-person = Personne
name-organisation = Organisation
name-place = Lieu
named-in = { $n ->
    [one] Nommé dans { $n } article.
   *[other] Nommé dans { $n } articles.
 }
statements-by = Propos rapportés
statements-about = Ce que les autres en disent
name-feed = Flux de ce nom

search-for = Rechercher
search-title = Recherche : { $q }
narrow = Affiner la recherche
order = Ordre
by-relevance = les plus pertinents
by-time = les plus récents
what = Afficher
both = sujets et articles
any = tous
language = Langue
section = Rubrique
from-day = Du
to-day = Au
no-index = Ce nœud n’a pas d’index de recherche.
found = { $stories ->
    [one] { $stories } sujet
   *[other] { $stories } sujets
 }, { $reports ->
    [one] { $reports } article
   *[other] { $reports } articles
 }
found-stories = { $n ->
    [one] { $n } sujet
   *[other] { $n } sujets
 }
found-part = Plus de { $n } trouvés. La recherche était trop large pour tout parcourir : seule la partie parcourue est montrée. Des mots plus rares aideront.
search-feed = Flux de cette recherche
found-nothing = Rien n’a été trouvé. Moins de mots, ou d’autres, aideront peut-être.
previous = Retour
next = Suite
search-help = Des mots, « une phrase entière », -sans, ceci OR cela ; title:mots, outlet:nom, language:fr, after:2026-01-31.
nothing-that-day = Aucun sujet de ce jour n’est conservé ici.

about-text = { $name } lit de nombreux médias, réunit les articles sur un même événement et les présente comme un seul sujet, vu de tous les côtés.
about-who = Qui le fait
about-who-text = La rédaction choisit les médias et répond de la liste. Un programme lit et regroupe les articles ; la rédaction peut le corriger sur chaque sujet, définitivement.
about-principles = Nos règles
about-principles-text = Aucune machine n’écrit en notre nom : chaque phrase d’un sujet figure mot pour mot dans un article, avec son média et sa date. Textes et images ne sont montrés qu’autant que leur média le permet.
about-claims = Comment naissent les affirmations
about-claims-text = « Ce sur quoi les articles s’accordent » demande plusieurs médias qui ne se sont pas copiés. « Rapporté par un seul camp » demande au moins trois autres médias qui traitent le sujet sans le dire. Chaque affirmation renvoie à la phrase de sa source.
about-voices = Quelles voix se font entendre
about-voices-text = Des médias de nombreux pays, langues et propriétaires. Copies et dépêches ne comptent qu’une fois : ce sont les voix indépendantes qui font le poids d’un sujet ; ce que seuls rapportent les médias d’un pays ou d’un propriétaire est signalé comme tel.
about-order = Comment la une est ordonnée
about-order-text = Selon le nombre de médias indépendants qui rapportent un sujet et la fraîcheur de leurs articles ; la rédaction peut épingler un sujet. Un article daté dans l’avenir n’ouvre pas la une.
about-mistakes = Quand nous nous trompons
about-mistakes-text = Écrivez à la rédaction. Les articles mal classés sont déplacés, les propos erronés retirés ; la correction demeure quand les articles sont relus.
about-readers = Votre lecture
about-readers-text = Aucun pistage, aucun script, aucun cookie tant que vous ne choisissez pas de réglage, et jamais rien n’est chargé d’ailleurs.
about-feeds-text = Chaque liste a ses flux : ajoutez .rss, .atom ou .json à son adresse.
about-zone = Les heures sont celles du fuseau { $zone }.

settings-text = Conservé dans un seul cookie sur votre appareil ; choisir partout la première option l’efface.
theme = Couleurs
theme-system = comme l’appareil
theme-light = clair
theme-dark = sombre
text-size = Taille du texte
size-normal = normale
size-small = petite
size-large = grande
size-larger = très grande
save = Enregistrer

not-found = Cette page n’est pas ici
not-found-text = Elle a peut-être été déplacée, ou l’adresse contient une erreur. Une recherche peut la retrouver.
failed = Quelque chose s’est mal passé
failed-text = C’est notre faute, pas la vôtre. Veuillez réessayer dans une minute.
to-the-front = Retour à la une

sign-in = Se connecter
sign-out = Se déconnecter
your-name = Nom
password = Mot de passe
choose-password = Choisir un mot de passe
wrong-sign-in = Le nom et le mot de passe ne vont pas ensemble.
too-many-tries = Trop d’essais. Veuillez attendre une demi-heure.
many-sign-in = Trop de personnes se connectent en ce moment. Veuillez réessayer dans un instant.
wrong-old-password = Le mot de passe actuel est un autre.
password-rule = Choisissez un nom et un mot de passe d’au moins { $n } caractères.
change-password = Changer le mot de passe
old-password = Mot de passe actuel
new-password = Nouveau mot de passe
admin-nav = Rédaction
admin-overview = Vue d’ensemble
admin-outlets = Médias et flux
admin-outlet = Un média
admin-work = Mis de côté
admin-story = Un sujet
admin-stories = Sujets
admin-report = Un article
admin-takedowns = Retirés
admin-log = Qui a fait quoi
admin-counts = Articles : { $articles }, sujets : { $stories }, médias : { $outlets }, flux : { $feeds }
pending = { $n ->
    [one] Une décision attend d’être appliquée.
   *[other] { $n } décisions attendent d’être appliquées.
 }
failing-feeds = Flux en panne
no-failing = Tous les flux répondent.
work = Travail
no-work = Il n’y a rien à faire.
stage = Étape
waiting = en attente
later = plus tard
in-hand = en cours
laid-aside = mis de côté
next-try = prochain essai
flaws = Défauts
do = Agir
fetch-now = Interroger maintenant
add-outlet = Ajouter un média par sa page d’accueil ou son flux
add = Ajouter
no-address = Écrivez l’adresse d’une page d’accueil ou d’un flux, par exemple https://www.example.org
state-active = lu et montré
state-paused = suspendu
state-unchecked = à examiner
state = État
page = sa page
name = Nom
address-word = Mot dans les adresses
country-code = Pays (deux lettres)
note = Note de la rédaction
text-link = titre et lien
text-excerpt = chapeau et 60 mots au plus
text-full = tout
pictures = Ses images peuvent être montrées
add-feed = Ajouter un flux par son adresse
needs-name = Un média doit avoir un nom.
needs-slug = Écrivez un mot fait de lettres et de chiffres.
needs-country = Écrivez deux lettres, par exemple FR.
go-on = Reprendre
pause = Suspendre
remove = Retirer
nothing-aside = Rien n’a été mis de côté.
failures = { $n ->
    [one] { $n } échec
   *[other] { $n } échecs
 }
input = entrée
retry = Réessayer
throw-away = Jeter
own-headline = Le titre du journal (vide : celui de l’article principal)
rename = Renommer
pin = Épingler en haut
unpin = Détacher
hide = Masquer
unhide = Montrer de nouveau
other-story = Un autre sujet (adresse ou identifiant)
front-order = L’ordre de la une : d’abord ce qui est épinglé, puis selon le nombre de médias et la fraîcheur. Ce qui est épinglé ici reste en haut jusqu’à ce qu’on le détache.
find-story = L’adresse d’un sujet ou d’un de ses articles
open-story = Ouvrir
pinned-stories = Épinglés
pin-up = Monter d’un rang
pin-down = Descendre d’un rang
ranked-stories = Dans leur ordre
hidden-stories = Masqués
is-hidden = Les lecteurs ne voient pas ce sujet.
no-such-story = Aucun sujet ne se trouve à cette adresse.
same-story = C’est ce sujet lui-même. Indiquez-en un autre.
choose-reports = Cochez d’abord des articles.
not-all-reports = Un article au moins doit rester. Laissez-en un sans coche.
split = Faire des articles choisis un sujet à part
move = Y déplacer les articles choisis
merge = Joindre ce sujet à l’autre
decisions = Décisions
undo = Annuler
undone = annulé
decision-merge = joint à un autre sujet
decision-split = détaché en un sujet à part
decision-move = déplacé vers un autre sujet
decision-pin = épinglé
decision-hide = masqué
decision-rename = renommé
decision-undo = annulé
decision-unpin = détaché
decision-unhide = montré de nouveau
decision-own-headline = de nouveau sous le titre de l’article principal
came-to-nothing = n’a rien changé
no-decisions = La rédaction n’a encore rien décidé.
take-down-link = Retirer …
take-down-head = Retirer définitivement
take-down-note = Ce qui est retiré disparaît des pages, des flux, de la recherche et des exports, et ne revient pas quand on l’interroge de nouveau. C’est irrévocable. Les textes des articles restent tels que leurs médias les ont écrits : si un nom ou un propos s’y trouve, retirez aussi l’article. Les sauvegardes antérieures le contiennent encore.
down-report = L’article entier
down-picture = Son image, partout où elle est montrée
down-name = Le nom :
down-statement = Le propos, dans tous les articles :
reason = La raison
take-down = Retirer définitivement
needs-choice = Choisissez ce qui doit être retiré.
needs-reason = Indiquez la raison.
no-takedowns = Rien n’a été retiré.
takedown-article = Un article
takedown-picture = Une image
takedown-name = Un nom
takedown-statement = Un propos de
deed-signed-in = s’est connecté
deed-changed-the-password = a changé le mot de passe
deed-added-an-outlet = a ajouté un média
deed-changed-an-outlet-s-facts = a modifié les faits d’un média
deed-asked-for-a-feed-now = a fait interroger un flux
deed-paused-a-feed = a suspendu un flux
deed-removed-a-feed = a retiré un flux
deed-decided-to-merge-a-story = a joint un sujet à un autre
deed-decided-to-split-a-story = a fait d’articles un sujet à part
deed-decided-to-move-a-story = a déplacé des articles vers un autre sujet
deed-decided-to-pin-a-story = a épinglé ou détaché un sujet
deed-decided-to-hide-a-story = a masqué ou remontré un sujet
deed-decided-to-rename-a-story = a renommé un sujet
deed-undid-a-decision = a annulé une décision
deed-took-down-a-report = a retiré un article
deed-took-down-a-picture = a retiré une image
deed-took-down-a-name = a retiré un nom
deed-took-down-a-statement = a retiré un propos
deed-tried-again-what-was-laid-aside = a relancé ce qui était mis de côté
deed-threw-away-what-was-laid-aside = a jeté ce qui était mis de côté
form-from-elsewhere = Ce formulaire vient d’un autre site, ou de quelque chose qui n’est pas un navigateur.
