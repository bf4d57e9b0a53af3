"""The lists of funding that can be downloaded: a file a part."""

from typing import Final

from opencompact.base.ui.tables import Listing

from . import grants, notices, payments

LISTINGS: Final[tuple[Listing, ...]] = (
    *grants.LISTINGS,
    *payments.LISTINGS,
    *notices.LISTINGS,
)
