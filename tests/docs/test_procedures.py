"""docs/procedures.md: its worked example is sound, and each fault it names is found in fact."""

import pytest
from pydantic import TypeAdapter

from opencompact.core.pack import PackError, parse
from opencompact.core.pack.parse import plain, read_yaml
from opencompact.core.procedure import Procedure, check
from tests.docs.pages import ROOT, blocks, tables, words
from tests.docs.test_packs import example

PAGE = ROOT / "docs/procedures.md"
PROCEDURE: TypeAdapter[Procedure] = TypeAdapter(Procedure)


def procedure(text: str) -> Procedure:
    return PROCEDURE.validate_python(plain(read_yaml(text, "procedure.yaml")))


def worked() -> str:
    return example()["procedure.yaml"]


def test_the_worked_example_has_no_fault():
    assert check(procedure(worked())) == ()


def changes() -> list[tuple[str, str, str]]:
    """The table of the page: what to change in the example and what the checker then says."""
    rows = [row for table in tables(PAGE).values() for row in table if "Change this" in row]
    return [(words(r["Change this"]), words(r["to this"]), words(r["and it says"])) for r in rows]


def test_the_page_shows_what_is_refused():
    assert changes()


@pytest.mark.parametrize(("before", "after", "says"), changes())
def test_the_checker_says_what_the_page_says(before, after, says):
    text = worked()
    assert text.count(before) == 1, (
        f"docs/procedures.md: “{before}” must stand once in the example."
    )
    files = {**example(), "procedure.yaml": text.replace(before, after)}
    with pytest.raises(PackError) as refused:
        parse(files)
    assert says in str(refused.value), f"docs/procedures.md: the checker says: {refused.value}"


def test_the_parts_it_shows_stand_in_the_example():
    """Pieces that the page takes out of the example to talk about them are the example's own."""
    for block in blocks(PAGE, "yaml"):
        if not block.name:
            assert block.text in worked(), f"{block.place}: this is not in the worked example."
