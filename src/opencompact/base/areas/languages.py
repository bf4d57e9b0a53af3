"""The languages a page can be in; an area says which of them it offers, the first is its own."""

from typing import Any, Final

from django.conf import settings

from opencompact.core.record import record


@record
class Language:
    """A language: its own name, the code that Django knows it by, and the one that HTML does."""

    key: str
    name: str
    code: str
    tag: str


LANGUAGES: Final = {
    language.key: language
    for language in (
        Language("en", "English", "en-gb", "en-GB"),
        Language("cy", "Cymraeg", "cy", "cy"),
    )
}
ENGLISH: Final = LANGUAGES["en"]
PARAMETER: Final = "language"


def of_code(code: str | None) -> Language:
    """The language of one of Django's codes; English for any that we do not speak."""
    return next((one for one in LANGUAGES.values() if one.code == code), ENGLISH)


def offered(request: Any) -> list[Language]:
    """The languages of the area, or of the installation where there is no area."""
    area = getattr(request, "area", None)
    return [LANGUAGES[key] for key in (area.languages if area else settings.SPOKEN)]


def chosen(request: Any) -> Language:
    """What the address asks for, else what was chosen before, else the first that is offered.

    Who chose it before: this browser, else the person on another one. An answer for programs is
    in one language always: `only_language`.
    """
    if only := getattr(request, "only_language", None):
        return LANGUAGES[only]
    by_key = {one.key: one for one in offered(request)}
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    own = getattr(getattr(request, "user", None), "language", "")
    wanted = (request.GET.get(PARAMETER), cookie, own)
    return next((by_key[key] for key in wanted if key in by_key), next(iter(by_key.values())))


def faults(keys: Any) -> list[str]:
    """What is wrong with the languages of an area, one sentence each; empty when all is well."""
    known = ", ".join(LANGUAGES)
    if not isinstance(keys, list) or not keys:
        return [f"Name at least one language. We know {known}."]
    strange = [str(key) for key in keys if key not in LANGUAGES]
    if strange:
        return [f"We do not speak {', '.join(strange)} yet. We know {known}."]
    return ["Name each language once."] if len(set(keys)) < len(keys) else []
