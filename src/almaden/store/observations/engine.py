"""DuckDB, opened for one piece of work: in memory, within bounds, without extensions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from almaden.errors import OutputError
from almaden.store.home import home, scratch
from almaden.wording import Text

if TYPE_CHECKING:
    import duckdb

#: What a query may take; what needs more is put aside on the disk.
MEMORY: Final = "300MB"
#: More threads take more memory and are no quicker on the machines that this is for.
THREADS: Final = 2


@contextmanager
def engine(memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection of its own for one piece of work.

    Args:
        memory: the most that it may take, in DuckDB's words.

    Raises:
        OutputError: the disk is full, or a file cannot be read or written.
    """
    import duckdb

    aside = scratch() / "duckdb"
    aside.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        config={
            "memory_limit": memory,
            "threads": min(THREADS, os.cpu_count() or 1),
            "temp_directory": str(aside),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        # It would be written between the lines of a command's output.
        connection.execute("SET enable_progress_bar = false")
        yield connection
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OutputError(
            Text(
                "Files of the archive or of an edition cannot be read or written: {reason}. Nothing was kept. "
                "See that the disk is not full and that the folder {folder} can be written.",
                reason=str(error).partition("\n")[0],
                folder=str(home()),
            )
        ) from error
    finally:
        connection.close()


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
