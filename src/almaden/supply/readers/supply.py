"""Reads mines, sources, stocks, uses, trade, assumptions and wastes: a workbook, a folder or a single table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from almaden.errors import Fault
from almaden.reference.countries import country_of, is_country
from almaden.reference.mercury_units import kg_per
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.sectors.readers.advice import as_share
from almaden.supply.data import WORLD, SupplyData
from almaden.supply.published import most_of_world_t
from almaden.supply.readers.checks import check_tables
from almaden.supply.records import TABLES, AmountRecord
from almaden.wording import Exact, Text, n_

#: Fields that hold shares between 0 and 1.
_SHARES = frozenset({"disposed_share", "disposed_low", "disposed_high", "informal_share", "informal_low",
                     "informal_high"})  # fmt: skip

_KG_PER_T = 1000.0
#: Units of mass; what other units were taken for is told.
_MASSES = ("t", "kg", "g", "mg", "lb")


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
    told = [one for one in rows if one.amount is not None or one.low is not None]
    without = sum("unit" not in one.model_fields_set for one in told)
    if without:
        yield Text("amounts without a unit, which are taken as t: {count}", count=without)
    for unit in sorted({one.unit for one in told} - set(_MASSES)):
        yield Text("amounts in {unit} are taken as {kg} kg each", unit=unit, kg=Exact(kg_per(unit) or 0.0))
    most = most_of_world_t()
    for one in told:
        t = (one.amount or one.low or 0.0) * (kg_per(one.unit) or 0.0) / _KG_PER_T
        if t > most:
            yield Text("{amount} {unit} are more than the whole world used in a year ({most} t): is the unit right?",
                       amount=Exact(one.amount or one.low or 0.0), unit=one.unit, most=Exact(most))  # fmt: skip
    areas = {one.area for several in found.values() for one in several if hasattr(one, "area")}
    own = sorted(area for area in areas if not is_country(area) and area != WORLD)
    if own:
        yield Text("these are no countries; each stands for itself and is in no sum: {names}", names=", ".join(own))
