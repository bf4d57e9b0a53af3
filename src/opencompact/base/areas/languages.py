"""The languages a page can be in; an area says which of them it offers, the first is its own."""

from typing import Any, Final

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


def of_code(code: str | None) -> Language:
    """The language of one of Django's codes; English for any that we do not speak."""
    return next((one for one in LANGUAGES.values() if one.code == code), ENGLISH)


def faults(keys: Any) -> list[str]:
    """What is wrong with the languages of an area, one sentence each; empty when all is well."""
    known = ", ".join(LANGUAGES)
    if not isinstance(keys, list) or not keys:
        return [f"Name at least one language. We know {known}."]
    strange = [str(key) for key in keys if key not in LANGUAGES]
    if strange:
        return [f"We do not speak {', '.join(strange)} yet. We know {known}."]
    return ["Name each language once."] if len(set(keys)) < len(keys) else []
