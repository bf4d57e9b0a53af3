"""The area's style sheet, and the pages that say that something went wrong."""

from django.http import HttpRequest, HttpResponse

from opencompact.base.areas.permission import open_page
from opencompact.base.ui.theme import stylesheet

FOR_A_YEAR = "public, max-age=31536000, immutable"


@open_page
def theme(request: HttpRequest, area: str) -> HttpResponse:  # noqa: ARG001 - the middleware finds it
    """Serve the area's colours; its address changes with the colour, so it may be kept for ever."""
    response = HttpResponse(stylesheet(request.area.colour), content_type="text/css")
    response["Cache-Control"] = FOR_A_YEAR
    return response
