"""The reader of HTML finds what is wrong, and passes what is right."""

import pytest

from tests.site.proof.rules.validity import Validity, faults

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A</title></head>'
    "<body><main><h1>A</h1>{}</main></body></html>"
)
GOOD = (
    "<p>One &amp; two<br>three</p><ul><li>One</li></ul>",
    '<h2>B</h2><h3>C</h3><h2 id="x">D</h2><section aria-labelledby="x"><p>E</p></section>',
    '<form method="post"><label for="a">A</label><input id="a" name="a" type="text"></form>',
    "<dl><div><dt>A</dt><dd>B</dd></div></dl><details><summary>A</summary><div>B</div></details>",
    '<fieldset><legend><h2>A</h2></legend><label>B<input type="radio"></label></fieldset>',
    '<table><caption>A</caption><tbody><tr><th scope="row">B</th><td>C</td></tr></tbody></table>',
    '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><a href="/"><span>A</span></a>',
)
BAD = {
    "<p>One<div>Two</div></p>": "<div> may not stand among the words of <p>",
    "<p>One": "</main> closes what is not open: inside <p>",
    "<b>One<i>Two</b></i>": "</b> closes what is not open: inside <i>",
    "<ul><p>One</p></ul>": "<p> may not stand in <ul>",
    "<ul>One</ul>": "<ul> holds bare words: One",
    "<div><li>One</li></div>": "<li> belongs in ['ol', 'ul'], not in <div>",
    "<p id=a>A</p><p id=a>B</p>": "the id “a” is empty, has a space or stands twice",
    '<label for="a">A</label>': "for names “a”, which is not there",
    '<p aria-describedby="b">A</p>': "aria-describedby names “b”, which is not there",
    '<input id="c" type="text">': "no label for c",
    "<h3>A</h3>": "<h3> follows a heading of level 1",
    "<h1>B</h1>": "<h1> is there 2 times",
    '<a href="/"><button type="button">A</button></a>': "<button> may not stand in <a>",
    '<button type="go">A</button>': 'type="go" is not for <button>',
    '<a href="/"></a>': "<a> is empty",
    "<center>A</center>": "<center> is not an element that we use",
    '<p align="left">A</p>': "<p> may not have the attribute align",
    '<p class="a" class="b">A</p>': "<p> has an attribute twice",
    "<dl><dd>A</dd></dl>": "<dd> has no <dt> before it",
    "<table><tbody><tr><th>A</th></tr></tbody></table>": "<th> needs the attribute scope",
    "<table><tr><td>A</td></tr></table>": "<tr> may not stand in <table>",
    "<details><p>A</p><summary>B</summary></details>": "<summary> has to come first in <details>",
    "<p>&nosuch;</p>": "&nosuch; is no character",
    '<img src="/a.png">': "<img> needs the attribute alt",
    "<form><form></form></form>": "<form> may not stand in <form>",
}


@pytest.mark.parametrize("inside", GOOD)
def test_what_is_right_passes(inside):
    assert faults(PAGE.format(inside)) == []


@pytest.mark.parametrize("inside", BAD)
def test_what_is_wrong_is_found(inside):
    assert any(BAD[inside] in fault for fault in faults(PAGE.format(inside)))


def test_a_page_without_its_frame_is_found():
    said = " ".join(faults("<html><body><h1>A</h1></body></html>"))
    for missing in ("<!doctype html>", "<title> is there 0 times", "needs the attribute lang"):
        assert missing in said


def test_pages_that_differ_in_words_are_read_once():
    validity = Validity()
    for word in ("one", "two"):
        assert validity.of(PAGE.format(f'<p id="a1">{word}</p>')) == []
    assert validity.of(PAGE.format("<p><b>three</p>"))
    assert len(validity.known) == 2
