"""The classes of what is kept, in words: what each is, what goes with it and what stays.

And what of a matter was removed because its time was over.
"""

from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models import Case, Challenge, Clearing, Report
from opencompact.core.keeping import Kept
from opencompact.core.record import record


@record
class InWords:
    """How a class is called on a page, what is removed with it, and what stays."""

    name: Promise
    goes: Promise
    stays: Promise


WORDS: Final = {
    Kept.MEDIATION: InWords(
        _("What was said in mediation"),
        _(
            "Every answer, paper and word of the mediation room, and what was agreed there. You"
            " are not told whether there is any."
        ),
        _("That the case was in mediation, from when to when, and all of its other papers."),
    ),
    Kept.NOTES: InWords(
        _("Notes of the panel and of the desk"),
        _("Every note and paper of the panel room and of the officers' desk."),
        _("What the sides wrote and handed in, and the case itself."),
    ),
    Kept.ACCESSES: InWords(
        _("Who opened the case"),
        _("The list of who opened the case on which day."),
        _("The case itself, and who had a part in it."),
    ),
    Kept.CASE: InWords(
        _("Everything written in the case"),
        _(
            "Its subject, every answer, paper, letter, bundle and note, what was agreed at the end,"
            " and a finding that was never published."
        ),
        _(
            "That there was a case: its number, sides and commitments, who took which step on which"
            " day, and how it ended. A published finding stays for good."
        ),
    ),
    Kept.REPORTER: InWords(
        _("Who reported it"),
        _("The name and address of whoever reported it, their account, and for whom they spoke."),
        _("What was reported, and what came of it."),
    ),
    Kept.REPORT: InWords(
        _("What was reported"),
        _("Every word of the report and about it, and who reported it."),
        _(
            "Its number and days, the organisation and the commitments it was about, what came of"
            " it, and what everybody can learn."
        ),
    ),
    Kept.CHALLENGE: InWords(
        _("Everything written in a challenge"),
        _(
            "Its subject, what happened in the words of its writers, what they wanted, the letter"
            " and every note about it. You are not told between whom it was."
        ),
        _(
            "That there was a challenge: its reference, sides and commitments, what was noted on"
            " which day, and what came of it."
        ),
    ),
}


@record
class Gone:
    """A class that was removed, and when."""

    name: Promise
    on: date


def removed_of(matter: Case | Report | Challenge) -> tuple[Gone, ...]:
    """What was removed of a matter. No query while a case or a report is open: nothing can be."""
    if not isinstance(matter, Challenge):
        ended = matter.closed_on or getattr(matter, "withdrawn_on", None)
        if ended is None:
            return ()
    of = {type(matter).__name__.lower(): matter}
    found = Clearing.objects.filter(removed_on__isnull=False, **of).order_by("removed_on", "kept")
    return tuple(Gone(WORDS[Kept(one.kept)].name, one.removed_on) for one in found)
