"""The last look before a disagreement is sent: the answers, the readers, whether it is late."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.disputes import queries
from opencompact.apps.disputes.actions import Raising
from opencompact.apps.disputes.forms import needs
from opencompact.apps.disputes.forms.raising import DATE_PREFIX
from opencompact.apps.disputes.policy import readers
from opencompact.apps.disputes.queries import log
from opencompact.apps.disputes.views.raising.draft import Draft, offer_behind
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.dates import weekday
from opencompact.core.pack import Pack
from opencompact.core.procedure import (
    Deadline,
    Event,
    Holder,
    Procedure,
    Step,
    clocks,
    opening,
    position,
)

Row = tuple[str, str, str]
# The sides of a case that does not exist yet.
OWN, OTHER = "own", "other"


def boxes(pack: Pack, chosen: set[str]) -> list[dict[str, Any]]:
    """The commitments by part and group, each with whether it is ticked; groups in use are open."""
    return [
        {
            "title": part.title,
            "groups": [
                {
                    "group": group,
                    "open": any(one.key in chosen for one in group.commitments),
                    "boxes": [(one, one.key in chosen) for one in group.commitments],
                    "ticked": sum(one.key in chosen for one in group.commitments),
                }
                for group in part.groups
            ],
        }
        for part in pack.parts
        if part.groups
    ]


def summary(request: AreaRequest, draft: Draft) -> dict[str, Any]:
    """What the page of the last look shows."""
    raising = draft.raising({})
    step = draft.begin.step
    seen_by = readers(draft.procedure, draft.procedure.stage(step.to or draft.procedure.start))
    return {
        "rows": [
            *_parties(request, raising, _beside(draft, raising)),
            *_answers(request, draft, raising),
        ],
        "readers": [
            role.name
            for role in draft.procedure.roles
            if role.key in seen_by and role.held_by != Holder.PARTY
        ],
        "others": raising.others,
        "late": _late(request, draft, raising),
        "step": step,
    }


def _link(request: AreaRequest, page: str, field: str = "") -> str:
    anchor = f"#id_{field}" if field else ""
    return reverse("disputes:raise_page", args=[request.area.slug, page]) + anchor


def _beside(draft: Draft, raising: Raising) -> list[Organisation]:
    """The organisations that raise it together with the visitor's."""
    offer = offer_behind(draft)
    members = log.standing_members(offer) if offer else []
    part = log.organisations_in(one for one in members if one.confirmed_on)
    return [one for one in part if one.pk != raising.organisation.pk]


def _parties(request: AreaRequest, raising: Raising, beside: list[Organisation]) -> list[Row]:
    together = [(_("Together with"), "\n".join(one.name for one in beside), "")] if beside else []
    others = "\n".join(one.name for one in raising.others)
    cited = "\n".join(f"{one.number} {one.title}" for one in raising.commitments)
    # Not every Python finds a text with a plural when it is asked for without one.
    yours = ngettext("Your organisation", "Your organisations", 1)
    return [
        (yours, raising.organisation.name, _link(request, "who")),
        *together,
        (_("With"), others, _link(request, "who")),
        *([(_("Commitments"), cited, _link(request, "commitments"))] if cited else []),
        (_("What it is about"), raising.subject, _link(request, "what", "subject")),
    ]


def _answers(request: AreaRequest, draft: Draft, raising: Raising) -> list[Row]:
    rows: list[Row] = []
    for step in draft.begin.before:
        name = (step.says or step.name).rstrip(".")
        day = weekday(raising.dates[step.key])
        rows.append((name, day, _link(request, "what", f"{DATE_PREFIX}{step.key}_0")))
        rows += _said(request, step, raising.earlier.get(step.key, {}), step.key)
    return [*rows, *_said(request, draft.begin.step, raising.answers)]


def _said(
    request: AreaRequest, step: Step, answers: Mapping[str, str], before: str = ""
) -> list[Row]:
    return [
        (
            need.label,
            queries.in_words(need, answers[need.key]),
            _link(request, "what", needs.name_of(need, before)),
        )
        for need in step.needs
        if answers.get(need.key)
    ]


def _late(request: AreaRequest, draft: Draft, raising: Raising) -> list[Deadline]:
    """The clocks that would be past when it is sent today."""
    found = clocks(
        draft.procedure,
        position(draft.procedure, _events(draft.procedure, draft, raising), (OWN, OTHER)),
        calendar_for(request.area),
    )
    return [one for one in found if (one.met_on or draft.today) > one.due]


def _events(procedure: Procedure, draft: Draft, raising: Raising) -> list[Event]:
    begin = opening(procedure)
    days = [(step.key, raising.dates[step.key]) for step in begin.before]
    return [
        Event(step=key, on=day, by=begin.role, party=OWN)
        for key, day in [*days, (begin.step.key, draft.today)]
    ]
