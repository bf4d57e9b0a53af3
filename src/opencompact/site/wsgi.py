"""The door for a web server: `gunicorn opencompact.site.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opencompact.site.settings")
application = get_wsgi_application()
