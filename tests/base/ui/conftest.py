"""The gallery's settings."""

from pathlib import Path

import pytest

FORMS = "opencompact.base.ui.forms.account"
FORM_KEYS = (
    "add_email", "change_password", "confirm_login_code", "login", "reauthenticate",
    "request_login_code", "reset_password", "reset_password_from_key", "set_password", "signup",
)  # fmt: skip
FRAME = "opencompact.base.ui.context.frame"


@pytest.fixture
def gallery(settings, area):
    """Serve the gallery under /anywhere/gallery/ with a navigation and a demo bar."""
    template = settings.TEMPLATES[0]
    options = template["OPTIONS"]
    processors = [*dict.fromkeys([*options["context_processors"], FRAME])]
    folder = str(Path(__file__).parent / "templates")
    settings.TEMPLATES = [
        {**template, "DIRS": [folder], "OPTIONS": {**options, "context_processors": processors}}
    ]
    settings.ROOT_URLCONF = "tests.base.ui.gallery"
    settings.NAVIGATION = "tests.base.ui.gallery.navigation"
    settings.DEMO_BAR = "tests.base.ui.gallery.demo_bar"
    settings.ACCOUNT_FORMS = {key: f"{FORMS}.{key.title().replace('_', '')}" for key in FORM_KEYS}
    area.name, area.tagline = "Westbridge", "What we promise each other"
    area.save()
    return area
