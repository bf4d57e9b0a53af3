"""Reading packs: a complaint says file:line: field: what to do; a good pack comes back whole."""

import json
import re

import pytest

from opencompact.core.pack import PackError, dump, parse, restore
from opencompact.core.pack.tree import line_of, plain, read_yaml
from opencompact.formats.packs import load
from tests.core.small import FILES, MAIN, PACK, ROOT, STAGED, changed

PACKS = ["leicester-2008", "leeds-2010"]


def refused(files) -> list[str]:
    with pytest.raises(PackError) as found:
        parse(files)
    assert str(found.value) == "\n".join(found.value.faults)
    return list(found.value.faults)


# (file, what stands in it, what is written instead, a line that the complaint then has)
BROKEN = [
    # Not YAML.
    (MAIN, "area: Smallport", "area:\tSmall\n\tport", "a tab stands here: indent with spaces."),
    (MAIN, "area: Smallport", "area: A\narea: B", "“area” is written twice: keep one."),
    (
        MAIN,
        "{key: vcs, name: Voluntary",
        "{key: vcs, key: vcs, name: Voluntary",
        "“key” is written twice: keep one.",
    ),
    (
        MAIN,
        "name: Smallport Compact",
        "name: Smallport: the Compact",
        "there is a colon where none can be: put the text in quotes, or mend the spaces before it.",
    ),
    (
        MAIN,
        "nation: england\n",
        "nation: england\n  second: line\n",
        "there is a colon where none can be",
    ),
    (
        MAIN,
        "  - key: promises",
        " - key: promises",
        "this line starts at another column than its neighbours: line it up with them.",
    ),
    (MAIN, "area: Smallport\n", "area: Smallport\nan idle line\n", "this line is no field"),
    (
        MAIN,
        "outcomes: [Better services]",
        "outcomes: [Better services",
        "the bracket opened here is not closed: end it with ].",
    ),
    (
        MAIN,
        "edition: {date: 2026-05-01, label: First edition}",
        "edition: {date: 2026-05-01, label: First edition",
        "the bracket opened here is not closed: end it with }.",
    ),
    (
        MAIN,
        "area: Smallport\n",
        'area: "Small\\port"\n',
        "a backslash in double quotes means something else: use single quotes.",
    ),
    (
        MAIN,
        "area: Smallport\n",
        "area: @Smallport\n",
        "a text cannot begin with this character: put it in quotes.",
    ),
    (MAIN, "area: Smallport\n", "area: *port\n", "a text cannot begin with * or &"),
    (MAIN, "area: Smallport\n", "area: & port\n", "a text cannot begin with * or &"),
    (MAIN, "area: Smallport\n", "area: !port x\n", "a text cannot begin with !"),
    (
        MAIN,
        "binds: [public, vcs]",
        "binds: &both [public, vcs]\n        also: *both",
        "this repeats another place by *: write it out.",
    ),
    (
        MAIN,
        "clause: 2a, 1\n",
        "clause: &same 2a, 1\n            <<: {title: Twice}\n",
        "this repeats another place by *",
    ),
    (MAIN, "area: Smallport\n", "area: Small\x07port\n", "there is a character here that"),
    (
        MAIN,
        "format: 1\n",
        "---\nformat: 1\n---\n",
        "a second document begins here: remove the line of dashes before it.",
    ),
    (MAIN, "2026-05-01", "2026-02-30", "there is no day 2026-02-30: give one that the"),
    (MAIN, "2026-05-01", "2026-13-01", "there is no day 2026-13-01"),
    (MAIN, "format: 1\n", "%YAML 3.0\n---\nformat: 1\n", "this is not valid YAML: found inc"),
    (MAIN, "format: 1\n", f"format: {'1' * 5000}\n", "a value cannot be read: "),
    (
        MAIN,
        "outcomes: [Better services]",
        f"outcomes: {'[' * 1000}",
        "the text is nested too deeply to be a pack",
    ),
    (
        MAIN,
        "outcomes: [Better services]",
        f"outcomes: {'[' * 60}{']' * 60}",
        "the text is nested too deeply to be a pack.",
    ),
    # Fields.
    (MAIN, "area: Smallport\n", "", "area: this field is missing: add it."),
    (MAIN, "area: Smallport\n", "area:\n", "area: nothing is written here: write it, or"),
    (MAIN, "area: Smallport\n", "area: 12\n", "area: this must be text: put it in quotes."),
    (
        MAIN,
        "area: Smallport\n",
        "area: Smallport\ntwon: x\n",
        "twon: there is no such field here: remove it or mend its spelling.",
    ),
    (
        MAIN,
        "title: Honesty\n",
        "titel: Honesty\n",
        "parts.2.groups.1.commitments.1.titel: there is no such field here",
    ),
    (
        MAIN,
        "title: Honesty\n",
        "titel: Honesty\n",
        "parts.2.groups.1.commitments.1.title: this field is missing: add it.",
    ),
    (MAIN, "format: 1\n", "format: 2\n", "format: this must be 1."),
    (
        MAIN,
        "nation: england",
        "nation: albion",
        "nation: this must be 'england', 'wales', 'scotland' or 'northern-ireland'.",
    ),
    (
        MAIN,
        "{date: 2026-05-01, label: First edition}",
        "{date: the first of May, label: First edition}",
        "edition.date: this must be a date, as in 2026-11-21.",
    ),
    (MAIN, "{date: 2026-05-01, label: First edition}", "First edition", "edition: this must"),
    (MAIN, "date: 2026-05-01,", "date: 2026-05-01 10:30:00,", "edition.date: this must be a"),
    (MAIN, "date: 2026-05-01,", "date: [2026],", "edition.date: this must be a date"),
    (
        MAIN,
        "binds: [public, vcs]\n",
        "binds: public, vcs\n",
        "parts.2.groups.1.binds: this must be a list: write [one, two], or a dash",
    ),
    (MAIN, "parts:\n", "parts: none\nchapters:\n", "parts: this must be a list"),
    (
        MAIN,
        "wording: {agreement: Compact, officer: Compact officer}",
        "wording: Covenant",
        "wording: this must hold fields (name: value), each on a line of its own.",
    ),
    (
        MAIN,
        "at_least: {amount: 12, unit: weeks}",
        "at_least: {amount: twelve, unit: weeks}",
        "rules.1.at_least.amount: this must be a whole number.",
    ),
    (
        MAIN,
        "at_least: {amount: 12, unit: weeks}",
        "at_least: {amount: 12.5, unit: weeks}",
        "rules.1.at_least.amount: this must be a whole number.",
    ),
    (
        MAIN,
        "at_least: {amount: 12, unit: weeks}",
        "at_least: {amount: .inf, unit: weeks}",
        "rules.1.at_least.amount: this must be a whole number.",
    ),
    (
        MAIN,
        "at_least: {amount: 12, unit: weeks}",
        "at_least: {amount: 12, unit: fortnights}",
        "rules.1.at_least.unit: this must be 'days', 'working-days', 'weeks' or 'months'.",
    ),
    (
        MAIN,
        "when: {type: grant}",
        "when: {type: 12.5}",
        "rules.3.when.type: this must be one plain value: true, false, a date",
    ),
    (MAIN, "when: {type: grant}", "when: grant", "rules.3.when: this must hold fields"),
    (
        MAIN,
        "    kind: presence\n",
        "    kind: share\n",
        "rules.2.kind: there is no such kind of rule: write one of 'duration', 'presence'.",
    ),
    (
        MAIN,
        "    kind: presence\n",
        "",
        "rules.2.kind: say what kind of rule this is: write `kind`.",
    ),
    (
        MAIN,
        "    facts: [feedback_published, decision_explained]\n",
        "    begins: opened\n",
        "rules.2.begins: there is no such field here",
    ),
    (
        STAGED,
        "    firm: false\n  - key: mediating",
        "    firm: perhaps\n  - key: mediating",
        "clocks.2.firm: this must be true or false.",
    ),
    (
        STAGED,
        "    firm: false\n  - key: mediating",
        "    firm: [no]\n  - key: mediating",
        "clocks.2.firm: this must be true or false.",
    ),
    (
        STAGED,
        "{key: officer, held_by: officer, name: Compact officer}",
        "{key: officer, held_by: nobody, name: Compact officer}",
        "roles.5.held_by: this must be 'party', 'chair', 'panel', 'mediator' or 'off",
    ),
    (
        STAGED,
        "room: mediation}",
        "room: meditation}",
        "stages.3.room: this must be 'exchange', 'mediation', 'panel' or 'desk'.",
    ),
    (STAGED, 'accepts: ["yes"]', "accepts: [true]", "gates.1.accepts.1: this must be text"),
    (STAGED, "start: talks\n", "", "start: this field is missing: add it."),
    (
        MAIN,
        "format: 1\n",
        "format: 1\nprocedure: {}\n",
        "procedure: procedure.yaml holds the procedure: remove it here.",
    ),
    (
        MAIN,
        "file: text/about.md",
        "file: text/abuot.md",
        "parts.1.file: there is no file “text/abuot.md” in the pack: add it.",
    ),
    (MAIN, "file: text/about.md", "file: [text/about.md]", "parts.1.file: this must be text"),
    # What hangs together.
    (
        MAIN,
        "    commitment: notice\n",
        "    commitment: notices\n",
        "rules.3.commitment: there is no commitment with the key “notices”: mend it or",
    ),
    (
        MAIN,
        "binds: [public, vcs]\n",
        "binds: [public, groups]\n",
        "parts.2.groups.1.binds: “groups” is no sector of this pack. There are: funder,",
    ),
    (
        MAIN,
        "            binds: [vcs]\n",
        "            binds: [clubs]\n",
        "parts.2.groups.1.commitments.2.binds: “clubs” is no sector of this pack",
    ),
    (MAIN, "part_of: public}", "part_of: state}", "sectors.3.part_of: “state” is no sector"),
    (
        MAIN,
        "part_of: public}",
        "part_of: funder}",
        "sectors.3.part_of: “funder” would be part of itself: mend `part_of`.",
    ),
    (
        MAIN,
        "    binds: [public]\n    when: {significant_effect: true}\n    unless",
        "    binds: [state]\n    when: {significant_effect: true}\n    unless",
        "rules.1.binds: “state” is no sector",
    ),
    (
        MAIN,
        "    binds: [public]\n    when: {significant_effect: true}\n    unless",
        "    binds: []\n    when: {significant_effect: true}\n    unless",
        "rules.1.binds: the rule binds nobody: say whom.",
    ),
    (
        MAIN,
        "binds: [public, vcs]\n",
        "binds: []\n",
        "parts.2.groups.1.commitments.1: nobody is bound: write `binds` here or on its",
    ),
    (
        MAIN,
        "key: reports",
        "key: honesty",
        "parts.2.groups.1.commitments.2.key: “honesty” is used twice among the commitments",
    ),
    (
        MAIN,
        "key: public-promises",
        "key: shared",
        "parts.2.groups.2.key: “shared” is used twice among the groups: give one another",
    ),
    (MAIN, "key: promises", "key: about", "parts.2.key: “about” is used twice among the p"),
    (MAIN, "{key: vcs,", "{key: public,", "sectors.2.key: “public” is used twice among the"),
    (
        MAIN,
        "key: consultation-feedback",
        "key: consultation-length",
        "rules.2.key: “consultation-length” is used twice among the rules",
    ),
    (MAIN, "key: reports", "key: search", "parts.2.groups.1.commitments.2.key: “search” is an"),
    (
        MAIN,
        "key: reports",
        "key: Annual Reports",
        "parts.2.groups.1.commitments.2.key: “Annual Reports” cannot be a key: use small",
    ),
    (MAIN, "    file: text/about.md\n", "", "parts.1: “about” is empty: give it a `file` or"),
    (
        MAIN,
        "    at_least: {amount: 3, unit: months}",
        "    at_least: {amount: 0, unit: months}",
        "rules.3.at_least: this is no length: write an amount of 1 or more.",
    ),
    (
        MAIN,
        "aim: {amount: 16, unit: weeks}",
        "aim: {amount: 8, unit: weeks}",
        "rules.1.aim: the aim of 8 weeks is less than what is promised, 12 weeks.",
    ),
    (MAIN, "ends: closes", "ends: opened", "rules.1.ends: the rule begins and ends with “ope"),
    (
        MAIN,
        "facts: [feedback_published, decision_explained]",
        "facts: []",
        "rules.2.facts: name one fact at least: with none, silence would count as kept.",
    ),
    (
        MAIN,
        "unless: {legally_impossible: true}",
        "unless: {legally_impossible: yes}",
        "rules.1.unless: “legally_impossible: yes” is read as a word: write true or false.",
    ),
    (
        MAIN,
        'text: "{organisation} will keep',
        'text: "We will keep',
        "pledge.text: say where the name goes: write {organisation} in it.",
    ),
    (STAGED, "start: talks", "start: nowhere", "start: “nowhere” is no stage"),
]


def test_there_are_enough_broken_texts():
    assert len(BROKEN) >= 25


# Where the line told is not one that was changed: the item that lacks something, or the top.
ELSEWHERE = {
    "a value cannot be read: ": "# A small pack",
    "the text is nested too deeply to be a pack": "# A small pack",
    "area: this field is missing: add it.": "# A small pack",
    "start: this field is missing: add it.": "name: Settling a difference",
    "parts.2.groups.1.commitments.1.title: this field is missing: add it.": "key: honesty",
    "parts.2.groups.1.commitments.1: nobody is bound: write `binds` here or on its": "key: honesty",
    "rules.2.kind: say what kind of rule this is: write `kind`.": "key: consultation-feedback",
    "parts.1: “about” is empty: give it a `file` or": "key: about",
    "this repeats another place by *": "key: honesty",
}


def is_there(line: str, after: str, says: str) -> bool:
    """Say whether a line that a complaint names is the one it should name."""
    if says in ELSEWHERE:
        return ELSEWHERE[says] in line
    return any(part.strip() in line for part in after.splitlines() if part.strip())


@pytest.mark.parametrize(
    ("name", "before", "after", "says"), BROKEN, ids=[one[3] for one in BROKEN]
)
def test_a_broken_pack(name, before, after, says):
    files = changed(name, before, after)
    faults = refused(files)
    told = [fault.split(": ", 1) for fault in faults]
    lines = [place.split(":") for place, said in told if said.startswith(says)]
    assert lines, faults
    for file, line in lines:
        assert file == name
        assert is_there(files[file].splitlines()[int(line) - 1], after, says), line
    assert all(re.match(r"(pack|procedure)\.yaml:\d+: ", fault) for fault in faults)
    assert all(fault.endswith(".") and not fault.endswith("..") for fault in faults)


ALONE = [
    ({}, "pack.yaml:1: this file is missing: every pack has one."),
    ({MAIN: ""}, "pack.yaml:1: a pack is made of fields: write name: value on each line."),
    ({MAIN: "# nothing yet\n"}, "pack.yaml:1: a pack is made of fields"),
    ({MAIN: "- format: 1\n"}, "pack.yaml:1: a pack is made of fields"),
    ({MAIN: "just words\n"}, "pack.yaml:1: a pack is made of fields"),
    (
        {MAIN: "format: 1\narea: 'Smallport\nname: Compact\n"},
        "pack.yaml:2: the quotation mark opened here is not closed: close it.",
    ),
    (
        {**FILES, STAGED: ""},
        "procedure.yaml:1: there is no procedure: write one in procedure.yaml.",
    ),
    (
        {**FILES, STAGED: "- a\n"},
        "procedure.yaml:1: there is no procedure: write one in procedure.yaml.",
    ),
    (
        {name: text for name, text in FILES.items() if name != STAGED},
        "pack.yaml:1: procedure: there is no procedure: write one in procedure.yaml.",
    ),
    (
        {name: text for name, text in FILES.items() if not name.startswith("text/")},
        "pack.yaml:22: parts.1.file: there is no file “text/about.md” in the pack: add it.",
    ),
]


@pytest.mark.parametrize(("files", "says"), ALONE, ids=[says for _, says in ALONE])
def test_a_file_that_is_missing_or_empty(files, says):
    assert any(fault.startswith(says) for fault in refused(files))


def test_all_faults_are_told_at_once():
    files = changed(MAIN, "area: Smallport\n", "area: 12\n")
    files[MAIN] = files[MAIN].replace("file: text/about.md", "file: text/none.md")
    files[STAGED] = files[STAGED].replace("start: talks\n", "")
    said = refused(files)
    assert [fault.split(": ")[1] for fault in said] == ["area", "start", "parts.1.file"]


def test_a_wrong_rule_is_told_once():
    """Not once for every kind of rule that it might have been."""
    files = changed(MAIN, "    begins: opened\n", "    from: opened\n")
    assert refused(files) == [
        "pack.yaml:75: rules.1.begins: this field is missing: add it.",
        "pack.yaml:79: rules.1.from: there is no such field here: remove it or mend its spelling.",
    ]


def test_the_small_pack():
    assert (PACK.key, PACK.nation, PACK.edition.date.isoformat()) == (
        "small-2026",
        "england",
        "2026-05-01",
    )
    assert PACK.parts[0].prose == FILES["text/about.md"]
    assert [group.key for group in PACK.groups()] == ["shared", "public-promises"]
    assert {one.key: one.binds for one in PACK.commitments()} == {
        "honesty": ("public", "vcs"),
        "reports": ("vcs",),
        "consulting": ("public",),
        "notice": ("funder",),
    }


def test_a_sector_binds_with_the_wider_ones():
    assert PACK.bound("funder") == {"funder", "public"}
    assert PACK.bound("vcs") == {"vcs"}
    assert PACK.bound("") == frozenset()


def test_yaml_1_2_words_are_words():
    """`no` is a word and not false, except where the field is a yes or no."""
    files = changed(MAIN, "area: Smallport\n", "area: no\n")
    files[STAGED] = files[STAGED].replace("joint: true", "joint: yes")
    pack = parse(files)
    assert pack.area == "no"
    assert pack.procedure.step("send").joint is True


@pytest.mark.parametrize("pack", PACKS)
def test_dump_and_restore(pack):
    whole = load(ROOT / "packs" / pack)
    data = dump(whole)
    assert restore(data) == whole
    assert restore(json.loads(json.dumps(data))) == whole
    assert dump(restore(data)) == data


def test_dump_and_restore_the_small_pack():
    assert restore(json.loads(json.dumps(dump(PACK)))) == PACK


# Places.


@pytest.mark.parametrize(
    ("pack", "kind"),
    [
        (pack, kind)
        for pack in PACKS
        for kind in ("stages", "steps", "clocks", "endings", "roles", "gates")
    ],
)
def test_the_lines_of_a_real_procedure(pack, kind):
    """The line told for an item is the one on which its key stands."""
    text = (ROOT / "packs" / pack / STAGED).read_text(encoding="utf-8")
    tree = read_yaml(text, STAGED)
    lines = text.splitlines()
    for n, item in enumerate(plain(tree)[kind]):
        line = lines[line_of(tree, (kind, n, "key")) - 1]
        assert re.search(rf"key: {item['key']}\b", line), line


def test_a_place_that_is_not_there_gives_the_nearest():
    tree = read_yaml(FILES[MAIN], MAIN)
    assert line_of(tree, ()) == 1
    assert line_of(tree, ("parts", 99)) == line_of(tree, ("parts",))
    assert line_of(tree, ("parts", 0, "titel")) == line_of(tree, ("parts", 0))
    assert line_of(tree, ("parts", "first")) == line_of(tree, ("parts",))
    assert line_of(tree, ("area", "name")) == line_of(tree, ("area",)) == 4


def test_plain_keeps_values_and_drops_places():
    tree = read_yaml("a: [1, true, x, 2026-01-02]\nb: >-\n  two\n  lines\n1: {c: }\n", "x.yaml")
    data = plain(tree)
    assert data == {
        "a": [1, True, "x", tree["a"][3]],
        "b": "two lines",
        "1": {"c": None},
    }
    assert type(data) is dict
    assert type(data["a"]) is list
    assert type(data["b"]) is str
