"""Starts the store: settings, database, migrations."""

from __future__ import annotations

import os

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
        home().mkdir(parents=True, exist_ok=True)
        if not apps.ready:
            django.setup()
        if migrate:
            upgrade()


def upgrade() -> None:
    """Apply the migrations that the database lacks; does nothing if there are none."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
