"""Where an installation keeps its data, the secrets it makes at first start, and its database."""

import json
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parents[3]
SECRETS = ("secret_key", "audit_key")
ENGINES = {
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
    "sqlite": "django.db.backends.sqlite3",
}
GOVUK_NOTIFY = "https://api.notifications.service.gov.uk"
# Measured: with deferred transactions SQLite answers "database is locked" under load, however long
# the timeout; with IMMEDIATE it never does. FULL keeps what was acknowledged through a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    ),
}


def folder(environ: Mapping[str, str], checkout: Path = CHECKOUT) -> Path:
    """The data folder: OPENCOMPACT_DATA, else var/ in a checkout, else the user's own folder."""
    if chosen := environ.get("OPENCOMPACT_DATA"):
        return Path(chosen).expanduser().resolve()
    if (checkout / "pyproject.toml").exists() and (checkout / "oc").exists():
        return checkout / "var"
    return users_folder(environ, sys.platform)


def users_folder(environ: Mapping[str, str], platform: str) -> Path:
    """Where programs of this user keep their data, by the custom of the system."""
    home = Path(environ.get("HOME") or Path.home())
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData/Local") / "OpenCompact"
    if platform == "darwin":
        return home / "Library/Application Support/OpenCompact"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local/share") / "opencompact"


def own_secrets(data: Path) -> dict[str, str]:
    """The secrets of this installation, made at first start; only its user may read the file."""
    path = data / "secrets.json"
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        _create(path, json.dumps({name: secrets.token_urlsafe(50) for name in SECRETS}))
    return dict(json.loads(path.read_text()))


def _create(path: Path, text: str) -> None:
    """Write a new file whole, or leave the one that another process made in the meantime."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for a database address; an empty one means SQLite in the data folder.

    postgresql://user:password@host:port/name?sslmode=require; ?host=/run/postgresql for a socket.
    """
    if not url:
        return sqlite(data / "opencompact.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise ValueError(f"DATABASE_URL begins with {parts.scheme!r}; use one of {known}.")
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path[1:])))
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": ENGINES[parts.scheme],
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": ENGINES["sqlite"], "NAME": str(path), "OPTIONS": dict(SQLITE_OPTIONS)}


def mail(url: str, data: Path) -> dict[str, Any]:
    """Django's mail settings for smtp://user:password@host:port, smtps:// or smtp+tls://.

    Without an address mail is written to files in <data>/outbox.
    """
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(data / "outbox")}
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
    if parts.scheme not in ports:
        raise ValueError(
            f"OPENCOMPACT_SMTP_URL begins with {parts.scheme!r}; use one of {', '.join(ports)}."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 30,
    }


def govuk_notify(environ: Mapping[str, str]) -> dict[str, str]:
    """The key, the template and the address of GOV.UK Notify; empty where no key is set."""
    key = environ.get("OPENCOMPACT_NOTIFY_KEY", "")
    template = environ.get("OPENCOMPACT_NOTIFY_TEMPLATE", "")
    if not key:
        return {}
    if not template:
        raise ValueError("OPENCOMPACT_NOTIFY_KEY needs OPENCOMPACT_NOTIFY_TEMPLATE beside it.")
    url = environ.get("OPENCOMPACT_NOTIFY_URL", GOVUK_NOTIFY)
    return {"key": key, "template": template, "url": url}
