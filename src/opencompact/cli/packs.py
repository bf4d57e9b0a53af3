"""Commands that need no installation: clock, pack check, test and show, verdict, simulate."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from opencompact.cli.output import CommandError, answer, day, options, say, weekday
from opencompact.core.calendar import Reckoning, Span, Unit, WorkingCalendar
from opencompact.core.pack import Pack, PackError, dump
from opencompact.core.pack.scenarios import held, read_case, read_record, run
from opencompact.core.procedure import (
    Deadline,
    Position,
    Procedure,
    Step,
    clocks,
    deadlines,
    position,
    too_soon,
)
from opencompact.core.procedure import options as steps_open
from opencompact.core.rules import Judgement
from opencompact.formats.nations import NATIONS, published
from opencompact.formats.packs import load, read

DIGITS = 5
SIDES = {"raising": "who raised it", "answering": "who answer"}
MEANWHILE = {"run": "go on", "pause": "stand still", "restart": "begin anew afterwards"}


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    _add_clock(commands)
    _add_pack(commands)
    _add_verdict(commands)
    case = commands.add_parser("case", help="try a procedure on a case")
    inner = case.add_subparsers(metavar="ACTION", required=True)
    simulate = inner.add_parser("simulate", help="say where a case given as events stands")
    simulate.add_argument("pack", type=Path, help="the folder of a pack")
    simulate.add_argument("events", type=Path, help="a YAML file: parties, and events in order")
    simulate.add_argument("--on", type=day, required=True, help="the day on which to look")
    options(simulate)
    simulate.set_defaults(run=_simulate)


def _add_verdict(commands: Any) -> None:
    verdict = commands.add_parser("verdict", help="hold one record against the rules of a pack")
    verdict.add_argument("pack", type=Path, help="the folder of a pack")
    verdict.add_argument("record", type=Path, help="a YAML file: record, owner, facts, departure")
    options(verdict)
    verdict.set_defaults(run=_verdict)


def _add_clock(commands: Any) -> None:
    clock = commands.add_parser("clock", help="count a time limit and give the reason for each day")
    clock.add_argument("date", type=day, help="the day it starts from, as 2026-12-18")
    clock.add_argument("amount", type=_amount, help="how many, a whole number from 0")
    clock.add_argument("unit", choices=[unit.value for unit in Unit])
    clock.add_argument("--nation", choices=sorted(NATIONS), default="england")
    clock.add_argument("--before", action="store_true", help="count backwards from the date")
    options(clock)
    clock.set_defaults(run=_clock)


def _add_pack(commands: Any) -> None:
    pack = commands.add_parser("pack", help="check, test or show a pack")
    inner = pack.add_subparsers(metavar="ACTION", required=True)
    for name, work, text in (
        ("check", _check, "find every fault of a pack, with file, line and what to do"),
        ("test", _test, "play the scenarios of a pack"),
        ("show", _show, "print a pack for a person"),
    ):
        one = inner.add_parser(name, help=text)
        one.add_argument("path", type=Path, help="the folder of a pack")
        options(one)
        one.set_defaults(run=work)


def _amount(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > DIGITS:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 0 to 99999")
    return int(text)


def _clock(asked: argparse.Namespace) -> int:
    span = Span(asked.amount, Unit(asked.unit))
    found = published(asked.nation).reckon(asked.date, span, before=asked.before)
    if asked.json:
        answer({"nation": asked.nation, **_reckoned(found)})
        return 0
    direction = "before" if found.before else "after"
    say(f"{span} {direction} {weekday(found.start)} is {weekday(found.due)}.")
    for step in found.steps:
        number = f"{step.counted:>4}" if step.counted else "   -"
        say(f"{number}  {weekday(step.day)}{'' if step.why == 'counted' else f'  ({step.why})'}")
    for warning in found.warnings:
        say(f"Note: {warning}")
    return 0


def _reckoned(found: Reckoning) -> dict[str, Any]:
    return {
        "start": found.start.isoformat(),
        "amount": found.span.amount,
        "unit": found.span.unit.value,
        "before": found.before,
        "due": found.due.isoformat(),
        "steps": [
            {"date": step.day.isoformat(), "counted": step.counted, "why": step.why}
            for step in found.steps
        ],
        "warnings": list(found.warnings),
    }


def _check(asked: argparse.Namespace) -> int:
    try:
        pack = load(asked.path)
    except PackError as error:
        if not asked.json:
            raise
        answer({"ok": False, "faults": list(error.faults)})
        return 1
    counts = _counts(pack)
    if asked.json:
        answer({"ok": True, "key": pack.key, "faults": [], **counts})
    else:
        said = ", ".join(f"{number} {name}" for name, number in counts.items())
        say(f"{pack.name} ({pack.edition.label}): no fault found. It has {said}.")
    return 0


def _counts(pack: Pack) -> dict[str, int]:
    return {
        "commitments": sum(1 for _ in pack.commitments()),
        "terms": len(pack.glossary),
        "rules": len(pack.rules),
        "stages": len(pack.procedure.stages),
        "steps": len(pack.procedure.steps),
        "clocks": len(pack.procedure.clocks),
        "endings": len(pack.procedure.endings),
    }


def _test(asked: argparse.Namespace) -> int:
    pack = load(asked.path)
    outcomes = list(run(pack, read(asked.path), published(pack.nation)))
    if not outcomes:
        raise CommandError(f"{asked.path} has no scenarios: write some in tests/*.yaml.")
    failed = [one for one in outcomes if one.faults]
    if asked.json:
        listed = [
            {"file": one.file, "line": one.line, "name": one.name, "faults": list(one.faults)}
            for one in outcomes
        ]
        answer({"passed": len(outcomes) - len(failed), "failed": len(failed), "scenarios": listed})
    else:
        for one in failed:
            for fault in one.faults:
                say(f"{one.file}:{one.line}: {one.name}: {fault}")
        say(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def _show(asked: argparse.Namespace) -> int:
    pack = load(asked.path)
    if asked.json:
        answer(dump(pack))
        return 0
    say(f"# {pack.name}\n\n{pack.edition.label}\n\n{pack.summary}")
    for part in pack.parts:
        say(f"\n## {part.number} {part.title}".replace("  ", " "))
        if part.prose:
            say(f"\n{part.prose.strip()}")
        for group in part.groups:
            say(f"\n### {group.number} {group.title}\n".replace("  ", " "))
            for one in group.commitments:
                bound = ", ".join(one.binds or group.binds)
                say(f"{one.number:>8}  {one.text}  [{bound}; clause {one.clause}]")
    _show_procedure(pack.procedure)
    return 0


def _show_procedure(procedure: Procedure) -> None:
    say(f"\n## Procedure: {procedure.name} (clause {procedure.clause})")
    for stage in procedure.stages:
        say(f"\n### {stage.name} ({stage.clause})")
        if stage.aside:
            say(f"  Lies aside. The other time limits meanwhile {MEANWHILE[stage.clocks]}.")
        for step in procedure.steps:
            if stage.key in step.at:
                said = "; ".join([", ".join(step.by), *_marks(step)])
                say(f"  {step.key} ({said}){_leads(step)}")
    say("\n### Time limits")
    for clock in procedure.clocks:
        kind = "firm" if clock.firm else "usual"
        anchor = f"before {clock.before}" if clock.before else f"after {' or '.join(clock.after)}"
        runs = ", runs on while the case is aside" if clock.runs_on else ""
        say(f"  {clock.key}: {clock.span} {anchor}, {kind}, {clock.owner}{runs} ({clock.clause})")
    say("\n### Endings")
    for ending in procedure.endings:
        say(f"  {ending.key}: {ending.name}{' (finding)' if ending.finding else ''}")


def _marks(step: Step) -> Iterator[str]:
    """What holds for taking a step, beside whose it is."""
    if step.side:
        yield f"{'all' if step.joint else 'those'} {SIDES[step.side]}"
    elif step.joint:
        yield "all sides"
    if step.waits_for:
        yield f"once the time of {step.waits_for} is over"
    if step.from_outside:
        yield "from outside"
    if step.by_mail:
        yield "also by mail"


def _leads(step: Step) -> str:
    if step.returns:
        return " -> back to where the case was"
    target = step.to or (f"what {step.ends_with} chose" if step.ends_with else "")
    return f" -> {target}" if target else ""


def _simulate(asked: argparse.Namespace) -> int:
    pack = load(asked.pack)
    case = read_case(_text(asked.events), asked.events.name)
    late = [event.on for event in case.events if event.on > asked.on]
    if late:
        raise CommandError(f"An event is dated {late[0]}, after the day asked for ({asked.on}).")
    at = position(pack.procedure, case.events, case.parties, case.raising)
    found = _simulated(pack, at, published(pack.nation), asked)
    if asked.json:
        answer(found)
    else:
        _tell(found)
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: this file cannot be read: {error}") from None


def _verdict(asked: argparse.Namespace) -> int:
    """Judge a record by every rule for its kind: the answer is a list, a verdict for each rule."""
    pack = load(asked.pack)
    given = read_record(_text(asked.record), asked.record.name)
    found = held(pack, given, asked.record.name, published(pack.nation))
    if asked.json:
        answer([_judged(one) for one in found])
        return 0
    for one in found:
        say(f"{one.rule.key}: {one.verdict.value} ({one.rule.commitment})")
        say(f"  {one.rule.words}")
        for because in one.because:
            say(f"  {because}")
    return 0


def _judged(found: Judgement) -> dict[str, Any]:
    return {
        "rule": found.rule.key,
        "kind": found.rule.kind,
        "verdict": found.verdict.value,
        "commitment": found.rule.commitment,
        "because": [str(one) for one in found.because],
        "used": list(found.used),
        "missing": list(found.missing),
        "words": found.rule.words,
        "counted": _reckoned(found.reckoning) if found.reckoning else None,
    }


def _simulated(
    pack: Pack, at: Position, calendar: WorkingCalendar, asked: argparse.Namespace
) -> dict[str, Any]:
    procedure = pack.procedure
    running = deadlines(procedure, at, calendar)
    return {
        "pack": pack.key,
        "on": asked.on.isoformat(),
        "stage": at.stage,
        "stage_name": procedure.stage(at.stage).name,
        "ending": at.ending or None,
        "ending_name": procedure.ending(at.ending).name if at.ending else None,
        "came_from": at.aside.stage if at.aside else None,
        "raising": list(at.raising),
        "options": _who_may(procedure, at, calendar, asked),
        "deadlines": [_deadline(one, asked) for one in running],
        "finished": [
            _deadline(one, asked) for one in clocks(procedure, at, calendar) if one not in running
        ],
    }


def _who_may(
    procedure: Procedure, at: Position, calendar: WorkingCalendar, asked: argparse.Namespace
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for role in procedure.roles:
        sides = at.parties if role.held_by == "party" else ("",)
        for side in sides:
            listed = [
                {
                    "step": step.key,
                    "name": step.name,
                    "joint": step.joint,
                    "side": step.side or None,
                    "returns": step.returns,
                    "waits": str(too_soon(procedure, step, at, calendar, asked.on)) or None,
                }
                for step in steps_open(procedure, at, role.key, side)
            ]
            if listed:
                found[side or role.key] = listed
    return found


def _deadline(one: Deadline, asked: argparse.Namespace) -> dict[str, Any]:
    return {
        "clock": one.clock.key,
        "name": one.clock.name,
        "owner": one.party or one.clock.owner,
        "due": one.due.isoformat(),
        "firm": one.clock.firm,
        "met_on": one.met_on.isoformat() if one.met_on else None,
        "overdue": one.overdue(asked.on),
        "breached": one.breached(asked.on),
        "extended": one.extension is not None,
        "still_since": one.still_since.isoformat() if one.still_since else None,
        "clause": one.clock.clause,
        "as_written": one.clock.as_written,
        "resolved": one.clock.resolved,
        **{key: value for key, value in _reckoned(one.reckoning).items() if key != "due"},
    }


def _told(step: dict[str, Any]) -> str:
    """What holds for a step, in brackets."""
    marks = []
    if step["joint"]:
        marks.append(f"all {SIDES[step['side']]}" if step["side"] else "all sides")
    if step["returns"]:
        marks.append("back to where the case was")
    if step["waits"]:
        marks.append(f"not yet: {step['waits'].rstrip('.')}")
    return f" ({'; '.join(marks)})" if marks else ""


def _tell(found: dict[str, Any]) -> None:
    say(f"On {found['on']} the case stands at: {found['stage_name']}.")
    if found["came_from"]:
        say(f"It stands aside and came from: {found['came_from']}.")
    if found["ending"]:
        say(f"It has ended: {found['ending_name']}.")
    for who, steps in found["options"].items():
        began = " (raised it)" if who in found["raising"] else ""
        say(f"{who}{began} may:")
        for step in steps:
            say(f"  {step['step']}: {step['name']}{_told(step)}")
    for one in found["deadlines"]:
        hard = "firm" if one["firm"] else "usual"
        late = ", PASSED" if one["overdue"] else ""
        say(f"Due {one['due']} ({hard}{late}): {one['name']}, from {one['owner']}.")
        direction = "before" if one["before"] else "after"
        span = Span(one["amount"], Unit(one["unit"]))
        say(f"  {span} {direction} {one['start']}, clause {one['clause']}.")
        for step in one["steps"]:
            if step["counted"] is None:
                say(f"  {step['date']} does not count: {step['why']}")
        for warning in one["warnings"]:
            say(f"  Note: {warning}")
