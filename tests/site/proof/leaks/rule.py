"""What is said of a field that holds text: who may read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.site.proof.leaks import people
from tests.site.proof.leaks.people import Cast, Names


@dataclass(frozen=True)
class Rule:
    """What may be read by whom: `readers` of a row, none where nothing confidential is written.

    `each` says that every text in it must hold a canary, not only one of them.
    """

    says: str
    readers: Callable[[Cast, Any], Names] | None = None
    each: bool = True


OF_REPORT = Rule("whoever keeps a report, and whoever made it", people.reported)
OF_ENTRY = Rule("those concerned with what happened to a report", people.entered)
OPEN = Rule("everybody reads it")
KEY = Rule("a key, a hash or a word of the software: nobody writes it")
COPY = Rule("made by the software from fields that have a row of their own")
OF_CASE = Rule("those of the case", people.subject)
OF_LETTER = Rule(
    "its writers; when it is sent those it went to, officers with a copy", people.letter
)
OF_WRITERS = Rule("its writers; others read of it what stands in the letter", people.writers)
OF_STEP = Rule("those to whom what is written with the step is open", people.written)
PAPER = Rule("those to whom the step of the paper is open", people.paper)
IN_ROOM = Rule("those in the room to whom the paper is shown", people.room_paper)
BUNDLED = Rule("those to whom the exchange is open", people.bundled)
OFFICERS = Rule("the officers of the area", Cast.officers)
SENT = Rule("what an officer writes for mail to everybody")
LINKED = Rule("the officers, and whoever holds the secret of the link")
OWN = Rule("comes with signing in, and is shown to its person alone; the world signs in otherwise")
