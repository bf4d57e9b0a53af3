"""What each role asks of whoever holds it, in the words of the area. Sources: ORG-7, ORG-8."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

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
        _("You look after the {agreement} day by day, so that both sides can rely on it."),
        (
            _("Keep the register of organisations, and record what is signed on paper."),
            _("See that every role is held, and that somebody takes over when a person leaves."),
            _("Help the people of a {disagreement} to know what comes next and by when."),
            _("Publish findings that the chair or the panel has made, never your own."),
            _("Bring nothing of a {disagreement} to anybody who has no part in it."),
        ),
    ),
    RoleKind.CHAIR: Description(
        _("You see to it that a {disagreement} is heard fairly and answered in time."),
        (
            _("Answer each {disagreement} that is raised, within its time limit."),
            _("Give seats to people who have no tie with the organisations in it."),
            _("Stand aside from a {disagreement} of an organisation in which you have a role."),
            _("Receive notices of withdrawal, and ask what can be learnt from them."),
        ),
    ),
    RoleKind.REPRESENTATIVE: Description(
        _("You speak for your organisation in everything that concerns the {agreement}."),
        (
            _("Know what the {agreement} asks of your organisation."),
            _("If you may sign, make the pledge when your organisation has decided to."),
            _("Raise a {disagreement} when a promise was not kept and talking has not helped."),
            _("Answer in time when your organisation is asked to."),
            _("Tell the {officer} before you leave, so that somebody can take over."),
        ),
    ),
    RoleKind.LEAD: Description(
        _("You are the senior person who answers for the {agreement} in your organisation."),
        (
            _("See that your organisation keeps its promises, and that plans are checked in time."),
            _("Give your champions the time and the standing to do their work."),
            _("Hear from the champions where a promise is at risk, and act before it is broken."),
            _("Name a successor before you leave."),
        ),
    ),
    RoleKind.CHAMPION: Description(
        _("You know the {agreement} and speak up for it inside your organisation."),
        (
            _("Tell colleagues what the {agreement} asks of them, and be there for questions."),
            _("Look at consultations, funding and plans of your area before they go out."),
            _("Tell your lead where a promise is at risk."),
            _("Be the person whom groups from outside can turn to."),
            _("Keep your knowledge fresh, and note the training that you have taken."),
        ),
    ),
    RoleKind.GROUP_MEMBER: Description(
        _("You sit on the group that looks after the {agreement} for both sectors."),
        (
            _("Prepare for meetings and come to them."),
            _("Bring the view of those who chose you, and take back what was decided."),
            _("Sit on a panel when you are asked and have no tie with the organisations."),
            _("Keep what you read in a {disagreement} to yourself."),
        ),
    ),
    RoleKind.MEDIATOR: Description(
        _("You help two sides to find an agreement of their own. You take no side."),
        (
            _("Say so before you begin if you have any tie with the organisations."),
            _("Keep what is said in the mediation room in that room."),
            _("Record how mediation ended, and within its time."),
            _("Never sit with a panel that judges what you have mediated."),
        ),
    ),
    RoleKind.RETURNING_OFFICER: Description(
        _("You run elections so that nobody has a reason to doubt the result."),
        (
            _("Stand in none of the elections that you run."),
            _("Say who may stand and who may vote before an election opens."),
            _("Open, close and count together with a second person."),
            _("Publish the result with its numbers, and keep no record of who voted for whom."),
        ),
    ),
}


def description(kind: RoleKind, area: Area) -> Description:
    """What a kind of role asks, in the words of an area."""
    words = {key: area.term(key) for key in WORDING}
    found = DESCRIPTIONS[kind]
    return Description(
        gettext(found.says).format_map(words),
        tuple(gettext(duty).format_map(words) for duty in found.duties),
    )
