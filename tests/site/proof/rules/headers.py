"""The headers and cookies that every answer must carry, written down apart from the middleware."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# The page policy, part by part: nothing but what is named, and no word more in any of them.
POLICY = {
    "default-src": {"'none'"},
    "style-src": {"'self'"},
    "script-src": {"'self'"},
    "connect-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "form-action": {"'self'"},
    "object-src": {"'none'"},
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'"},
}
# The one page that may stand in a frame on other sites: it has neither scripts nor forms.
FRAMED = {
    **{name: POLICY[name] for name in POLICY if name not in {"script-src", "connect-src"}},
    "form-action": {"'none'"},
    "frame-ancestors": {"*"},
}
IN_A_FRAME = "/consultations/embed/"
LASTING = "immutable"
OK = 200
# A page that a secret in its own address opens tells other pages no more than where it is of.
REFERRERS = {"same-origin", "strict-origin"}


def faults(response: Any, *, personal: bool) -> Iterator[str]:
    """What is missing from an answer; `personal` is one that a signed-in person got."""
    for name, value in EXACT.items():
        if response.headers.get(name) != value:
            yield f"{name} is {response.headers.get(name)!r}"
    if response.headers.get("Referrer-Policy") not in REFERRERS:
        yield f"Referrer-Policy is {response.headers.get('Referrer-Policy')!r}"
    asked = getattr(response, "wsgi_request", None)
    framed = asked and asked.path.endswith(IN_A_FRAME) and response.status_code == OK
    wanted = FRAMED if framed else POLICY
    if policy(response.headers.get("Content-Security-Policy", "")) != wanted:
        yield f"the page policy is {response.headers.get('Content-Security-Policy')!r}"
    if "geolocation=()" not in response.headers.get("Permissions-Policy", ""):
        yield f"Permissions-Policy is {response.headers.get('Permissions-Policy')!r}"
    kept = response.headers.get("Cache-Control", "")
    if personal and "no-store" not in kept and LASTING not in kept:
        yield f"Cache-Control is {kept!r} although the page is somebody's own"
    yield from cookie_faults(response)


def policy(text: str) -> dict[str, set[str]]:
    """A page policy as its parts; one that stands twice is a part without a name."""
    parts = [part.split() for part in text.split(";") if part.strip()]
    names = [name for name, *_ in parts]
    return {name if names.count(name) == 1 else "": set(rest) for name, *rest in parts}


def cookie_faults(response: Any) -> Iterator[str]:
    """Cookies are for this site and the server alone."""
    for name, cookie in response.cookies.items():
        if not cookie["httponly"] and cookie.value:
            yield f"scripts may read the cookie {name}"
        if cookie["samesite"] not in {"Lax", "Strict"}:
            yield f"the cookie {name} travels from other sites"
        if cookie["path"] != "/" or cookie["domain"]:
            yield f"the cookie {name} is for {cookie['domain']}{cookie['path']}"
        if bool(cookie["secure"]) != settings.SECURE:
            yield f"the cookie {name} travels without encryption"
