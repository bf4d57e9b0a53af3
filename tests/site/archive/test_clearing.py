"""What is past its time goes when two people say so, leaves no trace, and stays known as gone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test import Client

from opencompact.apps.disputes.models import (
    Access,
    Bundle,
    BundlePlace,
    Case,
    CaseEvent,
    Challenge,
    ChallengeEvent,
    Clearing,
    Document,
    Finding,
    Occurrence,
    PaperWord,
    Referral,
    Report,
    ReportEntry,
    RoomNote,
    RoomPaper,
    Undertaking,
)
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.queries import actor_for
from opencompact.base import audit
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.audit.models import Event
from opencompact.base.notify import kinds as notify_kinds
from opencompact.base.notify.kinds import Standing
from opencompact.base.notify.models import Message
from opencompact.core.keeping import Kept
from opencompact.site.archive import cleared, clearing, emptying, kinds, past, tombstones
from opencompact.site.archive.exporting import export_area
from tests.database import guards_lifted
from tests.site.archive.places import texts, tree
from tests.site.matrix.place import AT

WORD = "Xylographica"
LONG_AGO = date(2015, 1, 5)
WHERE = {
    Document: "case",
    CaseEvent: "case",
    Undertaking: "case",
    RoomNote: "case",
    RoomPaper: "case",
    PaperWord: "paper__case",
    BundlePlace: "case",
    Referral: "case",
    Finding: "case",
}
COLUMNS = {
    Document: ("name", "reason"),
    CaseEvent: ("override",),
    RoomPaper: ("name",),
    **emptying.WRITTEN,
}


@pytest.fixture
def place(full, settings, tmp_path):
    """The area under test with its cases and reports ended long ago, and a data folder."""
    settings.DATA = tmp_path
    with unscoped(), guards_lifted():
        Case._base_manager.update(closed_on=LONG_AGO)
        Report._base_manager.update(closed_on=LONG_AGO)
    with within(full.here.area):
        yield full.here


@pytest.fixture
def case(place):
    """The case under test, with a word in every text and every file of it."""
    found = Case.objects.get(number=place.objects["panel room"]["own"][0])
    plant(found)
    return found


def plant(case):
    with guards_lifted():
        for model, way in WHERE.items():
            for row in model.objects.filter(**{way: case}):
                said = {name: WORD for name in COLUMNS[model] if getattr(row, name)}
                if model is CaseEvent:
                    said["answers"] = dict.fromkeys(row.answers, WORD)
                if said:
                    model.objects.filter(pk=row.pk).update(**said)
        Case.objects.filter(pk=case.pk).update(subject=WORD)
    for one in files(case):
        default_storage.delete(one.path)
        default_storage.save(one.path, ContentFile(b"%PDF-1.7 by " + WORD.encode()))


def files(case):
    bundles = [one for one in Bundle.objects.filter(case=case) if one.path]
    return [*Document.objects.filter(case=case), *RoomPaper.objects.filter(case=case), *bundles]


def sightings():
    return {label for label, text in texts() if WORD.lower() in text.lower()}


def who(place, name):
    return actor_for(place.people[name], place.area, AT.date())


def clear(place, kept, number, django_capture):
    clearing.propose(place.area, kept, number, actor=who(place, "officer"), at=AT)
    with django_capture(execute=True):
        clearing.confirm(place.area, kept, number, actor=who(place, "chair"), at=AT)


def test_a_case_that_is_cleared_leaves_no_trace_in_any_table_file_or_export(
    place, case, tmp_path, django_capture_on_commit_callbacks
):
    assert {"disputes.Document", "disputes.CaseEvent", "disputes.Case"} <= sightings()
    before = Event.objects.count()
    clear(place, Kept.CASE, case.number, django_capture_on_commit_callbacks)
    assert sightings() == set()
    given = files(case)
    assert len(given) > 3
    for one in given:
        with default_storage.open(one.path) as file:
            assert file.read() == emptying.NOTE
    assert audit.verify().sound
    assert Event.objects.count() == before + 2
    export_area(place.area, tmp_path / "out", at=AT, progress=lambda _: None)
    for name, content in tree(tmp_path / "out").items():
        assert WORD.lower().encode() not in name.lower().encode() + content.lower(), name
    (row,) = cleared.read(tmp_path)
    assert (row.matter, row.kept) == (str(case.pk), "case")


def test_its_steps_and_days_stay_and_its_page_says_what_was_removed(
    place, case, django_capture_on_commit_callbacks
):
    before = [(e.step, e.on, e.actor_id) for e in CaseEvent.objects.filter(case=case)]
    clear(place, Kept.CASE, case.number, django_capture_on_commit_callbacks)
    assert [(e.step, e.on, e.actor_id) for e in CaseEvent.objects.filter(case=case)] == before
    client = Client()
    client.force_login(place.people["complainant"])
    for page in ("", "dates/", "bundle/", "people/"):
        shown = client.get(f"/anywhere/disputes/{case.number}/{page}")
        assert shown.status_code == 200, page
        assert WORD not in shown.content.decode()
    shown = client.get(f"/anywhere/disputes/{case.number}/").content.decode()
    assert "Everything written in the case, on " in shown


def test_only_what_was_said_in_mediation_goes_with_mediation(
    place, case, django_capture_on_commit_callbacks
):
    clear(place, Kept.MEDIATION, case.number, django_capture_on_commit_callbacks)
    for model in (Document, RoomPaper):
        for one in model.objects.filter(case=case):
            assert (one.name == "removed.txt") is (one.room == "mediation")
    assert not PaperWord.objects.filter(paper__case=case, text=WORD).exists()
    assert RoomNote.objects.filter(case=case, text=WORD).exists()
    assert Case.objects.get(pk=case.pk).subject == WORD


def test_only_notes_go_with_notes_and_only_accesses_with_accesses(
    place, case, django_capture_on_commit_callbacks
):
    Access.objects.get_or_create(
        area=place.area, case=case, user=place.people["chair"], on=LONG_AGO
    )
    clear(place, Kept.ACCESSES, case.number, django_capture_on_commit_callbacks)
    assert not Access.objects.filter(case=case).exists()
    assert RoomNote.objects.filter(case=case, text=WORD).exists()
    clear(place, Kept.NOTES, case.number, django_capture_on_commit_callbacks)
    assert not RoomNote.objects.filter(case=case, text=WORD).exists()
    for one in RoomPaper.objects.filter(case=case):
        assert (one.name == "removed.txt") is (one.room != "mediation")


@pytest.mark.parametrize("published", [True, False])
def test_a_published_finding_stays_and_one_that_waits_goes(
    place, published, django_capture_on_commit_callbacks
):
    finding = Finding.objects.exclude(published_on=None).first()
    if not published:
        Finding.objects.update(published_on=None)
    plant(finding.case)
    clear(place, Kept.CASE, finding.case.number, django_capture_on_commit_callbacks)
    finding.refresh_from_db()
    assert finding.statement == (WORD if published else emptying.GONE)
    shown = Client().get(finding.get_absolute_url())
    assert shown.status_code == (200 if published else 404)
    assert (WORD in shown.content.decode()) is published


def test_it_takes_two(place, case):
    officer = who(place, "officer")
    clearing.propose(place.area, Kept.CASE, case.number, actor=officer, at=AT)
    with pytest.raises(NotNow):
        clearing.propose(place.area, Kept.CASE, case.number, actor=who(place, "chair"), at=AT)
    with pytest.raises(PermissionDenied):
        clearing.confirm(place.area, Kept.CASE, case.number, actor=officer, at=AT)
    row = Clearing.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearing.objects.filter(pk=row.pk).update(
            removed_on=AT.date(), confirmed_by=row.proposed_by_id
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearing.objects.filter(pk=row.pk).update(removed_on=AT.date())
    assert WORD in Case.objects.get(pk=case.pk).subject


@pytest.mark.parametrize(
    "name", ["officer in conflict", "complainant", "respondent", "mediator", "panel member"]
)
def test_nobody_with_a_tie_and_nobody_else_may(place, case, name):
    for deed in (clearing.propose, clearing.take_back, clearing.confirm):
        with pytest.raises(PermissionDenied):
            deed(place.area, Kept.CASE, case.number, actor=who(place, name), at=AT)
    listed = past.shelf(place.area, who(place, name), AT.date())
    assert case.number not in {one.number for one in listed.due}


def test_what_is_kept_after_all_waits_no_more(place, case):
    clearing.propose(place.area, Kept.CASE, case.number, actor=who(place, "officer"), at=AT)
    clearing.take_back(place.area, Kept.CASE, case.number, actor=who(place, "chair"), at=AT)
    assert not Clearing.objects.exists()
    assert WORD in Case.objects.get(pk=case.pk).subject
    assert audit.verify().sound


def test_nothing_is_due_before_its_day(place, case):
    with guards_lifted():
        Case.objects.filter(pk=case.pk).update(closed_on=AT.date())
    for kept in (Kept.MEDIATION, Kept.CASE):
        with pytest.raises(PermissionDenied):
            clearing.propose(place.area, kept, case.number, actor=who(place, "officer"), at=AT)


def test_what_was_removed_is_known_for_good(place, case, django_capture_on_commit_callbacks):
    clear(place, Kept.CASE, case.number, django_capture_on_commit_callbacks)
    for change in (
        "UPDATE disputes_clearing SET removed_on = NULL",
        "DELETE FROM disputes_clearing",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_what_a_restore_brings_back_is_removed_again(
    place, case, tmp_path, django_capture_on_commit_callbacks
):
    stone = cleared.Cleared(str(case.pk), "case", "2026-01-06")
    cleared.add(tmp_path, stone, stone)
    with django_capture_on_commit_callbacks(execute=True):
        assert clearing.replay(tmp_path, at=AT) == 1
    assert sightings() == set()
    row = Clearing.objects.get()
    assert (row.removed_on, row.proposed_by, row.confirmed_by) == (date(2026, 1, 6), None, None)
    assert clearing.replay(tmp_path, at=AT) == 0
    assert cleared.read(tmp_path) == (stone,)
    assert (tmp_path / cleared.FILE).stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / tombstones.FILE).exists()


def test_of_a_report_first_its_reporter_goes_and_then_its_words(
    place, django_capture_on_commit_callbacks
):
    report = Report.objects.get(number=place.objects["report"]["own"])
    other = Report.objects.exclude(pk=report.pk).first()
    with guards_lifted():
        Report.objects.filter(pk=report.pk).update(
            name="Nell Xylographica", email="nell@xylographica.example", what=WORD
        )
        ReportEntry.objects.filter(report=report).update(text=WORD)
    first, second = who(place, "officer"), who(place, "chair")
    for kept in (Kept.REPORTER, Kept.REPORT):
        assert past.one_past(place.area, second, kept, report.number, AT.date()) is None
        clearing.propose(place.area, kept, report.number, actor=first, at=AT)
        with django_capture_on_commit_callbacks(execute=True):
            clearing.confirm(place.area, kept, report.number, actor=second, at=AT)
        report.refresh_from_db()
        assert (report.name, report.email, report.reporter) == ("", "", None)
        assert (report.what == WORD) is (kept == Kept.REPORTER)
    assert sightings() == set()
    other.refresh_from_db()
    assert other.what != emptying.GONE
    client = Client()
    client.force_login(place.people["officer"])
    shown = client.get(f"/anywhere/log/{report.number}/").content.decode()
    assert "What was reported, on " in shown


def asked(number):
    found = Message.objects.filter(kind=kinds.DECIDE, subject__startswith=f"{number}:")
    return {one.to_address.partition("@")[0]: one for one in found}


@pytest.mark.parametrize(
    ("kept", "name"), [(Kept.CASE, "panel room"), (Kept.REPORT, "report"), (Kept.CHALLENGE, "")]
)
def test_a_proposal_is_told_once_to_each_who_can_decide(place, kept, name):
    number = place.objects[name]["own"] if name else ""
    if kept == Kept.CHALLENGE:
        with guards_lifted():
            Challenge.objects.update(begun_on=LONG_AGO)
            ChallengeEvent.objects.update(on=LONG_AGO)
        number = Challenge.objects.get(pk=place.objects["challenge"]["own"]).reference
    number = number[0] if isinstance(number, tuple) else number
    told = clearing.propose(place.area, kept, number, actor=who(place, "officer"), at=AT)
    deciding = {
        one.email.partition("@")[0]
        for key, one in place.people.items()
        if key != "officer" and past.one_past(place.area, who(place, key), kept, number, AT.date())
    }
    found = asked(number)
    assert set(found) == deciding
    assert len(found) == told > 0
    for message in found.values():
        assert number in message.subject
        assert notify_kinds.standing(message, AT) == Standing.ASKED
    writers = Message.objects.filter(kind=kinds.WRITERS)
    assert writers.exists() is (kept == Kept.CHALLENGE)
    mail = [*found.values(), *writers]
    clearing.take_back(place.area, kept, number, actor=who(place, "chair"), at=AT)
    assert {notify_kinds.standing(one, AT) for one in mail} == {Standing.GONE}
    clearing.propose(place.area, kept, number, actor=who(place, "officer"), at=AT)
    assert Message.objects.filter(kind=kinds.DECIDE).count() == 2 * told


def test_where_nobody_else_can_decide_the_proposer_is_told(place, case):
    Role.objects.filter(kind__in=["chair", "officer"]).exclude(user=place.people["officer"]).update(
        starts=LONG_AGO, ends=LONG_AGO
    )
    client = Client()
    client.force_login(place.people["officer"])
    page = f"/anywhere/keeping/case/{case.number}/"
    shown = client.post(page, {"do": "propose"}, follow=True).content.decode()
    assert "Nobody else here can confirm it now" in shown
    assert not Message.objects.filter(kind=kinds.DECIDE).exists()


SENT, DRAFT = "challenge", "draft challenge"


@pytest.fixture
def challenge(place, request):
    """A challenge of which the last thing was noted long ago, a word in every text of it."""
    found = Challenge.objects.get(pk=place.objects[request.param]["own"])
    names = (*emptying.WRITTEN[Challenge], *emptying.UNADDRESSED)
    said = {name: WORD for name in names if getattr(found, name)}
    with guards_lifted():
        Challenge.objects.filter(pk=found.pk).update(begun_on=LONG_AGO, **said)
        Occurrence.objects.filter(challenge=found).update(text=WORD)
        ChallengeEvent.objects.filter(challenge=found).update(on=LONG_AGO, text=WORD)
        for event in ChallengeEvent.objects.filter(challenge=found).exclude(letter={}):
            letter = event.letter | {"subject": WORD, "body": WORD}
            ChallengeEvent.objects.filter(pk=event.pk).update(letter=letter)
    return found


@pytest.mark.parametrize("challenge", [SENT, DRAFT], indirect=True)
def test_of_a_challenge_only_its_sides_days_and_commitments_stay(
    place, challenge, django_capture_on_commit_callbacks
):
    assert "disputes.Challenge" in sightings()
    noted = [(one.kind, one.on) for one in challenge.events.all()]
    cited = challenge.broken.count()
    clear(place, Kept.CHALLENGE, challenge.reference, django_capture_on_commit_callbacks)
    assert sightings() == set()
    assert [(one.kind, one.on) for one in challenge.events.all()] == noted
    assert (challenge.broken.count(), challenge.challengers.count()) == (cited, 1)
    assert audit.verify().sound
    client = Client()
    client.force_login(place.people["complainant"])
    shown = client.get(challenge.get_absolute_url()).content.decode()
    assert "Everything written in a challenge, on " in shown
    for page in ("letter.pdf", "letter/", "timeline/"):
        assert client.get(f"{challenge.get_absolute_url()}{page}").status_code in {404, 409}, page
    assert client.post(f"{challenge.get_absolute_url()}raise/start/").status_code == 409


@pytest.mark.parametrize("challenge", [SENT], indirect=True)
def test_who_removes_a_challenge_learns_its_reference_and_its_last_day_alone(place, challenge):
    client = Client()
    client.force_login(place.people["chair"])
    listed = client.get("/anywhere/keeping/").content.decode()
    page = f"/anywhere/keeping/challenge/{challenge.reference}/"
    assert page in listed
    shown = client.get(page).content.decode()
    assert "Nothing has been noted in it since 5 January 2015" in shown
    for text in (listed, shown):
        assert WORD not in text
        sides = [challenge.body.name, *(str(one) for one in challenge.challengers.all())]
        assert [name for name in sides if name in text] == []
    assert client.get(challenge.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("challenge", [SENT], indirect=True)
@pytest.mark.parametrize("name", ["officer in conflict", "complainant", "respondent"])
def test_nobody_of_either_side_removes_a_challenge(place, challenge, name):
    for deed in (clearing.propose, clearing.take_back, clearing.confirm):
        with pytest.raises(PermissionDenied):
            deed(place.area, Kept.CHALLENGE, challenge.reference, actor=who(place, name), at=AT)


@pytest.mark.parametrize("challenge", [SENT, DRAFT], indirect=True)
def test_a_challenge_in_which_something_was_noted_lately_is_kept(place, challenge):
    with guards_lifted():
        Challenge.objects.filter(pk=challenge.pk).update(begun_on=AT.date())
        ChallengeEvent.objects.filter(challenge=challenge).update(on=AT.date())
    officer = who(place, "officer")
    assert (
        past.one_past(place.area, officer, Kept.CHALLENGE, challenge.reference, AT.date()) is None
    )


@pytest.mark.parametrize("challenge", [DRAFT], indirect=True)
def test_its_writers_can_drop_a_draft_that_somebody_proposed_to_remove(place, challenge):
    ref = challenge.reference
    clearing.propose(place.area, Kept.CHALLENGE, ref, actor=who(place, "officer"), at=AT)
    client = Client()
    client.force_login(place.people["complainant"])
    assert client.post(f"{challenge.get_absolute_url()}cancel/").status_code == 302
    assert not Challenge.objects.filter(pk=challenge.pk).exists()


def test_the_pages_from_the_desk_to_the_end(place, case, django_capture_on_commit_callbacks):
    officer, chair = Client(), Client()
    officer.force_login(place.people["officer"])
    chair.force_login(place.people["chair"])
    assert "are past the time they are kept" in officer.get("/anywhere/").content.decode()
    page = f"/anywhere/keeping/case/{case.number}/"
    assert page in officer.get("/anywhere/keeping/").content.decode()
    assert case.number in officer.get("/anywhere/keeping.csv").content.decode()
    assert officer.post(page, {"do": "propose"}).status_code == 302
    assert "Remove it for good" not in officer.get(page).content.decode()
    assert officer.post(page, {"do": "confirm"}).status_code == 403
    assert "Remove it for good" in chair.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert chair.post(page, {"do": "confirm"}).status_code == 302
    assert chair.get(page).status_code == 404
    assert page not in officer.get("/anywhere/keeping/").content.decode()
    for wrong in ("case/NO-1", f"everything/{case.number}", f"report/{case.number}"):
        assert officer.get(f"/anywhere/keeping/{wrong}/").status_code == 404


def test_an_empty_list_names_the_next_day(place):
    with guards_lifted():
        Case.objects.update(closed_on=AT.date())
        Report.objects.update(closed_on=None)
        Challenge.objects.update(begun_on=AT.date())
    client = Client()
    client.force_login(place.people["officer"])
    shown = client.get("/anywhere/keeping/").content.decode()
    assert "Nothing is past its time" in shown
    assert "The next is " in shown
    assert "past the time" not in client.get("/anywhere/").content.decode()
