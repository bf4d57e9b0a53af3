"""Commands of the product on data folders, each a process of its own, as on somebody's machine."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opencompact.site.archive import packing
from opencompact.site.archive.backing_up import DATABASE
from tests import schema

ROOT = Path(__file__).resolve().parents[3]


class Machine:
    """Runs commands of the product on data folders, with a database of their own."""

    def __init__(self, url: str = "") -> None:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "opencompact.site.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        if url:
            self.environment["DATABASE_URL"] = url

    def build(self, data: Path) -> Path:
        """Make a small installation; where a database is a file its tables are there already."""
        if "DATABASE_URL" not in self.environment and schema.empty_database().exists():
            data.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(schema.empty_database(), data / DATABASE)
        command = [sys.executable, "-m", "tests.site.archive.small"]
        environment = self.environment | {"OPENCOMPACT_DATA": str(data)}
        subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
        return data

    def begin(self, data: Path, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "opencompact.cli", *words, "--data", str(data)]
        return subprocess.Popen(
            command,
            env=self.environment,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, data: Path, *words: str, status: int = 0) -> dict[str, object]:
        """What a command answers with --json; its exit status is as expected."""
        process = self.begin(data, *words, "--json")
        said, noted = process.communicate(timeout=120)
        assert process.returncode == status, noted
        answered: dict[str, object] = json.loads(said)
        return answered


@contextmanager
def database(name: str) -> Iterator[str]:
    """The address of an empty database on the server of the tests, gone again afterwards."""
    import psycopg

    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        yield url.replace("/opencompact?", f"/{name}?")
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def hashes_of(backup: Path) -> dict[str, str]:
    """The hash of each file of a backup, as its manifest tells."""
    with tarfile.open(backup) as tar:
        found: dict[str, str] = json.loads(tar.extractfile(packing.MANIFEST).read())["hashes"]
    return found
