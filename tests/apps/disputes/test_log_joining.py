"""The same thing happening to several: nobody learns of another before both have agreed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes import actions
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.models import (
    Case,
    JointOffer,
    Report,
    Route,
    Side,
)
from opencompact.apps.disputes.queries.log import one_report, standing
from opencompact.base.areas.actor import SYSTEM, RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.scoping import within
from opencompact.base.notify.models import Message
from tests.apps.disputes.log import DAY, about, looked_at, made, says
from tests.apps.disputes.town import moment, pack

TALKED = "fail-informally"


def asked(report):
    return standing(one_report(report.pk)).asked


def mails(address):
    found = Message.objects.filter(to_address=address).order_by("created_at", "id")
    return [f"{one.subject} {one.says} {one.do} {one.why}" for one in found]


def page(town, who, address):
    client = Client()
    client.force_login(town.users[who])
    return client.get(address)


def test_two_report_the_same_and_only_when_both_agree_they_act_together(town):
    """The acceptance test of 5.10: two of them, one agrees, then both; the body sees nothing."""
    elm, oak = about(town, "elm"), about(town, "oak")
    assert asked(elm)
    assert asked(oak)
    names = {"elm": "Oak Youth Club", "oak": "Elm Street Centre"}

    says(elm, town, "elm", True)
    assert not JointOffer.objects.exists()
    for who, report in (("elm", elm), ("oak", oak)):
        with_page = page(town, who, report.get_absolute_url()).content.decode()
        assert "At least one other organisation" in with_page
        for told in (with_page, *mails(f"{who}@example.org")):
            assert names[who] not in told
            assert f"What happened to {'oak' if who == 'elm' else 'elm'}" not in told

    says(oak, town, "oak", True)
    offer = JointOffer.objects.get()
    for who in ("elm", "oak"):
        shown = page(town, who, offer.get_absolute_url()).content.decode()
        assert names[who] in shown
        assert f"What happened to {'oak' if who == 'elm' else 'elm'}." in shown

    assert not mails("hall@example.org")
    for address in (offer.get_absolute_url(), elm.get_absolute_url(), oak.get_absolute_url()):
        assert page(town, "hall", address).status_code == 404
    assert "The youth grants" not in page(town, "hall", "/anywhere/log/").content.decode()

    for who in ("elm", "oak"):
        log.take_part(offer, actor=town.actor(who), at=moment(DAY))
    case = begun(town, offer, "elm")
    sides = {(str(one.organisation), one.side) for one in case.parties.all()}
    assert sides == {
        ("Elm Street Centre", Side.CLAIMANT),
        ("Oak Youth Club", Side.CLAIMANT),
        ("Anywhere City Council", Side.RESPONDENT),
    }
    assert JointOffer.objects.get().case == case
    assert all(standing(one_report(one.pk)).begun for one in (elm, oak))
    for who in ("elm", "oak", "hall"):
        assert page(town, who, case.get_absolute_url()).status_code == 200


def begun(town, offer, who, **changed):
    raising = town.raising(DAY - timedelta(days=1), **{"key": uuid4(), **changed})
    return log.begin_jointly(offer, raising, actor=town.actor(who), on=DAY, at=moment(DAY))


@pytest.fixture
def offer(town):
    for who, report in [(who, about(town, who)) for who in ("elm", "oak")]:
        says(report, town, who, True)
    return JointOffer.objects.get()


class TestWhoIsAsked:
    def test_nobody_before_both_were_looked_at(self, town):
        elm = about(town, "elm")
        oak = made(town, "oak")
        assert not asked(elm)
        assert not asked(oak)
        looked_at(town, oak)
        assert asked(elm)

    def test_nobody_where_one_is_not_about_the_agreement(self, town):
        elm = about(town, "elm")
        looked_at(town, made(town, "oak"), Route.CONTRACT)
        assert not asked(elm)

    @pytest.mark.parametrize(
        "changed",
        [{"event": "Something else", "happened_on": date(2026, 1, 20)}, {"commitments": [2]}],
    )
    def test_nobody_where_it_is_something_else(self, town, changed):
        every = list(commitments(town.edition))
        cited = {"commitments": [every[n] for n in changed.get("commitments", [0, 1])]}
        elm = about(town, "elm")
        about(town, "oak", **{**changed, **cited})
        assert not asked(elm)

    def test_nobody_about_another_body(self, town):
        elm = about(town, "elm")
        about(town, "hall", body=town.organisations["oak"])
        assert not asked(elm)

    def test_not_one_who_has_withdrawn(self, town):
        elm = made(town, "elm")
        log.withdraw(elm, actor=town.actor("elm"), at=moment(DAY))
        oak = about(town, "oak")
        assert not asked(oak)

    def test_not_one_whom_nobody_knows_to_speak_for_an_organisation(self, town):
        about(town, "elm")
        claimed = made(town, "", behalf_name="Oak Youth Club", email="sly@example.org")
        looked_at(town, claimed)
        assert not asked(claimed)
        looked_at(town, claimed, behalf=town.organisations["oak"])
        assert asked(claimed)

    def test_not_one_who_cannot_be_reached(self, town):
        elm = about(town, "elm")
        silent = made(town, "", behalf_name="Oak Youth Club")
        looked_at(town, silent, behalf=town.organisations["oak"])
        assert not asked(silent)
        assert not asked(elm)

    @pytest.mark.parametrize("signed_in", [True, False])
    def test_never_somebody_with_a_role_in_the_body(self, town, signed_in):
        """A report made up to find out about others finds nobody."""
        town.join("spy", RoleKind.REPRESENTATIVE, "oak")
        town.join("spy", RoleKind.CHAMPION, "hall")
        elm = about(town, "elm")
        if signed_in:
            false = about(town, "spy", behalf=town.organisations["oak"])
        else:
            false = made(town, "", behalf_name="Oak Youth Club", email="SPY@example.org")
            false = looked_at(town, false, behalf=town.organisations["oak"])
        assert not asked(elm)
        assert not asked(false)

    def test_two_reports_of_one_organisation_are_one_voice(self, town):
        town.join("second", RoleKind.REPRESENTATIVE, "elm")
        elm = about(town, "elm")
        also = about(town, "second", behalf=town.organisations["elm"])
        assert not asked(elm)
        assert not asked(also)

    def test_each_is_asked_once(self, town):
        elm, _oak = about(town, "elm"), about(town, "oak")
        town.found("fir", "Fir Lane Library")
        town.join("fir", RoleKind.REPRESENTATIVE, "fir")
        about(town, "fir")
        kinds = [one.kind for one in one_report(elm.pk).entries.all()]
        assert kinds.count("asked") == 1

    def test_the_mail_tells_neither_how_many_nor_who_nor_about_whom(self, town):
        for who in ("elm", "oak"):
            about(town, who)
        told = next(one for one in mails("elm@example.org") if "join others?" in one)
        assert "At least one other organisation" in told
        for word in ("Oak", "Council", "grants", "notice came"):
            assert word not in told


class TestAnswering:
    def test_a_yes_can_be_taken_back_until_the_others_are_told(self, town):
        elm, oak = about(town, "elm"), about(town, "oak")
        says(elm, town, "elm", True)
        says(elm, town, "elm", False)
        says(oak, town, "oak", True)
        assert not JointOffer.objects.exists()
        says(elm, town, "elm", True)
        assert JointOffer.objects.exists()
        with pytest.raises(NotNow):
            says(elm, town, "elm", False)

    def test_nobody_answers_who_was_not_asked_or_for_another(self, town):
        elm = about(town, "elm")
        with pytest.raises(NotNow):
            says(elm, town, "elm", True)
        about(town, "oak")
        with pytest.raises(PermissionDenied):
            says(elm, town, "oak", True)

    def test_who_says_yes_says_what_the_others_may_read(self, town):
        elm = about(town, "elm")
        about(town, "oak")
        with pytest.raises(actions.UnfitError):
            log.answer_joining(elm, joins=True, actor=town.actor("elm"), at=moment(DAY))

    def test_two_of_one_organisation_are_not_enough(self, town):
        town.join("second", RoleKind.REPRESENTATIVE, "elm")
        elm = about(town, "elm")
        also = about(town, "second", behalf=town.organisations["elm"])
        about(town, "oak")
        says(elm, town, "elm", True)
        says(also, town, "second", True)
        assert not JointOffer.objects.exists()

    def test_the_link_in_the_mail_answers_once(self, town):
        for who in ("elm", "oak"):
            about(town, who, on=timezone.localdate())  # the link works for some weeks
        sent = Message.objects.get(to_address="elm@example.org", kind="disputes.log-join")
        path = "/act/" + sent.link.partition("/act/")[2]
        client = Client()
        assert "Would you join" in client.get(path).content.decode()
        wrong = client.post(path, {"joins": "yes", "shows": ""})
        assert "Enter what the others may read" in wrong.content.decode()
        done = client.post(path, {"joins": "yes", "shows": "We had a week."})
        assert "You have said yes" in done.content.decode()
        assert client.post(path, {"joins": "no"}).status_code == 404
        with within(town.area):
            report = Report.objects.get(reporter=town.users["elm"])
            assert standing(one_report(report.pk)).joins == "yes"


class TestTheOffer:
    def test_a_third_that_agrees_later_is_taken_in(self, town, offer):
        town.found("fir", "Fir Lane Library")
        town.join("fir", RoleKind.REPRESENTATIVE, "fir")
        fir = about(town, "fir")
        assert page(town, "fir", offer.get_absolute_url()).status_code == 404
        says(fir, town, "fir", True)
        assert JointOffer.objects.count() == 1
        assert offer.members.count() == 3
        assert "Fir Lane Library" in page(town, "elm", offer.get_absolute_url()).content.decode()

    def test_who_withdraws_the_report_is_gone_from_it(self, town, offer):
        report = Report.objects.get(reporter=town.users["oak"])
        log.withdraw(report, actor=town.actor("oak"), at=moment(DAY))
        shown = page(town, "elm", offer.get_absolute_url()).content.decode()
        assert "Oak Youth Club" not in shown
        assert page(town, "oak", offer.get_absolute_url()).status_code == 404

    def test_only_its_members_take_part(self, town, offer):
        with pytest.raises(PermissionDenied):
            log.take_part(offer, actor=town.actor("hall"), at=moment(DAY))

    def test_too_few_that_take_part_cannot_begin(self, town, offer):
        log.take_part(offer, actor=town.actor("elm"), at=moment(DAY))
        with pytest.raises(NotNow):
            begun(town, offer, "elm")
        assert not Case.objects.exists()

    def test_whoever_begins_takes_part(self, town, offer):
        log.take_part(offer, actor=town.actor("elm"), at=moment(DAY))
        with pytest.raises(PermissionDenied):
            begun(town, offer, "oak", organisation=town.organisations["oak"])

    def test_it_is_raised_against_the_body_of_the_reports_alone(self, town, offer):
        for who in ("elm", "oak"):
            log.take_part(offer, actor=town.actor(who), at=moment(DAY))
        town.found("fir", "Fir Lane Library")
        with pytest.raises(actions.UnfitError):
            begun(town, offer, "elm", others=[town.organisations["fir"]])

    def test_sent_twice_it_is_one_case_and_begun_twice_it_is_refused(self, town, offer):
        for who in ("elm", "oak"):
            log.take_part(offer, actor=town.actor(who), at=moment(DAY))
        key = uuid4()
        first = begun(town, offer, "elm", key=key)
        assert begun(town, offer, "elm", key=key) == first
        with pytest.raises(NotNow):
            begun(town, offer, "oak", organisation=town.organisations["oak"])
        with pytest.raises(NotNow):
            log.take_part(offer, actor=town.actor("oak"), at=moment(DAY))
        assert Case.objects.count() == 1

    def test_what_was_raised_cannot_be_withdrawn_here(self, town, offer):
        for who in ("elm", "oak"):
            log.take_part(offer, actor=town.actor(who), at=moment(DAY))
        begun(town, offer, "elm")
        report = Report.objects.get(reporter=town.users["elm"])
        with pytest.raises(NotNow):
            log.withdraw(report, actor=town.actor("elm"), at=moment(DAY))

    def test_in_the_browser_it_goes_through_the_questions_of_raising(self, town, offer):
        clients = {}
        for who in ("elm", "oak"):
            clients[who] = Client()
            clients[who].force_login(town.users[who])
            clients[who].post(f"{offer.get_absolute_url()}take-part/")
        elm = clients["elm"]
        assert elm.post(f"{offer.get_absolute_url()}begin/")["Location"].endswith("/raise/before/")
        raise_at = "/anywhere/disputes/raise/"
        elm.post(f"{raise_at}before/", {"subject": "yes", "tried": "yes"})
        whole = elm.get(f"{raise_at}who/").content.decode()
        assert "Anywhere City Council" in whole
        with within(town.area):
            own, hall = town.organisations["elm"].pk, town.organisations["hall"].pk
            keys = [one.commitment.key for one in Report.objects.first().citations.all()]
        elm.post(f"{raise_at}who/", {"organisation": own, "others": [hall]})
        elm.post(f"{raise_at}commitments/", {"commitments": keys})
        elm.post(
            f"{raise_at}what/",
            {
                "subject": "The youth grants",
                f"date_{TALKED}_0": "1",
                f"date_{TALKED}_1": "6",
                f"date_{TALKED}_2": "2026",
                f"date_{TALKED}_day": "1",
                f"date_{TALKED}_month": "6",
                f"date_{TALKED}_year": "2026",
                "answer_steps_taken": "We wrote.",
                "answer_outcome_sought": "Another notice.",
            },
        )
        check = elm.get(f"{raise_at}check/").content.decode()
        assert "Together with" in check
        assert "Oak Youth Club" in check
        sent = elm.post(f"{raise_at}check/")
        assert "/raise/done/" in sent["Location"]
        with within(town.area):
            assert Case.objects.get().parties.count() == 3


def test_a_commitment_that_a_new_edition_keeps_is_the_same_promise(town):
    elm = about(town, "elm")
    again = replace(pack("leicester-2008"), key="leicester-2026")
    town.edition = adopt_pack(town.area, again, actor=SYSTEM, at=moment(DAY))
    about(town, "oak")
    assert asked(elm)
