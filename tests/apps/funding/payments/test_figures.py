"""What was paid on time: counted by the database, judged by the pack, never from silence."""

from datetime import date
from decimal import Decimal

import pytest

from opencompact.apps.funding.actions.payees import decide_payee, undo_payee
from opencompact.apps.funding.models import Agreement, Payee, Payment, Standing
from opencompact.apps.funding.queries import payments as queries
from opencompact.apps.funding.queries.payments import Asked, summed
from opencompact.apps.funding.queries.payments.terms import Terms
from opencompact.apps.organisations.actions.register import edit
from opencompact.apps.organisations.queries import judged

from .conftest import COLUMNS, ROWS, text_of


@pytest.fixture
def paid(take_in, elm):
    return take_in()


def figure(area, kind, **asked):
    found = queries.figures(area, Asked(**asked))
    return summed(one for one in found if one.kind == kind)


def test_figures_tell_kinds_apart_and_count_no_credit(paid, scoped):
    vcs = figure(scoped, "vcs")
    assert (vcs.counted, vcs.known, vcs.on_time, vcs.late, vcs.unknown) == (3, 2, 1, 1, 1)
    assert (vcs.share, vcs.amount) == (50, Decimal("175.50"))
    unmatched = figure(scoped, "unmatched")
    assert (unmatched.counted, unmatched.credits, unmatched.rows) == (2, 1, 3)
    assert figure(scoped, "others").share is None
    assert figure(scoped, "unmatched", month="2026-09").counted == 1
    assert figure(scoped, "vcs", body="nobody").counted == 0
    assert queries.months_paid(scoped) == ["2026-10", "2026-09"]


def test_a_payee_that_is_matched_later_counts_then(paid, scoped, make):
    shop = make("Another shop", sector="private")
    Payee.objects.filter(name="A shop").update(organisation=shop, standing=Standing.CONFIRMED)
    assert figure(scoped, "others").counted == 1
    assert figure(scoped, "unmatched").counted == 1


def test_what_is_kept_costs_one_query(paid, scoped, django_assert_num_queries):
    figure(scoped, "vcs")
    with django_assert_num_queries(1):
        assert figure(scoped, "vcs").counted == 3


@pytest.mark.usefixtures("paid")
def test_what_is_kept_sees_the_next_write(take_in, scoped, council, elm, officer, at):
    assert figure(scoped, "vcs").counted == 3
    take_in(text_of([("Elm Street Carers", "9.00", "2026-10-29", "2026-10-01", "9")]))
    assert figure(scoped, "vcs").counted == 4
    shop = Payee.objects.get(name="A shop")
    decide_payee(shop, elm, actor=officer, at=at)
    assert figure(scoped, "vcs").counted == 5
    undo_payee(shop, actor=officer, at=at)
    assert figure(scoped, "vcs").counted == 4
    elm.refresh_from_db()
    edit(elm, {"sector": "public"}, version=elm.version, actor=officer, at=at)
    assert (figure(scoped, "vcs").counted, figure(scoped, "others").counted) == (0, 4)
    council.refresh_from_db()
    edit(council, {"name": "Westbridge"}, version=council.version, actor=officer, at=at)
    assert {one.name for one in queries.figures(scoped, Asked())} == {"Westbridge"}


@pytest.mark.parametrize("asked", [{}, {"month": "2026-10"}, {"month": "2026-09"}])
def test_figures_of_one_body_are_those_of_all_that_are_its_own(paid, take_in, scoped, asked):
    take_in(text_of([(*ROWS[0], "Not here")], (*COLUMNS, "Body")), body=None)
    every = queries.figures(scoped, Asked(**asked))
    for own in ({"body": "westbridge-city-council"}, {"name": "Not here"}):
        found = queries.figures(scoped, Asked(**asked, **own))
        assert found == [one for one in every if own in ({"body": one.body}, {"name": one.name})]
    month = [one for one in queries.figures(scoped, Asked()) if asked in ({}, {"month": one.month})]
    assert every == month


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, "543216"),
        ({"kind": "vcs"}, "321"),
        ({"kind": "unmatched"}, "546"),
        ({"kind": "others"}, ""),
        ({"time": "on-time"}, "416"),
        ({"time": "late"}, "2"),
        ({"time": "cannot-tell"}, "3"),
        ({"time": "credit"}, "5"),
        ({"month": "2026-09"}, "6"),
        ({"body": "westbridge-city-council", "text": "shop"}, "45"),
        ({"name": "Nobody"}, ""),
    ],
)
def test_the_list_holds_what_the_figures_count(paid, scoped, asked, numbers):
    found = queries.payments(scoped, Asked(**asked))
    assert sorted(one.transaction for one in found) == sorted(numbers)


def test_months_are_measured_by_what_is_known(paid, scoped, edition):
    [october] = queries.measured(scoped, on=date(2026, 11, 20))
    assert (october.record, october.key) == ("payments", "westbridge-city-council-2026-10")
    assert october.facts == {"payments": 2, "paid_on_time": 1}
    assert (october.on, october.body) == (date(2026, 10, 31), "westbridge-city-council")
    assert october.title == "Westbridge City Council, October 2026"
    assert october.address == "/anywhere/funding/payments/westbridge-city-council/2026-10/"
    assert list(queries.measured(scoped, on=date(2026, 10, 31))) == []


def test_what_is_not_published_is_never_on_time(take_in, scoped, council, elm):
    take_in(text_of(ROWS[2:3]))
    [month] = queries.measured(scoped, on=date(2026, 11, 20))
    assert month.facts == {"payments": 1}
    assert month.owner == frozenset()
    assert judged(scoped, month) == []
    assert queries.measured_month(scoped, council, "2026-09") is None


def test_measuring_takes_few_queries_however_many_rows(
    paid, scoped, edition, django_assert_num_queries
):
    with django_assert_num_queries(3):
        list(queries.measured(scoped, on=date(2026, 11, 20)))


def test_payments_are_held_against_the_terms_of_their_own_agreement(paid, scoped, council, elm):
    assert queries.own_terms(scoped, Asked()) == Terms(0, 0)
    payee = Payee.objects.get(name="Elm Street Carers")
    Agreement.objects.create(
        area=scoped, number="1", title="Lunch club", funder=council, payee=payee, value=1,
        starts=date(2026, 10, 1), ends=date(2026, 10, 20), payment_days=10,
    )  # fmt: skip
    assert queries.own_terms(scoped, Asked()) == Terms(1, 0)
    Agreement.objects.update(payment_days=60, ends=None)
    assert queries.own_terms(scoped, Asked()) == Terms(2, 2)


def test_what_is_exported_and_imported_again_changes_nothing(paid, scoped, council, take_in):
    from opencompact.apps.funding.tables.payments import payment_columns
    from opencompact.base.ui.tables import csv_response

    found = queries.payments(scoped, Asked())
    text = csv_response("x.csv", payment_columns(), found).content.decode()
    again = take_in(text, body=None)
    assert (again.created, again.updated, again.unchanged) == (0, 0, len(ROWS))
    assert again.total == Decimal(188)
    columns = (*COLUMNS, "Body")
    take_in(text_of([(*ROWS[0], "Not here")], columns), body=None)
    text = csv_response("x.csv", payment_columns(), queries.payments(scoped, Asked()))
    assert take_in(text.content.decode(), body=None).unchanged == len(ROWS) + 1
    assert Payment.objects.count() == len(ROWS) + 1
