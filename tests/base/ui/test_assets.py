"""What is built: small, ours, and naming no other host; and what templates may not contain."""

import gzip
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src/opencompact"
ASSETS = SOURCE / "base/ui/assets"
BUILT = SOURCE / "base/ui/static/opencompact/built"
# Classes that only a script or nobody looks at.
HOOKS = {
    "govuk-table__body",
    "govuk-table__row",
    "govuk-js-password-input-toggle",
    "govuk-js-service-navigation-toggle",
    "govuk-pagination__link-title",
}
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.*"))


@pytest.fixture(scope="module")
def styles():
    return (BUILT / "main.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "most"), [("main.css", 24_000), ("main.js", 8_000)])
def test_small_enough_for_a_slow_network(name, most):
    assert len(gzip.compress((BUILT / name).read_bytes())) < most


@pytest.mark.parametrize(
    "official", ["GDS Transport", "crown", ".govuk-header", ".govuk-footer", "url(", "@import"]
)
def test_nothing_of_an_official_site_and_nothing_from_elsewhere(styles, official):
    assert official not in styles


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(ASSETS.rglob("*"))
        if path.is_file() and "__pycache__" not in str(path)
    ],
    ids=lambda path: path.name,
)
def test_sources_name_no_host(path):
    assert "://" not in path.read_text(encoding="utf-8")


def test_every_package_is_locked_with_its_hash():
    packages = json.loads((ASSETS / "package-lock.json").read_text())["packages"]
    assert all("integrity" in facts for name, facts in packages.items() if name)
    wanted = json.loads((ASSETS / "package.json").read_text())
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert packages[f"node_modules/{name}"]["version"] == version


@pytest.mark.parametrize(
    "forbidden",
    [
        r"\sstyle=",
        r"<style",
        r"<script(?![^>]*\ssrc=)",
        r"\son[a-z]+=\"",
        r"\|safe\b",
        "autoescape",
    ],
)
def test_templates_keep_the_policy(forbidden):
    # A mail is no page: it brings its own style, and the mail program decides what it shows.
    pages = [path for path in TEMPLATES if path.suffix != ".txt" and path.parent.name != "notify"]
    assert [path for path in pages if re.search(forbidden, path.read_text("utf-8"))] == []


@pytest.mark.parametrize(("prefix", "room"), [("govuk-", ""), ("oc-", "base/ui")])
def test_every_class_is_drawn(styles, prefix, room):
    """Of the Design System's classes anywhere, and of ours in the frame."""
    pages = (path for path in TEMPLATES if path.is_relative_to(SOURCE / room))
    words = re.findall(r'class="([^"]*)"', "".join(path.read_text("utf-8") for path in pages))
    plain = re.sub(r"{%.*?%}|[\w-]*{{.*?}}[\w-]*", " ", " ".join(words))
    named = {word for word in plain.split() if word.startswith(prefix)} - HOOKS
    assert {word for word in named if f".{word}" not in styles.replace("\\", "")} == set()


def test_motion_can_be_turned_off(styles):
    assert "prefers-reduced-motion" in styles
