"""Finding a person in text: by e-mail address, and by a name that is one person's alone."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import models

from .tables import Model, fields

FORMER: Final = "A former member"
NO_ADDRESS: Final = "[address erased]"
ERASED_AT: Final = "erased.invalid"
# A single word may be a name, a month or a place: it is not looked for in what people wrote.
WORDS: Final = 2
TITLES: Final = (
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Dr",
    "Prof",
    "Professor",
    "Rev",
    "Cllr",
    "Councillor",
)


def addresses_of(person: Any) -> set[str]:
    """Every e-mail address that an account has or had confirmed."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415 - its models load after ours

    more = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return {person.email, *(one.lower() for one in more)}


def is_telling(name: str) -> bool:
    """Say whether a name has enough words to be looked for in running text."""
    return len(name.split()) >= WORDS


def forms(name: str) -> list[str]:
    """The ways in which people write a name: in full, turned round, and with a title."""
    *given, last = name.split()
    first = " ".join(given)
    return [name, f"{last}, {first}", *(f"{title} {last}" for title in TITLES)]


def pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of these names and addresses as whole words, in any case; None for none."""
    found = sorted({" ".join(one.split()) for one in words if one.strip()}, key=len, reverse=True)
    if not found:
        return None
    return re.compile(rf"(?<![\w@.+-])(?:{'|'.join(map(_whole, found))})", re.IGNORECASE)


def _whole(words: str) -> str:
    """Words in a row, however they are parted; an address ends where no further part follows."""
    after = r"(?![\w@]|[.-]\w)" if "@" in words else r"(?![\w@])"
    return r"\s+".join(map(re.escape, words.split())) + after


def telling_names(person: Any) -> list[str]:
    """The name of a person, when it says enough and nobody else here has the same."""
    others = get_user_model().objects.exclude(pk=person.pk).filter(name__iexact=person.name)
    if not is_telling(person.name) or others.exists():
        return []
    surname = person.name.split()[-1]
    shared = get_user_model().objects.exclude(pk=person.pk).filter(name__iendswith=f" {surname}")
    return forms(person.name)[:2] if shared.exists() else forms(person.name)


def text_fields(model: Model) -> list[Any]:
    """The columns in which somebody may have written something."""
    return [
        field
        for field in fields(model)
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
        and not field.primary_key
    ]


def everywhere(value: Any, change: Callable[[str], str]) -> Any:
    """The value with every text in it changed, however deep it lies."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(str(key)): everywhere(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [everywhere(one, change) for one in value]
    return value
