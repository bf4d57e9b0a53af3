"""The public figures: what counts, what is kept back, and that files show the same."""

import csv
import io

import pytest
from django.test import Client

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.models import Report, Route, Treatment
from opencompact.apps.disputes.queries import log as queries
from tests.apps.disputes.log import DAY, about, looked_at, made
from tests.apps.disputes.town import moment

AT = moment(DAY)


def counted(town, many, body="hall", cause="", **changed):
    for _ in range(many):
        given = {"treatment": Treatment.OPEN, "body": town.organisations[body], **changed}
        report = about(town, "", **given)
        if cause:
            log.note_cause(report, cause, "", actor=town.actor("officer"), at=AT)


def chart(town, key):
    found = {one.key: one for one in queries.charts(town.area)}
    return {bar.key: bar.number for bar in found[key].bars}


def test_too_few_reports_are_no_figures(town):
    counted(town, 4)
    assert queries.charts(town.area) == ()
    shown = Client().get("/anywhere/log/figures/").content.decode()
    assert "too few reports" in shown
    counted(town, 1)
    assert chart(town, "body") == {"hall": 5}


def test_only_what_everybody_may_know_of_is_counted(town):
    """Nor can anybody tell by a number that there is something else."""
    counted(town, 5)
    before = queries.charts(town.area)
    for treatment in (Treatment.CONFIDENTIAL, Treatment.COLLECTIVE):
        counted(town, 3, treatment=treatment)
    made(town, treatment=Treatment.OPEN)
    looked_at(town, made(town, treatment=Treatment.OPEN), Route.CONTRACT)
    withdrawn = about(town, "elm", treatment=Treatment.OPEN)
    log.withdraw(withdrawn, actor=town.actor("elm"), at=AT)
    assert queries.charts(town.area) == before


def test_a_small_number_is_kept_back_and_one_that_would_betray_it(town):
    counted(town, 7, cause="mistake")
    counted(town, 6, body="oak", cause="management")
    counted(town, 2, body="elm", cause="deliberate")
    assert chart(town, "body") == {"hall": 7, "oak": None, "elm": None}
    assert chart(town, "cause") == {"mistake": 7, "management": None, "deliberate": None}
    assert chart(town, "quarter") == {"2026-2": 15}
    totals = {one.key: one.total for one in queries.charts(town.area)}
    assert totals == {"commitment": None, "body": 15, "cause": 15, "quarter": 15}


def test_by_commitment_a_report_counts_for_each(town):
    first, second = list(commitments(town.edition)[:2])
    counted(town, 5, commitments=[first, second])
    counted(town, 1, commitments=[first])
    assert chart(town, "commitment") == {first.key: 6, second.key: 5}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_what_the_page_shows(town, kind):
    counted(town, 6, cause="mistake")
    counted(town, 1, body="oak", cause="management")
    answer = Client().get(f"/anywhere/log/figures.{kind}")
    assert answer.status_code == 200
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        bodies = {row["key"]: (row["reports"], row["kept_back"]) for row in rows[2:4]}
        assert bodies == {"hall": ("", "yes"), "oak": ("", "yes")}
    shown = Client().get("/anywhere/log/figures/").content.decode()
    assert "kept back" in shown
    assert ">1<" not in shown


def test_a_sentence_is_published_only_where_the_report_may_be_known(town):
    officer = town.actor("officer")
    for treatment in Treatment:
        report = about(town, "elm", treatment=treatment, event=f"Event {treatment}")
        said = f"Learnt from {treatment}."
        log.note_outcome(report, "Done.", "At first.", actor=officer, at=AT)
        log.note_outcome(report, "Done.", said, actor=officer, at=AT)
    shown = Client().get("/anywhere/log/figures/").content.decode()
    assert {one.text for one in queries.learnings(town.area)} == {
        "Learnt from anonymous.",
        "Learnt from open.",
    }
    assert "Learnt from open." in shown
    assert "Learnt from confidential." not in shown
    assert "At first." not in shown
    mine = Report.objects.get(treatment=Treatment.OPEN)
    log.withdraw(mine, actor=town.actor("elm"), at=AT)
    assert len(queries.learnings(town.area)) == 1
