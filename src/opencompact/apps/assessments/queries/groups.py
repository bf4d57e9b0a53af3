"""The groups of people in words: nine of the law in its order, then those of the area."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from opencompact.apps.assessments.models import CHARACTERISTICS, Assessment, EqualityGroup
from opencompact.core.record import record


@record
class Group:
    """A group as it is asked about: its key, its name, and a word on who is meant."""

    key: str
    name: str
    about: str = ""


def own_groups() -> QuerySet[EqualityGroup]:
    """The groups of the area, by name, also those that are no longer asked about."""
    found: QuerySet[EqualityGroup] = EqualityGroup.objects.all()
    return found


def own_group(key: str) -> EqualityGroup | None:
    """The group of the area with a key."""
    return own_groups().filter(key=key).first()


def every_group() -> list[Group]:
    """Every group that was ever asked about. One query."""
    return [*_of_the_law(), *(_said(one) for one in own_groups())]


def asked_groups(on: date, assessment: Assessment | None = None) -> list[Group]:
    """The groups asked about on a day, and those that an assessment has answered already."""
    answered = {one.group for one in assessment.effects.all()} if assessment else set()
    found = own_groups().filter(Q(ended_on=None) | Q(ended_on__gt=on) | Q(key__in=answered))
    return [*_of_the_law(), *(_said(one) for one in found)]


def group_names(assessment: Assessment) -> dict[str, str]:
    """The names of the groups that an assessment had to look at, by key. One query.

    A group that ended before it was begun here is not among them, unless it speaks of it.
    """
    asked = asked_groups(assessment.entered_on, assessment)
    return {one.key: one.name for one in asked}


def _of_the_law() -> list[Group]:
    return [Group(key, _(name)) for key, name in CHARACTERISTICS.items()]


def _said(one: EqualityGroup) -> Group:
    return Group(one.key, one.name, one.about)
