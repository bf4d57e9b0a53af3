"""The door for a web server: `gunicorn opencompact.site.wsgi`."""

import os
from functools import partial

from django.core.wsgi import get_wsgi_application

from opencompact.base.roomy import roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opencompact.site.settings")
application = partial(roomy, get_wsgi_application())
