"""Contrast of an area's colour against white, by WCAG 2.2, and the nearest colour that passes."""

import re

LEAST = 4.5
DARK = 0.04045  # below this share of full light the curve of sRGB is a straight line
WHITE = (255, 255, 255)
Rgb = tuple[int, int, int]


def parse(colour: str) -> Rgb:
    """Read "#0b5c5c"; anything else raises ValueError."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"Enter a colour as # and six digits, like #0b5c5c; this was {colour!r}.")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(rgb: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= DARK else ((share + 0.055) / 1.055) ** 2.4


def luminance(rgb: Rgb) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(channel) for channel in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb = WHITE) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def passes(colour: str) -> bool:
    return contrast(parse(colour)) >= LEAST


def nearest(colour: str) -> str:
    """The same hue, only as dark as it takes to pass; a passing colour is its own nearest."""
    rgb = parse(colour)
    brightest = max(rgb)
    for level in range(brightest, 0, -1):
        red, green, blue = (channel * level // brightest for channel in rgb)
        if contrast((red, green, blue)) >= LEAST:
            return written((red, green, blue))
    return "#000000"
