"""Settings of the tests: a data folder that is thrown away, strict where service forgives."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The parts of a whole run share a folder, so that a world which one made is there for the next; the
# workers of pytest-xdist share that of their controller.
if "OPENCOMPACT_TESTS" in os.environ:
    os.environ["OPENCOMPACT_DATA"] = os.environ["OPENCOMPACT_TESTS"]
elif "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["OPENCOMPACT_DATA"] = tempfile.mkdtemp(prefix="opencompact-tests-")
    atexit.register(shutil.rmtree, os.environ["OPENCOMPACT_DATA"], ignore_errors=True)

from opencompact.site.settings import *  # noqa: F403
from opencompact.site.settings import DATA, DATABASES, STATIC_ROOT, STORAGES

Path(STATIC_ROOT).mkdir(exist_ok=True)
STRICT_POLICY = True
# The tests of the limits set their own.
API_RATES = {"token": 1_000_000, "address": 1_000_000}
# Most tests sign people in without a second step; those about it turn this on.
STRONG_ROLES = ()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "api")
}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: threads and processes of a test must meet in the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA) / "test.sqlite3")}
    # What a test writes need not outlive a power cut; it outlives the process that was killed.
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("=FULL", "=OFF")
