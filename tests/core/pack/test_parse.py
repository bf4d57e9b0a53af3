"""Reading packs: a complaint says file:line: field: what to do; a good pack comes back whole."""

import json
import re

import pytest

from opencompact.core.pack import PackError, dump, parse, restore
from opencompact.core.pack.tree import line_of, plain, read_yaml
from opencompact.formats.packs import load
from tests.core.pack.broken import BROKEN, ELSEWHERE
from tests.core.small import FILES, MAIN, PACK, ROOT, STAGED, changed

PACKS = ["leicester-2008", "leeds-2010"]


def refused(files) -> list[str]:
    with pytest.raises(PackError) as found:
        parse(files)
    assert str(found.value) == "\n".join(found.value.faults)
    return list(found.value.faults)


def test_there_are_enough_broken_texts():
    assert len(BROKEN) >= 25


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
        "pack.yaml:2: the quotation mark opened here is not closed: close it",
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
