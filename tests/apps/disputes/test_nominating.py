"""A mediator who is named by a body of the pack, and fees that are split in amounts."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.models import CaseEvent, Seat
from opencompact.apps.disputes.policy import holds
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.tokens import Scope
from opencompact.core.procedure import Holder, Need, NeedKind, Step, packed, pounds, unpacked
from opencompact.core.procedure.shares import Shares, amount, equally, fault
from tests.apps.disputes.test_other_procedures import under
from tests.apps.disputes.test_story import RAISED, TO_MEDIATION, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment, pack
from tests.site.api.conftest import call, token

__all__ = ["call", "token"]
DAY = date(2026, 3, 10)
NOMINATE = Step(
    "nominate",
    "Name a mediator",
    ("officer",),
    ("written",),
    repeat=True,
    names_mediator=True,
    needs=(Need("named", "Who will mediate?", NeedKind.LINE),),
)


@pytest.fixture
def contract(town, time_machine):
    """The town under a procedure in which the support team is the nominating body."""
    known = pack("leicester-2008").procedure
    under(town, time_machine, replace(known, steps=(*known.steps, NOMINATE)))
    time_machine.move_to(moment(DAY), tick=False)
    return town.raised(RAISED)


def path(case, step):
    return reverse("disputes:step", args=[case.area.slug, case.number, step])


def test_the_nominating_body_of_the_pack_gives_the_mediator_the_seat(town, contract):
    client = client_of(town, "officer")
    html = client.get(path(contract, "nominate")).content.decode()
    assert "Mediator" in html
    typed = {
        "version": contract.version, "mediator": str(town.users["mediator"].pk),
        "answer_named": "M. Mediator", "on_day": 10, "on_month": 3, "on_year": 2026,
    }  # fmt: skip
    client.post(path(contract, "nominate"), typed)
    seat = Seat.objects.get()
    assert (seat.user, seat.holder, seat.ended_on) == (town.users["mediator"], "mediator", None)
    assert CaseEvent.objects.get(step="nominate").actor_id == town.users["officer"].pk


def test_somebody_with_a_tie_is_refused_with_the_reason(town, contract):
    town.join("mediator", RoleKind.CHAMPION, "hall")
    with pytest.raises(actions.UnfitError) as refused:
        town.take(contract, "nominate", "officer", DAY, mediator=town.users["mediator"])
    assert "A mediator is neither" in refused.value.faults["mediator"]
    assert not CaseEvent.objects.filter(step="nominate").exists()
    assert not Seat.objects.exists()


def test_nobody_named_is_asked_for(town, contract):
    with pytest.raises(actions.UnfitError) as refused:
        town.take(contract, "nominate", "officer", DAY)
    assert refused.value.faults == {"mediator": "Select who mediates"}


@pytest.mark.parametrize("who", ["elm", "hall", "chair"])
def test_nobody_else_names_one(town, contract, who):
    with pytest.raises(PermissionDenied):
        town.take(contract, "nominate", who, DAY, mediator=town.users["mediator"])


def test_the_api_names_one_by_address(town, contract, token, call):
    _, secret = token("officer", Scope.WRITE_CASES)
    path = f"/cases/{contract.number}/steps/nominate"
    given = {"version": contract.version, "answers": {"named": "Mo"}, "mediator": "nobody@x.org"}
    refused = call(path, method="post", secret=secret, body=given)
    assert "Nobody here has an account" in refused.json()["fields"]["mediator"]
    other = call(path.replace("nominate", "start-appeal"), method="post", secret=secret, body=given)
    assert other.status_code == 403
    given["mediator"] = "mediator@example.org"
    assert call(path, method="post", secret=secret, body=given).status_code == 201
    assert Seat.objects.get().user == town.users["mediator"]


@pytest.mark.parametrize("address", ["nobody@x.org", "mediator@example.org"])
def test_a_step_that_names_nobody_tells_nothing_of_accounts(town, contract, token, call, address):
    _, secret = token("chair", Scope.WRITE_CASES)
    given = {"version": contract.version, "mediator": address}
    path = f"/cases/{contract.number}/steps/start-appeal"
    refused = call(path, method="post", secret=secret, body=given)
    assert refused.json()["fields"] == {"mediator": "This is not asked for here."}


def test_a_mediator_who_was_there_leaves_the_seat(town, contract):

    town.join("second", RoleKind.MEDIATOR)
    town.seat(contract, "second", Holder.MEDIATOR, DAY)
    town.take(contract, "nominate", "officer", DAY, mediator=town.users["mediator"])
    assert {one.user.name: one.ended_on for one in Seat.objects.all()} == {
        "Second": DAY,
        "Mediator": None,
    }


# Shares.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("450", "450.00"), ("£1,450.5", "1450.50"), ("0", "0.00"), (" 12.30 ", "12.30"),
        ("", None), ("-3", None), ("1,45", None), ("12.345", None), ("a lot", None),
        ("99999999", None),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(text, value):
    found = amount(text)
    assert (str(found) if found is not None else None) == value


@pytest.mark.parametrize(
    ("total", "sides", "parts"),
    [
        ("600", "ab", ["300.00", "300.00"]),
        ("100", "abc", ["33.34", "33.33", "33.33"]),
        ("0.02", "abc", ["0.01", "0.01", "0.00"]),
    ],
)
def test_equal_shares_lose_no_penny(total, sides, parts):
    shares = equally(amount(total), list(sides))
    assert [str(value) for _, value in shares.parts] == parts
    assert sum(value for _, value in shares.parts) == shares.total
    assert unpacked(packed(shares)) == shares


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("half each", "has to be an amount"),
        ('{"total": "6", "parts": []}', "has to be an amount"),
        ('{"total": "6", "parts": {"a": "x", "b": "6"}}', "has to be an amount"),
        ('{"total": "6", "parts": {"a": "6"}}', "a share for each side"),
        ('{"total": "6", "parts": {"a": "2", "b": "3"}}', "come to £5, and the whole is £6"),
        ('{"total": "6", "parts": {"a": "2", "b": "4"}}', ""),
    ],
)
def test_what_is_wrong_with_shares(text, says):
    problem = str(fault(text, ["a", "b"]))
    assert says in problem
    assert bool(problem) == bool(says)


def test_pounds_are_written_short():
    assert [pounds(amount(text)) for text in ("450", "1450.5")] == ["£450", "£1,450.50"]


@pytest.fixture
def mediated(town, time_machine):
    time_machine.move_to(moment(date(2026, 3, 20)), tick=False)
    return town.story(begin(town), TO_MEDIATION)


def split(town, case, total, **shares):
    parts = tuple((town.party(case, side).key, amount(value)) for side, value in shares.items())
    return packed(Shares(amount(total), parts))


def agree(town, case, who, shares, on=date(2026, 3, 16)):
    town.take(case, "agree-mediator", who, on, answers={"shares": shares})


def test_the_split_is_shown_to_the_sides_and_the_mediator_alone(town, mediated):
    shares = split(town, mediated, "600", elm="200", hall="400")
    for who in ("elm", "hall"):
        agree(town, mediated, who, shares)
    now = town.tell(mediated, date(2026, 3, 20))
    said = "£600 in all. Elm Street Centre: £200; Anywhere City Council: £400."
    for who, sees in (("elm", True), ("hall", True), ("mediator", True), ("chair", False),
                      ("officer", False)):  # fmt: skip
        held = holds(town.actor(who), case_by_key(mediated.pk))
        chapters = queries.room(now, held, "mediation")
        words = [
            one.text for chapter in chapters for entry in chapter.entries for one in entry.said
        ]
        assert (said in words) == sees, who


def test_both_sides_have_to_give_the_same(town, mediated):
    agree(town, mediated, "elm", split(town, mediated, "600", elm="200", hall="400"))
    with pytest.raises(actions.UnfitError) as refused:
        agree(town, mediated, "hall", split(town, mediated, "600", elm="300", hall="300"))
    assert "Elm Street Centre gave other amounts" in refused.value.faults["shares"]


def test_shares_that_do_not_add_up_are_refused_beside_the_whole(town, mediated):
    elm, hall = town.party(mediated, "elm").key, town.party(mediated, "hall").key
    typed = {
        "version": mediated.version, "party": elm, "answer_mediator": "Mo", "answer_fees": "Split",
        "answer_shares_total": "600", f"answer_shares_{elm}": "200", f"answer_shares_{hall}": "300",
        "on_day": 20, "on_month": 3, "on_year": 2026,
    }  # fmt: skip
    client = client_of(town, "elm")
    html = client.post(path(mediated, "agree-mediator"), typed).content.decode()
    assert "the shares come to £500, and the whole is £600" in html
    assert 'value="300"' in html
    wrong = {**typed, "answer_shares_total": "a lot"}
    html = client.post(path(mediated, "agree-mediator"), wrong).content.decode()
    assert "must be an amount in pounds" in html
    empty = {**typed, f"answer_shares_{elm}": "", f"answer_shares_{hall}": ""}
    assert client.post(path(mediated, "agree-mediator"), empty).status_code == 302
    kept = unpacked(CaseEvent.objects.get(step="agree-mediator").answers["shares"])
    assert {str(value) for _, value in kept.parts} == {"300.00"}


def test_begin_with_the_same_amounts(town, mediated):
    agree(town, mediated, "elm", split(town, mediated, "600", elm="200", hall="400"))
    event = CaseEvent.objects.get(step="agree-mediator")
    client = client_of(town, "hall")
    html = client.get(f"{path(mediated, 'agree-mediator')}?from={event.pk}").content.decode()
    for value in ("600.00", "200.00", "400.00"):
        assert f'value="{value}"' in html


def test_three_sides_split_a_sum(town, time_machine):
    time_machine.move_to(moment(date(2026, 3, 20)), tick=False)
    case = town.raised(RAISED, others=[town.organisations["hall"], town.organisations["oak"]])
    town.story(case, [*TO_MEDIATION, ("agree-mediation", "oak", date(2026, 3, 12))])
    html = client_of(town, "oak").get(path(case, "agree-mediator")).content.decode()
    assert html.count("Share of ") == 3
