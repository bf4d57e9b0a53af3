"""The import of people and their roles from a table: decided row by row, written in steps."""

from .columns import FIELDS, NEEDED, guess
from .writing import import_people, look_ahead

__all__ = ["FIELDS", "NEEDED", "guess", "import_people", "look_ahead"]
