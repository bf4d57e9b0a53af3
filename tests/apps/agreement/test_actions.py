"""Adopting: the whole pack is kept, the edition before gives way, nothing happens twice."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from opencompact.apps.agreement import actions, queries
from opencompact.apps.agreement.actions import AdoptionError, adopt_pack, digest_of
from opencompact.apps.agreement.models import Commitment, Edition, Status
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.core.pack import dump
from tests.core.pack.reading import samples

LATER = datetime(2028, 6, 1, 9, tzinfo=UTC)


def test_adopting_puts_the_whole_pack_into_force(edition):
    assert (edition.key, edition.title, edition.label) == (
        "anywhere-2026",
        "Anywhere Compact",
        "First edition",
    )
    assert (edition.status, edition.dated, edition.adopted_on, edition.superseded_on) == (
        Status.ADOPTED,
        date(2026, 5, 4),
        date(2026, 11, 20),
        None,
    )
    assert queries.pack_of(edition) == samples.pack()


def test_every_commitment_becomes_a_row(edition):
    rows = list(queries.commitments(edition).values("key", "number", "order", "binds"))
    assert rows[0] == {
        "key": "plain-words",
        "number": "1a(a)",
        "order": 1,
        "binds": ["public", "vcs"],
    }
    assert [row["key"] for row in rows] == [one.key for one in samples.pack().commitments()]


def test_the_day_of_adoption_is_the_day_here_and_not_in_greenwich(scoped, officer):
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    edition = adopt_pack(scoped, samples.pack(), actor=officer, at=late)
    assert edition.adopted_on == date(2026, 7, 2)


def test_adopting_the_same_again_changes_nothing(edition, officer):
    events = Event.objects.count()
    again = adopt_pack(edition.area, samples.pack(), actor=officer, at=LATER)
    assert (again.pk, again.adopted_on) == (edition.pk, edition.adopted_on)
    assert (Edition.objects.count(), Event.objects.count()) == (1, events)


def test_a_new_edition_supersedes_the_one_before(edition, officer):
    new = adopt_pack(edition.area, samples.second(), actor=officer, at=LATER)
    edition.refresh_from_db()
    assert (edition.status, edition.superseded_on) == (Status.SUPERSEDED, date(2028, 6, 1))
    assert queries.current_edition(edition.area) == new
    assert "twelve weeks" in Commitment.objects.get(edition=new, key="time-to-answer").text
    assert "eight weeks" in Commitment.objects.get(edition=edition, key="time-to-answer").text


def test_adopting_is_audited(edition, officer, at):
    event = Event.objects.get()
    assert (event.verb, event.at, event.actor_id, event.area_id) == (
        "agreement.adopt",
        at,
        officer.user_id,
        edition.area_id,
    )
    assert event.data == {
        "edition": "anywhere-2026",
        "digest": edition.digest,
        "commitments": 5,
        "supersedes": "",
    }
    adopt_pack(edition.area, samples.second(), actor=officer, at=LATER)
    assert Event.objects.latest("id").data["supersedes"] == "anywhere-2026"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"key": "costs"', '"key": "print"', "“print” is an address of the site"),
        ('"key": "costs"', '"key": "editions"', "“editions” is an address of the site"),
        ('"key": "costs"', '"key": "über/costs"', "“über/costs” cannot be a key"),
        ('"key": "about"', '"key": "a b"', "“a b” cannot be a key"),
        ('"key": "vcs-funded"', '"key": ""', "“” cannot be a key"),
        ('"key": "anywhere-2026"', '"key": "Any where"', "“Any where” cannot be a key"),
        ('"key": "costs"', '"key": "accounts"', "“accounts” is used twice"),
    ],
)
def test_a_pack_with_faults_is_refused(scoped, officer, at, old, new, says):
    with pytest.raises(AdoptionError, match=says) as refusal:
        adopt_pack(scoped, samples.unchecked(old, new), actor=officer, at=at)
    assert all(refusal.value.faults)
    assert not Edition.objects.exists()


def test_other_text_under_the_same_key_is_refused(edition, officer):
    changed = samples.pack(("Plain words", "Clear words"))
    with pytest.raises(AdoptionError, match="Give this one a key of its own"):
        adopt_pack(edition.area, changed, actor=officer, at=LATER)
    edition.refresh_from_db()
    assert edition.in_force


def test_a_replaced_edition_does_not_come_back(edition, officer):
    adopt_pack(edition.area, samples.second(), actor=officer, at=LATER)
    with pytest.raises(AdoptionError, match="was adopted in Anywhere before"):
        adopt_pack(edition.area, samples.pack(), actor=officer, at=LATER)


def test_two_areas_may_adopt_the_same_pack(edition, other_area, officer, at):
    with within(other_area):
        other = adopt_pack(other_area, samples.pack(), actor=officer, at=at)
        assert queries.pack_of(other) == queries.pack_of(edition)
        assert Commitment.objects.count() == 5
    assert (other.digest, other.pk == edition.pk) == (edition.digest, False)


def test_nothing_is_left_of_an_adoption_that_fails(edition, officer, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions.audit, "record", fail)
    with pytest.raises(RuntimeError):
        adopt_pack(edition.area, samples.second(), actor=officer, at=LATER)
    assert list(Edition.objects.values_list("key", "status")) == [("anywhere-2026", "adopted")]
    assert connection.in_atomic_block


def test_a_digest_does_not_depend_on_the_order_of_fields():
    data = dump(samples.pack())
    assert digest_of(data) == digest_of(dict(reversed(data.items())))
    assert digest_of(data) != digest_of({**data, "key": "other"})
