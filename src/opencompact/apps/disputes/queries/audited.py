"""Which events of the chain somebody may be told of: the wall round mediation stands here too."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.policy import holds
from opencompact.apps.disputes.queries.cases import visible_cases
from opencompact.apps.disputes.queries.rooms import workrooms
from opencompact.apps.disputes.queries.seen import may_read
from opencompact.apps.disputes.queries.story import Story, story
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.base.audit.models import Event, kind
from opencompact.base.audit.queries import events_in

# Events that begin so tell of things that every officer keeps. Anything else stays untold: what a
# new part of the software records is not shown before somebody has thought about it.
OPEN = ("agreement.", "api.", "areas.", "organisations.")


def events_for(actor: Actor, area: Area, on: date) -> QuerySet[Event]:
    """What happened in the area as far as an officer may know of it, newest first.

    Of a case only if it is one of theirs; of a sealed stage nothing that they may not read.
    """
    calendar = calendar_for(area)
    stories = [story(case, calendar, on) for case in visible_cases(actor)]
    mine = Q(object_type=kind(Case()), object_id__in=[str(one.case.pk) for one in stories])
    wanted = mine
    for begins in OPEN:
        wanted |= Q(verb__startswith=begins)
    found = events_in(area).filter(wanted).exclude(pk__in=_sealed(actor, area, stories))
    return found.exclude(pk__in=_behind_doors(actor, found, stories))


def _behind_doors(actor: Actor, found: QuerySet[Event], stories: Iterable[Story]) -> list[int]:
    """What was done in a closed room: told to whoever did it and to those who work there.

    Of the mediation room even the people inside learn here of their own doing only.
    """
    doors = {str(one.case.pk): set(workrooms(holds(actor, one.case))) for one in stories}
    return [
        event.pk
        for event in found.filter(data__has_key="room")
        if event.actor_id != actor.user_id
        and event.data["room"] not in doors.get(event.object_id, ())
    ]


def _sealed(actor: Actor, area: Area, stories: Iterable[Story]) -> list[int]:
    """The events about steps that were taken where this person may not look."""
    closed = {(str(one.case.pk), sequence) for one in stories for sequence in _untold(actor, one)}
    about = events_in(area).filter(
        object_type=kind(Case()), object_id__in={case for case, _ in closed}
    )
    return [event.pk for event in about if (event.object_id, event.data.get("sequence")) in closed]


def _untold(actor: Actor, one: Story) -> Iterator[int]:
    held = holds(actor, one.case)
    for told in one.told:
        if told.sealed and not may_read(told, held):
            yield told.event.sequence
