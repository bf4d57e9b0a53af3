"""Every address against every kind of visitor; nobody sees or does more than is theirs."""

import pytest

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.models import (
    ImportRun,
    Organisation,
    Role,
    Signature,
    Subject,
    Training,
)
from opencompact.apps.organisations.urls import urlpatterns
from opencompact.base.areas.actor import SYSTEM, RoleKind
from tests.apps.organisations.views.conftest import VISITORS

EVERYBODY = set(VISITORS)
OFFICER = {"officer"}
SIGNERS = {"signer", "officer"}
SIGNED_IN = EVERYBODY - {"anonymous"}
NOBODY = "00000000-0000-4000-8000-000000000000"
OK, TO_SIGN_IN, NOT_YOU, NOT_NOW = 200, 302, 403, 409
# address: who may, and the answer they get
PAGES = {
    "organisations/": (EVERYBODY, OK),
    "organisations.csv": (EVERYBODY, OK),
    "organisations.xlsx": (EVERYBODY, OK),
    "organisations.atom": (EVERYBODY, OK),
    "organisations.json": (EVERYBODY, OK),
    "organisations/.csv": (EVERYBODY, OK),
    "organisations/.json": (EVERYBODY, OK),
    "organisations/add/": (OFFICER, OK),
    "organisations/import/": (OFFICER, OK),
    "organisations/import/{run}/": (OFFICER, OK),
    "organisations/import/{run}/rejected.csv": (OFFICER, OK),
    "organisations/import/{run}/rejected.xlsx": (OFFICER, OK),
    "organisations/{elm}/": (EVERYBODY, OK),
    "organisations/{elm}/edit/": (OFFICER, OK),
    "organisations/{elm}/sign/": (SIGNERS, OK),
    "organisations/{elm}/sign/ask/": (OFFICER, OK),
    "organisations/{elm}/sign/done/": (SIGNERS, 404),
    "organisations/{elm}/withdraw/": (SIGNERS, NOT_NOW),
    "organisations/{elm}/members/": (SIGNERS, NOT_NOW),
    "signatories/": (EVERYBODY, OK),
    "signatories.csv": (EVERYBODY, OK),
    "signatories.xlsx": (EVERYBODY, OK),
    "signatories.json": (EVERYBODY, OK),
    "signatories/.csv": (EVERYBODY, OK),
    "signatories/.json": (EVERYBODY, OK),
    "sign-up/": (EVERYBODY, OK),
    "sign-up/ask/": (SIGNED_IN, OK),
    "people/": (OFFICER, OK),
    "people/appoint/": (OFFICER, OK),
    "people/gaps/": (OFFICER, OK),
    "people.csv": (OFFICER, OK),
    "people.xlsx": (OFFICER, OK),
    "people/import/": (OFFICER, OK),
    "people/import/{people_run}/": (OFFICER, OK),
    "people/import/{people_run}/rejected.csv": (OFFICER, OK),
    "people/import/{people_run}/rejected.xlsx": (OFFICER, OK),
    "people/{role}/": (OFFICER | {"chair"}, OK),
    "people/{role}/change/": (OFFICER, OK),
    "people/{role}/training/": (OFFICER | {"chair"}, OK),
    "people/{role}/end/": (OFFICER, OK),
    "people/{invited}/invitation/": (OFFICER, OK),
}
POSTS = {
    "organisations/{elm}/sign/ask/{asked}/cancel/": OFFICER,
    "organisations/import/{draft}/columns/": OFFICER,
    "organisations/import/{draft}/start/": OFFICER,
    "organisations/{council}/members/{coverage}/end/": {"signer elsewhere", "officer"},
    "people/import/{people_draft}/start/": OFFICER,
    "people/{role}/confirm/": OFFICER | {"chair"},
    "people/{role}/training/{training}/remove/": OFFICER | {"chair"},
}


@pytest.fixture
def place(elm, council, sign, cover, person, at):
    """What the addresses name."""
    coverage = cover(sign(council), elm)
    signer = actions.Signer("Sue Signer", "sue@example.org", "Chair")
    asked = actions.ask_to_sign(elm, signer, actor=SYSTEM, at=at)
    appointment = actions.Appointment(
        "iva@example.org", "Iva New", RoleKind.GROUP_MEMBER, at.date()
    )
    invited = actions.appoint(elm.area, appointment, actor=SYSTEM, at=at)
    person("Chris", "chair")
    run = ImportRun.objects.create(
        area=elm.area, file_name="a.csv", state="finished", finished_at=at, key="1"
    )
    people_run = ImportRun.objects.create(
        area=elm.area,
        file_name="p.csv",
        subject="people",
        state="finished",
        finished_at=at,
        key="2",
    )
    people_draft = actions.open_import(
        elm.area,
        "q.csv",
        "email,role\nx@example.org,chair\n",
        subject=Subject.PEOPLE,
        actor=SYSTEM,
        at=at,
    )
    draft = actions.open_import(elm.area, "b.csv", "name\nX\n", sector="vcs", actor=SYSTEM, at=at)
    role = Role.objects.get(kind="chair")
    training = Training.objects.create(
        area=elm.area, user=role.user, title="Induction", taken_on=at.date()
    )
    return {
        "people_run": people_run.pk,
        "people_draft": people_draft.pk,
        "training": training.pk,
        "elm": elm.slug,
        "council": council.slug,
        "run": run.pk,
        "draft": draft.pk,
        "role": role.pk,
        "coverage": coverage.pk,
        "asked": asked.pk,
        "invited": invited.pk,
    }


def expected(visitor, allowed, answer):
    if visitor in allowed:
        return answer
    return TO_SIGN_IN if visitor == "anonymous" else NOT_YOU


@pytest.mark.parametrize("who", VISITORS)
def test_who_sees_which_page(place, visitor, who):
    client = visitor(who)
    answers = {page: client.get(f"/anywhere/{page.format(**place)}").status_code for page in PAGES}
    assert answers == {page: expected(who, *row) for page, row in PAGES.items()}


@pytest.mark.parametrize("who", VISITORS)
def test_who_may_send_what(place, visitor, who):
    client = visitor(who)
    answers = {page: client.post(f"/anywhere/{page.format(**place)}") for page in POSTS}
    for page, allowed in POSTS.items():
        refused = expected(who, allowed, OK) != OK
        sent_away = answers[page].headers.get("Location", "").startswith("/account/")
        assert (answers[page].status_code == NOT_YOU or sent_away) is refused, page


@pytest.mark.parametrize("who", sorted(EVERYBODY - SIGNERS))
def test_nothing_is_written_for_somebody_who_may_not(place, visitor, who):
    before = [model.objects.count() for model in (Organisation, Signature, Role)]
    client = visitor(who)
    made = [model.objects.count() for model in (Organisation, Signature, Role)]
    for page in PAGES:
        client.post(f"/anywhere/{page.format(**place)}", {"name": "X", "sector": "vcs"})
    after = [model.objects.count() for model in (Organisation, Signature, Role)]
    assert after == made
    assert before[:2] == after[:2]


def test_every_address_has_its_row():
    """Departures have tests of their own, and the matrix has every address of the product."""
    names = {str(pattern.pattern) for pattern in urlpatterns}
    names = {name for name in names if not name.startswith("departures")}
    assert len(names) == len(PAGES) + len(POSTS)


@pytest.mark.parametrize(
    "page",
    [
        "organisations/nobody/",
        "organisations/nobody/edit/",
        "organisations/nobody/sign/",
        "organisations/nobody/withdraw/",
        "organisations/nobody/members/",
        f"organisations/import/{NOBODY}/",
        f"people/{NOBODY}/",
        f"people/{NOBODY}/end/",
        f"people/{NOBODY}/change/",
        f"people/import/{NOBODY}/",
    ],
)
def test_what_is_not_there_is_not_found(visitor, page):
    assert visitor("officer").get(f"/anywhere/{page}").status_code == 404


@pytest.mark.parametrize(
    "page", ["organisations/{elm}/", "people/{role}/end/", "organisations/import/{run}/"]
)
def test_what_is_elsewhere_is_not_found_here(place, visitor, page):
    client = visitor("foreign officer")
    assert client.get(f"/elsewhere/{page.format(**place)}").status_code == 404


@pytest.mark.parametrize("page", sorted(POSTS))
def test_what_writes_is_not_done_by_looking(place, visitor, page):
    assert visitor("officer").get(f"/anywhere/{page.format(**place)}").status_code == 405
