"""Welsh: the catalogue is whole, pages speak one language, and a choice is kept."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from string import Formatter

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from opencompact.apps.agreement.tasks import adopt
from opencompact.apps.organisations.models import Organisation, Role
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.audit.queries import events_in
from opencompact.base.ui import dates
from opencompact.base.ui.spans import REMARKS
from opencompact.base.ui.strip import draw
from opencompact.core.calendar import Span, Unit
from opencompact.formats.nations import calendar_for
from opencompact.site.speaking import speak
from tests.site import catalogue

COOKIE = settings.LANGUAGE_COOKIE_NAME
# Words that English cannot do without and Welsh does not have.
ENGLISH = re.compile(
    r"\b(the|and|you|your|this|that|with|are|was|has|have|for|not)\b", re.IGNORECASE
)
# Pages whose words are all ours: the text of an agreement is in the language of its pack.
OURS = (
    "/", "/about/", "/accessibility/", "/privacy/", "/lle/", "/lle/accessibility/", "/lle/privacy/",
    "/lle/organisations/", "/lle/organisations/?q=nothing", "/lle/organisations/canolfan/",
    "/lle/signatories/", "/lle/sign-up/", "/lle/findings/", "/lle/disputes/",
    "/lle/disputes/procedure/", "/lle/agreement/", "/lle/agreement/editions/", "/lle/none/",
    "/none/", "/account/password/reset/",
)  # fmt: skip


class Words(HTMLParser):
    """The words of a page that a person reads, and the languages of its parts."""

    SILENT = frozenset({"script", "style", "code", "cite"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.silent += tag in self.SILENT
        self.found += [named[name] or "" for name in ("aria-label", "alt") if name in named]

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.found.append(" ".join(data.split()))


class Parts(Words):
    """The words that are not marked as another language, and attributes that hold markup."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})

    def __init__(self, page: str) -> None:
        self.open: list[tuple[str, bool]] = []
        self.unmarked: list[str] = []
        self.wrong: list[str] = []
        super().__init__(page)

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        self.wrong += [value for _, value in attrs if value and "<span" in value]
        if tag not in self.VOID:
            inside = bool(self.open) and self.open[-1][1]
            self.open.append((tag, inside or dict(attrs).get("lang", "cy") != "cy"))

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        before = len(self.found)
        super().handle_data(data)
        if not (self.open and self.open[-1][1]):
            self.unmarked += self.found[before:]


def test_the_catalogue_has_every_text_and_no_other():
    stored = catalogue.CATALOGUE.read_text(encoding="utf-8")
    assert catalogue.renewed() == stored, "Renew it: see docs/languages.md"


def test_every_text_is_translated():
    empty = [message.id for message in catalogue.welsh() if message.id and not all(_forms(message))]
    assert empty == []


def _forms(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _ids(message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _filled_in(text: str) -> set[str]:
    """What is filled in: %(name)s, {name}. A form's {noun} may become its {label}."""
    fields = {field for _, field, _, _ in Formatter().parse(text) if field}
    named = {"label" if field in {"noun", "Noun"} else field for field in fields}
    return named | set(re.findall(r"%\((\w+)\)", text))


def test_every_translation_fills_in_the_same_and_keeps_the_markup():
    pairs = [
        pair
        for message in catalogue.welsh()
        if message.id
        for pair in zip(_ids(message), _forms(message), strict=True)
    ]
    tags = re.compile(r"</?\w+[^>]*>")
    wrong = [
        pair
        for pair in pairs
        if not _filled_in(pair[1]) <= _filled_in(pair[0])
        or tags.findall(pair[0]) != tags.findall(pair[1])
    ]
    assert len(pairs) > 500
    assert wrong == []


@pytest.fixture
def lle(db) -> Area:
    """An area of Wales that can be read in both languages, with one organisation."""
    made = Area.objects.create(slug="lle", name="Lle", nation="wales", languages=["en", "cy"])
    with within(made):
        Organisation.objects.create(
            area=made, name="Canolfan", slug="canolfan", updated_at=datetime(2026, 1, 5, tzinfo=UTC)
        )
    return made


@pytest.mark.parametrize("address", OURS)
def test_a_welsh_page_has_no_english_words(client, lle, address):
    page = client.get(f"{address}{'&' if '?' in address else '?'}language=cy").content.decode()
    assert '<html lang="cy"' in page
    english = [words for words in Words(page).found if ENGLISH.search(words)]
    assert english == []


def test_the_errors_of_a_form_are_welsh(client, lle):
    client.cookies[COOKIE] = "cy"
    page = client.get("/lle/signatories/?as_at_day=x").content.decode()
    assert "rhaid cynnwys mis a blwyddyn" in page
    assert not [words for words in Words(page).found if ENGLISH.search(words)]


@pytest.mark.parametrize("month", ["1", "Ionawr", "ion", "January", "jan."])
def test_a_month_may_be_typed_in_either_language(client, lle, month):
    asked = {"as_at_day": "5", "as_at_month": month, "as_at_year": "2026", "language": "cy"}
    assert "5 Ionawr 2026" in client.get("/lle/signatories/", asked, follow=True).content.decode()


def test_a_choice_keeps_the_page_and_is_remembered(client, lle):
    page = client.get("/lle/organisations/?q=can&sector=vcs").content.decode()
    assert 'href="?q=can&amp;sector=vcs&amp;language=cy" lang="cy"' in page
    chosen = client.get("/lle/organisations/?q=can&sector=vcs&language=cy")
    assert chosen.cookies[COOKIE].value == "cy"
    assert chosen.cookies[COOKIE]["httponly"]
    assert chosen["Content-Language"] == "cy"
    assert "Cookie" in chosen["Vary"]
    later = client.get("/lle/")
    assert '<html lang="cy"' in later.content.decode()
    assert COOKIE not in later.cookies


def test_the_choice_is_taken_back_as_easily(client, lle):
    client.get("/lle/?language=cy")
    assert '<html lang="en-GB"' in client.get("/lle/?language=en").content.decode()
    assert '<html lang="en-GB"' in client.get("/lle/").content.decode()


@pytest.mark.parametrize("asked", ["fr", "", "cy-GB", "CY", "<script>"])
def test_a_language_that_is_not_spoken_changes_nothing(client, lle, asked):
    answer = client.get("/lle/", {"language": asked})
    assert '<html lang="en-GB"' in answer.content.decode()
    assert COOKIE not in answer.cookies


def test_an_area_offers_only_its_own_languages(client, lle, area):
    client.get("/lle/?language=cy")
    page = client.get("/anywhere/").content.decode()
    assert '<html lang="en-GB"' in page
    assert "oc-languages" not in page


def test_an_area_may_begin_in_welsh(lle):
    lle.languages = ["cy", "en"]
    lle.save()
    assert '<html lang="cy"' in Client().get("/lle/").content.decode()


def test_one_request_leaves_no_language_behind(client, lle):
    before = translation.get_language()
    client.get("/lle/?language=cy")
    assert translation.get_language() == before


def test_an_area_has_its_own_words_in_each_language(lle):
    lle.wording = {"agreement": "Covenant", "cy": {"agreement": "Cyfamod"}}
    lle.full_clean()
    assert lle.term("agreement") == "Covenant"
    with translation.override("cy"):
        assert lle.term("agreement") == "Cyfamod"
        assert lle.terms["signatories"] == "llofnodwyr"


@pytest.mark.parametrize(
    "wording", [{"cy": "Cyfamod"}, {"cy": {"nothing": "x"}}, {"cy": {"agreement": ""}}]
)
def test_words_of_another_language_are_checked_too(lle, wording):
    lle.wording = wording
    with pytest.raises(ValidationError):
        lle.full_clean()


@pytest.mark.parametrize("languages", [[], ["fr"], ["en", "en"], "en", [None]])
def test_languages_that_an_area_cannot_have(lle, languages, at):
    with pytest.raises(ValidationError):
        speak(lle, languages, actor=SYSTEM, at=at)
    assert not events_in(lle).exists()


def test_speak_changes_the_languages_and_is_recorded(area, at):
    speak(area, ["cy", "en"], actor=SYSTEM, at=at)
    assert Area.objects.get(pk=area.pk).languages == ["cy", "en"]
    (event,) = events_in(area)
    assert (event.verb, event.data) == ("areas.speak", {"languages": ["cy", "en"]})


def test_dates_are_welsh_where_the_page_is():
    with translation.override("cy"):
        assert dates.weekday(date(2027, 1, 6)) == "Dydd Mercher 6 Ionawr 2027"
        assert dates.moment(datetime(2026, 11, 21, 22, 50, tzinfo=UTC)) == (
            "21 Tachwedd 2026, 10:50yh"
        )
        assert dates.clock(datetime(2026, 11, 21, 12, 0, tzinfo=UTC)) == "canol dydd"


# Pages of people who are signed in, with words of ours only.
OWN_PAGES = (
    "/account/", "/account/email/", "/account/places/", "/account/protect/",
    "/account/password/change/", "/account/second-step/",
    "/account/second-step/totp/activate/", "/account/connections/",
    "/account/second-step/webauthn/add/", "/account/data/", "/account/logout/", "/lle/",
    "/lle/mail/", "/lle/induction/", "/lle/feeds/", "/act/none/",
)  # fmt: skip
OFFICERS = ("/lle/", "/lle/tokens/", "/lle/tokens/make/", "/lle/mail/outbox/")


@pytest.fixture
def signed_in(client, user):
    """Somebody who signed in a moment ago, in Welsh."""
    client.cookies[COOKIE] = "cy"
    user.emailaddress_set.update(verified=True)
    client.post("/account/login/", {"login": user.email, "password": "correct horse"})
    return client


@pytest.mark.parametrize("address", OWN_PAGES)
def test_pages_of_an_account_are_welsh_and_offer_the_switch(signed_in, lle, address):
    page = signed_in.get(address, {"language": "cy"}, follow=True).content.decode()
    assert '<html lang="cy"' in page
    assert "oc-languages" in page
    assert [words for words in Words(page).found if ENGLISH.search(words)] == []


@pytest.mark.parametrize("address", OFFICERS)
def test_pages_of_an_officer_have_our_words_in_welsh(signed_in, user, lle, address):
    with within(lle):
        Role.objects.create(area=lle, user=user, kind="officer", starts=date(2026, 1, 1))
    session = signed_in.session
    session["proof"] = True
    session.save()
    page = signed_in.get(address, {"language": "cy"}).content.decode()
    assert '<html lang="cy"' in page
    assert [words for words in Words(page).found if ENGLISH.search(words)] == []


def test_the_interface_for_programs_speaks_english_always(client, lle):
    lle.languages = ["cy", "en"]
    lle.save()
    client.cookies[COOKIE] = "cy"
    answer = client.get("/api/v1/areas/lle")
    assert answer.json()["words"]["signatories"] == "signatories"
    assert answer["Content-Language"] == "en-GB"


@pytest.fixture
def reading(lle, at):
    """The area with an agreement whose pack has no Welsh."""
    adopt(lle.slug, catalogue.ROOT / "packs/leicester-2008", at)
    return lle


def test_a_text_that_is_not_welsh_says_so(client, reading):
    page = client.get("/lle/agreement/?language=cy").content.decode()
    parts = Parts(page)
    assert parts.wrong == []
    assert '<span lang="en">' in page
    assert "<span" not in page.split("</title>")[0]
    assert [words for words in parts.unmarked if ENGLISH.search(words)] == []


@pytest.mark.parametrize("address", ["", "agreement/glossary/", "disputes/procedure/", "sign-up/"])
def test_no_attribute_holds_markup(client, reading, address):
    assert Parts(client.get(f"/lle/{address}?language=cy").content.decode()).wrong == []


def test_in_its_own_language_nothing_is_marked(client, reading):
    assert 'lang="en"' not in client.get("/lle/agreement/?language=en").content.decode()


@pytest.mark.parametrize("unit", list(Unit))
def test_what_the_calendar_says_is_welsh(unit):
    found = calendar_for("wales").reckon(date(2026, 12, 20), Span(5, unit))
    with translation.override("cy"):
        drawn = draw(found)
    said = [drawn.caption, *drawn.warnings, *(row.why for row in drawn.rows)]
    assert [
        text for text in said if ENGLISH.search(text) or "Counted" in text or "Day" in text
    ] == []


def test_every_remark_of_the_calendar_is_translated():
    far = calendar_for("wales").reckon(date(1990, 1, 6), Span(60 * 12, Unit.MONTHS))
    assert len(far.warnings) >= 2
    for one in far.warnings:
        assert one.says in REMARKS


def test_other_catalogues_fill_what_is_empty(tmp_path, monkeypatch):
    stored = catalogue.CATALOGUE.read_text(encoding="utf-8")
    other, mine = tmp_path / "other.po", tmp_path / "mine.po"
    other.write_text(stored, encoding="utf-8")
    mine.write_text(stored.replace('msgstr "Hafan"', 'msgstr ""'), encoding="utf-8")
    monkeypatch.setattr(catalogue, "CATALOGUE", mine)
    assert catalogue.renewed() == mine.read_text(encoding="utf-8") != stored
    assert catalogue.renewed(other) == stored
