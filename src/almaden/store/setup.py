"""Starts the store: settings, database, migrations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from almaden.store.home import home
from almaden.store.trouble import told


def start(migrate: bool = True) -> None:
    """Load Django with the settings of this installation, and bring the database up to date.

    Everything that imports ``almaden.store.models`` comes after this. Calling it again costs nothing.

    Args:
        migrate: make or upgrade the tables if they are behind the program.

    Raises:
        OutputError: the disk is full, the folder cannot be written, or the database cannot be reached.
    """
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaden.store.settings")
    with told():
        _make_home()
        if not apps.ready:
            django.setup()
        if migrate:
            upgrade()


def _make_home() -> None:
    """Make the folder of the installation, for its owner alone: drafts, keys and hashes of passwords lie in it."""
    home().mkdir(parents=True, exist_ok=True)
    if os.name == "posix" and home().stat().st_uid == os.geteuid():
        home().chmod(0o700)


def upgrade() -> None:
    """Apply the migrations that the database lacks, all or none; does nothing if there are none."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with tables_changing():
            call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def tables_changing() -> Iterator[None]:
    """Change tables and note which migrations that were as one, where no other process does.

    Django does the two one after the other: who is killed between them could never start again.
    """
    from django.db import connection, transaction

    from almaden.store.journal import lock_journal

    # SQLite cannot change tables while it checks foreign keys, nor stop checking within a transaction.
    with connection.constraint_checks_disabled(), transaction.atomic():
        lock_journal()
        yield
