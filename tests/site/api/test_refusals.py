"""Every refusal has one shape, says what to do, and lets out nothing of the inside."""

import pytest
from django.test import Client

from opencompact.apps.disputes import queries
from opencompact.base.areas.scoping import within
from opencompact.base.areas.tokens import Scope

pytestmark = pytest.mark.once


def fault(answer) -> dict:
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert set(body) >= {"error", "possible", "fields"}
    assert body["error"].endswith(".")
    return body


REFUSED = (
    ("/api/v1/areas/nowhere", 404),
    ("/api/v1/areas/nowhere/organisations", 404),
    ("/api/v1/nothing", 404),
    ("/api/v1/", 404),
    ("/nothing", 404),
    ("/organisations/nobody", 404),
    ("/commitments/none", 404),
    ("/findings/2026-999", 404),
    ("/organisations?page=99", 404),
    ("/organisations?page=0", 400),
    ("/organisations?per_page=201", 400),
    ("/organisations?q=%00", 400),
    ("/signatories?on=2999-01-01", 400),
    ("/signatories?on=yesterday", 400),
    ("/clock?date=9999-12-30&amount=5&unit=days", 400),
    ("/people", 401),
)


def test_one_shape(town, call):
    for path, status in REFUSED:
        answer = call(path)
        assert answer.status_code == status, path
        fault(answer)


def test_a_slip_of_the_keyboard_is_told_with_what_there_is(town, call):
    body = fault(call("/organisations?sectr=vcs"))
    assert body["possible"] == ["page", "per_page", "q", "sector", "kind", "signed", "sort"]
    assert list(body["fields"]) == ["sectr"]
    assert fault(call("?page=1"))["error"].endswith("It takes none.")


def test_a_wrong_value_is_told_by_name_in_our_words(town, call):
    body = fault(call("/organisations?sector=vsc&per_page=many"))
    assert body["fields"]["per_page"] == "Give a whole number."
    assert "'vcs'" in body["fields"]["sector"]
    assert set(body["fields"]) == {"per_page", "sector"}


def test_a_field_that_is_not_known_is_told(town, token, call):
    _, secret = token("officer")
    given = {"name": "New", "sector": "vcs", "phone": "0116"}
    answer = call("/organisations", method="post", secret=secret, body=given)
    assert answer.status_code == 400
    assert fault(answer)["fields"] == {
        "phone": "This operation does not know it. Check the spelling."
    }


def test_what_is_no_object_is_refused(town, token, call):
    _, secret = token("officer")
    sent = {"method": "post", "secret": secret, "content_type": "application/json"}
    for body in ("{", "[]", '"x"', "null", ""):
        answer = call("/organisations", data=body, **sent)
        assert answer.status_code == 400, body
        fault(answer)


def test_another_method_is_told_what_there_is(town, call):
    answer = call("/organisations", method="delete")
    assert answer.status_code == 405
    assert sorted(fault(answer)["possible"]) == ["GET", "POST"]
    assert sorted(answer["Allow"].split(", ")) == ["GET", "POST"]


def test_too_much_at_once_is_refused(town, token, call, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    _, secret = token("officer")
    given = {"name": "N" * 200, "sector": "vcs"}
    answer = call("/organisations", method="post", secret=secret, body=given)
    assert answer.status_code == 413
    fault(answer)


def test_a_fault_of_ours_lets_out_no_trace(town, token, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(queries, "rows", broken)
    _, secret = token("elm", Scope.READ_CASES)
    with within(None):
        answer = Client(raise_request_exception=False).get(
            "/api/v1/areas/anywhere/cases", headers={"authorization": f"Bearer {secret}"}
        )
    assert answer.status_code == 500
    assert "inside" not in answer.content.decode()
    fault(answer)


def test_an_operation_that_does_not_decide_is_an_error(town, call, monkeypatch):
    from opencompact.apps.organisations.api import people
    from opencompact.base.areas.permission import UndecidedPageError

    monkeypatch.setattr(people, "permit", lambda _request, _decision: None)
    with pytest.raises(UndecidedPageError):
        call("/people", secret=_officers(town))


def test_an_operation_that_does_not_decide_is_denied_in_service(town, call, monkeypatch, settings):
    from opencompact.apps.organisations.api import people

    settings.STRICT_POLICY = False
    monkeypatch.setattr(people, "permit", lambda _request, _decision: None)
    answer = call("/people", secret=_officers(town))
    assert answer.status_code == 403
    assert "rows" not in fault(answer)


def _officers(town) -> str:
    from django.utils import timezone

    from opencompact.site.api import actions

    scopes = [Scope.READ_PEOPLE]
    actor = town.actor("officer")
    return actions.make(town.area, "x", scopes, 30, actor=actor, at=timezone.now())[1]
