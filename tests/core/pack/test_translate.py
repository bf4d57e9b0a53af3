"""A pack in another language: words laid over its own, and every word that fits nowhere is told."""

import pytest

from opencompact.core.pack import PackError, dump, parse, restore, spoken
from opencompact.core.pack.foreign import Foreign, foreign
from opencompact.core.pack.reading import explain, glossary, prose
from tests.core.small import FILES, PACK, changed

WORDS = """
name: Compact Porthbach
summary: Yr hyn y mae pawb yn ei addo.
outcomes: [Gwell gwasanaethau]
wording: {agreement: Compact, officer: swyddog}
sectors:
  public: {name: Cyrff cyhoeddus}
parts:
  about: {title: Am y cytundeb hwn, prose: "Dyma'r testun."}
  promises:
    groups:
      shared:
        title: Yr hyn y mae pawb yn ei addo
        commitments:
          honesty: {title: Gonestrwydd, text: Byddwch yn onest.}
glossary:
  Consultation: {term: Ymgynghoriad, meaning: Gofyn i bobl., also: [ymgynghoriadau]}
pledge:
  text: "Bydd {organisation} yn cadw'r Compact."
  conditions: [Mae'n gyhoeddus.]
rules:
  consultation-length: {words: Deuddeg wythnos., counting: Ar agor o hyd.}
procedure:
  stages:
    talking: {name: Siarad}
"""


def translated(words: str, files=FILES):
    return parse({**files, "cy.yaml": words})


@pytest.fixture
def welsh():
    return spoken(translated(WORDS.replace("talking", PACK.procedure.stages[0].key)), "cy")


def test_the_words_are_in_place_of_the_packs_own(welsh):
    assert (welsh.name, welsh.outcomes) == ("Compact Porthbach", ("Gwell gwasanaethau",))
    assert welsh.sectors[0].name == "Cyrff cyhoeddus"
    assert welsh.parts[0].prose == "Dyma'r testun."
    assert next(welsh.commitments()).title == "Gonestrwydd"
    assert welsh.glossary[0].also == ("ymgynghoriadau",)
    assert welsh.procedure.stages[0].name == "Siarad"
    assert welsh.rules[0].words == "Deuddeg wythnos."


def test_what_has_no_words_stays_and_so_does_everything_that_counts(welsh):
    assert welsh.sectors[0].short == "Public"
    assert welsh.sectors[1:] == PACK.sectors[1:]
    assert [one.key for one in welsh.commitments()] == [one.key for one in PACK.commitments()]
    assert [one.binds for one in welsh.commitments()] == [one.binds for one in PACK.commitments()]
    assert welsh.procedure.clocks == PACK.procedure.clocks


def test_what_has_no_words_says_in_which_language_it_is(welsh):
    assert welsh.sectors[0].short.__html__() == '<span lang="en">Public</span>'
    assert isinstance(welsh.sectors[1].name, Foreign)
    here = (welsh.name, welsh.sectors[0].name, welsh.glossary[0].meaning, welsh.outcomes[0])
    assert not any(isinstance(text, Foreign) for text in here)
    assert not isinstance(next(welsh.commitments()).key, Foreign)


def test_a_piece_of_a_text_is_in_its_language(welsh):
    title = foreign("The land & the sea", "en")
    assert (
        title.replace("land", "<b>").__html__()
        == '<span lang="en">The &lt;b&gt; &amp; the sea</span>'
    )
    tokens = explain(foreign("Consultation is open.", "en"), glossary([]))
    assert [isinstance(one.text, Foreign) for one in tokens] == [True]
    (block,) = prose(foreign("Some **strong** words.", "en"), glossary([]))
    assert all(isinstance(one.text, Foreign) for one in block.tokens)


def test_another_language_is_the_pack_as_it_is():
    pack = translated(WORDS.replace("talking", PACK.procedure.stages[0].key))
    assert spoken(pack, "en") is pack
    assert spoken(PACK, "cy") == PACK


def test_the_words_are_kept_with_the_pack():
    pack = translated("name: Compact\n")
    assert restore(dump(pack)) == pack
    assert pack.translations == {"cy": {"name": "Compact"}}
    assert PACK.translations == {}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("nam: x", "cy.yaml:1: nam: the pack has no such field here: remove it or mend its"),
        ("key: x", "cy.yaml:1: key: this is no text that people read"),
        ("nation: cymru", "cy.yaml:1: nation: this is no text that people read"),
        ("name: ''", "cy.yaml:1: name: this must be text: write the translation"),
        ("name: [x]", "cy.yaml:1: name: this must be text: write the translation"),
        ("name:", "cy.yaml:1: name: this must be text: write the translation"),
        ("outcomes: []", "cy.yaml:1: outcomes: the pack has 1 texts here: write as many"),
        ("outcomes: x", "cy.yaml:1: outcomes: the pack has 1 texts here: write as many"),
        ("sectors:\n  nobody: {name: x}", "cy.yaml:2: sectors.nobody: the pack has nothing of"),
        ("sectors: [x]", "cy.yaml:1: sectors: write a field for each, called by its key"),
        ("pledge: x", "cy.yaml:1: pledge: this must hold fields, as the pack does here"),
        ("pledge:\n  text: Addewid.", "cy.yaml:2: pledge.text: keep what stands in {braces}"),
        ("wording:\n  agreement: [x]", "cy.yaml:2: wording.agreement: this must be text"),
        ("- x", "cy.yaml:1: this must hold fields, as the pack does here"),
        ("name: x\nname: y", "cy.yaml:2: “name” is written twice: keep one"),
    ],
)
def test_words_that_do_not_fit_are_told_with_file_and_line(words, says):
    with pytest.raises(PackError) as found:
        translated(words)
    assert len(found.value.faults) == 1
    assert found.value.faults[0].startswith(says)


def test_a_pack_needs_no_words_in_its_own_language():
    with pytest.raises(PackError, match=r"en\.yaml:1: the pack is in this"):
        parse({**FILES, "en.yaml": "name: x"})
    welsh_first = changed("pack.yaml", "nation: england", "nation: wales\nlanguage: cy")
    assert spoken(parse({**welsh_first, "en.yaml": "name: Small"}), "en").name == "Small"
