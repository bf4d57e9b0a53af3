"""What can go wrong: something given does not fit, or somebody else was faster."""

from collections.abc import Mapping
from typing import Any


class UnfitError(ValueError):
    """Something given cannot stay as it is. `faults` has a message for each question, by name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {says}" for name, says in faults.items()))
        self.faults = dict(faults)


class EditConflict(Exception):  # noqa: N818 - an outcome, not a fault
    """Somebody else changed the row first; `stored` is as they left it."""

    def __init__(self, stored: Any) -> None:
        super().__init__(stored)
        self.stored = stored
