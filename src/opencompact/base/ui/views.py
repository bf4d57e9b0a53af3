"""The area's style sheet."""

from django.http import HttpResponse

from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.theme import stylesheet

FOR_A_YEAR = "public, max-age=31536000, immutable"


@open_page
def theme(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001 - the middleware has it
    """Serve the area's colours; kept for ever when the address names the very colour."""
    colour = request.area.colour
    response = HttpResponse(stylesheet(colour), content_type="text/css")
    named = f"#{request.GET.get('colour', '')}"
    response["Cache-Control"] = FOR_A_YEAR if named == colour.lower() else "no-cache"
    return response
