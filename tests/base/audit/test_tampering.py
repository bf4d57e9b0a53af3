"""Whoever gets past the triggers and changes the chain is found out."""

from collections import Counter
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from opencompact.base import audit
from opencompact.base.areas.models import Area
from opencompact.base.audit import Entry, chain
from opencompact.base.audit.models import AuditHead, Event
from tests import figures
from tests.database import guards_lifted

LENGTH = 8


@pytest.fixture
def events(actor, area, at):
    """A sound chain of eight events."""
    with transaction.atomic():
        for number in range(LENGTH):
            entry = Entry("areas.change", "areas.Area", str(number), {"number": number})
            audit.record_many([entry], actor=actor, area=area, at=at + timedelta(hours=number))
    assert audit.verify().sound
    return list(Event.objects.all())


def after(tamper):
    """The faults found after a change behind the triggers' back, which is undone again."""
    with transaction.atomic():
        with guards_lifted():
            tamper()
        faults = audit.verify().faults
        transaction.set_rollback(True)
    return faults


def change(number, **fields):
    return lambda: Event.objects.filter(id=number).update(**fields)


def remove(*numbers):
    return lambda: Event.objects.filter(id__in=numbers).delete()


FIELDS = {
    "area_id": None,
    "at": None,
    "actor_id": uuid4(),
    "verb": "areas.nothing",
    "object_type": "areas.Other",
    "object_id": "77",
    "data": {"number": 99},
    "previous": "f" * 64,
    "hash": "f" * 64,
}


@pytest.mark.parametrize("field", sorted(FIELDS))
@pytest.mark.parametrize("number", [1, 4, LENGTH])
def test_a_changed_field_is_found(events, at, field, number):
    value = FIELDS[field] if field != "at" else at - timedelta(microseconds=1)
    faults = after(change(number, **{field: value}))
    assert f"Event {number} was changed after it was recorded." in faults


@pytest.mark.parametrize("number", [1, 4, LENGTH])
def test_a_renumbered_event_is_found(events, number):
    assert after(change(number, id=100))
    assert after(change(number, id=0))
    assert after(change(number, id=-5))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([1], "Event 1 is missing."),
        ([4], "Event 4 is missing."),
        ([3, 4, 5], "Events 3 to 5 are missing."),
        ([LENGTH], f"Event {LENGTH} is missing."),
        ([7, 8], "Events 7 to 8 are missing."),
        (range(1, LENGTH + 1), "Events 1 to 8 are missing."),
    ],
)
def test_removed_events_are_found(events, numbers, said):
    assert said in after(remove(*numbers))


def test_an_added_event_is_found(events):
    def add():
        last = events[-1]
        Event.objects.create(
            id=LENGTH + 1, at=last.at, verb="areas.more", previous=last.hash, hash="e" * 64
        )

    assert after(add) == ("1 events stand after the head of the chain.",)


def test_an_added_event_that_is_reckoned_well_is_found(events):
    def add():
        event = Event(id=LENGTH + 1, at=events[-1].at, verb="areas.more", previous=events[-1].hash)
        event.hash = chain.digest(vars(event), event.previous)
        event.save(force_insert=True)

    assert after(add) == ("1 events stand after the head of the chain.",)


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, 6), (7, 8)])
def test_swapped_events_are_found(events, one, other):
    def swap():
        for source, place in ((one, 101), (other, one), (101, other)):
            Event.objects.filter(id=source).update(id=place)

    assert len(after(swap)) >= 2


def rewritten(events):
    """Write the whole chain again from a changed event on, as an insider would."""
    previous = chain.START
    for event in events:
        event.previous = previous
        event.hash = previous = chain.digest(vars(event), previous)
        event.save()
    return previous


def test_a_chain_written_again_does_not_fit_the_head(events):
    events[2].verb = "areas.nothing"
    assert after(lambda: rewritten(events)) == (
        "The last event is not the one that the head of the chain names.",
    )


def test_a_head_written_again_lacks_the_seal(events):
    events[2].verb = "areas.nothing"

    def tamper():
        AuditHead.objects.update(hash=rewritten(events))

    assert after(tamper) == ("The head of the chain was not sealed with this installation's key.",)


def test_a_tail_cut_off_together_with_its_head_lacks_the_seal(events):
    def tamper():
        remove(7, 8)()
        AuditHead.objects.update(count=6, hash=events[5].hash)

    assert after(tamper) == ("The head of the chain was not sealed with this installation's key.",)


def test_a_seal_made_with_another_key_is_found(events):
    def tamper():
        AuditHead.objects.update(seal=chain.seal(LENGTH, events[-1].hash, "guessed"))

    assert len(after(tamper)) == 1


def test_the_key_of_the_installation_makes_the_seal(events):
    head = AuditHead.objects.get()
    assert head.seal == chain.seal(LENGTH, events[-1].hash, settings.AUDIT_KEY)
    assert str(head) == f"{LENGTH} {events[-1].hash}"


def test_a_missing_head_is_found(events):
    assert "The head of the chain is missing." in after(lambda: AuditHead.objects.all().delete())


@pytest.mark.parametrize("data", [{"number": 1.5}, [1, 2], "text", None])
def test_data_that_no_event_can_hold_is_found(events, data):
    assert after(change(3, data=data) if data is not None else change(3, data={"number": None}))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses these by type")
@pytest.mark.parametrize("field", ["actor_id", "area_id", "at"])
def test_a_column_that_cannot_be_read_is_found(events, field):
    def spoil():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            cursor.execute(f"UPDATE audit_event SET {field} = 'nonsense' WHERE id = 3")  # noqa: S608

    assert spoiled(spoil)


def spoiled(tamper):
    """As `after`, without the check of foreign keys that the change itself breaks."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute('DROP TRIGGER "audit_event_no_update"')
        tamper()
        faults = [fault for fault in audit.verify().faults if "trigger" not in fault]
        transaction.set_rollback(True)
    return faults


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=5,
)
changes = st.one_of(
    st.tuples(st.sampled_from(["verb", "object_type", "object_id"]), text),
    st.tuples(st.sampled_from(["previous", "hash"]), st.text("0123456789abcdef", max_size=64)),
    st.tuples(st.just("data"), st.dictionaries(text, values, max_size=3)),
    st.tuples(st.just("actor_id"), st.none() | st.uuids()),
    st.tuples(st.just("area_id"), st.sampled_from([None, UUID(int=7)])),
    st.tuples(st.just("at"), st.timedeltas(timedelta(days=-9), timedelta(days=9))),
    st.tuples(st.just("id"), st.integers(-20, 20)),
)


def found_out(events, number, edit, done):
    """Change a field of an event behind the triggers' back: the chain tells."""
    field, value = edit
    old = events[number - 1]
    value = old.at + value if field == "at" else value
    assume(value != getattr(old, field))
    assume(field != "id" or not 1 <= value <= LENGTH)

    def tamper():
        if field == "area_id" and value:
            Area.objects.create(id=value, slug="forged", name="Forged")
        change(number, **{field: value})()

    done["made"] += 1
    assert after(tamper)
    done["detected"] += 1


@profile(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(number=st.integers(1, LENGTH), edit=changes)
def test_any_change_of_any_field_is_found(events, number, edit):
    found_out(events, number, edit, Counter())


@pytest.fixture
def counted():
    """How many changes were made, noted when the test is over."""
    done = Counter[str]()
    yield done
    figures.note("audit tamperings", made=done["made"], detected=done["detected"])


@pytest.mark.nightly
@profile(
    max_examples=1_200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(number=st.integers(1, LENGTH), edit=changes)
def test_a_thousand_changes_are_all_found(events, counted, number, edit):
    found_out(events, number, edit, counted)


@profile(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(1, LENGTH + 1)), kept=st.integers(0, LENGTH))
def test_any_reordering_or_cutting_is_found(events, order, kept):
    assume(order[:kept] != list(range(1, LENGTH + 1)))

    def tamper():
        Event.objects.all().delete()
        for place, number in enumerate(order[:kept], start=1):
            row = events[number - 1]
            Event.objects.create(**{**fields_of(row), "id": place})

    assert after(tamper)


def fields_of(event):
    return {field.attname: getattr(event, field.attname) for field in event._meta.concrete_fields}
