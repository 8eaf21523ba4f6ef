"""Which database an installation uses: SQLite in its folder, or PostgreSQL where an address is given."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from almaden.errors import Fault, InputError
from almaden.store.home import home

#: Said once for every connection. FULL: a power cut loses no confirmed commit. Each thread has a connection
#: and so a cache of pages of its own: 4 MB keep the process small, and the system keeps the file in memory anyway.
_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA busy_timeout=20000; PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY;"
)


def database() -> dict[str, Any]:
    """Django's description of the database, from ``ALMADEN_DATABASE_URL`` or the folder of the installation.

    Raises:
        InputError: the address is none of a PostgreSQL database.
    """
    url = os.environ.get("ALMADEN_DATABASE_URL", "")
    return _postgresql(url) if url else _sqlite()


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home() / "almaden.sqlite3"),
        # IMMEDIATE: a transaction that will write waits for its turn at the start, not in the middle.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_START},
        "CONN_MAX_AGE": None,
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise InputError(
            Fault(
                "the address of the database cannot be used",
                column="ALMADEN_DATABASE_URL",
                # The address may hold a password.
                value=f"{parts.scheme}://...",
                accepted="postgresql://USER:PASSWORD@HOST:PORT/NAME",
                advice="correct the address, or unset the variable to use SQLite in the folder of the installation",
            )
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
