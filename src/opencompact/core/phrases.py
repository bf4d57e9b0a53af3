"""Sentences with open gaps, marked for translation: what shows them can say them in Welsh."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from opencompact.core.calendar import written
from opencompact.core.record import record


@record
class Phrase:
    """A text with gaps and what fills them: words, dates, spans or other phrases.

    As a string it is English. The text is one that `marked` was called with.
    """

    text: str
    gaps: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**{name: _said(gap) for name, gap in self.gaps.items()})

    def __bool__(self) -> bool:
        return bool(self.text)


class PhrasedError(ValueError):
    """Something that cannot be used. `says` tells a person why and what to do.

    The text is one that `marked` was called with; what is given beside it fills its gaps.
    """

    def __init__(self, text: str, /, **gaps: object) -> None:
        self.says = Phrase(text, gaps)
        super().__init__(str(self.says))


def marked(text: str) -> str:
    """Mark a text for translation where nothing translates; the catalogue looks for this call."""
    return text


def _said(gap: object) -> str:
    return written(gap) if isinstance(gap, date) else str(gap)
