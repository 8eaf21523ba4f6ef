"""Makes the final level of a data set: files of the archive whose flags carry what operators decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from almaden.errors import Fault, InputError
from almaden.store.dataset_guard import check_open
from almaden.store.journal import writing
from almaden.store.models import Dataset, User
from almaden.store.observations import catalogue
from almaden.store.observations.columns import COLUMNS, KEY, listed
from almaden.store.observations.engine import engine, quoted
from almaden.store.observations.files import Written, discard, write_year
from almaden.store.observations.formats import table_of
from almaden.store.quality.checking import identity, marks_of_last_run, open_marks, standing_decisions
from almaden.store.quality.guard import check_operator
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import duckdb

#: From good to bad: a decision never makes a flag better.
_RANKS: Final = ("valid", "below_detection", "suspect", "invalid", "missing")
_KEY: Final = ("site", "matrix", "species", "unit", "method", "instrument")
#: Series, and what is marked in them, have whole seconds.
_SECOND: Final = "date_trunc('second', o.\"start\")"
_RANK: Final = f"list_position([{', '.join(map(quoted, _RANKS))}], o.flag)"


def finish(actor: User | None, dataset: Dataset, reason: str = "") -> int:
    """Write the final files of a data set; those before them stay, and it can be finished again after changes.

    Args:
        actor: who finishes it; None for the program.
        dataset: the data set, which stays a draft until somebody else has reviewed it.
        reason: why, for the journal.

    Returns:
        How many values got another flag than they came with.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
        InputError: marks wait for a decision.
        OutputError: the disk is full; nothing is kept.
    """
    check_operator(actor, dataset)
    changed, written = 0, list[Written]()
    try:
        with writing(actor, "quality.finish", reason=reason) as work, engine() as connection:
            check_open(actor, dataset)
            _refuse_open(dataset)
            _load_decisions(connection, dataset)
            for file in catalogue.current_files(dataset):
                base = file.made_from or file
                rows = _final(table_of([base]))
                (count,) = connection.execute(
                    f"SELECT count(*) FROM ({rows}) f JOIN {table_of([base])} o USING ({listed(KEY)}) "
                    "WHERE f.flag <> o.flag"
                ).fetchall()[0]
                changed += count
                written.append(write_year(connection, rows, dataset.key, file.year))
                catalogue.add(work, dataset, file.year, written[-1], file.upload, base)
    except BaseException:
        discard(written)
        raise
    return changed


def _refuse_open(dataset: Dataset) -> None:
    count = len(open_marks(dataset))
    if count:
        raise InputError(
            Fault(
                Text("{count} marks wait for a decision", count=count),
                value=dataset.key,
                advice=n_("accept, reject or change each of them first"),
            )
        )


def _load_decisions(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """The decisions that stand as tables of points and of stretches, with the rank of the flag that each gives."""
    fired = {identity(mark) for mark in marks_of_last_run(dataset)}
    rows: dict[str, list[tuple[Any, ...]]] = {"points": [], "stretches": []}
    for one in standing_decisions(dataset):
        # What the rules no longer find was corrected in the data.
        if one.flag and (one.mark is None or identity(one.mark) in fired):
            first, last = (moment.replace(tzinfo=None) for moment in (one.first, one.last))
            key = (getattr(one, name) for name in _KEY)
            rows["points" if first == last else "stretches"].append((*key, first, last, _RANKS.index(one.flag) + 1))
    columns = ", ".join(f"{name} VARCHAR" for name in _KEY)
    for name, values in rows.items():
        connection.execute(f"CREATE TEMP TABLE {name} ({columns}, first TIMESTAMP, last TIMESTAMP, rank BIGINT)")
        if values:
            connection.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _final(table: str) -> str:
    """A query for the rows of a table with their final flags; samples of one moment of a series share them."""
    same = " AND ".join(f"d.{name} = o.{name}" for name in _KEY)
    flags = f"[{', '.join(map(quoted, _RANKS))}]"
    worst = f"greatest({_RANK}, coalesce(p.rank, 0), coalesce(s.rank, 0))"
    columns = ", ".join(
        {"flag": f"{flags}[{worst}] AS flag", "level": "'final' AS level"}.get(name, f'o."{name}"') for name in COLUMNS
    )
    keys = ", ".join(_KEY)
    return (
        f"SELECT {columns} FROM {table} o "
        f"LEFT JOIN (SELECT {keys}, first, max(rank) AS rank FROM points GROUP BY ALL) p "
        f"ON {same.replace('d.', 'p.')} AND p.first = {_SECOND} "
        f'LEFT JOIN (SELECT {listed(_KEY, "o.")}, o."start", max(d.rank) AS rank FROM {table} o JOIN stretches d '
        f"ON {same} AND {_SECOND} BETWEEN d.first AND d.last GROUP BY ALL) s "
        f'ON {same.replace("d.", "s.")} AND s."start" = o."start"'
    )
