"""Web addresses as people write them, in one form; nothing else ever becomes a link."""

import re
from typing import Final

SCHEMES: Final = re.compile(r"(?:https?:/{1,2})+(?=.)", re.IGNORECASE)
LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS: Final = re.compile(
    rf"https?://(?:{LABEL}\.)+[a-z]{{2,24}}(?::\d{{2,5}})?(?:[/?#][^\s<>\"`|\\]*)?", re.IGNORECASE
)
MAX_LENGTH: Final = 300


def parse(text: str) -> str:
    """Return the web address in `text`, "" for none; raises ValueError when it is not one.

    "www.example.org" is http://www.example.org; a doubled "http://https://" keeps the last;
    a full stop that ended a sentence is dropped.
    """
    written = text.strip().rstrip(".,;`")
    if not written:
        return ""
    schemes = SCHEMES.match(written)
    rest = written[schemes.end() :] if schemes else written
    secure = schemes is not None and schemes[0].lower().rstrip("/").endswith("https:")
    address = f"{'https' if secure else 'http'}://{rest}"
    if len(address) > MAX_LENGTH or not ADDRESS.fullmatch(address):
        raise ValueError(written)
    return address
