"""The secret that signs sessions and links: from the environment, or made once and kept in the folder."""

from __future__ import annotations

import os
import secrets

from almaden.store.home import home


def signing_key() -> str:
    """The key of this installation: ``ALMADEN_SECRET_KEY``, or the file ``secret-key``, made when missing."""
    given = os.environ.get("ALMADEN_SECRET_KEY")
    if given:
        return given
    path = home() / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"secret-key.{os.getpid()}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            # Another process may have been quicker: its key stays.
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="utf-8").strip()
