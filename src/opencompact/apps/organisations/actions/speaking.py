"""In which language a mail is written."""

from contextlib import AbstractContextManager

from django.utils import translation

from opencompact.base.areas.languages import LANGUAGES
from opencompact.base.areas.models import Area


def in_words_of(area: Area) -> AbstractContextManager[None]:
    """Write in the area's own language, not in that of whoever pressed the button."""
    return translation.override(LANGUAGES[area.languages[0]].code)
