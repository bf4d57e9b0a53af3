"""The pages of challenges, walked as people do: gathered, looked at, sent, answered, taken on."""

import io
import re
from datetime import date

import docx
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from opencompact.apps.disputes.models import Case, Challenge, ChallengeEvent, Occurrence
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.base.areas.actor import RoleKind
from opencompact.base.notify.models import Message
from tests.apps.disputes.challenging import DAY, again, begun, noted, promises, ready, sent
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment
from tests.database import writes_noted

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today():
    with time_machine.travel(moment(DAY), tick=True):
        yield


def at(name: str, challenge=None, *args) -> str:
    rest = [challenge.pk, *args] if challenge else []
    return reverse(f"disputes:{name}", args=["anywhere", *rest])


def text(answer) -> str:
    return answer.content.decode()


def day(name: str, on: date) -> dict[str, str]:
    parts = {"day": on.day, "month": on.month, "year": on.year}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def test_from_the_first_page_to_the_letter_that_goes(town):
    elm = client_of(town, "elm")
    hall = town.organisations["hall"]
    first = elm.post(at("begin_challenge"), {
        "organisation": town.organisations["elm"].pk, "subject": "Nine days", "body": hall.pk,
    })  # fmt: skip
    one = Challenge.objects.get()
    assert first.url == at("challenge_timeline", one)
    for on, said in ((date(2026, 2, 11), "It closed."), (date(2026, 2, 2), "It opened.")):
        elm.post(at("challenge_timeline", one), {**day("day", on), "text": said})
    page = text(elm.get(at("challenge_timeline", one)))
    assert page.index("It opened.") < page.index("It closed.")
    promise = promises(town)[20]
    page = text(elm.get(at("challenge_commitments", one)))
    assert promise.text.split(".")[0] in page
    elm.post(at("challenge_commitments", one), {"commitments": [str(promise.pk)]})
    elm.post(at("challenge_objective", one), {
        "wanted": "Open it again.", **day("decided_on", date(2026, 2, 11)),
    })  # fmt: skip
    assert "Monday 11 May 2026" not in text(elm.get(at("challenge", one)))
    assert "Sunday 10 May 2026" in text(elm.get(at("challenge", one)))
    elm.post(at("challenge_to", one), {
        "to": "named", "to_name": "Anna Lead", "to_email": "anna@hall.example", "copied": "on",
    })  # fmt: skip
    page = elm.get(at("challenge_letter", one))
    assert "Dear Anna Lead," in text(page)
    form = page.context["form"]
    elm.post(at("challenge_letter", one), {
        "text": form["text"].value(), "signed_by": "Una Elm", "version": form["version"].value(),
    })  # fmt: skip
    assert again(one).letter == ""
    page = elm.get(at("challenge_send", one))
    sent_now = elm.post(at("challenge_send", one), {
        "how": "mail", "version": page.context["form"]["version"].value(),
    })  # fmt: skip
    assert sent_now.url == at("challenge", one)
    assert ChallengeEvent.objects.get().how == "mail"
    page = text(elm.get(at("challenge", one)))
    assert "Monday 16 March 2026" in page
    assert "A reply is awaited" in page


def test_the_link_in_the_mail_opens_the_letter_and_gives_both_files(town):
    sent(town)
    link = Message.objects.get().link
    stranger = Client()
    with writes_noted() as writes:
        page = stranger.get(link)
    assert not writes
    assert "It opened." in text(page)
    assert page["Cache-Control"] == "no-store"
    for kind, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = stranger.post(link, {"file": kind})
        assert answer.content.startswith(begins)
        assert "nine" not in answer["Content-Disposition"]
    assert stranger.get(link).status_code == 200


def test_the_files_say_what_the_page_says(town):
    one = sent(town, how="post")
    hall = client_of(town, "hall")
    answer = hall.get(at("challenge_docx", one))
    words = [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert "2 February 2026: It opened." in words
    assert "Anywhere City Council" in words[1]
    assert answer["Content-Disposition"] == f'attachment; filename="{one.reference.lower()}.docx"'
    assert hall.get(at("challenge_pdf", one)).content.startswith(b"%PDF")


def test_a_draft_can_be_saved_as_a_file_before_it_goes(town):
    one = ready(town)
    elm = client_of(town, "elm")
    assert elm.get(at("challenge_pdf", one)).content.startswith(b"%PDF")
    assert client_of(town, "hall").get(at("challenge_pdf", one)).status_code == 404


PAGES = (
    "challenge", "challenge_timeline", "challenge_commitments", "challenge_objective",
    "challenge_to", "challenge_letter", "challenge_send", "challenge_docx", "challenge_pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["hall", "oak", "officer", "chair", "stranger"])
def test_a_draft_is_there_for_its_writers_alone(town, name, who):
    one = ready(town)
    assert client_of(town, who).get(at(name, one)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_asked_to_sign_in(town, name):
    answer = Client().get(at(name, ready(town)))
    assert answer.status_code == 302
    assert "/account/login/" in answer.url


@pytest.mark.parametrize("name", ["challenge_timeline", "challenge_letter", "challenge_send"])
def test_after_it_went_the_pages_of_its_facts_say_so(town, name):
    one = sent(town)
    answer = client_of(town, "elm").get(at(name, one))
    assert answer.status_code == 409
    assert "note what came of it" in text(answer)
    assert client_of(town, "hall").get(at(name, one)).status_code == 403


@pytest.mark.parametrize(
    ("name", "posted", "said"),
    [
        ("challenge_timeline", {"text": "Kept words"}, "Enter the day"),
        ("challenge_timeline", {**day("day", date(2027, 1, 1)), "text": "Kept words"}, "the past"),
        ("challenge_commitments", {}, "Select at least one commitment"),
        ("challenge_objective", {"enough": "Kept words"}, "Enter what would put it right"),
        ("challenge_to", {"to": "named", "to_position": "Kept words"}, "Enter the name"),
        ("challenge_to", {}, "Select to whom the letter goes"),
        ("challenge_letter", {"text": "Kept words", "version": "1"}, "Enter who signs the letter"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(town, name, posted, said):
    page = text(client_of(town, "elm").post(at(name, ready(town)), posted))
    assert said in page
    assert "There is a problem" in page
    assert "<title>Error: " in page
    for value in posted.values():
        if value == "Kept words":
            assert "Kept words" in page


def test_sending_says_what_is_wrong(town):
    one = ready(town)
    page = text(client_of(town, "elm").post(at("challenge_send", one), {"version": one.version}))
    assert "Select how the letter goes" in page


def test_of_two_writers_the_second_is_told_and_keeps_the_words(town):
    one = ready(town)
    elm = client_of(town, "elm")
    posted = {"text": "First words", "signed_by": "Una", "version": str(one.version)}
    elm.post(at("challenge_letter", one), posted)
    answer = elm.post(at("challenge_letter", one), {**posted, "text": "Second words"})
    assert answer.status_code == 409
    assert "Second words" in text(answer)
    assert again(one).letter == "First words"


def test_an_entry_is_changed_and_removed(town):
    one = begun(town)
    elm = client_of(town, "elm")
    entry = one.occurrences.all()[0]
    page = text(elm.get(at("challenge_entry", one, entry.pk)))
    assert "It opened." in page
    elm.post(
        at("challenge_entry", one, entry.pk),
        {**day("day", date(2026, 2, 3)), "text": "It opened late."},
    )
    assert Occurrence.objects.get(pk=entry.pk).day == date(2026, 2, 3)
    elm.post(at("remove_challenge_entry", one, entry.pk))
    assert not Occurrence.objects.filter(pk=entry.pk).exists()
    assert elm.post(at("remove_challenge_entry", one, entry.pk)).status_code == 404


def test_days_before_any_agreement_are_named(town):
    one = begun(town, happened=[(date(2024, 5, 1), "Long ago.")], commitments=[])
    page = text(client_of(town, "elm").get(at("challenge_commitments", one)))
    assert "1 May 2024" in page
    assert "First say what happened, and when" in page


def test_finding_an_organisation_keeps_what_was_typed(town):
    elm = client_of(town, "elm")
    page = text(
        elm.post(at("begin_challenge"), {"subject": "Typed", "q": "Council", "search": "1"})
    )
    assert 'value="Typed"' in page
    assert "Anywhere City Council" in page
    assert "There is a problem" not in page
    page = text(elm.post(at("begin_challenge"), {"q": "Ash", "search": "1"}))
    assert "not a signatory" in page


def test_what_was_noted_is_there_for_both_sides(town):
    one = sent(town)
    hall = client_of(town, "hall")
    answer = hall.post(
        at("challenge_note", one, "reply"), {**day("on", DAY), "text": "We are sorry."}
    )
    assert answer.url == at("challenge", one)
    elm = client_of(town, "elm")
    assert "We are sorry." in text(elm.get(at("challenge", one)))
    page = text(
        elm.post(at("challenge_note", one, "outcome"), {**day("on", DAY), "text": "Kept words"})
    )
    assert "Select what came of it" in page
    assert "Kept words" in page
    assert hall.get(at("challenge_note", one, "outcome")).status_code == 403
    assert elm.get(at("challenge_note", one, "nothing")).status_code == 404


def test_how_the_usual_day_was_reached(town):
    one = sent(town)
    page = text(client_of(town, "elm").get(at("challenge_date", one)))
    assert "A reply is usual by Monday 16 March 2026" in page
    assert "A usual time: a later day is not a breach." in page
    assert client_of(town, "elm").get(at("challenge_date", begun(town))).status_code == 404


def test_taken_further_everything_is_filled_in(town):
    one = sent(town)
    noted(town, one, Happened.REPLY, DAY, text="No.")
    elm = client_of(town, "elm")
    assert elm.post(at("take_challenge_on", one)).url == reverse(
        "disputes:raise", args=["anywhere"]
    )
    pages = {
        name: text(elm.get(reverse("disputes:raise_page", args=["anywhere", name])))
        for name in ("before",)
    }
    assert "Before you start" in pages["before"]
    gates = {"subject": "yes", "tried": "yes"}
    elm.post(reverse("disputes:raise_page", args=["anywhere", "before"]), gates)
    who = elm.get(reverse("disputes:raise_page", args=["anywhere", "who"]))
    assert re.search(r"checked[^>]*>", text(who))
    assert "There is a problem" not in text(who)
    elm.post(reverse("disputes:raise_page", args=["anywhere", "who"]), {
        "organisation": town.organisations["elm"].pk, "others": [town.organisations["hall"].pk],
    })  # fmt: skip
    cited = elm.get(reverse("disputes:raise_page", args=["anywhere", "commitments"]))
    key = promises(town)[0].key
    assert re.search(rf'value="{key}"[^>]*checked', text(cited))
    elm.post(
        reverse("disputes:raise_page", args=["anywhere", "commitments"]), {"commitments": [key]}
    )
    what = text(elm.get(reverse("disputes:raise_page", args=["anywhere", "what"])))
    for said in ("A consultation of nine days", "It opened.", "Reply: No.", "Open it again."):
        assert said in what
    assert "There is a problem" not in what
    assert not Case.objects.exists()


def test_the_list_says_how_each_stands_in_as_many_queries_for_three_as_for_one(
    town, django_assert_max_num_queries
):
    elm = client_of(town, "elm")
    sent(town)
    elm.get(at("challenges"))
    with django_assert_max_num_queries(40) as one:
        elm.get(at("challenges"))
    sent(town)
    ready(town)
    with django_assert_max_num_queries(len(one)):
        page = text(elm.get(at("challenges")))
    assert page.count("Waiting for a reply") == 2
    assert "Not sent yet" in page


def test_the_list_as_a_file_has_only_what_its_reader_may_see(town):
    sent(town)
    ready(town)
    mine = text(client_of(town, "elm").get(at("challenges_csv")))
    theirs = text(client_of(town, "hall").get(at("challenges_csv")))
    assert mine.count("A consultation of nine days") == 2
    assert theirs.count("A consultation of nine days") == 1
    assert client_of(town, "elm").get(at("challenges_xlsx")).content.startswith(b"PK")


def test_an_empty_list_says_what_to_do(town):
    assert "Begin a challenge" in text(client_of(town, "elm").get(at("challenges")))
    assert "Find where to turn" in text(client_of(town, "stranger").get(at("challenges")))


def test_dropping_a_draft(town):
    one = ready(town)
    elm = client_of(town, "elm")
    assert elm.post(at("cancel_challenge", one)).url == at("challenges")
    assert not Challenge.objects.exists()


def test_what_waits_stands_on_the_desk(town):
    town.join("lea", RoleKind.LEAD, "hall")
    sent(town, route="voices")
    home = reverse("site:home", args=["anywhere"])
    assert "Answer a letter" in text(client_of(town, "hall").get(home))
    with time_machine.travel(moment(date(2026, 3, 20))):
        assert "No answer to a letter yet" in text(client_of(town, "elm").get(home))
