"""The errors of a form as the error summary shows them."""

from collections.abc import Iterator

from django.forms import BaseForm

from opencompact.core.record import record


@record
class Fault:
    """One message and the address on the page of the input it is about."""

    message: str
    href: str


def of(form: BaseForm) -> Iterator[Fault]:
    """Give the faults of `form`: those of the whole form first, then field by field in order."""
    if not form.is_bound:
        return
    for message in form.non_field_errors():
        yield Fault(str(message), "")
    for field in form:
        place = getattr(field, "first_id", field.id_for_label)
        href = "" if field.is_hidden else f"#{place}"
        for message in field.errors:
            yield Fault(str(message), href)
