"""The bundle of a case: what is in it, marks, order, versions, and who may do and see which."""

from datetime import date, timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opencompact.apps.disputes import actions, policy, queries, tasks
from opencompact.apps.disputes.actions import bundling
from opencompact.apps.disputes.models import Bundle, BundleState, Document
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from opencompact.core.bundles import Spot
from opencompact.core.procedure import Holder
from opencompact.formats import bundles
from tests.apps.disputes.test_story import RAISED, TO_MEDIATION, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment, pdf
from tests.formats import shelf

DAY = date(2026, 3, 20)
PEOPLE = ("elm", "hall", "chair", "officer", "panel")
SECRET = "nur-in-der-mediation"


def by(town, who, on=DAY):
    return {"actor": town.actor(who, on), "on": on, "at": moment(on)}


@pytest.fixture
def given(town):
    """Mediation failed; both sides have sent a paper and answers, the mediator a report."""
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, RAISED)
    town.story(case, TO_MEDIATION)
    for who in ("elm", "hall"):
        town.take(case, "agree-mediator", who, DAY, answers={"mediator": SECRET, "fees": SECRET})
    town.take(case, "fail-mediation", "hall", DAY)
    town.take(case, "start-appeal", "chair", DAY, answers={"guidance": "What the chair wrote."})
    for who, hoped in (("elm", "More time."), ("hall", "No change.")):
        content = shelf.plain(f"letter-of-{who}", 2)
        files = {"papers": [pdf(f"{who}.pdf", content)]}
        answers = {"outcome_hoped": hoped, "why_failed": "No answer was found."}
        town.take(case, "send-papers", who, DAY, answers=answers, files=files)
    town.take(case, "mediator-report", "mediator", DAY, answers={"report": "They talked twice."})
    Message.objects.all().delete()
    return case_by_key(case.pk)


def bundle(town, case, on=DAY) -> queries.Bundled:
    return queries.bundled(town.tell(case, on))


def paper(case, name) -> Document:
    return Document.objects.get(case=case, name=name)


def text(made: Bundle) -> list[str]:
    with default_storage.open(made.path) as file, pypdfium2.PdfDocument(file.read()) as found:
        return [page.get_textpage().get_text_range() for page in found]


def test_it_holds_what_was_exchanged_by_side_and_by_day_and_nothing_else(town, given):
    rows = bundle(town, given).rows
    assert [(row.listed.heading, row.listed.name) for row in rows] == [
        ("Elm Street Centre", "Written with “Send your papers”"),
        ("Elm Street Centre", "elm.pdf"),
        ("Anywhere City Council", "Written with “Send your papers”"),
        ("Anywhere City Council", "hall.pdf"),
        ("Mediator", "Written with “Add the mediator's report”"),
    ]
    assert "chair wrote" not in str(rows)


def test_comments_and_new_versions_come_into_it(town, given):
    town.take(given, "comment", "elm", DAY, answers={"comments": "We differ."})
    actions.renew_paper(
        paper(given, "hall.pdf"), pdf("hall-2.pdf"), "A page more.", **by(town, "hall")
    )
    names = [row.listed.name for row in bundle(town, given).rows]
    assert "Written with “Comment on the papers”" in names
    assert "hall-2.pdf" in names
    assert "hall.pdf" not in names


# Marks --------------------------------------------------------------------------------------------


def mark(town, case, name, who, *, agreed=True, side=""):
    party = town.party(case, side or who)
    actions.mark_paper(paper(case, name), party, agreed=agreed, **by(town, who))


def said(town, case, name) -> str:
    return next(row.in_words for row in bundle(town, case).rows if row.listed.name == name)


def test_each_side_agrees_or_disputes_and_may_change_it(town, given):
    assert said(town, given, "elm.pdf") == "Anywhere City Council has not said"
    mark(town, given, "elm.pdf", "hall", agreed=False)
    assert said(town, given, "elm.pdf") == "Disputed by Anywhere City Council"
    mark(town, given, "elm.pdf", "hall")
    assert said(town, given, "elm.pdf") == "Agreed"
    assert Event.objects.filter(verb="disputes.mark_paper").count() == 2


def test_a_mark_is_of_one_version_alone(town, given):
    mark(town, given, "elm.pdf", "hall")
    old = paper(given, "elm.pdf")
    actions.renew_paper(old, pdf("elm-2.pdf"), "Another.", **by(town, "elm"))
    assert said(town, given, "elm-2.pdf") == "Anywhere City Council has not said"
    with pytest.raises(NotNow, match="newer version"):
        mark(town, given, "elm.pdf", "hall")


@pytest.mark.parametrize("who", ["elm", "chair", "officer", "panel", "mediator", "oak"])
def test_nobody_marks_for_another_side(town, given, who):
    with pytest.raises(PermissionDenied):
        mark(town, given, "elm.pdf", who, side="hall")


# Order --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "may"),
    [("officer", True), ("elm", True), ("hall", True), ("chair", False), ("panel", False),
     ("mediator", False), ("oak", False)],
)  # fmt: skip
def test_who_puts_it_in_order_and_has_it_made(town, given, who, may):
    found = bundle(town, given)
    spots = {row.listed.piece.key: Spot(9 - n, "All") for n, row in enumerate(found.rows)}
    actor = town.actor(who, DAY)
    assert policy.can_arrange(actor, given) == may
    if may:
        actions.arrange_bundle(given, spots, found.digest, **by(town, who))
        first = bundle(town, given).rows[0].listed
        assert (first.heading, first.piece.sort) == ("All", "report")
        return
    with pytest.raises(PermissionDenied):
        actions.arrange_bundle(given, spots, found.digest, **by(town, who))
    with pytest.raises(PermissionDenied):
        actions.make_bundle(given, **by(town, who))


def test_under_another_procedure_only_the_support_team_prepares_it(town, given, monkeypatch):
    from dataclasses import replace

    plain = replace(policy.procedure_of(given), bundle_by=())
    monkeypatch.setattr(policy.rooms, "procedure_of", lambda _case: plain)
    assert policy.can_arrange(town.actor("officer", DAY), given)
    assert not policy.can_arrange(town.actor("elm", DAY), given)


def test_of_two_who_order_at_once_the_second_is_told_and_keeps_what_was_typed(
    town, given, time_machine
):
    time_machine.move_to(moment(DAY), tick=False)
    path = reverse("disputes:order", args=[given.area.slug, given.number])
    officer = client_of(town, "officer")
    html = officer.get(path).content.decode()
    digest = html.partition('name="digest" value="')[2].partition('"')[0]
    typed = {"digest": digest}
    for number in range(1, 6):
        typed |= {f"place{number}": 6 - number, f"heading{number}": "", f"name{number}": ""}
    typed["name4"] = "A letter of 20 March"
    mark(town, given, "elm.pdf", "hall")
    response = officer.post(path, typed)
    assert response.status_code == 409
    assert "changed while this page was open" in response.content.decode()
    assert "A letter of 20 March" in response.content.decode()
    typed["digest"] = bundle(town, given).digest
    assert officer.post(path, typed).status_code == 302
    assert [row.listed.name for row in bundle(town, given).rows][1] == "A letter of 20 March"
    bad = officer.post(path, {**typed, "place1": "first"}).content.decode()
    assert "place of “" in bad


# Making it ----------------------------------------------------------------------------------------


def test_a_small_one_is_made_at_once_and_everybody_is_told(town, given):
    made = actions.make_bundle(given, **by(town, "officer"))
    assert made.is_ready
    pages = text(made)
    assert len(pages) == made.pages == 9
    for number, page in enumerate(pages, 1):
        assert f"{given.number} · page {number} of 9" in page
    whole = " ".join(pages)
    for word in ("letter-of-elm 2", "letter-of-hall 1", "More time.", "They talked twice."):
        assert word in whole
    for row in bundle(town, given).rows:
        first = made.first_pages[str(row.listed.number)]
        if row.document:
            assert f"letter-of-{row.listed.name[:-4]} 1" in pages[first - 1]
    assert SECRET not in whole
    told = {one.to_address.partition("@")[0] for one in Message.objects.all()}
    assert told == set(PEOPLE)
    assert all("a bundle of the papers" in one.subject for one in Message.objects.all())
    event = Event.objects.filter(verb="disputes.build_bundle").get()
    assert event.data["sha256"] == made.sha256


def test_what_was_made_is_frozen_and_later_papers_make_it_out_of_date(town, given):
    made = actions.make_bundle(given, **by(town, "officer"))
    assert not bundle(town, given).stale
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Bundle.objects.filter(pk=made.pk).update(pages=1)
    town.take(given, "comment", "elm", DAY, answers={"comments": "We differ."})
    found = bundle(town, given)
    assert found.stale
    second = actions.make_bundle(given, **by(town, "officer"))
    assert second.number == 2
    assert not bundle(town, given).stale
    assert default_storage.exists(made.path)


def test_a_closed_one_is_not_marked_or_ordered_until_a_later_paper_comes(town, given):
    made = actions.make_bundle(given, closes=True, **by(town, "officer"))
    assert made.closes
    with pytest.raises(NotNow, match="closed"):
        mark(town, given, "elm.pdf", "hall")
    with pytest.raises(NotNow, match="closed"):
        actions.arrange_bundle(given, {}, bundle(town, given).digest, **by(town, "officer"))
    actions.renew_paper(paper(given, "elm.pdf"), pdf("new.pdf"), "New.", **by(town, "elm"))
    mark(town, given, "hall.pdf", "elm")


def test_a_large_one_waits_for_the_clock_and_shows_how_far_it_is(
    town, given, monkeypatch, time_machine
):
    monkeypatch.setattr(bundling, "FEW", 2)
    made = actions.make_bundle(given, **by(town, "officer"))
    assert made.state == BundleState.WAITING
    with pytest.raises(NotNow, match="being made already"):
        actions.make_bundle(given, **by(town, "officer"))
    time_machine.move_to(moment(DAY), tick=False)
    path = reverse("disputes:bundle", args=[given.area.slug, given.number])
    html = client_of(town, "hall").get(path).content.decode()
    assert "0 of 5 pieces are done" in html
    assert tasks.build_bundles(moment(DAY)) == 1
    assert tasks.build_bundles(moment(DAY)) == 0
    ready = Bundle.objects.get(pk=made.pk)
    assert (ready.state, ready.done) == (BundleState.READY, 5)
    assert "Up to date" in client_of(town, "hall").get(path).content.decode()


def test_work_that_was_broken_off_is_begun_again_and_not_twice_at_once(town, given, monkeypatch):
    monkeypatch.setattr(bundling, "FEW", 0)
    made = actions.make_bundle(given, **by(town, "officer"))
    Bundle.objects.filter(pk=made.pk).update(state="building", begun_at=moment(DAY))
    assert not actions.build_bundle(made, at=moment(DAY) + timedelta(minutes=59))
    assert actions.build_bundle(made, at=moment(DAY) + timedelta(minutes=61))


def test_one_that_cannot_be_made_says_so_and_another_can_be_asked_for(town, given, monkeypatch):
    def broken(*_args, **_how):
        raise bundles.BundleError("It takes more time or memory than there is.")

    monkeypatch.setattr(bundles, "build", broken)
    made = actions.make_bundle(given, **by(town, "officer"))
    assert made.state == BundleState.FAILED
    monkeypatch.undo()
    assert actions.make_bundle(given, **by(town, "officer")).is_ready


def test_a_paper_whose_content_was_changed_on_the_disk_stops_it(town, given):
    one = paper(given, "elm.pdf")
    default_storage.delete(one.path)
    default_storage.save(one.path, pdf("x", b"%PDF-1.7 forged"))
    assert actions.make_bundle(given, **by(town, "officer")).state == BundleState.FAILED


def test_damaged_and_scripted_papers_come_in_harmless(town, given):
    files = {"scripted.pdf": shelf.scripted("harmless"), "locked.pdf": shelf.locked("x")}
    old = paper(given, "elm.pdf")
    for name, content in files.items():
        old = actions.renew_paper(old, pdf(name, content), "Other.", **by(town, "elm"))
    other = paper(given, "hall.pdf")
    actions.renew_paper(other, pdf("s.pdf", files["scripted.pdf"]), "Other.", **by(town, "hall"))
    made = actions.make_bundle(given, **by(town, "officer"))
    assert "“locked.pdf” has a password" in " ".join(text(made))
    with default_storage.open(made.path) as file, pikepdf.open(file) as found:
        assert "/OpenAction" not in found.Root
        assert [name.partition(" ")[2] for name in found.attachments] == ["locked.pdf"]


# Pages --------------------------------------------------------------------------------------------


def test_who_sees_the_bundle_its_file_and_its_tab(town, given, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    actions.make_bundle(given, **by(town, "officer"))
    path = reverse("disputes:bundle", args=[given.area.slug, given.number])
    file = reverse("disputes:bundle_file", args=[given.area.slug, given.number, 1])
    for who in (*PEOPLE, "mediator", "oak", ""):
        client = client_of(town, who)
        expected = 200 if who in PEOPLE else 404 if who else 302
        assert client.get(path).status_code == expected, who
        response = client.get(file)
        assert response.status_code == expected, who
        if expected == 200:
            assert b"".join(response.streaming_content).startswith(b"%PDF-")
            assert "no-store" in response["Cache-Control"]
            named = f'attachment; filename="{given.number}-1.pdf"'
            assert response["Content-Disposition"] == named
            assert path in client.get(given.get_absolute_url()).content.decode(), who
        other = client.get(file.replace("1.pdf", "2.pdf"))
        assert other.status_code == (404 if who else 302), who


def test_a_side_marks_on_the_page_what_is_not_its_own(town, given, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    path = reverse("disputes:bundle", args=[given.area.slug, given.number])
    hall = client_of(town, "hall")
    html = hall.get(path).content.decode()
    assert html.count('value="disputed"') == 1
    marks = f"{path}{paper(given, 'elm.pdf').pk}/mark/"
    hall.post(marks, {"mark": "disputed"})
    assert "Disputed by Anywhere City Council" in hall.get(path).content.decode()
    assert hall.post(f"{path}{given.pk}/mark/", {"mark": "agreed"}).status_code == 404
    assert client_of(town, "panel").post(marks, {"mark": "agreed"}).status_code == 403
    assert client_of(town, "panel").post(path).status_code == 403


def test_before_anything_was_given_the_page_says_what_will_come(town, time_machine):
    case = begin(town)
    path = reverse("disputes:bundle", args=[case.area.slug, case.number])
    time_machine.move_to(moment(date(2026, 3, 9)), tick=False)
    assert client_of(town, "officer").get(path).status_code == 404
    town.take(case, "start-appeal", "chair", date(2026, 3, 9))
    html = client_of(town, "officer").get(path).content.decode()
    assert "Nothing to put into a bundle yet" in html
    with pytest.raises(NotNow, match="nothing to put"):
        actions.make_bundle(case, **by(town, "officer", date(2026, 3, 9)))


def test_the_page_asks_as_often_for_many_papers_as_for_few(
    town, given, django_assert_max_num_queries, time_machine
):
    from django.db import connection

    time_machine.move_to(moment(DAY), tick=False)
    client = client_of(town, "officer")
    path = reverse("disputes:bundle", args=[given.area.slug, given.number])
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for text_ in ("One.", "Two.", "Three."):
        town.take(
            given, "comment", "hall" if text_ == "One." else "elm", DAY, answers={"comments": text_}
        ) if text_ != "Three." else None
    for name in ("elm.pdf", "hall.pdf"):
        mark(town, given, name, "hall" if name == "elm.pdf" else "elm")
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)
