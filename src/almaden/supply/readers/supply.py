"""Reads mines, sources, stocks, uses, trade, assumptions and wastes: a workbook, a folder or a single table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from almaden.errors import Fault
from almaden.reference.countries import country_of, is_country
from almaden.sectors.readers.advice import as_share
from almaden.sectors.readers.template import ReadTables, read_tables
from almaden.supply.data import WORLD, SupplyData
from almaden.supply.readers.checks import check_tables
from almaden.supply.records import TABLES, AmountRecord
from almaden.wording import Text, n_

#: Fields that hold shares between 0 and 1.
_SHARES = frozenset({"disposed_share", "disposed_low", "disposed_high", "informal_share", "informal_low",
                     "informal_high"})  # fmt: skip


def read_supply(source: Path | BinaryIO, name: str = "") -> SupplyData:
    """Read what is told of supply and demand.

    Args:
        source: a workbook with sheets named as :data:`almaden.supply.records.TABLES`, a folder of text files of these
            names, or a single table.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return supply_of(read_tables(source, name, TABLES, advice=advice, alone="sources"))


def supply_of(read: ReadTables) -> SupplyData:
    """What tables tell of supply and demand that were read from a file or were sent as rows.

    Raises:
        InputError: with every fault of every table.
    """
    for table in read.rows.values():
        table.found[:] = [one._replace(record=_with_code(one.record)) for one in table.found]
    for fault in check_tables(read.rows):
        read.faults.add(fault)
    found = {kind: tuple(one.record for one in rows.found) for kind, rows in read.rows.items()}
    if not any(found.values()) and not read.faults.found:
        read.faults.add(
            Fault(
                n_("there are no rows of supply"), file=read.name, accepted=", ".join(TABLES),
                advice=n_("fill in the template: almaden supply template FILE"),
            )
        )  # fmt: skip
    read.faults.raise_if_any()

    def rows(kind: str) -> tuple[Any, ...]:
        return found.get(kind, ())

    return SupplyData(
        mines=rows("mines"), outputs=rows("mine_output"), sources=rows("sources"), stocks=rows("stocks"),
        uses=rows("uses"), trade=rows("trade"), assumptions=rows("assumptions"), wastes=rows("wastes"),
        notes=tuple(_notes(found)), sha256=read.sha256,
    )  # fmt: skip


def _with_code(record: Any) -> Any:
    """A record whose area is the code of a country, where it was told by its name or another code."""
    area = getattr(record, "area", None)
    code = None if area is None else country_of(area)
    return record if code in (None, area) else record.model_copy(update={"area": code})


def advice(field: str, value: float) -> Text | None:
    """What to say of a number that a field does not take."""
    return as_share(value) if field in _SHARES else None


def _notes(found: dict[str, tuple[Any, ...]]) -> Iterator[Text]:
    rows = [one for several in found.values() for one in several if isinstance(one, AmountRecord)]
    middle = sum(one.amount is None and one.low is not None and one.high is not None for one in rows)
    if middle:
        yield Text("rows that tell only a range, whose middle counts as the value: {count}", count=middle)
    areas = {one.area for several in found.values() for one in several if hasattr(one, "area")}
    own = sorted(area for area in areas if not is_country(area) and area != WORLD)
    if own:
        yield Text("these are no countries; each stands for itself and is in no sum: {names}", names=", ".join(own))
