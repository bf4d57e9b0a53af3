"""docs/rules.md is what the code and the packs say: each kind with cases, each case judged."""

from tests.docs.pages import ROOT
from tests.docs.rules import page


def test_the_page_is_as_the_code_writes_it():
    told = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert told == page(), "Write it anew: python -m tests.docs.rules > docs/rules.md"
