"""What each role asks of whoever holds it, in the words of the area. Sources: ORG-7, ORG-8."""

from typing import Final

from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.wording import WORDING
from opencompact.core.record import record


@record
class Description:
    """One kind of role: what it is for, and what its holder does."""

    says: str
    duties: tuple[str, ...]


# A word in braces is one of the words that an area sets for itself.
DESCRIPTIONS: Final = {
    RoleKind.OFFICER: Description(
        "You look after the {agreement} day by day, so that both sides can rely on it.",
        (
            "Keep the register of organisations, and record what is signed on paper.",
            "See that every role is held, and that somebody takes over when a person leaves.",
            "Help the people of a {disagreement} to know what comes next and by when.",
            "Publish findings that the chair or the panel has made, never your own.",
            "Bring nothing of a {disagreement} to anybody who has no part in it.",
        ),
    ),
    RoleKind.CHAIR: Description(
        "You see to it that a {disagreement} is heard fairly and answered in time.",
        (
            "Answer each {disagreement} that is raised, within its time limit.",
            "Give seats to people who have no tie with the organisations in it.",
            "Stand aside from a {disagreement} of an organisation in which you have a role.",
            "Receive notices of withdrawal, and ask what can be learnt from them.",
        ),
    ),
    RoleKind.REPRESENTATIVE: Description(
        "You speak for your organisation in everything that concerns the {agreement}.",
        (
            "Know what the {agreement} asks of your organisation.",
            "If you may sign, make the pledge when your organisation has decided to.",
            "Raise a {disagreement} when a promise was not kept and talking has not helped.",
            "Answer in time when your organisation is asked to.",
            "Tell the {officer} before you leave, so that somebody can take over.",
        ),
    ),
    RoleKind.LEAD: Description(
        "You are the senior person who answers for the {agreement} in your organisation.",
        (
            "See that your organisation keeps its promises, and that plans are checked in time.",
            "Give your champions the time and the standing to do their work.",
            "Hear from the champions where a promise is at risk, and act before it is broken.",
            "Name a successor before you leave.",
        ),
    ),
    RoleKind.CHAMPION: Description(
        "You know the {agreement} and speak up for it inside your organisation.",
        (
            "Tell colleagues what the {agreement} asks of them, and be there for questions.",
            "Look at consultations, funding and plans of your area before they go out.",
            "Tell your lead where a promise is at risk.",
            "Be the person whom groups from outside can turn to.",
            "Keep your knowledge fresh, and note the training that you have taken.",
        ),
    ),
    RoleKind.GROUP_MEMBER: Description(
        "You sit on the group that looks after the {agreement} for both sectors.",
        (
            "Prepare for meetings and come to them.",
            "Bring the view of those who chose you, and take back what was decided.",
            "Sit on a panel when you are asked and have no tie with the organisations.",
            "Keep what you read in a {disagreement} to yourself.",
        ),
    ),
    RoleKind.MEDIATOR: Description(
        "You help two sides to find an agreement of their own. You take no side.",
        (
            "Say so before you begin if you have any tie with the organisations.",
            "Keep what is said in the mediation room in that room.",
            "Record how mediation ended, and within its time.",
            "Never sit with a panel that judges what you have mediated.",
        ),
    ),
    RoleKind.RETURNING_OFFICER: Description(
        "You run elections so that nobody has a reason to doubt the result.",
        (
            "Stand in none of the elections that you run.",
            "Say who may stand and who may vote before an election opens.",
            "Open, close and count together with a second person.",
            "Publish the result with its numbers, and keep no record of who voted for whom.",
        ),
    ),
}


def description(kind: RoleKind, area: Area) -> Description:
    """What a kind of role asks, in the words of an area."""
    words = {key: area.term(key) for key in WORDING}
    found = DESCRIPTIONS[kind]
    return Description(
        found.says.format_map(words), tuple(duty.format_map(words) for duty in found.duties)
    )
