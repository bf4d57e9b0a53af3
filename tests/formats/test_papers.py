"""The zoo: every file that people hand in gets the answer it has to get."""

import pytest

from opencompact.formats import apart, papers
from tests import figures
from tests.formats import zoo
from tests.formats.zoo import Animal


def answer(animal: Animal) -> str:
    """What is said of a file, as the person who hands it in is told."""
    try:
        said = papers.claim(animal.name, len(animal.content))
    except papers.PaperError as error:
        return str(error)
    return in_words(papers.examine(animal.content, said.kind), said)


def in_words(text: str, said: papers.Claim) -> str:
    """What was found inside, as the person is told."""
    return str(papers.PaperError(text, said)) if text else ""


def test_the_zoo_is_large():
    assert len(zoo.animals()) >= 150
    assert len(zoo.quick()) >= 60


@pytest.mark.parametrize("animal", zoo.quick(), ids=str)
def test_each_file_gets_its_answer(animal):
    said = answer(animal)
    assert animal.says in said if animal.says else said == ""


@pytest.mark.nightly
@pytest.mark.parametrize("animal", zoo.animals(), ids=str)
def test_each_file_gets_its_answer_apart(animal):
    kind = animal.name.rpartition(".")[2].lower()
    said = answer(animal)
    if kind in papers.PARTS and animal.content:
        claim = papers.claim(animal.name, len(animal.content))
        said = in_words(apart.read("paper", animal.content, kind), claim)
    assert animal.says in said if animal.says else said == ""


def test_the_figure_of_the_zoo():
    wrong = [animal.name for animal in zoo.quick() if bool(answer(animal)) != bool(animal.says)]
    figures.note("upload zoo, quick", files=len(zoo.quick()), wrong=len(wrong))
    assert not wrong


@pytest.mark.parametrize("kind", sorted(papers.PARTS))
def test_only_what_has_to_be_unpacked_is_packed(kind):
    assert papers.is_packed(kind)
    assert kind not in papers.LOOKS


def test_every_kind_has_a_look():
    assert set(papers.KINDS) == set(papers.LOOKS) | set(papers.PARTS)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("  .pdf", "pdf"),
        ("", "file"),
        (f"{'x' * 300}.pdf", f"{'x' * 114}.pdf"),
    ],
)
def test_safe_name(given, kept):
    assert papers.safe_name(given) == kept
