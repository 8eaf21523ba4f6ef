"""Records on their way into the archive: gathered in DuckDB, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from almaden.reference.readers.blocks import Block
from almaden.reference.records import ObservationRecord
from almaden.store.observations.columns import COLUMNS

if TYPE_CHECKING:
    import duckdb

#: Rows that are handed over at once.
BATCH: Final = 50_000
_TIMES: Final = ("start", "end")
_NUMBERS: Final = tuple(name for name, kind in COLUMNS.items() if kind == "DOUBLE")
_TEXTS: Final = tuple(name for name, kind in COLUMNS.items() if kind == "VARCHAR")
_NUMBER: Final = 'CASE WHEN isnan("{0}") THEN NULL ELSE "{0}" END'
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Staging:
    """A table of records that may be longer than the memory; ``rows`` counts them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.rows = 0
        self._batch: list[tuple[Any, ...]] = []
        columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
        connection.execute(f"CREATE TABLE staged ({columns}, row_number BIGINT)")

    def add(self, record: ObservationRecord, row: int) -> None:
        """Take one record and the row of the file that it stood in."""
        self._batch.append((*(_stored(name, getattr(record, name)) for name in COLUMNS), row))
        if len(self._batch) >= BATCH:
            self.flush()

    def add_block(self, block: Block) -> None:
        """Take many records at once."""
        import numpy as np

        self.flush()
        columns: dict[str, Any] = {"row_number": np.array(block.rows, dtype=np.int64)}
        alike: dict[str, Any] = {}
        for name, (values, places) in block.columns.items():
            if len(values) == 1 and name not in _TIMES:
                alike[name] = values[0]
                continue
            if name in _TIMES:
                values = [_microseconds(moment) for moment in values]
            columns[name] = _array(name, values)[np.array(places, dtype=np.int64)]
        self._insert(columns, alike, len(block.rows))

    def flush(self) -> None:
        """Hand over what was gathered."""
        if not self._batch:
            return
        names = [*COLUMNS, "row_number"]
        batch = dict(zip(names, zip(*self._batch, strict=True), strict=True))
        alike = {name: batch.pop(name)[0] for name in _TEXTS if len(set(batch[name])) == 1}
        self._insert({name: _array(name, values) for name, values in batch.items()}, alike, len(self._batch))
        self._batch.clear()

    def _insert(self, columns: dict[str, Any], alike: dict[str, Any], count: int) -> None:
        """Hand over columns; what is ``alike`` in all rows is handed over once, as most files leave columns empty."""
        chosen = ", ".join(
            f"?::{COLUMNS[name]}" if name in alike else _NUMBER.format(name) if name in _NUMBERS else f'"{name}"'
            for name in COLUMNS
        )
        self.connection.register("batch", columns)
        values = [alike[name] for name in COLUMNS if name in alike]
        self.connection.execute(f"INSERT INTO staged SELECT {chosen}, row_number FROM batch", values)
        self.connection.unregister("batch")
        self.rows += count


def _array(name: str, values: Sequence[Any]) -> Any:
    """Values of a column as numpy holds them, times in microseconds."""
    import numpy as np

    if name in _TIMES:
        return np.array(values, dtype="datetime64[us]")
    if name in _NUMBERS:
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    return np.array(values, dtype=np.int64 if name == "row_number" else object)


def _stored(name: str, value: Any) -> Any:
    return _microseconds(value) if name in _TIMES else value


def _microseconds(moment: datetime | None) -> int | None:
    """Microseconds since 1970; a time without zone is UTC, as the column says."""
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _MICROSECOND
