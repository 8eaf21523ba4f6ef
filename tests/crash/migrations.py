"""Making the tables of an empty installation, and bringing those of an earlier program up to date."""

from __future__ import annotations

from tests.crash.case import Case, Said, healthy, say, tidy
from tests.crash.records import make_content, publish_all


class FromNothing(Case):
    """The first start of an installation."""

    started = False

    def work(self) -> None:
        from almaden.store import setup

        setup.start()
        say(migrated=True)

    def look(self, said: Said) -> None:
        from almaden.store import setup

        if any("migrated" in one for one in said):
            assert not _missing()
        setup.upgrade()
        assert not _missing()
        healthy()
        make_content(1)
        tidy()


class FromEarlier(Case):
    """Tables with content as they were when each part of the program had its first tables only."""

    started = False

    def prepare(self) -> None:
        from django.core.management import call_command
        from django.db.migrations.loader import MigrationLoader

        make_content(2)
        publish_all()
        for app in sorted({app for app, _ in MigrationLoader(None).graph.leaf_nodes()} - {"contenttypes", "auth"}):
            first = next(name for of, name in MigrationLoader(None).graph.root_nodes() if of == app)
            call_command("migrate", app, "zero" if app == "sessions" else first, verbosity=0)

    def work(self) -> None:
        from almaden.store import setup

        setup.start()
        say(migrated=True)

    def look(self, said: Said) -> None:
        from almaden.store import setup
        from almaden.store.models import Entry, Inventory, InventoryRow

        if any("migrated" in one for one in said):
            assert not _missing()
        setup.upgrade()
        assert not _missing()
        healthy()
        assert list(Inventory.objects.order_by("year").values_list("year", "state")) == [
            (2000, "published"),
            (2001, "published"),
        ]
        assert InventoryRow.objects.count() == 2
        # Two accounts, two roles, two inventories with a row each, three steps each.
        assert Entry.objects.count() == 14
        tidy()


def _missing() -> list[str]:
    """Migrations that are not applied, and tables that are not there."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    there = set(connection.introspection.table_names())
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    return [*(str(step) for step, _ in plan), *(table for table in tables if table not in there)]
