"""What the worlds hold of consultations: open ones with answers, a draft, documents, feedback."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from opencompact.apps.consultations import actions
from opencompact.apps.consultations.models import Consultation, SchoolHoliday
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.areas.actor import ANONYMOUS, Actor
from tests.site.matrix.place import AT, Place

DAY = timedelta(1)
OPENS, CLOSES = date(2026, 11, 2), date(2027, 2, 1)


def furnish(place: Place) -> None:
    """Make what there is to meet, and put it into `place.objects`."""
    own = _open(place, "council")
    sibling = _open(place, "police")
    drafts = [_added(place, name) for name in ("council", "police")]
    _closed(place)
    foreign, foreign_draft = own, drafts[0]
    if place.area.slug == "elsewhere":  # numbers that the area under test does not have
        foreign, foreign_draft = _open(place, "council"), _added(place, "council")
    holidays = [_holiday(place, day) for day in (date(2026, 12, 21), date(2027, 2, 15))]
    everything = (own, sibling, foreign)
    every_draft = (*drafts, foreign_draft)
    for kind, found in {
        "consultation": [one.number for one in everything],
        "draft consultation": [one.number for one in every_draft],
        "consultation document": [_first(one, "documents") for one in everything],
        "consultation question": [_first(one, "questions") for one in every_draft],
        "consultation response": [_first(one, "responses") for one in everything],
        "school holiday": [holidays[0].pk, holidays[1].pk, holidays[0].pk],
    }.items():
        place.objects[kind] = dict(zip(("own", "sibling", "foreign"), found, strict=True))


def _officer(place: Place) -> Actor:
    return actor_for(place.people["officer"], place.area, AT.date())


def _said(place: Place, **more: Any) -> dict[str, Any]:
    """Everything that can be said of one, each text with its word."""
    number = Consultation.objects.count() + 1

    def told(label: str, text: str) -> str:
        return place.told(f"{label} of consultation {number}", text)

    return {
        "title": told("title", "The day centres"),
        "decision": told("decision", "Whether two of them move into one building."),
        "can_change": told("what can change", "Which building, and when."),
        "cannot_change": told("what cannot change", "The money for next year."),
        "significant_effect": "yes",
        "major_change": "yes",
        "law": told("law", "None."),
        "audience": told("audience", "Everybody who goes there"),
        "communities": [told("community", "Older people")],
        "themes": [told("theme", "Health")],
        "ways": [told("way", "A meeting at the library on 9 November at 6pm")],
        "contact": told("contact", "Pat Smith, 0116 496 0000"),
        "web": f"https://example.org/{place.word(f'page of consultation {number}')}",
        "expected": told("expected days", "Soon"),
        **more,
    }


def _added(place: Place, body: str, **more: Any) -> Consultation:
    made = actions.add(
        place.area, place.bodies[body], _said(place, **more), actor=_officer(place), at=AT
    )
    label = f"question of consultation {made.number}"
    ask = actions.Asked(
        "one", place.told(label, "What would you miss?"), place.told(f"hint at {label}", "All."),
        choices=[place.told(f"{choice} at {label}", choice) for choice in ("Lunch", "Talks")],
    )  # fmt: skip
    actions.ask(made, ask, actor=_officer(place), at=AT)
    return made


def _open(place: Place, body: str) -> Consultation:
    made = _added(place, body, opens=OPENS, closes=CLOSES, online=True)
    label = f"document of consultation {made.number}"
    name = f"{place.told(f'name of the {label}', 'plan')}.txt"
    file = SimpleUploadedFile(name, b"The plan in plain words.")
    title = place.told(f"title of the {label}", "The plan")
    actions.add_documents(made, [file], title, actor=_officer(place), at=AT)
    made = actions.publish(made, actor=_officer(place), at=AT)
    about = f"to consultation {made.number}"
    given = actions.Given(
        answers={"q1": place.told(f"answer {about}", "The lunch club.")},
        behalf=place.told(f"organisation of the answer {about}", "The Lunch Club"),
        name=place.told(f"name in the answer {about}", "Una Known"),
        email=place.address(f"answering {made.number}"),
        wants_feedback=True,
    )
    actions.send(made, given, actor=ANONYMOUS, at=AT)
    return made


def _closed(place: Place) -> None:
    """Two that have closed: with feedback that is still a draft, and with published feedback."""
    for closes in (date(2026, 5, 25), date(2026, 5, 26)):
        made = _added(place, "council", opens=date(2026, 3, 2), closes=closes)
        made = actions.publish(made, actor=_officer(place), at=AT)
        texts = {
            name: place.told(f"{name} after consultation {made.number}", "More buses.")
            for name in ("heard", "changed", "unchanged")
        }
        actions.write_feedback(made, texts, version=1, actor=_officer(place), at=AT)
    actions.publish_feedback(made, actor=_officer(place), at=AT)


def _holiday(place: Place, first: date) -> SchoolHoliday:
    return actions.add_holiday(
        place.area, f"Holiday {first.year}", first, first + 7 * DAY, actor=_officer(place), at=AT
    )


def _first(made: Consultation, name: str) -> tuple[str, Any]:
    return made.number, getattr(made, name).get().pk
