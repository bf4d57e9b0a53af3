"""The pages: giving notice step by step, reading and answering it, what is due, the figures."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opencompact.apps.funding.models import BodyBudget, EndDecision, Notice
from opencompact.apps.funding.queries import notices as queries
from tests.apps.funding.notices.conftest import DAY


@pytest.fixture(autouse=True)
def _today(at):
    with time_machine.travel(at, tick=True):
        yield


def page(name: str, *args) -> str:
    return reverse(f"funding:{name}", args=["anywhere", *args])


def text(response) -> str:
    return response.content.decode()


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def version(html: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', html)
    assert found
    return found[1]


def test_notice_is_given_step_by_step(desk):
    desk.agreement()
    champ = desk.client("champ")
    assert "No notice that you can read" in text(champ.get(page("notices")))
    begin = champ.post(page("begin_notice"), {"agreement": "youth", "kind": "ending"})
    what = begin.url
    html = text(champ.get(what))
    for said in (
        "the earliest end that it allows is <strong>Thursday 20 May 2027",
        "the latest day of notice is <strong>Monday 30 November 2026",
    ):
        assert said in html
    said = {"kind": "ending", "what": "It ends.", "version": version(html)}
    short = {**said, **day("ends", date(2027, 3, 31)), "look": "1"}
    assert champ.post(what, short).url == what
    html = text(champ.get(what))
    assert "The end comes 50 days too soon." in html
    good = {**said, **day("ends", date(2027, 5, 31)), "version": version(html)}
    reasons = champ.post(what, good).url
    html = text(champ.get(reasons))
    given = {"reasons": "Less money.", "exceptional": "no", "version": version(html)}
    checks = champ.post(reasons, given).url
    html = text(champ.get(checks))
    assert "Was there time to put things right" not in html
    known = {"could_respond": "yes", "users_how": "By letter.", "version": version(html)}
    confirm = champ.post(checks, {**known, **day("assessed_on", date(2026, 10, 1))}).url
    html = text(champ.get(confirm))
    for said in (
        "1 person of Elm Street Carers gets a mail",
        "Yours faithfully",
        "Met",
        "Less money.",
    ):
        assert said in html
    signed = {"signed_by": "Sam", "version": version(html), **day("given_on", DAY)}
    notice = champ.post(confirm, signed).url
    one = Notice.objects.get()
    assert one.given_on == DAY
    assert one.could_respond is True
    shown = text(desk.client("rita").get(notice))
    assert "You respond for Elm Street Carers." in shown
    sent = desk.client("rita").post(page("answer_notice", one.key), {"text": "We cannot."})
    assert sent.url == notice
    assert "We cannot." in text(champ.get(notice))
    assert desk.client("group").get(notice).status_code == 404
    assert "/account/login/" in Client().get(notice).url


def test_what_is_missing_is_said_and_leads_back(desk):
    draft = desk.draft(what="", reasons="")
    html = text(desk.client("champ").get(page("notice_confirm", draft.key)))
    assert "Say what changes or ends." in html
    assert "Give the reasons." in html
    shown = text(desk.client("olive").get(page("notice", draft.key)))
    assert "Go on writing" in shown


def test_a_step_that_somebody_else_changed_keeps_what_was_typed(desk):
    draft = desk.draft()
    champ = desk.client("champ")
    stale = champ.post(page("notice_reasons", draft.key), {"reasons": "Mine.", "version": "1"})
    assert stale.status_code == 409
    assert "Mine." in text(stale)
    again = {"reasons": "Mine.", "version": version(text(stale))}
    assert champ.post(page("notice_reasons", draft.key), again).status_code == 302


def test_an_empty_answer_is_asked_for_again(desk):
    given = desk.given()
    html = text(desk.client("rita").post(page("answer_notice", given.key), {"text": ""}))
    assert "Enter your response" in html


def test_noting_and_withdrawing(desk):
    given = desk.given()
    champ = desk.client("champ")
    html = text(champ.get(page("note_notice", given.key)))
    noted = {"users_how": "By letter.", "version": version(html), **day("users_told_on", DAY)}
    champ.post(page("note_notice", given.key), noted)
    stale = champ.post(page("note_notice", given.key), {**noted, "users_how": "By mail."})
    assert stale.status_code == 409
    html = text(champ.get(page("withdraw_notice", given.key)))
    why = {"text": "There is money after all.", "version": version(html)}
    champ.post(page("withdraw_notice", given.key), why)
    assert "There is money after all." in text(desk.client("rita").get(page("notice", given.key)))
    assert champ.get(page("withdraw_notice", given.key)).status_code == 409
    assert champ.get(page("notice_what", given.key)).status_code == 409


def test_a_note_that_says_nothing_is_refused(desk):
    by = date(2027, 1, 4)
    said = {"users_how": "By letter.", "remedy_offered": True, "remedy_by": by}
    given = desk.given(kind="default", **said)
    champ = desk.client("champ")
    address = page("note_notice", given.key)
    for said in ("By letter.", " By letter.\n"):
        same = {"users_how": said, "remedy_offered": "yes", **day("remedy_by", by)}
        sent = champ.post(address, {**same, "version": str(given.version)})
        assert "Enter at least one thing that was done since" in text(sent)
    assert Notice.objects.get().version == given.version
    # What was noted wrongly can be taken out again.
    assert champ.post(address, {"version": str(given.version)}).status_code == 302
    assert Notice.objects.get().users_how == ""
    assert "Enter at least one thing" in text(
        champ.post(address, {"version": str(given.version + 1)})
    )


def test_a_departure_is_from_the_promise_that_is_not_kept(desk):
    draft = desk.draft(decided_on=date(2026, 10, 1), assessed_on=date(2026, 11, 2))
    judged = queries.judged_notice(draft, DAY)
    states = {one.commitment.key: one.judgement.verdict.value for one in judged}
    assert judged[0].judgement.verdict.value != "not met"
    html = text(desk.client("champ").get(page("notice_confirm", draft.key)))
    found = re.findall(r"/departures/file/\?[^\"]*commitment=([\w.-]+)", html)
    assert found == [key for key, state in states.items() if state == "not met"] != []


def test_a_draft_can_be_removed(desk):
    draft = desk.draft()
    champ = desk.client("champ")
    assert "cannot be undone" in text(champ.get(page("remove_notice", draft.key)))
    champ.post(page("remove_notice", draft.key))
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("kind", "starts"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_letter_as_a_file(desk, kind, starts):
    for one in (desk.draft(desk.agreement("one")), desk.given(desk.agreement("two"))):
        answer = desk.client("champ").get(page(f"notice_{kind}", one.key))
        assert answer.content.startswith(starts)
        assert answer["Content-Disposition"].endswith(f'notice-{one.key.lower()}.{kind}"')


def test_everybody_sees_figures_and_nothing_of_a_single_notice(desk):
    given = desk.given()
    html = text(Client().get(page("notices")))
    assert "1 of 1" in html
    for hidden in (given.key, given.agreement.title, "The grant ends."):
        assert hidden not in html
    csv = text(Client().get(page("notice_figures_csv")))
    assert "westbridge-city-council" in csv
    assert given.key not in csv
    assert given.key in text(desk.client("rita").get(page("notices_csv")))
    assert desk.client("group").get(page("notices_csv")).status_code == 403


def test_what_is_due_is_decided_on_its_page(desk):
    champ = desk.client("champ")
    assert "Nothing is due" in text(champ.get(page("due")))
    desk.agreement("open", ends=date(2027, 5, 25))
    html = text(champ.get(page("due")))
    assert "25 November 2026" in html
    assert "5 days left" in html
    assert "open" in text(champ.get(page("due_csv")))
    one = page("decide_end", "open")
    assert "Counted back from the end" in text(champ.get(one))
    values = {"choice": "renewed", "version": "0", **day("decided_on", DAY)}
    assert champ.post(one, values).url == page("due")
    assert champ.post(one, values).status_code == 409
    assert EndDecision.objects.get().choice == "renewed"
    assert desk.client("rita").get(one).status_code == 403


def test_budgets_are_recorded_and_shown(desk):
    champ = desk.client("champ")
    sums = {"own_before": "1000", "own_after": "950", "sector_before": "100", "sector_after": "80"}
    given = {"body": desk.council.name, "year": "2027", "version": "0", **sums}
    assert champ.post(page("keep_budget"), given).url == page("notices")
    html = text(Client().get(page("notices")))
    assert "The sector fares worse by 15.0 points." in html
    assert champ.post(page("keep_budget"), given).status_code == 409
    asked = f"{page('keep_budget')}?body={desk.council.slug}&year=2027"
    assert 'value="950.00"' in text(champ.get(asked))
    too_much = {**given, "sector_after": "2000"}
    assert "more than was spent in all" in text(champ.post(page("keep_budget"), too_much))
    other = {**given, "body": desk.elm.name}
    assert "do not keep the records" in text(champ.post(page("keep_budget"), other))
    assert BodyBudget.objects.count() == 1


@pytest.mark.parametrize("name", ["notices", "due", "notices_csv", "due_csv"])
def test_lists_ask_as_often_for_three_as_for_one(desk, name):
    champ, counts = desk.client("champ"), []
    for more in ((1,), (2, 3)):
        for number in more:
            desk.agreement(f"open-{number}", ends=date(2027, 5, 25))
            desk.given(desk.agreement(f"told-{number}"))
        champ.get(page(name))
        with CaptureQueriesContext(connection) as asked:
            champ.get(page(name))
        counts.append(len(asked))
    assert counts[0] == counts[1]
