"""The links with which the sides answer from their mail: offered with it, taken back when done."""

from collections.abc import Iterator
from datetime import datetime

from opencompact.apps.disputes.queries import ANSWER, Person, Story, answers, side
from opencompact.base.notify import links
from opencompact.core.procedure import Step


def take_back(after: Story, at: datetime) -> None:
    """Take back the links of every side that has nothing to answer any more."""
    if not any(step.by_mail for step in after.procedure.steps):
        return
    for party in after.case.parties.all():
        if not answers(after, side(after, party)):
            links.revoke(party, purpose=ANSWER, at=at)


def offers(after: Story, person: Person, at: datetime) -> Iterator[str]:
    """What a mail adds for somebody who can answer for a side: a link, and what it does."""
    for hold in person.held:
        steps, party = answers(after, hold), after.party(hold.party)
        if steps and party is not None:
            offered = links.offer(
                area=after.case.area,
                purpose=ANSWER,
                to=links.Reader(person.name, person.email, person.user_id),
                obj=party,
                says=f"answer for your organisation in case {after.case.number}: {_said(steps)}",
                at=at,
            )
            yield f"With this link you can {offered.link.says}. {offered.terms}"
            yield offered.address


def _said(steps: tuple[Step, ...]) -> str:
    return " or ".join(step.name[:1].lower() + step.name[1:] for step in steps)
