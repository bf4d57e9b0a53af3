"""The log and challenges through the API: what the page shows each person, and no word more."""

from datetime import date

import pytest

from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.models import Treatment
from opencompact.apps.disputes.queries.log import one_report
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.tokens import Scope
from tests.apps.disputes import challenging
from tests.apps.disputes.log import DAY, about, made
from tests.apps.disputes.town import moment

TODAY = date(2026, 6, 8)
SECRET = "zwitscher"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(moment(TODAY), tick=False)


@pytest.fixture
def read(call, token):
    """What somebody's program reads at an address: the status, and the answer."""

    def asked(who: str, path: str, *scopes: Scope):
        _, secret = token(who, *(scopes or (Scope.READ_LOG, Scope.READ_CHALLENGES)))
        answer = call(path, secret=secret)
        return answer.status_code, answer.json()

    return asked


@pytest.fixture
def concern(town):
    """A confidential report about the hall with all that its keepers note."""
    report = about(town, "elm", what=f"They closed it. {SECRET}")
    actor = town.actor("officer", DAY)
    log.note_cause(one_report(report.pk), "mistake", "A note of ours.", actor=actor, at=moment(DAY))
    log.note_outcome(
        one_report(report.pk), "They say sorry.", "Ask first.", actor=actor, at=moment(DAY)
    )
    return one_report(report.pk)


def test_keepers_read_the_list_without_a_name_and_filter_it(town, read, concern):
    new = made(town, "oak", event="The hall's roof")
    status, found = read("officer", "/log")
    assert status == 200
    assert [one["number"] for one in found["rows"]] == [new.number, concern.number]
    first, second = found["rows"]
    assert (first["state"], first["waits"], first["body"]) == ("new", 7, "Anywhere City Council")
    assert (second["state"], second["about"], second["cause"]) == ("open", "agreement", "mistake")
    assert not {"reporter", "email"} & first.keys()
    assert "elm@example.org" not in str(found)
    assert found["meta"]["licence"] is None
    for asked, numbers in (
        ("q=roof", [new.number]),
        ("state=open", [concern.number]),
        ("cause=mistake&about=agreement", [concern.number]),
        ("treatment=open", []),
    ):
        _, chosen = read("officer", f"/log?{asked}")
        assert [one["number"] for one in chosen["rows"]] == numbers, asked
    assert read("officer", "/log?per_page=1&page=2")[1]["rows"][0]["number"] == concern.number


def test_keepers_read_a_report_with_its_reporter_and_their_notes(read, concern):
    _, found = read("officer", f"/log/{concern.number}")
    assert (found["reporter"], found["email"]) == ("Elm", "elm@example.org")
    assert (found["outcome"], found["learning"], found["mine"]) == (
        "They say sorry.", "Ask first.", False,
    )  # fmt: skip
    assert "A note of ours." in [one["text"] for one in found["story"]]


def test_a_reporter_reads_what_the_page_shows_them(read, concern):
    assert read("elm", "/log")[0] == 403
    _, found = read("elm", "/log/own")
    assert [(one["number"], one["cause"], one["waits"]) for one in found["rows"]] == [
        (concern.number, "", None)
    ]
    _, one = read("elm", f"/log/{concern.number}")
    assert one["mine"] is True
    assert SECRET in one["what"]
    for name in ("reporter", "email", "outcome", "learning", "cause"):
        assert one[name] == ""
    assert "They say sorry." in [line["text"] for line in one["story"]]
    assert "A note of ours." not in str(one)


@pytest.mark.parametrize("who", ["hall", "oak", "panel", "mediator", "tied"])
def test_nobody_else_learns_that_there_is_a_report(town, read, concern, who):
    town.join("tied", RoleKind.OFFICER)
    town.join("tied", RoleKind.CHAMPION, "hall")
    for path in ("/log/own", "/log/told"):
        assert read(who, path)[1]["rows"] == []
    status, refused = read(who, f"/log/{concern.number}")
    assert (status, "no such report" in refused["error"]) == (404, True)
    status, listed = read(who, "/log")
    assert status == (200 if who == "tied" else 403)
    assert listed.get("rows", []) == []
    assert concern.number not in str(listed)


@pytest.mark.parametrize(
    ("treatment", "reported_by"), [(Treatment.OPEN, "Elm Street Centre"), (Treatment.ANONYMOUS, "")]
)
def test_a_body_reads_what_it_was_told_and_never_the_report(town, read, treatment, reported_by):
    town.join("lead", RoleKind.LEAD, "hall")
    report = about(town, "elm", what=SECRET, treatment=treatment)
    assert read("lead", "/log/told")[1]["rows"] == []
    log.tell_body(
        one_report(report.pk), "A week is short.", actor=town.actor("officer", DAY), at=moment(DAY)
    )
    _, found = read("lead", "/log/told")
    (told,) = found["rows"]
    assert (told["number"], told["reported_by"], told["open"], told["answered"]) == (
        report.number, reported_by, True, False,
    )  # fmt: skip
    assert [line["text"] for line in told["story"]] == ["A week is short."]
    for word in (SECRET, "elm@example.org", *([] if reported_by else ["Elm"])):
        assert word not in str(found)
    assert read("lead", f"/log/{report.number}")[0] == 404


def test_a_token_for_other_things_opens_neither(read, concern):
    for path in ("/log", "/log/own", f"/log/{concern.number}", "/challenges"):
        assert read("officer", path, Scope.READ_CASES)[0] == 403


def test_writers_read_their_draft_and_nobody_else_knows_of_it(town, read):
    one = challenging.ready(town)
    _, listed = read("elm", "/challenges")
    assert [(row["reference"], row["state"]) for row in listed["rows"]] == [
        (one.reference, "draft")
    ]
    _, found = read("elm", f"/challenges/{one.pk}")
    assert [row["text"] for row in found["timeline"]] == ["It opened.", "It closed."]
    assert (found["wanted"], found["enough"]) == ("Open it again.", "Four more weeks.")
    assert (found["letter"], found["happened"], found["sent_on"]) == ("", [], None)
    for who in ("hall", "oak", "officer", "chair", "panel"):
        assert read(who, "/challenges")[1]["rows"] == []
        assert read(who, f"/challenges/{one.pk}")[0] == 404


def test_the_other_side_reads_the_letter_and_not_what_was_gathered(town, read):
    one = challenging.sent(town)
    _, theirs = read("hall", f"/challenges/{one.pk}")
    assert "A consultation of nine days" in theirs["letter"]
    assert (theirs["timeline"], theirs["wanted"], theirs["enough"]) == ([], "", "")
    assert [(each["kind"], each["by"]) for each in theirs["happened"]] == [("sent", "")]
    assert theirs["reply_usual_by"] is not None
    _, ours = read("elm", f"/challenges/{one.pk}")
    assert ours["letter"] == theirs["letter"]
    assert [(each["kind"], each["by"]) for each in ours["happened"]] == [("sent", "Elm")]
    for who in ("oak", "officer", "chair"):
        assert read(who, f"/challenges/{one.pk}")[0] == 404
