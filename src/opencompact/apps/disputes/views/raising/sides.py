"""Between whom a disagreement is, while it is being raised: who can be chosen and who was."""

from datetime import date
from uuid import UUID

from django.http import QueryDict

from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import organisations_of, search, signatories
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest

SHORT_LIST = 20
UNSIGNED_SHOWN = 5


class Sides:
    """The organisations to choose from on a day, given what was posted on that page so far."""

    def __init__(self, request: AreaRequest, today: date, posted: QueryDict | None) -> None:
        self.area, self.actor, self.today = request.area, request.actor, today
        self.posted = posted or QueryDict()

    def own(self) -> list[Organisation]:
        """The organisations the visitor speaks for."""
        return list(organisations_of(self.actor, RoleKind.REPRESENTATIVE))

    def own_unsigned(self) -> list[Organisation]:
        """Those of them that are not bound by the agreement."""
        bound = set(signatories(self.area, self.today).values_list("pk", flat=True))
        return [one for one in self.own() if one.pk not in bound]

    def selected(self, field: str = "others") -> list[UUID]:
        """Those chosen as the other side."""
        return [UUID(one) for one in self.posted.getlist(field) if _is_uuid(one)]

    def words(self) -> str:
        """What was typed to find an organisation."""
        return str(self.posted.get("q", "")).strip()

    def offered(self, field: str = "others") -> list[Organisation]:
        """Signatories to choose from: the selected ones, and those that the words find.

        Without words everybody is shown where they are few, and nobody where they are many.
        """
        own = self.own()
        others = signatories(self.area, self.today)
        if len(own) == 1:
            others = others.exclude(pk=own[0].pk)
        selected, words = others.filter(pk__in=self.selected(field)), self.words()
        if not words and others.count() > SHORT_LIST:
            return list(selected)
        found = search(self.area, words).filter(pk__in=others.values("pk"))
        return list(dict.fromkeys([*selected, *found[:SHORT_LIST]]))

    def unsigned(self) -> list[Organisation]:
        """Organisations that the words find but that have not signed, so that nobody wonders."""
        if not self.words():
            return []
        bound = signatories(self.area, self.today)
        found = search(self.area, self.words()).exclude(pk__in=bound.values("pk"))
        return list(found[:UNSIGNED_SHOWN])


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
