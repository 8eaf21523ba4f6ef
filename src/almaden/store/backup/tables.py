"""The tables of the database as lines of JSON, the same from SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from gzip import GzipFile
from typing import IO, Any, Final

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from almaden.store.setup import tables_changing

#: Rows that are read or written at once.
BATCH: Final = 500
_APP: Final = "store"


def tables() -> list[type[models.Model]]:
    """The tables of the store, by name."""
    return sorted(current_apps.get_app_config(_APP).get_models(), key=lambda model: model.__name__)


def dump(model: type[models.Model], target: IO[bytes] | GzipFile) -> dict[str, Any]:
    """Write a table; returns the number of its rows and the SHA-256 of what was written."""
    digest, count = hashlib.sha256(), 0
    fields = model._meta.concrete_fields
    for row in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):
        content = {field.attname: _plain(getattr(row, field.attname)) for field in fields}
        line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        digest.update(line)
        target.write(line)
        count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def load(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Write the rows of :func:`dump` into an empty table; returns how many there were."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    count, batch = 0, []
    for line in lines:
        content = json.loads(line)
        batch.append(model(**{name: _read(fields[name], value) for name, value in content.items()}))
        count += 1
        if len(batch) == BATCH:
            model._base_manager.bulk_create(batch)
            batch.clear()
    model._base_manager.bulk_create(batch)
    return count


def _read(field: models.Field, value: Any) -> Any:
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)


def reset_counters() -> None:
    """Let the database give numbers after those that were loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def latest_migration() -> str:
    """The name of the last migration of the store that the program has."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes(_APP)
    name: str = leaves[0][1]
    return name


def has_migration(name: str) -> bool:
    """Whether the program has a migration of the store; one that it lacks is of a later version."""
    return (_APP, name) in MigrationExecutor(connection).loader.graph.nodes


def migrate_to(name: str) -> Apps:
    """Bring the tables to an earlier (or the last) migration and give the models as they were then."""
    with tables_changing():
        executor = MigrationExecutor(connection)
        target = (_APP, name)
        others = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] != _APP]
        executor.migrate([*others, target])
    historical: Apps = MigrationExecutor(connection).loader.project_state([target]).apps
    return historical
