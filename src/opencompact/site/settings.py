"""Deployment settings. Policy lives in packs, content in the database."""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from opencompact.site import data, signing_in

# The installation -------------------------------------------------------------------------------
DATA = data.folder(os.environ)
_secrets = data.own_secrets(DATA)
SECRET_KEY = _secrets["secret_key"]
AUDIT_KEY = _secrets["audit_key"]
DEBUG = os.environ.get("OPENCOMPACT_DEBUG") == "1"
DEMO = os.environ.get("OPENCOMPACT_DEMO") == "1"

# Where people reach it; links in mail begin with this.
BASE_URL = os.environ.get("OPENCOMPACT_URL", "http://127.0.0.1:8000")
_base = urlsplit(BASE_URL)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECURE = _base.scheme == "https"
if not SECURE and _base.hostname not in _LOOPBACK:
    raise ImproperlyConfigured(
        f"OPENCOMPACT_URL is {BASE_URL}. Use https:// for any address but this machine's own."
    )
ALLOWED_HOSTS = [_base.hostname] if SECURE else ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]
# How many proxies of yours stand in front; their X-Forwarded headers are believed.
PROXIES = int(os.environ.get("OPENCOMPACT_PROXIES", "0"))

# What it is made of -----------------------------------------------------------------------------
ROOT_URLCONF = "opencompact.site.urls"
WSGI_APPLICATION = "opencompact.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "opencompact.apps.evaluation",
    "opencompact.apps.disputes",
    "opencompact.apps.consultations",
    "opencompact.apps.funding",
    "opencompact.apps.assessments",
    "opencompact.apps.organisations",
    "opencompact.apps.agreement",
    "opencompact.base.ui",
    "opencompact.base.notify",
    "opencompact.base.tasks",
    "opencompact.base.audit",
    "opencompact.base.areas",
    "opencompact.base.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "opencompact.base.ui.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # after WhiteNoise, whose files are squeezed already
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "opencompact.base.ui.middleware.SizeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "opencompact.site.api.middleware.ApiMiddleware",  # before the next, which asks who is there
    "opencompact.base.accounts.middleware.SessionRules",
    "opencompact.base.areas.middleware.AreaMiddleware",
    "opencompact.base.ui.language.LanguageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(Path(__file__).parent / "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opencompact.base.ui.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "opencompact.base.ui.forms.Renderer"

# Our own parts ----------------------------------------------------------------------------------
# A page that does not say who may see it: an error while developing, a 403 in service.
STRICT_POLICY = DEBUG
ACTOR_LOADER = "opencompact.apps.organisations.queries.actor_for"
NAVIGATION = "opencompact.site.navigation.items"
DEMO_BAR = "opencompact.site.switch.bar"
# How often the API may be asked in a minute: by a token, and from an address without one.
API_RATES = {"token": 600, "address": 120}
MAIL_KINDS = [
    "opencompact.apps.consultations.actions.kinds.KINDS",
    "opencompact.apps.assessments.actions.kinds.KINDS",
    "opencompact.apps.disputes.actions.challenges.kinds.KINDS",
    "opencompact.apps.disputes.actions.kinds.KINDS",
    "opencompact.apps.disputes.actions.log.kinds.KINDS",
    "opencompact.apps.disputes.actions.following.KINDS",
    "opencompact.apps.funding.actions.notices.kinds.KINDS",
    "opencompact.apps.organisations.actions.kinds.KINDS",
    "opencompact.site.archive.kinds.KINDS",
]
TICK_JOBS = [
    "opencompact.apps.disputes.tasks.tick",
    "opencompact.apps.assessments.tasks.tick",
    "opencompact.apps.organisations.tasks.run_imports",
    "opencompact.apps.funding.tasks.payments.run_imports",
    "opencompact.apps.funding.tasks.grants.run_imports",
    "opencompact.apps.funding.tasks.notices.remind",
    "opencompact.apps.organisations.tasks.send_heads",
    "opencompact.apps.organisations.tasks.ask_to_confirm",
    "opencompact.apps.organisations.tasks.ask_about_departures",
    "opencompact.apps.consultations.tasks.tick",
    "opencompact.base.notify.tasks.deliver",
    "opencompact.base.notify.links.tasks.forget",
    # Long work comes last, so that no mail waits for it.
    "opencompact.apps.disputes.tasks.build_bundles",
]
# What stands in somebody's own calendar beside the dates of cases.
CALENDAR_DAYS = [
    f"opencompact.apps.{app}.queries.calendar.days" for app in ("consultations", "funding")
]
# What parts of the product show on pages that cannot know of them, by the place on the page.
PANELS = {"commitment": ["opencompact.apps.evaluation.views.panels.kept"]}
# What a link in a mail can do without an account, by the name of its purpose.
ACTION_LINKS = {
    "consultations.continue_response": "opencompact.apps.consultations.views.CONTINUE",
    "disputes.advise": "opencompact.apps.disputes.views.ADVISE",
    "disputes.answer": "opencompact.apps.disputes.views.ANSWER",
    "disputes.follow_report": "opencompact.apps.disputes.views.log.FOLLOW",
    "disputes.join_report": "opencompact.apps.disputes.views.log.JOIN",
    "disputes.read_letter": "opencompact.apps.disputes.views.challenges.READ_LETTER",
    "disputes.feedback": "opencompact.apps.disputes.views.FEEDBACK",
    "organisations.confirm_role": "opencompact.apps.organisations.views.acting.CONFIRM_ROLE",
    "organisations.invitation": "opencompact.apps.organisations.views.acting.INVITATION",
    "organisations.sign": "opencompact.apps.organisations.views.acting.SIGN",
}

# Keeping things ---------------------------------------------------------------------------------
DATABASES = {"default": data.database(os.environ.get("DATABASE_URL", ""), DATA)}
# Files, so that several server processes count failed sign-ins together. The API counts apart: a
# cache that is full forgets, and much asking must not make it forget a failed sign-in.
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA / folder),
    }
    for name, folder in (("default", "cache"), ("api", "cache-api"))
}
# Bytes that one request may carry: of a visitor, and of somebody signed in (20 papers of 25 MB).
LARGEST_BODY = (1024**2, 505 * 1024**2)
STATIC_URL = "/static/"
STATIC_ROOT = str(DATA / "static")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "files")},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MANIFEST_STRICT = False

# Language, time and words -----------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [str(Path(__file__).parent / "locale")]
# What pages that belong to no area can be read in.
SPOKEN = ("en", "cy")
TIME_ZONE = "Europe/London"
USE_TZ = True

# Signing in -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "opencompact.base.accounts.kept_sessions"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "opencompact.base.accounts.passwords.KnownWords"},
]
# Who has to show more than an e-mail address before their role counts; see base.areas.actor.
STRONG_ROLES = ("officer", "chair", "mediator", "returning-officer")
# How long such a session lasts at most, and without a request. A demo asks nobody again.
STRONG_SESSION_AGE, STRONG_SESSION_IDLE = (0, 0) if DEMO else (12 * 60 * 60, 60 * 60)
PROTECT_URL = "/account/protect/"
OIDC = signing_in.provider(os.environ)
globals().update(signing_in.rules(_base.scheme, PROXIES))

# Cookies and headers; the page policy (CSP) is in base.ui.middleware ----------------------------
# Cookies ignore ports: a name of its own keeps two installations on one machine apart.
_own = f"oc-{hashlib.sha256(str(DATA).encode()).hexdigest()[:8]}"
_prefix = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_prefix}{_own}", f"{_prefix}{_own}-form"
LANGUAGE_COOKIE_NAME = f"{_prefix}{_own}-language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = SECURE
# A program that forgot the s is told so; led on, it would go on sending its token in the open.
SECURE_REDIRECT_EXEMPT = [r"^api/v1/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Mail -------------------------------------------------------------------------------------------
globals().update(data.mail(os.environ.get("OPENCOMPACT_SMTP_URL", ""), DATA))
GOVUK_NOTIFY = data.govuk_notify(os.environ)
if GOVUK_NOTIFY:
    EMAIL_BACKEND, EMAIL_TIMEOUT = "opencompact.base.notify.govuk.Backend", 30
# How many mails somebody gets at once on one day; the others come together on the next.
MAIL_CAP = int(os.environ.get("OPENCOMPACT_MAIL_CAP", "5"))
DEFAULT_FROM_EMAIL = os.environ.get("OPENCOMPACT_FROM", f"OpenCompact <no-reply@{_base.hostname}>")

# Logs: only what somebody has to act on ---------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "opencompact.base.notify.links.secret.Formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"level": "ERROR"}, "notifications_python_client": {"level": "ERROR"}},
}
