"""Grants in the 360Giving Data Standard: JSON and CSV read and written so that nothing is lost."""

from .columns import flatten, unflatten
from .leaving import cells_of
from .model import Given, Grant, Grants
from .reading import read, take
from .standard import completed, faults, restored
from .writing import write_csv, write_json

__all__ = [
    "Given",
    "Grant",
    "Grants",
    "cells_of",
    "completed",
    "faults",
    "flatten",
    "read",
    "restored",
    "take",
    "unflatten",
    "write_csv",
    "write_json",
]
