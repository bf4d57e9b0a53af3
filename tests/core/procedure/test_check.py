"""The checker: every broken procedure is refused with the place, the line and what to do."""

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from opencompact.core.calendar import Span, Unit
from opencompact.core.pack import PackError, parse
from opencompact.core.pack.parse import located
from opencompact.core.pack.tree import plain, read_yaml
from opencompact.core.procedure import Holder, Procedure, Role, check
from opencompact.core.procedure.check.people import people_faults
from opencompact.formats.packs import load
from tests.core.small import FILES, PROCEDURE, ROOT, STAGED, changed

READ: TypeAdapter[Procedure] = TypeAdapter(Procedure)


def test_the_small_procedure_has_no_fault():
    assert check(PROCEDURE) == ()


# (what stands in procedure.yaml, what is written instead, what the checker says and where)
BROKEN = [
    # Names.
    (
        "start: talks",
        "start: nowhere",
        "start: “nowhere” is no stage of this procedure. There are: asked",
    ),
    (
        "{key: officer, held_by: officer, name: Compact officer}",
        "{key: chair, held_by: officer, name: Compact officer}",
        "roles.5: “chair” is used twice: give one another key.",
    ),
    (
        "{key: panel, held_by: panel, name: Panel, recuse: true}",
        "{key: The Panel, held_by: panel, name: Panel, recuse: true}",
        "roles.3.key: “The Panel” cannot be a key: use small letters, figures and hyphens.",
    ),
    (
        "{key: settled, name: Settled}",
        "{key: papers, name: Settled}",
        "endings: “papers” is a stage and an ending: rename one of them.",
    ),
    (
        "{key: asked, name: Put in writing, open_to: [party, chair, officer]}",
        "{key: asked, name: Put in writing, open_to: [party, judge, chair, officer]}",
        "stages.2.open_to: “judge” is no role of this procedure. There are: chair, mediator,",
    ),
    (
        "by: [chair], at: [asked], to: rejected",
        "by: [judge], at: [asked], to: rejected",
        "steps.3.by: “judge” is no role",
    ),
    (
        "by: [chair], at: [asked], to: rejected",
        "by: [chair], at: [court], to: rejected",
        "steps.3.at: “court” is no stage",
    ),
    (
        "by: [chair], at: [asked], to: rejected",
        "by: [chair], at: [asked], to: refused",
        "steps.3.to: “refused” is no stage or ending of this procedure. There are: asked, broken",
    ),
    (
        "to: asked, requires: [give-up]",
        "to: asked, requires: [giving-up]",
        "steps.2.requires: “giving-up” is no step",
    ),
    ("choices: [kept, broken]", "choices: [kept, lost]", "steps.16.choices: “lost” is no ending"),
    ("ends_with: decide", "ends_with: decided", "steps.17.ends_with: “decided” is no step"),
    (
        "    requires: [name-mediator]\n    extends: mediating\n  - key: set-terms",
        "    requires: [name-mediator]\n    extends: meditating\n  - key: set-terms",
        "steps.7.extends: “meditating” is no clock",
    ),
    (
        "after: [ahead, report-ahead, remarking], by: [deciding]",
        "after: [ahead, report-ahead, remarking], by: [decision]",
        "steps.15.schedules: “decision” is no clock",
    ),
    (
        "if_taken: name-mediator",
        "if_taken: mediation",
        "steps.11.needs: “mediation” is no step",
    ),
    (
        "{key: failed, label: Why did mediation fail?",
        "{key: papers, label: Why did mediation fail?",
        "steps.11.needs.1: “papers” is used twice",
    ),
    ("after: [give-up]", "after: [giving]", "clocks.1.after: “giving” is no step"),
    ("met_by: [write]", "met_by: [writing]", "clocks.1.met_by: “writing” is no step"),
    (
        "name: the chair's answer\n    owner: chair",
        "name: the chair's answer\n    owner: boss",
        "clocks.2.owner: “boss” is no role",
    ),
    ("withdrawal: withdraw\n", "withdrawal: drop\n", "withdrawal: “drop” is no step"),
    (
        "withdrawal_at: [asked, mediation",
        "withdrawal_at: [asking, mediation",
        "withdrawal_at: “asking” is no stage",
    ),
    # Ways.
    (
        "at: [decided], ends_with: decide}",
        "at: [hearing], ends_with: decide}",
        "stages.6: A case at the stage “decided” may never end",
    ),
    (
        "at: [mediation], to: papers}",
        "at: [mediation]}",
        (
            "stages.3: A case at the stage “mediation” may never end: no way out of it that "
            "does not need the agreement of every party leads to an ending. Add a step there"
        ),
    ),
    (
        "by: [party, mediator], at: [mediation], to: papers}",
        "by: [party, mediator], at: [mediation], to: papers, requires: [name-mediator]}",
        "stages.3: A case at the stage “mediation” may never end",
    ),
    (
        "by: [chair], at: [papers], to: hearing}",
        "by: [chair], at: [papers]}",
        "stages.4: A case at the stage “papers” may never end",
    ),
    (
        "by: [party], at: [asked], to: mediation, joint: true}",
        "by: [party], at: [asked], joint: true}",
        "stages.3: No case can reach the stage “mediation”: let a step lead to it, or remove it.",
    ),
    (
        "by: [chair], at: [asked], to: rejected}",
        "by: [chair], at: [asked], to: papers}",
        "endings.2: No case can end with “rejected”: let a step lead to it, or remove it.",
    ),
    ("choices: [kept, broken]", "choices: [kept]", "endings.5: No case can end with “broken”"),
    (
        "by: [party], at: [talks]}",
        "by: [party], at: [talks], requires: [write]}",
        "steps.1: “give-up” can never be taken: it needs “write” first, and no case comes there",
    ),
    (
        "by: [chair], at: [asked], to: papers}",
        "by: [chair], at: [asked], to: papers, requires: [close]}",
        "steps.4: “open-papers” can never be taken: it needs “close” first",
    ),
    # Clocks.
    (
        "span: {amount: 5, unit: days}",
        "span: {amount: 0, unit: days}",
        "clocks.1: The clock “writing” has no length: write an amount of 1 or more.",
    ),
    ("    after: [give-up]\n", "", "clocks.1: The clock “writing” needs exactly one anchor"),
    (
        "    before: fix-day\n    met_by: [send]\n",
        "    before: fix-day\n    after: [close]\n    met_by: [send]\n",
        "clocks.6: The clock “ahead” needs exactly one anchor: `after` (steps) or `before`",
    ),
    (
        "    met_by: [write]\n",
        "    met_by: []\n",
        "clocks.1: The clock “writing” is met by no step",
    ),
    (
        "met_by: [reject, open-papers]",
        "met_by: [reject, open-papers, mediate]",
        "clocks.2: The clock “answering” belongs to chair, who cannot take “mediate”",
    ),
    (
        "    before: fix-day\n    met_by: [report]",
        "    before: decide\n    met_by: [report]",
        "clocks.7: The clock “report-ahead” runs back from “decide”, which fixes no date: give",
    ),
    (
        "schedules: {after: [ahead, report-ahead, remarking], by: [deciding]}",
        "schedules: {after: [report-ahead, remarking], by: [deciding]}",
        (
            "clocks.6: The clock “ahead” runs back from “fix-day”, which would fix a date without "
            "regard to it: add it to `schedules: after` there."
        ),
    ),
    (
        "schedules: {after: [ahead, report-ahead, remarking], by: [deciding]}",
        "schedules: {after: [ahead, report-ahead, remarking], by: [deciding, ahead]}",
        "steps.15.schedules: The clock “ahead” runs back from a date, so it cannot be its upper",
    ),
    (
        "    after: [give-up]\n    met_by: [write]\n",
        "    after: [close]\n    met_by: [write]\n",
        "clocks.1: The clock “writing” can never run: none of its anchors can come before",
    ),
    (
        "    met_by: [reject, open-papers]\n    firm: false\n",
        "    met_by: [reject, open-papers]\n    firm: false\n    each_party: true\n",
        "clocks.2: The clock “answering” is each party's own but belongs to chair: write `owner",
    ),
    # People.
    (
        "{key: papers, name: Papers, open_to: [party, chair, panel, officer]}",
        "{key: papers, name: Papers, open_to: [party, panel, officer]}",
        "stages.4.open_to: “chair” acts at the stage “papers” but is not in its `open_to`",
    ),
    (
        "open_to: [party, mediator], room: mediation}",
        "open_to: [party, mediator, officer], room: mediation}",
        (
            "stages.3.open_to: The mediation room of “mediation” is open to “officer”: mediation "
            "material is for the parties and the mediator alone. Take"
        ),
    ),
    (
        "open_to: [party, mediator], room: mediation}",
        "open_to: [party, mediator]}",
        (
            "stages.3.open_to: A mediator acts at the stage “mediation”, so what is exchanged "
            "there is confidential: write `room: mediation`."
        ),
    ),
    (
        "{key: officer, held_by: officer, name: Compact officer}",
        "{key: officer, held_by: party, name: Compact officer}",
        (
            "roles.5: The role of the sides of a case has the key “party” and `held_by: party`, "
            "and no other role has either: mend “officer”."
        ),
    ),
    (
        "by: [chair], at: [papers], to: hearing}",
        "by: [], at: [papers], to: hearing}",
        "steps.12: “close” is for nobody: write in `by` who takes it.",
    ),
    (
        "{key: remark, name: Remark on the papers, by: [party], at: [hearing]}",
        "{key: remark, name: Remark on the papers, by: [party], at: []}",
        "steps.13: “remark” can be taken at no stage: write in `at` where.",
    ),
    (
        "by: [party], at: [asked], to: mediation, joint: true}",
        "by: [party, chair], at: [asked], to: mediation, joint: true}",
        "steps.5: “mediate” is joint, and only parties agree together: write `by: [party]`.",
    ),
    (
        "by: [party], at: [asked], to: mediation, joint: true}",
        "by: [party], at: [asked, mediation], to: mediation, joint: true, by_mail: true}",
        "steps.5: “mediate” is answered by mail, but mediation stays in its room",
    ),
    (
        "by: [chair], at: [asked], to: rejected}",
        "by: [chair], at: [asked], to: rejected, by_mail: true}",
        "is answered by mail, where a party can only say yes or no: write `by: [party]`, and let",
    ),
    (
        "    to: withdrawn\n    joint: true\n",
        "    to: withdrawn\n    joint: true\n    repeat: true\n    by_mail: true\n",
        "“withdraw” is answered by mail, where a party can only say yes or no",
    ),
    (
        "ends_with: decide}",
        "ends_with: fix-day}",
        "steps.17: “announce” ends with what “fix-day” chose, and that has no `choices`: add them.",
    ),
    (
        'accepts: ["yes"]',
        "accepts: []",
        "gates.1: Nobody can pass “signed”: say what it `accepts`.",
    ),
    (
        "start: talks\n",
        "start: talks\nmin_parties: 1\n",
        "min_parties: A case has at least 2 parties: write 2 or more.",
    ),
    (
        "    to: withdrawn\n    joint: true\n",
        "    to: papers\n    joint: true\n",
        "withdrawal: “withdraw” does not end the case: let it lead to an ending.",
    ),
    (
        "    at: [asked, mediation, papers, hearing]\n    to: withdrawn",
        "    at: [asked, papers, hearing]\n    to: withdrawn",
        "withdrawal_at: Withdrawal is promised at the stage “mediation”, but “withdraw” cannot",
    ),
    (
        "schedules: {after: [ahead, report-ahead, remarking], by: [deciding]}",
        "schedules: {after: [ahead, report-ahead, remarking], by: [deciding], who: [judge]}",
        "“judge” is no role of this procedure",
    ),
    (
        "by: [party], at: [asked], to: mediation, joint: true}",
        "by: [party], at: [asked], to: mediation, names_mediator: true}",
        "“mediate” names the mediator, and one side cannot do that for the others",
    ),
    (
        "by: [chair], at: [asked], to: rejected}",
        "by: [chair], at: [asked], to: rejected, needs: [{key: x, label: x, kind: shares}]}",
        "asks how something is paid for, which the sides say once the case has begun",
    ),
]


def test_a_mediator_is_named_where_the_procedure_has_one():
    naming = replace(PROCEDURE.step("reject"), names_mediator=True)
    role = Role("chair", Holder.CHAIR, "Chair", recuse=True)
    known = replace(PROCEDURE, steps=(naming,), stages=(), gates=(), withdrawal="", roles=(role,))
    says = [fault.says for fault in people_faults(known)]
    assert [one for one in says if "no role is `held_by: mediator`: add one" in one]


def test_there_are_enough_broken_procedures():
    assert len(BROKEN) >= 20


@pytest.mark.parametrize(("before", "after", "says"), BROKEN, ids=[says for *_, says in BROKEN])
def test_a_broken_procedure(before, after, says):
    text = changed(STAGED, before, after)[STAGED]
    tree = read_yaml(text, STAGED)
    faults = [located(STAGED, tree, fault) for fault in check(READ.validate_python(plain(tree)))]
    wanted = [fault for fault in faults if says in fault]
    assert wanted, faults
    name, line, _ = wanted[0].split(":", 2)
    assert name == STAGED
    assert 1 <= int(line) <= text.count("\n")


LINES = [
    ("by: [chair], at: [asked], to: rejected", "by: [judge], at: [asked], to: rejected", "judge"),
    ("choices: [kept, broken]", "choices: [kept, lost]", "lost"),
    (
        "name: the chair's answer\n    owner: chair",
        "name: the chair's answer\n    owner: boss",
        "boss",
    ),
    ("withdrawal: withdraw\n", "withdrawal: drop\n", "drop"),
]


@pytest.mark.parametrize(("before", "after", "word"), LINES)
def test_the_line_told_is_the_line_in_the_file(before, after, word):
    files = changed(STAGED, before, after)
    with pytest.raises(PackError) as found:
        parse(files)
    fault = next(one for one in found.value.faults if f"“{word}” is no" in one)
    line = int(fault.split(":")[1])
    assert word in files[STAGED].splitlines()[line - 1]


def test_a_dead_end_is_told_beside_an_unknown_name():
    """A step taken out leaves its name in clocks; the stage that is now a trap is named as well."""
    steps = tuple(step for step in PROCEDURE.steps if step.key != "stop")
    said = " ".join(fault.says for fault in check(replace(PROCEDURE, steps=steps)))
    assert "“stop” is no step of this procedure" in said
    assert "A case at the stage “mediation” may never end" in said


def test_leicester_without_a_way_out_of_mediation():
    procedure = load(ROOT / "packs/leicester-2008").procedure
    steps = tuple(step for step in procedure.steps if step.key != "fail-mediation")
    faults = check(replace(procedure, steps=steps))
    places = [procedure.stages[f.place[1]].key for f in faults if f.place[0] == "stages"]
    assert places == ["mediation"]
    assert any("“mediation” may never end" in fault.says for fault in faults)


@pytest.mark.parametrize("pack", ["leicester-2008", "leeds-2010"])
@pytest.mark.parametrize("what", ["steps", "stages", "endings", "roles", "clocks"])
def test_whatever_is_taken_out_of_a_real_procedure_the_checker_never_fails_itself(pack, what):
    procedure = load(ROOT / "packs" / pack).procedure
    for n in range(len(getattr(procedure, what))):
        left = getattr(procedure, what)
        faults = check(replace(procedure, **{what: (*left[:n], *left[n + 1 :])}))
        assert all(fault.place and fault.says.endswith(".") for fault in faults)
        if what in {"stages", "endings"}:
            assert faults, f"{what} {n} of {pack}"


def test_a_limit_of_one_day_is_a_limit():
    first, *others = PROCEDURE.clocks
    assert (
        check(replace(PROCEDURE, clocks=(replace(first, span=Span(1, Unit.DAYS)), *others))) == ()
    )


def test_without_promised_withdrawal_there_is_nothing_to_check():
    assert check(replace(PROCEDURE, withdrawal="", withdrawal_at=())) == ()


def test_the_procedure_may_stand_in_the_main_file():
    staged = "".join(f"  {line}\n" for line in FILES[STAGED].splitlines())
    files = {**FILES, "pack.yaml": FILES["pack.yaml"] + "procedure:\n" + staged}
    del files[STAGED]
    assert parse(files).procedure == PROCEDURE
    files["pack.yaml"] = files["pack.yaml"].replace("start: talks", "start: nowhere")
    with pytest.raises(PackError, match=r"^pack.yaml:\d+: procedure.start: “nowhere” is no stage"):
        parse(files)
