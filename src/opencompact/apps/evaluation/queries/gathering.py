"""The records of every app that keeps some: each offers `queries.measured(area, on=…)`."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from django.apps import apps

from opencompact.base.areas.models import Area
from opencompact.core.rules import Measured

APPS: Final = "opencompact.apps."
OWN: Final = "opencompact.apps.evaluation"
Source = Callable[..., Iterator[Measured]]


@cache
def sources() -> tuple[Source, ...]:
    """What each app has to tell, in the order in which the apps are installed."""
    return tuple(filter(None, (_source(one.name) for one in apps.get_app_configs())))


def _source(name: str) -> Source | None:
    if not name.startswith(APPS) or name == OWN or find_spec(f"{name}.queries") is None:
        return None
    found: Source | None = getattr(import_module(f"{name}.queries"), "measured", None)
    return found


def every_record(area: Area, on: date) -> Iterator[Measured]:
    """Every record that a rule may measure, as it is known on a day."""
    for source in sources():
        yield from source(area, on=on)
