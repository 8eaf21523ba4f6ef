"""The region of each series of a table: a column beside that of the series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.dated_columns import DatedColumns, column_place
from almaden.monitoring.readers.dated_table import DatedSeries
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import RawTable, cell_text
from almaden.wording import n_


def regions_of_series(
    table: RawTable, columns: DatedColumns, series: Sequence[DatedSeries], region: str
) -> Mapping[str, str]:
    """The region of each series by its name; series whose cells are empty are left out.

    Args:
        table: the table.
        columns: as it was read.
        series: as read from it.
        region: name of the column of regions.

    Raises:
        InputError: there is no such column, the table was taken for one series, or one series stands in two regions.
    """
    place = column_place(table, region, "--region")
    if columns.series is None:
        raise InputError(
            Fault(
                n_("regions are of several series"), table.file, column="--region", value=region,
                advice=n_("name the column that tells series apart by --series"),
            )
        )  # fmt: skip
    cells = {row[0]: cell_text(row[1][place]) for row in table.read() if isinstance(row, tuple)}
    faults = Faults()
    found: dict[str, str] = {}
    for one in series:
        for row in one.rows:
            name = cells[row]
            if name and found.setdefault(one.name, name) != name:
                faults.add(
                    table.fault(
                        n_("one series stands in two regions"), row, region, f"{one.name}: {name}", found[one.name],
                        n_("give all rows of a series the same region"),
                    )
                )  # fmt: skip
                break
    faults.raise_if_any()
    return found
