"""The database itself keeps what was filed: nothing of a departure is changed or taken away."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.organisations.actions import Filing, file_departure
from opencompact.apps.organisations.models import Departure

NEVER = "never changed once it is filed"


@pytest.fixture
def filed(scoped, edition, council, officer, at) -> Departure:
    filing = Filing(
        body=council,
        commitment=commitments(edition).get(key="public-h"),
        record="consultation",
        key="2026-007",
        title="Review of day centres",
        event_on=date(2026, 11, 30),
        expires=date(2027, 3, 1),
        reason="The budget has to be set by law.",
        mitigation="Two open meetings.",
        approver="Director of finance",
    )
    return file_departure(scoped, filing, actor=officer, at=at)


def run(statement: str, column: str = "") -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.replace("TABLE", "organisations_departure").replace("IT", column))


def refused(statement: str, column: str = "") -> None:
    with pytest.raises(DatabaseError, match=NEVER):
        run(statement, column)


def test_what_was_filed_stays(filed):
    connection.check_constraints()
    for column in ("number", "record", "key", "title", "reason", "mitigation", "approver"):
        refused("UPDATE TABLE SET IT = 'Other'", column)
    for column in ("event_on", "expires", "filed_at"):
        refused("UPDATE TABLE SET IT = '2028-01-01'", column)
    refused("DELETE FROM TABLE")
    with pytest.raises(DatabaseError, match=NEVER), transaction.atomic():
        Departure.objects.update(reason="Something else.")
    # That it is withdrawn or settled is said once.
    for column in ("withdrawn_on", "settled_on"):
        run("UPDATE TABLE SET IT = '2027-01-01'", column)
        run("UPDATE TABLE SET IT = '2027-01-01'", column)
        refused("UPDATE TABLE SET IT = '2027-01-02'", column)
        refused("UPDATE TABLE SET IT = NULL", column)
    connection.check_constraints()
    if connection.vendor == "sqlite":
        refused("INSERT OR REPLACE INTO TABLE SELECT * FROM TABLE")
    else:
        refused("TRUNCATE organisations_departure")
    filed.refresh_from_db()
    assert filed.reason == "The budget has to be set by law."
    assert filed.withdrawn_on == filed.settled_on == date(2027, 1, 1)
