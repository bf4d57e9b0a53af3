"""An area's one colour, worked out into the few tints and shades that its pages need."""

from typing import Any, Final

from django.urls import reverse

from opencompact.base.areas.colour import LEAST, Rgb, contrast, parse, written

PAPER: Final[Rgb] = (255, 253, 249)
DARKEST_GROUND: Final[Rgb] = (239, 231, 216)
INK: Final[Rgb] = (28, 25, 20)


def address(area: Any) -> str:
    """Address the area's style sheet; the colour in the query lets a browser keep it for ever."""
    return f"{reverse('ui:theme', args=[area.slug])}?colour={area.colour.lstrip('#').lower()}"


def stylesheet(colour: str) -> str:
    """Write the custom properties for a colour "#rrggbb"; raise ValueError for anything else."""
    brand = readable(parse(colour))
    shades = {
        "brand": brand,
        "brand-dark": mix(brand, INK, 0.35),
        "brand-soft": mix(brand, PAPER, 0.88),
        "brand-line": mix(brand, PAPER, 0.62),
    }
    lines = "".join(f"--oc-{name}:{written(shade)};" for name, shade in shades.items())
    return f":root{{{lines}}}\n"


def readable(colour: Rgb) -> Rgb:
    """Darken `colour`, which reads well on white, as far as it takes on our darkest ground."""
    steps = (mix(colour, INK, share / 50) for share in range(51))
    return next(shade for shade in steps if contrast(shade, DARKEST_GROUND) >= LEAST)


def mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """Blend `share` (0 to 1) of `other` into `colour`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue
