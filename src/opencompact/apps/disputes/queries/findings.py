"""The findings that everybody may read."""

from django.db.models import QuerySet

from opencompact.apps.disputes.models import Finding


def published_findings(text: str = "", ending: str = "") -> QuerySet[Finding]:
    """Published findings of the area, the latest first, filtered by words and by kind."""
    found = Finding.objects.filter(published_on__isnull=False)
    for word in text.split():
        found = found.filter(statement__icontains=word) | found.filter(number__icontains=word)
    return found.filter(ending=ending) if ending else found


def published_finding(number: str) -> Finding | None:
    """One published finding, or None."""
    return Finding.objects.filter(published_on__isnull=False, number=number).first()


def endings_used() -> list[tuple[str, str]]:
    """The kinds of finding there are so far: key and name, each once."""
    used = Finding.objects.filter(published_on__isnull=False).order_by("name")
    return list(dict.fromkeys(used.values_list("ending", "name")))
