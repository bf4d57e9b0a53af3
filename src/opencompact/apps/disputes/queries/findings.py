"""The findings that everybody may read."""

from django.db.models import QuerySet

from opencompact.apps.disputes.models import Finding


def published_findings() -> QuerySet[Finding]:
    """Published findings of the area, the latest first."""
    found: QuerySet[Finding] = Finding.objects.filter(published_on__isnull=False)
    return found


def searched_findings(text: str = "", ending: str = "") -> list[Finding]:
    """Published findings with every word in number, name, statement or parties, and of one kind."""
    found = published_findings().filter(ending=ending) if ending else published_findings()
    words = text.casefold().split()
    return [one for one in found if all(word in _words(one) for word in words)]


def _words(one: Finding) -> str:
    return " ".join([one.number, one.name, one.statement, *one.parties]).casefold()


def published_finding(number: str) -> Finding | None:
    """One published finding, or None."""
    return published_findings().filter(number=number).first()


def endings_used() -> list[tuple[str, str]]:
    """The kinds of finding there are so far: key and name, each once."""
    used = published_findings().order_by("name")
    return list(dict.fromkeys(used.values_list("ending", "name")))
