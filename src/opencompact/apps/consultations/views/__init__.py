"""The pages of consultations."""

from .answering import CONTINUE

__all__ = ["CONTINUE"]
