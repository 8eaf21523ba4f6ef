"""Reading many tables as they were at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """See the database as it is now, whatever others write meanwhile, and without holding them up."""
    if connection.in_atomic_block:
        # Whoever began the transaction chose what it sees; it cannot be changed after its first query.
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Only a transaction that will write waits for its turn at the start.
    with _reading_only(), transaction.atomic():
        yield


@contextmanager
def _reading_only() -> Iterator[None]:
    wrapper: Any = connection
    before = wrapper.transaction_mode
    wrapper.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        wrapper.transaction_mode = before
