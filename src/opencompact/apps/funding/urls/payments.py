"""Addresses of payments: figures, the list, a month of a body, and imports."""

from typing import Final

from django.urls import URLPattern

patterns: Final[list[URLPattern]] = []
