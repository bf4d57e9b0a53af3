"""Procedures broken on purpose: Leicester and the seven, each with what the checker says of it."""

from opencompact.core.record import record

LEICESTER = "leicester-2008"
GRANT, SHARED, CONTRACT = "grant-terms", "shared-service", "provider-contract"
CONCILIATION, REQUEST = "conciliation", "written-request"
COMPLAINTS, ANYTIME = "complaints", "mediation-anytime"


@record
class Broken:
    """`changes` are (what stands there, what is written instead).

    The complaint names the line on which `line` then stands, says `wrong`, and ends with `remedy`.
    """

    pack: str
    changes: tuple[tuple[str, str], ...]
    line: str
    wrong: str
    remedy: str


def broken(pack: str, before: str, after: str, line: str, wrong: str, remedy: str) -> Broken:
    """A procedure with one passage changed."""
    return Broken(pack, ((before, after),), line, wrong, remedy)


FAILS = """\
  - key: fail-mediation
    name: Say that mediation has not succeeded
    by: [party, mediator]
    at: [mediation]
    to: directions
    clause: "5f.1"
    says: The chair then gives notice of stage three. What was said in mediation stays there.
"""
TRAPPED = "Add a step there, at best one of a role that is not a party."
SILENT = "Add a step there for somebody else, at best for a role that is not a party."
ROLES = "There are: chair, mediator, officer, panel, party."

WAYS = [
    Broken(
        LEICESTER,
        ((FAILS, ""), ("met_by: [settle, fail-mediation]", "met_by: [settle]")),
        "  - key: mediation\n",
        "A case at the stage “mediation” may never end",
        TRAPPED,
    ),
    broken(
        LEICESTER,
        "    to: mediation\n    joint: true\n",
        "    to: directions\n    joint: true\n",
        "  - key: mediation\n",
        "No case can reach the stage “mediation”",
        "let a step lead to it, or remove it.",
    ),
    broken(
        LEICESTER,
        "    to: not-covered\n",
        "    to: directions\n",
        "  - key: not-covered\n",
        "No case can end with “not-covered”",
        "let a step lead to it, or remove it.",
    ),
    broken(
        SHARED,
        "at: [arbitration], to: awarded,",
        "at: [arbitration],",
        "  - key: arbitration\n",
        "A case at the stage “arbitration” may never end",
        TRAPPED,
    ),
    broken(
        COMPLAINTS,
        "    at: [one, two]\n    to: lapsed\n",
        "    at: [two]\n    to: lapsed\n",
        "  - {key: one,",
        "A case at the stage “one” may never end where the raising side stays silent.",
        SILENT,
    ),
    Broken(
        CONCILIATION,
        (
            ("    by: [office]\n    at: [answering]", "    by: [office]\n    at: [asked]"),
            ("    waits_for: answer\n", ""),
        ),
        "  - {key: answering,",
        "A case at the stage “answering” may never end where the answering side stays silent.",
        SILENT,
    ),
    broken(
        CONTRACT,
        "  - key: ask-nominator\n",
        "  - key: ask-nominator\n    requires: [nominate]\n",
        "  - key: ask-nominator\n",
        "“ask-nominator” can never be taken: it needs “nominate” first",
        "let a case come there so, or mend what it needs.",
    ),
    broken(
        COMPLAINTS,
        "    at: [one, two, three]\n    to: withdrawn\n",
        "    at: [one, two, three]\n    to: found\n",
        "withdrawal: withdraw",
        "“withdraw” does not end the case",
        "let it lead to an ending.",
    ),
    broken(
        LEICESTER,
        "    at: [written, mediation-offered, mediation, directions,",
        "    at: [written, mediation-offered, directions,",
        "withdrawal_at: [written,",
        "Withdrawal is promised at the stage “mediation”, but “withdraw” cannot be taken there",
        "add the stage to its `at`.",
    ),
]

PEOPLE = [
    broken(
        LEICESTER,
        "name: Suggest mediation\n    by: [chair]",
        "name: Suggest mediation\n    by: [chairman]",
        "    by: [chairman]",
        "“chairman” is no role of this procedure.",
        ROLES,
    ),
    broken(
        LEICESTER,
        "    open_to: [party, mediator]\n",
        "    open_to: [party, mediator, chair]\n",
        "    open_to: [party, mediator, chair]",
        "The mediation room of “mediation” is open to “chair”",
        "Take “chair” out.",
    ),
    broken(
        LEICESTER,
        "    name: Settled in mediation\n",
        "    name: Settled in mediation\n    public: true\n",
        "  - key: settle\n",
        "“settle” leads from mediation to “settled”, which is made public",
        "let it lead to an ending that is not `public`, or out of the mediation room first.",
    ),
    broken(
        CONTRACT,
        "by: [party], at: [choosing], to: mediation,\n     requires: [agree-mediator]",
        "by: [party, mediator], at: [choosing], to: mediation,\n     requires: [agree-mediator]",
        "    open_to: [party, nominator]",
        "A mediator acts at the stage “choosing”, so what is exchanged there is confidential",
        "write `room: mediation`.",
    ),
    broken(
        REQUEST,
        'clause: "7.3", open_to: [adviser, secretary]',
        'clause: "7.3", open_to: [adviser]',
        "  - {key: answered,",
        "“secretary” acts at the stage “answered” but is not in its `open_to`",
        "let them see it, or take the step away from them.",
    ),
    broken(
        COMPLAINTS,
        "name: Record what the panel found, by: [panel],",
        "name: Record what the panel found, by: [panel], side: raising,",
        "  - {key: find,",
        "“find” is of the raising side, and only parties have one",
        "write `by: [party]`.",
    ),
    broken(
        GRANT,
        "    name: Sign what was agreed\n    by: [party]",
        "    name: Sign what was agreed\n    by: [party, mediator]",
        "  - key: settle-in-mediation",
        "“settle-in-mediation” is joint, and only parties agree together",
        "write `by: [party]`.",
    ),
    broken(
        ANYTIME,
        "{key: settle, name: Sign what was agreed,",
        "{key: settle, by_mail: true, name: Sign what was agreed,",
        "  - {key: settle,",
        "“settle” is answered by mail, but mediation stays in its room",
        "take `by_mail` away.",
    ),
    broken(
        CONCILIATION,
        "at: [asked]\n    to: answering\n",
        "at: [asked]\n    to: answering\n    by_mail: true\n",
        "  - key: acknowledge\n",
        "“acknowledge” is answered by mail, where a party can only say yes or no",
        "let it ask for nothing, choose nothing and fix no date.",
    ),
    broken(
        REQUEST,
        "    choices: [kept, not-kept]\n",
        "",
        "  - {key: send-answer,",
        "“send-answer” ends with what “answer” chose, and that has no `choices`",
        "add them.",
    ),
    broken(
        CONCILIATION,
        "    side: raising\n    at: [asking]\n",
        "    side: answering\n    at: [asking]\n",
        "start: asking",
        "No party can begin a case at “asking” alone",
        "leads on, or that says what the case is about.",
    ),
    broken(
        GRANT,
        "start: contacts\n",
        "start: contacts\nmin_parties: 1\n",
        "min_parties: 1",
        "A case has at least 2 parties",
        "write 2 or more.",
    ),
    broken(
        GRANT,
        "    names_mediator: true\n",
        "",
        "  - {key: mediator,",
        "Nobody can give anybody the seat of “mediator”",
        "they say who sits in a case.",
    ),
    broken(
        SHARED,
        "  - {key: arbitrator, held_by: chair,",
        "  - {key: arbitrator, held_by: panel,",
        "  - {key: committee,",
        "Nobody can give anybody the seat of “committee”",
        "Add a role that is `held_by: chair` or `held_by: officer`: they say who sits in a case.",
    ),
    broken(
        GRANT,
        "    by: [party, mediator]\n",
        "    by: [mediator]\n",
        "  - key: mediation\n",
        "“mediation” may never end: no way out of it that does not need the agreement",
        TRAPPED,
    ),
    broken(
        GRANT,
        '    by: [party]\n    at: [mediation]\n    joint: true\n    clause: "12.5"\n',
        '    by: [party]\n    at: [mediation]\n    clause: "12.5"\n',
        "  - key: appoint\n",
        "“appoint” names the mediator, and one side cannot do that for the others",
        "write `joint: true` without a `side`, or give it to another role.",
    ),
]

BAR = "    within: {amount: 12, unit: months}\n"
GATES = [
    broken(
        COMPLAINTS,
        BAR,
        "    within: {amount: 0, unit: months}\n",
        "  - key: in-time",
        "The time bar “in-time” has no length",
        "write an amount of 1 or more.",
    ),
    broken(
        COMPLAINTS,
        BAR,
        BAR + '    accepts: ["yes"]\n',
        "  - key: in-time",
        "“in-time” asks for a word and for a day",
        "write `accepts` or `within`, not both.",
    ),
    broken(
        COMPLAINTS,
        BAR,
        '    accepts: ["yes"]\n',
        "  - key: in-time",
        "Only a time bar can be lifted",
        "give “in-time” a `within`, or take `unless` away.",
    ),
    broken(
        GRANT,
        "    accepts: [terms]\n",
        "",
        "  - key: grant-goes-on",
        "Nobody can pass “grant-goes-on”",
        "say what it `accepts`.",
    ),
]

HURRY = """\
  - key: hurry
    name: going to mediation
    owner: party
    span: {amount: 4, unit: weeks}
    after: [pass-to-senior]
    met_by: [mediate]
"""
GIVES_WAY = "or write `firm: false` for the one that gives way."
CLOCKS = [
    broken(
        LEICESTER,
        "    after: [fail-informally]\n",
        "    after: [publish]\n",
        "  - key: put-in-writing",
        "The clock “put-in-writing” can never run",
        "Name in `after` a step that can, or mend `met_by`.",
    ),
    broken(
        SHARED,
        "    span: {amount: 10, unit: working-days}\n",
        "    span: {amount: 0, unit: working-days}\n",
        "  - key: leaders-time",
        "The clock “leaders-time” has no length",
        "write an amount of 1 or more.",
    ),
    broken(
        LEICESTER,
        "    before: set-meeting\n    met_by: [send-papers]\n",
        "    before: set-meeting\n    after: [start-appeal]\n    met_by: [send-papers]\n",
        "  - key: papers-before-meeting",
        "The clock “papers-before-meeting” needs exactly one anchor",
        "`after` (steps) or `before` (a step that fixes a date).",
    ),
    broken(
        CONCILIATION,
        "    owner: conciliator\n",
        "    owner: office\n",
        "  - key: conclusion",
        "The clock “conclusion” belongs to office, who cannot take “conclude”",
        "change `owner` or `met_by`.",
    ),
    broken(
        REQUEST,
        "    met_by: [answer]\n",
        "    met_by: []\n",
        "  - key: answer-time",
        "The clock “answer-time” is met by no step",
        "say in `met_by` what stops it.",
    ),
    broken(
        CONCILIATION,
        "    met_by: [appoint]\n",
        "    met_by: [appoint]\n    each_party: true\n",
        "  - key: appointment",
        "The clock “appointment” is each party's own but belongs to office",
        "write `owner: party`.",
    ),
    broken(
        LEICESTER,
        "{after: [papers-before-meeting, report-before-meeting, comments], by: [meeting],",
        "{after: [papers-before-meeting, comments], by: [meeting],",
        "  - key: report-before-meeting",
        "The clock “report-before-meeting” runs back from “set-meeting”",
        "add it to `schedules: after` there.",
    ),
    Broken(
        LEICESTER,
        (
            (
                "    after: [send-papers, close-exchange, mediator-report, comment]\n",
                "    after: [send-papers]\n",
            ),
            ("    met_by: [find]\n    firm: false\n", "    met_by: [find]\n"),
            (
                "    name: the subgroup's finding\n    owner: chair\n    span: {amount: 15,",
                "    name: the subgroup's finding\n    owner: chair\n    span: {amount: 9,",
            ),
        ),
        "    schedules: {after: [papers-before-meeting,",
        "“meeting” (9 working days) is over before “papers-before-meeting” (10 working days)",
        GIVES_WAY,
    ),
    broken(
        GRANT,
        "clocks:\n",
        f"clocks:\n{HURRY}",
        "    waits_for: senior-time",
        "“mediate” can never be taken in time: “hurry” (4 weeks) is over before “senior-time”",
        GIVES_WAY,
    ),
]

WAITS = [
    broken(
        GRANT,
        "    requires: [tell]\n    waits_for",
        "    waits_for",
        "    waits_for: contacts-time",
        "“contacts-time”, which need not have begun at the stage “contacts”",
        "or let the step `requires` one that starts it.",
    ),
    broken(
        COMPLAINTS,
        "    after: [ask-review, ask-review-unanswered]\n",
        "    after: [ask-review]\n",
        "     side: raising, at: [two], to: three, waits_for: reviewing",
        "“reviewing”, which need not have begun at the stage “two”",
        "or let the step `requires` one that starts it.",
    ),
    broken(
        LEICESTER,
        "  - key: hear-parties\n",
        "  - key: hear-parties\n    waits_for: papers-before-meeting\n",
        "    waits_for: papers-before-meeting",
        "“hear-parties” waits for “papers-before-meeting”, which runs back from a date",
        "name a clock that runs forwards.",
    ),
    broken(
        SHARED,
        "    waits_for: leaders-time\n",
        "    waits_for: leader-time\n",
        "    waits_for: leader-time",
        "“leader-time” is no clock of this procedure.",
        "There are: leaders-time.",
    ),
]

ASIDE = [
    broken(
        ANYTIME,
        "at: [mediation], returns: true,",
        "at: [mediation], to: raised,",
        "  - key: mediation\n",
        "A case that turns aside to “mediation” cannot go back",
        "add a step there with `returns: true`.",
    ),
    broken(
        ANYTIME,
        "at: [mediation], returns: true,",
        "at: [mediation], to: raised, returns: true,",
        "  - {key: resume,",
        "“resume” returns to where the case was",
        "take `to` and `ends_with` away.",
    ),
    broken(
        ANYTIME,
        "start: talks\n",
        "start: mediation\n",
        "  - key: mediation\n",
        "“mediation” lies aside and is where a case starts",
        "start at another stage.",
    ),
    broken(
        LEICESTER,
        "    room: mediation\n",
        "    room: mediation\n    clocks: pause\n",
        "  - key: mediation\n",
        "The stage “mediation” stops clocks but is not `aside`",
        "write `aside: true`, or take `clocks` away.",
    ),
    broken(
        LEICESTER,
        "    at: [mediation-offered]\n    to: directions\n    by_mail",
        "    at: [mediation-offered]\n    returns: true\n    by_mail",
        "  - key: decline-mediation",
        "“decline-mediation” returns, but not only from stages that lie aside",
        "mend `at` or `returns`.",
    ),
]

BROKEN = [*WAYS, *PEOPLE, *GATES, *CLOCKS, *WAITS, *ASIDE]
