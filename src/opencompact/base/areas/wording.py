"""The words that differ from area to area, each with the one used when an area sets none."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from .languages import ENGLISH, LANGUAGES, of_code

WORDING: dict[str, str] = {
    "agreement": "Compact",
    "signatory": "signatory",
    "signatories": "signatories",
    "sign_up": "sign up",
    "disagreement": "disagreement",
    "disagreements": "disagreements",
    "dispute_page": "Disagreements",
    "officer": "Compact officer",
    "vcs": "voluntary and community sector",
}
WELSH: dict[str, str] = {
    "agreement": "Compact",
    "signatory": "llofnodwr",
    "signatories": "llofnodwyr",
    "sign_up": "llofnodi",
    "disagreement": "anghytundeb",
    "disagreements": "anghytundebau",
    "dispute_page": "Anghytundebau",
    "officer": "swyddog y Compact",
    "vcs": "sector gwirfoddol a chymunedol",
}
DEFAULTS = {"en": WORDING, "cy": WELSH}
LONGEST = 60


def words(own: Mapping[str, Any]) -> dict[str, str]:
    """Every word in the language of the page: the area's `own` where it set one.

    Its words for another language than English stand in `own` under the key of that language.
    """
    spoken = of_code(get_language())
    mine = own if spoken == ENGLISH else own.get(spoken.key, {})
    return {key: mine.get(key) or usual for key, usual in DEFAULTS[spoken.key].items()}


def _fault(key: str, word: Any) -> str:
    if key not in WORDING:
        return f"{key}: there is no such word. Use one of {', '.join(WORDING)}."
    if not isinstance(word, str) or not word.strip():
        return f"{key}: write a word, or leave it out to keep “{WORDING[key]}”."
    return "" if len(word) <= LONGEST else f"{key}: use at most {LONGEST} characters."


def faults(wording: Any) -> list[str]:
    """What is wrong with an area's own words, one sentence each; empty when all is well."""
    if not isinstance(wording, dict):
        return ["Write the words as names and values."]
    found = []
    for key, word in wording.items():
        if key in LANGUAGES and key != ENGLISH.key:
            found += [f"{key}: {fault}" for fault in faults_of(word)]
        elif fault := _fault(str(key), word):
            found.append(fault)
    return found


def faults_of(words: Any) -> list[str]:
    """What is wrong with the words of one other language."""
    if not isinstance(words, dict):
        return ["Write the words as names and values."]
    return [fault for key, word in words.items() if (fault := _fault(str(key), word))]
