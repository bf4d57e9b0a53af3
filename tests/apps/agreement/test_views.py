"""The public pages: what each shows, to everybody, in few queries, and what it never shows."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from opencompact.apps.agreement import urls
from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import pack_of
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.scoping import within
from opencompact.core.pack import parse
from opencompact.core.pack.check import FIXED
from tests.apps.agreement.pages import ROOT, words
from tests.core.pack.reading import samples
from tests.core.small import FILES

PAGES = [
    "",
    "part/about/",
    "part/promises/",
    "plain-words/",
    "no-number/",
    "time-to-answer/",
    "who/public/",
    "who/vcs/",
    "who/vcs-funded/",
    "glossary/",
    "search/",
    "search/?q=consultation",
    "search/?q=zebra",
    "print/",
    "editions/",
    "editions/anywhere-2026/",
]


@pytest.mark.parametrize("path", PAGES)
def test_everybody_may_read(get, path):
    html = get(path)
    assert html.count("<h1") == 1
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+=", html)
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert "" not in ids


@pytest.mark.parametrize("path", PAGES)
def test_headings_never_skip_a_level(get, path):
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", get(path))]
    assert all(after <= before + 1 for before, after in pairwise(levels))


# These say which words are to be looked at, or were.
LOOKED_AT = ("plain-words/", "no-number/", "time-to-answer/", "editions/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_two_queries_and_one_for_words_to_be_looked_at(
    get, django_assert_num_queries, path
):
    get("search/")
    with django_assert_num_queries(3 if path in LOOKED_AT else 2):
        get(path)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_within_the_agreement_leads_somewhere(get, path):
    html = get(path)
    for href in re.findall(r'href="(/anywhere/agreement/[^"]*)"', html):
        page, _, anchor = href.partition("#")
        target = get(page.removeprefix(ROOT).replace("&amp;", "&"))
        assert not anchor or f'id="{anchor}"' in target, href
    for anchor in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{anchor}"' in html, anchor


@pytest.mark.parametrize(
    "path",
    ["part/nowhere/", "nothing/", "who/nobody/", "editions/nothing/", "agreement.xml", "1a(a)/"],
)
def test_what_is_not_there_is_not_found(get, path):
    get(path, 404)


@pytest.mark.parametrize("path", ["part/about/", "costs/", "glossary/", "print/", "agreement.json"])
def test_nothing_is_found_before_an_edition_is_adopted(client, area, path):
    assert client.get(f"/{area.slug}/agreement/{path}").status_code == 404


def test_the_front_page_invites_before_an_edition_is_adopted(client, area):
    response = client.get(f"/{area.slug}/agreement/")
    assert response.status_code == 200
    assert "Nothing has been adopted yet" in response.content.decode()
    assert "Nothing has been adopted yet" in words(
        client.get(f"/{area.slug}/agreement/editions/").content.decode()
    )


def test_an_area_does_not_see_the_text_of_another(client, edition, other_area):
    for path in ("plain-words/", f"editions/{edition.key}/", "agreement.json"):
        assert client.get(f"/{other_area.slug}/agreement/{path}").status_code == 404


def test_front_says_what_it_is_and_leads_on(get):
    html = get("")
    text = words(html)
    assert "Anywhere Compact" in text
    assert "First edition, in force since 20 November 2026" in text
    assert "What public bodies and community groups of Anywhere promise each other." in text
    assert "People understand both sectors better." in text
    for href in (
        "part/about/",
        "part/promises/#funded",
        "who/vcs-funded/",
        "glossary/",
        "print/",
        "agreement.json",
        "editions/",
    ):
        assert f'href="{ROOT}{href}"' in html
    assert 'href="/anywhere/signatories/"' in html


def test_a_part_shows_prose_and_its_neighbours(get):
    html = get("part/about/")
    assert '<a class="govuk-link" href="https://example.org/compact">the council</a>' in html
    assert "[here](javascript:alert)" in html
    assert 'href="javascript' not in html
    assert '<h2 class="oc-prose__heading oc-prose__heading--3" id="about-how-it-works">' in html
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


def test_a_part_shows_numbers_titles_texts_and_whom_they_bind(get):
    html = get("part/promises/")
    text = words(html)
    assert "1b(a) Time to answer" in text
    assert "Binds: Everyone who signs" in text
    assert re.search(r'href="/anywhere/agreement/who/public/">Public bodies</a>', html)
    assert f'<a class="oc-number" href="{ROOT}costs/">1b(b)' in html
    assert f'<a class="oc-number" href="{ROOT}no-number/">¶' in html
    assert "We pay for full cost recovery" in text.replace(
        "full cost recovery Full cost recovery Being paid what a service really costs. "
        "Where it is used : Full cost recovery",
        "full cost recovery",
    )


def test_text_is_never_markup(get):
    html = get("costs/")
    assert "&amp; &lt;b&gt;overheads&lt;/b&gt;." in html
    assert "<b>overheads" not in html


def test_terms_are_explained_where_they_stand_once(get):
    html = get("time-to-answer/")
    text = html[html.index('<div class="oc-alone__text">') : html.index("oc-commitment__foot")]
    assert text.count("<details") == 1
    assert '<summary class="oc-word__summary">consultation</summary>' in text
    assert "Asking people before deciding." in text
    assert "</details> is open for at least eight weeks. Every consultation has" in text


def test_no_space_comes_between_a_term_and_the_full_stop(get):
    assert "</span></details>.</div>" in get("plain-words/").replace("\n", "")


def test_a_commitment_says_everything_about_itself(get):
    html = get("time-to-answer/")
    text = words(html)
    for said in (
        "A consultation stays open for eight weeks or longer.",
        "The last day is eight weeks after the first.",
        "In the source: 1b, 1st point",
        "Anywhere Compact, First edition, 1b(a) “Time to answer”, in “What we promise”.",
        "http://testserver/anywhere/agreement/time-to-answer/",
        "Raise a disagreement about this",
        "Previous : Kindness",
        "Next : 1b(b) Whole costs",
    ):
        assert said in text
    assert 'href="/anywhere/disputes/raise/?commitment=time-to-answer"' in html


def test_a_commitment_without_rules_or_terms_has_no_empty_headings(get):
    text = words(get("no-number/"))
    assert "How this is measured" not in text
    assert "Words explained" not in text


def test_the_words_of_the_area_are_used(client, edition):
    with within(None):
        edition.area.wording = {"disagreement": "difference", "agreement": "Covenant"}
        edition.area.save()
        text = words(client.get(f"{ROOT}costs/").content.decode())
    assert "Raise a difference about this" in text
    assert "Anywhere Covenant" in text


def test_what_binds_a_narrower_sector(get):
    text = words(get("who/vcs-funded/"))
    assert "Open accounts" in text
    assert "Plain words" in text
    assert "Whole costs" not in text
    assert "everything that binds the wider group: Voluntary and community groups" in text


def test_what_binds_a_wider_sector_leads_to_the_narrower(get):
    html = get("who/vcs/")
    assert f'href="{ROOT}who/vcs-funded/"' in html
    assert "Open accounts" not in html


def test_what_binds_nobody_says_so(client, scoped, officer, at):
    sectors = '"sectors": ['
    stranger = sectors + '{"key": "press", "name": "Papers", "short": "Press", "part_of": ""}, '
    adopt_pack(scoped, samples.unchecked(sectors, stranger), actor=officer, at=at)
    html = client.get(f"{ROOT}who/press/").content.decode()
    assert "Nothing binds these organisations" in html


def test_the_glossary_lists_every_term_with_its_uses(get):
    html = get("glossary/")
    text = words(html)
    assert (
        "Full cost recovery Being paid what a service really costs. Used in 2 commitments" in text
    )
    assert "Targets agreed with the government." in text
    assert f'href="{ROOT}plain-words/">1a(a) Plain words</a>' in html


def test_the_booklet_has_it_all(get):
    text = words(get("print/"))
    for one in samples.pack().commitments():
        assert one.title in text
    assert "[name of the organisation] will keep the Compact." in text
    assert "It is public." in text
    assert "Targets agreed with the government." in text
    assert "It is more than a wish list." in text


def test_a_replaced_edition_stays_readable(get, edition, officer):
    at = datetime(2028, 6, 1, 9, tzinfo=UTC)
    adopt_pack(edition.area, samples.second(), actor=officer, at=at)
    html = get("editions/anywhere-2026/")
    text = words(html)
    assert "no longer in force" in text
    assert "In force in Anywhere from 20 November 2026 to 1 June 2028" in text
    assert "at least eight weeks" in text.replace("consultation Consultation", "consultation")
    assert '<a class="oc-number" href="#costs">1b(b)' in html
    assert "twelve weeks" in get("time-to-answer/")
    listed = words(get("editions/"))
    assert "In force since 1 June 2028" in listed
    assert "Replaced in force from 20 November 2026 to 1 June 2028" in listed


def test_a_draft_is_not_public(get, edition):
    fields = {"label": "Draft", "dated": edition.dated, "source": {}, "digest": "d"}
    Edition.objects.create(area=edition.area, key="draft", title="Draft", **fields)
    get("editions/draft/", 404)
    assert "draft" not in get("editions/")


def test_every_fixed_word_of_the_addresses_is_kept_from_commitments():
    first = {str(one.pattern).split("/")[1] for one in urls.urlpatterns}
    fixed = {word for word in first if re.fullmatch(r"[-\w]+", word)}
    assert fixed
    assert fixed <= FIXED


def test_the_agreement_is_read_in_welsh_where_its_pack_has_the_words(client, area, at):
    """Words of the pack in Welsh, the rest in its own language, the record as it was adopted."""
    files = FILES | {"cy.yaml": "parts: {promises: {groups: {shared: {title: Addewidion}}}}"}
    area.languages = ["en", "cy"]
    area.save()
    with within(area):
        edition = adopt_pack(area, parse(files), actor=SYSTEM, at=at)
    assert "What we all promise" in client.get("/anywhere/agreement/").content.decode()
    page = client.get("/anywhere/agreement/?language=cy").content.decode()
    assert "Addewidion" in page
    assert "What public bodies promise" in page
    assert pack_of(edition).parts[1].groups[0].title == "What we all promise"
