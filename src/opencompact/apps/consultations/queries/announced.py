"""What a page that announces a consultation says of it, read with the register at hand."""

from datetime import date

from opencompact.apps.organisations.models import Organisation, Sector
from opencompact.base.areas.models import Area
from opencompact.core.announcements import Announced, find
from opencompact.formats.webpages import WebPage


def announced(area: Area, page: WebPage, on: date) -> Announced:
    """Look through a page. Public bodies are thought of first, then all others on the register."""
    named = Organisation.objects.filter(area=area).values_list("name", "sector")
    names: tuple[list[str], list[str]] = ([], [])
    for name, sector in named:
        names[sector != Sector.PUBLIC].append(name)
    return find(page.text, on, names=names, links=page.links, title=page.title)
