"""A small OpenID provider on this machine: it answers truly, and lies where a test tells it to."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KID = "compact-client", "compact-secret", "key-1"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A pair of keys; the same for the same name."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Organisation:
    """What it says of the person who signs in. `lies` go over the claims, `answers` over pages."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    userinfo: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    signed_with: str = "honest"
    broken: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[dict[str, str]] = field(default_factory=list)

    def authorise(self, asked: dict[str, str]) -> str:
        """Where it sends the person back to, as after they have signed in there."""
        self.seen.append(asked)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """What it hands out for a code: once, to its client, with the word behind the challenge."""
        asked = self.codes.pop(form.get("code", ""), None)
        known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not known or challenge(form) != asked.get("code_challenge"):
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "nonce": asked.get("nonce"),
            **self.claims,
            **self.lies,
        }
        for name in self.left_out:
            claims.pop(name)
        return {"access_token": "access", "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, claims: dict[str, Any]) -> str:
        if self.signed_with == "nothing":
            return jwt.encode(claims, "", algorithm="none", headers={"kid": KID})
        if self.signed_with == "the client's secret":
            return jwt.encode(claims, SECRET * 3, algorithm="HS256", headers={"kid": KID})
        return jwt.encode(claims, key(self.signed_with), algorithm="RS256", headers={"kid": KID})

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key("honest").public_key()))
        return {"keys": [{**public, "kid": KID, "use": "sig", "alg": "RS256"}]}

    def described(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorise",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.description,
        }


def challenge(form: dict[str, str]) -> str:
    """PKCE: what was sent ahead of this word."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Handler(BaseHTTPRequestHandler):
    """Its web server."""

    organisation: Organisation

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        org = self.organisation
        if path == org.broken:
            self.answer(500, {"error": "broken"})
        elif path == "/authorise":
            self.send_response(302)
            self.send_header("Location", org.authorise({k: v[0] for k, v in asked.items()}))
            self.end_headers()
        elif path == "/userinfo":
            known = self.headers["Authorization"] == "Bearer access"
            self.answer(200 if known else 401, org.userinfo)
        elif path == "/keys":
            self.answer(200, org.keys())
        elif path == "/.well-known/openid-configuration":
            self.answer(200, org.described())
        else:
            self.answer(404, {})

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        found = self.organisation.token(dict(parse_qsl(text)))
        self.answer(200 if found else 400, found or {"error": "invalid_grant"})

    def answer(self, status: int, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Organisation]:
    """The provider on a free port of this machine, until the end of the block."""
    made = Organisation()
    handler = type("Own", (Handler,), {"organisation": made})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
