"""The seven neighbouring procedures that the engine must be able to say, as packs of the tests."""

from functools import cache
from pathlib import Path

from opencompact.core.pack import Pack
from opencompact.formats.packs import load

FOLDER = Path(__file__).parent
SEVEN = (
    "complaints",
    "conciliation",
    "grant-terms",
    "mediation-anytime",
    "provider-contract",
    "shared-service",
    "written-request",
)


@cache
def pack_of(name: str) -> Pack:
    """One of the seven, whole."""
    return load(FOLDER / name)
