"""Named reads of payees: those to decide, those of an organisation, and whom they may be."""

from collections.abc import Iterator

from opencompact.apps.organisations.models import Organisation
from opencompact.core import payees


def register() -> payees.Register:
    """The organisations of the current area, ready to be asked which of them a payee is."""
    return payees.Register(_known())


def _known() -> Iterator[payees.Known]:
    rows = Organisation.objects.order_by("match_key", "pk")
    for pk, name, main, others in rows.values_list("pk", "name", "identifier", "other_identifiers"):
        identifiers = tuple(filter(None, (main, *others)))
        yield payees.Known(str(pk), (name,), identifiers)
