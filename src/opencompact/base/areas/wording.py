"""The words that differ from area to area, each with the one used when an area sets none."""

from typing import Any

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
LONGEST = 60


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
    return [fault for key, word in wording.items() if (fault := _fault(str(key), word))]
