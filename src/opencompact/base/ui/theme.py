"""An area's one colour, worked out into the few tints and shades that its pages need."""

import re
from typing import Any, Final

from django.urls import reverse

DEFAULT: Final = "#0b5c5c"
PAPER: Final = (255, 253, 249)
INK: Final = (28, 25, 20)
COLOUR = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)

Rgb = tuple[int, ...]


def address(area: Any) -> str:
    """Address the area's style sheet; the colour in the query lets a browser keep it for ever."""
    return f"{reverse('ui:theme', args=[area.slug])}?colour={area.colour.lstrip('#').lower()}"


def stylesheet(colour: str) -> str:
    """Write the custom properties for a colour "#rrggbb"; raise ValueError for anything else."""
    brand = parse(colour)
    shades = {
        "brand": brand,
        "brand-dark": mix(brand, INK, 0.35),
        "brand-soft": mix(brand, PAPER, 0.88),
        "brand-line": mix(brand, PAPER, 0.62),
    }
    lines = "".join(f"--oc-{name}:{write(shade)};" for name, shade in shades.items())
    return f":root{{{lines}}}\n"


def parse(colour: str) -> Rgb:
    """Read "#0b5c5c" as (11, 92, 92)."""
    found = COLOUR.fullmatch(colour)
    if not found:
        raise ValueError(f"A colour is written as # and six digits, not {colour!r}.")
    return tuple(bytes.fromhex(found[1]))


def mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """Blend `share` (0 to 1) of `other` into `colour`."""
    return tuple(round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))


def write(colour: Rgb) -> str:
    """Write (11, 92, 92) as "#0b5c5c"."""
    return f"#{bytes(colour).hex()}"
