"""A page that announces a consultation: pasted, saved, or named by its address."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.consultations.models.register import LINE_LENGTH, TITLE_LENGTH
from opencompact.base.ui.forms import Form
from opencompact.base.ui.phrases import spoken
from opencompact.core.announcements import Announced
from opencompact.formats.fetching import Fetched, FetchError
from opencompact.formats.webpages import LARGEST, WebPage, WebPageError, pasted, read

LONGEST = 1_000_000
ACCEPT = ".html,.htm,.txt,text/html,text/plain"


class PageForm(Form):
    """One of three ways to hand in a page; cleans to `page`. `fetch` gets one from the web."""

    names = {"text": _("the text of the page"), "address": _("the web address")}
    page: WebPage

    text = forms.CharField(
        label=_("Text of the page"),
        help_text=_("Select everything on the page, copy it and paste it here. HTML works too."),
        widget=forms.Textarea({"rows": 8}),
        required=False,
        max_length=LONGEST,
    )
    file = forms.FileField(
        label=_("Or a page that you saved"),
        help_text=_("An .html file up to 5 MB. In your browser: save as “web page, HTML only”."),
        widget=forms.FileInput({"accept": ACCEPT}),
        required=False,
    )
    address = forms.CharField(
        label=_("Or its web address"),
        help_text=_(
            "A page that everybody can open without signing in. It is read once, now. The history"
            " keeps the name of its server."
        ),
        widget=forms.URLInput({"autocomplete": "off"}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, fetch: Callable[[str], Fetched], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fetch = fetch

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST:
            raise forms.ValidationError(
                gettext("The file must be smaller than 5 MB. Paste its text instead")
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three is given; it is read once nothing else is wrong."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return given
        ways = [name for name in ("text", "file", "address") if given.get(name)]
        if not ways:
            self.add_error("text", gettext("Paste a text, select a file or enter a web address"))
        elif len(ways) > 1:
            self.add_error(ways[1], gettext("Give only one: a text, a file or a web address"))
        else:
            self._read(ways[0], given[ways[0]])
        return given

    def _read(self, way: str, given: Any) -> None:
        try:
            if way == "text":
                self.page = pasted(given)
            elif way == "file":
                self.page = read(given.read())
            else:
                found = self._fetch(given)
                self.page = read(found.content[:LARGEST], found.address)
        except (FetchError, WebPageError) as error:
            self.add_error(way, spoken(error.says))


def initial_of(found: Announced, page: WebPage) -> dict[str, Any]:
    """What was found, as the values with which the form of a consultation begins."""
    contact = [str(hit.value) for hit in (*found.emails[:1], *found.phones[:1])]
    values = {
        "body": found.body.value if found.body else "",
        "title": str(found.title.value)[:TITLE_LENGTH] if found.title else "",
        "opens": next((hit.value for hit in found.opens), None),
        "closes": next((hit.value for hit in found.closes), None),
        "contact": ", ".join(contact)[:LINE_LENGTH],
        "ways": [str(hit.value) for hit in found.links],
        "web": page.address,
    }
    return {name: value for name, value in values.items() if value}
