"""The findings that everybody may read."""

from django.db.models import F, QuerySet

from opencompact.apps.disputes.models import Finding


def published_findings() -> QuerySet[Finding]:
    """Published findings of the area, the latest first, with where they were passed on to."""
    found: QuerySet[Finding] = Finding.objects.filter(published_on__isnull=False)
    # A copy of what everybody may read: nothing else of a case comes into a public page.
    referred = {
        "referred_to": F("case__referral__to"),
        "referred_on": F("case__referral__on"),
        "outcome": F("case__referral__outcome"),
    }
    return found.annotate(**referred)


def _whole() -> QuerySet[Finding]:
    """The same with the words that each showed to be unclear."""
    return published_findings().prefetch_related("occasions__task__commitment")


def searched_findings(text: str = "", ending: str = "") -> list[Finding]:
    """Published findings with every word in what they say or their parties, and of one kind."""
    found = _whole().filter(ending=ending) if ending else _whole()
    words = text.casefold().split()
    return [one for one in found if all(word in _words(one) for word in words)]


def _words(one: Finding) -> str:
    return " ".join([one.number, one.name, one.statement, one.learning, *one.parties]).casefold()


def published_finding(number: str) -> Finding | None:
    """One published finding, or None."""
    return _whole().filter(number=number).first()


def endings_used() -> list[tuple[str, str]]:
    """The kinds of finding there are so far: key and name, each once."""
    used = published_findings().order_by("name")
    return list(dict.fromkeys(used.values_list("ending", "name")))
