"""Documents and school holidays, as those who keep them see them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.consultations import actions, policy, queries
from opencompact.apps.consultations.forms import DocumentsForm, HolidayForm
from opencompact.apps.consultations.models import Document, SchoolHoliday
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render

from .reading import find, shown


def documents(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """The documents with a way to add and to remove them."""
    found = find(request, number)
    permit(request, policy.can_keep(request.actor, found))
    posted = request.method == "POST"
    form = DocumentsForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_documents(
                found, given["papers"], given["title"], actor=request.actor, at=timezone.now()
            )
        except actions.UnfitError as error:
            form.blame(error)
        else:
            messages.success(request, _("It is there for people to read."))
            return redirect("consultations:documents", area, number)
    context = {**shown(request, found), "form": form, "documents": list(found.documents.all())}
    return render(request, "consultations/documents.html", context)


@require_POST
def remove_document(request: AreaRequest, area: str, number: str, document: UUID) -> HttpResponse:
    """Take a document away."""
    found = find(request, number)
    permit(request, policy.can_keep(request.actor, found))
    one = get_object_or_404(Document, pk=document, consultation=found)
    actions.remove_document(one, actor=request.actor, at=timezone.now())
    messages.success(request, _("It is removed."))
    return redirect("consultations:documents", area, number)


def holidays(request: AreaRequest, area: str) -> HttpResponse:
    """When schools are closed: an officer's list."""
    permit(request, policy.can_keep_holidays(request.actor))
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_holiday(
                request.area, given["name"], given["first"], given["last"],
                actor=request.actor, at=timezone.now(),
            )  # fmt: skip
        except actions.UnfitError as error:
            form.blame(error)
        else:
            messages.success(request, _("It is on the list."))
            return redirect("consultations:holidays", area)
    context = {"form": form, "holidays": queries.school_holidays(request.area)}
    return render(request, "consultations/holidays.html", context)


@require_POST
def remove_holiday(request: AreaRequest, area: str, holiday: UUID) -> HttpResponse:
    """Take a holiday off the list."""
    permit(request, policy.can_keep_holidays(request.actor))
    one = get_object_or_404(SchoolHoliday, pk=holiday)
    actions.remove_holiday(one, actor=request.actor, at=timezone.now())
    messages.success(request, _("It is off the list."))
    return redirect("consultations:holidays", area)
