"""What is already known: earlier consultations on the same theme or with the same community."""

from collections.abc import Iterable
from datetime import date

from opencompact.apps.consultations.models import Consultation
from opencompact.apps.organisations.models import naming
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .register import CLOSED, Row, Wanted, published

SHOWN = 5


@record
class Earlier:
    """One earlier consultation, and the words that both share."""

    row: Row
    shared: tuple[str, ...]


def earlier(
    area: Area, words: Iterable[str], on: date, but: Consultation | None = None
) -> list[Earlier]:
    """Closed ones that share a theme or a community: those that share most, with feedback first."""
    asked = {naming.plain(word): word for word in words}
    rows = published(area, Wanted(state=CLOSED), on) if asked else []
    found = [
        Earlier(row, shared)
        for row in rows
        if (but is None or row.consultation.pk != but.pk)
        and (shared := tuple(asked[key] for key in _words(row.consultation) if key in asked))
    ]
    return sorted(found, key=_order)[:SHOWN]


def words_of(consultation: Consultation) -> list[str]:
    """The themes and communities of a consultation."""
    return [*consultation.themes, *consultation.communities]


def _words(consultation: Consultation) -> dict[str, None]:
    return dict.fromkeys(map(naming.plain, words_of(consultation)))


def _order(one: Earlier) -> tuple[int, bool, int]:
    closed = one.row.window.closes.toordinal() if one.row.window else 0
    return -len(one.shared), one.row.feedback is None, -closed
