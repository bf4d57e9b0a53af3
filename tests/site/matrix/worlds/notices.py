"""What the worlds hold of notices: of two bodies a draft, one that was given, one withdrawn."""

from datetime import date
from decimal import Decimal
from typing import Any

from opencompact.apps.funding.actions import notices as actions
from opencompact.apps.funding.models import Agreement, Notice, Payee
from opencompact.apps.organisations.queries import actor_for
from tests.site.matrix.place import AT, Place

ENDS = date(2027, 3, 31)
SIDES = {"council": "northside", "police": "eastside"}
SPEAKERS = {"council": "complainant", "police": "sibling complainant"}


def furnish(place: Place) -> None:
    """Notices of the council to one group and of the police to another; an end with a decision."""
    drafts, given, ending = {}, {}, {}
    for body in SIDES:
        drafts[body] = _written(place, body, "draft").key
        given[body] = _given(place, body).key
        _withdrawn(place, body)
        ending[body] = _decided(place, body).number
    place.objects["draft notice"] = _three(drafts)
    place.objects["given notice"] = _three(given)
    place.objects["ending agreement"] = _three(ending)
    sums = {"own_before": 200, "own_after": 190, "sector_before": 20, "sector_after": 16}
    values = {name: Decimal(sum_) for name, sum_ in sums.items()} | {"source": "Budget report"}
    by = {"version": 0, "actor": _officer(place), "at": AT}
    actions.keep_budget(place.bodies["council"], 2026, values, **by)


def _three(by_body: dict[str, Any]) -> dict[str, Any]:
    own = by_body["council"]
    return {"own": own, "sibling": by_body["police"], "foreign": own}


def _officer(place: Place) -> Any:
    return actor_for(place.people["officer"], place.area, AT.date())


def _agreement(place: Place, body: str, what: str) -> Agreement:
    recipient = place.bodies[SIDES[body]]
    payee = Payee.objects.filter(organisation=recipient).first() or Payee.objects.create(
        area=place.area, name=recipient.name, organisation=recipient, standing="confirmed"
    )
    return Agreement.objects.create(
        area=place.area,
        number=f"{place.area.slug}-{body}-{what}",
        title=f"Advice service, {what}",
        funder=place.bodies[body],
        payee=payee,
        value=Decimal(12000),
        starts=date(2025, 4, 1),
        ends=ENDS,
    )


def _written(place: Place, body: str, what: str) -> Notice:
    """A draft in which everything is said."""

    def told(text: str) -> str:
        return place.told(f"{text} in the {what} notice of the {body}", text.capitalize())

    officer = _officer(place)
    made = actions.begin(_agreement(place, body, what), "ending", actor=officer, at=AT)
    link = place.word(f"link in the {what} notice of the {body}")
    values = {
        "what": told("what happens"),
        "reasons": told("reasons"),
        "exceptional": True,
        "exceptional_words": told("exceptional"),
        "users_how": told("how users are told"),
        "assessment_link": f"https://example.org/{link}",
        "assessed_on": date(2026, 10, 1),
    }
    return actions.write(made, values, version=1, actor=officer, at=AT)


def _given(place: Place, body: str, what: str = "given") -> Notice:
    draft, officer = _written(place, body, what), _officer(place)
    signature = (
        place.told(f"who signs the {what} notice of the {body}", "Sam Signer"),
        place.told(f"as what in the {what} notice of the {body}", "Director"),
    )
    by: dict[str, Any] = {"version": draft.version, "actor": officer, "at": AT}
    given = actions.give(draft, signature, given_on=AT.date(), **by)
    speaker = actor_for(place.people[SPEAKERS[body]], place.area, AT.date())
    words = place.told(f"answer to the {what} notice of the {body}", "We cannot do without.")
    actions.answer(given, words, actor=speaker, at=AT)
    return given


def _withdrawn(place: Place, body: str) -> None:
    given = _given(place, body, "withdrawn")
    words = place.told(f"why the notice of the {body} is withdrawn", "There is money after all.")
    by: dict[str, Any] = {"version": given.version, "actor": _officer(place), "at": AT}
    actions.withdraw(given, words, **by)


def _decided(place: Place, body: str) -> Agreement:
    """One that ends as planned; another end is still to be decided."""
    _agreement(place, body, "open")
    agreement = _agreement(place, body, "ending")
    words = place.told(f"note on an end of the {body}", "Agreed in a meeting.")
    values = {"choice": "ends", "decided_on": date(2026, 10, 1), "words": words}
    by: dict[str, Any] = {"version": 0, "actor": _officer(place), "at": AT}
    actions.decide_end(agreement, values, **by)
    return agreement
