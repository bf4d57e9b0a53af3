"""What is new on the register as a feed: who signed, who withdrew, who was added."""

from collections.abc import Iterator
from itertools import chain
from typing import Final
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.addresses import whole
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
    words = {"area": area.name, "agreement": area.term("agreement")}
    return atom.Feed(
        title=_("New in the register of the {area} {agreement}").format_map(words),
        href=whole(reverse("organisations:register-atom", args=[area.slug])),
        page=whole(reverse("organisations:register", args=[area.slug])),
        author=_("{area} {agreement}").format_map(words),
        licence=LICENCE_URL,
        began=area.created_at,
        entries=sorted(entries, key=lambda one: one.at, reverse=True),
    )


def _signed(area: Area) -> Iterator[atom.Entry]:
    for one in queries.signed_lately(area)[:LENGTH]:
        title = _("{name} signed").format(name=one.organisation.name)
        said = _("Signed on {on}.").format(on=day(one.signed_on))
        page = _page(area, one.organisation)
        yield atom.Entry(_key(one.pk, "signed"), title, page, one.recorded_at, said)


def _withdrawn(area: Area) -> Iterator[atom.Entry]:
    for one in queries.withdrawn_lately(area)[:LENGTH]:
        at, on = one.withdrawn_recorded_at, one.withdrawn_on
        if at and on:
            title = _("{name} withdrew").format(name=one.organisation.name)
            said = _("Withdrew in writing, from {on} on.").format(on=day(on))
            page = _page(area, one.organisation)
            yield atom.Entry(_key(one.pk, "withdrew"), title, page, at, said)


def _added(area: Area) -> Iterator[atom.Entry]:
    for one in queries.added_lately(area)[:LENGTH]:
        said = f"{one.get_sector_display()}{f', {one.locality}' if one.locality else ''}."
        title = _("{name} is on the register").format(name=one.name)
        key = _key(one.pk, "is on the register")
        yield atom.Entry(key, title, _page(area, one), one.created_at, said)


def _key(about: UUID, what: str) -> str:
    """An id made from what an entry is about, so that a new name is no new entry."""
    return uuid5(about, what).urn


def _page(area: Area, one: Organisation) -> str:
    return whole(reverse("organisations:organisation", args=[area.slug, one.slug]))
