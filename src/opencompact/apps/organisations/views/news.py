"""What is new on the register as a feed: who signed, who withdrew, who was added."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Final
from urllib.parse import urljoin
from uuid import UUID, uuid5

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.dates import day
from opencompact.base.ui.tables import LICENCE_URL
from opencompact.formats import atom

LENGTH: Final = 50


@open_page
def register_atom(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The latest signatures, withdrawals and organisations; it says what everybody can see."""
    return HttpResponse(atom.write(_feed(request.area)), content_type=atom.KIND)


def _feed(area: Area) -> atom.Feed:
    """An import of thousands does not push out the signatures: each kind has its own length."""
    entries = chain(_signed(area), _withdrawn(area), _added(area))
    return atom.Feed(
        title=f"New in the register of the {area.name} {area.term('agreement')}",
        href=_whole(reverse("organisations:register-atom", args=[area.slug])),
        page=_whole(reverse("organisations:register", args=[area.slug])),
        author=f"{area.name} {area.term('agreement')}",
        licence=LICENCE_URL,
        began=area.created_at,
        entries=sorted(entries, key=lambda one: one.at, reverse=True),
    )


def _signed(area: Area) -> Iterator[atom.Entry]:
    for one in queries.signed_lately(area)[:LENGTH]:
        said = f"Signed on {day(one.signed_on)}."
        yield _entry(area, one.organisation, one.pk, "signed", one.recorded_at, said)


def _withdrawn(area: Area) -> Iterator[atom.Entry]:
    for one in queries.withdrawn_lately(area)[:LENGTH]:
        at, on = one.withdrawn_recorded_at, one.withdrawn_on
        if at and on:
            said = f"Withdrew in writing, from {day(on)} on."
            yield _entry(area, one.organisation, one.pk, "withdrew", at, said)


def _added(area: Area) -> Iterator[atom.Entry]:
    for one in queries.added_lately(area)[:LENGTH]:
        said = f"{one.get_sector_display()}{f', {one.locality}' if one.locality else ''}."
        yield _entry(area, one, one.pk, "is on the register", one.created_at, said)


def _entry(
    area: Area, one: Organisation, about: UUID, what: str, at: datetime, said: str
) -> atom.Entry:
    """An entry with an id made from what it is about, so that a new name is no new entry."""
    href = reverse("organisations:organisation", args=[area.slug, one.slug])
    key = uuid5(about, what).urn
    return atom.Entry(key, f"{one.name} {what}", _whole(href), at, said)


def _whole(path: str) -> str:
    return urljoin(settings.BASE_URL, path)
