"""Reading packs: every complaint says file:line: field: what to do; a good pack comes back whole."""

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
    (MAIN, "area: Smallport", "area:\tSmall\n\tport", "pack.yaml:5: a tab stands here: indent with spaces."),
    (MAIN, "area: Smallport", "area: A\narea: B", "pack.yaml:5: “area” is written twice: keep one."),
    (
        MAIN,
        "{key: vcs, name: Voluntary",
        "{key: vcs, key: vcs, name: Voluntary",
        "pack.yaml:15: “key” is written twice: keep one.",
    ),
    (
        MAIN,
        "name: Smallport Compact",
        "name: Smallport: the Compact",
        "pack.yaml:5: there is a colon where none can be: put the text in quotes, or mend the spaces "
        "before it.",
    ),
    (
        MAIN,
        "nation: england\n",
        "nation: england\n  second: line\n",
        "pack.yaml:7: there is a colon where none can be",
    ),
    (
        MAIN,
        "  - key: promises",
        " - key: promises",
        "pack.yaml:24: this line starts at another column than its neighbours: line it up with them.",
    ),
    (MAIN, "area: Smallport\n", "area: Smallport\nan idle line\n", "pack.yaml:6: this line is no field"),
    (
        MAIN,
        "outcomes: [Better services]",
        "outcomes: [Better services",
        "pack.yaml:65: the bracket opened here is not closed: end it with ].",
    ),
    (
        MAIN,
        "edition: {date: 2026-05-01, label: First edition}",
        "edition: {date: 2026-05-01, label: First edition",
        "pack.yaml:7: the bracket opened here is not closed: end it with }.",
    ),
    (
        MAIN,
        "area: Smallport\n",
        "area: 'Smallport\n",
        "pack.yaml:4: the quotation mark opened here is not closed: close it.",
    ),
    (
        MAIN,
        "area: Smallport\n",
        'area: "Small\\port"\n',
        "pack.yaml:4: a backslash in double quotes means something else: use single quotes.",
    ),
    (
        MAIN,
        "area: Smallport\n",
        "area: @Smallport\n",
        "pack.yaml:4: a text cannot begin with this character: put it in quotes.",
    ),
    (MAIN, "area: Smallport\n", "area: *port\n", "pack.yaml:4: a text cannot begin with * or &"),
    (MAIN, "area: Smallport\n", "area: & port\n", "pack.yaml:4: a text cannot begin with * or &"),
    (MAIN, "area: Smallport\n", "area: !port x\n", "pack.yaml:4: a text cannot begin with !"),
    (
        MAIN,
        "binds: [public, vcs]",
        "binds: &both [public, vcs]\n        also: *both",
        "pack.yaml:34: this repeats another place by *: write it out.",
    ),
    (
        MAIN,
        "clause: 2a, 1\n",
        "clause: &same 2a, 1\n            <<: {title: Twice}\n",
        "pack.yaml:35: this repeats another place by *: write it out.",
    ),
    (MAIN, "area: Smallport\n", "area: Small\x07port\n", "pack.yaml:4: there is a character here that"),
    (
        MAIN,
        "format: 1\n",
        "---\nformat: 1\n---\n",
        "pack.yaml:4: a second document begins here: remove the line of dashes before it.",
    ),
    (MAIN, "2026-05-01", "2026-02-30", "pack.yaml:7: there is no day 2026-02-30: give one that the"),
    (MAIN, "2026-05-01", "2026-13-01", "pack.yaml:7: there is no day 2026-13-01"),
    (MAIN, "format: 1\n", "%YAML 3.0\n---\nformat: 1\n", "pack.yaml:2: this is not valid YAML: found inc"),
    (MAIN, "format: 1\n", f"format: {'1' * 5000}\n", "pack.yaml:1: a value cannot be read: "),
    (
        MAIN,
        "outcomes: [Better services]",
        f"outcomes: {'[' * 3000}",
        "pack.yaml:1: the text is nested too deeply to be a pack.",
    ),
    (
        MAIN,
        "outcomes: [Better services]",
        f"outcomes: {'[' * 60}{']' * 60}",
        "pack.yaml:65: the text is nested too deeply to be a pack.",
    ),
    # Fields.
    (MAIN, "area: Smallport\n", "", "pack.yaml:1: area: this field is missing: add it."),
    (MAIN, "area: Smallport\n", "area:\n", "pack.yaml:4: area: nothing is written here: write it, or"),
    (MAIN, "area: Smallport\n", "area: 12\n", "pack.yaml:4: area: this must be text: put it in quotes."),
    (
        MAIN,
        "area: Smallport\n",
        "area: Smallport\ntwon: x\n",
        "pack.yaml:5: twon: there is no such field here: remove it or mend its spelling.",
    ),
    (
        MAIN,
        "title: Honesty\n",
        "titel: Honesty\n",
        "pack.yaml:37: parts.2.groups.1.commitments.1.titel: there is no such field here",
    ),
    (
        MAIN,
        "title: Honesty\n",
        "titel: Honesty\n",
        "pack.yaml:35: parts.2.groups.1.commitments.1.title: this field is missing: add it.",
    ),
    (MAIN, "format: 1\n", "format: 2\n", "pack.yaml:2: format: this must be 1."),
    (
        MAIN,
        "nation: england",
        "nation: albion",
        "pack.yaml:6: nation: this must be 'england', 'wales', 'scotland' or 'northern-ireland'.",
    ),
    (
        MAIN,
        "{date: 2026-05-01, label: First edition}",
        "{date: the first of May, label: First edition}",
        "pack.yaml:7: edition.date: this must be a date, as in 2026-11-21.",
    ),
    (MAIN, "{date: 2026-05-01, label: First edition}", "First edition", "pack.yaml:7: edition: this must"),
    (MAIN, "date: 2026-05-01,", "date: 2026-05-01 10:30:00,", "pack.yaml:7: edition.date: this must be a"),
    (MAIN, "date: 2026-05-01,", "date: [2026],", "pack.yaml:7: edition.date: this must be a date"),
    (
        MAIN,
        "binds: [public, vcs]\n",
        "binds: public, vcs\n",
        "pack.yaml:33: parts.2.groups.1.binds: this must be a list: write [one, two], or a dash",
    ),
    (MAIN, "parts:\n", "parts: none\nchapters:\n", "pack.yaml:18: parts: this must be a list"),
    (
        MAIN,
        "wording: {agreement: Compact, officer: Compact officer}",
        "wording: Covenant",
        "pack.yaml:9: wording: this must hold fields (name: value), each on a line of its own.",
    ),
    (
        MAIN,
        "at_least: {amount: 12, unit: weeks}",
        "at_least: {amount: twelve, unit: weeks}",
        "pack.yaml:74: rules.1.at_least.amount: this must be a whole number.",
    ),
    (
        MAIN,
        "at_least: {amount: 12, unit: weeks}",
        "at_least: {amount: 12.5, unit: weeks}",
        "pack.yaml:74: rules.1.at_least.amount: this must be a whole number.",
    ),
    (
        MAIN,
        "at_least: {amount: 12, unit: weeks}",
        "at_least: {amount: .inf, unit: weeks}",
        "pack.yaml:74: rules.1.at_least.amount: this must be a whole number.",
    ),
    (
        MAIN,
        "at_least: {amount: 12, unit: weeks}",
        "at_least: {amount: 12, unit: fortnights}",
        "pack.yaml:74: rules.1.at_least.unit: this must be 'days', 'working-days', 'weeks' or 'months'.",
    ),
    (
        MAIN,
        "when: {type: grant}",
        "when: {type: 12.5}",
        "pack.yaml:99: rules.3.when.type: this must be one plain value: true, false, a date",
    ),
    (MAIN, "when: {type: grant}", "when: grant", "pack.yaml:99: rules.3.when: this must hold fields"),
    (
        MAIN,
        "    kind: presence\n",
        "    kind: share\n",
        "pack.yaml:81: rules.2: there is no such kind of rule: write one of 'duration', 'presence'.",
    ),
    (
        MAIN,
        "    kind: presence\n",
        "",
        "pack.yaml:81: rules.2: say what kind of rule this is: write `kind`.",
    ),
    (
        MAIN,
        "    facts: [feedback_published, decision_explained]\n",
        "    begins: opened\n",
        "pack.yaml:85: rules.2.begins: there is no such field here",
    ),
    (
        STAGED,
        "    firm: false\n  - key: mediating",
        "    firm: perhaps\n  - key: mediating",
        "procedure.yaml:104: clocks.2.firm: this must be true or false.",
    ),
    (
        STAGED,
        "    firm: false\n  - key: mediating",
        "    firm: [no]\n  - key: mediating",
        "procedure.yaml:104: clocks.2.firm: this must be true or false.",
    ),
    (
        STAGED,
        "{key: officer, held_by: officer, name: Compact officer}",
        "{key: officer, held_by: nobody, name: Compact officer}",
        "procedure.yaml:10: roles.5.held_by: this must be 'party', 'chair', 'panel', 'mediator' or 'off",
    ),
    (
        STAGED,
        "room: mediation}",
        "room: meditation}",
        "procedure.yaml:28: stages.3.room: this must be 'exchange', 'mediation', 'panel' or 'desk'.",
    ),
    (STAGED, 'accepts: ["yes"]', "accepts: [true]", "procedure.yaml:15: gates.1.accepts.1: this must be text"),
    (STAGED, "start: talks\n", "", "procedure.yaml:1: start: this field is missing: add it."),
    (
        MAIN,
        "format: 1\n",
        "format: 1\nprocedure: {}\n",
        "pack.yaml:3: procedure: procedure.yaml holds the procedure: remove it here.",
    ),
    (
        MAIN,
        "file: text/about.md",
        "file: text/abuot.md",
        "pack.yaml:23: parts.1.file: there is no file “text/abuot.md” in the pack: add it.",
    ),
    (MAIN, "file: text/about.md", "file: [text/about.md]", "pack.yaml:23: parts.1.file: this must be text"),
    # What hangs together.
    (
        MAIN,
        "    commitment: notice\n",
        "    commitment: notices\n",
        "pack.yaml:93: rules.3.commitment: there is no commitment with the key “notices”: mend it or",
    ),
    (
        MAIN,
        "binds: [public, vcs]\n",
        "binds: [public, groups]\n",
        "pack.yaml:33: parts.2.groups.1.binds: “groups” is no sector of this pack. There are: funder,",
    ),
    (
        MAIN,
        "            binds: [vcs]\n",
        "            binds: [clubs]\n",
        "pack.yaml:45: parts.2.groups.1.commitments.2.binds: “clubs” is no sector of this pack",
    ),
    (MAIN, "part_of: public}", "part_of: state}", "pack.yaml:16: sectors.3.part_of: “state” is no sector"),
    (
        MAIN,
        "part_of: public}",
        "part_of: funder}",
        "pack.yaml:16: sectors.3.part_of: “funder” would be part of itself: mend `part_of`.",
    ),
    (
        MAIN,
        "    binds: [public]\n    when: {significant_effect: true}\n    unless",
        "    binds: [state]\n    when: {significant_effect: true}\n    unless",
        "pack.yaml:76: rules.1.binds: “state” is no sector",
    ),
    (
        MAIN,
        "    binds: [public]\n    when: {significant_effect: true}\n    unless",
        "    binds: []\n    when: {significant_effect: true}\n    unless",
        "pack.yaml:76: rules.1.binds: the rule binds nobody: say whom.",
    ),
    (
        MAIN,
        "binds: [public, vcs]\n",
        "binds: []\n",
        "pack.yaml:35: parts.2.groups.1.commitments.1: nobody is bound: write `binds` here or on its",
    ),
    (
        MAIN,
        "key: reports",
        "key: honesty",
        "pack.yaml:40: parts.2.groups.1.commitments.2.key: “honesty” is used twice among the commitments",
    ),
    (
        MAIN,
        "key: public-promises",
        "key: shared",
        "pack.yaml:46: parts.2.groups.2.key: “shared” is used twice among the groups: give one another",
    ),
    (MAIN, "key: promises", "key: about", "pack.yaml:24: parts.2.key: “about” is used twice among the p"),
    (MAIN, "{key: vcs,", "{key: public,", "pack.yaml:15: sectors.2.key: “public” is used twice among the"),
    (
        MAIN,
        "key: consultation-feedback",
        "key: consultation-length",
        "pack.yaml:81: rules.2.key: “consultation-length” is used twice among the rules",
    ),
    (MAIN, "key: reports", "key: search", "pack.yaml:40: parts.2.groups.1.commitments.2.key: “search” is an"),
    (
        MAIN,
        "key: reports",
        "key: Annual Reports",
        "pack.yaml:40: parts.2.groups.1.commitments.2.key: “Annual Reports” cannot be a key: use small",
    ),
    (MAIN, "    file: text/about.md\n", "", "pack.yaml:19: parts.1: “about” is empty: give it a `file` or"),
    (
        MAIN,
        "    at_least: {amount: 3, unit: months}",
        "    at_least: {amount: 0, unit: months}",
        "pack.yaml:97: rules.3.at_least: this is no length: write an amount of 1 or more.",
    ),
    (
        MAIN,
        "aim: {amount: 16, unit: weeks}",
        "aim: {amount: 8, unit: weeks}",
        "pack.yaml:75: rules.1.aim: the aim of 8 weeks is less than what is promised, 12 weeks.",
    ),
    (MAIN, "ends: closes", "ends: opened", "pack.yaml:73: rules.1.ends: the rule begins and ends with “ope"),
    (
        MAIN,
        "facts: [feedback_published, decision_explained]",
        "facts: []",
        "pack.yaml:85: rules.2.facts: name one fact at least: with none, silence would count as kept.",
    ),
    (
        MAIN,
        "unless: {legally_impossible: true}",
        "unless: {legally_impossible: yes}",
        "pack.yaml:78: rules.1.unless: “legally_impossible: yes” is read as a word: write true or false.",
    ),
    (
        MAIN,
        'text: "{organisation} will keep',
        'text: "We will keep',
        "pack.yaml:61: pledge.text: say where the name goes: write {organisation} in it.",
    ),
    (STAGED, "start: talks", "start: nowhere", "procedure.yaml:3: start: “nowhere” is no stage"),
]


def test_there_are_enough_broken_texts():
    assert len(BROKEN) >= 25


@pytest.mark.parametrize(("name", "before", "after", "says"), BROKEN, ids=[one[3] for one in BROKEN])
def test_a_broken_pack(name, before, after, says):
    faults = refused(changed(name, before, after))
    assert any(fault.startswith(says) for fault in faults), faults
    assert all(re.match(r"(pack|procedure)\.yaml:\d+: ", fault) for fault in faults)
    assert all(fault.endswith(".") and not fault.endswith("..") for fault in faults)


ALONE = [
    ({}, "pack.yaml:1: this file is missing: every pack has one."),
    ({MAIN: ""}, "pack.yaml:1: a pack is made of fields: write name: value on each line."),
    ({MAIN: "# nothing yet\n"}, "pack.yaml:1: a pack is made of fields"),
    ({MAIN: "- format: 1\n"}, "pack.yaml:1: a pack is made of fields"),
    ({MAIN: "just words\n"}, "pack.yaml:1: a pack is made of fields"),
    ({**FILES, STAGED: ""}, "procedure.yaml:1: there is no procedure: write one in procedure.yaml."),
    ({**FILES, STAGED: "- a\n"}, "procedure.yaml:1: there is no procedure: write one in procedure.yaml."),
    (
        {name: text for name, text in FILES.items() if name != STAGED},
        "pack.yaml:1: procedure: there is no procedure: write one in procedure.yaml.",
    ),
    (
        {name: text for name, text in FILES.items() if not name.startswith("text/")},
        "pack.yaml:23: parts.1.file: there is no file “text/about.md” in the pack: add it.",
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
        "pack.yaml:67: rules.1.begins: this field is missing: add it.",
        "pack.yaml:71: rules.1.from: there is no such field here: remove it or mend its spelling.",
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


@pytest.mark.parametrize(("pack", "kind"), [(pack, kind) for pack in PACKS for kind in ("stages", "steps", "clocks", "endings", "roles", "gates")])
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
