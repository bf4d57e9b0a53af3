"""Who signs the agreement in the demo, who withdraws, and for which members a lead body signs."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from random import Random
from typing import Final

from opencompact.apps.organisations import actions, queries
from opencompact.apps.organisations.models import Kind, Organisation, Sector, Signature

from .cast import people
from .names import SEED, Body, bodies
from .reading import table
from .scene import OFFICER, Happening, Scene

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
        at = scene.days_ago(body.signed, minutes)
        name, position = (speaker.name, speaker.position) if speaker else (body.by, body.position)
        pledge = _pledge(name, position, at)
        key = speaker.key if speaker else OFFICER
        yield Happening(at, partial(_sign, scene, scene.organisations[body.key], pledge, key))


def _further(scene: Scene) -> Iterator[Happening]:
    """Organisations of the register that signed on paper, a few each month."""
    draw = Random(SEED)  # noqa: S311 - names, not secrets
    vcs = Organisation.objects.exclude(sector=Sector.PUBLIC).filter(size="small")
    others = vcs.exclude(pk__in=[one.pk for one in scene.organisations.values()])
    chosen = draw.sample(list(others.order_by("slug")), SIGNERS)
    words = table("names")
    for number, organisation in enumerate(chosen):
        days = FIRST - number * (FIRST - LAST) // (SIGNERS - 1)
        at = scene.days_ago(days, 90 + number)
        pledge = _pledge(words["signers"][number], draw.choice(words["positions"]), at)
        yield Happening(at, partial(_sign, scene, organisation, pledge, OFFICER))


def _pledge(name: str, position: str, at: datetime) -> actions.Declaration:
    return actions.Declaration(
        name=name, position=position, on=at.date(), has_authority=True, accepts_public=True
    )


def _sign(
    scene: Scene, organisation: Organisation, pledge: actions.Declaration, key: str, at: datetime
) -> None:
    """Sign as the person with this key; the officer only records what others signed on paper."""
    actions.sign(
        organisation,
        scene.edition,
        pledge,
        on_paper=key == OFFICER,
        actor=scene.actor(key),
        at=at,
    )


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
        actions.cover(signature, member, on=at.date(), actor=scene.actor(LEAD), at=at)


def _signed(organisation: Organisation, at: datetime) -> Signature:
    signature = queries.signature_on(organisation, at.date())
    if signature is None:
        raise ValueError(f"{organisation} has not signed before {at}.")
    return signature
