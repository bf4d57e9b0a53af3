"""What comes of two people changing one record at once."""

from typing import Any


class EditConflict(Exception):  # noqa: N818 - an outcome, not a fault
    """Somebody else changed the record first; `stored` is as they left it."""

    def __init__(self, stored: Any) -> None:
        super().__init__(stored)
        self.stored = stored
