"""Forms speak in the words of the question."""

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile

from opencompact.base.areas.models import Area
from opencompact.base.ui import forms

CHOICES = (("a", "A"),)


def said(field, data, name="thing", files=None, **attributes):
    """Give the messages of a form with one field."""
    kind = type("OneField", (forms.Form,), {name: field, **attributes})
    return list(kind({} if data is None else {name: data}, files or {}).errors.get(name, []))


@pytest.mark.parametrize(
    ("field", "data", "message"),
    [
        (django_forms.CharField(label="Full name"), "", "Enter full name"),
        (django_forms.CharField(), "", "Enter thing"),
        (django_forms.CharField(label="NHS number"), "", "Enter NHS number"),
        (django_forms.CharField(label="A reason"), "", "Enter a reason"),
        (
            django_forms.CharField(label="What would help?"),
            "",
            "Enter an answer to “What would help?”",
        ),
        (
            django_forms.CharField(label="Title", max_length=3),
            "long",
            "Title must be 3 characters or fewer",
        ),
        (
            django_forms.CharField(label="Title", min_length=3),
            "a",
            "Title must be 3 characters or more",
        ),
        (
            django_forms.EmailField(label="Email address"),
            "nobody",
            "Enter an email address in the correct format, like name@example.com",
        ),
        (
            django_forms.URLField(label="Website", assume_scheme="https"),
            "http://",
            "Enter a full web address, like https://www.example.org",
        ),
        (
            django_forms.IntegerField(label="Number of people"),
            "few",
            "Number of people must be a whole number, like 12",
        ),
        (django_forms.IntegerField(label="Age", max_value=9), "10", "Age must be 9 or less"),
        (django_forms.IntegerField(label="Age", min_value=9), "8", "Age must be 9 or more"),
        (
            django_forms.DecimalField(label="Amount"),
            "much",
            "Amount must be a number, like 120 or 12.50",
        ),
        (
            django_forms.DecimalField(label="Amount", decimal_places=2),
            "1.234",
            "Amount must have at most 2 numbers after the point",
        ),
        (django_forms.ChoiceField(label="Sector", choices=CHOICES), "", "Select sector"),
        (
            django_forms.ChoiceField(label="Sector", choices=CHOICES),
            "z",
            "Select sector from the list",
        ),
        (
            django_forms.ChoiceField(label="Who may see it?", choices=CHOICES),
            "",
            "Select an answer to “Who may see it?”",
        ),
        (
            django_forms.MultipleChoiceField(label="Commitments", choices=CHOICES),
            None,
            "Select commitments",
        ),
        (
            django_forms.MultipleChoiceField(label="Commitments", choices=CHOICES),
            ["z"],
            "Select commitments from the list",
        ),
        (
            django_forms.BooleanField(label="I accept 100% of it"),
            None,
            "Tick the box: I accept 100% of it",
        ),
        (
            django_forms.CharField(label="The 5%", max_length=2),
            "abc",
            "The 5% must be 2 characters or fewer",
        ),
        (forms.DateField(label="When did it end?"), None, "Enter the date"),
        (forms.DateField(label="End date"), None, "Enter end date"),
        (django_forms.FileField(label="Your statement"), None, "Select your statement"),
        (
            django_forms.CharField(label="Name", error_messages={"required": "Who are you?"}),
            "",
            "Who are you?",
        ),
    ],
)
def test_message(field, data, message):
    assert said(field, data) == [message]


def test_an_empty_file_is_named():
    files = {"thing": SimpleUploadedFile("a.csv", b"")}
    assert said(django_forms.FileField(label="List"), None, files=files) == [
        "The selected file is empty"
    ]


def test_names_say_it_better():
    field = django_forms.CharField(label="How much")
    names = {"thing": "the 5% you keep"}
    assert said(field, "", names=names) == ["Enter the 5% you keep"]


@pytest.mark.django_db
def test_model_forms_speak_too():
    class AreaForm(forms.ModelForm):
        names = {"name": "the name of the area"}

        class Meta:
            model = Area
            fields = ["name", "nation"]

    form = AreaForm({})
    assert form.errors["name"] == ["Enter the name of the area"]
    assert form.errors["nation"] == ["Select nation"]
