"""An area's own words for its mail: preview, saving, conflicts, and the usual words again."""

import pytest

from opencompact.base.areas.scoping import within
from opencompact.base.notify.models import MailText

LIST = "/anywhere/mail/texts/"
PAGE = f"{LIST}organisations.sign/"
TYPED = {
    "subject": "{{ organisation }} joins the {{ place }}",
    "says": "Good news: {{ organisation }} signed on {{ day }}.\n\n- one\n- two",
    "do": "",
    "version": "0",
}


def shown(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def stored(area):
    def found():
        with within(area):
            return MailText.objects.first()

    return found


def test_every_kind_is_listed_and_opens(olga):
    page = shown(olga.get(LIST))
    links = [part.split('"')[0] for part in page.split(f'href="{LIST}')[1:]]
    assert len(links) >= 7
    for link in links:
        assert "How it looks" in shown(olga.get(LIST + link))


def test_the_page_begins_with_the_usual_words_and_a_preview(olga):
    page = shown(olga.get(PAGE))
    assert "{{ organisation }} has signed the {{ place }}" in page
    assert "Elm Street Carers has signed the Anywhere Compact" in page
    assert "<code>{{ day }}</code>" in page


def test_a_preview_saves_nothing(olga, stored):
    page = shown(olga.post(PAGE, TYPED | {"preview": "1"}))
    assert "Elm Street Carers joins the Anywhere Compact" in page
    assert "Good news: Elm Street Carers signed on 2 March 2026." in page
    assert "<li>one</li><li>two</li>" in page
    assert stored() is None


def test_words_are_saved_and_shown_as_own(olga, stored):
    assert olga.post(PAGE, TYPED | {"save": "1"}).status_code == 302
    assert (stored().subject, stored().version) == (TYPED["subject"], 1)
    assert "Own words" in shown(olga.get(LIST))
    assert 'name="version" value="1"' in shown(olga.get(PAGE))


@pytest.mark.parametrize("button", ["preview", "save"])
def test_a_gap_that_is_not_there_is_named_with_those_that_are(olga, stored, button):
    typed = TYPED | {"says": "{{ surname }} signed", button: "1"}
    page = shown(olga.post(PAGE, typed))
    assert "There is no {{ surname }} in this mail. You can use {{ organisation }}" in page
    assert "{{ surname }} signed</textarea>" in page
    assert "How it looks" not in page
    assert stored() is None


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_without_a_version_nothing_is_saved(olga, stored, version):
    shown(olga.post(PAGE, TYPED | {"save": "1", "version": version}))
    assert stored() is None


def test_what_is_written_is_words_and_not_html(olga):
    typed = TYPED | {"says": "<script>alert(1)</script> {{ organisation }}", "preview": "1"}
    page = shown(olga.post(PAGE, typed))
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; Elm Street Carers</p>" in page
    assert "<script>alert" not in page


def test_who_is_slower_sees_both_texts_and_can_save_over(olga, stored):
    olga.post(PAGE, TYPED | {"save": "1"})
    mine = TYPED | {"says": "Mine: {{ organisation }}", "save": "1"}
    page = shown(olga.post(PAGE, mine), 409)
    for words in ("Somebody else changed", "Olga Officer saved", "Good news:", "Mine: {{ organ"):
        assert words in page
    assert 'name="version" value="1"' in page
    assert stored().says == TYPED["says"]
    assert olga.post(PAGE, mine | {"version": "1"}).status_code == 302
    assert stored().says == "Mine: {{ organisation }}"


def test_the_usual_words_come_back_after_a_look_at_both(olga, stored):
    assert olga.get(f"{PAGE}usual/").status_code == 302
    olga.post(PAGE, TYPED | {"save": "1"})
    page = shown(olga.get(f"{PAGE}usual/"))
    assert "Good news:" in page
    assert "The signature is public." in page
    assert stored().own
    moved = shown(olga.post(f"{PAGE}usual/", {"version": "7"}))
    assert "Somebody else changed the words" in moved
    assert stored().own
    assert olga.post(f"{PAGE}usual/", {"version": "1"}).status_code == 302
    assert not stored().own
    assert "Own words" not in shown(olga.get(LIST))
    page = shown(olga.get(PAGE))
    assert "The words that the area had before" in page
    assert "Good news: {{ organisation }}" in page
    assert "{{ organisation }} has signed the {{ place }}" in page


@pytest.mark.parametrize("rest", ["", "usual/"])
def test_a_kind_that_is_not_there_is_not_found(olga, rest):
    assert olga.get(f"{LIST}no.such-kind/{rest}").status_code == 404


@pytest.mark.parametrize("address", [LIST, PAGE, f"{PAGE}usual/"])
def test_only_officers_write_the_words(ada, address, stored):
    assert ada.get(address).status_code == 403
    assert ada.post(address, TYPED | {"save": "1"}).status_code == 403
    assert stored() is None
