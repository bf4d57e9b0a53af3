"""What somebody has typed so far in raising a disagreement, kept in their session."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils import timezone

from opencompact.apps.agreement.models import Commitment, Edition
from opencompact.apps.agreement.queries import commitments, pack_of
from opencompact.apps.disputes import actions
from opencompact.apps.disputes.forms import (
    CommitmentsForm,
    GatesForm,
    OthersForm,
    WhatForm,
    gates_form,
    what_form,
)
from opencompact.apps.disputes.queries import Opening, opening
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import organisations_of, search, signatories
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest
from opencompact.core.procedure import Procedure

SHORT_LIST = 20
UNSIGNED_SHOWN = 5
PAGES = ("before", "who", "commitments", "what")
# Fields of a post that are not an answer.
ASIDE = frozenset({"csrfmiddlewaretoken", "search"})


class Draft:
    """The answers so far, page by page, exactly as they were posted."""

    def __init__(self, request: AreaRequest, edition: Edition) -> None:
        self.request, self.edition = request, edition
        self.name = f"disputes.raise.{request.area.slug}"
        self.kept: dict[str, Any] = request.session.get(self.name) or {"key": str(uuid4())}
        self.today = timezone.localdate()

    @property
    def procedure(self) -> Procedure:
        return pack_of(self.edition).procedure

    @property
    def begin(self) -> Opening:
        return opening(self.procedure)

    def keep(self, page: str, posted: QueryDict) -> None:
        """Keep a page as it was posted, right or wrong; who only looks is not corrected."""
        answers = {name: posted.getlist(name) for name in posted if name not in ASIDE}
        self.kept[page] = answers
        self.kept["looking"] = "search" in posted
        self.request.session[self.name] = self.kept

    def forget(self) -> None:
        """Drop everything; the disagreement was sent."""
        self.request.session.pop(self.name, None)

    def posted(self, page: str) -> QueryDict | None:
        """The answers of a page as they were posted, or None when it was not reached."""
        if page not in self.kept:
            return None
        found = QueryDict(mutable=True)
        for name, values in self.kept[page].items():
            found.setlist(name, values)
        return found

    def gates(self) -> GatesForm:
        return gates_form(self.procedure)(self.posted("before"))

    def who(self, *, looking: bool = False) -> OthersForm:
        """Between whom; found are those already selected and those that the words find."""
        own = [(str(one.pk), one.name) for one in self.own()]
        others = [(str(one.pk), _placed(one)) for one in self.offered()]
        if not looking:
            return OthersForm(self.posted("who"), own=own, found=others)
        chosen = [str(one) for one in self.selected()]
        return OthersForm(own=own, found=others, initial={"q": self.words(), "others": chosen})

    def cited(self) -> CommitmentsForm:
        known = [(one.key, f"{one.number} {one.title}") for one in commitments(self.edition)]
        wanted = self.request.GET.getlist("commitment") or self.kept.get("wanted", [])
        return CommitmentsForm(
            self.posted("commitments"), known=known, initial={"commitments": wanted}
        )

    def what(self) -> WhatForm:
        return what_form(self.begin, self.today)(self.posted("what"))

    def form(self, page: str) -> Any:
        """The form of a page, filled with what was posted."""
        made: dict[str, Callable[[], Any]]
        made = {
            "before": self.gates,
            "who": self.who,
            "commitments": self.cited,
            "what": self.what,
        }
        return made[page]()

    def shown(self, page: str) -> Any:
        """The form of a page to show: one in which somebody only looked has no faults yet."""
        looking = page == "who" and bool(self.kept.get("looking"))
        return self.who(looking=True) if looking else self.form(page)

    def missing(self, until: str = "check") -> str | None:
        """The first page before `until` that is not answered in full."""
        before = PAGES[: PAGES.index(until)] if until in PAGES else PAGES
        return next((page for page in before if not self.form(page).is_valid()), None)

    def own(self) -> list[Organisation]:
        """The organisations the visitor speaks for."""
        return list(organisations_of(self.request.actor, RoleKind.REPRESENTATIVE))

    def own_unsigned(self) -> list[Organisation]:
        """Those of them that are not bound by the agreement."""
        bound = set(signatories(self.request.area, self.today).values_list("pk", flat=True))
        return [one for one in self.own() if one.pk not in bound]

    def selected(self) -> list[UUID]:
        given = (self.posted("who") or QueryDict()).getlist("others")
        return [UUID(one) for one in given if _is_uuid(one)]

    def words(self) -> str:
        posted = self.posted("who")
        return str(posted.get("q", "")).strip() if posted else ""

    def offered(self) -> list[Organisation]:
        """Signatories to choose from: the selected ones, and those that the words find.

        Without words everybody is shown where they are few, and nobody where they are many.
        """
        own = self.own()
        others = signatories(self.request.area, self.today)
        if len(own) == 1:
            others = others.exclude(pk=own[0].pk)
        selected, words = others.filter(pk__in=self.selected()), self.words()
        if not words and others.count() > SHORT_LIST:
            return list(selected)
        found = search(self.request.area, words).filter(pk__in=others.values("pk"))
        return list(dict.fromkeys([*selected, *found[:SHORT_LIST]]))

    def unsigned(self) -> list[Organisation]:
        """Organisations that the words find but that have not signed, so that nobody wonders."""
        if not self.words():
            return []
        bound = signatories(self.request.area, self.today)
        found = search(self.request.area, self.words()).exclude(pk__in=bound.values("pk"))
        return list(found[:UNSIGNED_SHOWN])

    def raising(self, files: Mapping[str, Any]) -> actions.Raising:
        """The whole, once every page is answered; each form is read again."""
        gates, who, cited, what = (self.form(page) for page in PAGES)
        for form in (gates, who, cited, what):
            form.is_valid()
        chosen = Organisation.objects.in_bulk([UUID(one) for one in who.cleaned_data["others"]])
        return actions.Raising(
            organisation=Organisation.objects.get(pk=who.cleaned_data["organisation"]),
            others=[chosen[UUID(one)] for one in who.cleaned_data["others"]],
            commitments=self.commitments(cited.cleaned_data["commitments"]),
            subject=what.cleaned_data["subject"],
            facts=gates.facts(),
            dates=what.dates(),
            answers=what.answers(),
            earlier=what.earlier(),
            files=files,
            key=UUID(self.kept["key"]),
        )

    def commitments(self, keys: list[str]) -> list[Commitment]:
        """The commitments with these keys, in reading order."""
        return list(commitments(self.edition).filter(key__in=keys))


def _placed(one: Organisation) -> str:
    return f"{one.name}, {one.place}" if one.place else one.name


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
