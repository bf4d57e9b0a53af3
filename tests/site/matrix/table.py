"""Who may open what: a row for every address. A new address without a row fails the suite."""

from __future__ import annotations

from dataclasses import dataclass

from tests.site.matrix.world import ACTORS

ALL = frozenset(ACTORS)
NOBODY: frozenset[str] = frozenset()
OFFICERS = frozenset({"officer", "officer in conflict"})
# A token opens the API and nothing else: on every page its holder is a visitor.
SIGNED_IN = ALL - {"anonymous", "API token"}
WITH_A_ROLE = SIGNED_IN - {"unverified", "member", "adviser", "officer of another area"}
OWN_SIDE = frozenset({"complainant"})
OTHER_SIDE = frozenset({"respondent"})
PARTIES = OWN_SIDE | OTHER_SIDE
PANEL = frozenset({"chair", "panel member"})
DESK = frozenset({"officer"})
REPRESENTATIVES = PARTIES | {"organisation admin"}
CASE = PARTIES | PANEL | DESK | {"mediator", "adviser"}


@dataclass(frozen=True)
class Row:
    """Who is let in by GET and by POST. `kind` names the objects that fill the address.

    `sibling` is who may open the same page of the other object in the area (None: the same people).
    A page that only takes one method answers 405 to the other: `get=None` or `post=None`. `body` is
    what a post must carry for its object to be found.
    """

    get: frozenset[str] | None
    post: frozenset[str] | None = None
    kind: str = ""
    sibling: frozenset[str] | None = None
    body: dict[str, str] | None = None


def read(who: frozenset[str], kind: str = "", sibling: frozenset[str] | None = None) -> Row:
    """A page to read; what is posted there is only shown the same page."""
    return Row(who, who, kind, sibling)


PUBLIC = (read(ALL),)
KEPT = read(OFFICERS)
SIGNERS = OFFICERS | OWN_SIDE
# The role under test is the champion's; the sibling is that of an officer.
HOLDER = OFFICERS | {"champion"}


def case(who: frozenset[str], kind: str, sibling: frozenset[str], post: bool = True) -> Row:
    """A page of a case; of the sibling case only those who stand above cases, `sibling`."""
    return Row(who, who if post else None, kind, sibling)


NEIGHBOURS = OFFICERS | {"chair"}
# A champion of the organisation that a letter went to, although also an officer or on the panel.
ADDRESSED = frozenset({"respondent", "officer in conflict", "panel member in conflict"})
# Of the sibling letter, which went to another body: its champion, and officers, who have a copy.
OTHER_ADDRESSED = frozenset({"champion"})
LETTER = OWN_SIDE | ADDRESSED | DESK
OTHER_LETTER = OTHER_ADDRESSED | OFFICERS


def draft(kind: str = "draft challenge") -> tuple[Row, ...]:
    """A page of a challenge that was not sent: for its writers alone."""
    return (read(OWN_SIDE, kind, NOBODY),)


def drafted(kind: str = "draft challenge") -> tuple[Row, ...]:
    """The same, where something is only posted."""
    return (Row(None, OWN_SIDE, kind, NOBODY),)


ROWS: dict[str, tuple[Row, ...]] = {
    # The installation and the fronts.
    "/": PUBLIC,
    "/about/": PUBLIC,
    "/accessibility/": PUBLIC,
    "/privacy/": PUBLIC,
    "/account/data/": (read(SIGNED_IN),),
    "/switch/": (Row(None, NOBODY),),
    "/api/": PUBLIC,
    "/api/v1/openapi.json": (Row(ALL),),
    "/{area}/": PUBLIC,
    "/{area}/induction/": (read(SIGNED_IN),),
    "/{area}/accessibility/": PUBLIC,
    "/{area}/privacy/": PUBLIC,
    "/{area}/theme.css": PUBLIC,
    "/{area}/feeds/": PUBLIC,
    "/{area}/calendar.ics": PUBLIC,
    "/{area}/tokens/": (read(WITH_A_ROLE),),
    "/{area}/tokens/make/": (read(WITH_A_ROLE),),
    "/{area}/tokens/{token}/revoke/": (
        read(OFFICERS | {"complainant"}, "token", OFFICERS | {"mediator"}),
    ),
    # A link in a mail: its secret is the permission, whoever opens it; dead ones open for nobody.
    "/act/{token}/": (
        read(ALL, "link to the pledge", NOBODY),
        read(ALL, "link to an answer", NOBODY),
        read(ALL, "link to advice", NOBODY),
        read(ALL, "link to feedback", NOBODY),
        read(ALL, "link to a role", NOBODY),
        read(ALL, "link to a report", NOBODY),
        read(ALL, "link to join", NOBODY),
        read(ALL, "link to an invitation", NOBODY),
        read(NOBODY, "link out of date"),
    ),
    # Mail: each has their own choices, the outbox and the words are for officers.
    "/{area}/mail/": (read(SIGNED_IN),),
    "/{area}/mail/stop/{token}/": (read(ALL, "stop token"),),
    "/{area}/mail/outbox/": (KEPT,),
    "/{area}/mail/outbox/again/": (Row(None, OFFICERS),),
    "/{area}/mail/texts/": (KEPT,),
    "/{area}/mail/texts/{kind}/": (read(OFFICERS, "kind of mail"),),
    "/{area}/mail/texts/{kind}/usual/": (read(OFFICERS, "kind of mail"),),
    # The agreement is open to everybody.
    "/{area}/agreement/": PUBLIC,
    "/{area}/agreement/agreement.json": PUBLIC,
    "/{area}/agreement/commitments.csv": PUBLIC,
    "/{area}/agreement/commitments.xlsx": PUBLIC,
    "/{area}/agreement/glossary.csv": PUBLIC,
    "/{area}/agreement/glossary.xlsx": PUBLIC,
    "/{area}/agreement/editions.csv": PUBLIC,
    "/{area}/agreement/editions.xlsx": PUBLIC,
    "/{area}/agreement/part/{part}/": (read(ALL, "part"),),
    "/{area}/agreement/who/{sector}/": (read(ALL, "sector"),),
    "/{area}/agreement/glossary/": PUBLIC,
    "/{area}/agreement/search/": PUBLIC,
    "/{area}/agreement/print/": PUBLIC,
    "/{area}/agreement/editions/": PUBLIC,
    "/{area}/agreement/editions/{edition}/": (read(ALL, "edition"),),
    "/{area}/agreement/{commitment}/": (read(ALL, "commitment"),),
    # The register is open, the keeping of it is for officers.
    "/{area}/organisations/": PUBLIC,
    "/{area}/organisations.csv": PUBLIC,
    "/{area}/organisations.xlsx": PUBLIC,
    "/{area}/organisations.json": PUBLIC,
    "/{area}/organisations.atom": PUBLIC,
    "/{area}/organisations/.csv": PUBLIC,
    "/{area}/organisations/.json": PUBLIC,
    "/{area}/organisations/{organisation}/": (read(ALL, "organisation"),),
    "/{area}/organisations/add/": (KEPT,),
    "/{area}/organisations/{organisation}/edit/": (read(OFFICERS, "organisation"),),
    "/{area}/organisations/import/": (KEPT,),
    "/{area}/organisations/import/{run}/": (read(OFFICERS, "run"),),
    "/{area}/organisations/import/{run}/columns/": (Row(None, OFFICERS, "run"),),
    "/{area}/organisations/import/{run}/start/": (Row(None, OFFICERS, "run"),),
    "/{area}/organisations/import/{run}/rejected.csv": (read(OFFICERS, "run"),),
    "/{area}/organisations/import/{run}/rejected.xlsx": (read(OFFICERS, "run"),),
    # Signing: whoever may bind the organisation; an officer records what came on paper.
    "/{area}/signatories/": PUBLIC,
    "/{area}/signatories.csv": PUBLIC,
    "/{area}/signatories.xlsx": PUBLIC,
    "/{area}/signatories.json": PUBLIC,
    "/{area}/signatories/.csv": PUBLIC,
    "/{area}/signatories/.json": PUBLIC,
    "/{area}/sign-up/": PUBLIC,
    "/{area}/sign-up/ask/": (read(SIGNED_IN),),
    "/{area}/organisations/{organisation}/sign/": (read(SIGNERS, "organisation", OFFICERS),),
    "/{area}/organisations/{organisation}/sign/ask/": (read(OFFICERS, "organisation"),),
    "/{area}/organisations/{organisation}/sign/ask/{link}/cancel/": (
        Row(None, OFFICERS, "asked", NOBODY),
    ),
    "/{area}/organisations/{organisation}/sign/done/": (read(SIGNERS, "organisation", OFFICERS),),
    "/{area}/organisations/{organisation}/withdraw/": (read(SIGNERS, "organisation", OFFICERS),),
    "/{area}/organisations/{organisation}/members/": (
        Row(SIGNERS, SIGNERS, "organisation", OFFICERS, {"member": "police"}),
    ),
    "/{area}/organisations/{organisation}/members/{coverage}/end/": (
        Row(None, SIGNERS, "coverage", OFFICERS),
    ),
    # People. An invitation that was answered is there for nobody.
    "/{area}/people/": (KEPT,),
    "/{area}/people/appoint/": (KEPT,),
    "/{area}/people/{person}/data/": (read(OFFICERS, "person"),),
    # What is past its time: officers and the chair; nobody with a tie to a case.
    "/{area}/keeping/": (read(NEIGHBOURS),),
    "/{area}/keeping.csv": (read(NEIGHBOURS),),
    "/{area}/keeping.xlsx": (read(NEIGHBOURS),),
    "/{area}/keeping/{kept}/{number}/": (read(NEIGHBOURS, "past its time"),),
    "/{area}/people/gaps/": (KEPT,),
    "/{area}/people/nobodys/": (KEPT,),
    "/{area}/people.csv": (KEPT,),
    "/{area}/people.xlsx": (KEPT,),
    "/{area}/people/import/": (KEPT,),
    "/{area}/people/import/{run}/": (read(OFFICERS, "people run"),),
    "/{area}/people/import/{run}/start/": (Row(None, OFFICERS, "people run"),),
    "/{area}/people/import/{run}/rejected.csv": (read(OFFICERS, "people run"),),
    "/{area}/people/import/{run}/rejected.xlsx": (read(OFFICERS, "people run"),),
    "/{area}/people/{role}/": (read(HOLDER, "role", OFFICERS),),
    "/{area}/people/{role}/confirm/": (Row(None, HOLDER, "role", OFFICERS),),
    "/{area}/people/{role}/change/": (read(OFFICERS, "role"),),
    "/{area}/people/{role}/training/": (read(HOLDER, "role", OFFICERS),),
    "/{area}/people/{role}/training/{training}/remove/": (Row(None, HOLDER, "training", OFFICERS),),
    "/{area}/people/{role}/end/": (read(OFFICERS, "role"),),
    "/{area}/people/{role}/hand-over/": (read(OFFICERS, "role"),),
    "/{area}/people/{role}/invitation/": (read(OFFICERS, "invited", NOBODY),),
    # Disagreements: a case is there only for its own people.
    "/{area}/disputes/": PUBLIC,
    "/{area}/disputes.csv": (read(OFFICERS | {"chair"}),),
    "/{area}/disputes.xlsx": (read(OFFICERS | {"chair"}),),
    "/{area}/disputes/procedure/": PUBLIC,
    "/{area}/disputes/raise/": (Row(ALL, REPRESENTATIVES),),
    "/{area}/disputes/raise/{page}/": (read(REPRESENTATIVES, "question"),),
    "/{area}/disputes/raise/done/{number}/": (case(CASE, "case", NEIGHBOURS),),
    "/{area}/disputes/{number}/": (case(CASE, "case", NEIGHBOURS),),
    "/{area}/disputes/{number}/room/{room}/": (
        case(CASE - {"mediator"}, "exchange room", NEIGHBOURS),
        case(PARTIES | {"mediator"}, "mediation room", NOBODY),
        case(PANEL, "panel room", frozenset({"chair"})),
        case(DESK, "desk", OFFICERS),
    ),
    # Mediation is over in this case: nothing new comes in, and what was given is handed out.
    "/{area}/disputes/{number}/room/{room}/papers/": (
        case(PARTIES | {"mediator"}, "mediation room", NOBODY),
        case(PANEL, "panel room", frozenset({"chair"})),
        case(DESK, "desk", OFFICERS),
    ),
    "/{area}/disputes/{number}/room/{room}/papers/{paper}/": (
        read(OWN_SIDE | {"mediator"}, "confided paper"),
        read(PARTIES | {"mediator"}, "paper for the room"),
        read(PANEL, "paper of the panel"),
        read(DESK, "paper of the desk"),
    ),
    "/{area}/disputes/{number}/room/mediation/papers/{paper}/ask/": (
        read(frozenset({"mediator"}), "paper of a side"),
    ),
    "/{area}/disputes/{number}/room/mediation/papers/{paper}/release/": (
        read(OWN_SIDE, "paper of a side"),
    ),
    "/{area}/disputes/{number}/room/mediation/papers/{paper}/carry/": (
        read(OWN_SIDE, "paper of a side"),
    ),
    "/{area}/disputes/{number}/bundle/": (Row(CASE - {"mediator"}, PARTIES | DESK, "bundled"),),
    "/{area}/disputes/{number}/bundle/{document}/mark/": (Row(None, PARTIES, "document"),),
    "/{area}/disputes/{number}/bundle/order/": (read(PARTIES | DESK, "bundled"),),
    "/{area}/disputes/{number}/bundle/{version}.pdf": (
        read(CASE - {"mediator"}, "version of the bundle"),
    ),
    "/{area}/disputes/{number}/dates/": (case(CASE, "case", NEIGHBOURS),),
    "/{area}/disputes/{number}/dates/{clock}/": (case(CASE, "clock", NEIGHBOURS),),
    "/{area}/disputes/{number}/dates/{clock}.json": (case(CASE, "clock", NEIGHBOURS),),
    "/{area}/disputes/{number}/dates/{moved}/accept/": (
        Row(None, frozenset({"complainant"}), "moved date"),
    ),
    "/{area}/disputes/{number}/dates/{clock}/ask/": (
        Row(None, frozenset({"chair"}), "clock", frozenset({"chair"})),
    ),
    "/{area}/disputes/{number}/availability/": (
        Row(PARTIES | PANEL | DESK, PARTIES | PANEL, "meeting"),
    ),
    "/{area}/disputes/{number}/advisers/": (read(PARTIES, "case", NOBODY),),
    "/{area}/disputes/{number}/advisers/{adviser}/end/": (
        Row(None, OWN_SIDE | {"adviser"}, "adviser"),
    ),
    "/{area}/disputes/{number}/advisers/{adviser}/admit/": (Row(None, NOBODY, "adviser"),),
    "/{area}/disputes/{number}/after/": (read(PARTIES | {"chair", "officer"}, "ended case"),),
    "/{area}/disputes/{number}/after/{one}/": (
        Row(None, PARTIES | {"chair", "officer"}, "undertaking", NOBODY),
    ),
    "/{area}/disputes/{number}/referral/": (read(frozenset({"chair", "officer"}), "ended case"),),
    "/{area}/disputes/{number}/learning/": (read(frozenset({"chair", "officer"}), "ended case"),),
    "/{area}/disputes/{number}/people/": (
        Row(CASE, frozenset({"chair", "officer"}), "case", NEIGHBOURS),
    ),
    "/{area}/disputes/{number}/people/{seat}/end/": (
        Row(None, frozenset({"chair", "officer"}), "seat"),
    ),
    "/{area}/disputes/{number}/documents/{document}/": (read(CASE - {"mediator"}, "document"),),
    "/{area}/disputes/{number}/letters/{sequence}/": (
        read(frozenset({"chair", "officer"}), "step to write about", NEIGHBOURS),
        read(frozenset({"mediator"}), "step inside mediation", NOBODY),
    ),
    "/{area}/disputes/{number}/letters/{letter}/sent/": (
        read(frozenset({"chair", "officer"}), "letter about a step"),
    ),
    "/{area}/disputes/{number}/documents/{document}/versions/": (
        read(CASE - {"mediator"}, "document"),
    ),
    "/{area}/disputes/{number}/documents/{document}/renew/": (read(OWN_SIDE, "document"),),
    "/{area}/disputes/{number}/finding/": (
        Row(
            PARTIES | {"chair", "officer"},
            frozenset({"officer"}),
            "waiting finding",
        ),
    ),
    "/{area}/disputes/{number}/{step}/": (
        case(PARTIES, "step of a party", NOBODY),
        case(frozenset({"chair"}), "step of the chair", frozenset({"chair"})),
        case(frozenset({"mediator"}), "step of the mediator", NOBODY),
        case(frozenset({"officer"}), "step of the officer", OFFICERS),
    ),
    # Somebody's own calendars. A program cannot sign in: the address itself lets it in.
    "/{area}/calendars/": (Row(SIGNED_IN, OFFICERS, body={"part": "officer"}),),
    "/{area}/calendars/{calendar}/end/": (Row(None, OWN_SIDE, "calendar", frozenset({"officer"})),),
    "/{area}/calendar/{token}.ics": (Row(ALL, None, "address of a calendar"),),
    # The log of concerns: a report is there for who made it and who keeps it, and for no other.
    "/{area}/log/": PUBLIC,
    "/{area}/log.csv": (read(OFFICERS | {"chair"}),),
    "/{area}/log.xlsx": (read(OFFICERS | {"chair"}),),
    "/{area}/log/report/": PUBLIC,
    "/{area}/log/report/sent/": PUBLIC,
    "/{area}/log/figures/": PUBLIC,
    "/{area}/log/figures.csv": PUBLIC,
    "/{area}/log/figures.xlsx": PUBLIC,
    "/{area}/log/{number}/": (read(DESK | OWN_SIDE, "report", OFFICERS),),
    "/{area}/log/{number}/{deed}/": (read(DESK, "deed", OFFICERS),),
    "/{area}/log/{number}/answer/": (
        read(
            frozenset({"officer in conflict", "panel member in conflict"}),
            "told report",
            frozenset({"champion"}),
        ),
    ),
    "/{area}/log/joint/{offer}/": (
        read(DESK | OWN_SIDE, "joint offer", OFFICERS | {"organisation admin"}),
    ),
    "/{area}/log/joint/{offer}/take-part/": (
        Row(None, OWN_SIDE, "joint offer", frozenset({"organisation admin"})),
    ),
    "/{area}/log/joint/{offer}/begin/": (
        Row(None, OWN_SIDE, "joint offer", frozenset({"organisation admin"})),
    ),
    # Before a disagreement: where to turn, and letters, which are there for their two sides.
    "/{area}/where-to-turn/": PUBLIC,
    "/{area}/challenges/": (read(SIGNED_IN),),
    "/{area}/challenges.csv": (read(SIGNED_IN),),
    "/{area}/challenges.xlsx": (read(SIGNED_IN),),
    "/{area}/challenges/begin/": (Row(ALL, REPRESENTATIVES),),
    "/{area}/challenges/{challenge}/": (
        read(LETTER, "challenge", OTHER_LETTER),
        *draft(),
    ),
    "/{area}/challenges/{challenge}/timeline/": draft(),
    "/{area}/challenges/{challenge}/timeline/{entry}/": draft("entry of a challenge"),
    "/{area}/challenges/{challenge}/timeline/{entry}/remove/": drafted("entry of a challenge"),
    "/{area}/challenges/{challenge}/commitments/": draft(),
    "/{area}/challenges/{challenge}/objective/": draft(),
    "/{area}/challenges/{challenge}/to/": draft(),
    "/{area}/challenges/{challenge}/letter/": draft(),
    "/{area}/challenges/{challenge}/letter/again/": drafted(),
    "/{area}/challenges/{challenge}/letter.docx": (
        read(LETTER, "challenge", OTHER_LETTER),
        *draft(),
    ),
    "/{area}/challenges/{challenge}/letter.pdf": (
        read(LETTER, "challenge", OTHER_LETTER),
        *draft(),
    ),
    "/{area}/challenges/{challenge}/send/": draft(),
    "/{area}/challenges/{challenge}/date/": (read(LETTER, "challenge", OTHER_LETTER),),
    "/{area}/challenges/{challenge}/note/{kind}/": (
        read(OWN_SIDE | ADDRESSED, "note of a reply", OTHER_ADDRESSED),
        read(OWN_SIDE, "note of an outcome", NOBODY),
    ),
    "/{area}/challenges/{challenge}/cancel/": drafted(),
    "/{area}/challenges/{challenge}/raise/start/": (Row(None, OWN_SIDE, "challenge", NOBODY),),
    "/{area}/letters/": (KEPT,),
    "/{area}/letters/{step}/": (read(OFFICERS, "step with a letter"),),
    "/{area}/letters/{step}/again/": (Row(None, OFFICERS, "step with a letter"),),
    "/{area}/signposts/": (KEPT,),
    "/{area}/signposts.csv": (KEPT,),
    "/{area}/signposts.xlsx": (KEPT,),
    "/{area}/signposts/add/": (KEPT,),
    "/{area}/signposts/{signpost}/": (read(OFFICERS, "signpost"),),
    "/{area}/signposts/{signpost}/remove/": (Row(None, OFFICERS, "signpost"),),
    "/{area}/holidays/": (KEPT,),
    "/{area}/holidays/{day}/forget/": (read(OFFICERS, "own day"),),
    "/{area}/feedback/": (KEPT,),
    "/{area}/drafting/": PUBLIC,
    "/{area}/drafting.csv": PUBLIC,
    "/{area}/drafting.xlsx": PUBLIC,
    "/{area}/drafting/{task}/close/": (read(OFFICERS, "task"),),
    "/{area}/findings/": PUBLIC,
    "/{area}/findings.csv": PUBLIC,
    "/{area}/findings.xlsx": PUBLIC,
    "/{area}/findings.atom": PUBLIC,
    "/{area}/findings/{number}/": (read(ALL, "finding"),),
}
