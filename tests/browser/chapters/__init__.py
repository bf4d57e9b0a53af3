"""The chapters of the story, in order; each is played by the people it is about."""

from collections.abc import Callable

from tests.browser.chapters import deciding, raising, reading, settling
from tests.browser.story import Story

IN_ORDER: tuple[Callable[[Story], None], ...] = (
    reading.reading,
    reading.arriving,
    raising.stopped,
    reading.signing,
    raising.raising,
    settling.answering,
    settling.agreeing,
    settling.extending,
    settling.failing,
    settling.recusing,
    deciding.exchanging,
    deciding.mourning,
    deciding.commenting,
    deciding.deciding,
    deciding.publishing,
)
AT_A_PUSH = IN_ORDER[: IN_ORDER.index(settling.answering) + 1]
