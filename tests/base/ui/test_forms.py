"""What a form becomes: the Design System's markup, tied together for those who listen."""

import re
from html.parser import HTMLParser

import pytest
from django import forms as django_forms

from opencompact.base.ui import errors, forms
from tests.base.ui.gallery import Gallery, OneQuestion


class Tags(HTMLParser):
    """Collects (tag, attributes) of a piece of HTML, and whether every tag is closed."""

    VOID = frozenset({"input", "br", "img", "hr", "link", "meta"})

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def one(self, tag, **wanted):
        fitting = [
            attrs
            for name, attrs in self.found
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]
        assert len(fitting) == 1, fitting
        return fitting[0]


@pytest.fixture(scope="module")
def fresh():
    return Tags(str(Gallery()))


@pytest.fixture(scope="module")
def failed():
    return Tags(str(Gallery({"email": "x"})))


@pytest.mark.parametrize("form", [Gallery(), Gallery({}), OneQuestion(), OneQuestion({})])
@pytest.mark.parametrize("way", ["render", "as_div", "as_p"])
def test_every_tag_is_closed_and_every_id_unique(form, way):
    tags = Tags(str(getattr(form, way)()))
    assert tags.open == []
    ids = [attrs["id"] for _, attrs in tags.found if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("name", "govuk-input"),
        ("email", "govuk-input"),
        ("people", "govuk-input govuk-input--width-5"),
        ("password", "govuk-input govuk-password-input__input govuk-js-password-input-input"),
        ("paper", "govuk-file-upload"),
        ("accepts", "govuk-checkboxes__input"),
    ],
)
def test_classes(fresh, name, css):
    assert fresh.one("input", name=name)["class"] == css


@pytest.mark.parametrize(
    ("tag", "name", "css"),
    [
        ("textarea", "outcome", "govuk-textarea govuk-js-character-count"),
        ("select", "ward", "govuk-select"),
    ],
)
def test_classes_of_longer_fields(fresh, tag, name, css):
    assert fresh.one(tag, name=name)["class"] == css


@pytest.mark.parametrize("name", ["name", "email", "people", "password", "paper", "accepts"])
def test_browsers_are_kept_from_speaking_over_us(fresh, name):
    assert not {"required", "maxlength", "placeholder", "min"} & set(fresh.one("input", name=name))


@pytest.mark.parametrize(
    ("name", "value", "css"),
    [
        ("sector", "vcs", "govuk-radios__input"),
        ("commitments", "h", "govuk-checkboxes__input"),
    ],
)
def test_choices_are_items(fresh, name, value, css):
    box = fresh.one("input", name=name, value=value)
    assert box["class"] == css
    assert fresh.one("label", **{"for": box["id"]})["class"] == f"govuk-label {css[:-7]}__label"


def test_a_hint_of_a_choice_belongs_to_it(fresh):
    box = fresh.one("input", name="sector", value="vcs")
    assert box["aria-describedby"] == "id_sector_1-hint"
    assert fresh.one("div", id="id_sector_1-hint")


@pytest.mark.parametrize(
    ("tag", "name", "described"),
    [
        ("input", "name", "id_name_error"),
        ("input", "email", "id_email_helptext id_email_error"),
        ("textarea", "outcome", "id_outcome_error id_outcome-info"),
    ],
)
def test_errors_are_tied_to_their_inputs(failed, tag, name, described):
    field = failed.one(tag, name=name)
    assert field["aria-describedby"] == described
    assert field["aria-invalid"] == "true"
    for id_ in described.split():
        assert [attrs for _, attrs in failed.found if attrs.get("id") == id_]


@pytest.mark.parametrize("id_", ["id_sector_error", "id_received_helptext id_received_error"])
def test_errors_of_groups_are_tied_to_the_fieldset(failed, id_):
    assert failed.one("fieldset", **{"aria-describedby": id_})


def test_error_messages_are_announced_as_errors():
    page = str(Gallery({}))
    assert page.count('<span class="govuk-visually-hidden">Error:</span>') == 10
    assert "Enter the date you received the papers" in page


def test_character_count_without_a_script(fresh):
    assert fresh.one("div", **{"data-maxlength": "200"})["data-module"] == "govuk-character-count"
    assert "You can enter up to 200 characters" in str(Gallery())


@pytest.mark.parametrize(("data", "heading"), [(None, 1), ({}, 1)])
def test_one_question_is_the_heading(data, heading):
    page = str(OneQuestion(data))
    assert len(re.findall("<h1", page)) == heading
    assert '<h1 class="govuk-fieldset__heading">When did you last write' in page


def test_one_question_with_one_box_is_the_heading():
    class Name(forms.Form):
        heading = "name"
        name = django_forms.CharField(label="What is your name?")

    assert '<h1 class="govuk-label-wrapper">' in str(Name())


def test_hidden_fields_and_faults_of_the_whole_form():
    class Secret(forms.Form):
        version = django_forms.IntegerField(widget=django_forms.HiddenInput)

        def clean(self):
            self.add_error(None, "Somebody else has saved this <page>.")

    page = str(Secret({"version": "3"}))
    assert '<input type="hidden" name="version" value="3"' in page
    assert "Somebody else has saved this &lt;page&gt;." in page


def test_prefixes_reach_every_id():
    tags = Tags(str(Gallery({}, prefix="one")))
    ids = [attrs["id"] for _, attrs in tags.found if "id" in attrs]
    assert all(id_.startswith("id_one-") for id_ in ids)


@pytest.mark.parametrize(
    ("message", "href"),
    [
        ("Enter full name", "#id_name"),
        ("Enter password", "#id_password"),
        ("Enter the date you received the papers", "#id_received_0"),
        ("Select sector", "#id_sector_0"),
        ("Select commitments concerned", "#id_commitments_0"),
        ("Tick the box: I accept that the pledge is public", "#id_accepts"),
    ],
)
def test_summary_links_to_the_first_input(message, href):
    faults = {fault.message: fault.href for fault in errors.of(Gallery({}))}
    assert faults[message] == href
    page = Tags(str(Gallery({})))
    assert [attrs for tag, attrs in page.found if tag == "input" and attrs.get("id") == href[1:]]


def test_summary_links_to_the_wrong_box_of_a_date():
    data = {"date_day": "6", "date_month": "", "date_year": "2027"}
    assert [fault.href for fault in errors.of(OneQuestion(data))] == ["#id_date_1"]


def test_summary_of_an_untouched_form_is_empty():
    assert list(errors.of(Gallery())) == []


def test_a_plain_django_form_is_drawn_in_the_same_way():
    class Plain(django_forms.Form):
        name = django_forms.CharField()

    form = Plain({})
    assert "govuk-form-group--error" in str(form)
    assert [fault.href for fault in errors.of(form)] == ["#id_name"]
