"""What keeps the demo's roles true: confirming them, training, and somebody who has left."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.models import Role

from .cast import Person, people
from .scene import Happening, Scene


def happenings(scene: Scene) -> Iterator[Happening]:
    """What happens to the roles of everybody after they were given."""
    for minutes, person in enumerate(people()):
        if person.left:
            yield Happening(scene.days_ago(person.left), partial(_leave, scene, person))
        if person.since > person.confirmed:
            at = scene.days_ago(person.confirmed, minutes)
            yield Happening(at, partial(_confirm, scene, person))
        for title, days in person.training:
            yield Happening(scene.days_ago(days), partial(_train, scene, person, title))


def _roles(scene: Scene, person: Person) -> list[Role]:
    return list(Role.objects.filter(user=scene.users[person.key]).order_by("kind"))


def _confirm(scene: Scene, person: Person, at: datetime) -> None:
    for role in _roles(scene, person):
        actions.confirm_role(role, actor=scene.actor(person.key), at=at)


def _train(scene: Scene, person: Person, title: str, at: datetime) -> None:
    role = _roles(scene, person)[0]
    by = scene.actor(person.key)
    actions.note_training(role, title, taken_on=at.date(), actor=by, at=at)


def _leave(scene: Scene, person: Person, at: datetime) -> None:
    last = _roles(scene, person)[-1]
    actions.end_role(last, on=at.date(), actor=scene.officer, at=at)
