"""What the worlds hold of assessments: of two bodies one that is published, and one draft."""

from datetime import date, datetime
from typing import Any

from opencompact.apps.assessments import actions
from opencompact.apps.assessments.actions.keeping import OnGroup
from opencompact.apps.assessments.models import Assessment
from opencompact.apps.organisations.queries import actor_for
from tests.site.matrix.place import AT, Place

# The two areas count in years of their own, so that a number is known in one of them only.
YEARS = {"anywhere": AT, "elsewhere": AT.replace(year=2025)}
MADE, DECIDED, REVIEW = date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 30)


def furnish(place: Place) -> None:
    """A screening that everybody reads and a draft, each of the council and of the police."""
    officer = actor_for(place.people["officer"], place.area, AT.date())
    at = YEARS[place.area.slug]
    group = actions.keep_group(
        place.area,
        {"name": "Carers", "about": "Who look after somebody.", "ended_on": None, "version": 1},
        actor=officer,
        at=AT,
    )
    own, sibling = (_published(place, body, officer, at) for body in ("council", "police"))
    place.objects["assessment"] = _three(own, sibling)
    own, sibling = (_draft(place, body, officer, at) for body in ("council", "police"))
    place.objects["draft assessment"] = _three(own, sibling)
    key = group.key
    place.objects["equality group"] = {"own": key, "sibling": key, "foreign": "of-elsewhere"}


def _three(own: Assessment, sibling: Assessment) -> dict[str, Any]:
    return {"own": own.number, "sibling": sibling.number, "foreign": own.number}


def _published(place: Place, body: str, officer: Any, at: datetime) -> Assessment:
    def told(what: str, text: str) -> str:
        return place.told(f"{what} in an assessment of the {body}", text)

    made = actions.begin(
        place.bodies[body], "screening", told("title", "Youth grants"),
        told("decision", "Cabinet, youth grants"), actor=officer, at=at,
    )  # fmt: skip
    values = {
        "about": told("about", "Grants for youth clubs are to end."),
        "evidence": told("evidence", "Attendance of ten clubs."),
        "sector_effect": "harm",
        "sector_words": told("sector_words", "Ten clubs lose a third of their income."),
        "users_effect": "harm",
        "users_words": told("users_words", "Two hundred young people."),
        "mitigation": told("mitigation", "A year of notice."),
        "asked": told("asked", "All ten clubs."),
        "need": "yes",
        "need_words": told("need_words", "Young people are harmed."),
        "assessed_on": MADE,
        "decided_on": DECIDED,
        "review_on": REVIEW,
    }
    said = [
        OnGroup("age", "harm", told("words", "Most of them are under 18.")),
        OnGroup("sex", "none", ""),
    ]
    made = actions.write(made, values, said, version=1, actor=officer, at=AT)
    return actions.publish(made, version=made.version, actor=officer, at=AT)


def _draft(place: Place, body: str, officer: Any, at: datetime) -> Assessment:
    def told(what: str) -> str:
        return place.told(f"{what} in a draft assessment of the {body}", what.capitalize())

    made = actions.begin(
        place.bodies[body], "full", told("title"), told("decision"), actor=officer, at=at
    )
    texts = (
        "about", "evidence", "sector_words", "users_words", "mitigation", "asked",
    )  # fmt: skip
    values: dict[str, Any] = {name: told(name) for name in texts}
    values |= {name: f"https://example.org/{place.word(f'{name} of {body}')}" for name in LINKS}
    said = [OnGroup("age", "unknown", told("words on a group"))]
    return actions.write(made, values, said, version=1, actor=officer, at=AT)


LINKS = ("decision_link", "consultation_link")
