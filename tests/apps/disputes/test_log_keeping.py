"""Who keeps a report, what they do with it, and what its reporter and its body get to read."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes import actions, policy
from opencompact.apps.disputes.actions import log
from opencompact.apps.disputes.models import Report, ReportEntry, Route, Treatment
from opencompact.apps.disputes.queries import log as queries
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import ANONYMOUS, Actor, RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from tests.apps.disputes.log import DAY, about, looked_at, made
from tests.apps.disputes.town import moment

AT = moment(DAY)


def entries(report):
    return [entry.kind for entry in queries.one_report(report.pk).entries.order_by("sequence")]


def sent_to(address, kind):
    return Message.objects.filter(to_address=address, kind=f"disputes.log-{kind}")


class TestReporting:
    def test_a_stranger_reports_and_gets_a_number_and_a_link(self, town):
        report = made(town, email="Walker@Example.org", name="W. Walker")
        assert report.email == "walker@example.org"
        assert entries(report) == ["sent"]
        mail = sent_to("walker@example.org", "received").get()
        assert report.number in mail.subject
        assert "/act/" in mail.link
        assert "Walker" not in f"{mail.to_name} {mail.subject} {mail.says}"
        assert sent_to("officer@example.org", "keep").exists()
        assert not sent_to("hall@example.org", "keep").exists()

    def test_without_an_address_nobody_is_written_to_but_the_keepers(self, town):
        made(town)
        assert {one.to_address for one in Message.objects.all()} == {"officer@example.org"}

    def test_a_number_does_not_tell_how_many_there_are(self, town):
        numbers = [made(town).number for _ in range(3)]
        assert len(set(numbers)) == 3
        assert all(len(one) == 9 and not any(c in "01IO" for c in one) for one in numbers)

    def test_the_audit_says_neither_what_nor_about_whom(self, town):
        report = made(town, "elm")
        event = Event.objects.get(verb="disputes.log_sent")
        assert event.data == {"number": report.number, "sequence": 1, "choice": ""}

    @pytest.mark.parametrize(
        ("changed", "fault"),
        [
            ({"body": "ash"}, "body"),
            ({"commitments": []}, "commitments"),
            ({"what": "  "}, "what"),
            ({"happened_on": DAY + timedelta(days=1)}, "happened_on"),
            ({"behalf_name": " anywhere city COUNCIL "}, "behalf_name"),
        ],
    )
    def test_what_it_refuses(self, town, changed, fault):
        if "body" in changed:
            changed = {"body": town.organisations["ash"]}
        with pytest.raises(actions.UnfitError) as error:
            made(town, **changed)
        assert set(error.value.faults) == {fault}
        assert not Report.objects.exists()

    def test_an_organisation_counts_only_from_who_speaks_for_it(self, town):
        assert made(town, "elm").behalf == town.organisations["elm"]
        other = made(town, "stranger", behalf=town.organisations["elm"])
        assert other.behalf is None
        assert other.behalf_name == "Elm Street Centre"

    def test_the_body_cannot_report_itself(self, town):
        with pytest.raises(actions.UnfitError):
            made(town, "hall")

    def test_the_database_keeps_what_was_reported(self, town):
        report = made(town, "elm")
        for changed in ({"what": "x"}, {"event": "x"}, {"treatment": "open"}, {"number": "x"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Report.objects.filter(pk=report.pk).update(**changed)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportEntry.objects.filter(report=report).update(text="x")
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(behalf=report.body)


class TestWhoKeepsIt:
    @pytest.mark.parametrize(
        ("roles", "free", "keeps"),
        [
            ([(RoleKind.OFFICER, None)], "officer", True),
            ([(RoleKind.OFFICER, None), (RoleKind.CHAMPION, "hall")], "officer", False),
            ([(RoleKind.OFFICER, None), (RoleKind.REPRESENTATIVE, "elm")], "officer", True),
            ([(RoleKind.CHAIR, None)], "officer", False),
            ([(RoleKind.CHAIR, None)], "chair", True),
            ([(RoleKind.CHAIR, None), (RoleKind.LEAD, "hall")], "chair", False),
            ([(RoleKind.GROUP_MEMBER, None)], "chair", False),
            ([(RoleKind.GROUP_MEMBER, None)], "group-member", True),
            ([(RoleKind.GROUP_MEMBER, None), (RoleKind.LEAD, "hall")], "group-member", False),
            ([(RoleKind.REPRESENTATIVE, "hall")], "group-member", False),
            ([], None, False),
        ],
    )
    def test_the_policy(self, town, roles, free, keeps):
        report = made(town, "elm")
        actor = _with(town, "stranger", roles)
        assert policy.can_keep_report(actor, report, kept_by=free and RoleKind(free)) is keeps

    def test_nobody_keeps_their_own(self, town):
        report = made(town, "officer")
        assert not policy.can_keep_report(town.actor("officer"), report, kept_by=RoleKind.OFFICER)
        assert queries.kept_report(town.actor("officer"), town.area, report.number, DAY) is None

    def test_the_chair_keeps_it_where_no_officer_is_free(self, town):
        report = made(town, "elm")
        chair = town.actor("chair")
        assert queries.kept_report(chair, town.area, report.number, DAY) is None
        with pytest.raises(PermissionDenied):
            looked_at(town, report, by="chair")
        town.join("officer", RoleKind.CHAMPION, "hall")
        assert queries.kept_report(chair, town.area, report.number, DAY) == report
        with pytest.raises(PermissionDenied):
            looked_at(town, report)
        assert looked_at(town, report, by="chair").route == Route.AGREEMENT
        assert queries.waiting_reports(town.area, town.actor("officer"), DAY) == []

    def test_a_member_of_the_group_keeps_it_where_the_chair_is_tied_too(self, town):
        for who in ("officer", "chair"):
            town.join(who, RoleKind.CHAMPION, "hall")
        report = made(town, "elm")
        assert sent_to("panel@example.org", "keep").count() == 1
        for who in ("officer", "chair"):
            assert queries.kept_report(town.actor(who), town.area, report.number, DAY) is None
        client = Client()
        client.force_login(town.users["panel"])
        assert report.event in client.get("/anywhere/log/").content.decode()
        assert report.number in client.get("/anywhere/log.csv").content.decode()
        assert looked_at(town, report, by="panel").route == Route.AGREEMENT
        town.join("free", RoleKind.OFFICER)
        assert queries.kept_report(town.actor("panel"), town.area, report.number, DAY) is None
        assert client.get("/anywhere/log.csv").status_code == 403

    def test_where_everybody_is_tied_its_reporter_is_told_and_nobody_else(self, town):
        client = Client()
        client.force_login(town.users["officer"])
        page = "/anywhere/people/nobodys/"
        said = "A report about Anywhere City Council could be read by nobody"
        assert said not in client.get(page).content.decode()
        for who in ("officer", "chair", "panel"):
            town.join(who, RoleKind.CHAMPION, "hall")
        before = client.get(page).content.decode()
        assert said in before
        report = made(town, email="walker@example.org")
        assert sent_to("walker@example.org", "unread").count() == 1
        assert Message.objects.exclude(to_address="walker@example.org").count() == 0
        assert queries.is_unread(queries.one_report(report.pk), DAY)
        assert client.get(page).content.decode() == before
        assert report.number not in client.get("/anywhere/log/").content.decode()
        own = made(town, "elm")
        elm = Client()
        elm.force_login(town.users["elm"])
        shown = elm.get(own.get_absolute_url()).content.decode()
        assert "has a tie to the organisation, so it stays closed" in shown
        assert "Where else to turn" in shown
        town.join("free", RoleKind.OFFICER)
        assert len(queries.waiting_reports(town.area, town.actor("free"), DAY)) == 2
        shown = elm.get(own.get_absolute_url()).content.decode()
        assert "so it stays closed" not in shown

    def test_mail_about_it_goes_to_the_free_ones(self, town):
        town.join("tied", RoleKind.OFFICER)
        town.join("tied", RoleKind.LEAD, "hall")
        made(town, "elm")
        assert not Message.objects.filter(to_address="tied@example.org").exists()

    @pytest.mark.parametrize("who", ["tied", "hall", "chair", "panel", "stranger", "oak"])
    @pytest.mark.parametrize("treatment", Treatment.values)
    def test_nobody_else_finds_it(self, town, who, treatment):
        town.join("tied", RoleKind.OFFICER)
        town.join("tied", RoleKind.CHAMPION, "hall")
        report = about(town, "elm", treatment=treatment)
        client = Client()
        client.force_login(town.users[who])
        for way in ("", "triage/", "answer/"):
            assert client.get(f"{report.get_absolute_url()}{way}").status_code == 404
        shown = client.get("/anywhere/log/").content.decode()
        assert report.event not in shown
        file = client.get("/anywhere/log.csv")
        assert file.status_code == (200 if who in {"tied", "chair"} else 403)
        assert report.number not in file.content.decode()


def _with(town, who, roles):
    for kind, body in roles:
        town.join(who, kind, body or "")
    return town.actor(who)


class TestKeeping:
    def test_from_triage_to_close(self, town):
        town.join("lead", RoleKind.LEAD, "hall")
        officer = town.actor("officer")
        report = about(town, "elm", treatment=Treatment.ANONYMOUS)
        log.note_cause(report, "mistake", "New staff.", actor=officer, at=AT)
        log.tell_body(report, "A notice came late.", actor=officer, at=AT)
        assert sent_to("lead@example.org", "told").count() == 1
        log.answer_for_body(report, "We are sorry.", actor=town.actor("lead"), at=AT)
        log.note_outcome(report, "A new notice.", "Ask early.", actor=officer, at=AT)
        after = log.close(report, "", actor=officer, at=AT)
        assert entries(report) == [
            *("sent", "triaged", "cause", "told", "answered", "outcome", "closed"),
        ]
        now = queries.standing(after)
        assert (now.route, now.cause, now.learning) == ("agreement", "mistake", "Ask early.")
        assert (after.route, after.cause, after.closed_on) == ("agreement", "mistake", DAY)
        assert sent_to("elm@example.org", "news").count() == 5

    @pytest.mark.parametrize("treatment", [Treatment.CONFIDENTIAL, Treatment.COLLECTIVE])
    def test_of_these_no_body_learns(self, town, treatment):
        town.join("lead", RoleKind.LEAD, "hall")
        report = about(town, "elm", treatment=treatment)
        with pytest.raises(PermissionDenied):
            log.tell_body(report, "x", actor=town.actor("officer"), at=AT)
        client = Client()
        client.force_login(town.users["officer"])
        assert client.get(f"{report.get_absolute_url()}tell/").status_code == 403
        assert not policy.can_answer_report(town.actor("lead"), report, told=True)

    def test_what_the_body_reads(self, town):
        """The officer's words, never the reporter's; who it was only in an open report."""
        town.join("lead", RoleKind.LEAD, "hall")
        client = Client()
        client.force_login(town.users["lead"])
        for treatment in (Treatment.ANONYMOUS, Treatment.OPEN):
            report = about(town, "elm", treatment=treatment, event=f"Grants {treatment}")
            page = f"{report.get_absolute_url()}answer/"
            assert client.get(page).status_code == 404
            assert report.number not in client.get("/anywhere/log/").content.decode()
            log.tell_body(report, "In our words.", actor=town.actor("officer"), at=AT)
            listed = client.get("/anywhere/log/").content.decode()
            assert report.number in listed
            assert report.event not in listed
            shown = client.get(page).content.decode()
            assert "In our words." in shown
            assert report.what not in shown
            assert report.event not in shown
            assert ("Elm Street Centre" in shown) is (treatment == Treatment.OPEN)
            assert client.post(page, {"text": ""}).status_code == 200
            assert client.post(page, {"text": "Sorry."}).status_code == 302
        assert client.get(report.get_absolute_url()).status_code == 404

    def test_nobody_is_told_where_nobody_could_answer(self, town):
        report = about(town, "elm", treatment=Treatment.OPEN)
        with pytest.raises(NotNow, match="neither a lead nor a champion"):
            log.tell_body(report, "x", actor=town.actor("officer"), at=AT)

    def test_what_is_not_about_the_agreement_has_no_cause(self, town):
        report = looked_at(town, made(town, "elm"), Route.COMPLAINT)
        with pytest.raises(NotNow):
            log.note_cause(report, "mistake", "", actor=town.actor("officer"), at=AT)
        again = looked_at(town, report, Route.AGREEMENT)
        log.note_cause(again, "mistake", "", actor=town.actor("officer"), at=AT)

    def test_nothing_is_done_with_one_that_is_over(self, town):
        officer, elm = town.actor("officer"), town.actor("elm")
        report = made(town, "elm")
        with pytest.raises(NotNow):
            log.close(report, "", actor=officer, at=AT)
        log.close(looked_at(town, report), "", actor=officer, at=AT)
        for deed in (
            lambda: looked_at(town, report),
            lambda: log.add(report, "x", actor=elm, at=AT),
            lambda: log.note_outcome(report, "x", "", actor=officer, at=AT),
        ):
            with pytest.raises(NotNow):
                deed()

    def test_the_causes_are_those_of_the_pack_or_the_usual_four(self, town):
        keys = [one.key for one in queries.causes(town.edition)]
        assert keys == ["unavoidable", "mistake", "management", "deliberate"]
        with pytest.raises(actions.UnfitError):
            log.note_cause(about(town, "elm"), "luck", "", actor=town.actor("officer"), at=AT)


class TestFollowing:
    def follow(self, report):
        mail = sent_to(report.email, "received").get()
        return "/act/" + mail.link.partition("/act/")[2]

    def test_a_stranger_reads_adds_and_withdraws_by_the_link(self, town):
        report = made(town, on=timezone.localdate(), email="walker@example.org", name="Walker")
        client, path = Client(), self.follow(report)
        assert "The notice came a week" in client.get(path).content.decode()
        assert client.post(path, {"step": "add", "text": ""}).status_code == 200
        assert client.post(path, {"step": "add", "text": "More of it."}).status_code == 302
        assert "More of it." in client.get(path).content.decode()
        refused = client.post(path, {"step": "withdraw"}).content.decode()
        assert "Tick the box if you want to withdraw it" in refused
        gone = client.post(path, {"step": "withdraw", "sure": "on"}).content.decode()
        assert "Your report was withdrawn" in gone
        assert client.get(path).status_code == 404
        after = queries.one_report(report.pk)
        assert (after.name, after.email) == ("", "")
        assert entries(report) == ["sent", "added", "withdrawn"]

    def test_the_link_opens_nothing_of_another(self, town):
        report = made(town, on=timezone.localdate(), email="walker@example.org")
        other = made(town, email="runner@example.org")
        walker = Actor(None, "", "walker@example.org", town.area.pk)
        with pytest.raises(PermissionDenied):
            log.add(other, "x", actor=walker, at=AT)
        with pytest.raises(PermissionDenied):
            log.withdraw(report, actor=ANONYMOUS, at=AT)

    def test_somebody_signed_in_has_their_reports_in_a_list(self, town):
        report = made(town, "elm")
        client = Client()
        client.force_login(town.users["elm"])
        assert report.number in client.get("/anywhere/log/").content.decode()
        sent = client.post(report.get_absolute_url(), {"step": "withdraw", "sure": "on"})
        assert sent.status_code == 302
        assert "You withdrew it" in client.get(report.get_absolute_url()).content.decode()

    def test_the_reporter_reads_all_but_the_notes(self, town):
        report = about(town, "elm")
        log.note_cause(report, "mistake", "Between us.", actor=town.actor("officer"), at=AT)
        client = Client()
        client.force_login(town.users["elm"])
        shown = client.get(report.get_absolute_url()).content.decode()
        assert "Thank you." in shown
        assert "A mistake" in shown
        assert "Between us." not in shown

    def test_the_link_of_the_latest_mail_is_the_one_that_works(self, town):
        on = timezone.localdate()
        report = made(town, on=on, email="walker@example.org")
        first = self.follow(report)
        looked_at(town, report, on=on)
        assert Client().get(first).status_code == 404
        news = sent_to("walker@example.org", "news").get()
        assert Client().get("/act/" + news.link.partition("/act/")[2]).status_code == 200


class TestThePages:
    @pytest.fixture(autouse=True)
    def nobody_came_before(self):
        cache.clear()

    def post(self, town, client, **changed):
        fields = {
            "body": str(town.organisations["hall"].pk),
            "commitments": [commitments(town.edition)[0].key],
            "event": "Grants",
            "happened_on_0": "1",
            "happened_on_1": "5",
            "happened_on_2": "2026",
            "happened_on_day": "1",
            "happened_on_month": "5",
            "happened_on_year": "2026",
            "what": "It came late.",
            "treatment": "confidential",
            "email": "walker@example.org",
        }
        return client.post("/anywhere/log/report/", {**fields, **changed})

    def test_a_stranger_sends_the_form(self, town):
        client = Client()
        assert client.get("/anywhere/log/report/").status_code == 200
        assert self.post(town, client)["Location"] == "/anywhere/log/report/sent/"
        report = Report.objects.get()
        assert report.number in client.get("/anywhere/log/report/sent/").content.decode()
        assert Client().get("/anywhere/log/report/sent/").status_code == 302

    def test_what_was_typed_is_kept(self, town):
        shown = self.post(town, Client(), treatment="", happened_on_year="").content.decode()
        assert "Select how the report is to be treated" in shown
        assert "It came late." in shown
        assert "checked" in shown

    @pytest.mark.usefixtures("town")
    def test_looking_for_an_organisation_blames_nobody(self):
        sent = {"q": "anywhere", "what": "Kept."}
        for pressed in ({"search": "1"}, {}):
            shown = Client().post("/anywhere/log/report/", sent | pressed).content.decode()
            assert "There is a problem" not in shown
            assert "Anywhere City Council" in shown
            assert "Kept." in shown

    def test_one_place_sends_no_more_than_so_many(self, town):
        client = Client()
        for number in range(10):
            assert self.post(town, client, email=f"w{number}@example.org").status_code == 302
        refused = self.post(town, client, email="last@example.org")
        assert refused.status_code == 429
        assert "It came late." in refused.content.decode()
        assert Report.objects.count() == 10

    def test_nobody_gets_more_than_so_many_mails_by_it(self, town):
        client = Client()
        codes = [self.post(town, client).status_code for _ in range(6)]
        assert codes == [302] * 5 + [429]

    def test_an_officer_finds_the_oldest_first_and_does_what_comes_next(self, town):
        for days in (9, 3, 6):
            made(town, "elm", on=DAY - timedelta(days=days), event=f"{days} days old")
        looked_at(town, Report.objects.get(event="6 days old"))
        found = queries.kept_reports(town.actor("officer"), town.area, DAY)
        assert [row.report.event for row in queries.rows(found, DAY)] == [
            *("9 days old", "3 days old", "6 days old"),
        ]
        assert [row.waits for row in queries.rows(found, DAY)] == [9, 3, None]
        client = Client()
        client.force_login(town.users["officer"])
        assert "2 reports wait" in client.get("/anywhere/log/").content.decode()
        report = Report.objects.get(event="9 days old")
        page = f"{report.get_absolute_url()}triage/"
        wrong = client.post(page, {"route": "agreement", "behalf": "Nobody", "text": "Thanks."})
        assert "No organisation on the register is called this" in wrong.content.decode()
        done = client.post(page, {"route": "contract", "behalf": "", "text": "Thanks."})
        assert done.status_code == 302
        assert client.get(f"{report.get_absolute_url()}cause/").status_code == 409
        assert client.get(f"{report.get_absolute_url()}sing/").status_code == 404

    def test_the_list_is_filtered_and_taken_away(self, town):
        made(town, "elm", event="Grants")
        about(town, "oak", event="Roads", treatment=Treatment.OPEN)
        client = Client()
        client.force_login(town.users["officer"])
        for query, there, gone in (
            ("q=grants", "Grants", "Roads"),
            ("state=new", "Grants", "Roads"),
            ("treatment=open", "Roads", "Grants"),
            ("route=agreement", "Roads", "Grants"),
        ):
            for address in (f"/anywhere/log/?{query}", f"/anywhere/log.csv?{query}"):
                shown = client.get(address).content.decode()
                assert there in shown
                assert gone not in shown

    @pytest.mark.parametrize("many", [1, 4])
    def test_the_list_takes_few_queries(self, town, many, django_assert_max_num_queries):
        for number in range(many):
            about(town, "elm", event=f"Grants {number}")
        client = Client()
        client.force_login(town.users["officer"])
        with django_assert_max_num_queries(16):
            assert client.get("/anywhere/log/").status_code == 200


def test_a_role_that_ended_keeps_and_answers_nothing(town):
    report = about(town, "elm")
    Role.objects.filter(kind=RoleKind.OFFICER).update(ends=date(2026, 5, 31))
    with pytest.raises(PermissionDenied):
        log.note_outcome(report, "x", "", actor=town.actor("officer"), at=AT)
