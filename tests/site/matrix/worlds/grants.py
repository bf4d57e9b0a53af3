"""What the worlds hold of grants: programmes and agreements of two bodies, drafts, a file."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from opencompact.apps.funding.actions import agreements, giving, programmes
from opencompact.apps.funding.actions.agreements import Change, Recipient
from opencompact.apps.funding.models import Agreement, Payee, Programme, Variation
from opencompact.apps.organisations.queries import actor_for
from tests.site.matrix.place import AT, Place

BODIES = ("council", "police")
TEXTS = (
    "objectives", "eligibility", "criteria", "decision_approach", "timetable", "contact",
    "type_reason", "collaboration", "vcs_shaped",
)  # fmt: skip
TERMS = ("description", "term_reason", "contact", "payment_terms", "monitoring")


def furnish(place: Place) -> None:
    """Of the council and of the police each a programme and an agreement, published and draft."""
    for draft in (False, True):
        kind = "draft " if draft else ""
        own, sibling = (_programme(place, body, draft=draft).slug for body in BODIES)
        place.objects[f"{kind}programme"] = {"own": own, "sibling": sibling, "foreign": own}
        own, sibling = (_agreement(place, body, draft=draft).number for body in BODIES)
        place.objects[f"{kind}agreement"] = {"own": own, "sibling": sibling, "foreign": own}
    runs = [_run(place, name).pk for name in ("one", "other")]
    place.objects["grants run"] = {"own": runs[0], "sibling": runs[1], "foreign": runs[0]}
    runs = [_finished(place, name).pk for name in ("done", "other done")]
    place.objects["finished grants run"] = {"own": runs[0], "sibling": runs[1], "foreign": runs[0]}
    payees = [one.pk for one in Payee.objects.order_by("name")]
    place.objects["payee"] = {"own": payees[0], "sibling": payees[-1], "foreign": payees[0]}


def _said(place: Place, what: str, names: tuple[str, ...], *, draft: bool) -> dict[str, str]:
    """What is written in fields; in a draft it is for its keepers, and so holds a word."""
    if not draft:
        return dict.fromkeys(names, "As agreed")
    return {name: place.told(f"{name} of {what}", "Not yet") for name in names}


def _programme(place: Place, body: str, *, draft: bool) -> Programme:
    what = f"{'draft ' if draft else ''}programme of {body} in {place.area.slug}"
    values = {
        "title": place.told(f"title of {what}", what) if draft else what,
        "is_draft": draft,
        "opens": date(2026, 11, 1),
        **_said(place, what, TEXTS, draft=draft),
    }
    made = programmes.add_programme(
        place.area, place.bodies[body], values, actor=_officer(place), at=AT
    )
    # One that is only there, so that a foreign address leads to nothing here.
    made.slug = f"{'draft-' if draft else ''}{body}-in-{place.area.slug}"
    made.save()
    return made


def _agreement(place: Place, body: str, *, draft: bool) -> Agreement:
    what = f"{'draft ' if draft else ''}agreement of {body} in {place.area.slug}"
    group = place.bodies["northside"]
    values = {
        "title": place.told(f"title of {what}", what) if draft else what,
        "is_draft": draft,
        "value": Decimal(1000),
        "starts": date(2026, 12, 1),
        **_said(place, what, TERMS, draft=draft),
    }
    made = agreements.add_agreement(
        place.area,
        place.bodies[body],
        Recipient(group.name, group),
        values,
        actor=_officer(place),
        at=AT,
    )
    made.number = f"{'draft-' if draft else ''}{body}-in-{place.area.slug}"
    made.identifier = f"360G-{made.number}"
    made.save()
    _vary(place, made, what)
    return made


def _vary(place: Place, made: Agreement, what: str) -> Variation | None:
    reason = place.told(f"reason of {what}", "More came") if made.is_draft else "More came"
    terms = place.told(f"new terms of {what}", "Later") if made.is_draft else "Later"
    values = {"value": Decimal(1200), "payment_terms": terms}
    change = Change(date(2027, 1, 1), reason, values)
    return agreements.vary_agreement(
        made, change, version=made.version, actor=_officer(place), at=AT
    )


def _run(place: Place, name: str) -> Any:
    """A file that waits to be started, with a grant that can be used and one that cannot."""
    grant, bad = _grants(place, name)
    return _handed_in(place, name, [grant, bad])


def _finished(place: Place, name: str) -> Any:
    """An import that has ended, in which nothing could be used."""
    run = giving.start_import(_handed_in(place, name, _grants(place, name)[1:]), at=AT)
    return giving.run_import(run, actor=_officer(place), at=AT)


def _grants(place: Place, name: str) -> list[dict[str, Any]]:
    """One that can be used and one that cannot."""
    funder = [{"id": "", "name": place.bodies["council"].name}]
    grant = {
        "id": f"360G-{place.area.slug}-{name}",
        "title": place.told(f"grant in the file {name}", "A grant"),
        "amountAwarded": 10,
        "recipientOrganization": [{"id": "", "name": place.bodies["northside"].name}],
        "fundingOrganization": funder,
    }
    bad = {**grant, "id": "x", "amountAwarded": place.told(f"amount in the file {name}", "ten")}
    return [grant, bad]


def _handed_in(place: Place, name: str, grants: list[dict[str, Any]]) -> Any:
    file = "-".join(filter(None, (name, place.word(f"file of grants {name}"))))
    text = json.dumps({"grants": grants})
    return giving.open_import(place.area, f"{file}.json", text, actor=_officer(place), at=AT)


def _officer(place: Place) -> Any:
    return actor_for(place.people["officer"], place.area, AT.date())
