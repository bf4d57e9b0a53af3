"""The agreement and the register through the API: the same answers and the same gates as pages."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from opencompact.apps.agreement.queries import book_of, commitments
from opencompact.apps.organisations import actions
from opencompact.apps.organisations.models import ImportRun, Organisation, Signature, Subject
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.scoping import within
from opencompact.base.areas.tokens import Scope
from opencompact.base.audit.models import Event


def rows(answer) -> list[dict]:
    assert answer.status_code == 200, answer.content
    return answer.json()["rows"]


def test_the_areas_need_no_area(town, other_area, call):
    found = rows(call("/api/v1/areas"))
    assert [one["area"] for one in found] == ["anywhere", "elsewhere"]
    assert call("").json()["words"]["agreement"] == "Compact"
    assert call("").json()["page"].endswith("/anywhere/")


def test_the_agreement_without_an_edition_is_not_found(area, call):
    for path in ("/agreement", "/commitments", "/glossary", "/procedure", "/commitments/x"):
        assert call(path).status_code == 404, path


def test_the_agreement_and_its_commitments(town, call):
    whole = call("/agreement").json()
    assert whole["edition"]["key"] == town.edition.key
    assert whole["edition"]["digest"] == f"sha256:{town.edition.digest}"
    listed = [key for part in whole["parts"] for key in part["commitments"]]
    assert listed == [one.key for one in commitments(town.edition)]
    found = rows(call("/commitments?per_page=200"))
    assert [one["key"] for one in found] == listed
    bound = rows(call("/commitments?binds=public&per_page=200"))
    assert 0 < len(bound) < len(found)
    assert all("public" in one["binds"] for one in bound)
    measured = [rule for one in found for rule in one["rules"] if rule["limit"]]
    assert measured
    one = call(f"/commitments/{listed[0]}").json()
    assert one == found[0]


def test_the_glossary_says_where_a_term_is_used(town, call):
    book = book_of(town.edition)
    found = rows(call("/glossary?per_page=200"))
    assert {one["key"]: one["used_in"] for one in found} == {
        key: [passage.key for passage in passages] for key, passages in book.uses.items()
    }


def test_the_register_takes_the_filters_of_the_page(town, call):
    town.found("yew", "Yew Café", sector="faith", signed=False)
    assert [one["name"] for one in rows(call("/organisations?q=cafe"))] == ["Yew Café"]
    assert [one["organisation"] for one in rows(call("/organisations?sector=faith"))] == ["yew"]
    unsigned = [one["organisation"] for one in rows(call("/organisations?signed=no"))]
    assert unsigned == ["ash", "yew"]
    assert rows(call("/organisations?sort=-name"))[0]["name"] == "Yew Café"


def test_one_organisation_has_its_public_history_and_no_more(town, call):
    signature = Signature.objects.get(organisation=town.organisations["elm"])
    actions.withdraw(
        signature, notice="Between us only.", on=signature.signed_on, actor=town.actor("elm"),
        at=signature.recorded_at,
    )  # fmt: skip
    answer = call("/organisations/elm")
    assert [one["what"] for one in answer.json()["history"]] == ["withdrew", "signed"]
    assert answer.json()["signatory"] is False
    assert answer.json()["people"] == []
    assert "Between us" not in answer.content.decode()


def test_signatories_on_any_day(town, call):
    assert len(rows(call("/signatories"))) == 3
    assert rows(call("/signatories?on=2025-12-31")) == []
    first = rows(call("/signatories?on=2026-01-05&q=elm"))[0]
    assert first["signatory_since"] == "2026-01-05"
    assert first["edition"] == town.edition.key


def test_an_organisation_is_added_as_on_the_page(town, token, call):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    given = {"name": "  The   Well ", "sector": "vcs", "identifier": "gb-chc-1136419"}
    answer = call("/organisations", method="post", secret=secret, body=given)
    assert answer.status_code == 201
    assert answer.json()["name"] == "The Well"
    assert answer.json()["identifier"] == "GB-CHC-1136419"
    stored = Organisation.objects.get(slug=answer.json()["organisation"])
    event = Event.objects.get(object_id=str(stored.pk))
    assert (event.verb, event.actor_id) == ("organisations.add", town.users["officer"].pk)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, {"name", "sector"}),
        ({"name": "…", "sector": "vcs"}, {"name"}),
        ({"name": "A", "sector": "vcs", "identifier": "12"}, {"identifier"}),
        ({"name": "A", "sector": "vcs", "kinds": ["bakery"]}, {"kinds"}),
        ({"name": "A", "sector": "vcs", "website": "javascript:1"}, {"website"}),
    ],
)
def test_what_the_form_refuses_the_api_refuses_with_its_words(town, token, call, given, fields):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    answer = call("/organisations", method="post", secret=secret, body=given)
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == fields
    assert Organisation.objects.count() == 4


def test_an_identifier_that_is_taken_is_told(town, token, call):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    given = {"name": "The Well", "sector": "vcs", "identifier": "GB-CHC-1136419"}
    assert call("/organisations", method="post", secret=secret, body=given).status_code == 201
    answer = call("/organisations", method="post", secret=secret, body=given)
    assert answer.status_code == 400
    assert "The Well" in answer.json()["fields"]["identifier"]


def test_a_change_keeps_what_was_not_sent(town, token, call):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    read = call("/organisations/hall").json()
    given = {"version": read["version"], "locality": "Anytown"}
    answer = call("/organisations/hall", method="patch", secret=secret, body=given)
    assert answer.status_code == 200
    assert answer.json() == {**read, "locality": "Anytown", "version": read["version"] + 1}


def test_whoever_was_slower_gets_both_texts(town, token, call):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    first = {"version": 1, "locality": "Anytown"}
    assert call("/organisations/elm", method="patch", secret=secret, body=first).status_code == 200
    second = {"version": 1, "locality": "Elsewhere", "postcode": "LE1 1AA"}
    answer = call("/organisations/elm", method="patch", secret=secret, body=second)
    assert answer.status_code == 409
    body = answer.json()
    assert body["stored"]["locality"] == "Anytown"
    assert body["yours"] == second
    assert body["possible"] == ["send it again with version 2"]
    assert Organisation.objects.get(slug="elm").postcode == ""


def test_an_organisation_signs_through_whoever_may_bind_it(town, token, call):
    ash = town.organisations["ash"]
    town.users["ash"].roles.update(may_sign=True)
    _, secret = token("ash", Scope.WRITE_SIGNATURES)
    pledge = {"name": "Ash Tree", "position": "Chair", "authority": True, "public": True}
    path = "/organisations/ash/signature"
    refused = call(path, method="post", secret=secret, body={**pledge, "public": False})
    assert refused.status_code == 400
    assert list(refused.json()["fields"]) == ["public"]
    late = call(path, method="post", secret=secret, body={**pledge, "on": "2999-01-01"})
    assert list(late.json()["fields"]) == ["on"]
    answer = call(path, method="post", secret=secret, body=pledge)
    assert answer.status_code == 201
    signature = Signature.objects.get(organisation=ash)
    assert signature.user_id == town.users["ash"].pk
    again = call(path, method="post", secret=secret, body=pledge)
    assert again.status_code == 409
    assert "has already signed" in again.json()["error"]
    assert again.json()["possible"]


def test_an_officer_records_what_was_signed_on_paper(town, token, call):
    _, secret = token("officer", Scope.WRITE_SIGNATURES)
    pledge = {"name": "Ash", "position": "Chair", "authority": True, "public": True}
    answer = call("/organisations/ash/signature", method="post", secret=secret, body=pledge)
    assert answer.status_code == 201
    assert Signature.objects.get(organisation=town.organisations["ash"]).user_id is None


def hand_in(secret: str, content: bytes):
    file = SimpleUploadedFile("list.csv", content, "text/csv")
    with within(None):
        return Client().post(
            "/api/v1/areas/anywhere/imports",
            {"file": file, "sector": "faith"},
            headers={"authorization": f"Bearer {secret}"},
        )


def test_a_file_is_a_draft_until_it_is_started(town, token, call):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    answer = hand_in(secret, b"name,identifier\nThe Mill,\n,GB-CHC-1\n")
    assert answer.status_code == 201
    draft = answer.json()
    assert (draft["state"], draft["created"], draft["rows_done"]) == ("draft", 1, 0)
    assert draft["rejected"][0]["row"] == 3
    assert not Organisation.objects.filter(name="The Mill").exists()
    path = f"/imports/{draft['id']}"
    assert call(path, secret=secret).json() == draft
    done = call(f"{path}/start", method="post", secret=secret).json()
    assert (done["state"], done["created"], done["rows_done"]) == ("finished", 1, 2)
    assert done["rejected"] == draft["rejected"]
    assert Organisation.objects.get(name="The Mill").sector == "faith"
    assert [one["id"] for one in rows(call("/imports", secret=secret))] == [draft["id"]]


def test_a_file_without_names_cannot_be_started(town, token, call):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    draft = hand_in(secret, b"a,b\n1,2\n").json()
    answer = call(f"/imports/{draft['id']}/start", method="post", secret=secret)
    assert answer.status_code == 409
    assert answer.json()["possible"] == ["call one of the columns “name”"]


def test_a_file_of_people_is_none_of_the_register(town, token, call):
    """Who may write to the register by a token may not give roles by it, nor read who has one."""
    _, secret = token("officer", Scope.WRITE_REGISTER)
    text = "email,name,role\nnew@example.org,New,chair\n"
    with within(town.area):
        run = actions.open_import(
            town.area, "people.csv", text,
            subject=Subject.PEOPLE, actor=SYSTEM, at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        )  # fmt: skip
    assert rows(call("/imports", secret=secret)) == []
    assert call(f"/imports/{run.pk}", secret=secret).status_code == 404
    assert call(f"/imports/{run.pk}/start", method="post", secret=secret).status_code == 404
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04"])
def test_what_is_no_table_is_refused(town, token, content):
    _, secret = token("officer", Scope.WRITE_REGISTER)
    answer = hand_in(secret, content)
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["file"]
    assert not ImportRun.objects.exists()


def test_people_are_for_officers(town, token, call):
    _, secret = token("officer", Scope.READ_PEOPLE)
    answer = call("/people", secret=secret)
    assert answer.json()["meta"]["licence"] is None  # it is nobody's to use again
    found = rows(answer)
    assert {one["role"] for one in found} >= {"officer", "chair", "representative"}
    assert {"name": "Elm", "email": "elm@example.org"}.items() <= next(
        one for one in found if one["organisation"] == "elm"
    ).items()


def test_the_description_is_whole(client, db):
    answer = client.get("/api/v1/openapi.json")
    described = json.loads(answer.content)
    assert described["openapi"].startswith("3.1")
    assert answer["Access-Control-Allow-Origin"] == "*"
    for methods in described["paths"].values():
        for one in methods.values():
            assert one["summary"]
            assert one["description"]
            assert {"400", "401", "404", "405", "429"} <= set(map(str, one["responses"]))
    named = described["components"]["securitySchemes"]["Bearer"]
    assert (named["type"], named["scheme"]) == ("http", "bearer")
