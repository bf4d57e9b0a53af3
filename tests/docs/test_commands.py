"""docs/commands.md lists each command with each of its arguments, and no others."""

import argparse
from collections.abc import Iterator

import pytest

from opencompact.cli import parser
from tests import run as test_command
from tests.docs.pages import ROOT, tables, words

PAGE = ROOT / "docs/commands.md"


def leaves(
    top: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, with the words that call it."""
    inner = [a for a in top._actions if isinstance(a, argparse._SubParsersAction)]
    for action in inner:
        for word, one in action.choices.items():
            yield from leaves(one, f"{name} {word}".strip())
    if not inner:
        yield name, top


COMMANDS = {**dict(leaves(parser())), "test": test_command._arguments()}


def arguments(one: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    """The arguments of a command as they are written: --option, or the name of a place."""
    return {
        (action.option_strings[-1] if action.option_strings else action.dest): action
        for action in one._actions
        if not isinstance(action, argparse._HelpAction)
    }


def documented() -> dict[str, dict[str, str]]:
    """The arguments of each command in the documentation with what is said of them."""
    found = {words(title): rows for title, rows in tables(PAGE).items()}
    return {
        title: {words(row["Argument"]).split(" ")[0]: words(row["Meaning"]) for row in rows}
        for title, rows in found.items()
        if title in COMMANDS
    }


def test_every_command_is_documented():
    missing = sorted(set(COMMANDS) - set(documented()))
    assert not missing, f"docs/commands.md: add a heading and a table for: {', '.join(missing)}."


def test_no_other_command_is_documented():
    titles = {words(title) for title in tables(PAGE)}
    extra = sorted(titles - set(COMMANDS))
    assert not extra, f"docs/commands.md: there is no command {', '.join(extra)}: remove it."


@pytest.mark.parametrize("name", COMMANDS)
def test_its_arguments_are_documented(name):
    there, told = set(arguments(COMMANDS[name])), set(documented().get(name, {}))
    assert told == there, (
        f"docs/commands.md, {name}: add {sorted(there - told)}, remove {sorted(told - there)}."
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_choices_and_defaults_are_documented(name):
    told = documented().get(name, {})
    for argument, action in arguments(COMMANDS[name]).items():
        wanted = [str(choice) for choice in action.choices or ()]
        if action.default not in {None, False, "", argparse.SUPPRESS}:
            wanted.append(str(action.default))
        absent = [word for word in wanted if word not in told.get(argument, "")]
        assert not absent, f"docs/commands.md, {name} {argument}: say {', '.join(absent)} there."
