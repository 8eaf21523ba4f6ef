"""Secrets that are shown once: links and keys. Only their hash is kept, so a copy of the database opens nothing."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """A secret that cannot be guessed: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret; it is long and random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
