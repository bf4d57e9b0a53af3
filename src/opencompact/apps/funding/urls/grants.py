"""Addresses of programmes, agreements, payees and imports of grants."""

from typing import Final

from django.urls import URLPattern

patterns: Final[list[URLPattern]] = []
