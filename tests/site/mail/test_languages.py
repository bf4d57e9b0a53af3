"""Mail is in the language of whoever reads it; an area has words of its own in each."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from opencompact.base import notify
from opencompact.base.accounts.models import User
from opencompact.base.areas.scoping import within
from opencompact.base.notify import links
from opencompact.base.notify.kinds import kinds
from opencompact.base.notify.letters import letter
from opencompact.base.notify.models import MailText, Message
from opencompact.base.notify.rewording import reword
from opencompact.base.notify.tasks import deliver
from opencompact.base.notify.wording import words_for
from opencompact.base.ui.dates import day
from tests.site.test_languages import COOKIE
from tests.site.test_languages import Words as Read

PAGE = "/anywhere/mail/texts/organisations.sign/"
OWN = {"subject": "{{ organisation }} wedi llofnodi", "says": "Ar {{ day }}.", "do": ""}


@pytest.fixture
def both(area):
    """The area is read in two languages, its own is English."""
    area.languages = ["en", "cy"]
    area.save()
    return area


@pytest.fixture
def dewi(both) -> User:
    return User.objects.create_user("dewi@example.org", name="Dewi", language="cy")


def written(area, to, at, **more):
    """One message to each, as an action writes it while an English page is shown."""
    fields = {"subject": lambda: day(at), "body": "x", **more}
    notify.queue(area=area, key="one", to=[("", one) for one in to], at=at, **fields)
    return {one.to_address: one for one in Message.objects.all()}


def test_each_reads_it_in_the_language_they_chose(both, dewi, user, at):
    found = written(both, ["DEWI@example.org ", user.email, "nobody@example.org"], at)
    assert found[dewi.email].subject == "20 Tachwedd 2026"
    assert found[dewi.email].why.startswith("Rydych yn cael y neges hon")
    assert found[user.email].subject == found["nobody@example.org"].subject == "20 November 2026"
    assert translation.get_language() == "en-gb"


def test_who_has_chosen_nothing_reads_the_areas_own_language(both, user, at):
    both.languages = ["cy", "en"]
    both.save()
    assert written(both, [user.email], at)[user.email].language == "cy"


def test_an_area_writes_in_no_language_that_it_does_not_offer(area, at):
    User.objects.create_user("dewi@example.org", language="cy")
    assert written(area, ["dewi@example.org"], at)["dewi@example.org"].language == "en"


def test_words_facts_and_frame_are_in_one_language(both, dewi, at):
    message = written(
        both,
        [dewi.email],
        at,
        kind="organisations.sign",
        facts=lambda: {
            "organisation": "Elm", "person": "Ann", "position": "x", "day": day(at),
        },
    )[dewi.email]  # fmt: skip
    assert "20 Tachwedd 2026" in message.says
    made = letter(message, at)
    assert '<html lang="cy">' in made.html
    assert "Dewis yr hyn a gewch" in made.text
    assert made.stop in made.text
    assert made.stop.endswith("/")
    assert "Agor hyn ar safle Compact Anywhere" in made.html


def test_a_digest_is_in_the_readers_language_and_marks_what_is_in_another(both, dewi, at):
    for key in ("one", "two"):
        notify.queue(
            area=both, key=key, to=[("", dewi.email)], at=at, subject="s", body="b", topic="news"
        )
    Message.objects.filter(key="two").update(language="en")
    deliver(at)
    later = at.replace(day=23)
    deliver(later)
    (sent,) = mail.outbox
    assert sent.subject == "Compact Anywhere: 2 o bethau i'w gwybod"
    html = sent.alternatives[0][0]
    assert html.count('<div class="oc-letter__item" lang="en-GB">') == 1
    assert "Dydd Gwener 20 Tachwedd 2026" in sent.body


def test_the_mail_of_a_link_is_in_its_readers_language(both, dewi, at):
    with within(both), notify.speaking_to(both, dewi.email):
        offered = links.offer(
            area=both,
            purpose="tests.nothing",
            to=links.Reader("", dewi.email),
            obj=both,
            says="llofnodi",
            at=at,
        )
    with within(both):
        links.send(offered, key="k", subject="s", body="b")
    message = Message.objects.get()
    assert message.do.startswith("Gyda'r ddolen hon gallwch llofnodi.")
    assert "11 Rhagfyr 2026" in message.do
    assert "am i dewi@example.org gael ei enwi" in message.why


def test_own_words_are_kept_for_each_language(both, olga, at):
    olga.post(PAGE, {**OWN, "version": "0", "save": "1", "language": ""}, follow=True)
    english = kinds()["organisations.sign"]
    olga.get("/anywhere/?language=cy")
    page = olga.get(PAGE).content.decode()
    assert "Dyma eiriau'r post yn iaith y dudalen hon." in page
    assert f'value="{OWN["subject"]}"' not in page
    typed = {**OWN, "subject": "Croeso i {{ organisation }}", "version": "0", "save": "1"}
    olga.post(PAGE, typed)
    with within(both):
        assert set(MailText.objects.values_list("language", "subject")) == {
            ("en", OWN["subject"]), ("cy", typed["subject"]),
        }  # fmt: skip
    assert words_for(both, english).subject == OWN["subject"]
    with translation.override("cy"):
        assert words_for(both, english).subject == typed["subject"]


def test_words_in_one_language_leave_the_usual_ones_in_the_other(both, officer, at):
    kind = kinds()["organisations.sign"]
    words = kind.words.__class__(**OWN)
    with within(both):
        reword(both, kind, words, version=0, actor=officer, at=at)
    with translation.override("cy"):
        assert words_for(both, kinds()[kind.key]) == kinds()[kind.key].words


def test_the_choice_at_the_top_of_a_page_becomes_that_of_the_mail_with_the_next_form(
    both, user, client
):
    def send() -> str:
        client.post("/account/email/", {"action_add": "", "email": ""})
        return User.objects.get(pk=user.pk).language

    client.force_login(user)
    assert send() == ""
    client.get("/anywhere/?language=cy")
    assert User.objects.get(pk=user.pk).language == "", "to read changes nothing"
    assert send() == "cy"
    client.get("/anywhere/?language=fr")
    assert send() == "cy"
    client.get("/about/?language=en")
    assert send() == "en"


def test_what_was_chosen_before_signing_in_counts(both, user, client):
    client.cookies[COOKIE] = "cy"
    user.emailaddress_set.update(verified=True)
    client.post("/account/login/", {"login": user.email, "password": "correct horse"})
    assert User.objects.get(pk=user.pk).language == "cy"


def test_another_browser_speaks_the_persons_language(both, dewi):
    client = Client()
    client.force_login(dewi)
    assert '<html lang="cy"' in client.get("/anywhere/").content.decode()


def test_a_code_by_mail_is_in_the_language_of_the_page(user, client):
    client.cookies[COOKIE] = "cy"
    client.post("/account/login/code/", {"email": user.email})
    (sent,) = mail.outbox
    assert sent.subject == "Eich cod mewngofnodi"
    assert "Teipiwch ef yn y dudalen" in sent.body


def test_the_officers_pages_about_mail_are_welsh(both, olga, dewi, at):
    written(both, [dewi.email], at)
    for address in ("", "outbox/", "outbox/?state=waiting", "texts/"):
        page = olga.get(f"/anywhere/mail/{address}", {"language": "cy"}).content.decode()
        assert '<html lang="cy"' in page
        assert "Desg" in " ".join(Read(page).found)
