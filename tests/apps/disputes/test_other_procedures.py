"""A procedure that is neither Leicester's nor Leeds's runs from its pack alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.disputes.models import Case, CaseEvent, Document
from opencompact.base.areas.actor import SYSTEM
from opencompact.core.calendar import Span, Unit
from opencompact.core.procedure import (
    Clock,
    Ending,
    Gate,
    Holder,
    Need,
    NeedKind,
    Procedure,
    Role,
    Stage,
    Step,
)
from tests.apps.disputes.test_raising import Asker
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment, pack, pdf

DAY = date(2026, 3, 2)

PROCEDURE = Procedure(
    name="Escalation",
    clause="9",
    start="contact",
    roles=(
        Role("party", Holder.PARTY, "A side"),
        Role("leader", Holder.CHAIR, "The leaders", recuse=True),
        Role("judges", Holder.PANEL, "The judges", recuse=True),
    ),
    stages=(
        Stage("contact", "Direct contact", ("party",)),
        Stage("level", "First level", ("party", "leader")),
        Stage("closed-room", "Deliberation", ("leader", "judges"), room="panel"),
    ),
    steps=(
        Step(
            "call", "Speak to each other", ("party",), ("contact",), says="The day of the call.",
            needs=(Need("called", "Whom did you call?", NeedKind.LINE),),
        ),
        Step(
            "notify", "Send the notice", ("party",), ("contact",), to="level", requires=("call",),
            needs=(
                Need("event", "When did it happen?", NeedKind.DATE),
                Need("form", "The form", NeedKind.FILES),
            ),
        ),
        Step("answer", "Answer", ("leader",), ("level",), needs=(Need("words", "Words"),)),
        Step("raise-it", "Take it to the judges", ("leader",), ("level",), to="closed-room"),
        Step(
            "judge", "Judge", ("judges", "leader"), ("closed-room",), to="judged",
            needs=(Need("verdict", "Verdict"),),
        ),
        Step("drop", "Drop it", ("party",), ("level",), to="dropped", joint=True),
    ),
    clocks=(
        Clock(
            "answer-time", "the answer", "leader", Span(30, Unit.DAYS), met_by=("answer",),
            after=("notify",),
        ),
    ),
    endings=(Ending("judged", "Judged"), Ending("dropped", "Dropped")),
    gates=(Gate("form", "has_form", "You have the form.", "Get the form.", ("paper", "online")),),
    withdrawal="drop",
    withdrawal_at=("level",),
)  # fmt: skip


@pytest.fixture
def other(town, time_machine):
    """The town under the other procedure."""
    return under(town, time_machine, PROCEDURE)


def under(town, time_machine, procedure: Procedure):
    """The town on the day when it adopts a procedure."""
    time_machine.move_to(moment(DAY), tick=False)
    made = replace(pack("leicester-2008"), key="other", procedure=procedure)
    town.edition = adopt_pack(town.area, made, actor=SYSTEM, at=moment(DAY))
    return town


@pytest.fixture
def sent(other):
    """Raised through the pages, with a date, a file and what came before."""
    asker = Asker(other)
    asker.post("before", form="yes")
    asker.who("hall")
    asker.post("commitments", commitments=["shared-a"])
    asker.post(
        "what",
        subject="A late payment",
        date_call_day=1,
        date_call_month=3,
        date_call_year=2026,
        answer_call_called="The desk",
        answer_event_day=14,
        answer_event_month="Feb",
        answer_event_year=2026,
    )
    asker.post("check", answer_form=pdf("form.pdf"))
    return Case.objects.get()


def page(town, case, who: str, name: str = "case") -> str:
    path = reverse(f"disputes:{name}", args=[case.area.slug, case.number])
    return client_of(town, who).get(path).content.decode()


def test_it_is_raised_with_what_its_steps_ask(other, sent):
    call, notify = CaseEvent.objects.order_by("sequence")
    assert (call.on, call.answers) == (date(2026, 3, 1), {"called": "The desk"})
    assert notify.answers == {"event": "2026-02-14"}
    assert Document.objects.get().name == "form.pdf"
    assert sent.next_due == date(2026, 4, 1)
    assert "Saturday 14 February 2026" in page(other, sent, "chair")


def test_a_form_without_its_file_is_not_sent(other):
    asker = Asker(other)
    asker.post("before", form="yes")
    asker.who("hall")
    asker.post("commitments", commitments=["shared-a"])
    asker.post(
        "what",
        subject="A late payment",
        date_call_day=1,
        date_call_month=3,
        date_call_year=2026,
        answer_call_called="The desk",
        answer_event_day=14,
        answer_event_month=2,
        answer_event_year=2026,
    )
    assert "Select the form" in asker.post("check").content.decode()
    assert not Case.objects.exists()


BARRED = replace(
    PROCEDURE,
    gates=(
        Gate(
            "in-time", "happened_on", "It happened in the last year.", "Say what kept you.",
            within=Span(12, Unit.MONTHS), unless="reason", lifted="Something kept you from it.",
        ),
    ),
)  # fmt: skip


@pytest.fixture
def barred(town, time_machine):
    """The town under a procedure with a time bar."""
    return Asker(under(town, time_machine, BARRED))


def happened(on: date, lifted: str = "") -> dict[str, object]:
    parts = {"in-time_day": on.day, "in-time_month": on.month, "in-time_year": on.year}
    return {**parts, "in-time_lifted": lifted}


@pytest.mark.parametrize(
    ("on", "lifted", "where"),
    [
        (DAY - timedelta(days=30), "", "who"),
        (date(DAY.year - 1, DAY.month, DAY.day), "", "who"),
        (date(DAY.year - 1, DAY.month, DAY.day) - timedelta(days=1), "", "stop"),
        (date(DAY.year - 1, DAY.month, DAY.day) - timedelta(days=1), "no", "stop"),
        (date(DAY.year - 3, 1, 1), "yes", "who"),
    ],
)
def test_a_time_bar_stops_what_comes_late_unless_it_is_lifted(barred, on, lifted, where):
    assert f"/raise/{where}/" in barred.post("before", **happened(on, lifted))["Location"]


def test_a_time_bar_asks_for_a_day_that_has_been(barred):
    page = barred.post("before", **happened(DAY + timedelta(days=1))).content.decode()
    assert "The day must be today or in the past" in page
    assert "Something kept you from it." in page


def test_its_stages_say_who_reads_what(other, sent):
    other.seat(sent, "panel", Holder.PANEL, DAY, by="chair")
    assert "The desk" in page(other, sent, "chair")
    other.take(sent, "raise-it", "chair", DAY)
    other.take(sent, "judge", "panel", DAY, answers={"verdict": "vogelhaus"})
    assert "vogelhaus" in page(other, sent, "chair")
    assert "vogelhaus" not in page(other, sent, "elm")
    assert "What was written is for others to read" in page(other, sent, "elm")


def test_an_officer_without_a_part_in_it_is_a_stranger(other, sent):
    path = reverse("disputes:case", args=[sent.area.slug, sent.number])
    assert client_of(other, "officer").get(path).status_code == 404


def test_a_case_keeps_the_procedure_it_began_under(other, sent):
    newer = replace(pack("leeds-2010"), key="newest")
    adopt_pack(other.area, newer, actor=SYSTEM, at=moment(DAY))
    assert "First level" in page(other, sent, "elm")
    assert other.tell(sent, DAY).procedure == PROCEDURE


def test_its_page_is_told_in_its_own_words(other):
    path = reverse("disputes:procedure", args=[other.area.slug])
    html = client_of(other, "").get(path).content.decode()
    for shown in ("Escalation", "You have the form.", "Get the form.", "Deliberation", "30 days"):
        assert shown in html
