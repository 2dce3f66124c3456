#!/usr/bin/env python3
"""Makes a WARC file of a folder of pages, for `broadsheet ingest` and `broadsheet bench`.

    pages_to_warc.py TRUTH.jsonl OUT.warc[.gz] [CORPUS,…]

TRUTH.jsonl has a page a line: {"corpus", "url", "html": path of the gzipped page beside it}. Pages without an address get one made
from their path. Standard library only.
"""
import gzip, json, os, sys, uuid


def record(kind, url, block, date="2026-01-01T00:00:00Z"):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def main(truth, out, corpora=None):
    wanted = set(corpora.split(",")) if corpora else None
    folder, count = os.path.dirname(os.path.abspath(truth)), 0
    with open(out, "wb") as file:
        for line in open(truth, encoding="utf-8"):
            page = json.loads(line)
            if wanted and page["corpus"] not in wanted:
                continue
            url = page.get("url") or "https://page.example/" + page["html"].replace(".html.gz", "")
            html = gzip.open(os.path.join(folder, page["html"])).read()
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(html) + html
            data = record("response", url, answer)
            file.write(gzip.compress(data, 6) if out.endswith(".gz") else data)
            count += 1
    print(f"{count} pages in {out}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:4])
