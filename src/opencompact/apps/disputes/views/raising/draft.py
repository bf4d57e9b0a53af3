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
    gates_asked,
    gates_form,
    what_form,
)
from opencompact.apps.disputes.models import JointOffer
from opencompact.apps.disputes.views.raising.sides import Sides
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.permission import AreaRequest
from opencompact.core.procedure import Opening, Procedure, opening

PAGES = ("before", "who", "commitments", "what")
# Fields of a post that are not an answer.
ASIDE = frozenset({"csrfmiddlewaretoken", "search"})


def pages_of(edition: Edition) -> tuple[str, ...]:
    """The pages that ask something: a procedure may have no conditions to answer, and an agreement
    no commitments to cite.
    """
    asked = bool(gates_asked(pack_of(edition).procedure))
    asking = {"before": asked, "commitments": commitments(edition).exists()}
    return tuple(page for page in PAGES if asking.get(page, True))


class Draft:
    """The answers so far, page by page, exactly as they were posted."""

    def __init__(self, request: AreaRequest, edition: Edition) -> None:
        self.request, self.edition = request, edition
        self.name = f"disputes.raise.{request.area.slug}"
        self.kept: dict[str, Any] = request.session.get(self.name) or {"key": str(uuid4())}
        self.today = timezone.localdate()
        self.pages = pages_of(edition)

    @property
    def procedure(self) -> Procedure:
        return pack_of(self.edition).procedure

    @property
    def begin(self) -> Opening:
        return opening(self.procedure)

    @property
    def sides(self) -> Sides:
        return Sides(self.request, self.today, self.posted("who") or _query(self.begun("who")))

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
        return _query(self.kept[page])

    def begun(self, page: str) -> dict[str, Any]:
        """What was known of a page before it was reached: a challenge was taken further."""
        found: dict[str, Any] = self.kept.get("begun", {}).get(page, {})
        return found

    def form(self, page: str) -> Any:
        """The form of a page, filled with what was posted."""
        return FORMS[page](self)

    def shown(self, page: str) -> Any:
        """The form of a page to show: one in which somebody only looked has no faults yet."""
        looking = page == "who" and bool(self.kept.get("looking"))
        return _who(self, looking=True) if looking else self.form(page)

    def missing(self, until: str = "check") -> str | None:
        """The first page before `until` that is not answered in full."""
        before = self.pages[: self.pages.index(until)] if until in self.pages else self.pages
        return next((page for page in before if not self.form(page).is_valid()), None)

    def raising(self, files: Mapping[str, Any]) -> actions.Raising:
        """The whole, once every page is answered; each form is read again."""
        gates, who, cited, what = (self.form(page) for page in PAGES)
        for form in (gates, who, cited, what):
            form.is_valid()
        keys = cited.cleaned_data["commitments"] if "commitments" in self.pages else []
        chosen = Organisation.objects.in_bulk([UUID(one) for one in who.cleaned_data["others"]])
        return actions.Raising(
            organisation=Organisation.objects.get(pk=who.cleaned_data["organisation"]),
            others=[chosen[UUID(one)] for one in who.cleaned_data["others"]],
            commitments=with_keys(self.edition, keys),
            subject=what.cleaned_data["subject"],
            facts=gates.facts(),
            dates=what.dates(),
            answers=what.answers(),
            earlier=what.earlier(),
            files=files,
            key=UUID(self.kept["key"]),
        )


def begin_with(draft: Draft, begun: Mapping[str, Any], wanted: list[str]) -> None:
    """Start a draft afresh with what is known already, and with these commitments."""
    draft.kept = {"key": str(uuid4()), "begun": begun, "wanted": wanted}
    draft.request.session[draft.name] = draft.kept


def start_jointly(draft: Draft, offer: UUID, own: str, body: str, keys: list[str]) -> None:
    """Start a draft afresh with what several reports share; `offer` brought them together."""
    who = {"organisation": [own], "others": [body]}
    draft.kept = {"key": str(uuid4()), "joint": str(offer), "who": who, "wanted": keys}
    draft.request.session[draft.name] = draft.kept


def _query(answers: Mapping[str, Any]) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, values in answers.items():
        found.setlist(name, values if isinstance(values, list) else [values])
    return found


def _gates(draft: Draft) -> GatesForm:
    return gates_form(draft.procedure, draft.today)(draft.posted("before"))


def _who(draft: Draft, *, looking: bool = False) -> OthersForm:
    """Between whom; found are those already selected and those that the words find."""
    sides = draft.sides
    own = [(str(one.pk), one.name) for one in sides.own()]
    others = [(str(one.pk), _placed(one)) for one in sides.offered()]
    if not looking:
        begun = draft.begun("who")
        return OthersForm(draft.posted("who"), own=own, found=others, initial=begun)
    chosen = [str(one) for one in sides.selected()]
    return OthersForm(own=own, found=others, initial={"q": sides.words(), "others": chosen})


def _cited(draft: Draft) -> CommitmentsForm:
    known = [(one.key, f"{one.number} {one.title}") for one in commitments(draft.edition)]
    wanted = draft.request.GET.getlist("commitment") or draft.kept.get("wanted", [])
    return CommitmentsForm(
        draft.posted("commitments"), known=known, initial={"commitments": wanted}
    )


def _what(draft: Draft) -> WhatForm:
    form = what_form(draft.begin, draft.today)
    return form(draft.posted("what"), initial=draft.begun("what"))


FORMS: dict[str, Callable[[Draft], Any]] = {
    "before": _gates,
    "who": _who,
    "commitments": _cited,
    "what": _what,
}


def offer_behind(draft: Draft) -> JointOffer | None:
    """The joint offer that a disagreement was begun from, if it was one."""
    joint = draft.kept.get("joint")
    found: JointOffer | None = JointOffer.objects.filter(pk=joint).first() if joint else None
    return found


def with_keys(edition: Edition, keys: list[str]) -> list[Commitment]:
    """The commitments with these keys, in reading order."""
    return list(commitments(edition).filter(key__in=keys))


def _placed(one: Organisation) -> str:
    return f"{one.name}, {one.place}" if one.place else one.name
