"""A town with an agreement, organisations and the people of a case."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import Adviser, Case, CaseEvent
from opencompact.apps.disputes.queries import Story, needs_of, story
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.organisations.models import Organisation, Role, Signature
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core.pack import Pack
from opencompact.core.procedure import Holder
from opencompact.formats import packs
from tests.apps.disputes.remembering import Memory, remembered

PACKS = Path(__file__).resolve().parents[3] / "packs"
LONG_AGO = date(2026, 1, 5)
PDF = b"%PDF-1.7\n1 0 obj\n"


@cache
def pack(key: str) -> Pack:
    return packs.load(PACKS / key)


def moment(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=UTC)


def pdf(name: str = "letter.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@dataclass
class Town:
    """Everybody by first name: `elm` raises, `hall` answers; chair, officer, panel, mediator."""

    area: Area
    edition: Edition
    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)

    def join(
        self, who: str, kind: RoleKind | None = None, organisation: str = "", **role: Any
    ) -> User:
        """Give a person (made when new) a role."""
        user = self.users.get(who) or User.objects.create_user(
            f"{who}@example.org", "correct horse", name=who.capitalize()
        )
        self.users[who] = user
        if kind:
            Role.objects.create(
                area=self.area,
                user=user,
                kind=kind,
                organisation=self.organisations.get(organisation),
                **{"starts": LONG_AGO, **role},
            )
        return user

    def found(self, key: str, name: str, *, signed: bool = True, **fields: Any) -> Organisation:
        """Put an organisation on the register, as a signatory unless said otherwise."""
        one = Organisation.objects.create(area=self.area, name=name, slug=key, **fields)
        self.organisations[key] = one
        if signed:
            Signature.objects.create(
                area=self.area,
                organisation=one,
                edition=self.edition,
                signed_by="Somebody",
                position="Director",
                signed_on=LONG_AGO,
                recorded_at=moment(LONG_AGO),
            )
        return one

    def actor(self, who: str, on: date = date(2026, 6, 1)) -> Actor:
        return actor_for(self.users[who], self.area, on)

    def raising(self, on: date, **changed: Any) -> actions.Raising:
        """A disagreement of `elm` with `hall`, about the first two commitments."""
        fields = {
            "organisation": self.organisations["elm"],
            "others": [self.organisations["hall"]],
            "commitments": list(commitments(self.edition)[:2]),
            "subject": "A consultation of nine days",
            "facts": {"subject": "agreement", "tried": "yes"},
            "dates": {"fail-informally": on},
            "answers": {"steps_taken": "We wrote twice.", "outcome_sought": "A longer one."},
        }
        return actions.Raising(**{**fields, **changed})

    @remembered
    def raised(self, on: date, who: str = "elm", **changed: Any) -> Case:
        return actions.raise_case(
            self.area, self.raising(on, **changed), actor=self.actor(who, on), on=on, at=moment(on)
        )

    @remembered
    def take(self, case: Case, step: str, who: str, on: date, **given: Any) -> CaseEvent:
        """Take a step as the person `who`; needs that are not given are filled in."""
        now = self.tell(case, on)
        answers = self.filled(now, step) | dict(given.pop("answers", {}))
        return actions.take(
            case, step, actor=self.actor(who, on), on=on, at=moment(on), answers=answers, **given
        )

    def filled(self, now: Story, step: str) -> dict[str, str]:
        return {
            need.key: f"Something about {need.key}."
            for need in needs_of(now.procedure.step(step), now.at)
            if not need.optional and need.kind.value != "files"
        }

    def tell(self, case: Case, on: date) -> Story:
        return story(case_by_key(case.pk), calendar_for(self.area), on)

    @remembered
    def seat(self, case: Case, who: str, holder: Holder, on: date, by: str = "officer") -> None:
        actions.seat(case, self.users[who], holder, actor=self.actor(by, on), on=on, at=moment(on))

    def advise(self, case: Case, who: str, side: str, on: date, *, accept: bool = True) -> Adviser:
        """Let a side invite somebody (made when new) to advise it, and them accept."""
        made = self._advised(case, who, side, on, accept=accept)
        self.users[who] = made.user
        return made

    @remembered
    def _advised(self, case: Case, who: str, side: str, on: date, *, accept: bool) -> Adviser:
        made = actions.invite_adviser(
            case, self.party(case, side), f"{who}@example.org", who.capitalize(),
            actor=self.actor(side, on), on=on, at=moment(on),
        )  # fmt: skip
        self.users[who] = made.user
        if accept:
            made = actions.accept_advising(made, actor=self.actor(who, on), at=moment(on))
        return made

    def party(self, case: Case, key: str) -> Any:
        return case.parties.get(organisation=self.organisations[key])

    def story(self, case: Case, steps: list[tuple[Any, ...]]) -> Case:
        """Play (step, who, day, given) one after the other."""
        for step, who, on, *given in steps:
            self.take(case, step, who, on, **(given[0] if given else {}))
        return case_by_key(case.pk)


def build(area: Area, key: str) -> Town:
    """The town with one pack in force; call it inside the area's scope."""
    memory = Memory()
    town: Town = memory.do("build", lambda: _built(area, key), area, key)
    town.area, town.memory = area, memory
    return town


def _built(area: Area, key: str) -> Town:
    edition = adopt_pack(area, pack(key), actor=SYSTEM, at=moment(LONG_AGO))
    town = Town(area, edition)
    town.found("elm", "Elm Street Centre")
    town.found("hall", "Anywhere City Council", sector="public")
    town.found("oak", "Oak Youth Club")
    town.found("ash", "Ash Allotments", signed=False)
    for name in ("elm", "hall", "oak", "ash"):
        town.join(name, RoleKind.REPRESENTATIVE, name)
    town.join("chair", RoleKind.CHAIR)
    town.join("officer", RoleKind.OFFICER)
    town.join("panel", RoleKind.GROUP_MEMBER)
    town.join("mediator", RoleKind.MEDIATOR)
    town.join("stranger")
    return town
