"""Characters that a workbook cannot hold as they are, written as _x000D_ and read back."""

import re
from typing import Final

# Control characters and what XML has no place for. Tab and line feed can stand as they are.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
HALF: Final = re.compile("[\ud800-\udfff]")
# An underscore that a spreadsheet program would take for the beginning of a code.
TAKEN_FOR_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
CODE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNKNOWN: Final = "\ufffd"


def escape(text: str) -> str:
    """Write `text` so that a workbook can hold it; a spreadsheet program shows it as it was."""
    plain = TAKEN_FOR_CODE.sub("_x005F_", text) if "_x" in text else text
    return HALF.sub(UNKNOWN, UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", plain))


def unescape(text: str) -> str:
    """Undo `escape`, also where another program wrote the codes; no text we keep has a NUL."""
    if "_x" not in text:
        return text
    plain = CODE.sub(lambda found: chr(int(found[1], 16)), text)
    return HALF.sub(UNKNOWN, plain).replace("\0", "")
