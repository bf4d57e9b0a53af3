"""Reads the token in which an organisation says who somebody is; believes nothing unproved."""

import json
from collections.abc import Mapping
from typing import Any, Final

import jwt

# What may sign: keys of a pair. A shared secret, or none, could be anybody's.
SIGNED_WITH: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
NEEDED: Final = ("iss", "aud", "exp", "iat", "sub", "nonce")
# How far two clocks may be apart, in seconds.
DRIFT: Final = 60


class TokenError(Exception):
    """The token does not prove what it says."""


def read(
    token: str, keys: Mapping[str, Any], *, issuer: str, audience: str, nonce: str
) -> dict[str, Any]:
    """The claims of a token that was signed by a key of `keys`, for us, just now."""
    try:
        head = jwt.get_unverified_header(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(head, keys),
            algorithms=list(SIGNED_WITH),
            issuer=issuer,
            audience=audience,
            leeway=DRIFT,
            options={"require": list(NEEDED)},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise TokenError(str(error)) from error
    if not nonce or claims["nonce"] != nonce:
        raise TokenError("The token answers another request.")
    if claims.get("azp", audience) != audience:
        raise TokenError("The token was made for another client.")
    return claims


def _key(head: Mapping[str, Any], keys: Mapping[str, Any]) -> Any:
    """The public key that the token names; the only one when it names none."""
    usable = [one for one in keys["keys"] if one.get("use", "sig") == "sig"]
    named = [one for one in usable if one.get("kid") == head.get("kid")]
    found = named or (usable if "kid" not in head else [])
    if len(found) != 1:
        raise TokenError("The token is signed by a key that its organisation does not name.")
    algorithm = head.get("alg")
    if algorithm not in SIGNED_WITH or found[0].get("alg", algorithm) != algorithm:
        raise TokenError("The token is signed in a way that we do not take.")
    return jwt.PyJWK.from_json(json.dumps(found[0]), algorithm=algorithm)


def is_strong(claims: Mapping[str, Any], rule: str) -> bool:
    """Whether the organisation asked for a second factor: `rule` is claim, always or never."""
    ways = claims.get("amr")
    said = isinstance(ways, list) and "mfa" in ways
    return rule == "always" or (rule == "claim" and said)


def is_verified(claims: Mapping[str, Any], rule: str) -> bool:
    """Whether the address is proven. `rule` "all" says so where the token says nothing."""
    said = claims.get("email_verified", claims.get("xms_edov"))
    if said is None:
        return rule == "all"
    return said in (True, "true", "1", 1)
