"""The mail as it arrives: headers, the HTML that says what the text says, names, gaps, the foot."""

import re
from datetime import timedelta

import pytest

from opencompact.base import notify
from opencompact.base.accounts.models import User
from opencompact.base.notify.kinds import Standing
from opencompact.base.notify.letters import Block, blocks
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import PAUSE, Delivered, deliver
from tests.base.notify.sink import html, text

ADA = ("Ada Lovelace", "ada@example.org")


@pytest.fixture
def write(area, at):
    def written(*to, **fields):
        words = {"subject": "Elm has signed", "body": "Elm signed.", "do": "Answer Elm."}
        usual = {"area": area, "key": "one", "at": at, "topic": "reminders", "link": "/anywhere/x/"}
        notify.queue(**usual | words | fields, to=to or [ADA])

    return written


def test_the_html_says_what_the_text_says_and_loads_nothing(inbox, write, at, user, area):
    area.colour = "#702082"
    area.save()
    write(body="Elm signed.\n\n- first\n- second\n\nOn two\nlines.")
    deliver(at)
    (letter,) = inbox.letters
    assert letter.get_content_type() == "multipart/alternative"
    shown = html(letter)
    said = [
        "Elm has signed", "Elm signed.", "<li>first</li><li>second</li>", "On two<br>lines.",
        "Answer Elm.", 'href="http://127.0.0.1:8000/anywhere/x/"', "Anywhere Compact", "#702082",
    ]  # fmt: skip
    for words in said:
        assert words in shown, words
    for line in ("Elm signed.", "- first\n- second", "On two\nlines.", "Answer Elm."):
        assert line in text(letter)
    assert not re.search(r"<img|<script|src=|url\(|@import|style=", shown)
    assert re.findall(r'href="([^"]+)"', shown) == re.findall(r"http://\S+", text(letter))


def test_what_people_write_stays_words_in_html(inbox, write, at):
    write(subject="<b>Elm</b> & Co", body="<script>alert(1)</script> [x](http://evil.example)")
    deliver(at)
    shown = html(inbox.letters[0])
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [x](http://evil.example)" in shown
    assert "<script" not in shown
    assert "&lt;b&gt;Elm&lt;/b&gt; &amp; Co" in shown
    assert inbox.letters[0]["Subject"] == "<b>Elm</b> & Co"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Zoë Łuka", "Zoë Łuka"),
        ("李小龍", "李小龍"),
        ('Mary "Mo" O\'Neill, MBE', 'Mary "Mo" O\'Neill, MBE'),
        ("Eve\r\nBcc: all@example.org", "Eve Bcc: all@example.org"),
        ("Eve <eve@evil.example>", "Eve <eve@evil.example>"),
    ],
)
def test_names_reach_nobody_else(inbox, write, at, name, shown):
    write((name, "zoe@example.org"), subject=f"Für {name}\r\nX-Evil: yes")
    assert deliver(at) == Delivered(sent=1)
    (letter,) = inbox.letters
    (to,) = letter["To"].addresses
    assert (to.display_name, to.addr_spec) == (shown, "zoe@example.org")
    assert inbox.addresses == ["zoe@example.org"]
    assert letter["Bcc"] is None
    assert letter["X-Evil"] is None
    assert letter["Subject"] == f"Für {shown} X-Evil: yes"


def test_an_address_that_is_none_is_not_tried_on_the_server(inbox, write, at):
    write(("Eve", "eve@example.org\nBcc: all@example.org"))
    assert deliver(at) == Delivered(failed=1)
    assert inbox.mails == []


def test_mail_that_may_be_stopped_says_how_in_one_click(inbox, write, at, user):
    write()
    deliver(at)
    (letter,) = inbox.letters
    address = letter["List-Unsubscribe"].strip(" <>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("http://127.0.0.1:8000/anywhere/mail/stop/")
    assert "ada" not in address.lower().removeprefix("http://127.0.0.1:8000")
    assert address in text(letter)
    assert "Stop mail about “Reminders”" in text(letter)
    assert "/anywhere/mail/\n" in text(letter)


@pytest.mark.parametrize("topic", ["cases", "roles"])
def test_mail_that_people_need_has_no_way_out(inbox, write, at, user, topic):
    write(topic=topic)
    deliver(at)
    (letter,) = inbox.letters
    assert letter["List-Unsubscribe"] is None
    assert "/mail/stop/" not in text(letter)
    assert "Choose what you get, and how often" in text(letter)


@pytest.mark.parametrize("fields", [{"to": "stranger"}, {"area": None}])
def test_without_an_account_or_an_area_there_is_nothing_to_choose(inbox, write, at, fields, db):
    to = [("Eve", "eve@example.org")] if fields.pop("to", "") else []
    write(*to, **fields)
    deliver(at)
    (letter,) = inbox.letters
    assert letter["List-Unsubscribe"] is None
    assert "/mail/" not in text(letter)


def test_what_is_done_is_not_asked_any_more_when_it_is_tried_again(inbox, area, at, stands):
    User.objects.create_user("ada@example.org")
    facts = {"who": "Bob", "what": "an answer", "more": ""}
    notify.queue(area=area, key="one", to=[ADA], kind="tests.ask", facts=facts, at=at)
    inbox.refused = {"ada@example.org"}
    assert deliver(at).failed == 1
    inbox.refused, stands["now"] = set(), Standing.TOLD
    assert deliver(at + PAUSE).sent == 1
    assert "Bob asks for an answer." in text(inbox.letters[0])
    assert "Answer Bob." not in text(inbox.letters[0])


def test_what_has_no_reason_left_is_never_sent(inbox, area, at, stands):
    facts = {"who": "Bob", "what": "an answer", "more": ""}
    notify.queue(area=area, key="one", to=[ADA], kind="tests.ask", facts=facts, at=at)
    stands["now"] = Standing.GONE
    assert deliver(at) == deliver(at + timedelta(1)) == Delivered()
    assert Message.objects.get().cancelled_at == at


def test_a_check_that_breaks_holds_up_nobody_elses_mail(inbox, area, write, at, stands, caplog):
    facts = {"who": "Bob", "what": "an answer", "more": ""}
    notify.queue(area=area, key="bad", to=[ADA], kind="tests.ask", facts=facts, at=at)
    write(("Bob", "bob@example.org"))
    stands.pop("now")
    assert deliver(at) == Delivered(sent=1, failed=1)
    assert inbox.addresses == ["bob@example.org"]
    assert "KeyError" in Message.objects.get(key="bad").last_error
    assert "The mail bad could not be written." in caplog.text


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", []),
        ("One.", [Block(("One.",))]),
        ("One\ntwo.\n \nThree.", [Block(("One", "two.")), Block(("Three.",))]),
        ("- a\n- b", [Block(("a", "b"), listed=True)]),
        ("Text:\n- a", [Block(("Text:", "- a"))]),
    ],
)
def test_paragraphs_and_lists(written, found):
    assert list(blocks(written)) == found
