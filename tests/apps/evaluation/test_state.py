"""How the commitments of an area stand: which records count, and when it is worked out anew."""

import gc
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opencompact.apps.agreement.queries import book_of
from opencompact.apps.evaluation import queries
from opencompact.apps.evaluation.queries import Asked, Filter, gathering
from opencompact.apps.organisations import queries as organisations
from opencompact.base import audit
from opencompact.base.areas.actor import RoleKind
from opencompact.core.standing import Standing
from tests.apps.evaluation.conftest import TODAY, consultation, paid


def standing(area, key="public-h"):
    return queries.state_of(area, TODAY).accounts[key]


def test_without_an_agreement_nothing_stands(scoped):
    assert queries.state_of(scoped, TODAY) is None


def test_nothing_recorded_is_not_known(scoped, recorded):
    assert standing(scoped).standing is Standing.NOT_KNOWN
    assert standing(scoped).quiet


def test_records_say_how_a_commitment_stands(scoped, recorded):
    recorded(
        *(consultation(n, date(2026, 1, 5) + timedelta(n), 12) for n in range(6)),
        consultation(7, date(2026, 2, 2), 11),
    )
    found = standing(scoped)
    assert found.standing is Standing.BROKEN
    assert (found.lately.kept, found.lately.broken, found.lately.unknown) == (6, 1, 7)
    assert set(found.bodies) == {"westbridge-city-council"}


def test_a_consultation_that_can_be_prolonged_is_at_risk(scoped, recorded):
    recorded(consultation(1, date(2026, 11, 2), 8))
    assert standing(scoped).standing is Standing.AT_RISK


def test_it_is_worked_out_anew_when_something_was_recorded(scoped, recorded, officer, at):
    first = queries.state_of(scoped, TODAY)
    assert queries.state_of(scoped, TODAY) is first
    with transaction.atomic():
        audit.record("agreement.adopt", actor=officer, area=scoped, at=at)
    assert queries.state_of(scoped, TODAY) is not first


def test_the_steps_of_cases_change_no_record_and_so_nothing(scoped, recorded, officer, at):
    first = queries.state_of(scoped, TODAY)
    with transaction.atomic():
        audit.record("disputes.refer", actor=officer, area=scoped, at=at)
    assert queries.state_of(scoped, TODAY) is first


@pytest.mark.parametrize("sweeps", [True, False])
def test_rubbish_is_looked_for_afterwards_as_before(scoped, recorded, monkeypatch, sweeps):
    seen = []

    def found(_area, **_when):
        seen.append(gc.isenabled())
        yield consultation(1, date(2026, 1, 5), 12)

    monkeypatch.setattr(gathering, "sources", lambda: (found,))
    try:
        (gc.enable if sweeps else gc.disable)()
        queries.state_of(scoped, TODAY)
        assert (seen, gc.isenabled()) == ([False], sweeps)
    finally:
        gc.enable()


def test_what_is_kept_costs_one_query(scoped, recorded):
    queries.state_of(scoped, TODAY)
    with CaptureQueriesContext(connection) as asked:
        queries.state_of(scoped, TODAY)
    assert len(asked) == 1


def test_more_records_cost_no_more_queries(scoped, recorded):
    counted = []
    for number in (1, 30):
        recorded(*(consultation(n, date(2026, 1, 5), 12) for n in range(number)))
        with CaptureQueriesContext(connection) as asked:
            queries.state_of(scoped, TODAY)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_commitments_by_part_and_their_filters(scoped, recorded):
    recorded(consultation(1, date(2026, 1, 5), 11), paid(date(2026, 10, 31), 99))
    found = queries.state_of(scoped, TODAY)
    book = book_of(found.edition)

    def keys(**asked):
        return [row.passage.key for part in queries.parts(found, book, Filter(**asked))
                for row in part.rows]  # fmt: skip

    assert "public-h" in keys()
    assert keys(state="broken") == ["public-h"]
    assert "funder-j" in keys(state="kept")
    assert "public-h" not in keys(state="quiet")
    assert keys(body="nobody", state="broken") == []
    assert keys(state="not measured") == []
    assert queries.summary(queries.parts(found, book, Filter()))[Standing.BROKEN] == 1


def test_records_and_their_filters(scoped, recorded):
    recorded(
        consultation(1, date(2026, 1, 5), 12),
        consultation(2, date(2025, 1, 6), 11),
        consultation(3, date(2025, 1, 6), 12, body="police"),
    )
    state = queries.state_of(scoped, TODAY)
    entries = state.about("public-h")

    def found(**asked):
        return [one.entry.what.measured.key for one in
                queries.records(state, entries, Asked(**asked))]  # fmt: skip

    assert found(outcome="kept") == ["2026-001", "2026-003"]
    assert found(outcome="broken") == ["2026-002"]
    assert found(body="police", outcome="kept") == ["2026-003"]
    assert found(period="2026", outcome="kept") == ["2026-001"]


def test_every_public_body_that_signed_is_measured_by_its_champions(
    scoped, sign, council, elm, make, person
):
    police = make("Police", sector="public")
    make("Fire service", sector="public")
    for one in (council, elm, police):
        sign(one)
    person("Cora", RoleKind.CHAMPION, council)
    bodies = list(organisations.measured(scoped, on=TODAY))
    assert {one.address for one in bodies} == {
        reverse("organisations:organisation", args=[scoped.slug, one.slug])
        for one in (council, police)
    }
    found = {one.key: one.facts for one in bodies}
    assert found == {"westbridge-city-council": {"champions": 1}, "police": {"champions": 0}}
    assert standing(scoped, "shared-k").bodies["police"].standing is Standing.AT_RISK
