"""Long lists in pages: the filters stay in the address, the page number is one of them."""

from collections.abc import Iterator
from typing import Any, Final, cast

from django.core.paginator import Page as DjangoPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

ELLIPSIS = str(Paginator.ELLIPSIS)
# From here on a database would read and throw away more rows than a page shows ten times over.
DEEP: Final = 10


class Page(DjangoPage):
    """One page of a list that knows the addresses of the others."""

    query: QueryDict

    def href(self, number: int) -> str:
        """Address page `number` of the same list with the same filters."""
        query = self.query.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    @property
    def links(self) -> Iterator[dict[str, Any]]:
        """Give the numbers to show: `number`, `href`, `current`, or `gap` between far numbers."""
        shown = self.paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1)
        for number in shown:
            if number == ELLIPSIS:
                yield {"gap": True}
            else:
                current = number == self.number
                yield {"number": number, "href": self.href(int(number)), "current": current}

    @property
    def previous_href(self) -> str:
        return self.href(self.previous_page_number()) if self.has_previous() else ""

    @property
    def next_href(self) -> str:
        return self.href(self.next_page_number()) if self.has_next() else ""


class _Paginator(Paginator):
    def page(self, number: Any) -> Page:
        """A page far down a long list: its keys are found in an index, then its rows alone."""
        number = self.validate_number(number)
        found: Any = self.object_list
        if number <= DEEP or not _has_rows(found):
            return cast("Page", super().page(number))
        start = (number - 1) * self.per_page
        keys = list(found.values_list("pk", flat=True)[start : start + self.per_page])
        return self._get_page(found.filter(pk__in=keys), number, self)

    def _get_page(self, *args: Any, **kwargs: Any) -> Page:
        return Page(*args, **kwargs)


def _has_rows(items: Any) -> bool:
    """Whether these are rows of a table in their order, and not a list, or made of several."""
    if not isinstance(items, QuerySet) or items.query.is_sliced or items.query.distinct:
        return False
    return not items.query.combinator and not items.query.values_select


def page(request: HttpRequest, items: Any, *, per_page: int = 50) -> Page:
    """Give the page that `?page=` asks for, the nearest one when there is no such page.

    `items` is an ordered queryset or a list. Show it with `{% pagination page %}`.
    """
    found = cast("Page", _Paginator(items, per_page).get_page(request.GET.get("page")))
    found.query = request.GET
    return found
