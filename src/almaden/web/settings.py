"""Django's settings for the web application: those of the store, and what pages and API need."""

from __future__ import annotations

import os
from pathlib import Path

from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.settings import *  # noqa: F403 - Django's way to build settings on settings
from almaden.store.settings import ALMADEN_JOBS as STORE_JOBS
from almaden.store.settings import INSTALLED_APPS as STORE_APPS

_HERE = Path(__file__).resolve().parent
#: Set by a server that is reached over https; a laptop is reached at 127.0.0.1 without it.
_HTTPS = os.environ.get("ALMADEN_HTTPS", "").lower() in ("1", "true", "yes")

INSTALLED_APPS = [*STORE_APPS, "django.contrib.messages", "django.contrib.staticfiles", "ninja"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "almaden.web.security.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "almaden.web.api.problems.Problems",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "almaden.web.access.DenyByDefault",
    "almaden.web.failures.Failures",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
ALMADEN_JOBS = (*STORE_JOBS, "almaden.web.report_files", "almaden.web.registry_files", "almaden.web.letters")
ROOT_URLCONF = "almaden.web.urls"
WSGI_APPLICATION = "almaden.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_HERE / "templates"],
        "OPTIONS": {
            "environment": "almaden.web.templating.environment",
            "context_processors": ["almaden.web.templating.every_page"],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [_HERE / "assets"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

#: Django's own texts, such as those of faulty forms, call Chinese by its script.
LANGUAGES = [(code, code) for code in (*PAGE_LANGUAGES[:-1], "zh-hans")]
LANGUAGE_CODE = "en"
USE_I18N = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "/account/sign-in/"

ALLOWED_HOSTS = os.environ.get("ALMADEN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _HTTPS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
#: Seconds: a working day.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "almaden.web.failures.csrf_failed"

#: Bytes of a form; files are uploaded in pieces and have their own limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

#: Requests to the API that are answered in a minute, for one address of the public and for one person; 0 for all.
ALMADEN_API_PER_MINUTE = {
    "anonymous": int(os.environ.get("ALMADEN_API_ANONYMOUS_PER_MINUTE", "600")),
    "person": int(os.environ.get("ALMADEN_API_PERSON_PER_MINUTE", "6000")),
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
#: Sign-ins are in the journal; a table that grows with every attempt is for an attacker to fill.
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "almaden.web.client_address.address_of"
AXES_LOCKOUT_CALLABLE = "almaden.web.failures.locked_out"

#: What goes wrong in the program goes to the error stream and to the log file of ``almaden serve``.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"numbered": {"()": "almaden.web.fault_log.Numbered"}},
    "formatters": {"plain": {"format": "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stream": {"class": "logging.StreamHandler", "formatter": "plain"},
        "file": {"class": "almaden.web.fault_log.ToLog"},
    },
    "loggers": {
        "django.request": {
            "handlers": ["stream", "file"],
            "filters": ["numbered"],
            "level": "ERROR",
            "propagate": False,
        }
    },
}
