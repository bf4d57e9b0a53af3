"""Why an action wrote nothing."""

from collections.abc import Mapping
from typing import Any


class UnfitError(ValueError):
    """What was given does not fit; `faults` are sentences by the name of what was given."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = dict(faults)


class ChangedError(RuntimeError):
    """Somebody else changed it since the page was opened; `stored` is as they left it."""

    def __init__(self, stored: Any) -> None:
        super().__init__(str(stored.pk))
        self.stored = stored
