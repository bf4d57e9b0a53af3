"""Who signs the agreement in the demo, who withdraws, and for which members a lead body signs."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from random import Random
from typing import Final

from opencompact.apps.organisations import actions, queries
from opencompact.apps.organisations.models import Kind, Organisation, Sector, Signature
from opencompact.base.areas.actor import Actor

from .cast import people
from .names import SEED, Body, bodies
from .reading import table
from .scene import Happening, Scene

SIGNERS: Final = 28
MEMBERS: Final = 24
LEAD: Final = "ava"
COVERS_FROM: Final = 300
FIRST, LAST = 322, 4


def happenings(scene: Scene) -> list[Happening]:
    """Every signature, withdrawal and cover of the year."""
    named = [body for body in bodies() if body.signed]
    return [*_named(scene, named), *_further(scene), *_withdrawals(scene, named), _covers(scene)]


def _named(scene: Scene, named: list[Body]) -> Iterator[Happening]:
    speakers = {person.organisation: person for person in people() if person.organisation}
    for minutes, body in enumerate(named):
        speaker = speakers.get(body.key)
        name, position = (speaker.name, speaker.position) if speaker else (body.by, body.position)
        actor = scene.actors[speaker.key] if speaker else scene.officer
        organisation = scene.organisations[body.key]
        yield _signature(scene, organisation, (name, position), actor, (body.signed, minutes))


def _further(scene: Scene) -> Iterator[Happening]:
    """Organisations of the register that signed on paper, a few each month."""
    draw = Random(SEED)  # noqa: S311 - names, not secrets
    vcs = Organisation.objects.exclude(sector=Sector.PUBLIC).filter(size="small")
    others = vcs.exclude(pk__in=[one.pk for one in scene.organisations.values()])
    chosen = draw.sample(list(others.order_by("slug")), SIGNERS)
    words = table("names")
    for number, organisation in enumerate(chosen):
        days = FIRST - number * (FIRST - LAST) // (SIGNERS - 1)
        who = (words["signers"][number], draw.choice(words["positions"]))
        yield _signature(scene, organisation, who, scene.officer, (days, 90 + number))


def _signature(
    scene: Scene,
    organisation: Organisation,
    who: tuple[str, str],
    actor: Actor,
    when: tuple[int, int],
) -> Happening:
    at = scene.days_ago(*when)
    name, position = who
    declaration = actions.Declaration(
        name=name, position=position, on=at.date(), has_authority=True, accepts_public=True
    )
    on_paper = actor == scene.officer
    sign = partial(
        actions.sign, organisation, scene.edition, declaration, on_paper=on_paper, actor=actor
    )
    return Happening(at, lambda at: sign(at=at))


def _withdrawals(scene: Scene, named: list[Body]) -> Iterator[Happening]:
    for body in named:
        if body.withdrawn:
            yield Happening(scene.days_ago(body.withdrawn, 200), partial(_withdraw, scene, body))


def _withdraw(scene: Scene, body: Body, at: datetime) -> None:
    signature = _signed(scene.organisations[body.key], at)
    actions.withdraw(signature, notice=body.notice, on=at.date(), actor=scene.officer, at=at)


def _covers(scene: Scene) -> Happening:
    """The council for voluntary service signs for small groups that belong to it."""
    return Happening(scene.days_ago(COVERS_FROM, 240), partial(_cover, scene))


def _cover(scene: Scene, at: datetime) -> None:
    signature = _signed(scene.organisations[LEAD], at)
    free = Organisation.objects.filter(signatures=None, sector=Sector.VCS, size="small")
    small = free.exclude(pk__in=[one.pk for one in scene.organisations.values()])
    funded = [one for one in small.order_by("-slug") if Kind.PUBLICLY_FUNDED in one.kinds]
    for member in Random(SEED).sample(funded, MEMBERS):  # noqa: S311 - names, not secrets
        actions.cover(signature, member, on=at.date(), actor=scene.actors[LEAD], at=at)


def _signed(organisation: Organisation, at: datetime) -> Signature:
    signature = queries.signature_on(organisation, at.date())
    if signature is None:
        raise ValueError(f"{organisation} has not signed before {at}.")
    return signature
