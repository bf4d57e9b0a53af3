"""The two areas of the matrix, made once for this folder and taken away after it."""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.core.files.storage import default_storage

from opencompact.site.archive.exporting import Exported, export_area
from opencompact.site.archive.folder import manifest_of
from opencompact.site.archive.importing import import_area
from tests.database import guards_lifted
from tests.site.archive import machine, places
from tests.site.matrix import world
from tests.site.matrix.kept import kept
from tests.site.matrix.place import AT, World


@pytest.fixture(scope="package")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Both areas, in a transaction that is undone: other tests never meet them."""
    with django_db_blocker.unblock(), kept("plain areas", world.build) as found:
        yield found


@pytest.fixture
def full(made, db, settings, tmp_path) -> World:
    """Both areas; what a test changes is undone after it, and the files are a copy."""
    stored = Path(default_storage.path(""))
    settings.STORAGES = files_at(shutil.copytree(stored, tmp_path / "stored"))
    return deepcopy(made)


def files_at(folder: Path) -> dict[str, Any]:
    """The setting under which files are kept in a folder."""
    backend = live.STORAGES["default"]["BACKEND"]
    return {
        **live.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": {"location": str(folder)}},
    }


@pytest.fixture
def export(full, tmp_path):
    """Export the area under test to a new folder: export() gives the folder."""

    def exported(name: str = "out") -> Path:
        folder = tmp_path / name
        found = export_area(full.here.area, folder, at=AT, progress=lambda _: None)
        assert isinstance(found, Exported)
        assert manifest_of(folder)["area"]["slug"] == "anywhere"
        return folder

    return exported


@pytest.fixture
def elsewhere(full, settings, tmp_path):
    """Leave this installation for an empty one: the tables are emptied, the files stay behind."""

    def moved() -> None:
        settings.STORAGES = files_at(tmp_path / "files")
        with guards_lifted():
            places.empty_every_table()

    return moved


@pytest.fixture
def load():
    """Load an area from a folder."""

    def loaded(folder: Path):
        return import_area(folder, at=AT, progress=lambda _: None)

    return loaded


@pytest.fixture
def own_database(django_db_blocker) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with machine.database("opencompact_archive") as url:
        yield url
