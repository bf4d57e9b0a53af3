"""The pages: registering, reading, answering with a break, and what nobody else may see."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opencompact.apps.consultations import actions, queries
from opencompact.apps.consultations.models import Consultation, Response
from opencompact.apps.organisations.models import Departure, Organisation
from opencompact.base.areas.scoping import within
from opencompact.base.notify.models import Message
from opencompact.formats.tables import read
from tests import strong
from tests.apps.consultations.conftest import OPENS, TODAY, VALUES, moment

ROOT = "/anywhere/consultations/"
PARTS = ("day", "month", "year")


@pytest.fixture(autouse=True)
def _today():
    cache.clear()
    with time_machine.travel(moment(), tick=False):
        yield


@pytest.fixture
def client_of(town):
    def client(who: str = "") -> Client:
        made = Client()
        if who:
            made.force_login(town.users[who])
            strong.prove(strong.begin(made))
        return made

    return client


def days(name: str, on: date | None) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) if on else "" for part in PARTS}


def typed(closes: date, **changed: str) -> dict[str, str]:
    lists = {"communities": "Older people", "themes": "Health", "ways": "A meeting"}
    return {
        **VALUES, **lists, **days("opens", OPENS), **days("closes", closes),
        "body": "Anywhere City Council", **changed,
    }  # fmt: skip


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_a_short_one_is_asked_about_before_anything_is_kept(client_of, town):
    officer = client_of("officer")
    name = town.organisations["hall"].name
    given = typed(date(2027, 2, 21), body=name)
    page = officer.post(f"{ROOT}add/", given)
    assert "It closes 1 day too soon." in words(page)
    assert not Consultation.objects.exists()
    longer = officer.post(f"{ROOT}add/", {**given, "length": "longer"})
    assert "The last day must be 22 February 2027 or later" in words(longer)
    empty = officer.post(f"{ROOT}add/", {**given, "length": "reason"})
    assert "Enter the reason" in words(empty)
    why = {"length": "reason", "reason": "Lease", "mitigation": "Visits", "approver": "Director"}
    assert officer.post(f"{ROOT}add/", {**given, **why}).status_code == 302
    made = Consultation.objects.get()
    assert Departure.objects.get().key == made.number
    again = officer.post(f"{ROOT}{made.number}/edit/", {**given, "version": "1", "audience": "All"})
    assert again.status_code == 302


def test_one_may_stay_short_without_a_reason(client_of, town):
    given = typed(date(2027, 2, 21), body=town.organisations["hall"].name, length="as-it-is")
    assert client_of("officer").post(f"{ROOT}add/", given).status_code == 302
    assert not Departure.objects.exists()


def test_the_slower_of_two_sees_both_texts(client_of, asking):
    made = asking.draft()
    officer = client_of("officer")
    given = typed(date(2027, 2, 22))
    assert officer.post(f"{ROOT}{made.number}/edit/", {**given, "version": "1", "law": ""}).url
    late = officer.post(
        f"{ROOT}{made.number}/edit/", {**given, "version": "1", "title": "Another title"}
    )
    assert late.status_code == 409
    assert "Another title" in words(late)
    assert VALUES["title"] in words(late)


def test_a_draft_is_not_there_for_others(client_of, asking):
    made = asking.draft()
    assert client_of().get(f"{ROOT}{made.number}/").status_code == 404
    assert VALUES["title"] not in words(client_of().get(ROOT))
    assert client_of("hall").get(f"{ROOT}{made.number}/").status_code == 200
    assert VALUES["title"] in words(client_of("hall").get(ROOT))


def test_what_is_missing_is_said_before_it_is_published(client_of, asking):
    made = asking.draft(decision="", contact="")
    page = client_of("officer").post(f"{ROOT}{made.number}/publish/", follow=True)
    assert "Say what is to be decided before you publish it." in words(page)
    assert queries.consultations(asking.area).get().is_draft


def test_filters_stay_in_the_address(client_of, asking):
    asking.made()
    asking.made(title="The parks", themes=["Parks"], opens=date(2026, 11, 2))
    client = client_of()
    assert "The parks" not in words(client.get(f"{ROOT}?theme=Health"))
    assert "The parks" in words(client.get(f"{ROOT}?state=open&q=park"))
    assert "No consultation fits" in words(client.get(f"{ROOT}?q=zebra"))
    assert client.get(f"{ROOT}?state=nonsense").status_code == 200


@pytest.mark.parametrize("page", ["", "calendar/"])
def test_a_list_asks_no_more_for_many(
    client_of, asking, page, django_assert_max_num_queries, django_assert_num_queries
):
    asking.made()
    client = client_of()
    client.get(f"{ROOT}{page}")
    with django_assert_max_num_queries(12) as noted:
        client.get(f"{ROOT}{page}")
    for number in range(3):
        asking.made(title=f"Number {number}")
    with django_assert_num_queries(len(noted)):
        client.get(f"{ROOT}{page}")


def test_answering_with_a_break_by_a_link_that_is_shown_once(client_of, asking):
    made = asking.asked()
    client, respond = client_of(), f"{ROOT}{made.number}/respond/"
    kept = client.post(respond, {"q3": ["Lunch", "Bath"], "step": "save"})
    path = re.search(r"(/act/[\w-]+/)", kept.content.decode())[1]
    later = client_of()
    assert "checked" in later.get(path).content.decode()
    wrong = later.post(path, {"q3": ["Lunch"], "step": "check"})
    assert "Answer “What would you miss?”" in words(wrong)
    given = {"q1": "The lunch club.", "q3": ["Lunch"], "q4": "5", "behalf": "The Lunch Club"}
    check = later.post(path, {**given, "step": "check"})
    assert check.status_code == 200
    assert "Nothing is sent yet" in words(check)
    assert not queries.responses(made).exists()
    sent = later.post(path, {**given, "step": "send"}, follow=True)
    one = queries.responses(made).get()
    assert one.reference in words(sent)
    assert one.answers == {"q1": "The lunch club.", "q3": ["Lunch"], "q4": "5"}
    assert later.get(path).status_code == 404
    assert Response.objects.count() == 1


def test_an_answer_without_any_answer_is_not_taken(client_of, asking):
    made = asking.asked()
    first = queries.questions(made)[0]
    asked = actions.Asked("text", first.text)
    actions.reword(first, asked, actor=asking.officer, at=moment())
    page = client_of().post(f"{ROOT}{made.number}/respond/", {"name": "Una", "step": "check"})
    assert "Answer at least one question" in words(page)


def test_a_link_is_mailed_where_there_is_an_address(client_of, asking):
    made = asking.asked()
    given = {"q1": "Lunch", "email": "una@example.org", "step": "save"}
    page = client_of().post(f"{ROOT}{made.number}/respond/", given)
    assert "/act/" not in page.content.decode()
    (message,) = Message.objects.filter(to_address="una@example.org")
    assert "/act/" in message.link
    assert mail.outbox == []


def test_answers_are_counted_for_each_place(client_of, asking):
    made = asking.asked()
    client = client_of()
    given = {"q1": "Lunch", "step": "send"}
    codes = [
        client.post(f"{ROOT}{made.number}/respond/", given).status_code for _place in range(21)
    ]
    assert codes == [302] * 20 + [429]


def test_who_comes_late_is_told_what_they_can_do(client_of, asking):
    made = asking.asked(closes=date(2026, 11, 19), opens=date(2026, 8, 3))
    page = client_of().get(f"{ROOT}{made.number}/respond/")
    assert page.status_code == 409
    assert "can be answered from 3 August 2026 to 19 November 2026" in words(page)
    assert "0116 496 0000" in words(page)


def test_responses_are_for_keepers_and_have_one_row_each(client_of, asking):
    made = asking.asked()
    given = actions.Given({"q1": "=A secret", "q3": ["Lunch"]}, name="Una", email="una@e.org")
    actions.send(made, given, actor=asking.officer, at=moment())
    address = f"{ROOT}{made.number}/responses"
    assert client_of("elm").get(f"{address}/").status_code == 403
    for who in ("hall", "officer"):
        assert "1 response came" in words(client_of(who).get(f"{address}/"))
    text = client_of("hall").get(f"{address}.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert list(row)[:4] == ["response", "came_on", "how", "behalf"]
    assert (row["q1"], row["q3"], row["q4"]) == ("'=A secret", "Lunch", "")
    assert "Una" not in text
    assert "una@e.org" not in text


def test_what_came_on_paper_is_recorded_and_late_ones_are_not(client_of, asking):
    made = asking.asked()
    officer, address = client_of("officer"), f"{ROOT}{made.number}/responses/add/"
    given = {"q1": "By letter", **days("came_on", date(2026, 11, 10))}
    assert officer.post(address, given).status_code == 302
    assert queries.responses(made).get().on_paper
    late = officer.post(address, {**given, **days("came_on", date(2026, 10, 1))})
    assert "It was not open on this day" in words(late)


def test_documents_are_looked_at_and_handed_out_to_save(client_of, asking, settings, tmp_path):
    made = asking.made()
    officer, address = client_of("officer"), f"{ROOT}{made.number}/documents/"
    bad = SimpleUploadedFile("plan.pdf", b"MZ no PDF")
    assert "is not a PDF file inside" in words(officer.post(address, {"papers": bad}))
    good = SimpleUploadedFile("plan.txt", b"In plain words.")
    assert officer.post(address, {"papers": good, "title": "The plan"}).status_code == 302
    one = made.documents.get()
    answer = client_of().get(f"{address}{one.pk}/")
    assert answer.content == b"In plain words."
    assert answer["Content-Disposition"].startswith("attachment")
    assert officer.post(f"{address}{one.pk}/remove/").status_code == 302
    assert not made.documents.exists()


def test_the_embedded_list_may_be_framed_and_can_do_nothing(client_of, asking):
    asking.made()
    page = client_of().get(f"{ROOT}embed/")
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert "form-action 'none'" in page["Content-Security-Policy"]
    assert "<script" not in page.content.decode()
    assert VALUES["title"] in words(page)
    assert "frame-ancestors 'none'" in client_of().get(ROOT)["Content-Security-Policy"]


def test_feeds_and_calendars_tell_of_what_is_published(client_of, asking):
    asking.draft(title="A secret draft")
    asking.made()
    for name in ("consultations.atom", "consultations.ics", "consultations.json", "calendar.ics"):
        text = client_of().get(f"/anywhere/{name}").content.decode()
        assert "day centres" in text, name
        assert "secret" not in text, name


def rows_of(client: Client, area: str = "anywhere") -> list[dict[str, str]]:
    text = client.get(f"/{area}/consultations.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_list_that_went_out_comes_back_the_same(client_of, asking, other_area):
    made = asking.asked(ways=["A meeting; with lunch", "=By post"], title="-Day centres")
    actions.extend(made, date(2027, 2, 8), "Snow", actor=asking.officer, at=moment())
    told = asking.made(opens=date(2026, 1, 12), closes=date(2026, 6, 1), cannot_change="a\nb")
    texts = {"heard": "Keep; it.", "changed": "", "unchanged": "No\nmoney"}
    actions.write_feedback(told, texts, version=1, actor=asking.officer, at=moment())
    actions.publish_feedback(told, actor=asking.officer, at=moment())
    gone = asking.made(opens=None, closes=None, expected="Spring")
    actions.withdraw(gone, "No money.", actor=asking.officer, at=moment())
    before = client_of().get("/anywhere/consultations.csv").content
    officer = client_of("officer")
    file = SimpleUploadedFile("list.csv", before)
    look = officer.post(f"{ROOT}import/", {"file": file})
    assert "No row brings anything new." in words(look)
    rows = rows_of(client_of())
    hall = asking.town.organisations["hall"]
    with within(other_area):
        # The body has the same address there.
        Organisation.objects.create(
            area=other_area, name=hall.name, slug=hall.slug, sector="public"
        )
        planned = actions.plan(other_area, read(before), TODAY)
        by = replace(asking.officer, area_id=other_area.pk)
        counts = actions.import_rows(other_area, planned, actor=by, at=moment())
        assert counts == {"new": 3, "changed": 0, "same": 0, "wrong": 0}
    again = rows_of(client_of(), "elsewhere")
    apart = ("page", "body_name")
    assert [{k: v for k, v in one.items() if k not in apart} for one in again] == [
        {k: v for k, v in one.items() if k not in apart} for one in rows
    ]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("x,2026-01-05/2026-03-01", "No organisation on the register is called “x”."),
        ("hall,2026-03-05/2026-03-01", "A window is written like"),
        ("hall,2026-03-05", "A window is written like"),
        ("hall,soon", "must hold real days"),
        ("hall,2026-01-05/2026-02-01/2026-03-01", "Each extension needs its reason"),
        ("hall,2026-01-05/2026-03-01;2026-03-01/2026-04-01", "begins after the one before"),
    ],
)
def test_a_wrong_row_is_left_out_and_says_why(asking, cells, says):
    body, windows = cells.split(",")
    slug = asking.town.organisations["hall"].slug
    text = f"title,body,windows\nOne,{body.replace('hall', slug)},{windows}\n"
    (planned,) = actions.plan(asking.area, read(text.encode()), TODAY)
    assert planned.state == "wrong"
    assert says in planned.says


def test_an_import_is_looked_at_first(client_of, asking):
    slug = asking.town.organisations["hall"].slug
    file = SimpleUploadedFile("a.csv", f"title,body\nParks,{slug}\nNobody,nobody\n".encode())
    officer = client_of("officer")
    look = officer.post(f"{ROOT}import/", {"file": file})
    assert "Left out" in words(look)
    assert not Consultation.objects.exists()
    text = re.search(r'name="text" value="([^"]*)"', look.content.decode())[1]
    done = officer.post(f"{ROOT}import/", {"text": text, "step": "start"}, follow=True)
    assert "1 new and 0 changed. 0 were there already, 1 left out." in words(done)
    assert Consultation.objects.get().title == "Parks"
