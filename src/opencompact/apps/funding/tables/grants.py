"""The lists of programmes, agreements and payees that can be downloaded."""

from typing import Final

from opencompact.base.ui.tables import Listing

LISTINGS: Final[tuple[Listing, ...]] = ()
