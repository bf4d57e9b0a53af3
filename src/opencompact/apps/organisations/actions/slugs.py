"""Addresses of organisations: made from the name once, never changed afterwards."""

from collections.abc import Iterable

from django.utils.text import slugify

from opencompact.apps.organisations.models import Organisation, naming
from opencompact.apps.organisations.models.register import RESERVED_SLUGS

LONGEST = 70  # leaves room for the number that tells two of the same name apart


def base(name: str) -> str:
    """Return the address that a name suggests, in letters, figures and hyphens."""
    words = slugify(naming.plain(name))
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words or "organisation"


def free(names: Iterable[str]) -> list[str]:
    """Return a free address for each name, in the current area; call it inside the transaction."""
    bases = [base(name) for name in names]
    taken = _taken(set(bases))
    found: list[str] = []
    for one in bases:
        slug = _next(one, taken)
        taken.add(slug)
        found.append(slug)
    return found


def _taken(bases: set[str]) -> set[str]:
    """The addresses that are used already: those wanted, and the numbered ones after them."""
    wanted = set(Organisation.objects.filter(slug__in=bases).values_list("slug", flat=True))
    taken = set(RESERVED_SLUGS) | wanted
    for one in wanted | (bases & RESERVED_SLUGS):
        numbered = Organisation.objects.filter(slug__startswith=f"{one}-")
        taken.update(numbered.values_list("slug", flat=True))
    return taken


def _next(one: str, taken: set[str]) -> str:
    slug, number = one, 1
    while slug in taken:
        number += 1
        slug = f"{one}-{number}"
    return slug
