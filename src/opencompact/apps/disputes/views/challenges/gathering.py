"""The pages on which the facts of a challenge are gathered, one thing a page, in any order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from opencompact.apps.agreement.models import Commitment
from opencompact.apps.agreement.queries import commitments as commitments_of
from opencompact.apps.disputes.actions import UnfitError
from opencompact.apps.disputes.actions import challenges as actions
from opencompact.apps.disputes.forms.challenges import (
    AddresseeForm,
    ObjectiveForm,
    OccurrenceForm,
    PromisesForm,
    initial_addressee,
)
from opencompact.apps.disputes.models import Occurrence
from opencompact.apps.disputes.queries import challenges as queries
from opencompact.apps.disputes.views.challenges.sheet import Sheet, posted, told, writing
from opencompact.apps.disputes.views.raising.checking import boxes
from opencompact.base.areas.permission import AreaRequest

Boxes = tuple[queries.Promises, list[dict[str, Any]]]


def timeline(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """What happened, in the order of the days, and a form for one more."""
    sheet = writing(request, challenge)
    form = OccurrenceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "actor": request.actor, "on": sheet.on}
        try:
            actions.add_occurrence(sheet.challenge, **given, at=timezone.now())
        except UnfitError as error:
            told(form, error)
        else:
            return sheet.back("challenge_timeline")
    return sheet.show("timeline", {"form": form})


def entry(request: AreaRequest, area: str, challenge: UUID, entry: UUID) -> HttpResponse:  # noqa: ARG001
    """Change one thing that happened."""
    sheet = writing(request, challenge)
    found = _entry(sheet, entry)
    form = OccurrenceForm(posted(request), initial={"day": found.day, "text": found.text})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "actor": request.actor, "on": sheet.on}
        try:
            actions.change_occurrence(sheet.challenge, entry, **given, at=timezone.now())
        except UnfitError as error:
            told(form, error)
        else:
            return sheet.back("challenge_timeline")
    return sheet.show("entry", {"form": form, "entry": found})


@require_POST
def remove_entry(request: AreaRequest, area: str, challenge: UUID, entry: UUID) -> HttpResponse:  # noqa: ARG001
    """Take one thing out."""
    sheet = writing(request, challenge)
    _entry(sheet, entry)
    actions.remove_occurrence(sheet.challenge, entry, actor=request.actor, at=timezone.now())
    return sheet.back("challenge_timeline")


def commitments(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """Which promises were not kept, from the editions in force on those days."""
    sheet = writing(request, challenge)
    days = [one.day for one in sheet.challenge.occurrences.all()]
    offered = queries.offered_promises(request.area, days)
    known = {str(one.pk): one for each in offered for one in commitments_of(each.edition)}
    cited = [str(one.commitment_id) for one in sheet.challenge.broken.all()]
    form = PromisesForm(posted(request), known=known, initial={"commitments": cited})
    if request.method == "POST" and form.is_valid():
        chosen = [known[str(pk)] for pk in form.chosen]
        actions.cite_commitments(sheet.challenge, chosen, actor=request.actor, at=timezone.now())
        return sheet.back("challenge_objective")
    ticked = set(form["commitments"].value() or ())
    context = {
        "form": form,
        "offered": [_boxes(one, list(known.values()), ticked) for one in offered],
        "days": days,
        "before": [day for day in days if not any(day in one.days for one in offered)],
        "out_of_time": queries.promises_out_of_time(sheet.challenge),
    }
    return sheet.show("commitments", context)


def objective(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """What would put it right."""
    sheet = writing(request, challenge)
    one = sheet.challenge
    names = ("wanted", "enough", "decided_on", "known_on")
    form = ObjectiveForm(posted(request), initial={name: getattr(one, name) for name in names})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"actor": request.actor, "on": sheet.on, "at": timezone.now()}
        try:
            actions.say_objective(one, form.objective, **given)
        except UnfitError as error:
            told(form, error)
        else:
            return sheet.back("challenge_to")
    return sheet.show("objective", {"form": form})


def to(request: AreaRequest, area: str, challenge: UUID) -> HttpResponse:  # noqa: ARG001
    """To whom the letter goes."""
    sheet = writing(request, challenge)
    body = sheet.challenge.body
    form = AddresseeForm(
        posted(request),
        roles=queries.public_roles(body, sheet.on),
        voices=len(queries.answering(body, sheet.on)),
        initial=initial_addressee(sheet.challenge),
    )
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"actor": request.actor, "on": sheet.on, "at": timezone.now()}
        try:
            actions.address_challenge(sheet.challenge, form.addressee, **given)
        except UnfitError as error:
            told(form, error, route="to")
        else:
            return sheet.back("challenge_letter")
    return sheet.show("to", {"form": form})


def _entry(sheet: Sheet, entry: UUID) -> Occurrence:
    found = next((one for one in sheet.challenge.occurrences.all() if one.pk == entry), None)
    if found is None:
        raise Http404("There is no such entry here.")
    return found


def _boxes(one: queries.Promises, known: Sequence[Commitment], ticked: set[str]) -> Boxes:
    """The commitments of an edition by part; each box has the id of what it stands for."""
    ids = {c.key: str(c.pk) for c in known if c.edition_id == one.edition.pk}
    by_key = {key for key, pk in ids.items() if pk in ticked}
    parts = boxes(one.pack, by_key)
    for part in parts:
        for group in part["groups"]:
            group["boxes"] = [(ids[c.key], c, on) for c, on in group["boxes"]]
    return one, parts
