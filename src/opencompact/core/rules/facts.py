"""What was recorded, and the words for it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeGuard

from opencompact.core.phrases import Phrase, marked

Fact = bool | date | int | Decimal | str
Facts = Mapping[str, Fact]
"""What is not recorded is not in it: never false by default."""

# The facts that the software itself records, in words; a pack may name others.
KNOWN: Final = (
    marked("appeal route told"),
    marked("assessed"),
    marked("champions"),
    marked("closes"),
    marked("competitive process forbids"),
    marked("confirmation not possible"),
    marked("confirmed"),
    marked("criteria"),
    marked("decided"),
    marked("decision approach recorded"),
    marked("default notice"),
    marked("dispute clause"),
    marked("ends"),
    marked("evidence"),
    marked("exceptional"),
    marked("external limit"),
    marked("feedback published"),
    marked("first decision"),
    marked("joint discussion"),
    marked("legally impossible"),
    marked("major change"),
    marked("mitigation"),
    marked("monitoring proportionate"),
    marked("named contact"),
    marked("notice given"),
    marked("objectives"),
    marked("opened"),
    marked("overheads considered"),
    marked("paid on time"),
    marked("payment in advance"),
    marked("payment in advance not possible"),
    marked("payment terms"),
    marked("payments"),
    marked("published"),
    marked("purpose stated"),
    marked("reasons"),
    marked("remedy offered"),
    marked("responded before decision"),
    marked("reviewed"),
    marked("set by law"),
    marked("significant effect"),
    marked("starts"),
    marked("term considered"),
    marked("timetable"),
    marked("type"),
    marked("type reason"),
    marked("users told"),
    marked("vcs shaped"),
    marked("ways of taking part"),
    marked("what can change stated"),
)


def worded(fact: str) -> Phrase:
    """A fact in words: "significant effect"."""
    return Phrase(fact.replace("_", " "))


def listed(facts: Mapping[str, object] | tuple[str, ...]) -> tuple[Phrase, ...]:
    """Several facts in words."""
    return tuple(worded(fact) for fact in facts)


def there(fact: Fact) -> bool:
    """Say whether what is recorded says that the thing is there."""
    return bool(fact.strip() if isinstance(fact, str) else fact)


def number(fact: Fact | None) -> TypeGuard[int | Decimal]:
    """Say whether a fact is a number; yes and no are none."""
    return isinstance(fact, int | Decimal) and not isinstance(fact, bool)
