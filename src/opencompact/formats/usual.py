"""What holds where a pack says nothing: the usual time for a reply, the usual way to the door."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from opencompact.core.calendar import Span
from opencompact.core.pack import Challenge, Diagnosis, Pack, plain, read_yaml
from opencompact.core.pack.translate import laid_over
from opencompact.core.record import record

FILE: Final = Path(__file__).parent / "data" / "usual.yaml"
ENGLISH: Final = "en"
OWN: Final = frozenset({"challenge", "diagnosis"})


@record
class Usual:
    """The usual part of a pack."""

    challenge: Challenge
    diagnosis: Diagnosis


@cache
def usual(language: str = ENGLISH) -> Usual:
    """The usual part in a language, in English where we do not have it."""
    data: dict[str, Any] = plain(read_yaml(FILE.read_text(encoding="utf-8"), FILE.name))
    words = {key: data.pop(key) for key in list(data) if key not in OWN}
    return TypeAdapter(Usual).validate_python(laid_over(data, words.get(language, {})))


def diagnosis_of(pack: Pack | None, language: str = ENGLISH) -> Diagnosis:
    """The way to the right door of a pack; the usual one where it has none."""
    own = pack.diagnosis if pack else None
    return own or usual(language).diagnosis


def challenge_of(pack: Pack | None) -> Challenge:
    """What a pack says of challenges, with the usual time where it names none."""
    own = (pack.challenge if pack else None) or usual().challenge
    return own if own.reply else replace(own, reply=usual().challenge.reply)


def reply_time(pack: Pack | None) -> Span:
    """How long a reply to a challenge usually takes."""
    found = challenge_of(pack).reply
    if found is None:
        raise ValueError(f"{FILE.name} names no time for a reply: write one.")
    return found
