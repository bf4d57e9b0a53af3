"""What each row of a file of people would do, held against who holds which role now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_noop as _

from opencompact.apps.organisations.models import Organisation, Role, naming
from opencompact.apps.organisations.models.identifiers import shown
from opencompact.apps.organisations.models.saying import Said, SaidError
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.record import record
from opencompact.formats.tables import Fault

from .cleaning import Candidate

Key = tuple[str, RoleKind, UUID | None]
AT_ONCE: Final = 500


@record
class Known:
    """A role as it is, or as an earlier row of the file would make it; `pk` is None for those."""

    starts: date
    ends: date | None = None
    part: str = ""
    may_sign: bool = False
    pk: UUID | None = None


@record
class New:
    """Somebody is to be appointed."""

    item: Candidate
    organisation_id: UUID | None
    starts: date


@record
class Change:
    """A role that is there already gets other values: its area, whether it signs, its end."""

    item: Candidate
    key: Key
    starts: date
    pk: UUID | None
    fields: dict[str, object] = field(default_factory=dict)


Decision = New | Change | Fault | None


class Places:
    """The organisations of an area, found by identifier, by their address here or by name."""

    def __init__(self) -> None:
        self._by_word: dict[str, UUID] = {}
        self._by_name: dict[str, list[UUID]] = defaultdict(list)
        for one in Organisation.objects.only(
            "pk", "name", "slug", "identifier", "other_identifiers"
        ):
            self._by_word |= dict.fromkeys((one.slug, *one.all_identifiers), one.pk)
            self._by_name[naming.plain(one.name)].append(one.pk)

    def find(self, text: str) -> UUID:
        """The one organisation that is meant; SaidError says what to do when there is none."""
        known = self._by_word.get(text) or self._by_word.get(text.replace(" ", "").upper())
        if known:
            return known
        named = self._by_name.get(naming.plain(text), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise SaidError(
                _("{number} organisations are called “{text}”. Write the identifier."),
                number=len(named),
                text=shown(text),
            )
        raise SaidError(
            _(
                "“{text}” is not on the register. Add the organisation first, or write its"
                " full name or its identifier."
            ),
            text=shown(text),
        )


class Roll:
    """Who has an account and holds which role, as far as the rows of a file ask about it."""

    def __init__(self, area: Area, on: date) -> None:
        self.area = area
        self.on = on
        self.places = Places()
        self._accounts: dict[str, User] = {}
        self._roles: dict[Key, list[Known]] = {}
        self._officers: set[str] = set()

    def load(self, emails: Iterable[str]) -> None:
        """Read the accounts and roles of these people as they are now."""
        wanted = sorted(set(emails))
        self._roles = {key: held for key, held in self._roles.items() if key[0] not in wanted}
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            self._accounts |= {one.email: one for one in User.objects.filter(email__in=some)}
            for role in Role.objects.filter(user__email__in=some).select_related("user"):
                key = (role.user.email, RoleKind(role.kind), role.organisation_id)
                self._roles.setdefault(key, []).append(_known(role))
        officers = Role.objects.filter(area=self.area, kind=RoleKind.OFFICER, ends=None)
        self._officers = set(officers.values_list("user__email", flat=True))

    def decide(self, item: Candidate) -> tuple[Decision, str]:
        """What a row does, and a remark about it; the rows after it find that done."""
        try:
            place = self.places.find(item.organisation) if item.organisation else None
            key: Key = (item.email, item.kind, place)
            same = self._same(item, self._roles.get(key, []))
            return (self._change(item, key, same) if same else self._new(item, key)), (
                self._other_name(item)
            )
        except SaidError as error:
            return Fault(item.row, error.said), ""

    def _same(self, item: Candidate, held: list[Known]) -> Known | None:
        """The role a row speaks of: the one from that day; without a day, the one not yet over."""
        if item.starts:
            then = [one for one in held if one.starts == item.starts]
            return min(then, key=lambda one: one.ends is not None, default=None)
        return next((one for one in held if one.ends is None or one.ends > self.on), None)

    def _new(self, item: Candidate, key: Key) -> New:
        starts = item.starts or self.on
        if item.ends and item.ends < starts:
            raise SaidError(_("The role ends before it starts. Write the day on which it starts."))
        account = self._accounts.get(item.email)
        if account and not account.is_active:
            raise SaidError(
                _("The account of {address} is closed, so it can get no role."),
                address=item.email,
            )
        for one in self._roles.get(key, []):
            if _meet(one, starts, item.ends):
                raise _holds_it(one)
        made = Known(starts, item.ends, item.part, bool(item.may_sign))
        self._roles.setdefault(key, []).append(made)
        if item.kind == RoleKind.OFFICER and item.ends is None:
            self._officers.add(item.email)
        return New(item, key[2], starts)

    def _change(self, item: Candidate, key: Key, same: Known) -> Change | None:
        fields = dict(_changes(item, same))
        if "ends" in fields:
            self._end(item, same)
        if not fields:
            return None
        held = self._roles[key]
        held[held.index(same)] = replace(same, **fields)  # type: ignore[arg-type]
        return Change(item, key, same.starts, same.pk, fields)

    def _end(self, item: Candidate, same: Known) -> None:
        if same.ends:
            raise SaidError(
                _("This role ends on {on} already. Leave the end empty, or write that day."),
                on=same.ends,
            )
        if item.ends and item.ends < same.starts:
            raise SaidError(
                _("The role began on {on}; it cannot end before. Correct the end."),
                on=same.starts,
            )
        if item.kind == RoleKind.OFFICER:
            self._keep_an_officer(item.email)

    def _keep_an_officer(self, email: str) -> None:
        if not self._officers - {email}:
            raise SaidError(_("This is the only officer of the area. Appoint another one first."))
        self._officers.discard(email)

    def _other_name(self, item: Candidate) -> str:
        account = self._accounts.get(item.email)
        if account is None or not account.name or item.name in {"", account.name}:
            return ""
        own = _("The account of {address} keeps its own name, {name}.")
        return Said(own, address=item.email, name=account.name)


def _known(role: Role) -> Known:
    return Known(role.starts, role.ends, role.area_of_organisation, role.may_sign, role.pk)


def _changes(item: Candidate, same: Known) -> Iterator[tuple[str, object]]:
    if item.part and item.part != same.part:
        yield "part", item.part
    if item.may_sign is not None and item.may_sign != same.may_sign:
        yield "may_sign", item.may_sign
    if item.ends and item.ends != same.ends:
        yield "ends", item.ends


def _meet(one: Known, starts: date, ends: date | None) -> bool:
    return (one.ends is None or one.ends > starts) and (ends is None or one.starts < ends)


def _holds_it(one: Known) -> SaidError:
    if one.ends is None:
        return SaidError(
            _(
                "The person holds this role since {on}. Leave the start empty to mean that"
                " role, or write days outside of that time."
            ),
            on=one.starts,
        )
    return SaidError(
        _(
            "The person holds this role since {on} until {until}. Leave the start empty to mean"
            " that role, or write days outside of that time."
        ),
        on=one.starts,
        until=one.ends,
    )
