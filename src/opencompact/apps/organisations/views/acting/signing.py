"""Making the pledge from a mail: the same form, the same check and the same action as signed in."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.agreement.models import Edition
from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.forms import SignForm
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.views import pledge
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui import dates
from opencompact.base.ui.pages import render


def _stands(link: ActionLink, _on: date) -> str:
    organisation = queries.organisation_of(link)
    if organisation is None:
        return _("The organisation is no longer on the register.")
    latest = queries.history(organisation).first()
    if latest is not None and latest.withdrawn_on is None:
        return _("{name} has signed, on {on}.").format(
            name=organisation.name, on=dates.day(latest.signed_on)
        )
    return ""


def _sign(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """The pledge, a page to check it, and the signature."""
    found = queries.organisation_of(link)
    if found is None or not policy.can_sign(queries.signer_by(link, found), found):
        raise PermissionDenied
    edition = pledge.edition(request)
    form = _form(request, link, found)
    step = request.POST.get("step", "")
    if step == pledge.CHANGE or not form.is_valid():
        return _page(request, link, found, edition, form)
    if step != pledge.CONFIRMED:
        return _check(request, link, found, edition, form)
    at, actor = timezone.now(), queries.signer_by(link, found)
    with links.used(link, actor=actor, at=at):
        signature = actions.sign(
            found, edition, form.declaration, on_paper=False, actor=actor, at=at
        )
    context = {"organisation": found, "signature": signature}
    return render(request, "organisations/acting/signed.html", context)


def _form(request: AreaRequest, link: ActionLink, organisation: Organisation) -> SignForm:
    today = timezone.localdate()
    initial = {"on": today, "name": link.to_name, "position": link.data.get("position", "")}
    data = request.POST if request.method == "POST" else None
    return SignForm(
        data, initial=initial, today=today, organisation=organisation.name, on_paper=False
    )


def _page(
    request: AreaRequest,
    link: ActionLink,
    organisation: Organisation,
    edition: Edition,
    form: SignForm,
) -> HttpResponse:
    words = pledge.words(organisation.name, edition)
    context = {**words, "link": link, "organisation": organisation, "form": form}
    return render(request, "organisations/acting/sign.html", context)


def _check(
    request: AreaRequest,
    link: ActionLink,
    organisation: Organisation,
    edition: Edition,
    form: SignForm,
) -> HttpResponse:
    context = {
        **pledge.words(organisation.name, edition),
        "link": link,
        "organisation": organisation,
        "rows": pledge.rows(organisation, form.declaration),
        "typed": pledge.typed(request, form),
    }
    return render(request, "organisations/acting/sign_check.html", context)


SIGN = links.Purpose(show=_sign, stands=_stands)
