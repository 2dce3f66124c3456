# The paper's own words. Another word: a line here and in every other file of this folder, with the same variables; tests
# fail where one is missing, unknown or unused. `$n` and other counts are numbers and choose among the plurals of the language.
# Names of countries, languages, months and weekdays are in names/, from the Unicode CLDR.

comma = {", "}
semicolon = {"; "}
colon = :
percent = { $n }%
section-world = World
section-politics = Politics
section-business = Business
section-technology = Technology
section-science = Science
section-health = Health
section-culture = Culture
section-sport = Sport

motto = One story at a time, from every side
skip = Skip to the news
sections = Sections
search = Search
archive = Archive
reading-settings = Reading settings
reports-today = { $n ->
    [one] { $n } report today
   *[other] { $n } reports today
 }
updated = updated
about = About us
our-outlets = Our outlets
feed = Feed
feeds = Feeds
footer = Reports belong to the outlets named. Every claim links to its source.
reports = { $n ->
    [one] { $n } report
   *[other] { $n } reports
 }
outlets-count = { $n ->
    [one] { $n } outlet
   *[other] { $n } outlets
 }
countries-count = { $n ->
    [one] { $n } country
   *[other] { $n } countries
 }
counts = { $reports }, { $outlets }

just-now = just now
minutes-ago = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
 }
hours-ago = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
 }
days-ago = { $n ->
    [one] yesterday
   *[other] { $n } days ago
 }
clock-time = { $hour }:{ $minute }
date = { $day } { $month } { $year }
day-and-time = { $day } { $month }, { $time }
date-and-time = { $date }, { $time }
weekday-date = { $weekday } { $date }
month-of-year = { $month } { $year }
from-to = { $from } – { $to }
until = until { $day }

spark-label = Reports an hour: { $first } at first, { $most } at most, { $last } at last
reports-an-hour-since = Reports an hour since { $since }; { $most } at most
reports-a-day-since = Reports a day since { $since }; { $most } at most

front-title = { $name }: today’s news from every side
front-description = The day’s stories, each from every outlet that reports it: who says what, what is agreed and what only one side reports.
section-description = Stories in { $section }, ranked by how many outlets report them.
archive-description = The stories of { $day }.
story-description = { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
 } by { $outlets ->
    [one] { $outlets } outlet
   *[other] { $outlets } outlets
 }: what they agree on, who says what, and what only one side reports.
report-description = A report by { $outlet }, with the link to the source.
outlets-description = The outlets whose reports this paper reads, with the facts about each.
outlet-description = { $outlet }: facts, feeds, and the stories it reports.
name-description = What { $name } is reported to have said, and the stories that speak of { $name }.
about-description = How this paper is made.

todays-news = Today’s news
nothing-yet = No story has come in yet. The first ones show here by themselves.
latest = Latest
more-stories = More stories
the-end = That is all for now

story = Story
headline-by = Headline:
since = since
last-report = last report
in-a-moment = An editor’s decision will show in a moment.
agreed = What the reports agree on
outlets-of = { $n } of { $all ->
    [one] { $all } outlet
   *[other] { $all } outlets
 }
and-more = and { $n } more
said = Who says what
cited-by = cited by { $who }
report-here = report
more-statements = { $n ->
    [one] One more statement
   *[other] { $n } more statements
 }
unnamed = Not named
one-side = Reported by one side only
only-country = Only in { $side }
only-owner = Only from outlets of { $side }
silent = { $n ->
    [one] { $n } other outlet covers the story without it
   *[other] { $n } other outlets cover the story without it
 }
timeline = How it unfolded
all-reports = { $n ->
    [one] The one report
   *[other] All { $n } reports
 }
time = Time
outlet = Outlet
report = Report
kind = Kind
why-here = Why here?
why-alike = grouped because: { $words }
why-minutes = { $n } min apart
why-hours = { $n } h apart
why-days = { $n ->
    [one] { $n } day apart
   *[other] { $n } days apart
 }
why-sure = { $share } sure
why-next = the next best story { $share }
why-first = the first of its story
why-joined = it opened a story that became part of this one
why-template = its title is used again and again
why-before = placed before
why-editor = an editor put it here
why-follows = like a report that an editor put here
first-report = First report
own-report = Own report
copy-of = Copy of { $outlet }, { $share }
another-report = another report
wire = Wire
about-story = About this story
coverage = Coverage
by-country = Reports by country
by-owner = Reports by owner
by-kind = Reports by kind of outlet
people-places = People and places
follow = Follow
for-editors = For editors: change this story
story-feed = Feed of this story
related = Related stories
earlier-phases = What came before
later-phases = What came after
both-speak-of = Both speak of { $names }
history = How this story came to be
history-joined = Another story became part of it
history-split = Reports became a story of their own
history-began = It began with reports of another story
history-in = Reports came from another story
history-out = Reports went to another story
by-editor = by an editor
by-machine = by the machine
headlines = The headlines, side by side
other-reports = How others report it
label-reports = { $n ->
    [one] report
   *[other] reports
 }
label-outlets = { $n ->
    [one] outlet
   *[other] outlets
 }
label-countries = { $n ->
    [one] country
   *[other] countries
 }
label-languages = { $n ->
    [one] language
   *[other] languages
 }
label-independent = { $n ->
    [one] independent
   *[other] independent
 }

read-at = Read it at { $outlet }
paywall = The source asks for a subscription.
by = By
changed = changed
revisions = read { $n } times with changes
rule-link = Of this outlet the paper shows headline and link only.
rule-excerpt = An excerpt. The whole report is at the source.
rule-full = Shown in full with the outlet’s permission.
said-here = Said in this report
copied-by = Copies of this report
about-report = About this report
in-the-story = Part of the story

outlets-text = Every outlet whose reports this paper reads, with what is known of it. There is no label of left or right: there are facts, and the editors answer for the list.
country = Country
languages = Languages
owner = Owner
reports-head = Reports
go-to = Go to { $outlet }
stories-with = Stories it reports
stories-alone = Stories it alone has
facts = Facts
text-shown = Text shown
rule-link-short = headline and link
rule-excerpt-short = an excerpt
rule-full-short = the whole text
in-numbers = In numbers
stories = Stories
was-first = Was first
times = { $n ->
    [one] once
   *[other] { $n } times
 }
share-own = Own text
share-wire = Text of agencies
share-copied = Text of other outlets
copied-by-others = Copied by others
silent-feed = silent at the moment
last-answer = last answer
not-asked-yet = not asked yet
outlet-feed = Feed of this outlet
kind-newspaper = Newspaper
kind-broadcaster = Broadcaster
kind-agency = News agency
kind-magazine = Magazine
kind-blog = Blog
kind-institution = Institution
kind-own = This paper

name-person = Person
name-organisation = Organisation
name-place = Place
named-in = { $n ->
    [one] Named in one report.
   *[other] Named in { $n } reports.
 }
statements-by = What they are reported to have said
statements-about = What others say of them
name-feed = Feed of this name

search-for = Search for
search-title = Search: { $q }
narrow = Narrow the search
order = Order
by-relevance = best first
by-time = newest first
what = Show
both = stories and reports
any = any
language = Language
section = Section
from-day = From
to-day = To
no-index = This node has no search index.
found = { $stories ->
    [one] { $stories } story
   *[other] { $stories } stories
 }, { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
 }
found-stories = { $n ->
    [one] { $n } story
   *[other] { $n } stories
 }
found-part = More than { $n } found. The search was too wide to look through everything: only the part looked through is shown. Rarer words help.
search-feed = Feed of this search
found-nothing = Nothing was found. Fewer or other words may help.
previous = Back
next = Further
search-help = Words, “whole phrases”, -without, this OR that; title:words, outlet:name, language:de, after:2026-01-31.
nothing-that-day = No story of that day is kept here.

about-text = { $name } reads many outlets, puts the reports of one event together and shows them as one story, from every side.
about-who = Who makes it
about-who-text = The editors choose the outlets and answer for the list. A program reads and groups the reports; the editors can overrule it in every story, for good.
about-principles = What we keep to
about-principles-text = Nothing is written by a machine in our name: every sentence in a story stands word for word in a report, with its outlet and date. Texts and pictures are shown only as far as their outlet allows.
about-claims = How claims are made
about-claims-text = “What the reports agree on” needs several outlets that did not copy from each other. “Reported by one side only” needs at least three others that cover the story without it. Each claim links to the sentence at its source.
about-voices = Whose voices are heard
about-voices-text = Outlets of many countries, languages and owners. Copies and agency texts count once, so that a story weighs by independent voices; what only the outlets of one country or one owner report is marked as such.
about-order = How the front page is ordered
about-order-text = By how many independent outlets report a story and how fresh their reports are; editors can pin a story. A report dated in the future does not lead.
about-mistakes = When we are wrong
about-mistakes-text = Tell the editors. Wrongly grouped reports are moved, wrong statements taken down; the change stays when the reports are read again.
about-readers = Your reading
about-readers-text = No tracker, no script, no cookie unless you choose a setting, and nothing is ever loaded from elsewhere.
about-feeds-text = Every list has feeds: add .rss, .atom or .json to its address.
about-zone = Times are shown in { $zone }.

settings-text = Kept in one cookie on your device; choosing the first of each deletes it.
theme = Colours
theme-system = as the device
theme-light = light
theme-dark = dark
text-size = Text size
size-normal = normal
size-small = small
size-large = large
size-larger = larger
save = Save

not-found = This page is not here
not-found-text = It may have been moved, or the address has a mistake. A search may find it.
failed = Something went wrong
failed-text = It is our fault, not yours. Please try again in a minute.
to-the-front = To the front page

sign-in = Sign in
sign-out = Sign out
your-name = Name
password = Password
choose-password = Choose a password
wrong-sign-in = Name and password do not fit together.
too-many-tries = Too many tries. Please wait half an hour.
many-sign-in = Too many people are signing in just now. Please try again in a moment.
wrong-old-password = The password until now is another one.
password-rule = Choose a name, and a password of at least { $n } characters.
change-password = Change the password
old-password = The password until now
new-password = The new password
admin-nav = Newsroom
admin-overview = The hub
admin-outlets = Outlets and feeds
admin-outlet = An outlet
admin-work = Laid aside
admin-story = A story
admin-stories = Stories
admin-report = A report
admin-takedowns = Taken down
admin-log = Who did what
admin-counts = Articles: { $articles }, stories: { $stories }, outlets: { $outlets }, feeds: { $feeds }
pending = { $n ->
    [one] One decision waits to be applied.
   *[other] { $n } decisions wait to be applied.
 }
failing-feeds = Failing feeds
no-failing = All feeds answer.
work = Work
no-work = There is nothing to do.
stage = Stage
waiting = waiting
later = later
in-hand = in hand
laid-aside = laid aside
next-try = next
flaws = Flaws
do = Do
fetch-now = Fetch now
add-outlet = Add an outlet by its home page or feed
add = Add
no-address = Write the address of a home page or feed, such as https://www.example.org
state-active = fetched and shown
state-paused = paused
state-unchecked = to be looked at
state = State
page = its page
name = Name
address-word = Word in addresses
country-code = Country (two letters)
note = Editor’s note
text-link = headline and link
text-excerpt = standfirst and at most 60 words
text-full = all of it
pictures = Its pictures may be shown
add-feed = Add a feed by its address
needs-name = An outlet needs a name.
needs-slug = Write a word of letters and digits.
needs-country = Write two letters, such as DE.
go-on = Go on
pause = Pause
remove = Remove
nothing-aside = Nothing was laid aside.
failures = { $n ->
    [one] failed once
   *[other] failed { $n } times
 }
input = input
retry = Try again
throw-away = Throw away
own-headline = The paper’s own headline (empty: the lead report’s)
rename = Rename
pin = Pin to the top
unpin = Unpin
hide = Hide
unhide = Show again
other-story = Another story (its address or id)
front-order = The order of the front page: first what is pinned, then by outlets and freshness. What is pinned here stays until it is unpinned.
find-story = A story’s address, or that of one of its reports
open-story = Open
pinned-stories = Pinned
pin-up = One up
pin-down = One down
ranked-stories = In their order
hidden-stories = Hidden
is-hidden = Readers do not see this story.
no-such-story = No story goes by this address.
same-story = That is this story itself. Name another one.
choose-reports = Tick the reports first.
not-all-reports = At least one report must stay. Leave one without a tick.
split = Make the chosen reports a story of their own
move = Move the chosen reports there
merge = Make this story part of the other
decisions = Decisions
undo = Undo
undone = undone
decision-merge = made part of another story
decision-split = made a story of its own
decision-move = moved to another story
decision-pin = pinned
decision-hide = hidden
decision-rename = renamed
decision-undo = undone
decision-unpin = unpinned
decision-unhide = shown again
decision-own-headline = given back the lead report’s headline
came-to-nothing = changed nothing
no-decisions = No editor has decided anything yet.
take-down-link = Take down …
take-down-head = Take down for good
take-down-note = What is taken down goes from pages, feeds, search and exports, and stays away when it is fetched again. It cannot be undone. The texts of reports stay as their outlets wrote them: where a name or a statement stands in one, take the report down too. Backups made before still hold it.
down-report = The whole report
down-picture = Its picture, wherever it is shown
down-name = The name:
down-statement = The statement, in all reports:
reason = The reason
take-down = Take down for good
needs-choice = Choose what is to be taken down.
needs-reason = Give the reason.
no-takedowns = Nothing has been taken down.
takedown-article = A report
takedown-picture = A picture
takedown-name = A name
takedown-statement = A statement by
deed-signed-in = signed in
deed-changed-the-password = changed the password
deed-added-an-outlet = added an outlet
deed-changed-an-outlet-s-facts = changed the facts of an outlet
deed-asked-for-a-feed-now = asked for a feed now
deed-paused-a-feed = paused a feed
deed-removed-a-feed = removed a feed
deed-decided-to-merge-a-story = made a story part of another
deed-decided-to-split-a-story = made reports a story of their own
deed-decided-to-move-a-story = moved reports to another story
deed-decided-to-pin-a-story = pinned a story or let it go
deed-decided-to-hide-a-story = hid a story or showed it again
deed-decided-to-rename-a-story = renamed a story
deed-undid-a-decision = undid a decision
deed-took-down-a-report = took down a report
deed-took-down-a-picture = took down a picture
deed-took-down-a-name = took down a name
deed-took-down-a-statement = took down a statement
deed-tried-again-what-was-laid-aside = tried again what was laid aside
deed-threw-away-what-was-laid-aside = threw away what was laid aside
form-from-elsewhere = This form was sent from another site, or by something that is no browser.
