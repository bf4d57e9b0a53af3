"""Passwords that somebody who knows this software would try first."""

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

# Words that everybody here knows; docs/security.md says what they are for.
WORDS: Final = (
    "opencompact", "compact", "council", "charity", "voluntary", "signatory", "officer",
    "mediator", "chair", "password", "welcome",
)  # fmt: skip
OTHERS: Final = 6
KNOWN: Final = re.compile("|".join(WORDS), re.IGNORECASE)


class KnownWords:
    """Refuse a password of such words with little else in it; in a long one they may stand."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - as Django calls it
        rest = KNOWN.sub("", password)
        if rest != password and len(rest) < OTHERS:
            raise ValidationError(
                gettext("This password is easy to guess for people who know this site"),
                code="password_of_known_words",
            )

    def get_help_text(self) -> str:
        return ""
