"""The links with which the sides answer from their mail: offered with it, taken back when done."""

from collections.abc import Iterator
from datetime import datetime

from opencompact.apps.disputes.queries import ANSWER, Person, Story, answers, side
from opencompact.base.notify import links
from opencompact.base.notify.models import full
from opencompact.core.procedure import Step


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
    case = f"To read the case first, sign in: {full(after.case.get_absolute_url())}"
    if not offered:
        return "", ""
    says = f"With this link you can {offered[0].link.says}. {offered[0].terms}"
    if len(offered) == 1:
        return f"{says} {case}", offered[0].path
    return f"{says} {' '.join(one.address for one in offered)}", ""


def _offers(after: Story, person: Person, at: datetime) -> Iterator[links.Offer]:
    """A link for each side that somebody can answer for now."""
    for hold in person.held:
        steps, party = answers(after, hold), after.party(hold.party)
        if steps and party is not None:
            yield links.offer(
                area=after.case.area,
                purpose=ANSWER,
                to=links.Reader(person.name, person.email, person.user_id),
                obj=party,
                says=f"answer for your organisation in case {after.case.number}: {_said(steps)}",
                at=at,
            )


def _said(steps: tuple[Step, ...]) -> str:
    return " or ".join(step.name[:1].lower() + step.name[1:] for step in steps)
