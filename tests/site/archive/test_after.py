"""What an export tells of advisers, promises and referrals: the sealed part apart from the rest."""

from datetime import date

from opencompact.apps.disputes import actions
from opencompact.site.archive.readable import cases as readable
from tests.apps.disputes import test_after as after
from tests.apps.disputes.test_story import MEDIATED, begin
from tests.apps.disputes.town import build, moment


def test_what_was_agreed_in_mediation_lies_in_the_sealed_folder(scoped):
    town = build(scoped, "leicester-2008")
    first = begin(town)
    town.advise(first, "friend", "elm", date(2026, 3, 2))
    case = town.story(first, [*MEDIATED, *after.SETTLE])
    after.note(town, case, "elm", "Pay the invoice")
    pages = {page.place: page.text for page in readable.pages(town.area, after.DAY)}
    whole = pages[f"cases/{case.number}/README.md"]
    sealed = pages[f"cases/{case.number}/sealed-mediation/README.md"]
    assert "Friend, adviser of Elm Street Centre, from 2 March 2026" in whole
    assert "Pay the invoice" not in whole
    assert "Anywhere City Council, by 11 May 2026: Pay the invoice" in sealed


def test_what_was_agreed_in_the_open_and_a_referral_stand_in_the_story(scoped):
    town = build(scoped, "leicester-2008")
    case = town.story(begin(town), after.found("another-body"))
    one = after.note(town, case, "chair")
    actor, at = town.actor("officer", after.DAY), moment(after.DAY)
    actions.mark_undertaking(one, done=True, actor=actor, on=after.DAY, at=at)
    referral = actions.refer_case(case, "The ombudsman", after.END, after.DUE, actor=actor, at=at)
    told = next(readable.pages(town.area, after.DAY)).text
    assert "(done on 13 April 2026): Consult again" in told
    assert "To The ombudsman, on 10 April 2026. What came of it is not known." in told
    actions.note_outcome(referral, "Upheld.", after.DAY, actor=actor, at=at)
    told = next(readable.pages(town.area, after.DAY)).text
    assert "What came of it, on 13 April 2026: Upheld." in told
