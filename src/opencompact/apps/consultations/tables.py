"""The lists of consultations that can be downloaded: columns whose names stay."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from opencompact.base.ui.tables import Columns, Listing

from .models import Consultation, Extension, Question, Response, Window
from .queries import Row

CONSULTATIONS: Final = Listing(
    "consultations",
    _("Consultations"),
    {
        "number": _("Its number: 2026-003."),
        "body": _("The identifier of the body that asks, or its address on the register."),
        "body_name": _("The name of that body, for reading."),
        "title": _("The title."),
        "state": _("open, planned, closed or withdrawn, on the day of the copy."),
        "windows": _(
            "The first and the last day of each window, as 2026-01-05/2026-03-30; earlier ends of"
            " one that was extended stand in between."
        ),
        "extended_because": _("Why each extension was made, one on each line."),
        "extended_on": _("When each extension was made."),
        "expected": _("In words, when one without days is expected."),
        "decision": _("What is to be decided."),
        "can_change": _("What can still change."),
        "cannot_change": _("What cannot change, and why."),
        "significant_effect": _("yes, no, or nothing where it is not stated."),
        "major_change": _("yes, no, or nothing where it is not stated."),
        "legally_impossible": _("yes, no, or nothing where it is not stated."),
        "set_by_law": _("yes, no, or nothing where it is not stated."),
        "law": _("The law or guidance that this rests on."),
        "audience": _("Who is asked, in words."),
        "communities": _("The communities that are asked."),
        "themes": _("What it is about."),
        "ways": _("The ways of taking part, one on each line."),
        "online": _("yes where people answer on the site."),
        "contact": _("Whom people can ask."),
        "web": _("Its page elsewhere."),
        "published_on": _("When it was put on the register."),
        "withdrawn_on": _("When it was withdrawn, where it was."),
        "withdrawn_reason": _("Why it was withdrawn."),
        "heard": _("What was heard, once feedback is published."),
        "changed": _("What changed because of it."),
        "unchanged": _("What did not change, and why."),
        "feedback_on": _("When the feedback was published."),
        "page": _("Address of its page."),
    },
)
RESPONSES: Final = Listing(
    "responses",
    _("Responses"),
    {
        "response": _("What stands for the response. It says nothing of who sent it."),
        "came_on": _("When it came in."),
        "how": _("online or paper."),
        "behalf": _("The organisation that it speaks for, as typed."),
    },
    public=False,
)
LISTINGS: Final[tuple[Listing, ...]] = (CONSULTATIONS, RESPONSES)


def consultation_columns(address: Callable[[Consultation], str]) -> Columns:
    """Columns of the register. What an import takes has the name that an import knows."""
    own = ("title",)
    plain = (
        "expected", "decision", "can_change", "cannot_change", "significant_effect",
        "major_change", "legally_impossible", "set_by_law", "law", "audience", "communities",
        "themes",
    )  # fmt: skip
    return {
        "number": _of("number"),
        "body": lambda row: row.consultation.body.identifier or row.consultation.body.slug,
        "body_name": lambda row: row.consultation.body.name,
        **{name: _of(name) for name in own},
        "state": lambda row: row.state,
        "windows": lambda row: [_window(one) for one in row.windows],
        "extended_because": lambda row: "\n".join(one.why for one in _extensions(row)),
        "extended_on": lambda row: [one.on.isoformat() for one in _extensions(row)],
        **{name: _of(name) for name in plain},
        "ways": lambda row: "\n".join(row.consultation.ways),
        "online": lambda row: "yes" if row.consultation.online else "",
        **{name: _of(name) for name in ("contact", "web", "published_on", "withdrawn_on")},
        "withdrawn_reason": _of("withdrawn_reason"),
        **{name: _told(name) for name in ("heard", "changed", "unchanged")},
        "feedback_on": _told("published_on"),
        "page": lambda row: address(row.consultation),
    }


def response_columns(questions: Iterable[Question]) -> Columns:
    """Columns of the responses: those of `RESPONSES`, then one for each question, by its key.

    Names and addresses of people are left out: nobody needs them to understand an answer.
    """
    own: dict[str, Callable[[Response], Any]] = {
        "response": lambda row: row.reference,
        "came_on": lambda row: row.came_on,
        "how": lambda row: "paper" if row.on_paper else "online",
        "behalf": lambda row: row.behalf,
    }
    return own | {one.key: _answer(one.key) for one in questions}


def _answer(key: str) -> Callable[[Response], Any]:
    return lambda row: row.answers.get(key)


def _of(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.consultation, name)


def _told(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.feedback, name) if row.feedback else None


def _window(window: Window) -> str:
    """The first day, every end that it had, and the last one."""
    ends = [one.was for one in window.extensions.all()]
    return "/".join(day.isoformat() for day in (window.opens, *ends, window.closes))


def _extensions(row: Row) -> Iterable[Extension]:
    return [one for window in row.windows for one in window.extensions.all()]
