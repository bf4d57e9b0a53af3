"""Adopted text never changes: a clear error in Python, and the database refuses the rest."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from opencompact.apps.agreement import actions
from opencompact.apps.agreement.models import AdoptedTextError, Commitment, Edition, Status
from tests.core.pack.reading import samples

TODAY = date(2026, 11, 20)


@pytest.fixture
def draft(edition) -> Edition:
    """Another edition, not adopted."""
    return Edition.objects.create(
        area=edition.area,
        key="draft",
        title="Draft",
        label="Draft",
        dated=TODAY,
        source={},
        digest="d",
    )


@pytest.fixture
def replaced(edition, officer, at) -> Edition:
    """The edition after another one came into force."""
    actions.adopt_pack(edition.area, samples.second(), actor=officer, at=at)
    edition.refresh_from_db()
    return edition


CHANGES = {
    "key": "other",
    "title": "Other",
    "label": "Other",
    "dated": TODAY,
    "adopted_on": date(2000, 1, 1),
    "source": {},
    "digest": "0",
    "status": Status.DRAFT,
}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("state", ["edition", "replaced"])
def test_saving_a_change_says_what_to_do(request, state, field):
    adopted = request.getfixturevalue(state)
    setattr(adopted, field, CHANGES[field])
    with pytest.raises(AdoptedTextError, match="adopt a new edition under a key of its own"):
        adopted.save()


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("state", ["edition", "replaced"])
def test_the_database_refuses_a_change(request, state, field):
    adopted = request.getfixturevalue(state)
    with pytest.raises(IntegrityError, match="Adopted text never changes"), transaction.atomic():
        Edition.objects.filter(pk=adopted.pk).update(**{field: CHANGES[field]})


def test_a_replaced_edition_never_comes_back(replaced):
    replaced.status, replaced.superseded_on = Status.ADOPTED, None
    with pytest.raises(AdoptedTextError):
        replaced.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=replaced.pk).update(superseded_on=date(2030, 1, 1))


def test_an_adopted_edition_may_be_replaced(edition):
    edition.status, edition.superseded_on = Status.SUPERSEDED, TODAY
    edition.save()
    edition.save()
    edition.refresh_from_db()
    assert edition.status == Status.SUPERSEDED


def test_an_adopted_edition_is_not_deleted(edition):
    with pytest.raises(AdoptedTextError):
        edition.delete()
    with pytest.raises(ProtectedError):
        Edition.objects.all().delete()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        raw("DELETE FROM agreement_edition")


def test_a_draft_may_change_and_go(draft):
    draft.title, draft.source = "Better", {"a": 1}
    draft.save()
    assert draft.delete()[0] == 1


def raw(sql: str, *params: object) -> None:
    """Go round the model altogether."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.parametrize("field", ["key", "number", "title", "text", "clause", "order"])
def test_the_database_refuses_to_change_a_commitment(edition, field):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        edition.commitments.update(**{field: 9 if field == "order" else "other"})


def test_the_database_refuses_to_delete_a_commitment(edition):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        edition.commitments.all().delete()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        raw("DELETE FROM agreement_commitment")


def commitment(edition: Edition, **changes: object) -> Commitment:
    fields = {"key": "late", "title": "Late", "text": "Late.", "binds": [], "order": 99, **changes}
    return Commitment(area=edition.area, edition=edition, **fields)


def test_no_commitment_is_added_to_adopted_text(edition):
    with pytest.raises(AdoptedTextError, match="Late"):
        commitment(edition).save()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Commitment.objects.bulk_create([commitment(edition)])


@pytest.mark.parametrize("act", ["save", "delete"])
def test_a_commitment_says_why_it_stays(edition, act):
    with pytest.raises(AdoptedTextError, match="Adopted text never changes"):
        getattr(edition.commitments.first(), act)()


def test_a_commitment_of_a_draft_is_written_once(draft):
    one = commitment(draft)
    one.save()
    for act in (one.save, one.delete):
        with pytest.raises(AdoptedTextError):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        commitment(draft).save()


@pytest.mark.usefixtures("edition")
def test_nothing_is_replaced_by_inserting():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    for table in ("agreement_edition", "agreement_commitment"):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            raw(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608


@pytest.mark.usefixtures("edition")
def test_the_tables_are_not_emptied():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    raw("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        raw("TRUNCATE agreement_commitment CASCADE")


def test_one_edition_is_in_force_at_a_time(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(status=Status.ADOPTED, adopted_on=TODAY)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.ADOPTED, "adopted_on": None},
        {"status": Status.SUPERSEDED, "adopted_on": TODAY, "superseded_on": None},
        {"status": Status.DRAFT, "superseded_on": TODAY},
    ],
)
def test_every_state_has_its_dates(draft, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(**fields)


def test_names_and_addresses(edition, officer, at):
    one = edition.commitments.get(key="costs")
    assert (str(edition), str(one)) == ("Anywhere Compact, First edition", "1b(b) Whole costs")
    assert edition.get_absolute_url() == "/anywhere/agreement/editions/anywhere-2026/"
    assert one.get_absolute_url() == "/anywhere/agreement/costs/"
    actions.adopt_pack(edition.area, samples.second(), actor=officer, at=at)
    old = Commitment.objects.get(pk=one.pk)
    assert old.get_absolute_url() == "/anywhere/agreement/editions/anywhere-2026/#costs"
