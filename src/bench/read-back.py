#!/usr/bin/env python3
"""Reads back what one crawl wrote through three sinks, and compares it record by record.

    src/bench/read-back.py FOLDER WARC_LINES [RECORDS]

FOLDER holds pages.jsonl and pages.csv, WARC_LINES what .ci/node/check-warc.mjs says of its archives.
Every key (URL, request, visit) must be in each once, every digest of a content the same in all
three. Exits 1 if not, or if there are not so many records.
"""
import csv
import json
import sys


def keyed(rows, what, wrong):
    found = {}
    for row in rows:
        key = (row["url"], row.get("request") or "", str(row["visit"]))
        if key in found:
            wrong.append(f"{what} has {key} twice")
        found[key] = row
    return found


def read_archives(lines):
    metadata, answers = [], {}
    for line in lines:
        if line.startswith("ERROR"):
            raise SystemExit(line)
        record = json.loads(line)
        if record["type"] == "metadata":
            metadata.append(record["url"])
        elif record["type"] in ("response", "revisit"):
            answers.setdefault(record["url"], []).append(record)
    return metadata, answers


def digest(record, answers):
    """The digest of an answer's content, of a revisit that of what it refers to."""
    if record["type"] == "response":
        return record["digest"]
    return next((r["digest"] for r in answers[record["refersTo"]] if r["type"] == "response"), None)


def main(folder, warc_lines, expected=None):
    wrong = []
    rows = keyed((json.loads(line) for line in open(folder + "/pages.jsonl")), "jsonl", wrong)
    csv.field_size_limit(1 << 30)
    with open(folder + "/pages.csv", newline="") as file:
        table = keyed(csv.DictReader(file), "csv", wrong)
    metadata, answers = read_archives(open(warc_lines))

    if rows.keys() != table.keys():
        wrong.append(f"jsonl and csv differ in {len(rows.keys() ^ table.keys())} keys")
    for key in rows.keys() & table.keys():
        if (rows[key]["digest"] or "") != table[key]["digest"]:
            wrong.append(f"jsonl and csv have other digests of {key}")
    if sorted(metadata) != sorted(url for url, _, _ in rows):
        wrong.append(f"the archives have {len(metadata)} metadata records, not one a record")

    answered = [row for row in rows.values() if row["status"] is not None]
    if sum(map(len, answers.values())) != len(answered):
        wrong.append("the archives have not one response or revisit for each answer")
    compared = untold = 0
    for row in answered:
        found = [digest(record, answers) for record in answers.get(row["url"], [])]
        if row["digest"] is None or row["truncated"] is not None:
            continue
        if row["digest"] in found:
            compared += 1
        elif None in found:
            untold += 1
        else:
            wrong.append(f"the archives have other content of {row['url']}")
    if expected is not None and len(rows) != int(expected):
        wrong.append(f"{len(rows)} records, not {expected}")

    print(f"{len(rows)} records in jsonl, {len(table)} in csv, {len(metadata)} in warc")
    print(f"{compared} digests of contents equal in all three, {untold} that could not be compared")
    for line in wrong[:20]:
        print("WRONG", line)
    return 1 if wrong or compared == 0 else 0


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        raise SystemExit(__doc__)
    raise SystemExit(main(*sys.argv[1:]))
