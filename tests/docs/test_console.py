"""Commands in the documentation can be typed as they stand, and answer what is printed there."""

import re
import shlex

import pytest

from opencompact.cli import main, parser
from tests import run as test_command
from tests.docs.pages import CODE, ROOT, blocks, lines, pages, shown
from tests.docs.test_commands import COMMANDS

PROMPT = "$ "
SKIPPED = "…"
# These need no installation and change nothing, so they are run for their answer.
HARMLESS = ("clock", "pack", "case")
# A sentence may name a command without its arguments.
NAMES = {*COMMANDS, *(name.split(" ")[0] for name in COMMANDS)}
ASSIGNMENT = re.compile(r"[A-Z_]+=\S*")


def typed() -> list[tuple[str, str]]:
    """Every command of our own in a console block, with its place."""
    return [
        (block.place, command)
        for page in pages()
        for block in blocks(page, "console")
        for command, _ in dialogue(block.text)
    ]


def mentioned() -> list[tuple[str, str]]:
    """Every whole command of our own in a sentence, with its place."""
    return [
        (f"{shown(page)}:{line.number}", code)
        for page in pages()
        for line in lines(page)
        for code in CODE.findall(line.text)
        if "python3 oc " in code and not re.search(r"…|COMMAND", code)
    ]


def dialogue(text: str) -> list[tuple[str, list[str]]]:
    """Take a block apart: each command, continued lines joined, with the lines that follow it."""
    found: list[tuple[str, list[str]]] = []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith(PROMPT):
            found.append((line[len(PROMPT) :], []))
        elif found:
            found[-1][1].append(line)
    return found


def ours(command: str) -> list[str] | None:
    """The words after `python3 oc`, or None for the command of another program."""
    parts = [part for part in shlex.split(command) if not ASSIGNMENT.fullmatch(part)]
    return parts[2:] if parts[:2] == ["python3", "oc"] else None


@pytest.mark.parametrize(("place", "command"), [*typed(), *mentioned()])
def test_the_command_is_understood(place, command):
    words = ours(command)
    if words is None or " ".join(words) in NAMES:
        return
    try:
        if words[:1] == ["test"]:
            test_command._arguments().parse_known_args(words[1:])
        else:
            parser().parse_args(words)
    except SystemExit:
        pytest.fail(f"{place}: “{command}” is not understood: mend it.")


@pytest.mark.parametrize(("place", "command"), [*typed(), *mentioned()])
def test_the_files_it_names_are_there(place, command):
    for word in ours(command) or ():
        if word.startswith(("packs/", "docs/")):
            assert (ROOT / word).exists(), f"{place}: there is no {word}."


def answers() -> list[tuple[str, str, list[str]]]:
    return [
        (block.place, command, printed)
        for page in pages()
        for block in blocks(page, "console")
        for command, printed in dialogue(block.text)
        if printed and (ours(command) or [""])[0] in HARMLESS
    ]


def test_some_answers_are_printed():
    assert answers()


@pytest.mark.parametrize(("place", "command", "printed"), answers())
def test_the_answer_is_the_one_printed(place, command, printed, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    main(ours(command))
    found = capsys.readouterr().out
    pattern = "".join(
        "(?:.*\n)*?" if line == SKIPPED else re.escape(line) + "\n" for line in printed
    )
    assert re.fullmatch(pattern, found), f"{place}: the command answers otherwise:\n{found}"
