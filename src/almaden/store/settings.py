"""Django's settings for the store; the web application adds its own to these."""

from __future__ import annotations

import os

from almaden.store.database import database
from almaden.store.secrets import signing_key

SECRET_KEY = signing_key()
DEBUG = False
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "axes",
    "almaden.store",
]
AUTH_USER_MODEL = "store.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
USE_TZ = True
TIME_ZONE = "UTC"

#: An installation for one person: they may publish what they wrote, and it is marked "not reviewed".
ALMADEN_SINGLE_USER = os.environ.get("ALMADEN_SINGLE_USER", "").lower() in ("1", "true", "yes")

#: Modules with functions under ``almaden.store.jobs.job``; the rooms above add theirs.
ALMADEN_JOBS: tuple[str, ...] = (
    "almaden.store.imports.runs",
    "almaden.store.quality.automatic",
    "almaden.store.registry.importing",
)
