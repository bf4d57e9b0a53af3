"""Adopting by command: a folder goes in, an edition comes out, and every refusal says why."""

from pathlib import Path

import pytest

from opencompact.apps.agreement import queries
from opencompact.apps.agreement.actions import AdoptionError
from opencompact.apps.agreement.tasks import adopt
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.core.pack import PackError
from tests.core.pack.reading import samples


@pytest.fixture
def folder(tmp_path) -> Path:
    """The sample pack on disk."""
    for name, text in samples.files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_adopted(area, folder, at):
    edition = adopt(area.slug, folder, at)
    with within(area):
        assert queries.current_edition(area) == edition
        assert queries.pack_of(edition) == samples.pack()
    assert Event.objects.get().actor_id is None


def test_adopting_again_changes_nothing(area, folder, at):
    assert adopt(area.slug, folder, at) == adopt(area.slug, folder, at)


def test_an_unknown_area_is_refused_with_those_there_are(area, folder, at):
    with pytest.raises(AdoptionError, match=f"no area “nowhere”. There are: {area.slug}"):
        adopt("nowhere", folder, at)


@pytest.mark.django_db
def test_an_installation_without_areas_says_so(folder, at):
    with pytest.raises(AdoptionError, match="There are: none yet"):
        adopt("nowhere", folder, at)


@pytest.mark.parametrize("path", ["nothing", "text"])
def test_a_folder_without_a_pack_is_refused(area, folder, at, path):
    with pytest.raises(PackError, match="give the folder of a pack"):
        adopt(area.slug, folder / path, at)
