"""What bodies of the demo offer and give: programmes, a foundation's file of grants, a change."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any, Final

from opencompact.apps.funding.actions import agreements, giving, payees, programmes
from opencompact.apps.funding.models import Agreement, Payee, Standing
from opencompact.apps.organisations.models import Organisation, Sector

from .reading import table
from .scene import OFFICER, Happening, Scene

SEED: Final = 1601
GRANTS: Final = 260
# Of twenty recipients so many are named as on the register, and so many of the rest otherwise.
AS_REGISTERED, OTHERWISE, ALIKE = 12, 6, 1
YEARS: Final = 7
FUNDERS: Final = ("foundation", "lottery-trust", "council")
TITLES: Final = ("Small Sparks", "Core Costs", "Staying Well at Home", "Good Neighbours")
PURPOSES: Final = (
    "Lunch together on Thursdays", "A worker for young carers", "New boilers for the hall",
    "English for everybody", "Advice on debts", "Walks for people who live alone", "Repair café",
    "A summer of play", "Trips for those who cannot get about", "Training for trustees",
)  # fmt: skip
# How many of a hundred run for so many months, at first and in the latest years.
SHORT: Final = {12: 70, 24: 22, 36: 8}
LONG: Final = {12: 38, 24: 24, 36: 38}
TEXTS: Final = {
    "objectives": "objectives", "eligibility": "eligibility", "criteria": "criteria",
    "decision_approach": "approach", "timetable": "timetable", "contact": "contact",
    "type": "type", "type_reason": "type_reason", "collaboration": "collaboration",
    "vcs_shaped": "shaped",
}  # fmt: skip
DAYS: Final = {
    "opens": "opens", "closes": "closes", "decision_approach_recorded": "recorded",
    "first_decision": "first",
}  # fmt: skip
Row = Mapping[str, Any]


def happenings(scene: Scene) -> Iterator[Happening]:
    """Programmes as they are published, then a file of grants, then what is done with it."""
    for number, row in enumerate(table("programmes")["programme"]):
        at = scene.days_ago(min(row["published"], 360), number)
        yield Happening(at, partial(_publish, scene, row))
    yield Happening(scene.days_ago(150, 5), partial(_import, scene))
    yield Happening(scene.days_ago(149, 5), partial(_complete, scene))
    yield Happening(scene.days_ago(100, 5), partial(_decide, scene))
    yield Happening(scene.days_ago(40, 5), partial(_vary, scene))


def _publish(scene: Scene, row: Row, at: datetime) -> None:
    values: dict[str, Any] = {field: row[key] for field, key in TEXTS.items() if key in row}
    for field, key in DAYS.items():
        if key in row:
            values[field] = scene.today - timedelta(days=row[key])
    values |= {"title": row["title"], "is_draft": row.get("draft", False)}
    values["budget"] = Decimal(row["budget"]) if "budget" in row else None
    values["competitive_process_forbids"] = row.get("competitive")
    funder = scene.organisations[row["funder"]]
    programmes.add_programme(scene.area, funder, values, actor=scene.actor(OFFICER), at=at)


def _import(scene: Scene, at: datetime) -> None:
    """An officer brings in what three funders published."""
    actor = scene.actor(OFFICER)
    text = json.dumps({"grants": list(_grants(scene))}, ensure_ascii=False)
    run = giving.open_import(scene.area, "aldermere-grants.json", text, actor=actor, at=at)
    giving.run_import(giving.start_import(run, at=at), actor=actor, at=at)


def _grants(scene: Scene) -> Iterator[dict[str, Any]]:
    draw = Random(SEED)  # noqa: S311 - invented sums, not secrets
    groups = list(Organisation.objects.filter(sector=Sector.VCS).order_by("match_key")[:400])
    for number in range(GRANTS):
        back = draw.randrange(200, YEARS * 365)
        awarded = scene.today - timedelta(days=back)
        yield _grant(scene, draw, number, draw.choice(groups), awarded)


def _grant(
    scene: Scene, draw: Random, number: int, group: Organisation, awarded: date
) -> dict[str, Any]:
    lengths = LONG if (scene.today - awarded).days < YEARS * 365 // 2 else SHORT
    months = draw.choices(list(lengths), list(lengths.values()))[0]
    starts = awarded + timedelta(days=draw.randrange(14, 120))
    funder = scene.organisations[draw.choice(FUNDERS)]
    purpose = draw.choice(PURPOSES)
    return {
        "id": f"360G-aldermere-g{number:04}",
        "title": purpose,
        "description": f"{purpose}, for {months} months.",
        "currency": "GBP",
        "amountAwarded": draw.randrange(8, 600) * 50 * max(1, months // 12),
        "awardDate": awarded.isoformat(),
        "plannedDates": [
            {
                "startDate": starts.isoformat(),
                "endDate": (starts + timedelta(days=months * 365 // 12 - 1)).isoformat(),
                "duration": months,
            }
        ],
        "recipientOrganization": [_recipient(draw, number, group)],
        "fundingOrganization": [{"id": funder.identifier, "name": funder.name}],
        "grantProgramme": [{"title": draw.choice(TITLES)}],
        "fromOpenCall": "Yes" if draw.randrange(5) else "No",
    }


def _recipient(draw: Random, number: int, group: Organisation) -> dict[str, Any]:
    """Most are named as on the register; some otherwise, and some are on no register of ours."""
    kind = draw.randrange(20)
    own = f"360G-aldermere-org-{group.slug[:30]}"
    if kind < AS_REGISTERED:
        return {"id": group.identifier or own, "name": group.name}
    if kind < AS_REGISTERED + OTHERWISE:
        return {"id": own, "name": f"The {group.name} Ltd"}
    stranger = f"360G-aldermere-org-{number}"
    if kind < AS_REGISTERED + OTHERWISE + ALIKE:
        return {"id": stranger, "name": f"{group.name} Group"}
    return {"id": stranger, "name": f"Friends of No. {number}"}


def _complete(scene: Scene, at: datetime) -> None:
    """The council writes down the terms of its latest grants, some of them against the promises."""
    council = scene.organisations["council"]
    latest = Agreement.objects.filter(funder=council).order_by("-awarded", "number")[:12]
    for place, one in enumerate(latest):
        starts = one.starts or scene.today
        early = timedelta(days=75 if place % 3 else 20)
        values = {
            **{field: getattr(one, field) for field in agreements.FIELDS},
            "confirmed": starts - early,
            "term_considered": place % 4 != 0,
            "overheads_included": place % 5 != 0,
            "advance_payment_offered": place % 3 != 1,
            "payment_when": "arrears" if place % 3 == 1 else "advance",
            "payment_days": 30,
            "contact": "Communities team, 01632 960 101",
            "monitoring": "One page at the end of each year.",
            "monitoring_proportionate": True,
            "dispute_clause": place % 2 == 0,
        }
        agreements.edit_agreement(
            one, values, version=one.version, actor=scene.actor(OFFICER), at=at
        )


def _decide(scene: Scene, at: datetime) -> None:
    """The officer decides on some of the payees; the others wait."""
    waiting = Payee.objects.filter(standing=Standing.WAITING).select_related("area", "suggested")
    chosen = list(waiting.order_by("name"))
    likely = [(one, one.suggested) for one in chosen if one.suggested][:3]
    strangers = [(one, None) for one in chosen if not one.suggested][:2]
    payees.decide_payees([*likely, *strangers], actor=scene.actor(OFFICER), at=at)


def _vary(scene: Scene, at: datetime) -> None:
    """One grant runs on for a year, with more money."""
    council = scene.organisations["council"]
    one = Agreement.objects.filter(funder=council).order_by("-awarded", "number")[1]
    ends = (one.ends or scene.today) + timedelta(days=365)
    change = agreements.Change(
        on=at.date(),
        reason="Twice as many people came as anybody had thought. The group and the council agreed"
        " at a meeting to go on for another year.",
        values={"value": one.value * 2, "ends": ends},
    )
    agreements.vary_agreement(one, change, version=one.version, actor=scene.actor(OFFICER), at=at)
