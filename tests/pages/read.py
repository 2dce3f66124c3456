"""Reads pages and feeds that gather.mjs kept as others' programs do: JSON-LD and Open Graph by extruct, feeds by feedparser.

Usage: read.py FOLDER
"""

import json
import pathlib
import sys

import extruct
import feedparser

folder = pathlib.Path(sys.argv[1])
gathered = json.loads((folder / "pages.json").read_text())
base, pages = gathered["base"], gathered["pages"]
wrong = []

# What research asks of every page that names them: The Trust Project's indicators in schema.org's words.
ORGANISATION = """name url logo publishingPrinciples correctionsPolicy ethicsPolicy ownershipFundingInfo
    verificationFactCheckingPolicy unnamedSourcesPolicy diversityPolicy actionableFeedbackPolicy masthead""".split()
COLLECTION = "name url datePublished dateModified publisher inLanguage isAccessibleForFree mainEntity".split()
ARTICLE = "headline url mainEntityOfPage datePublished inLanguage publisher isAccessibleForFree articleSection".split()
GRAPH = "og:title og:type og:url og:description og:site_name og:locale".split()
PICTURE = "og:image og:image:width og:image:height og:image:alt".split()
ARTICLE_GRAPH = "article:published_time article:modified_time article:section".split()


def want(where, thing, names):
    for name in names:
        if thing.get(name) in (None, "", [], {}):
            wrong.append(f"{where}: no {name}")


def of_type(graph, kind):
    return next((thing for thing in graph if thing.get("@type") == kind), {})


def zoned(where, thing, *names):
    for name in names:
        if name in thing and not thing[name].endswith("Z") and "+" not in thing[name][-6:] and "-" not in thing[name][-6:]:
            wrong.append(f"{where}: {name} without a zone: {thing[name]}")


def listed(where, things):
    for place, item in enumerate(things.get("itemListElement", []), 1):
        if item.get("position") != place or not item.get("name"):
            wrong.append(f"{where}: item {place} without position or name: {item}")


def microformat(where, found):
    entry = next((item for item in found if "h-entry" in item.get("type", [])), {})
    want(f"{where} h-entry", entry.get("properties", {}), ["name"])


for name in ("front", "section", "story", "report", "about"):
    html = (folder / f"{name}.html").read_text()
    found = extruct.extract(html, base_url=base + pages[name]["path"], syntaxes=["json-ld", "opengraph", "microformat"])
    graph = [thing for block in found["json-ld"] for thing in block.get("@graph", [block])]
    organisation = of_type(graph, "NewsMediaOrganization")
    want(f"{name} NewsMediaOrganization", organisation, ORGANISATION)
    about = (folder / "about.html").read_text()
    for prop, value in organisation.items():
        if isinstance(value, str) and "/about#" in value and f'id="{value.partition("#")[2]}"' not in about:
            wrong.append(f"{name}: {prop} leads to {value}, which is not there")
    og = {key: value for block in found["opengraph"] for key, value in block["properties"]}
    html_has = lambda prop: f'property="{prop}" content="' in html
    if name != "report":
        want(f"{name} Open Graph", og, GRAPH)
        if "og:image" in og:
            want(f"{name} Open Graph", og, PICTURE)
            if 'name="twitter:card"' not in html:
                wrong.append(f"{name}: no twitter:card")
    if name in ("front", "section"):
        collection = of_type(graph, "CollectionPage") or of_type(graph, "WebPage")
        want(f"{name} list", collection, ["name", "url", "mainEntity"])
        listed(name, collection.get("mainEntity", {}))
    if name == "story":
        collection = of_type(graph, "CollectionPage")
        want("story CollectionPage", collection, COLLECTION)
        zoned("story", collection, "datePublished", "dateModified")
        listed("story", collection.get("mainEntity", {}))
        trail = of_type(graph, "BreadcrumbList")
        want("story BreadcrumbList", trail, ["itemListElement"])
        listed("story trail", trail)
        for prop in ARTICLE_GRAPH:
            if not html_has(prop):
                wrong.append(f"story: no {prop}")
        microformat("story", found["microformat"])
    if name == "report":
        article = of_type(graph, "WebPage").get("mainEntity", {})
        want("report NewsArticle", article, ARTICLE)
        want("report publisher", article.get("publisher", {}), ["name", "url"])
        zoned("report", article, "datePublished", "dateModified")
        microformat("report", found["microformat"])

read = 0
for path in sorted(folder.glob("*.rss")) + sorted(folder.glob("*.atom")):
    feed = feedparser.parse(path.read_bytes())
    read += len(feed.entries)
    if feed.bozo:
        wrong.append(f"{path.name}: {feed.bozo_exception}")
    want(path.name, feed.feed, ["title", "link", "language" if path.suffix == ".rss" else "id", "updated"])
    if not feed.entries:
        wrong.append(f"{path.name}: no entry")
    for entry in feed.entries:
        want(path.name, entry, ["id", "title", "link", "published_parsed"])
for path in sorted(folder.glob("*.json")):
    if path.name == "pages.json":
        continue
    feed = json.loads(path.read_text())
    want(path.name, feed, ["version", "title", "home_page_url", "feed_url", "items"])
    read += len(feed["items"])
    for item in feed["items"]:
        want(path.name, item, ["id", "url", "title", "content_text", "date_published"])

for sentence in wrong:
    print(sentence, file=sys.stderr)
print(f"{read} entries of feeds read; {len(wrong)} complaints")
sys.exit(1 if wrong else 0)
