"""How a sum is split between the sides of a case: amounts that are whole pence and add up."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from opencompact.core.phrases import Phrase, marked
from opencompact.core.record import record

PENNY: Final = Decimal("0.01")
MOST: Final = Decimal(10_000_000)
NOTHING: Final = Phrase("")
NO_AMOUNT: Final = marked("it has to be an amount in pounds, such as 450 or 450.50.")
NO_SUM: Final = marked("the shares come to {sum}, and the whole is {total}: they have to be equal.")
NOT_THESE: Final = marked("it has to give a share for each side of the case, and for nobody else.")
_AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?")


@record
class Shares:
    """A sum and what each side bears of it, by the side's key."""

    total: Decimal
    parts: tuple[tuple[str, Decimal], ...]


def amount(text: str) -> Decimal | None:
    """Read an amount in pounds as people write it; None for anything else, or for far too much."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    value = Decimal(f"{found[1].replace(',', '')}.{found[2] or '0'}").quantize(PENNY)
    return value if value <= MOST else None


def pounds(value: Decimal) -> str:
    """Write an amount: "£450" or "£1,450.50"."""
    return f"£{value:,.0f}" if value == value.to_integral_value() else f"£{value:,.2f}"


def equally(total: Decimal, sides: Sequence[str]) -> Shares:
    """Split a sum into equal shares; the pence that are left go to the first sides, one each."""
    pence = int(total / PENNY)
    each, left = divmod(pence, len(sides))
    return Shares(
        total,
        tuple((side, (each + (n < left)) * PENNY) for n, side in enumerate(sides)),
    )


def packed(shares: Shares) -> str:
    """Return the shares as the text that is kept."""
    parts = {side: str(value.quantize(PENNY)) for side, value in shares.parts}
    return json.dumps({"total": str(shares.total.quantize(PENNY)), "parts": parts}, sort_keys=True)


def unpacked(text: str) -> Shares | None:
    """Return the shares that a text holds; None where it holds none."""
    try:
        found = json.loads(text)
        total, parts = found["total"], found["parts"]
    except (ValueError, TypeError, KeyError):
        return None
    if not isinstance(parts, Mapping):
        return None
    read = [(str(side), amount(str(value))) for side, value in parts.items()]
    whole = amount(str(total))
    kept = tuple((side, value) for side, value in read if value is not None)
    return Shares(whole, kept) if whole is not None and len(kept) == len(read) else None


def fault(text: str, sides: Sequence[str]) -> Phrase:
    """Say what is wrong with shares of these sides; an empty phrase when nothing is."""
    shares = unpacked(text)
    if shares is None:
        return Phrase(NO_AMOUNT)
    if {side for side, _ in shares.parts} != set(sides):
        return Phrase(NOT_THESE)
    sum_of = sum((value for _, value in shares.parts), Decimal(0))
    if sum_of != shares.total:
        return Phrase(NO_SUM, {"sum": pounds(sum_of), "total": pounds(shares.total)})
    return NOTHING
