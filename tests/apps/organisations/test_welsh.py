"""Welsh for officers and leads, and for whoever comes by a link: pages, refusals, reports, mail."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions import Appointment, Signer
from opencompact.apps.organisations.actions.importing import fetching
from opencompact.apps.organisations.actions.importing.people.cleaning import words_for
from opencompact.apps.organisations.forms import importing
from opencompact.apps.organisations.models import ImportRun, Organisation, Role, saying
from opencompact.apps.organisations.models.identifiers import IdentifierError, parse
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.notify.models import Message
from tests.apps.organisations.conftest import pack
from tests.formats.books import book, packed
from tests.site.test_languages import ENGLISH, Words

pytestmark = pytest.mark.once

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)
PEOPLE, REGISTER = "/anywhere/people/", "/anywhere/organisations/"
# Words of these pages that Welsh spells in another way; no name below is one of them.
OURS = re.compile(
    r"\b(roles?|people|appoint|confirm(ed)?|ends?|ended|since|until|signs?|signed|withdraw"
    r"|import|rows?|file|change|cancel|save|add|remove|name|address|email|organisations?|register"
    r"|members?|link|invitation|training|officer|chair|lead|champion|representative|gaps?)\b",
    re.IGNORECASE,
)
# What stands in a file stays as it is: the names of its columns, and the keys that go into them.
COLUMNS = frozenset(
    {"email", "name", "role", "organisation", "area_of_organisation", "starts", "ends", "may_sign"}
)
KEYS = re.compile(
    rf"{', '.join(RoleKind)}|\byes\b|name: Drwg|Chair of trustees|“(name|email|role)”|\b\w+\.csv"
)
ORGANISATIONS = "name,identifier,website\nDrwg,GB-XX-1,\nDa,GB-CHC-1,nid gwe\n,GB-CHC-2,\n"
COMERS = (
    "email,name,role,starts\n"
    "i@x.example,Iona,cadeirydd,ddoe\n,Neb,cadeirydd,\ns@x.example,S,cadeirydd,\n"
)
SIGN = {
    "name": "Siân Puw", "position": "Cadeirydd", "on_day": "20", "on_month": "11",
    "on_year": "2026", "authority": "on", "public": "on", "step": "check",
}  # fmt: skip
NOTICE = {
    "notice": "Tynnwn.", "on_day": "20", "on_month": "11", "on_year": "2026", "step": "check",
}  # fmt: skip


class Main(Words):
    """The words of a page between its header and its footer.

    Left out is what is set in: the pledge, and what base says of a link.
    """

    VOID = frozenset({"input", "br", "img", "hr"})

    def __init__(self, page: str) -> None:
        self.inside = 0
        super().__init__(f"<main{page.partition('<main')[2].partition('</main>')[0]}")

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if self.inside or "govuk-inset-text" in (named.get("class") or ""):
            self.inside += tag not in self.VOID
            return
        super().handle_starttag(tag, attrs)
        self.found += filter(None, [named.get("data-label")])

    def handle_endtag(self, tag):
        if self.inside:
            self.inside -= 1
        else:
            super().handle_endtag(tag)

    def handle_data(self, data):
        if not self.inside:
            super().handle_data(data)


def english(response) -> list[str]:
    """Everything on a Welsh page that was left in English."""
    page = response.content.decode().replace(" Person", "")
    assert '<html lang="cy"' in page
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
    kept = {*COLUMNS, *pack().pledge.conditions, pack().pledge.withdrawal}
    found = [title, *(words for words in Main(page).found if words not in kept)]
    assert len(found) > 3
    told = [KEYS.sub("", words) for words in found]
    return [words for words in told if ENGLISH.search(words) or OURS.search(words)]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def world(scoped, make, person, sign) -> Area:
    """An area of both languages: a body that signed, one that did not, and people with roles."""
    scoped.languages = ["en", "cy"]
    scoped.save()
    hall = make("Neuadd", slug="neuadd", sector="public", identifier="GB-COH-01234567")
    elm = make("Llwyfen", slug="elm", postcode="LE1 1AA")
    sign(hall)
    person("Olwen", RoleKind.OFFICER)
    person("Lowri", RoleKind.LEAD, hall, area_of_organisation="Tai")
    person("Hywel", RoleKind.CHAMPION, hall, confirmed_on=DAY)
    person("Rhys", RoleKind.REPRESENTATIVE, elm, may_sign=True)
    person("Gwen", RoleKind.REPRESENTATIVE, hall, ends=DAY + timedelta(days=9), may_sign=True)
    person("Gwyn", RoleKind.REPRESENTATIVE, hall, ends=date(2026, 3, 1))
    person("Gwyn", RoleKind.CHAMPION, hall, confirmed_on=date(2026, 2, 1))
    person("Cai", RoleKind.MEDIATOR).is_active = False
    User.objects.filter(name="Cai Person").update(is_active=False)
    return scoped


def reader(who: str = "") -> Client:
    """The client of somebody who reads Welsh."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
    if who:
        client.force_login(User.objects.get(name=f"{who} Person"))
    return client


def role(who: str, kind: RoleKind) -> str:
    return f"{PEOPLE}{Role.objects.get(user__name=f'{who} Person', kind=kind).pk}/"


PAGES = {
    "the register": ("Olwen", lambda: REGISTER),
    "an organisation that signed": ("Olwen", lambda: f"{REGISTER}neuadd/"),
    "an organisation that did not": ("Olwen", lambda: f"{REGISTER}elm/"),
    "adding": ("Olwen", lambda: f"{REGISTER}add/"),
    "changing": ("Olwen", lambda: f"{REGISTER}neuadd/edit/"),
    "members": ("Olwen", lambda: f"{REGISTER}neuadd/members/?q=llwyfen"),
    "signing on paper": ("Olwen", lambda: f"{REGISTER}elm/sign/"),
    "signing": ("Rhys", lambda: f"{REGISTER}elm/sign/"),
    "withdrawing on paper": ("Olwen", lambda: f"{REGISTER}neuadd/withdraw/"),
    "withdrawing": ("Gwen", lambda: f"{REGISTER}neuadd/withdraw/"),
    "asking somebody to sign": ("Olwen", lambda: f"{REGISTER}elm/sign/ask/"),
    "importing organisations": ("Olwen", lambda: f"{REGISTER}import/"),
    "signing up": ("Rhys", lambda: "/anywhere/sign-up/"),
    "people": ("Olwen", lambda: PEOPLE),
    "people who fit": ("Olwen", lambda: f"{PEOPLE}?q=lowri&kind=lead"),
    "nobody who fits": ("Olwen", lambda: f"{PEOPLE}?q=zzz"),
    "people no longer in a role": ("Olwen", lambda: f"{PEOPLE}?when=past"),
    "an organisation nobody knows": ("Olwen", lambda: f"{PEOPLE}?organisation=zzz"),
    "gaps": ("Olwen", lambda: f"{PEOPLE}gaps/"),
    "gaps of one kind": ("Olwen", lambda: f"{PEOPLE}gaps/?kind=unconfirmed"),
    "appointing": ("Olwen", lambda: f"{PEOPLE}appoint/"),
    "importing people": ("Olwen", lambda: f"{PEOPLE}import/"),
    "a lead's own role": ("Lowri", lambda: role("Lowri", RoleKind.LEAD)),
    "a champion's own role": ("Hywel", lambda: role("Hywel", RoleKind.CHAMPION)),
    "a role that ends": ("Gwen", lambda: role("Gwen", RoleKind.REPRESENTATIVE)),
    "a role that ended": ("Olwen", lambda: role("Gwyn", RoleKind.REPRESENTATIVE)),
    "a role that may be left": ("Olwen", lambda: role("Gwyn", RoleKind.CHAMPION)),
    "a role of a closed account": ("Olwen", lambda: role("Cai", RoleKind.MEDIATOR)),
    "an officer's own role": ("Olwen", lambda: role("Olwen", RoleKind.OFFICER)),
    "changing a role": (
        "Olwen",
        lambda: f"{role('Rhys', RoleKind.REPRESENTATIVE)}change/",
    ),
    "training": ("Lowri", lambda: f"{role('Lowri', RoleKind.LEAD)}training/"),
    "training of another": ("Olwen", lambda: f"{role('Lowri', RoleKind.LEAD)}training/"),
    "ending a role": ("Olwen", lambda: f"{role('Lowri', RoleKind.LEAD)}end/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_those_who_work_with_it_is_welsh(world, name):
    who, address = PAGES[name]
    response = reader(who).get(address())
    assert response.status_code == 200
    assert english(response) == []


def appointing(**given: str) -> dict[str, str]:
    return {"email": "x@x.example", "name": "X", "kind": "chair", "starts_day": "1", **given}


SENT = {
    "adding nothing": (f"{REGISTER}add/", {"website": "x"}),
    "adding with numbers that are none": (
        f"{REGISTER}add/", {"name": "!", "identifier": "XX-1", "other_identifiers": "GB-COH-x"},
    ),
    "adding what is there": (
        f"{REGISTER}add/", {"name": "Y", "sector": "vcs", "identifier": "GB-COH-01234567"},
    ),
    "changing what somebody changed": (
        f"{REGISTER}neuadd/edit/", {"name": "Neuaddau", "sector": "vcs", "version": "0"},
    ),
    "appointing nobody": (f"{PEOPLE}appoint/", {}),
    "appointing nowhere": (f"{PEOPLE}appoint/", appointing(kind="lead")),
    "appointing who may not sign": (f"{PEOPLE}appoint/", appointing(may_sign="on")),
    "signing without a word": (f"{REGISTER}elm/sign/", {}),
    "checking a signature": (f"{REGISTER}elm/sign/", SIGN),
    "checking a notice": (f"{REGISTER}neuadd/withdraw/", NOTICE),
    "asking nobody to sign": (f"{REGISTER}elm/sign/ask/", {}),
    "no file": (f"{REGISTER}import/", {}),
    "no file of people": (f"{PEOPLE}import/", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", SENT)
def test_what_is_said_of_what_was_sent_is_welsh(world, name):
    address, given = SENT[name]
    assert english(reader("Olwen").post(address, given)) == []


DONE = {
    "signed twice": (lambda: f"{REGISTER}neuadd/sign/", SIGN),
    "asked though it signed": (lambda: f"{REGISTER}neuadd/sign/ask/", {}),
    "nothing to withdraw": (lambda: f"{REGISTER}elm/withdraw/", {}),
    "a member": (lambda: f"{REGISTER}neuadd/members/", {"member": "elm"}),
    "itself as a member": (lambda: f"{REGISTER}neuadd/members/", {"member": "neuadd"}),
    "a role confirmed": (lambda: f"{role('Lowri', RoleKind.LEAD)}confirm/", {}),
    "a role confirmed too late": (
        lambda: f"{role('Gwyn', RoleKind.REPRESENTATIVE)}confirm/", {},
    ),
    "the last officer": (
        lambda: f"{role('Olwen', RoleKind.OFFICER)}end/",
        {"on_day": "20", "on_month": "11", "on_year": "2026"},
    ),
    "training noted": (
        lambda: f"{role('Lowri', RoleKind.LEAD)}training/",
        {"title": "Cwrs", "taken_on_day": "2", "taken_on_month": "11", "taken_on_year": "2026"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DONE)
def test_what_was_done_and_what_is_refused_is_said_in_welsh(world, name):
    address, given = DONE[name]
    assert english(reader("Olwen").post(address(), given, follow=True)) == []


def hand_in(client: Client, address: str, content: str | bytes):
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile("rhestr.csv", data)
    return client.post(address, {"file": file, "sector": "vcs"}, follow=True)


@pytest.mark.parametrize(
    ("address", "text"), [(f"{REGISTER}import/", ORGANISATIONS), (f"{PEOPLE}import/", COMERS)]
)
def test_an_import_is_welsh_from_the_first_look_to_the_report(world, address, text):
    client = reader("Olwen")
    assert english(hand_in(client, address, text)) == []
    run = ImportRun.objects.get()
    ImportRun.objects.update(state="failed")
    assert english(client.get(run.get_absolute_url())) == []
    ImportRun.objects.update(state="running")
    assert english(client.get(run.get_absolute_url())) == []
    with translation.override("en-gb"):
        actions.run_import(actions.start_import(run, at=AT), actor=SYSTEM, at=AT)
    assert english(client.get(run.get_absolute_url())) == []
    assert english(client.get(address)) == []


ZIPPED = packed({"readme.txt": b"x"})
SAVE = "Agorwch hi yn eich rhaglen daenlenni"
REFUSED = {
    "nothing in it": (b"\n\n", "Mae rhes 1 yn wag."),
    "a web page": (b"<html><p>", f"Tudalen we yw&#x27;r ffeil hon, .* nid ffeil CSV. {SAVE}"),
    "an open quotation mark": (b'name\n"x\n', "Rhes 2: agorir dyfynnod"),
    "too many columns": (b"a," * 200 + b"b\n1\n", "Mae gan y ffeil 201 colofn a chaiff fod â 200."),
    # What is said of these comes out of the process that unpacks.
    "another package": (ZIPPED, rf"Ffeil sip yw hon, nid llyfr gwaith Excel \(.xlsx\). {SAVE}"),
    "a damaged workbook": (b"PK\x03\x04", "Mae&#x27;r daenlen hon wedi&#x27;i difrodi"),
    "no names": (book(("Taflen", [[None], ["x"]])), "Nid oes enwau colofnau yn rhes 1"),
}


@pytest.mark.parametrize("address", [f"{REGISTER}import/", f"{PEOPLE}import/"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_table_is_refused_in_welsh(world, address, name):
    content, says = REFUSED[name]
    page = hand_in(reader("Olwen"), address, content)
    assert english(page) == []
    assert re.search(says, page.content.decode())
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_refused_in_welsh(world, monkeypatch):
    monkeypatch.setattr(importing, "MOST", 1000)
    page = hand_in(reader("Olwen"), f"{REGISTER}import/", b"name\n" * 500)
    assert english(page) == []
    assert "Mae&#x27;r ffeil a ddewiswyd yn 2.4" in page.content.decode()


WRONG = {
    "http://127.0.0.1/x": "Nid yw 127.0.0.1 ar y rhyngrwyd gyhoeddus",
    "http://inner.example/x": "Nid yw inner.example ar y rhyngrwyd gyhoeddus",
    "ftp://lists.example/x": "Nid cyfeiriad gwe yw hwn.",
    "http://a:b@lists.example/x": "Gadewch yr enw a&#x27;r cyfrinair allan",
    "http://lists.example:22/x": "heb rif porth",
    "http://lists.example/none": "Ateb y gweinydd oedd 404.",
    "http://lists.example/page": "Tudalen we yw&#x27;r ffeil hon",
}


@pytest.mark.parametrize("place", [f"{REGISTER}import/", f"{PEOPLE}import/"])
@pytest.mark.parametrize("address", WRONG)
def test_an_address_that_gives_no_file_is_refused_in_welsh(world, web, place, address):
    web.names["inner.example"] = ["192.168.1.1"]
    web.files["/page"] = b"<html></html>"
    page = reader("Olwen").post(place, {"address": address, "sector": "vcs"})
    assert english(page) == []
    assert WRONG[address] in page.content.decode()


def test_a_file_beside_an_address_and_too_many_addresses_are_refused_in_welsh(
    world, web, monkeypatch
):
    client, given = reader("Olwen"), {"address": "http://lists.example/x", "sector": "vcs"}
    file = SimpleUploadedFile("rhestr.csv", b"name\nx\n")
    both = client.post(f"{REGISTER}import/", {**given, "file": file})
    assert english(both) == []
    assert "nid y ddau" in both.content.decode()
    monkeypatch.setattr(fetching, "MOST", 0)
    often = client.post(f"{REGISTER}import/", given)
    assert english(often) == []
    assert "Gofynnwyd am ormod o ffeiliau" in often.content.decode()


@pytest.mark.parametrize("others", [("Hen",), ("Hen", "{brace}")])
def test_sheets_that_were_not_read_are_named_in_welsh(world, others):
    sheets = [(name, [["name"], ["Drwg"]]) for name in ("Rhestr", *others)]
    page = hand_in(reader("Olwen"), f"{REGISTER}import/", book(*sheets))
    assert english(page) == []
    listed = ", ".join(f"“{name}”" for name in others)
    assert f"Darllenwyd y ddalen “Rhestr”. Ni ddarllenwyd {listed}." in page.content.decode()


def test_a_row_with_too_many_cells_is_kept_in_english_and_said_in_welsh(world):
    client = reader("Olwen")
    look = hand_in(client, f"{REGISTER}import/", "name,postcode\nDrwg,LE1 1AA\na,b,c\n")
    assert english(look) == []
    run = ImportRun.objects.get()
    report = client.post(f"{run.get_absolute_url()}start/", follow=True)
    for page in (look, report):
        assert "Mae ganddi 3 cell ac mae 2 colofn." in page.content.decode()
    assert english(report) == []
    run.refresh_from_db()
    [left_out] = run.report["rejected"]
    assert left_out["reason"].startswith("It has 3 cells and there are 2 columns.")
    assert left_out["cells"] == ["a", "b", "c"]


def test_a_file_without_its_columns_says_so_in_welsh(world):
    assert english(hand_in(reader("Olwen"), f"{REGISTER}import/", "a,b\nc,d\n")) == []
    assert english(hand_in(reader("Olwen"), f"{PEOPLE}import/", "a,b\nc,d\n")) == []


def test_the_reasons_of_a_report_are_kept_in_english_and_said_in_any_language(world):
    client = reader("Olwen")
    hand_in(client, f"{REGISTER}import/", ORGANISATIONS)
    run = ImportRun.objects.get()
    client.post(f"{run.get_absolute_url()}start/")
    run.refresh_from_db()
    (first, second), (remark,) = run.report["rejected"], run.report["warnings"]
    assert first["reason"].startswith("“GB-XX-1” is from a list we do not know (GB-XX).")
    assert second["reason"].startswith("There is no name.")
    assert remark["reason"].startswith("“nid gwe” is not a web address")
    csv = client.get(f"{run.get_absolute_url()}rejected.csv").content.decode()
    assert "Mae “GB-XX-1” o restr nad ydym yn ei hadnabod (GB-XX)." in csv
    assert "Nid oes enw." in csv


def test_a_sentence_is_said_again_with_its_days_and_the_sentences_in_it():
    inner = saying.Said("The role began on {on}; it cannot end before. Correct the end.", on=DAY)
    whole = saying.Said("{reason} It was left out; the rest of the row was kept.", reason=inner)
    assert whole.startswith("The role began on 20 November 2026; it cannot end before.")
    again = saying.again(saying.kept(whole))
    assert (again, again.values["reason"].values) == (whole, {"on": DAY})
    with translation.override("cy"):
        said = saying.spoken(again)
    assert said.startswith("Dechreuodd y rôl ar 20 Tachwedd 2026;")
    assert said.endswith("Fe'i gadawyd allan; cadwyd gweddill y rhes.")


def test_a_refusal_is_made_in_english_whatever_the_page_speaks():
    with translation.override("cy"), pytest.raises(IdentifierError) as refused:
        parse("GB-COH-x")
    assert str(refused.value).startswith("“GB-COH-x” is not a number of Companies House.")
    with translation.override("cy"):
        assert "Tŷ'r Cwmnïau" in saying.spoken(refused.value.said)


@pytest.mark.parametrize("spoken", ["en-gb", "cy"])
def test_a_file_may_name_a_role_in_either_language(spoken):
    with translation.override(spoken):
        words = words_for("Compact officer")
    assert words["hyrwyddwr"] == words["champion"] == words["champions"] == RoleKind.CHAMPION


# Mail and the pages of its links -----------------------------------------------------------------


def appoint(area: Area) -> Role:
    given = Appointment("iona@x.example", "Iona", RoleKind.MEDIATOR, DAY)
    return actions.appoint(area, given, actor=SYSTEM, at=AT)


def ask_to_sign(area: Area) -> None:
    elm = Organisation.objects.get(slug="elm")
    signer = Signer("Siân Puw", "sian@x.example", "Trysorydd")
    actions.ask_to_sign(elm, signer, actor=SYSTEM, at=AT)


def ask_to_confirm(area: Area) -> None:
    actions.ask_to_confirm(Role.objects.get(kind=RoleKind.LEAD), at=AT)


def leave(area: Area) -> None:
    actions.leave_role(Role.objects.get(kind=RoleKind.LEAD), actor=SYSTEM, at=AT)


MAILS = (appoint, ask_to_sign, ask_to_confirm, leave)


def link() -> str:
    return re.search(r"/act/[\w-]+/", Message.objects.get().body)[0]


@pytest.mark.parametrize(
    ("does", "answers"),
    [
        (appoint, ({"answer": "accept"},)),
        (appoint, ({"answer": "decline"},)),
        (ask_to_confirm, ({"answer": "still"},)),
        (ask_to_confirm, ({"answer": "left"},)),
        (ask_to_sign, ({"step": "check"}, SIGN, {**SIGN, "step": "confirm"})),
    ],
)
def test_the_pages_of_a_link_are_welsh(world, does, answers):
    does(world)
    client, address = reader(), link()
    assert english(client.get(address)) == []
    for given in answers:
        assert english(client.post(address, given)) == []


def test_an_open_invitation_and_those_asked_to_sign_are_shown_in_welsh(world):
    invited = appoint(world)
    ask_to_sign(world)
    client = reader("Olwen")
    assert english(client.get(f"{PEOPLE}{invited.pk}/invitation/")) == []
    assert english(client.get(PEOPLE)) == []
    assert english(client.get(f"{REGISTER}elm/sign/ask/")) == []


@pytest.mark.parametrize("does", MAILS)
@pytest.mark.parametrize("spoken", ["en", "cy"])
def test_a_mail_speaks_as_the_area_does_not_as_who_sent_it(world, does, spoken):
    world.languages = [spoken, "cy" if spoken == "en" else "en"]
    world.save()
    with translation.override("cy" if spoken == "en" else "en-gb"):
        does(world)
    message = Message.objects.get()
    found = [words for words in (message.subject, message.says) if ENGLISH.search(words)]
    assert found == ([] if spoken == "cy" else [message.subject, message.says])
