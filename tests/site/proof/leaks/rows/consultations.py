"""Fields of consultations."""

from __future__ import annotations

from typing import Any

from tests.site.proof.leaks.people import EVERYBODY, Cast, Names
from tests.site.proof.leaks.rule import KEY, OPEN, Rule

# Who has a role in a body that asks; officers keep every consultation.
OF_BODY = {
    "council": ("respondent", "officer in conflict", "panel member in conflict"),
    "police": ("champion", "sibling respondent"),
}


def keepers(cast: Cast, consultation: Any) -> Names:
    """The officers, and whoever has a role in the body."""
    own = cast.some(consultation.area_id, OF_BODY[consultation.body.slug])
    return own | cast.officers(consultation)


def shown(cast: Cast, consultation: Any) -> Names:
    """Everybody once it is published, before that its keepers."""
    return EVERYBODY if consultation.published_on else keepers(cast, consultation)


def beside(cast: Cast, row: Any) -> Names:
    return shown(cast, row.consultation)


def answered(cast: Cast, response: Any) -> Names:
    return keepers(cast, response.consultation)


def told(cast: Cast, feedback: Any) -> Names:
    """Everybody once it is published, before that the keepers."""
    return EVERYBODY if feedback.published_on else keepers(cast, feedback.consultation)


SHOWN = Rule("everybody once it is published, before that those who keep it", shown)
BESIDE = Rule("as the consultation it belongs to", beside)
ANSWERED = Rule("those who keep the consultation", answered)
TOLD = Rule("everybody once it is published, before that those who keep it", told)
TEXTS = (
    "title", "decision", "can_change", "cannot_change", "law", "audience", "communities",
    "themes", "ways", "contact", "web", "expected",
)  # fmt: skip
FIELDS: dict[str, Rule] = {
    **{f"consultations.Consultation.{name}": SHOWN for name in TEXTS},
    "consultations.Consultation.number": KEY,
    "consultations.Consultation.withdrawn_reason": OPEN,
    "consultations.Document.kind": KEY,
    "consultations.Document.name": BESIDE,
    "consultations.Document.sha256": KEY,
    "consultations.Document.title": BESIDE,
    "consultations.Extension.why": OPEN,
    **{f"consultations.Feedback.{name}": TOLD for name in ("heard", "changed", "unchanged")},
    **{f"consultations.Question.{name}": BESIDE for name in ("text", "hint", "choices")},
    **{
        f"consultations.Response.{name}": ANSWERED
        for name in ("answers", "behalf", "name", "email")
    },
    "consultations.Response.reference": KEY,
    "consultations.SchoolHoliday.name": OPEN,
}
