"""The links with which the sides answer from their mail: offered with it, taken back when done."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.kinds import later
from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.queries import ANSWER, Person, Story, answers, either, side
from opencompact.base.notify import links
from opencompact.base.notify.models import full
from opencompact.core.procedure import Step

Offered = tuple[links.Offer, tuple[Step, ...]]


def take_back(after: Story, at: datetime) -> None:
    """Take back the links of every side that has nothing to answer any more."""
    if not any(step.by_mail for step in after.procedure.steps):
        return
    for party in after.case.parties.all():
        if not answers(after, side(after, party)):
            links.revoke(party, purpose=ANSWER, at=at)


def by_mail(after: Story, person: Person, at: datetime) -> tuple[str, str]:
    """What a mail adds for somebody who can answer for a side, and where its link leads.

    Both are empty for anybody else. Who speaks for several sides finds their links in the words.
    """
    offered = list(_offers(after, person, at))
    if not offered:
        return "", ""
    return _said(after.case, offered), offered[0][0].path if len(offered) == 1 else ""


@later
def _said(case: Case, offered: list[Offered]) -> str:
    """What the first link does; then where to read the case, or where every link leads."""
    first, steps = offered[0]
    says = _("With this link you can answer for your organisation in case {number}: {steps}.")
    does = f"{says.format(number=case.number, steps=either(steps))} {first.terms}"
    if len(offered) > 1:
        return " ".join([does, *(one.address for one, _steps in offered)])
    whole = _("To read the case first, sign in: {address}")
    return f"{does} {whole.format(address=full(case.get_absolute_url()))}"


def _offers(after: Story, person: Person, at: datetime) -> Iterator[Offered]:
    """A link for each side that somebody can answer for now."""
    for hold in person.held:
        steps, party = answers(after, hold), after.party(hold.party)
        if steps and party is not None:
            made = links.offer(
                area=after.case.area,
                purpose=ANSWER,
                to=links.Reader(person.name, person.email, person.user_id),
                obj=party,
                says=f"answer for your organisation in case {after.case.number}",
                at=at,
            )
            yield made, steps
