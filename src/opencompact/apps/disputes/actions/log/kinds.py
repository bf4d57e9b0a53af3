"""The kinds of mail about reports. None says which body a report is about, or what was written."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from opencompact.apps.disputes.models import JointMember, Report
from opencompact.apps.disputes.queries.log import (
    answerers,
    is_still,
    keepers,
    reports,
    standing,
)
from opencompact.base.notify.kinds import Gap, Kind, Standing, Words
from opencompact.base.notify.models import Message

RECEIVED: Final = "disputes.log-received"
UNREAD: Final = "disputes.log-unread"
NEWS: Final = "disputes.log-news"
KEEP: Final = "disputes.log-keep"
JOIN: Final = "disputes.log-join"
JOINT: Final = "disputes.log-joint"
TOLD: Final = "disputes.log-told"


def _report(message: Message) -> Report | None:
    """The report that a message is about."""
    found: Report | None = reports().filter(pk=UUID(message.about)).first()
    return found


def reporter_stands(message: Message, at: datetime) -> Standing:  # noqa: ARG001 - as checks are called
    """A reporter is told while the report is theirs and not withdrawn."""
    report = _report(message)
    still = report is not None and is_still(report, message.to_address)
    return Standing.TOLD if still else Standing.GONE


def keeper_stands(message: Message, at: datetime) -> Standing:
    """Whoever does not keep the report any more is told nothing of it."""
    report, on = _report(message), timezone.localdate(at)
    if report is None or message.to_address not in {who for _name, who in keepers(report, on)}:
        return Standing.GONE
    return Standing.TOLD if report.route else Standing.ASKED


def join_stands(message: Message, at: datetime) -> Standing:  # noqa: ARG001 - as checks are called
    """Nobody is asked who has answered, or whose report is over."""
    report = _report(message)
    if report is None or not is_still(report, message.to_address) or not report.is_open:
        return Standing.GONE
    return Standing.GONE if standing(report).joins else Standing.ASKED


def joint_stands(message: Message, at: datetime) -> Standing:  # noqa: ARG001 - as checks are called
    """A member is told of the others while both are there."""
    report = _report(message)
    if report is None or not is_still(report, message.to_address):
        return Standing.GONE
    member = JointMember.objects.filter(report=report).select_related("offer").first()
    if member is None:
        return Standing.GONE
    return Standing.TOLD if member.offer.case_id else Standing.ASKED


def told_stands(message: Message, at: datetime) -> Standing:
    """Whoever answers for the body now, until it has answered."""
    report, on = _report(message), timezone.localdate(at)
    if report is None or not report.is_open:
        return Standing.GONE
    if message.to_address not in {role.user.email for role in answerers(report, on)}:
        return Standing.GONE
    return Standing.TOLD if standing(report).answered else Standing.ASKED


NUMBER = Gap("number", _("The number of the report"), "K7MT-4QXR", kept=True)
ACCESS = Gap(
    "access",
    _("How to read the report: with the link, or signed in"),
    _("Sign in to read it."),
    kept=True,
)

KINDS: Final = (
    Kind(
        key=RECEIVED,
        name=_("Your report has arrived"),
        says=_("To whoever has reported a concern and can be written to."),
        topic="cases",
        confidential=True,
        check=reporter_stands,
        words=Words(
            subject=_("Your report {{ number }} has arrived"),
            says=_(
                "Thank you. Your report has the number {{ number }}. Somebody who keeps the log"
                " reads it and writes to you. You can add something to it, or withdraw it."
                "\n\n{{ access }}"
            ),
        ),
        own_gaps=(NUMBER, ACCESS),
    ),
    Kind(
        key=UNREAD,
        name=_("Your report has arrived, and nobody may read it yet"),
        says=_("To whoever has reported a concern to which everybody here has a tie."),
        topic="cases",
        confidential=True,
        check=reporter_stands,
        words=Words(
            subject=_("Your report {{ number }} has arrived"),
            says=_(
                "Thank you. Your report has the number {{ number }}. Nobody may read it yet:"
                " everybody who could has a tie to the organisation. It stays closed until somebody"
                " without a tie is appointed. Its page says where else you can turn meanwhile."
                "\n\n{{ access }}"
            ),
        ),
        own_gaps=(NUMBER, ACCESS),
    ),
    Kind(
        key=NEWS,
        name=_("Something new about your report"),
        says=_("To whoever has reported a concern, when something came of it."),
        topic="cases",
        confidential=True,
        check=reporter_stands,
        words=Words(
            subject=_("Report {{ number }}: something new"),
            says=_("There is something new about your report {{ number }}.\n\n{{ access }}"),
        ),
        own_gaps=(NUMBER, ACCESS),
    ),
    Kind(
        key=KEEP,
        name=_("A report in the log"),
        says=_("To those who keep a report: it came, or its reporter or the body added something."),
        topic="cases",
        confidential=True,
        check=keeper_stands,
        words=Words(
            subject=_("Report {{ number }} in the log"),
            says=_("There is something new in report {{ number }}."),
            do=_("Look at report {{ number }}: its page says what is to be done."),
        ),
        own_gaps=(NUMBER,),
    ),
    Kind(
        key=JOIN,
        name=_("Would you join others?"),
        says=_("To whoever has reported what at least one other has reported too."),
        topic="cases",
        confidential=True,
        check=join_stands,
        words=Words(
            subject=_("Report {{ number }}: would you join others?"),
            says=_(
                "At least one other organisation has reported the same as you did in report"
                " {{ number }}. Nobody learns who you are unless you agree, and enough others agree"
                " too."
            ),
            do=_("Say whether you would join them. {{ terms }}"),
        ),
        own_gaps=(
            NUMBER,
            Gap(
                "terms",
                _("What the link is good for, and until when"),
                _("The page asks you before anything happens."),
                kept=True,
            ),
        ),
    ),
    Kind(
        key=JOINT,
        name=_("You can act together"),
        says=_("To everybody who agreed to join others, once enough have."),
        topic="cases",
        confidential=True,
        check=joint_stands,
        words=Words(
            subject=_("Report {{ number }}: you can act together"),
            says=_(
                "Enough others have agreed to join you. You can now see who they are, and they see"
                " you.\n\n{{ access }}"
            ),
            do=_("See who the others are, and say whether your organisation takes part."),
        ),
        own_gaps=(NUMBER, ACCESS),
    ),
    Kind(
        key=TOLD,
        name=_("A concern about your organisation"),
        says=_("To the lead and the champions of a body that is told of a report."),
        topic="cases",
        confidential=True,
        check=told_stands,
        words=Words(
            subject=_("A concern was reported: {{ number }}"),
            says=_(
                "Somebody has reported that your organisation may not have kept the"
                " {{ agreement }}. The {{ officer }} has decided to tell you of it."
            ),
            do=_("Read report {{ number }} and answer it."),
        ),
        own_gaps=(
            NUMBER,
            Gap("officer", _("What the area calls its officer"), _("Compact officer")),
        ),
    ),
)
