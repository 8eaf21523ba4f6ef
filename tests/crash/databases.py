"""Databases of a PostgreSQL server, one for each kill."""

from __future__ import annotations

import secrets
import time
from urllib.parse import urlsplit


class Databases:
    """Makes, copies and drops databases of a server.

    Args:
        server: address of a database of the server that may make others.
    """

    def __init__(self, server: str) -> None:
        self._server = server

    def new(self) -> str:
        """The address of an empty database."""
        return self._make("")

    def copy_of(self, address: str) -> str:
        """The address of a copy of a database that nobody is connected to."""
        self.wait_until_left(address)
        return self._make(f' TEMPLATE "{_name(address)}"')

    def drop(self, address: str) -> None:
        """Delete a database."""
        self._ask(f'DROP DATABASE IF EXISTS "{_name(address)}" WITH (FORCE)')

    def wait_until_left(self, address: str) -> None:
        """Wait until the server has noticed that a process is gone: what that began ends or is undone until then."""
        for _ in range(600):
            if not self._ask("SELECT 1 FROM pg_stat_activity WHERE datname = %s", _name(address)):
                return
            time.sleep(0.05)
        raise RuntimeError("somebody is still connected to the database")

    def _make(self, template: str) -> str:
        name = f"crash_{secrets.token_hex(6)}"
        self._ask(f'CREATE DATABASE "{name}"{template}')
        return urlsplit(self._server)._replace(path=f"/{name}").geturl()

    def _ask(self, statement: str, *values: str) -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self._server, autocommit=True) as connection:
            found = connection.execute(statement.encode(), values or None)
            return found.fetchall() if found.description else []


def _name(address: str) -> str:
    return urlsplit(address).path.strip("/")
