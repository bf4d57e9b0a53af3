"""The server that the tests start for themselves: it answers, and leaves nothing behind."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from opencompact.site import data
from tests import postgres

needs_server = pytest.mark.skipif(postgres.binaries() is None, reason="PostgreSQL is not here")


@needs_server
def test_a_server_starts_answers_and_goes(tmp_path):
    psycopg = pytest.importorskip("psycopg")
    with postgres.server() as url:
        place = data.database(url, tmp_path)
        names = {"dbname": place["NAME"], "user": place["USER"], "host": place["HOST"]}
        with psycopg.connect(**names) as connection:
            assert connection.execute("SELECT 6 * 7").fetchone() == (42,)
        folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        assert folder.is_dir()
    assert not folder.exists()


@needs_server
def test_an_error_inside_stops_the_server_too():
    folders = []

    def breaks():
        with postgres.server() as url:
            folders.append(Path(parse_qs(urlsplit(url).query)["host"][0]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks()
    assert not folders[0].exists()


def test_without_the_programs_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres.shutil, "which", lambda _name: None)
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    with pytest.raises(postgres.NoPostgresError, match="package postgresql"):
        postgres.server().__enter__()


def test_the_newest_of_debians_servers_is_taken(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres.shutil, "which", lambda _name: None)
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    for version in ("9.6", "15", "13"):
        (tmp_path / version / "bin").mkdir(parents=True)
    assert postgres.binaries() == tmp_path / "15" / "bin"
