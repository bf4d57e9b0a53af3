"""One PDF of many papers: cover and index, every paper as pages, numbered, tagged, with bookmarks.

`build` does the work in processes of their own, in a folder that the caller removes.
"""

from opencompact.formats.bundles.making import LIMITS, Made, build
from opencompact.formats.bundles.plan import BundleError, Entry, Part, Plan, Words

__all__ = ["LIMITS", "BundleError", "Entry", "Made", "Part", "Plan", "Words", "build"]
