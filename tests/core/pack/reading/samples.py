"""A small agreement with every shape of text: prose, groups, narrower sectors, terms, rules."""

import json

from opencompact.core.pack import Pack, dump, parse, restore

MAIN = """
format: 1
key: anywhere-2026
area: Anywhere
name: Anywhere Compact
nation: england
edition: {date: 2026-05-04, label: First edition}
source: {title: Side by side, publisher: Anywhere Council, note: Retold in our own words.}
summary: What public bodies and community groups of Anywhere promise each other.
sectors:
  - {key: public, name: Public sector organisations, short: Public bodies}
  - {key: vcs, name: Voluntary and community groups, short: Community groups}
  - {key: vcs-funded, name: Groups that receive funding, short: Funded groups, part_of: vcs}
parts:
  - {key: about, title: What this is, clause: Preface, file: text/about.md}
  - key: promises
    number: "1"
    title: What we promise
    clause: "1"
    groups:
      - key: all
        number: "1a"
        title: All of us
        clause: "1a"
        binds: [public, vcs]
        intro: These hold for **everyone**.
        commitments:
          - key: plain-words
            number: "1a(a)"
            title: Plain words
            text: We write so that everybody understands, with no jargon about full-cost recovery.
            clause: "1a, 1st point"
          - key: no-number
            number: ""
            title: Kindness
            text: We are kind to each other.
            clause: "1a, 2nd point"
      - key: public
        number: "1b"
        title: Public bodies
        clause: "1b"
        binds: [public]
        commitments:
          - key: time-to-answer
            number: "1b(a)"
            title: Time to answer
            text: A consultation is open for at least eight weeks. Every consultation has an end.
            clause: "1b, 1st point"
          - key: costs
            number: "1b(b)"
            title: Whole costs
            text: We pay for full cost recovery & <b>overheads</b>.
            clause: "1b, 2nd point"
      - key: funded
        number: "1c"
        title: Groups with public money
        binds: [vcs-funded]
        commitments:
          - {key: accounts, number: "1c(a)", title: Open accounts, text: We show our accounts.,
             clause: "1c, 1st point"}
glossary:
  - {term: Consultation, meaning: Asking people before deciding., also: [consultations]}
  - {term: Cost, meaning: What something takes.}
  - {term: Full cost recovery, meaning: Being paid what a service really costs.}
  - {term: Local Area Agreement (LAA), meaning: Targets agreed with the government.}
pledge:
  text: "{organisation} will keep the Compact."
  conditions: [It is public.]
  withdrawal: Write to the chair.
outcomes: [People understand both sectors better.]
rules:
  - key: length
    kind: duration
    commitment: time-to-answer
    record: consultation
    begins: opened
    ends: closes
    at_least: {amount: 8, unit: weeks}
    binds: [public]
    words: A consultation stays open for eight weeks or longer.
    counting: The last day is eight weeks after the first.
"""
ABOUT = """
This is *our* agreement. Read on at [the council](https://example.org/compact)
or [here](javascript:alert).

### How it works

1. Sign it.
2. Keep it, and the consultations that it
   promises.

**2b** It may be looked up by its number.

> It is more than a wish list.
"""
PROCEDURE = """
name: Settling it
clause: "2"
start: open
roles: [{key: party, held_by: party, name: A party}]
stages: [{key: open, name: Open, open_to: [party]}]
steps:
- {key: say, name: Say what it is, by: [party], at: [open]}
- {key: withdraw, name: Withdraw, by: [party], at: [open], to: withdrawn}
clocks: []
endings: [{key: withdrawn, name: Withdrawn}]
"""


def files(**changes: str) -> dict[str, str]:
    """The sample's files; each of `changes` replaces a text within the main one (old: new)."""
    return {"pack.yaml": MAIN, "procedure.yaml": PROCEDURE, "text/about.md": ABOUT, **changes}


def pack(*changes: tuple[str, str]) -> Pack:
    """The sample, with texts of its main file replaced: `pack(("8, unit", "9, unit"))`."""
    main = MAIN
    for old, new in changes:
        assert old in main, old
        main = main.replace(old, new)
    return parse(files(**{"pack.yaml": main}))


def unchecked(old: str, new: str) -> Pack:
    """The sample with data (JSON) replaced and none of it checked, as nobody could write it."""
    data = json.dumps(dump(pack()), ensure_ascii=False)
    assert old in data, old
    return restore(json.loads(data.replace(old, new)))


def second(*changes: tuple[str, str]) -> Pack:
    """The next edition of the sample."""
    return pack(
        ("anywhere-2026", "anywhere-2028"),
        ("2026-05-04", "2028-05-01"),
        ("First edition", "Second edition"),
        ("eight weeks. Every", "twelve weeks. Every"),
        *changes,
    )
