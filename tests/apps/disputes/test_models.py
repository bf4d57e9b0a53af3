"""What the database itself refuses: changed events and papers, moved cases, doubled rows."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from opencompact.apps.disputes.models import Access, Case, CaseEvent, Document, Party, Seat, Side
from opencompact.base.areas.scoping import unscoped, within
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import RAISED, TO_EXCHANGE, begin
from tests.apps.disputes.town import pdf

DAY = date(2026, 3, 11)


@pytest.fixture
def case(town):
    found = town.story(begin(town), TO_EXCHANGE)
    town.take(found, "send-papers", "elm", DAY, files={"papers": [pdf()]})
    return Case.objects.get(pk=found.pk)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (CaseEvent, {"answers": {"steps_taken": "Something else"}}),
        (CaseEvent, {"on": date(2020, 1, 1)}),
        (Document, {"sha256": "0" * 64}),
        (Document, {"room": "exchange"}),
        (Case, {"number": "2026-999"}),
        (Case, {"version": 0}),
    ],
)
def test_the_database_refuses_a_change_of_what_was(case, model, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)


def test_a_case_keeps_its_edition(case):
    edition = case.edition
    edition.pk, edition.key, edition.status = None, "newer", "draft"
    edition._state.adding = True
    edition.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(edition=edition)


@pytest.mark.parametrize(
    "double",
    [
        lambda case: CaseEvent(case=case, sequence=1, step="submit", role="party", on=DAY,
                               at=case.events.first().at),
        lambda case: Party(case=case, organisation=case.parties.first().organisation,
                           side=Side.RESPONDENT),
        lambda case: Case(number=case.number, edition=case.edition, subject="x", raised_on=DAY),
    ],
)  # fmt: skip
def test_nothing_is_there_twice(case, double):
    row = double(case)
    row.area = case.area
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_seat_is_held_once_at_a_time(town, case):
    user = town.users["panel"]
    fields = {"area": case.area, "case": case, "user": user, "holder": Holder.PANEL.value}
    Seat.objects.create(**fields, seated_on=RAISED, ended_on=DAY)
    Seat.objects.create(**fields, seated_on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(**fields, seated_on=DAY)


def test_cases_are_read_inside_their_area_only(case, other_area):
    with within(other_area):
        assert not Case.objects.exists()
    with unscoped():
        assert Case.objects.filter(pk=case.pk).exists()


def test_every_model_says_what_it_is(town, case):
    town.seat(case, "panel", Holder.PANEL, DAY)
    access = Access(area=case.area, case=case, user=town.users["elm"], on=DAY)
    seat = case.seats.get(holder="panel")
    said = [case, case.events.first(), case.documents.first(), case.parties.first(), seat, access]
    assert [str(one) for one in said] == [
        case.number, "1 fail-informally", "letter.pdf", "Elm Street Centre", "Panel, Panel member",
        "Elm, 2026-03-11",
    ]  # fmt: skip
