"""Grants of a file: each goes in once, what a person corrected stays, and all of it goes out."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from opencompact.apps.funding.actions import agreements, giving
from opencompact.apps.funding.actions.giving import cleaning
from opencompact.apps.funding.models import Agreement, GrantRun, Payee, RunState
from opencompact.apps.funding.queries import agreements as reads
from opencompact.apps.funding.queries.facts import of_agreement
from opencompact.apps.funding.tasks import grants as tasks
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.formats import giving as standard
from opencompact.formats import tables
from opencompact.formats.giving import reading
from opencompact.formats.tables import Fault, TableError
from tests.apps.funding.conftest import FILE, TEXT

TOTAL = Decimal("47981.25")


def own():
    return json.loads(TEXT)["grants"]


def bring(area, actor, at, *grants, **options):
    text = json.dumps({"grants": grants or own()})
    return giving.import_grants(area, standard.read(text), actor=actor, at=at, **options)


def test_every_grant_goes_in_once_and_the_total_is_right_to_the_penny(grants, actor, at):
    assert Agreement.objects.count() == 5
    assert reads.worth(Agreement.objects.all()) == TOTAL
    again = bring(grants, actor, at)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 5)
    assert again.total == TOTAL
    assert Agreement.objects.filter(version=1).count() == 5


def test_looking_writes_nothing(scoped, actor, at):
    report = bring(scoped, actor, at, dry_run=True)
    assert (report.created, report.total) == (5, TOTAL)
    assert not Agreement.objects.exists()
    assert not Organisation.objects.exists()


def test_a_funder_that_is_not_on_the_register_is_added_and_that_is_said(grants, scoped, actor, at):
    funder = Organisation.objects.get()
    assert (funder.name, funder.sector, funder.identifier) == (
        "Harbour Trust", "funder", "GB-CHC-1000099",
    )  # fmt: skip
    assert bring(scoped, actor, at).warnings == ()


def test_a_funder_that_several_may_be_is_asked_for(scoped, make, actor, at):
    make("Harbour Trust")
    make("Harbour Trust", slug="other")
    nameless = [{"id": "", "name": "Harbour Trust"}]
    report = bring(scoped, actor, at, {**own()[0], "fundingOrganization": nameless})
    assert "Give its identifier" in str(report.rejected[0].reason)


def test_recipients_are_found_by_identifier_then_by_name_and_else_wait(scoped, make, actor, at):
    carers = make("Carers of Elm Street", identifier="GB-CHC-1000001")
    club = make("Larch Lane Lunch Club")
    make("Westbridge Wanderers")
    make("Westbridge Wanderers", slug="twin")
    bring(scoped, actor, at)
    found = {one.name: one for one in Payee.objects.all()}
    assert len(found) == 4
    assert found["Elm Street Carers"].organisation == carers
    assert found["The Larch Lane Lunch Club Ltd"].organisation == club
    assert (found["Westbridge Wanderers"].standing, found["Westbridge Wanderers"].how) == (
        "waiting", "several",
    )  # fmt: skip
    assert found["Oak & Ash Projects"].identifier == "GB-COH-01234567"
    assert found["Oak & Ash Projects"].organisation is None


def test_a_correction_stays_until_the_file_says_something_new(grants, actor, at):
    stored = Agreement.objects.get(identifier="360G-Harbour-1001")
    agreements.edit_agreement(
        stored, {**_values(stored), "title": "Young carers"}, version=1, actor=actor, at=at
    )
    bring(grants, actor, at, {**own()[0], "amountAwarded": 16000})
    stored.refresh_from_db()
    assert (stored.title, stored.value) == ("Young carers", 16000)
    bring(grants, actor, at, {**own()[0], "title": "Carers who are young"})
    stored.refresh_from_db()
    assert (stored.title, stored.value) == ("Carers who are young", 15000)


def _values(stored):
    return {field: getattr(stored, field) for field in agreements.FIELDS}


def test_what_goes_out_is_what_came_in_with_what_was_corrected(grants, actor, at):
    stored = Agreement.objects.get(identifier="360G-Harbour-1001")
    changed = {"title": "Young carers", "ends": None, "value": Decimal("15000.50")}
    agreements.edit_agreement(stored, {**_values(stored), **changed}, version=1, actor=actor, at=at)
    out = {one["id"]: one for one in giving.as_grants(reads.to_give_out())}
    expected = {one["id"]: one for one in own()}
    first = expected["360G-Harbour-1001"]
    first["title"], first["amountAwarded"] = "Young carers", 15000.5
    del first["plannedDates"][0]["endDate"]
    assert out == expected


@pytest.mark.parametrize("form", ["360giving-json", "360giving-csv"])
def test_an_agreement_of_our_own_goes_out_and_comes_in_as_the_same(agreed, scoped, actor, at, form):
    agreed(type="grant", awarded=at.date(), description="Weekends")
    text = giving.write(form, reads.to_give_out())
    [grant] = standard.read(text).grants
    assert standard.faults(standard.completed(grant.grant)) == ()
    report = giving.import_grants(scoped, standard.read(text), actor=actor, at=at)
    assert (report.created, report.updated) == (0, 1)
    again = giving.import_grants(scoped, standard.read(text), actor=actor, at=at)
    assert (again.created, again.unchanged) == (0, 1)
    assert Agreement.objects.get().title == "Respite at weekends"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": " "}, "There is no identifier"),
        ({"id": "x" * 200}, "may have 120"),
        ({"title": "\u200b"}, "There is no title"),
        ({"amountAwarded": "many"}, "is not an amount"),
        ({"amountAwarded": 10**13}, "too large"),
        ({"currency": "pounds"}, "is not a currency"),
        ({"recipientOrganization": []}, "There is no recipient"),
        ({"fundingOrganization": None}, "There is no funder"),
        ({"recipientOrganization": [{"id": "GB-CHC-1", "name": "!"}]}, "has no name"),
        ({"recipientOrganization": [{"id": "", "name": "REDACTED"}]}, "was taken out"),
        ({"recipientOrganization": [{"id": "Redacted", "name": "N/A"}]}, "was taken out"),
        (
            {"recipientOrganization": None, "recipientIndividual": {"name": "Ada"}},
            "went to a person",
        ),
    ],
)
def test_a_grant_that_cannot_be_used_is_named_with_the_reason(change, says):
    found = cleaning.clean(standard.Given(7, {**own()[0], **change}))
    assert isinstance(found, Fault)
    assert found.row == 7
    assert says in str(found.reason)


def test_a_name_that_was_taken_out_does_not_hide_an_identifier():
    recipient = {"recipientOrganization": [{"id": "GB-CHC-1000001", "name": "REDACTED"}]}
    found = cleaning.clean(standard.Given(7, {**own()[0], **recipient}))
    assert not isinstance(found, Fault)
    assert found.recipient.identifier == "GB-CHC-1000001"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"currency": "EUR"}, "no total counts it"),
        ({"awardDate": "soon"}, "day of the award"),
        ({"amountAwarded": 10.005}, "parts of a penny"),
        ({"title": "x" * 300}, "Its beginning is shown"),
        ({"recipientOrganization": own()[0]["recipientOrganization"] * 2}, "only the first"),
        (
            {"plannedDates": [{"startDate": "2026-02-01", "endDate": "2026-01-01"}]},
            "its dates were left out",
        ),
    ],
)
def test_what_is_odd_goes_in_with_a_remark(change, says):
    found = cleaning.clean(standard.Given(7, {**own()[0], **change}))
    assert isinstance(found, cleaning.Candidate)
    assert says in " ".join(found.warnings)


def test_a_grant_that_is_told_twice_is_taken_once(scoped, actor, at):
    report = bring(scoped, actor, at, own()[0], own()[0])
    assert (report.created, [one.row for one in report.rejected]) == (1, [2])


def test_two_identifiers_of_one_spelling_have_two_addresses(scoped, actor, at):
    bring(scoped, actor, at, {**own()[0], "id": "A/1"}, {**own()[0], "id": "a-1"})
    assert sorted(Agreement.objects.values_list("number", flat=True)) == ["a1", "a-1"][::-1]
    bring(scoped, actor, at, {**own()[0], "id": "A 1"}, {**own()[0], "id": "add"})
    numbers = set(Agreement.objects.values_list("number", flat=True))
    assert numbers == {"a1", "a-1", "a-1-2", "add-2"}


def test_a_programme_that_is_kept_here_gathers_its_grants(scoped, make, offered, actor, at):
    trust = make("Harbour Trust", identifier="GB-CHC-1000099", sector="funder")
    before = offered(funder=trust)
    bring(scoped, actor, at)
    assert before.agreements.count() == 2
    after = offered(funder=trust, title="Core work")
    assert after.agreements.count() == 0
    assert offered(funder=trust, title="The Core Costs").agreements.count() == 1


def test_an_import_that_stopped_goes_on_where_it_stood(scoped, actor, at):
    run = giving.open_import(scoped, "grants.json", TEXT, actor=actor, at=at)
    giving.start_import(run, at=at)
    giving.stop_import(run)
    assert giving.start_import(run, at=at).state == RunState.RUNNING
    ran = tasks.run_imports(at)
    assert (ran.finished, ran.stopped) == (1, 0)
    run.refresh_from_db()
    assert (run.state, run.total, run.text, run.used) == ("finished", TOTAL, "", 5)
    assert giving.start_import(run, at=at).pk == run.pk
    assert Event.objects.filter(verb="funding.import").count() == 6


def test_an_import_that_fails_is_stopped_and_the_others_go_on(scoped, actor, at, monkeypatch):
    run = giving.open_import(scoped, "grants.json", TEXT, actor=actor, at=at, look=False)
    giving.start_import(run, at=at)
    monkeypatch.setattr(giving, "run_import", lambda *_args, **_options: 1 / 0)
    assert tasks.run_imports(at).stopped == 1
    run.refresh_from_db()
    assert run.state == RunState.FAILED


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_file_with_rows_left_out_is_read_once(scoped, actor, at, monkeypatch, kind):
    bad = {**own()[0], "id": "360G-Harbour-9", "amountAwarded": "ten"}
    grants = standard.read(json.dumps({"grants": [bad, *own()]})).grants
    text = {
        "json": json.dumps({"grants": [bad, *own()]}),
        "csv": standard.write_csv([one.grant for one in grants]),
    }[kind]
    run = giving.open_import(scoped, f"grants.{kind}", text, actor=actor, at=at, look=False)
    run = giving.start_import(run, at=at)
    reads = []
    for name, read in (("parse", tables.parse), ("loads", json.loads)):
        place = reading.tables if name == "parse" else reading.json

        def counted(given, *args, read=read, **options):
            reads.extend([1] * (given == text))
            return read(given, *args, **options)

        monkeypatch.setattr(place, name, counted)
    giving.run_import(run, actor=actor, at=at)
    run.refresh_from_db()
    assert (run.state, run.created, len(run.report["rejected"])) == (RunState.FINISHED, 5, 1)
    assert "ten" in run.report["rejected"][0]["cells"]
    assert len(reads) == 1


def test_a_draft_that_nobody_starts_is_forgotten(scoped, actor, at):
    giving.open_import(scoped, "grants.json", TEXT, actor=actor, at=at)
    assert tasks.run_imports(at + timedelta(days=8)).forgotten == 1
    assert not GrantRun.objects.exists()


def test_what_a_file_does_not_say_is_no_fact(grants):
    stored = Agreement.objects.get(identifier="360G-Harbour-1002")
    assert set(of_agreement(stored)) == {"type", "starts", "ends", "awarded"}


def test_the_commands_bring_in_and_give_out(area, at, tmp_path):
    look = tasks.import_grants("anywhere", FILE, dry_run=True, at=at)
    assert (look["created"], look["total"]) == (5, "47981.25")
    found = tasks.import_grants("anywhere", FILE, dry_run=False, at=at)
    assert {**found, "warnings": []} == {
        "read": 5, "created": 5, "updated": 0, "unchanged": 0, "total": "47981.25",
        "rejected": [], "warnings": [], "note": "",
    }  # fmt: skip
    again = tasks.import_grants("anywhere", FILE, dry_run=False, at=at)
    assert (again["unchanged"], again["total"]) == (5, "47981.25")
    made = tasks.export_grants("anywhere", "360giving-json")
    assert (made.grants, made.supplied) == (5, 1)
    for form in ("360giving-json", "360giving-csv"):
        out = tmp_path / form
        out.write_text(tasks.export_grants("anywhere", form).text, newline="")
        assert tasks.import_grants("anywhere", out, dry_run=False, at=at)["unchanged"] == 5
    bad = tmp_path / "bad.csv"
    bad.write_text("name\nElm\n")
    with pytest.raises(TableError):
        tasks.import_grants("anywhere", bad, dry_run=False, at=at)
    with within(area):
        assert Agreement.objects.count() == 5


def test_a_number_of_ours_that_came_back_in_a_file_is_not_given_again(agreed, scoped, actor, at):
    bring(scoped, actor, at, {**own()[0], "id": "360G-anywhere-2026-004"})
    assert agreed().number == "2026-005"
