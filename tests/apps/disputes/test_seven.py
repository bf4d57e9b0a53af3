"""Each of the seven neighbouring procedures is raised through the pages and goes on from there."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.disputes.forms.needs import name_of
from opencompact.apps.disputes.models import Case
from opencompact.base.areas.actor import SYSTEM
from opencompact.core.procedure import NeedKind, Procedure, Step, opening
from tests.apps.disputes.test_raising import Asker
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment, pdf
from tests.core.conformance.seven import SEVEN, pack_of

DAY = date(2027, 6, 7)
# What was taken when it is sent and where it then stands; who goes on with what, how many days
# later, and where that leads.
WAYS = {
    "complaints": ("complain", "one", "hall", "answer", 1, "one"),
    "conciliation": ("ask", "asked", "officer", "acknowledge", 1, "answering"),
    "grant-terms": ("tell", "contacts", "hall", "pass-to-senior", 15, "senior"),
    "mediation-anytime": ("raise", "raised", "chair", "answer", 1, "answered"),
    "provider-contract": ("notify", "managers", "hall", "to-directors", 31, "directors"),
    "shared-service": ("notify", "leaders", "hall", "pass-to-heads", 20, "heads"),
    "written-request": ("speak request", "requested", "chair", "answer", 1, "answered"),
}
# Those whose first step has to wait for a time, and so is refused on the day itself.
WAITING = ("grant-terms", "provider-contract", "shared-service")


def day_of(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def asked(step: Step, before: str = "") -> dict[str, object]:
    """An answer to everything that a step asks, but for its files."""
    found: dict[str, object] = {}
    for need in step.needs:
        name = name_of(need, before)
        if need.kind == NeedKind.DATE:
            found |= day_of(name, DAY - timedelta(days=3))
        elif need.kind != NeedKind.FILES:
            found[name] = f"Something about {need.key}."
    return found


def files(step: Step) -> dict[str, object]:
    return {name_of(one): pdf() for one in step.needs if one.kind == NeedKind.FILES}


def raise_it(town, procedure: Procedure) -> Asker:
    """Answer page after page, as each leads to the next, up to the last look."""
    asker, begin = Asker(town), opening(procedure)
    pages = {
        "before": {
            name: value
            for gate in procedure.gates
            for name, value in (day_of(gate.key, DAY) if gate.within else {gate.key: "yes"}).items()
        },
        "who": {
            "organisation": town.organisations["elm"].pk,
            "others": [town.organisations["hall"].pk],
        },
        "what": {"subject": "A difference", **asked(begin.step)},
    }
    for step in begin.before:
        pages["what"] |= day_of(f"date_{step.key}", DAY - timedelta(days=2))
        pages["what"] |= asked(step, step.key)
    at, path = "", asker.post()["Location"]
    while (page := path.rstrip("/").rpartition("/")[2]) != "check":
        assert page != at, asker.get(page).content.decode()
        assert asker.get(page).status_code == 200
        at, path = page, asker.post(page, **pages[page])["Location"]
    assert asker.get("check").status_code == 200
    return asker


@pytest.fixture(params=SEVEN)
def raised(request, town, time_machine):
    """A case under one of the seven, sent through the pages."""
    time_machine.move_to(moment(DAY), tick=False)
    town.edition = adopt_pack(town.area, pack_of(request.param), actor=SYSTEM, at=moment(DAY))
    procedure = pack_of(request.param).procedure
    sent = raise_it(town, procedure).post("check", **files(opening(procedure).step))
    assert "/raise/done/" in sent["Location"]
    assert client_of(town, "elm").get(sent["Location"]).status_code == 200
    return request.param, Case.objects.get()


def test_one_of_the_seven_is_raised_and_goes_on(town, raised, time_machine):
    name, case = raised
    taken, stands, who, step, days, leads = WAYS[name]
    now = town.tell(case, DAY)
    assert ([one.step for one in now.at.events], now.at.stage) == (taken.split(), stands)
    found = now.procedure.step(step)
    path = reverse("disputes:step", args=[case.area.slug, case.number, step])
    typed = {"version": case.version, **asked(found)}
    if "party" in found.by:
        typed["party"] = town.party(case, who).key
    if found.choices:
        typed["outcome"] = found.choices[0]
    if name in WAITING:
        early = client_of(town, who).post(path, {**typed, **day_of("on", DAY)})
        assert early.status_code == 409
    on = DAY + timedelta(days=days)
    time_machine.move_to(moment(on), tick=False)
    client = client_of(town, who)
    assert escape(found.name) in client.get(path).content.decode()
    assert client.post(path, {**typed, **day_of("on", on)}).status_code == 302
    after = town.tell(case, on)
    assert (after.at.events[-1].step, after.at.stage) == (step, leads)
    for one in ("elm", "hall"):
        shown = reverse("disputes:case", args=[case.area.slug, case.number])
        assert "A difference" in client_of(town, one).get(shown).content.decode()
