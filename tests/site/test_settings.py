"""Settings as a server process sees them, under different environments."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from opencompact.site import data

NAMES = (
    "DEBUG", "DEMO", "SECURE", "ALLOWED_HOSTS", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME",
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT", "STRICT_POLICY",
    "SECRET_KEY", "AUDIT_KEY", "CSRF_TRUSTED_ORIGINS", "SECURE_PROXY_SSL_HEADER",
)  # fmt: skip
PROGRAM = (
    "import json, sys; from opencompact.site import settings; "
    f"print(json.dumps({{name: getattr(settings, name) for name in {NAMES}}}))"
)


def start(folder, **environ):
    """The settings of a fresh process, as a dict; its error text when it does not start."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    source = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**kept, "PYTHONPATH": source, "OPENCOMPACT_DATA": str(folder), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def test_on_this_machine(tmp_path):
    found = start(tmp_path)
    assert not found["DEBUG"]
    assert not found["SECURE"]
    assert not found["STRICT_POLICY"]
    assert found["SESSION_COOKIE_NAME"].startswith("oc-")
    assert not found["SESSION_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_HTTPONLY"]
    assert found["CSRF_COOKIE_HTTPONLY"]
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["SECURE_HSTS_SECONDS"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_in_service(tmp_path):
    found = start(tmp_path, OPENCOMPACT_URL="https://compact.example.org", OPENCOMPACT_PROXIES="1")
    assert found["ALLOWED_HOSTS"] == ["compact.example.org"]
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-oc-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-oc-")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://compact.example.org"]
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_plain_http_is_for_this_machine_only(tmp_path):
    assert "Use https://" in start(tmp_path, OPENCOMPACT_URL="http://compact.example.org")


def test_flags(tmp_path):
    found = start(tmp_path, OPENCOMPACT_DEBUG="1", OPENCOMPACT_DEMO="1")
    assert found["DEBUG"]
    assert found["DEMO"]
    assert found["STRICT_POLICY"]


def test_secrets_outlive_a_restart_and_cookies_do_not_meet(tmp_path):
    first, again, other = (start(tmp_path / name) for name in ("one", "one", "two"))
    for name in ("SECRET_KEY", "AUDIT_KEY", "SESSION_COOKIE_NAME"):
        assert first[name] == again[name]
        assert first[name] != other[name]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_sqlite_is_safe(tmp_path, pragma, value):
    """In service; the tests themselves need not wait for the disk."""
    options = data.database("", tmp_path)["OPTIONS"]
    own = sqlite3.connect(tmp_path / "own.sqlite3")
    own.executescript(options["init_command"])
    assert own.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    own.close()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="settings of SQLite")
def test_sqlite_waits_for_its_turn(db):
    assert connection.transaction_mode == "IMMEDIATE"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)
