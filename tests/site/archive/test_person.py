"""What is held about one person: all of their own, nothing of others'; and no trace afterwards."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from opencompact.apps.consultations.models import Document as Published
from opencompact.apps.disputes.models import (
    Access,
    Bundle,
    Case,
    CaseEvent,
    Document,
    PaperWord,
    Seat,
)
from opencompact.apps.organisations.models import ImportRun, Role, Signature
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from opencompact.site.archive import erasing, subject, tables, tombstones, traces
from opencompact.site.archive.erasing import Choices
from opencompact.site.archive.exporting import export_area
from opencompact.site.archive.folder import ArchiveError
from opencompact.site.archive.naming_people import text_fields
from tests import figures
from tests.database import guards_lifted
from tests.site.archive.places import texts, tree
from tests.site.matrix.place import AT

ADA, BOB = "Ada Quillfeather", "Bob Zarathustra"
ALL = Choices("pseudonymise", "remove")


@pytest.fixture
def place(full, settings, tmp_path):
    """The area under test with its cases ended, and a data folder of its own."""
    settings.DATA = tmp_path
    with unscoped(), guards_lifted():
        Case._base_manager.update(closed_on=AT.date())
    return full.here


@pytest.fixture
def two(place):
    """Two people of a case, the complainant and the respondent, with names found nowhere else."""
    found = []
    for who, name in (("complainant", ADA), ("respondent", BOB)):
        user = place.people[who]
        before, user.email = user.email, f"{name.split()[-1].lower()}@people.example"
        user.name = name
        user.save()
        EmailAddress.objects.filter(user=user).update(email=user.email)
        Message.objects.filter(to_address=before).update(to_address=user.email)
        found.append(user)
    plant(*found)
    return tuple(found)


def plant(ada, bob):
    """Put name and address of each into every text column of every row that is about them."""
    with unscoped(), guards_lifted():
        for person, other in ((ada, bob), (bob, ada)):
            for model in tables.every_model():
                if tables.label(model) in traces.LEFT or model is Event:
                    continue
                about = subject._about(model, person, {person.email})
                for row in model._base_manager.filter(about) if about else ():
                    values = {
                        field.attname: said(field, getattr(row, field.attname), person, other)
                        for field in text_fields(model)
                        if field.name not in KEYS
                    }
                    model._base_manager.filter(pk=row.pk).update(**values)


KEYS = {
    # Keys of what came by the other parts, which have to stay as they are or stay different.
    "secret", "purpose", "object_type", "object_id", "secret_hash", "beginning", "scopes", "stamp",
    "token_hash", "topic", "rhythm", "state", "data", "uid", "provider", "user_agent",
    "to_address", "email", "sha256", "key", "kind", "role", "step", "need", "number", "message_id",
    "room", "session_key", "then", "ending", "cause", "choice", "language", "digest", "piece",
    "first_pages", "sort",
}  # fmt: skip


def said(field, value, person, other):
    """A text of the person that names the other beside them."""
    own = f"{person.name} <{person.email}>"
    if not isinstance(value, str):
        return {"planted": [f"{own} met {other.name} ({other.email})", value]}
    longest = getattr(field, "max_length", None) or 10_000
    both = f"{own} met {other.name} ({other.email})"
    return both if len(both) <= longest else person.name[:longest]


def everything(found):
    return b"\n".join(content for _, content in subject.pages(found)).decode()


def test_a_person_gets_all_of_their_own_and_nothing_of_another(two):
    rows = given = foreign = 0
    for person, other in (two, two[::-1]):
        found = subject.gather(person, at=AT)
        text = everything(found)
        for word in (other.name, other.email, str(other.pk), "zarathustra", "quillfeather"):
            if word not in person.name.lower() and word not in person.email:
                assert word.lower() not in text.lower(), word
            foreign += text.lower().count(other.email)
        assert found.held["accounts.User"][0]["name"] == person.name
        with unscoped():
            for model in (Role, CaseEvent, Signature, Access, Seat, Message, ImportRun):
                about = subject._about(model, person, {person.email})
                wanted = {
                    str(pk) for pk in model._base_manager.filter(about).values_list("pk", flat=True)
                }
                held = {row["id"] for row in found.held.get(tables.label(model), [])}
                assert held == wanted
                rows, given = rows + len(wanted), given + len(held & wanted)
        planted = [row for rows in found.held.values() for row in rows if person.name in str(row)]
        assert len(planted) >= 10
    figures.note("subject access", rows_about=rows, rows_given=given, words_of_others=foreign)


def test_every_text_column_about_a_person_is_in_the_answer(two):
    """The canaries: each planted column of each row comes back with the person's own name."""
    ada, _ = two
    found = subject.gather(ada, at=AT)
    with unscoped():
        for model in tables.every_model():
            about = subject._about(model, ada, {ada.email})
            if about is None or model is Event or tables.label(model) in traces.LEFT:
                continue
            held = {row["id"]: row for row in found.held.get(tables.label(model), [])}
            for row in model._base_manager.filter(about):
                for field in text_fields(model):
                    if ADA in str(getattr(row, field.attname)):
                        assert ADA in str(held[str(row.pk)][field.attname]), field


def test_no_secret_and_no_session_is_in_the_answer(two):
    found = subject.gather(two[0], at=AT)
    assert "password" not in str(found.held)
    assert "sessions.Session" not in found.held


def test_what_others_wrote_about_somebody_is_counted_and_not_shown(two, place):
    ada, bob = two
    with within(place.area), guards_lifted():
        event = CaseEvent.objects.filter(actor_id=bob.pk).first()
        CaseEvent.objects.filter(pk=event.pk).update(answers={"x": f"{ADA} shouted."})
    found = subject.gather(ada, at=AT)
    assert found.mentions["disputes.CaseEvent"] >= 1
    assert "shouted" not in everything(found)


def test_papers_that_somebody_handed_in_are_theirs(two):
    ada, bob = two
    with zipfile.ZipFile(io.BytesIO(subject.zipped(subject.gather(ada, at=AT)))) as package:
        papers = [name for name in package.namelist() if name.startswith("papers/")]
        # With a step, a later version of it, and one for the mediator alone.
        assert len(papers) == 3
        assert all(package.read(paper).startswith(b"%PDF-1.7\n") for paper in papers)
        assert json.loads(package.read("data.json"))["about"] == ada.email
    assert len(subject.gather(bob, at=AT).papers) == 1


def test_what_others_say_of_ones_papers_is_theirs(two):
    ada, _ = two
    with unscoped():
        asked = PaperWord._base_manager.get()
    assert asked.text not in everything(subject.gather(ada, at=AT))


def test_that_it_was_done_is_recorded(two):
    with transaction.atomic():
        subject.subject_access(two[0], by=SYSTEM, at=AT)
    event = Event.objects.latest("id")
    assert (event.verb, event.object_id) == ("archive.subject_access", str(two[0].pk))
    assert ADA not in str(vars(event))


@pytest.fixture
def officers(place):
    return place.people["officer"], place.people["officer in conflict"]


@pytest.fixture
def erase(officers, django_capture_on_commit_callbacks):
    """Erase somebody as two officers do."""

    def done(person, choices=ALL):
        with django_capture_on_commit_callbacks(execute=True):
            return erasing.erase(person, choices, officers, at=AT)

    return done


def sightings(words):
    """Where one of these words still stands, in any table but those that are never about people."""
    return [
        (label, word) for label, text in texts() for word in words if word.lower() in text.lower()
    ]


def test_after_an_erasure_there_is_no_trace_in_any_table_file_or_export(
    two, erase, place, tmp_path
):
    ada, bob = two
    words = (ADA, "Quillfeather", ada.email)
    with unscoped():
        paper = Document._base_manager.exclude(need="letter").get(replaced_by=None)
        bundle = Bundle._base_manager.get()
    default_storage.delete(paper.path)
    default_storage.save(paper.path, ContentFile(b"%PDF-1.7 by " + ADA.encode()))
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "1.log").write_text(f"To: {ADA} <{ada.email}>")
    (tmp_path / "outbox" / "2.log").write_text(f"To: {bob.email}")
    assert sightings(words)
    done = erase(ada)
    assert sightings(words) == []
    assert done.changed > 10
    # Three of her own, one of the other side that names her, and both files of a letter.
    assert done.papers_removed == 6
    for path in (paper.path, bundle.path):
        with default_storage.open(path) as file:
            assert file.read() == traces.REMOVED
    with unscoped():
        bundle.refresh_from_db()
        assert (bundle.state, bundle.pages, bundle.first_pages) == ("removed", 0, {})
    assert [path.name for path in (tmp_path / "outbox").iterdir()] == ["2.log"]
    assert audit.verify().sound
    traces_left = len(sightings(words))
    figures.note("erasure", rows_changed=done.changed, traces=traces_left, faults_of_the_chain=0)
    export_area(place.area, tmp_path / "out", at=AT, progress=lambda _: None)
    for name, content in {**tree(tmp_path / "out"), **tree(tmp_path / "outbox")}.items():
        for word in words:
            assert word.lower().encode() not in f"{name}\n".encode() + content.lower(), name
    assert "quillfeather" not in (tmp_path / tombstones.FILE).read_text().lower()


def test_documents_of_consultations_are_looked_through(two, erase, place):
    ada, bob = two
    with within(place.area):
        named, other = Published.objects.all()[:2]
        Published.objects.filter(pk=named.pk).update(added_by=bob)
    default_storage.delete(named.path)
    default_storage.save(named.path, ContentFile(b"%PDF-1.7 by " + ADA.encode()))
    with default_storage.open(other.path) as file:
        before = file.read()
    assert subject.gather(ada, at=AT).mentions["consultations.Document"] == 1
    # Whoever put it there has it among their papers, also where an officer makes the copy.
    assert named.path in subject.gather(bob, at=AT, sealed=True).papers.values()
    assert str(named.pk) in erase(ada, Choices("keep", "keep")).papers_kept
    erase(bob)
    for one, content in ((named, b"%PDF-1.7 by " + ADA.encode()), (other, before)):
        with default_storage.open(one.path) as file:
            assert file.read() == content


def test_a_document_that_names_somebody_is_removed_when_officers_say_so(two, erase, place):
    with within(place.area):
        named = Published.objects.first()
    default_storage.delete(named.path)
    default_storage.save(named.path, ContentFile(b"%PDF-1.7 by " + ADA.encode()))
    erase(two[0])
    named.refresh_from_db()
    assert named.name == "removed.txt"
    with default_storage.open(named.path) as file:
        assert file.read() == traces.REMOVED


def test_the_other_person_keeps_every_word_about_them(two, erase):
    ada, bob = two
    before = sightings((BOB, bob.email))
    erase(ada)
    after = sightings((BOB, bob.email))
    # Mail to the erased person, and what they gave or had made.
    gone = {"notify.Message", "disputes.Bundle", "disputes.Document", "disputes.RoomPaper"}
    kept = [[one for one in found if one[0] not in gone] for found in (before, after)]
    assert kept[0] == kept[1]
    assert Message.objects.filter(to_address=bob.email).exists()


def test_guards_stand_again_after_an_erasure(two, erase):
    erase(two[0])
    with unscoped(), pytest.raises(Exception, match="never changed"), transaction.atomic():
        CaseEvent._base_manager.update(role="other")


def test_the_account_is_a_tombstone(two, erase, client):
    ada, _ = two
    client.force_login(ada)
    mail = set(Message.objects.filter(to_address=ada.email).values_list("pk", flat=True))
    erase(ada)
    assert mail
    assert not Message.objects.filter(pk__in=mail).exists()
    ada.refresh_from_db()
    assert (ada.name, ada.is_active) == ("A former member", False)
    assert ada.email.endswith("@erased.invalid")
    assert not ada.has_usable_password()
    assert client.get("/account/data/").status_code == 302
    assert not Session.objects.exists()
    assert not EmailAddress.objects.filter(user=ada).exists()
    with unscoped():
        assert not Role._base_manager.filter(user=ada, ends=None).exists()


def test_a_signature_in_force_keeps_its_name_when_officers_say_so(two, erase, place):
    ada, _ = two
    with within(place.area):
        Signature.objects.filter(user=ada).update(signed_by=ADA, position="Director")
        kept = Signature.objects.get(user=ada)
    done = erase(ada, Choices("keep", "keep"))
    with within(place.area):
        kept.refresh_from_db()
        assert (kept.signed_by, kept.position) == (ADA, "Director")
        assert "removed.txt" not in Document.objects.values_list("name", flat=True)
    assert len(done.papers_kept) == 6
    assert {label for label, _ in sightings((ADA,))} <= {
        "organisations.Signature", "disputes.Document", "disputes.RoomPaper",
    }  # fmt: skip


def test_somebody_of_the_same_name_is_not_touched(two, erase, place):
    ada, _ = two
    namesake = get_user_model().objects.create_user("other@anywhere.example", name=ADA)
    with within(place.area):
        run = ImportRun.objects.first()
        ImportRun.objects.filter(pk=run.pk).update(report={"x": f"{ADA} ({ada.email})"})
    erase(ada)
    namesake.refresh_from_db()
    assert namesake.name == ADA
    with within(place.area):
        run.refresh_from_db()
        assert run.report == {"x": f"{ADA} ([address erased])"}
        names = CaseEvent.objects.filter(actor_id=ada.pk).values_list("actor_name", flat=True)
        assert set(names) == {"A former member"}
        assert Signature.objects.get(user=ada).signed_by == "A former member"


def test_the_only_officer_and_people_of_open_cases_are_refused(full, officers, settings, tmp_path):
    settings.DATA = tmp_path
    chair, there = full.here.people["chair"], full.there.people
    with unscoped():
        Case._base_manager.filter(area=full.here.area).update(closed_on=None)
        Role._base_manager.filter(user=there["officer in conflict"], kind=RoleKind.OFFICER).update(
            ends=AT.date()
        )
    for person, reason in (
        (full.here.people["complainant"], "which is open"),
        (full.here.people["mediator"], "which is open"),
        (chair, "which is open"),
        (there["officer"], "only officer of Elsewhere"),
    ):
        with pytest.raises(ArchiveError, match=reason):
            erasing.erase(person, ALL, officers, at=AT)
        person.refresh_from_db()
        assert person.is_active


def test_it_takes_two_different_officers(two, officers, full):
    one, other = officers
    with pytest.raises(ArchiveError, match="two different officers"):
        erasing.erase(two[0], ALL, (one, one), at=AT)
    with pytest.raises(ArchiveError, match="two different officers"):
        erasing.two_officers(one.email, f" {one.email.upper()}", at=AT)
    with pytest.raises(ArchiveError, match="is no officer"):
        erasing.two_officers(one.email, full.here.people["chair"].email, at=AT)
    with pytest.raises(ArchiveError, match="Nobody erases themselves"):
        erasing.erase(one, ALL, officers, at=AT)
    assert erasing.two_officers(one.email, other.email, at=AT) == officers


def test_somebody_who_comes_back_with_an_old_backup_is_erased_again(two, erase, tmp_path):
    ada, _ = two
    address = ada.email
    erase(ada)
    get_user_model().objects.filter(pk=ada.pk).update(name=ADA, email=address, is_active=True)
    assert erasing.replay(tmp_path, at=AT) == 1
    assert sightings((ADA, address)) == []
    assert erasing.replay(tmp_path, at=AT) == 0


def test_a_new_account_with_an_erased_address_is_left_alone(two, erase, tmp_path):
    ada, _ = two
    address = ada.email
    erase(ada)
    again = get_user_model().objects.create_user(address, name=ADA)
    get_user_model().objects.filter(pk=again.pk).update(created_at=AT + timedelta(days=1))
    assert erasing.replay(tmp_path, at=AT) == 0
    assert erasing.replay(tmp_path, at=AT, fresh=frozenset([again.pk])) == 1


def test_words_in_packed_files_are_found(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<w:t>Ada Quill</w:t><w:t>feather</w:t>")
    assert any(ADA in text for text in traces.readings(out.getvalue()))
    import zlib

    pdf = b"%PDF-1.7\nstream\n" + zlib.compress(ADA.encode()) + b"endstream"
    assert any(ADA in text for text in traces.readings(pdf))


def test_guards_are_lifted_for_erasing_and_restoring_only():
    from tests.docs.pages import ROOT

    users = {
        path.name
        for path in (ROOT / "src").rglob("*.py")
        if "import lifted" in path.read_text(encoding="utf-8")
    }
    assert users == {"clearing.py", "erasing.py", "everything.py"}
    assert connection.vendor in {"sqlite", "postgresql"}
