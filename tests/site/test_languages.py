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

from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.audit.queries import events_in
from opencompact.base.ui import dates
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
