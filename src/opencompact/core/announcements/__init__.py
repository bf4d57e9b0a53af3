"""What a page that announces a consultation says of it, each thing with the words it stands in."""

from .finding import MOST, Announced, find
from .model import Hit, Link

__all__ = ["MOST", "Announced", "Hit", "Link", "find"]
