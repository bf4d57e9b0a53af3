"""How a form becomes HTML: our templates before Django's, and attributes for each field."""

from functools import cached_property
from pathlib import Path
from typing import Any, Final

from django import forms
from django.forms import boundfield, renderers, widgets
from django.template.backends.django import DjangoTemplates

from opencompact.base.ui.forms.dates import PARTS, DateInput

OURS: Final = Path(__file__).parent.parent / "templates"
CLASSES: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),  # Django makes it a RadioSelect too
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (widgets.Input, "govuk-input"),
)
KINDS: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.CheckboxInput, "checkbox"),
    (forms.PasswordInput, "password"),
    (forms.Textarea, "textarea"),
)
DJANGO_ROWS: Final = "10"
HOOKS: Final = {"password": "govuk-password-input__input govuk-js-password-input-input"}


class BoundField(boundfield.BoundField):
    """A field of a form that knows the classes, hints and error links of the Design System."""

    @property
    def kind(self) -> str:
        """Which shape of the field template fits: checkbox, fieldset, password, textarea, plain."""
        found = (name for widget, name in KINDS if isinstance(self.field.widget, widget))
        return "fieldset" if self.use_fieldset else next(found, "plain")

    @property
    def is_heading(self) -> bool:
        """Whether the label is the page's main heading (`Form.heading`)."""
        return getattr(self.form, "heading", "") == self.name

    @property
    def limit(self) -> int | None:
        """The number of characters that a text area takes, for the count below it."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def wrong_parts(self) -> list[str]:
        """The boxes of a date to mark as wrong, in order; all when the message names none."""
        errors = self.errors.as_data() if self.errors else []
        named = [(error.params or {}).get("wrong", PARTS) for error in errors]
        return [part for part in PARTS if any(part in parts for parts in named)]

    @property
    def first_id(self) -> str:
        """The id of the first input, or of the first wrong box of a date: where errors link to."""
        if isinstance(self.field.widget, DateInput):
            wrong = self.wrong_parts
            return f"{self.auto_id}_{PARTS.index(wrong[0]) if wrong else 0}"
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def aria_describedby(self) -> str | None:
        """Hint, error and count, in the order in which they stand on the page."""
        count = f"{self.auto_id}-info" if self.limit else ""
        return " ".join(filter(None, [super().aria_describedby, count])) or None

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add classes; leave out what makes browsers speak over us or cut what people paste."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        widget.attrs.pop("maxlength", None)
        widget.attrs.pop("placeholder", None)
        if isinstance(widget, DateInput):
            built["data-wrong"] = " ".join(self.wrong_parts)
        elif not widget.is_hidden:
            built |= self._rows(widget)
            built |= self._numeric(widget)
            built["class"] = self._classes(widget, built)
        return built

    def _classes(self, widget: forms.Widget, built: dict[str, Any]) -> str:
        base = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
        error = f"{base}--error" if base and "__" not in base and self.errors else ""
        hook = "govuk-js-character-count" if self.limit else HOOKS.get(self.kind, "")
        own = built.get("class") or widget.attrs.get("class", "")
        return " ".join(filter(None, [base, error, hook, own]))

    def _rows(self, widget: forms.Widget) -> dict[str, str]:
        """Give a text area five rows, where its author did not say."""
        return {"rows": "5"} if widget.attrs.get("rows") == DJANGO_ROWS else {}

    def _numeric(self, widget: forms.Widget) -> dict[str, str]:
        """Ask for digits without a spinning number box."""
        if not isinstance(widget, forms.NumberInput):
            return {}
        widget.input_type = "text"
        for name in ("min", "max", "step"):
            widget.attrs.pop(name, None)
        mode = "decimal" if isinstance(self.field, forms.DecimalField) else "numeric"
        widget.attrs.setdefault("class", "govuk-input--width-5")
        return {"inputmode": mode}


class Renderer(renderers.DjangoTemplates):
    """settings.FORM_RENDERER: Django's own, with our templates before Django's."""

    bound_field_class = BoundField

    @cached_property
    def engine(self) -> DjangoTemplates:
        """Look in our folder first, then in Django's, then in the apps'."""
        django_own = Path(renderers.__file__).parent / "templates"
        return DjangoTemplates(
            {"APP_DIRS": True, "DIRS": [OURS, django_own], "NAME": "ui-forms", "OPTIONS": {}}
        )
