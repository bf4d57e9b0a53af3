"""The pages of programmes, agreements, lengths and payees: what they show, and to whom."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from opencompact.apps.funding.models import Agreement, GrantRun, Payee, Programme, Variation
from opencompact.apps.funding.views import importing
from opencompact.base.areas.actor import RoleKind
from opencompact.formats import giving as standard
from tests.apps.funding.conftest import TEXT

START = "/anywhere/funding/"
GRANTS = f"{START}agreements/"
PAYEES = f"{START}payees/"


def text(response):
    return response.content.decode().replace("&#x27;", "'").replace("&amp;", "&")


def when(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_the_front_page_shows_what_there_is(visitor, grants, edition):
    page = text(visitor().get(START))
    for words in ("Programmes", "Agreements", "£47,981.25", "Lengths of awards"):
        assert words in page
    assert "Payees" not in page
    assert "to be decided" in text(visitor("officer").get(START))


@pytest.mark.parametrize("path", ["", "programmes/", "agreements/", "lengths/", "payees/"])
def test_an_empty_page_says_what_belongs_there(visitor, edition, path):
    page = text(visitor("officer").get(f"{START}{path}"))
    if path:
        assert any(words in page for words in ("yet", "Nobody waits"))


def test_the_list_of_agreements_is_searched_filtered_and_added_up(visitor, grants, edition):
    client = visitor()
    assert "5 agreements, together £47,981.25" in text(client.get(GRANTS))
    assert "2 agreements, together £45,000.50" in text(client.get(GRANTS, {"q": "elm carers"}))
    for asked, number in (
        ({"funder": "harbour-trust"}, "5 agreements"),
        ({"programme": "Staying Well"}, "2 agreements"),
        ({"year": "2025"}, "2 agreements"),
        ({"state": "open-ended"}, "2 agreements"),
        ({"state": "running"}, "2 agreements"),
        ({"type": "grant", "sort": "largest"}, "5 agreements"),
        ({"type": "contract"}, "No agreement fits"),
        ({"year": "x", "funder": "nobody"}, "5 agreements"),
    ):
        assert number in text(client.get(GRANTS, asked)), asked


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_however_long_it_is(
    visitor, agreed, edition, rows, django_assert_num_queries
):
    for number in range(rows):
        agreed(title=f"Agreement {number}")
    client = visitor()
    with django_assert_num_queries(7):
        client.get(GRANTS)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_programmes_ask_the_database_as_often(
    visitor, offered, edition, rows, django_assert_num_queries
):
    for number in range(rows):
        offered(title=f"Programme {number}")
    client = visitor()
    with django_assert_num_queries(4):
        client.get(f"{START}programmes/")


def test_the_files_of_the_list_keep_the_filters(visitor, grants, edition):
    client = visitor()
    found = client.get(f"{START}agreements.json", {"year": "2025"}).json()["rows"]
    assert [one["identifier"][-4:] for one in found] == ["1002", "1001"]
    assert found[0]["value"] == "2480.75"
    assert client.get(f"{START}agreements.csv").content.count(b"360G-Harbour-1") == 5
    assert client.get(f"{START}agreements.xlsx").status_code == 200
    assert client.get(f"{START}programmes.csv").status_code == 200
    assert client.get(f"{START}lengths.csv").content.startswith(b"by,of,awards")


def test_grants_go_out_as_they_came(visitor, grants, edition):
    client = visitor()
    whole = json.loads(TEXT)["grants"]
    for kind in ("json", "csv"):
        response = client.get(f"{GRANTS}360giving.{kind}")
        assert f".{kind}" in response["Content-Disposition"]
        again = [one.grant for one in standard.read(response.content.decode()).grants]
        assert sorted(one["id"] for one in again) == [one["id"] for one in whole]
        if kind == "json":
            assert sorted(again, key=lambda one: one["id"]) == whole


def test_an_agreement_shows_its_terms_and_how_it_stands(visitor, agreed, edition):
    one = agreed(
        starts=date(2026, 12, 1), confirmed=date(2026, 11, 10), type="grant",
        overheads_included=True, awarded=date(2026, 11, 1),
    )  # fmt: skip
    page = text(visitor().get(f"{GRANTS}{one.number}/"))
    for words in (
        "£12,000.50 for Elm Street Carers",
        "Not met",
        "Cannot tell",
        "Met",
        "Are overhead costs part of it?",
        "Not recorded",
    ):
        assert words in page
    assert "File a departure" not in page
    assert "File a departure" in text(visitor("officer").get(f"{GRANTS}{one.number}/"))


def test_an_agreement_of_before_says_that_nothing_was_in_force(visitor, agreed, edition):
    one = agreed(starts=date(1999, 7, 1), ends=date(2002, 6, 30))
    page = text(visitor().get(f"{GRANTS}{one.number}/"))
    assert "was in force on 1 July 1999" in page
    assert "36 months" in page


def test_the_keepers_of_a_body_add_to_its_records_and_to_no_others(
    visitor, council, elm, offered, person, edition
):
    offered()
    client = visitor("signer elsewhere")
    assert "Choose a body" in text(client.get(f"{GRANTS}add/"))
    sent = {
        "funder": str(council.pk),
        "recipient": "Larch Lane Lunch Club",
        "title": "Lunches",
        "value": "£1,200.50",
        "payment_when": "advance",
        "dispute_clause": "no",
        **when("starts", date(2027, 4, 1)),
    }
    assert client.post(f"{GRANTS}add/", sent).status_code == 302
    made = Agreement.objects.get()
    assert (made.number, made.identifier) == ("2026-001", "360G-anywhere-2026-001")
    assert (str(made.value), made.dispute_clause, made.term_considered) == ("1200.50", False, None)
    assert made.payee.organisation is None
    refused = text(client.post(f"{GRANTS}add/", {**sent, "funder": str(elm.pk)}))
    assert "Select the funder from the list" in refused
    nobody = text(client.post(f"{GRANTS}add/", {**sent, "recipient": "REDACTED"}))
    assert "a word in its place tells nobody apart" in nobody
    assert visitor("member").get(f"{GRANTS}add/").status_code == 403


def test_a_draft_is_seen_by_its_keepers_only(visitor, offered, agreed, edition):
    programme, agreement = offered(is_draft=True), agreed(is_draft=True)
    for address in (programme.get_absolute_url(), agreement.get_absolute_url()):
        assert visitor().get(address).status_code == 404
        assert visitor("rep").get(address).status_code == 404
        assert visitor("signer elsewhere").get(address).status_code == 200
        assert visitor("officer").get(address).status_code == 200
    assert "No agreements yet" in text(visitor().get(GRANTS))


def test_a_change_is_saved_and_the_slower_of_two_sees_both(visitor, agreed, edition):
    one = agreed()
    client, address = visitor("officer"), f"{GRANTS}{one.number}/edit/"
    sent = {"title": "Respite", "value": "12000.50", "version": "1", "term_considered": "yes"}
    assert client.post(address, sent).status_code == 302
    one.refresh_from_db()
    assert (one.title, one.version, one.term_considered) == ("Respite", 2, True)
    late = client.post(address, {**sent, "title": "Mine"})
    assert late.status_code == 409
    page = text(late)
    assert "Somebody else changed this" in page
    assert 'value="2"' in page
    assert client.post(address, {**sent, "title": "Mine", "version": "2"}).status_code == 302


def test_a_change_of_terms_keeps_what_stood_before(visitor, agreed, edition):
    one = agreed(ends=date(2027, 3, 31))
    client, address = visitor("officer"), f"{GRANTS}{one.number}/vary/"
    sent = {
        "value": "15000",
        "reason": "More families came",
        "version": "1",
        **when("on", date(2026, 12, 1)),
        **when("ends", date(2028, 3, 31)),
    }
    assert client.post(address, sent).status_code == 302
    page = text(client.get(f"{GRANTS}{one.number}/"))
    for words in ("£12,000.50, now £15,000", "31 March 2027, now 31 March 2028", "More families"):
        assert words in page
    assert client.post(address, {**sent, "value": "16000"}).status_code == 409
    same = {**sent, "version": "2"}
    assert "Change at least one of the terms" in text(client.post(address, same))
    assert Variation.objects.count() == 1


def test_a_programme_is_published_with_what_is_known(visitor, council, edition):
    client = visitor("officer")
    sent = {
        "funder": str(council.pk),
        "title": "Staying Well",
        "objectives": "Fewer people lonely",
        "decision_approach": "A panel of three",
        **when("decision_approach_recorded", date(2026, 10, 1)),
        **when("first_decision", date(2026, 12, 1)),
        **when("opens", date(2026, 10, 5)),
        **when("closes", date(2026, 11, 30)),
    }
    assert client.post(f"{START}programmes/add/", sent).status_code == 302
    page = text(visitor().get(f"{START}programmes/staying-well/"))
    for words in ("Fewer people lonely", "until 30 November 2026", "Not recorded"):
        assert words in page
    assert "Open" in text(visitor().get(f"{START}programmes/"))
    bad = {**sent, **when("closes", date(2026, 10, 1)), "decision_approach": ""}
    said = text(client.post(f"{START}programmes/add/", bad))
    assert "It must close on or after the day it opens" in said
    assert "Say how decisions are made, or leave the day out" in said


def test_a_programme_is_changed_and_the_slower_of_two_sees_both(visitor, offered, edition):
    one = offered()
    client, address = visitor("officer"), f"{one.get_absolute_url()}edit/"
    sent = {"title": "Staying Well", "criteria": "Need", "version": "1"}
    assert client.post(address, sent).status_code == 302
    late = client.post(address, {**sent, "criteria": "Reach"})
    assert late.status_code == 409
    assert Programme.objects.get().criteria == "Need"


def test_lengths_are_told_with_their_rows(visitor, grants, edition):
    page = text(visitor().get(f"{START}lengths/"))
    for words in ("12 months", "33%", "3 of 5 have a length", "agreements/?year=2025"):
        assert words in page


def test_a_file_is_looked_at_started_and_reported(visitor, edition, monkeypatch):
    client = visitor("officer")
    file = SimpleUploadedFile("grants.json", TEXT.encode())
    look = client.post(f"{GRANTS}import/", {"file": file}, follow=True)
    page = text(look)
    for words in ("What would happen", "£47,981.25", "is added to it, as a funder"):
        assert words in page
    first = json.loads(TEXT)["grants"][0]
    for words in (first["title"], first["recipientOrganization"][0]["name"].strip()):
        assert words in page.split("The first rows, as they are understood")[1]
    assert not Agreement.objects.exists()
    run = GrantRun.objects.get()
    monkeypatch.setattr(importing, "AT_ONCE", 0)
    assert "0 of 5 grants are done" in text(
        client.post(f"{GRANTS}import/{run.pk}/start/", follow=True)
    )
    monkeypatch.undo()
    done = text(client.post(f"{GRANTS}import/{run.pk}/start/", follow=True))
    assert "5 of 5 grants are among the agreements" in done
    assert "£47,981.25" in done
    file = SimpleUploadedFile("grants.json", TEXT.encode())
    again = text(client.post(f"{GRANTS}import/", {"file": file}, follow=True))
    assert "There is nothing new in this file." in again
    assert visitor("rep").get(f"{GRANTS}import/").status_code == 403


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_was_left_out_goes_back_to_be_corrected(visitor, edition, kind):
    client = visitor("officer")
    found = standard.read(TEXT).grants[:2]
    bad = {**found[1].grant, "amountAwarded": "ten"}
    write = standard.write_csv if kind == "csv" else standard.write_json
    file = SimpleUploadedFile(f"grants.{kind}", write([found[0].grant, bad]).encode())
    client.post(f"{GRANTS}import/", {"file": file})
    run = GrantRun.objects.get()
    address = f"{GRANTS}import/{run.pk}/"
    assert client.get(f"{address}rejected.csv").status_code == 409
    assert f'{address}rejected.csv"' in text(client.post(f"{address}start/", follow=True))
    assert client.get(f"{address}rejected.xlsx").status_code == 200
    left = text(client.get(f"{address}rejected.csv"))
    [row] = csv.DictReader(io.StringIO(left))
    assert row["row"] == ("3" if kind == "csv" else "2")
    assert row["Amount Awarded"] == "ten"
    assert row["Identifier"] == bad["id"]
    assert row["reason"]
    # Corrected, it comes in as the same grant, without the two columns of ours.
    again = SimpleUploadedFile("left.csv", left.replace(",ten,", ",1500,").encode())
    client.post(f"{GRANTS}import/", {"file": again})
    run = GrantRun.objects.exclude(pk=run.pk).get()
    assert "1 of 1 grant is" in text(client.post(f"{GRANTS}import/{run.pk}/start/", follow=True))
    made = Agreement.objects.get(identifier=bad["id"])
    assert made.value == 1500
    assert not {"row", "reason"} & set(json.loads(made.source))


def test_a_file_without_grants_is_refused_with_the_reason(visitor, edition):
    client = visitor("officer")
    file = SimpleUploadedFile("list.csv", b"name,town\nElm,Westbridge\n")
    assert "No grants are in this file" in text(client.post(f"{GRANTS}import/", {"file": file}))
    assert "Select a 360Giving file" in text(client.post(f"{GRANTS}import/"))


def test_payees_are_decided_one_by_one_and_many_at_once(visitor, grants, make, edition):
    make("Larch Lane Lunch Club of Westbridge")
    client = visitor("officer")
    client.post(f"{PAYEES}look-again/")
    page = text(client.get(PAYEES))
    assert "Perhaps Larch Lane Lunch Club of Westbridge" in page
    club = Payee.objects.get(name__contains="Larch")
    assert club.organisation is None
    client.post(f"{PAYEES}decide/", {"payee": [str(club.pk), "x"], "answer": "yes"})
    club.refresh_from_db()
    assert (club.standing, club.organisation.name[:5]) == ("confirmed", "Larch")
    oak = Payee.objects.get(name__contains="Oak")
    client.post(f"{PAYEES}decide/", {"payee": str(oak.pk), "answer": "none"})
    assert Payee.objects.get(pk=oak.pk).standing == "none"
    client.post(f"{PAYEES}{oak.pk}/undo/")
    assert Payee.objects.get(pk=oak.pk).standing == "waiting"
    other = {"answer": "other", "organisation": "Larch Lane Lunch Club of Westbridge"}
    assert client.post(f"{PAYEES}{oak.pk}/", other).status_code == 302
    assert Payee.objects.get(pk=oak.pk).organisation == club.organisation
    missing = text(client.post(f"{PAYEES}{oak.pk}/", {"answer": "other"}))
    assert "Enter the organisation" in missing
    assert b"Larch" in client.get(f"{START}payees.csv", {"standing": "all"}).content


@pytest.mark.parametrize("kind", ["anonymous", "member", "rep", "champion", "chair"])
def test_payees_are_for_officers(visitor, grants, edition, kind):
    assert visitor(kind).get(PAYEES).status_code in {302, 403}


@pytest.mark.parametrize("role", [RoleKind.REPRESENTATIVE, RoleKind.CHAMPION])
def test_a_bodys_own_people_keep_its_records(visitor, council, agreed, person, role, edition):
    from django.test import Client

    one = agreed()
    client = Client()
    client.force_login(person("Kit", role, council))
    assert client.get(f"{GRANTS}{one.number}/edit/").status_code == 200
    assert visitor("rep").get(f"{GRANTS}{one.number}/edit/").status_code == 403
