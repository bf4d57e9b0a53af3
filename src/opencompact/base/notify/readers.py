"""In which language somebody reads their mail."""

from collections.abc import Iterable
from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation

from opencompact.base.accounts.models import User, normal
from opencompact.base.areas.languages import LANGUAGES, Language
from opencompact.base.areas.models import Area


def languages_of(area: Area | None, addresses: Iterable[str]) -> dict[str, Language]:
    """What each chose on a page, where the area offers it; else the area's first language."""
    read = [normal(address) for address in addresses]
    keys = area.languages if area else settings.SPOKEN
    chosen: dict[str, str] = {}
    if len(keys) > 1:
        chosen = dict(User.objects.filter(email__in=read).values_list("email", "language"))
    found = {address: chosen.get(address, "") for address in read}
    return {address: LANGUAGES[key if key in keys else keys[0]] for address, key in found.items()}


def speaking_to(area: Area | None, address: str) -> AbstractContextManager[None]:
    """Everything inside the `with` is said in the language of whoever reads this address."""
    return translation.override(languages_of(area, [address])[normal(address)].code)
