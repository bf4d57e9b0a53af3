"""Tags and filters: what a template author writes and what comes out."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms as django_forms
from django.template import Context, Template

from opencompact.base.areas.models import Area
from opencompact.base.ui import forms, phrases

DAY = date(2027, 1, 6)
AT = datetime(2026, 11, 21, 22, 50, tzinfo=UTC)


def shown(source, **context):
    return Template("{% load oc %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ on|day }}", "6 January 2027"),
        ("{{ on|weekday }}", "Wednesday 6 January 2027"),
        ("{{ at|moment }}", "21 November 2026, 10:50pm"),
        ("{{ at|day }}", "21 November 2026"),
        ("{{ nothing|day }}{{ nothing|weekday }}{{ nothing|moment }}", ""),
        ('{{ area|term:"agreement" }}', "Covenant"),
        ('{{ area|term:"disagreements" }}', "disagreements"),
        ('{{ nothing|term:"agreement" }}', ""),
    ],
)
def test_filters(source, words):
    area = Area(slug="a", name="A", wording={"agreement": "Covenant"})
    assert shown(source, on=DAY, at=AT, nothing=None, area=area) == words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Plain** words", '<p class="govuk-body"><strong>Plain</strong> words</p>'),
        ("<script>x</script>", '<p class="govuk-body">&lt;script&gt;x&lt;/script&gt;</p>'),
        ("<b onclick=x>y</b>", '<p class="govuk-body">&lt;b onclick=x&gt;y&lt;/b&gt;</p>'),
        ("[a](javascript:x)", '<p class="govuk-body">[a](javascript:x)</p>'),
        (
            '[a](//a.org "t")',
            '<p class="govuk-body"><a href="//a.org" title="t" class="govuk-link">a</a></p>',
        ),
        ("![a](https://example.org/x.png)", '<p class="govuk-body"></p>'),
        ("# Title", '<h2 class="govuk-heading-m">Title</h2>'),
        ("###### Small", '<h4 class="govuk-heading-s">Small</h4>'),
        ("1. one", '<ol class="govuk-list govuk-list--number">\n<li>one</li>\n</ol>'),
        ("", ""),
        (None, ""),
    ],
)
def test_markdown(text, html):
    found = shown("{{ text|markdown }}", text=text)
    assert found == html


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ('{% tag "Open" "blue" %}', ["govuk-tag--blue", ">Open<"]),
        ('{% tag "Cannot tell" %}', ["govuk-tag--grey"]),
        (
            '{% empty "No papers" "They show here." href="add/" action="Add a paper" %}',
            ["No papers</h2>", "They show here.", 'href="add/"', "Add a paper"],
        ),
        ('{% button "Save" %}', ['type="submit"', "data-prevent-double-click", ">Save<"]),
        ('{% button "Go" name="step" value="2" %}', ['name="step" value="2"']),
        ('{% button "Back" "secondary" href="/" %}', ['<a class="govuk-button', 'href="/"']),
        (
            '{% breadcrumbs "Home" "/" "Agreement" "/a/" %}',
            ['href="/">Home</a>', 'href="/a/">Agreement</a>'],
        ),
        ('{% back "../" %}', ['href="../"', ">Back<", "<nav"]),
        ('{% back "../" "Back to the case" %}', [">Back to the case<"]),
        ('{% notice "Take care" %}', ["govuk-inset-text", "Take care"]),
        ('{% notice "Take care" "warning" %}', ["govuk-warning-text", "Warning"]),
        ("{% summary rows %}", ["Number</dt>", "2026-004</dd>", "Change<span", "one<br>two"]),
        (
            "{% timeline items %}",
            [
                "Referred</h3>",
                "Wednesday 6 January 2027",
                "21 November 2026, 10:50pm",
                "Ada</span>",
                "<p>Words</p>",
            ],
        ),
    ],
)
def test_parts(source, parts):
    page = shown(
        source,
        rows=[("Number", "2026-004"), ("Text", "one\ntwo", "#change")],
        items=[
            SimpleNamespace(title="Referred", on=DAY, by="Ada", body="Words"),
            SimpleNamespace(title="Answered", at=AT),
        ],
    )
    for part in parts:
        assert part in page


@pytest.mark.parametrize(
    "source",
    [
        "{% tag word %}",
        "{% empty word word href=word action=word %}",
        "{% button word %}",
        "{% breadcrumbs word word %}",
        "{% notice word %}",
        "{% summary rows %}",
        "{% timeline items %}",
        "{{ word|markdown }}",
    ],
)
def test_words_from_people_are_escaped(source):
    word = "<script>alert(1)</script>"
    items = [SimpleNamespace(title=word, by=word, body=word)]
    page = shown(source, word=word, rows=[(word, word, word)], items=items)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


class Two(forms.Form):
    name = django_forms.CharField(label="Name")
    due = forms.DateField(label="Due date")


@pytest.mark.parametrize(
    ("form", "links"),
    [(Two({}), ["#id_name", "#id_due_0"]), (Two(), []), (None, [])],
)
def test_error_summary(form, links):
    page = shown("{% error_summary form %}", form=form)
    assert [f'href="{link}"' in page for link in links] == [True] * len(links)
    assert ("There is a problem" in page) is bool(links)


def test_error_summary_of_the_same_form_twice():
    page = shown("{% error_summary form form nothing %}", form=Two({}))
    assert page.count("#id_name") == 1


def test_error_summary_of_two_forms():
    page = shown("{% error_summary one two %}", one=Two({}, prefix="a"), two=Two({}, prefix="b"))
    assert 'href="#id_a-name"' in page
    assert 'href="#id_b-name"' in page
    assert page.count("There is a problem") == 1


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_listed_as_in_a_sentence(names, said):
    assert phrases.listed(iter(names)) == said
    shown = Template("{% load oc %}{{ names|listed }}").render(Context({"names": names}))
    assert shown == said
