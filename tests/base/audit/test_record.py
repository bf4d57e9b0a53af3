"""Adding to the chain: in the caller's transaction, in order, by many at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from opencompact.base import audit
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import ANONYMOUS, SYSTEM, person
from opencompact.base.audit import Entry, chain, queries
from opencompact.base.audit.actions import NoTransactionError, entry
from opencompact.base.audit.models import AuditHead, Event


@pytest.fixture
def tell(actor, area, at):
    """Record one event in a transaction of its own."""

    def told(verb="areas.change", **fields):
        with transaction.atomic():
            return audit.record(verb, **{"actor": actor, "area": area, "at": at} | fields)

    return told


def test_an_event_keeps_who_what_where_and_when(tell, actor, area, at):
    event = tell("areas.rename", obj=area, data={"fields": ["name"], "by": actor.user_id})
    event.refresh_from_db()
    assert (event.id, event.verb, event.at, event.area) == (1, "areas.rename", at, area)
    assert event.actor_id == actor.user_id
    assert (event.object_type, event.object_id) == ("areas.Area", str(area.pk))
    assert event.data == {"fields": ["name"], "by": str(actor.user_id)}
    assert event.previous == chain.START
    assert str(event) == "1 areas.rename"


def test_an_event_may_have_no_area_no_object_and_no_person(tell):
    event = tell("tasks.tick", actor=SYSTEM, area=None)
    event.refresh_from_db()
    assert (event.area, event.actor_id) == (None, None)
    assert (event.object_type, event.object_id, event.data) == ("", "", {})


def test_each_event_follows_the_one_before(tell):
    events = [tell() for _ in range(5)]
    assert [event.id for event in events] == [1, 2, 3, 4, 5]
    assert [event.previous for event in events[1:]] == [event.hash for event in events[:-1]]
    assert audit.verify() == audit.Report(checked=5, faults=(), head=events[-1].hash)


def test_an_empty_chain_is_sound(db):
    assert audit.verify() == audit.Report(checked=0, faults=(), head=chain.START)


def test_many_events_at_once(tell, actor, area, at):
    tell()
    entries = [Entry(verb="organisations.import", object_id=str(n)) for n in range(1201)]
    with transaction.atomic():
        events = audit.record_many(iter(entries), actor=actor, area=area, at=at)
    assert [event.id for event in events] == list(range(2, 1203))
    tell()
    assert audit.verify().checked == 1203
    assert audit.verify().sound


def test_no_events_at_once_change_nothing(tell, actor, area, at):
    before = tell().hash
    with transaction.atomic():
        assert audit.record_many([], actor=actor, area=area, at=at) == []
    assert audit.verify().head == before


def test_an_entry_names_its_object(area):
    assert entry("areas.change", area, {"a": 1}) == Entry(
        verb="areas.change", object_type="areas.Area", object_id=str(area.pk), data={"a": 1}
    )


def test_an_event_outside_a_transaction_is_refused(actor, area, at):
    with pytest.raises(NoTransactionError):
        audit.record("areas.change", actor=actor, area=area, at=at)
    assert not Event.objects.exists()


def test_a_value_that_cannot_be_kept_changes_nothing(tell):
    tell()
    with pytest.raises(TypeError):
        tell(data={"share": 0.5})
    assert audit.verify().checked == 1
    assert audit.verify().sound


def test_an_event_of_a_change_that_failed_is_gone_and_leaves_no_gap(tell, area):
    tell()
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    tell()
    assert list(Event.objects.values_list("id", flat=True)) == [1, 2]
    assert audit.verify().sound


def test_names_are_found_when_they_are_read_and_stand_in_no_event(tell, actor, area):
    user = User.objects.create_user("ada.king@example.org", name="Ada Lovelace")
    events = [tell(actor=person(user)), tell(actor=SYSTEM)]
    assert queries.names_of(events) == {user.pk: "Ada Lovelace", None: "OpenCompact"}
    assert "Ada" not in str([vars(event) for event in Event.objects.all()])


def test_events_are_found_by_object_and_by_area(tell, area, other_area):
    tell("areas.first", obj=area)
    tell("areas.other", obj=other_area, area=other_area)
    tell("areas.second", obj=area)
    assert [event.verb for event in queries.events_for(area)] == ["areas.first", "areas.second"]
    assert [event.verb for event in queries.events_in(area)] == ["areas.second", "areas.first"]
    assert [event.verb for event in queries.events_in(other_area)] == ["areas.other"]


def test_the_package_has_no_other_doors():
    assert not hasattr(audit, "erase")


@pytest.mark.django_db(transaction=True)
def test_many_people_at_once_make_one_chain(at):
    people, each = 6, 8

    def work(person):
        try:
            for number in range(each):
                with transaction.atomic():
                    data = {"person": person, "number": number}
                    audit.record("areas.change", actor=ANONYMOUS, area=None, data=data, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(work, range(people)))
    assert audit.verify().faults == ()
    assert AuditHead.objects.get().count == people * each
    told = [(row["person"], row["number"]) for row in Event.objects.values_list("data", flat=True)]
    assert sorted(told) == [(p, n) for p in range(people) for n in range(each)]


def test_what_is_worked_out_is_kept_until_something_is_recorded(tell, area):
    times = []

    @queries.until_recorded(without=("notify.",), most=2)
    def work(found, more):
        times.append(more)
        return found.pk, more

    assert [work(area, 1), work(area, 1)] == [(area.pk, 1)] * 2
    assert times == [1]
    tell("notify.send")
    work(area, 1)
    assert times == [1]
    tell("areas.change")
    work(area, 1)
    assert times == [1, 1]
    work.forget()
    work(area, 1)
    assert times == [1, 1, 1]


def test_what_was_taken_back_is_not_taken_for_what_came_in_its_place(tell, area):
    @queries.until_recorded(without=(), most=2)
    def work(found):
        return Event.objects.filter(area=found).last().verb

    with transaction.atomic():
        first = tell("areas.change")
        assert work(area) == "areas.change"
        transaction.set_rollback(True)
    second = tell("areas.rename")
    assert second.id == first.id
    assert work(area) == "areas.rename"
