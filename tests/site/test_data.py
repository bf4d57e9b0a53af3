"""Where data is kept, the secrets made at first start, and addresses of database and mail."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from opencompact.site import data


def test_the_folder_that_was_chosen_wins(tmp_path):
    assert data.folder({"OPENCOMPACT_DATA": str(tmp_path / "x")}) == tmp_path / "x"


def test_a_checkout_keeps_its_data_in_var(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "oc").touch()
    assert data.folder({}, tmp_path) == tmp_path / "var"


def test_an_installed_package_uses_the_users_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(data.sys, "platform", "linux")
    home = {"HOME": "/home/ada"}
    assert data.folder(home, tmp_path) == Path("/home/ada/.local/share/opencompact")


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/share/opencompact"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/d"}, "/d/opencompact"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/OpenCompact"),
        ("win32", {"HOME": "/h", "LOCALAPPDATA": "/l"}, "/l/OpenCompact"),
        ("win32", {"HOME": "/h"}, "/h/AppData/Local/OpenCompact"),
    ],
)
def test_the_users_folder(platform, environ, folder):
    assert data.users_folder(environ, platform) == Path(folder)


def test_secrets_are_made_once_and_only_for_their_user(tmp_path):
    first = data.own_secrets(tmp_path / "new" / "place")
    assert data.own_secrets(tmp_path / "new" / "place") == first
    path = tmp_path / "new" / "place" / "secrets.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert set(first) == {"secret_key", "audit_key"}
    assert all(len(secret) >= 50 for secret in first.values())
    assert [entry.name for entry in path.parent.iterdir()] == ["secrets.json"]


def test_two_installations_have_different_secrets(tmp_path):
    one, two = (data.own_secrets(tmp_path / name) for name in "ab")
    assert not set(one.values()) & set(two.values())
    assert one["secret_key"] != one["audit_key"]


def test_secrets_made_by_many_at_once_are_the_same(tmp_path):
    for attempt in range(20):
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda _: data.own_secrets(tmp_path / str(attempt)), range(8)))  # noqa: B023
        assert all(one == made[0] for one in made)
        assert len(list((tmp_path / str(attempt)).iterdir())) == 1


def test_secrets_that_are_there_are_left_alone(tmp_path):
    (tmp_path / "secrets.json").write_text(json.dumps({"secret_key": "a", "audit_key": "b"}))
    assert data.own_secrets(tmp_path) == {"secret_key": "a", "audit_key": "b"}


def test_the_usual_database_is_a_safe_sqlite(tmp_path):
    settings = data.database("", tmp_path)
    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["NAME"] == str(tmp_path / "opencompact.sqlite3")
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://ada:s%40crt@db.example.org:5433/compact?sslmode=require",
            {
                "NAME": "compact",
                "USER": "ada",
                "PASSWORD": "s@crt",
                "HOST": "db.example.org",
                "PORT": "5433",
                "OPTIONS": {"sslmode": "require"},
            },
        ),
        (
            "postgres:///compact",
            {"NAME": "compact", "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}},
        ),
        (
            "postgresql://ada@/compact?host=/run/postgresql",
            {"NAME": "compact", "USER": "ada", "HOST": "/run/postgresql", "OPTIONS": {}},
        ),
    ],
)
def test_a_postgresql_address(url, expected, tmp_path):
    settings = data.database(url, tmp_path)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert expected.items() <= settings.items()


def test_a_sqlite_address(tmp_path):
    assert data.database("sqlite:////srv/a%20b.sqlite3", tmp_path)["NAME"] == "/srv/a b.sqlite3"


@pytest.mark.parametrize("url", ["mysql://x/y", "compact"])
def test_an_unknown_database_is_refused(url, tmp_path):
    with pytest.raises(ValueError, match="use one of postgres, postgresql, sqlite"):
        data.database(url, tmp_path)


def test_without_a_mail_server_mail_goes_to_files(tmp_path):
    assert data.mail("", tmp_path) == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path / "outbox"),
    }


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://localhost", ("localhost", 25, "", "", False, False)),
        ("smtp://127.0.0.1:2525", ("127.0.0.1", 2525, "", "", False, False)),
        (
            "smtps://ada:s%40crt@mail.example.org",
            ("mail.example.org", 465, "ada", "s@crt", True, False),
        ),
        ("smtp+tls://ada@mail.example.org", ("mail.example.org", 587, "ada", "", False, True)),
    ],
)
def test_a_mail_server(url, expected, tmp_path):
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    settings = data.mail(url, tmp_path)
    assert tuple(settings[f"EMAIL_{name}"] for name in names) == expected
    assert settings["EMAIL_TIMEOUT"] == 30


def test_an_unknown_mail_server_is_refused(tmp_path):
    with pytest.raises(ValueError, match="use one of smtp, smtps, smtp\\+tls"):
        data.mail("pigeon://x", tmp_path)


def test_without_a_key_mail_does_not_go_through_notify():
    assert data.govuk_notify({"OPENCOMPACT_NOTIFY_TEMPLATE": "t"}) == {}


def test_notify_needs_its_template():
    with pytest.raises(ValueError, match="needs OPENCOMPACT_NOTIFY_TEMPLATE"):
        data.govuk_notify({"OPENCOMPACT_NOTIFY_KEY": "k"})


@pytest.mark.parametrize(
    ("own", "url"),
    [
        ({}, "https://api.notifications.service.gov.uk"),
        ({"OPENCOMPACT_NOTIFY_URL": "http://127.0.0.1:9"}, "http://127.0.0.1:9"),
    ],
)
def test_notify_by_key_and_template(own, url):
    chosen = {"OPENCOMPACT_NOTIFY_KEY": "k", "OPENCOMPACT_NOTIFY_TEMPLATE": "t"}
    assert data.govuk_notify({**chosen, **own}) == {"key": "k", "template": "t", "url": url}
