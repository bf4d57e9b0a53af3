"""New versions of papers: who gives them and when, that all stay, that everybody is told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.models import Document
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from opencompact.core.procedure import Holder
from tests.apps.disputes import walking
from tests.apps.disputes.test_story import TO_EXCHANGE, begin
from tests.apps.disputes.test_wall import LEICESTER, Undo, client_of
from tests.apps.disputes.town import moment, pdf

DAY = date(2026, 3, 11)
NEW = b"%PDF-1.7\nnew\n"


@pytest.fixture
def exchanged(town):
    """A case with one paper of `elm` in the exchange."""
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, DAY)
    town.story(case, TO_EXCHANGE)
    town.take(case, "send-papers", "elm", DAY, files={"papers": [pdf("minutes.pdf")]})
    return case


def paper_of(case) -> Document:
    return Document.objects.get(case=case, replaced_by=None)


def renew(
    town, paper, who="elm", *, on=DAY, name="minutes-2.pdf", content=NEW, reason="A page more."
):
    return actions.renew_paper(
        paper, pdf(name, content), reason, actor=town.actor(who, on), on=on, at=moment(on)
    )


def read(town, case, who, paper):
    path = reverse("disputes:document", args=[case.area.slug, case.number, paper.pk])
    return client_of(town, who).get(path)


@pytest.mark.parametrize(
    ("who", "status"),
    [("elm", 200), ("hall", 200), ("chair", 200), ("officer", 200), ("panel", 200),
     ("mediator", 404), ("oak", 404)],
)  # fmt: skip
def test_whoever_read_the_first_version_reads_each(town, exchanged, who, status):
    first = paper_of(exchanged)
    second = renew(town, first)
    third = renew(town, second, name="minutes-3.pdf")
    for one in (first, second, third):
        assert read(town, exchanged, who, one).status_code == status
    if status == 200:
        assert read(town, exchanged, who, first).content == b"%PDF-1.7\n1 0 obj\n"
        assert read(town, exchanged, who, second).content == NEW


def test_the_story_shows_the_newest_and_the_page_every_version_with_its_hash(
    town, exchanged, time_machine
):
    first = paper_of(exchanged)
    second = renew(town, first, reason="Page two was missing.")
    time_machine.move_to(DAY, tick=False)
    client = client_of(town, "hall")
    html = client.get(exchanged.get_absolute_url()).content.decode()
    assert "minutes-2.pdf" in html
    assert "version 2 of 11 March 2026" in html
    assert "Page two was missing." in html
    path = reverse("disputes:versions", args=[exchanged.area.slug, exchanged.number, second.pk])
    html = client.get(path).content.decode()
    assert first.sha256 in html
    assert second.sha256 in html
    assert "What the SHA-256 is good for" in html
    assert "Give a new version" not in html


@pytest.mark.parametrize("who", ["hall", "chair", "officer", "panel", "oak"])
def test_nobody_but_its_side_gives_a_new_version(town, exchanged, who):
    with pytest.raises(PermissionDenied):
        renew(town, paper_of(exchanged), who)


def test_a_new_version_can_be_given_while_comments_are_made_and_not_later(town, exchanged):
    on = date(2026, 3, 17)
    town.take(exchanged, "send-papers", "hall", on)
    second = renew(town, paper_of(exchanged), on=on)
    town.take(exchanged, "comment", "elm", date(2026, 3, 18))
    town.take(exchanged, "comment", "hall", date(2026, 3, 20))
    fixed = {"fixed": date(2026, 4, 8)}
    town.take(exchanged, "set-meeting", "chair", date(2026, 3, 23), **fixed)
    with pytest.raises(NotNow, match="exchanged or commented on"):
        renew(town, second, on=date(2026, 3, 24))


def test_of_two_new_versions_of_one_paper_the_second_is_refused(town, exchanged):
    first = paper_of(exchanged)
    renew(town, first)
    with pytest.raises(NotNow, match="newer version"):
        renew(town, first, name="other.pdf")
    other = Document(
        area=first.area, case=first.case, event=first.event, need=first.need, room=first.room,
        name="x.pdf", kind="pdf", size=1, sha256="0" * 64, replaces=first, reason="Why.",
        given_at=moment(DAY),
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_the_database_refuses_a_version_without_a_reason_and_any_change(town, exchanged):
    first = paper_of(exchanged)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(
            area=first.area, case=first.case, event=first.event, need="papers", room="exchange",
            name="x.pdf", kind="pdf", size=1, sha256="0" * 64, replaces=first, given_at=moment(DAY),
        )  # fmt: skip
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Document.objects.filter(pk=first.pk).update(reason="Other.")


def test_a_file_that_cannot_be_taken_leaves_nothing_behind(town, exchanged):
    with pytest.raises(actions.PaperError):
        renew(town, paper_of(exchanged), content=b"MZ")
    assert Document.objects.filter(case=exchanged).count() == 1


def test_everybody_who_can_read_it_is_told_and_nobody_learns_its_name(town, exchanged):
    Message.objects.all().delete()
    renew(town, paper_of(exchanged), name="secret-name.pdf", reason="A secret reason.")
    told = {one.to_address.partition("@")[0] for one in Message.objects.all()}
    assert told == {"elm", "hall", "chair", "officer", "panel"}
    for one in Message.objects.all():
        assert "a new version of a paper" in one.subject
        assert "secret" not in f"{one.subject} {one.body}"
    event = Event.objects.filter(verb="disputes.renew_paper").get()
    assert "secret" not in str(event.data)
    assert event.data["document"]["sha256"] == paper_of(exchanged).sha256


def test_mail_about_a_version_is_gone_for_somebody_who_left_the_case(town, exchanged):
    from opencompact.apps.disputes.actions import kinds
    from opencompact.base.notify.kinds import Standing

    Message.objects.all().delete()
    renew(town, paper_of(exchanged))
    message = Message.objects.get(to_address="panel@example.org")
    assert kinds.paper_stands(message, moment(DAY)) == Standing.TOLD
    seat = exchanged.seats.get(holder="panel")
    actions.unseat(seat, actor=town.actor("officer", DAY), on=DAY, at=moment(DAY))
    assert kinds.paper_stands(message, moment(DAY)) == Standing.GONE


def test_the_form_keeps_the_reason_when_the_file_is_refused(town, exchanged, time_machine):
    time_machine.move_to(DAY, tick=False)
    paper = paper_of(exchanged)
    path = reverse("disputes:renew", args=[exchanged.area.slug, exchanged.number, paper.pk])
    client = client_of(town, "elm")
    assert client.get(path).status_code == 200
    html = client.post(path, {"file": pdf("a.pdf", b"MZ"), "reason": "My reason."}).content.decode()
    assert "is not a PDF file inside" in html
    assert "My reason." in html
    done = client.post(path, {"file": pdf("a.pdf", NEW), "reason": "My reason."}, follow=True)
    assert "Version 2" in done.content.decode()
    assert client_of(town, "hall").post(path, {}).status_code == 403


def seen_by_all(town, draw, inwards) -> None:
    """What each reader of a stage finds there: the same papers, in the same versions."""
    case = walking.begin(town)
    town.story(case, inwards if draw(st.booleans()) else TO_EXCHANGE)
    for _ in range(3):
        on = walking.latest(case)
        walking.beside(town, case, draw, on)
        walking.walk(town, case, draw, 3, on)
    on = walking.latest(case)
    now = town.tell(case, on)
    holds = {who: policy.holds(town.actor(who, on), now.case) for who in walking.WHO}
    for told in now.told:
        found = {
            who: [paper.all for paper in entry.papers]
            for who, held in holds.items()
            if queries.may_read(told, held)
            for _told, entry in queries.entries(now, [told], held)
        }
        assert len({str([[p.pk for p in one] for one in papers]) for papers in found.values()}) <= 1
        readers = {who for who, held in holds.items() if {h.role for h in held} & told.open_to}
        assert set(found) == readers
    bundles = {
        who: queries.bundled(now).digest
        for who, held in holds.items()
        if queries.may_see_bundle(now, held)
    }
    assert len(set(bundles.values())) <= 1


@pytest.mark.once
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_everything_given_to_one_side_is_given_to_all(town, data):
    try:
        with transaction.atomic():
            seen_by_all(town, data.draw, LEICESTER)
            raise Undo  # noqa: TRY301 - takes the walk back
    except Undo:
        pass
