"""Payments go in once, whatever the file; what it cannot say is left out and told."""

import json
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Count

from opencompact.apps.funding.actions import payees as deciding
from opencompact.apps.funding.actions import payments as actions
from opencompact.apps.funding.models import Payee, Payment, PaymentRun, RunState
from opencompact.apps.funding.queries import payments as queries
from opencompact.apps.funding.queries.payments import Asked
from opencompact.apps.funding.tasks import payments as tasks
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.scoping import within
from opencompact.formats.tables import TableError

from .conftest import COLUMNS, ROWS, text_of

REAL = Path(__file__).resolve().parents[4].parent / "shared/data/spending-leeds-2013-11.csv"


def counts(run):
    return run.created, run.updated, run.unchanged, run.rejected


def test_payments_go_in_with_their_dates_sums_and_payees(take_in, elm, council):
    run = take_in()
    assert counts(run) == (6, 0, 0, 0)
    assert (run.total, run.left_out, run.whole) == (Decimal(188), 0, Decimal(188))
    first = Payment.objects.get(transaction="1")
    assert (first.body, first.payee.organisation, first.month) == (council, elm, "2026-10")
    assert (first.basis, first.due_on, first.on_time) == ("received", date(2026, 10, 31), True)
    assert first.days_taken == 19
    late = Payment.objects.get(transaction="2")
    assert (late.payee.organisation, late.on_time) == (elm, False)
    untold = Payment.objects.get(transaction="3")
    assert (untold.basis, untold.due_on, untold.on_time) == ("", None, None)
    assert Payment.objects.get(transaction="5").on_time is None
    redacted = Payment.objects.get(transaction="6")
    assert (redacted.payee, redacted.supplier) == (None, "REDACTED PERSONAL DATA")
    assert not Payee.objects.filter(name__contains="REDACTED").exists()
    assert audit.verify().faults == ()


@pytest.fixture
def marks(take_in):
    """Payments to suppliers that are called by numbers and marks alone."""
    names = ["1/2", "1-2", "???", "!!!", "1/2 ", "\u2588\u2588"]
    return take_in(text_of([(name, "10", "2026-10-20", "2026-10-01", name) for name in names]))


def test_suppliers_without_a_letter_in_their_names_are_told_apart(marks, scoped, make, actor, at):
    of_each = dict(Payee.objects.annotate(number=Count("payments")).values_list("name", "number"))
    assert of_each == {"1/2": 2, "1-2": 1, "???": 1, "!!!": 1}
    assert Payment.objects.get(transaction="\u2588\u2588").payee is None
    known = make("One-two 1-2", sector="vcs")
    deciding.decide_payee(Payee.objects.get(name="???"), known, actor=actor, at=at)
    counted = [one for one in queries.figures(scoped, Asked()) if one.kind == "vcs"]
    assert [(one.counted, one.amount) for one in counted] == [(1, 10)]


def test_suppliers_that_shared_a_payee_before_get_their_own(marks, scoped, make):
    migration = import_module("opencompact.apps.funding.migrations.0005_payees_without_letters")
    shared, known = Payee.objects.get(name="???"), make("Elm", sector="vcs")
    Payment.objects.filter(supplier="!!!").update(payee=shared)
    Payee.objects.filter(name="!!!").delete()
    Payee.objects.filter(pk=shared.pk).update(key="name ", organisation=known, standing="confirmed")
    for _again in range(2):
        migration.tell_apart(apps, None)
        assert Payment.objects.get(supplier="???").payee.organisation == known
        other = Payment.objects.get(supplier="!!!").payee
        assert (other.name, other.organisation, other.standing) == ("!!!", None, "waiting")
    assert {one.key for one in Payee.objects.all()} == {
        "name ???", "name !!!", "name 1/2", "name 1-2",
    }  # fmt: skip


def test_a_second_import_changes_nothing(take_in):
    take_in()
    before = list(Payment.objects.order_by("key").values())
    assert counts(take_in()) == (0, 0, 6, 0)
    assert list(Payment.objects.order_by("key").values()) == before


def test_rows_that_are_alike_are_separate_payments(take_in):
    alike = [ROWS[0]] * 3
    assert counts(take_in(text_of(alike))) == (3, 0, 0, 0)
    assert counts(take_in(text_of(alike[:2]))) == (0, 0, 2, 0)
    assert counts(take_in(text_of([*alike, ROWS[0]]))) == (1, 0, 3, 0)


def test_what_a_later_file_adds_changes_a_payment_and_an_empty_cell_does_not(take_in):
    take_in()
    more = [("Elm Street Carers", "25.00", "2026-10-22", "2026-10-20", "3")]
    assert counts(take_in(text_of(more))) == (0, 1, 0, 0)
    assert Payment.objects.get(transaction="3").on_time is True
    assert counts(take_in()) == (0, 0, 6, 0)
    assert Payment.objects.get(transaction="3").received == date(2026, 10, 20)


def test_rows_that_cannot_be_used_are_told_with_their_sums(take_in):
    rows = [
        ROWS[0], ("X", "ten", "2026-10-20", "", ""), ("X", "9.99", "", "", ""),
        ("X", "1", "soon", "", ""),
    ]  # fmt: skip
    run = take_in(text_of(rows))
    assert counts(run) == (1, 0, 0, 3)
    assert (run.total, run.left_out, run.whole) == (100, Decimal("10.99"), Decimal("110.99"))
    assert [one["row"] for one in run.report["rejected"]] == [3, 4, 5]
    assert run.report["rejected"][0]["cells"][1] == "ten"
    assert run.text == ""


def test_a_body_that_is_not_on_the_register_is_kept_by_name_until_it_is(take_in, make):
    columns, rows = (*COLUMNS, "Body"), [(*ROWS[0], "Harbour Trust"), (*ROWS[1], "")]
    run = take_in(text_of(rows, columns), body=None)
    assert counts(run) == (1, 0, 0, 1)
    assert "which body paid" in run.report["rejected"][0]["reason"]
    one = Payment.objects.get()
    assert (one.body, one.body_name) == (None, "Harbour Trust")
    trust = make("Harbour trust", sector="public")
    assert counts(take_in(text_of(rows, columns), body=None)) == (0, 1, 0, 1)
    assert Payment.objects.get().body == trust
    assert counts(take_in(text_of(rows, columns), body=None)) == (0, 0, 1, 1)


def test_what_was_chosen_is_remembered_for_the_same_body_and_headings(draft, at, council, make):
    columns = ("who", "how much", "when", "invoice came", "no")
    rows = [("X", "1", "01/11/2026", "02/10/2026", "1")]
    first = draft(text_of(rows, columns))
    assert first.report["missing"] == ["amount", "paid", "supplier"]
    assert not actions.is_matched(first)
    chosen = {"supplier": "who", "amount": "how much", "paid": "when", "received": "invoice came"}
    actions.rematch(first, actions.Choices(chosen, {}, council))
    assert first.report["missing"] == ["paid", "received"]
    assert len(first.report["dates"]["paid"]["readings"]) == 2
    forms = dict.fromkeys(("paid", "received"), "day-month-year")
    actions.rematch(first, actions.Choices(chosen, forms, council))
    assert actions.is_matched(first)
    run = actions.run_import(actions.start_import(first, at=at), actor=SYSTEM, at=at)
    assert Payment.objects.get().paid == date(2026, 11, 1)
    again = draft(text_of([("Y", "2", "03/11/2026", "02/10/2026", "2")], columns))
    assert actions.is_matched(again)
    assert again.mapping == run.mapping
    other = draft(text_of(rows, columns), body=make("Police", sector="public"))
    assert not actions.is_matched(other)


def test_a_draft_looks_ahead_and_writes_nothing(draft):
    run = draft()
    foreseen = run.report["foreseen"]
    assert (foreseen["created"], foreseen["total"]) == (6, "188.00")
    assert (run.report["redacted"], run.report["credits"]) == (1, 1)
    assert run.report["first"][0]["supplier"] == "Elm Street Carers"
    assert not Payment.objects.exists()
    assert not Payee.objects.exists()


def test_an_import_that_is_stopped_goes_on(draft, at, monkeypatch):
    monkeypatch.setattr("opencompact.apps.funding.actions.payments.writing.CHUNK", 2)
    run = actions.start_import(draft(), at=at)
    run = actions.run_import(run, actor=SYSTEM, at=at, rows=2)
    assert (run.state, run.rows_done, run.per_cent) == (RunState.RUNNING, 2, 33)
    actions.stop_import(run)
    same = actions.start_import(draft(), at=at)
    assert same.pk != run.pk
    actions.run_import(same, actor=SYSTEM, at=at)
    run = actions.run_import(actions.start_import(run, at=at), actor=SYSTEM, at=at)
    assert counts(run) == (2, 0, 4, 0)
    assert actions.start_import(run, at=at).state == RunState.FINISHED
    assert Payment.objects.count() == 6


def test_the_clock_brings_an_import_to_its_end_and_forgets_drafts(draft, at, area, monkeypatch):
    actions.start_import(draft(), at=at)
    draft()
    assert tasks.run_imports(at) == tasks.Ran(1, 0, 0)
    assert Payment.objects.count() == 6
    assert tasks.run_imports(at + timedelta(days=8)) == tasks.Ran(0, 0, 1)
    actions.start_import(draft(text_of(ROWS[:1])), at=at)
    monkeypatch.setattr(actions, "run_import", lambda *_args, **_more: 1 / 0)
    assert tasks.run_imports(at) == tasks.Ran(0, 1, 0)
    assert PaymentRun.objects.filter(state=RunState.FAILED).count() == 1


@pytest.fixture
def command(area, council, at, tmp_path):
    def run(text, mapping=None, **more):
        file, told = tmp_path / "spending.csv", tmp_path / "mapping.json"
        file.write_text(text)
        told.write_text(mapping if isinstance(mapping, str) else json.dumps(mapping))
        return tasks.import_file("anywhere", file, mapping=told if mapping else None, at=at, **more)

    return run


def test_the_command_takes_a_mapping(command, council):
    mapping = {
        "body": council.slug, "columns": {"amount": "sum"}, "dates": {"paid": "day-month-year"},
    }  # fmt: skip
    text = "supplier,sum,paid,amount\nX,1,01/11/2026,9\n"
    looked = command(text, mapping, dry_run=True)
    assert (looked["created"], looked["total"]) == (1, "1.00")
    assert not PaymentRun.objects.exists()
    found = command(text, mapping)
    assert (found["read"], found["created"], found["total"]) == (1, 1, "1.00")
    assert found["encoding"] == "UTF-8"
    assert command(text, mapping)["unchanged"] == 1


@pytest.mark.parametrize(
    ("text", "mapping", "says"),
    [
        ("supplier,amount,paid,body\nX,1,01/11/2026,Y\n", None, "day or the month first"),
        ("supplier,amount,paid,body\nX,1,soon,Y\n", None, "Nobody can tell"),
        ("supplier,amount,paid\nX,1,2026-11-01\n", None, "which body paid"),
        ("who,amount,paid,body\nX,1,2026-11-01,Y\n", None, "Supplier.*columns are who"),
        ("supplier,amount,paid\nX,1,2026-11-01\n", {"body": "nowhere"}, "no such public body"),
        ("supplier,amount,paid\nX,1,2026-11-01\n", {"columns": {"amount": "x"}}, "names a column"),
        ("supplier,amount,paid\nX,1,2026-11-01\n", {"columns": {"x": "paid"}}, "names are amount"),
        ("supplier,amount,paid\nX,1,2026-11-01\n", {"dates": {"paid": "x"}}, "a form of dates"),
        ("supplier,amount,paid\nX,1,2026-11-01\n", {"other": 1}, "JSON or YAML"),
        ("supplier,amount,paid\nX,1,2026-11-01\n", "[", "JSON or YAML"),
    ],
)
def test_the_command_says_what_it_needs_to_know(command, text, mapping, says):
    with pytest.raises(TableError, match=says):
        command(text, mapping)
    assert not PaymentRun.objects.exists()


@pytest.mark.data
@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here.")
def test_a_real_month_goes_in_to_the_penny_and_a_second_time_changes_nothing(area, at):
    found = tasks.import_file("anywhere", REAL, at=at)
    assert (found["read"], found["created"], found["rejected"]) == (10_131, 10_131, [])
    assert (found["total"], found["left_out"]) == ("87943078.11", "0.00")
    again = tasks.import_file("anywhere", REAL, at=at)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 10_131)
    with within(area):
        assert Payment.objects.filter(amount__lt=0).count() == 114
        assert Payment.objects.filter(payee=None).count() == 779
