"""Long lists in pages: a total, the number of the page, and links to the next and previous one."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from opencompact.base.areas.permission import OPEN
from opencompact.base.ui.tables import LICENCE

MOST, USUAL, LONGEST = 200, 50, 120
T = TypeVar("T")

# PostgreSQL takes no NUL in a text, and no page sends one.
Text = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")]


class Paging(Schema):
    """Which part of a list is asked for."""

    page: int = Field(1, ge=1, description="The number of the page.")
    per_page: int = Field(USUAL, ge=1, le=MOST, description="How many rows a page has.")


class Meta(Schema):
    """Where these rows stand in the whole list."""

    total: int = Field(description="How many rows there are on all pages.", examples=[131])
    page: int = Field(description="The number of this page.", examples=[1])
    pages: int = Field(description="How many pages there are.", examples=[3])
    per_page: int = Field(description="How many rows a page has.", examples=[USUAL])
    licence: str | None = Field(
        description="The licence under which public data may be used again; none for other data."
    )


class Listed(Schema, Generic[T]):
    """One page of a list. The header `Link` leads to the next and the previous one."""

    meta: Meta
    rows: list[T]


def listed(
    request: Any,
    response: HttpResponse,
    asked: Paging,
    items: Any,
    row: Callable[[Any], Any],
) -> dict[str, Any]:
    """The page of `items`, an ordered queryset or a list, each said by `row`; 404 past the last."""
    found = Paginator(items, asked.per_page)
    if asked.page > found.num_pages:
        raise Http404(f"The last page is ?page={found.num_pages}. Ask for that or an earlier one.")
    page = found.page(asked.page)
    if links := ", ".join(_links(request, page)):
        response["Link"] = links
    meta = {
        "total": found.count,
        "page": asked.page,
        "pages": found.num_pages,
        "per_page": asked.per_page,
        "licence": LICENCE if request.decision == OPEN else None,
    }
    return {"meta": meta, "rows": [row(one) for one in page]}


def _links(request: HttpRequest, page: Any) -> Iterator[str]:
    if page.has_next():
        yield _link(request, page.next_page_number(), "next")
    if page.has_previous():
        yield _link(request, page.previous_page_number(), "prev")


def _link(request: HttpRequest, number: int, rel: str) -> str:
    """The same question for another page, as RFC 8288 writes it."""
    query = request.GET.copy()
    query["page"] = str(number)
    return f'<{request.build_absolute_uri(f"{request.path}?{query.urlencode()}")}>; rel="{rel}"'
