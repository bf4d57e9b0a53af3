"""The people of the demo: who they are, which roles they hold and who stands in the bar."""

from functools import cache

from opencompact.base.areas.actor import RoleKind
from opencompact.core.record import record

from .reading import table, unwrap

PASSWORD = "welcome-to-aldermere"  # noqa: S105 - shown to everybody who starts the demo
SLUG = "aldermere"
DOMAIN = "aldermere.example"


@record
class DemoAccount:
    """Somebody a visitor of the demo may become: `key` is what the bar posts, `sees` why to."""

    role: str
    name: str
    email: str
    key: str
    sees: str = ""


@record
class Person:
    """One of the cast. The organisations are keys of bodies; `since` is in days before today.

    `organisation` is the one the person represents and signs for, `trustee` one that keeps the
    person out of its cases, `champion` and `lead` those whose champion or lead the person is, in
    the `area` of it. `confirmed` is when the roles were last confirmed: never since, where that was
    before they began. `left` is when the last of the roles ended, `ends_in` in how many days
    the roles end, `closed` that the account is. `training` are titles with days before today.
    """

    key: str
    name: str
    role: str = ""
    sees: str = ""
    kinds: tuple[RoleKind, ...] = ()
    organisation: str = ""
    position: str = ""
    trustee: str = ""
    champion: str = ""
    lead: str = ""
    area: str = ""
    since: int = 365
    confirmed: int = 20
    left: int = 0
    ends_in: int = 0
    closed: bool = False
    training: tuple[tuple[str, int], ...] = ()

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}"

    @property
    def account(self) -> DemoAccount:
        return DemoAccount(self.role, self.name, self.email, self.key, self.sees)


@cache
def people() -> tuple[Person, ...]:
    """Everybody, in the order of the bar."""
    rows = table("cast")["person"]
    return tuple(
        Person(
            **{
                **row,
                "sees": unwrap(row.get("sees", "")),
                "kinds": tuple(RoleKind(kind) for kind in row.get("kinds", ())),
                "training": tuple((title, days) for title, days in row.get("training", ())),
            }
        )
        for row in rows
    )


@cache
def accounts() -> tuple[DemoAccount, ...]:
    """Those whom the bar offers."""
    return tuple(person.account for person in people() if person.role)
