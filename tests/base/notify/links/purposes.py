"""A purpose for tests: its page says what would happen, its post gives the area another tagline."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone

from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow, SignInNeeded
from opencompact.base.notify import links

FAULTS = {"denied": PermissionDenied, "sign-in": SignInNeeded}


def show(request, link):
    if request.method != "POST":
        return HttpResponse(f"Would greet {link.to_name} in {request.area}.")
    if fault := FAULTS.get(request.POST.get("fault", "")):
        raise fault
    if request.POST.get("fault") == "crash":
        raise RuntimeError(f"Something broke at {request.path}")
    with links.used(link, actor=Actor(None, link.to_name, link.to_address), at=timezone.now()):
        area = Area.objects.get(pk=link.area_id)
        if area.tagline == "closed":
            raise NotNow("The shop is closed.", ["come tomorrow"])
        area.tagline += "greeted "
        area.save()
    return HttpResponse("Greeted.")


def stands(link, on):
    return link.data.get("why", "")


GREET = links.Purpose(show=show, stands=stands)
