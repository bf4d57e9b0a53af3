"""A reader apart: its answer, its refusal, and what happens to one that takes too much."""

import sys
import textwrap

import pytest

from opencompact.core.phrases import Phrase
from opencompact.formats import apart, papers
from tests.formats import zoo

SMALL = apart.Limits(seconds=1, patience=20, memory=200 * apart.MEGABYTE, answer=1000)


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """Make a reader of a few lines that the other process finds; its name is "made"."""

    def make(body: str) -> str:
        source = (
            "from opencompact.core.phrases import Phrase, PhrasedError as Refused\n"
            f"def read(data, *words):\n{body}"
        )
        (tmp_path / "madereader.py").write_text(source)
        program = (
            f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
            "from opencompact.formats import apart\n"
            "apart.READERS = {'made': ('madereader:read', 'Refused')}\n"
            "sys.exit(apart.main(*sys.argv[1:]))"
        )
        launcher = tmp_path / "launcher.py"
        launcher.write_text(program)
        real = apart.subprocess.Popen

        def popen(command, **rest):
            return real([sys.executable, str(launcher), *command[4:]], **rest)

        monkeypatch.setattr(apart.subprocess, "Popen", popen)
        return "made"

    return lambda body: make(textwrap.indent(textwrap.dedent(body), "    "))


def test_read_gives_the_answer_of_the_reader(reader):
    assert apart.read(reader("return [len(data), *words]"), b"abc", "x") == [3, "x"]


def test_a_refusal_comes_back_with_its_text_and_what_fills_it(reader):
    body = "raise Refused('not {this}. {do}', this=words[0], do=Phrase('Take {n}.', {'n': 2}))"
    with pytest.raises(apart.RefusedError) as refused:
        apart.read(reader(body), b"", "{brace}")
    assert str(refused.value) == "not {brace}. Take 2."
    gaps = {"this": "{brace}", "do": Phrase("Take {n}.", {"n": 2})}
    assert refused.value.says == Phrase("not {this}. {do}", gaps)


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "return len(bytearray(10**9))",
        "return 'x' * 5000",
        "raise RuntimeError('broken')",
        "def deep(n): return deep(n + 1)\nreturn deep(0)",
        "import os; os.abort()",
        "with open(__file__ + '.new', 'w') as file: file.write('x')",
        "import os; os._exit(9)",
    ],
    ids=["spins", "memory", "answer", "error", "recursion", "abort", "writes", "exit"],
)
def test_a_reader_that_does_too_much_is_stopped(reader, body):
    with pytest.raises(apart.TooMuchError):
        apart.read(reader(body), b"x" * 100_000, limits=SMALL)


def test_a_reader_that_sleeps_is_ended_by_the_clock(reader):
    limits = apart.Limits(patience=1)
    with pytest.raises(apart.TooMuchError):
        apart.read(reader("import time; time.sleep(60)"), b"", limits=limits)


def test_nothing_of_our_environment_goes_along(reader, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    names = apart.read(reader("import os; return sorted(os.environ)"), b"")
    assert not {"DATABASE_URL", "OPENCOMPACT_DATA", "HOME"} & set(names)


@pytest.mark.parametrize("name", ["minutes.docx", "macros.xlsx", "lying-bomb.odt", "laughs.docx"])
def test_papers_are_read_apart_as_they_are_here(name):
    animal = next(animal for animal in zoo.animals() if animal.name == name)
    kind = name.rpartition(".")[2]
    assert apart.read("paper", animal.content, kind) == papers.examine(animal.content, kind)
