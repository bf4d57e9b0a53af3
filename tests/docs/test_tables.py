"""docs/tables.md lists every list that can be taken away, with each of its columns."""

from importlib import import_module

import pytest
from django.apps import apps

from opencompact.base.ui.tables import LICENCE, Listing
from tests.docs.pages import ROOT, tables, words

PAGE = ROOT / "docs/tables.md"
APPS = [one.name for one in apps.get_app_configs() if one.name.startswith("opencompact.apps.")]


def listings() -> list[Listing]:
    """Every list of every app: each names its own in the module `tables`."""
    return [one for name in APPS for one in import_module(f"{name}.tables").LISTINGS]


def documented() -> dict[str, dict[str, str]]:
    return {
        title: {words(row["Column"]): words(row["What it holds"]) for row in rows}
        for title, rows in tables(PAGE).items()
        if "Column" in rows[0]
    }


def test_every_list_is_documented_and_no_other():
    assert sorted(documented()) == sorted(one.title for one in listings())


@pytest.mark.parametrize("one", listings(), ids=lambda one: one.name)
def test_its_columns_are_documented_in_order_and_in_the_same_words(one):
    told = documented()[one.title]
    assert list(told.items()) == list(one.meanings.items()), (
        f"docs/tables.md, {one.title}: write the columns as the module tables of the app does."
    )


def test_the_licence_is_named():
    assert LICENCE in PAGE.read_text(encoding="utf-8")
