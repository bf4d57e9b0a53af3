"""Assessments of what a decision does to whom, and the groups of people they look at."""

from .assessments import Assessment, Depth, Effect, EffectOnGroup, Need
from .groups import CHARACTERISTICS, EqualityGroup

__all__ = [
    "CHARACTERISTICS",
    "Assessment",
    "Depth",
    "Effect",
    "EffectOnGroup",
    "EqualityGroup",
    "Need",
]
