"""Who was paid, where a file says so: names of people are often taken out beforehand."""

import re
from typing import Final

# Words that stand in the place of a name. Such a payment is to nobody that could be known again.
WITHHELD: Final = re.compile(
    r"\bredact(?:ed|ion)\b|\bwithheld\b|\bpersonal (?:data|information|details)\b|\bname removed\b|"
    r"\bnot disclosed\b|\bdata protection\b|\bcommercial(?:ly)? (?:confidential|sensitiv)|"
    r"^(?:confidential|sensitive|private individual|n/?a|none|unknown|various|"
    r"[x*.\-#_\u2013\u2014\u2026\u2588\u25a0]+)$",
    re.IGNORECASE,
)


def is_redacted(name: str) -> bool:
    """Say whether a name was taken out: blank, "REDACTED PERSONAL DATA" and what else is usual."""
    text = " ".join(name.split())
    return not text or WITHHELD.search(text) is not None
