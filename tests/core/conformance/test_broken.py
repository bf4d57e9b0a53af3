"""What the check of a pack prints of procedures broken on purpose: the line and the remedy."""

import pytest

from opencompact.cli import main
from opencompact.formats.packs import read
from tests.core.conformance.broken import BROKEN, FAILS, LEICESTER
from tests.core.conformance.seven import FOLDER
from tests.core.small import MAIN, ROOT, STAGED

FEWEST = 25


def spoilt(pack: str, changes) -> str:
    """The text of a procedure with passages changed."""
    folder = ROOT / "packs" / LEICESTER if pack == LEICESTER else FOLDER / pack
    text = (folder / STAGED).read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1, f"{before!r} must stand once in {pack}"
        text = text.replace(before, after)
    return text


def complaints(capsys, tmp_path, text: str) -> list[str]:
    """What the command prints of a pack with this procedure, a line for each fault."""
    (tmp_path / MAIN).write_text(read(FOLDER / "grant-terms")[MAIN], encoding="utf-8")
    (tmp_path / STAGED).write_text(text, encoding="utf-8")
    assert main(["pack", "check", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.splitlines()


def test_there_are_enough_and_no_two_are_the_same():
    assert len(BROKEN) >= FEWEST
    assert len({one.wrong for one in BROKEN}) == len(BROKEN)


@pytest.mark.parametrize("one", BROKEN, ids=[f"{one.pack}: {one.wrong}" for one in BROKEN])
def test_the_complaint_names_the_line_and_the_remedy(capsys, tmp_path, one):
    text = spoilt(one.pack, one.changes)
    found = [line for line in complaints(capsys, tmp_path, text) if one.wrong in line]
    assert found, capsys.readouterr().err
    name, number, _ = found[0].split(":", 2)
    assert name == STAGED
    assert text.splitlines(keepends=True)[int(number) - 1].startswith(one.line)
    assert found[0].endswith(one.remedy)


def test_leicester_without_the_failing_of_mediation_is_refused_as_it_stands(capsys, tmp_path):
    """Even where the clock still names the step that is gone."""
    text = spoilt(LEICESTER, [(FAILS, "")])
    said = complaints(capsys, tmp_path, text)
    assert any("clocks.5.met_by: “fail-mediation” is no step" in line for line in said)
    assert any("stages.4: A case at the stage “mediation” may never end" in line for line in said)
