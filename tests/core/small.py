"""The small pack that the tests of the core stand on, so that no real agreement holds them up."""

from pathlib import Path

from opencompact.core.pack import parse
from opencompact.formats.packs import read

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "pack" / "small"
FILES = read(FOLDER)
PACK = parse(FILES)
PROCEDURE = PACK.procedure
MAIN = "pack.yaml"
STAGED = "procedure.yaml"


def changed(name: str, before: str, after: str) -> dict[str, str]:
    """The small pack's texts with one passage of one file changed."""
    assert FILES[name].count(before) == 1, f"{before!r} must stand once in {name}"
    return {**FILES, name: FILES[name].replace(before, after)}
