"""A call below which Python's own stack lies in one piece."""

from collections.abc import Callable
from types import FunctionType
from typing import Any, Final, TypeVar

Answer = TypeVar("Answer")
# With so many places, of eight bytes each, a piece has room for some three hundred calls more.
PLACES: Final = 17_000


def _done(work: Callable[..., Any], *given: Any) -> Any:
    return work(*given)


_ROOMY = FunctionType(_done.__code__.replace(co_stacksize=PLACES), globals())


def roomy(work: Callable[..., Answer], *given: Any) -> Answer:
    """What `work` answers, called with what is given.

    Python (3.11 and later) keeps running calls in pieces of 16 KB, and hands a piece back to the
    system as soon as it is empty. A loop that calls across the end of a piece asks the system for
    memory at every turn; a page takes up to a fifth longer by that. Who says to need much gets a
    piece that is large enough, and whatever is called from there lies in it too.
    """
    answer: Answer = _ROOMY(work, *given)
    return answer
