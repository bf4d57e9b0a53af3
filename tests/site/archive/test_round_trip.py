"""An area leaves as a folder and comes back the same: every table, every file, its history."""

import json
from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from opencompact.apps.disputes.actions import content_of
from opencompact.apps.disputes.models import Bundle, CaseEvent, Document, RoomPaper
from opencompact.apps.organisations.models import Organisation, Role
from opencompact.base import audit
from opencompact.base.accounts.actions import enrol
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import ImportedEvent
from opencompact.site.archive import tables
from opencompact.site.archive.exporting import export_area
from opencompact.site.archive.folder import MANIFEST, ArchiveError, digest_of_file
from tests.database import guards_lifted
from tests.site.archive.places import texts, tree
from tests.site.matrix.place import AT


def test_every_model_is_exported_or_stays_behind_for_a_reason():
    """A new table fails here until somebody says so in staying.py, or gives it an area."""
    assert tables.undecided() == []


def test_the_list_of_what_stays_is_true():
    labels = {tables.label(model) for model in tables.every_model()}
    assert set(tables.MODELS) <= labels


def test_rows_come_after_what_they_point_to():
    order = list(tables.area_models())
    for place, model in enumerate(order):
        assert not tables._needed(model) & set(order[place + 1 :])


@pytest.fixture
def folder(export, elsewhere):
    """The area's folder, in another installation."""
    made = export()
    elsewhere()
    return made


def test_every_table_is_the_same_elsewhere_and_a_second_export_byte_for_byte(
    export, elsewhere, load, tmp_path
):
    before = export()
    said = json.loads((before / MANIFEST).read_text())["tables"]
    counts = {one["table"]: one["rows"] for one in said}
    assert counts["disputes.CaseEvent"] > 20
    for name in ("Document", "Bundle", "BundlePlace", "RoomPaper", "RoomNote", "PaperWord"):
        assert counts[f"disputes.{name}"] > 0
    elsewhere()
    taken = load(before)
    assert all(one.equal for one in taken.tables)
    assert {one.table: one.rows for one in taken.tables} == counts
    assert audit.verify().sound
    area = Area.objects.get(slug="anywhere")
    export_area(area, tmp_path / "again", at=AT, progress=lambda _: None)
    assert tree(tmp_path / "again") == tree(before)


def test_the_history_comes_along_and_is_proved_with_the_chain(folder, load):
    taken = load(folder)
    assert taken.events == ImportedEvent.objects.count() > 40
    numbers = ImportedEvent.objects.values_list("number", flat=True)
    assert all(one < other for one, other in pairwise(numbers))
    with transaction.atomic():
        with guards_lifted():
            event = ImportedEvent.objects.order_by("number")[3]
            ImportedEvent.objects.filter(pk=event.pk).update(verb="areas.nothing")
        faults = audit.verify().faults
        transaction.set_rollback(True)
    assert any(f"Event {event.number} was changed" in fault for fault in faults)
    with transaction.atomic():
        with guards_lifted():
            ImportedEvent.objects.filter(pk=event.pk).delete()
        assert any("is not whole" in fault for fault in audit.verify().faults)
        transaction.set_rollback(True)
    assert audit.verify().sound


def test_people_are_known_again_by_their_address_and_others_get_no_password(folder, load):
    known = enrol(email="chair@anywhere.example", name="Christine Chair", password="correct horse")
    taken = load(folder)
    assert taken.matched == 1
    known.refresh_from_db()
    assert (known.name, known.check_password("correct horse")) == ("Christine Chair", True)
    users = get_user_model().objects.exclude(pk=known.pk)
    assert users.count() == taken.made > 10
    assert not any(user.has_usable_password() for user in users)
    with within(Area.objects.get(slug="anywhere")):
        assert Role.objects.filter(kind="chair").get().user == known
        acted = CaseEvent.objects.filter(role="chair").values_list("actor_id", flat=True)
        assert set(acted) == {known.pk}


def test_a_living_area_beside_it_is_not_touched_or_read(export, elsewhere, full, load, tmp_path):
    folder = export()
    everything = b"".join(tree(folder).values()).decode("utf-8", "replace")
    assert not any(word in everything for word in ("elsewhere.example", str(full.there.area.pk)))
    other = tmp_path / "other"
    export_area(full.there.area, other, at=AT, progress=lambda _: None)
    elsewhere()
    load(other)
    load(folder)
    with within(Area.objects.get(slug="elsewhere")):
        assert Organisation.objects.count() == len(full.there.bodies) + 1


@pytest.mark.parametrize(
    "place", ["data/organisations.Role.jsonl", "data/people.jsonl", "README.md", "register.csv"]
)
def test_a_changed_file_is_named_and_nothing_is_taken_in(folder, load, place):
    path = folder / place
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    before = sorted(texts())
    with pytest.raises(ArchiveError, match=path.name):
        load(folder)
    assert sorted(texts()) == before


def rehashed(folder, place, old, new):
    """Change a file and its hash in the manifest, as somebody would who knows how."""
    path, manifest = folder / place, folder / MANIFEST
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    data = json.loads(manifest.read_text())
    data["hashes"][place] = digest_of_file(path)
    manifest.write_text(json.dumps(data))


def test_history_that_was_rewritten_is_refused_whatever_its_hash(folder, load):
    rehashed(folder, "data/history-1.jsonl", '"organisations.sign"', '"organisations.sing"')
    with pytest.raises(ArchiveError, match="was changed after it was recorded"):
        load(folder)
    assert not Area.objects.exists()


def test_a_row_of_another_area_is_refused(folder, load, full):
    mine, other = str(full.here.area.pk), str(full.there.area.pk)
    rehashed(folder, "data/organisations.Role.jsonl", mine, other)
    with pytest.raises(ArchiveError, match="belongs to another area"):
        load(folder)
    assert not Area.objects.exists()


def test_an_area_that_no_form_would_take_is_refused(folder, load):
    rehashed(folder, "data/areas.Area.jsonl", '"#0b5c5c"', '"red;}"')
    with pytest.raises(ArchiveError, match="The area itself does not fit"):
        load(folder)
    assert not Area.objects.exists()


def test_a_file_that_would_leave_the_folder_is_refused(folder, load):
    manifest = folder / MANIFEST
    data = json.loads(manifest.read_text())
    data["hashes"]["../secret"] = "0" * 64
    manifest.write_text(json.dumps(data))
    with pytest.raises(ArchiveError, match="outside the folder"):
        load(folder)


def test_an_address_that_is_taken_is_refused_unless_its_area_is_empty(folder, load):
    Area.objects.create(slug="anywhere", name="Empty")
    load(folder)
    before = sorted(texts())
    with pytest.raises(ArchiveError, match="There is an area at /anywhere/ already"):
        load(folder)
    assert sorted(texts()) == before


def test_a_damaged_paper_stops_it_and_leaves_no_file(folder, load, tmp_path):
    paper = next(folder.rglob("letter.pdf"))
    paper.write_bytes(b"%PDF-other")
    with pytest.raises(ArchiveError, match=r"letter\.pdf"):
        load(folder)
    assert not (tmp_path / "files").exists() or not tree(tmp_path / "files")


def test_a_folder_with_something_in_it_is_left_alone(full, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    with pytest.raises(ArchiveError, match="is there already"):
        export_area(full.here.area, tmp_path / "taken", at=AT, progress=lambda _: None)
    assert tree(tmp_path / "taken") == {"mine.txt": b"mine"}


def test_no_secret_leaves(folder):
    everything = b"".join(tree(folder).values()).decode("utf-8", "replace")
    for user in get_user_model().objects.all():
        assert user.password not in everything
    assert "pbkdf2" not in everything
    assert not any("token" in place or "Message" in place for place in tree(folder))


def test_the_paper_lies_with_its_case_and_mediation_apart(folder):
    places = tree(folder)
    assert "cases/2026-001/papers/letter.pdf" in places
    sealed = places["cases/2026-001/sealed-mediation/README.md"].decode()
    assert "Do not read this unless you were in this room" in sealed
    assert "Mo Mediator" in sealed
    assert "Mo Mediator" not in places["cases/2026-001/README.md"].decode()


def test_the_files_of_an_export_are_for_their_user_only(folder):
    assert {path.stat().st_mode & 0o077 for path in folder.rglob("*")} == {0}


def test_a_paper_is_read_back(folder, load):
    load(folder)
    with within(Area.objects.get(slug="anywhere")):
        kept = [Document, RoomPaper, Bundle]
        papers = [[content_of(one) for one in model.objects.all()] for model in kept]
    assert [len(found) for found in papers] == [4, 5, 1]
    starts = (b"%PDF-1.", b"PK\x03\x04")
    assert all(paper.startswith(starts) for found in papers for paper in found)


def test_what_lies_in_closed_rooms_is_written_apart_and_every_version_is_named(export):
    places = tree(export())
    case = "cases/2026-001"
    for room, word in (("panel", "Think of this"), ("desk", "Think of this")):
        assert word in places[f"{case}/sealed-{room}/room.md"].decode()
        assert "Think of this" not in places[f"{case}/README.md"].decode()
    mediation = places[f"{case}/sealed-mediation/room.md"].decode()
    assert "It was not shown to others." in mediation
    assert "It would help the others." in mediation
    assert f"{case}/sealed-mediation/papers/letter.pdf" in places
    assert places[f"{case}/bundles/1.pdf"].startswith(b"%PDF-")
    story = places[f"{case}/README.md"].decode()
    assert "version 2" in story
    assert "A page was missing." in story
    assert "help the others" not in story
