"""Lines of trade statistics as records that a store keeps, and back: nothing that the analysis needs is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from almaden.errors import Fault
from almaden.reference.countries import is_made_up
from almaden.reference.record import Record
from almaden.supply.trade.areas import UNSPECIFIED, area_place, areas
from almaden.supply.trade.kept_records import ToldRecord, TradeLine
from almaden.supply.trade.records import FLOWS
from almaden.supply.trade.rows import FloatArray, Told, TradeRows

#: How a partner that is not specified is written, as in the template.
_NOBODY: Final = "899"


def kept_tables(rows: TradeRows) -> dict[str, tuple[Record, ...]]:
    """Lines, and what was said of those that were set apart, as records."""
    return {"trade": _lines(rows), "told": _told_records(rows.told)}


def rows_of(lines: Sequence[TradeLine], told: Sequence[ToldRecord] = (), sha256: str = "") -> TradeRows:
    """Lines that were kept, to be analysed; the analysis is that of the files that they were read from.

    Args:
        lines: at least one.
        told: what the reader said.
        sha256: of the files.
    """
    codes, units, files = (list(dict.fromkeys(words)) for words in (
        [one.code for one in lines], ["", *(one.quantity_unit for one in lines)], [one.file for one in lines],
    ))  # fmt: skip
    code, unit, file = ({word: at for at, word in enumerate(words)} for words in (codes, units, files))
    return TradeRows(
        year=np.array([one.year for one in lines], np.int16),
        reporter=np.array([area_place(one.reporter) for one in lines], np.int16),
        partner=np.array([area_place(one.partner) for one in lines], np.int16),
        flow=np.array([FLOWS.index(one.flow) for one in lines], np.int8),
        code=np.array([code[one.code] for one in lines], np.int16),
        net_kg=_numbers([one.net_weight_kg for one in lines]),
        quantity=_numbers([one.quantity for one in lines]),
        unit=np.array([unit[one.quantity_unit] for one in lines], np.int16),
        value_usd=_numbers([one.value_usd for one in lines]),
        estimated=np.array([one.estimated for one in lines], bool),
        file=np.array([file[one.file] for one in lines], np.int16),
        row=np.array([one.row for one in lines], np.int32),
        codes=tuple(codes), units=tuple(units), files=tuple(files), told=told_of(told), sha256=sha256,
    )  # fmt: skip


def country_of_all(rows: TradeRows) -> str:
    """The one country that is a side of every line, as three letters; empty where there is none, or it is made up."""
    sides = {int(rows.reporter[0]), int(rows.partner[0])}
    found = [one for one in sides if bool(np.all((rows.reporter == one) | (rows.partner == one)))]
    names = [areas()[one] for one in found if areas()[one] != UNSPECIFIED and not is_made_up(areas()[one])]
    return names[0] if len(names) == 1 else ""


def _lines(rows: TradeRows) -> tuple[TradeLine, ...]:
    names = [_NOBODY if name == UNSPECIFIED else name for name in areas()]
    columns = zip(
        rows.year.tolist(), rows.reporter.tolist(), rows.partner.tolist(), rows.flow.tolist(), rows.code.tolist(),
        rows.net_kg.tolist(), rows.quantity.tolist(), rows.unit.tolist(), rows.value_usd.tolist(),
        rows.estimated.tolist(), rows.file.tolist(), rows.row.tolist(), strict=True,
    )  # fmt: skip
    return tuple(
        TradeLine(
            year=year, reporter=names[reporter], partner=names[partner], flow=FLOWS[flow], code=rows.codes[code],
            net_weight_kg=_known(net_kg), quantity=_known(quantity), quantity_unit=rows.units[unit],
            value_usd=_known(value), estimated=estimated, file=rows.files[file], row=row,
        )
        for year, reporter, partner, flow, code, net_kg, quantity, unit, value, estimated, file, row in columns
    )  # fmt: skip


def _told_records(told: Sequence[Told]) -> tuple[ToldRecord, ...]:
    return tuple(
        ToldRecord(
            kind=one.kind, lines=one.rows, problem=str(fault.problem), file=fault.file, row=fault.row,
            column=fault.column, value=fault.value, accepted=str(fault.accepted), advice=str(fault.advice),
        )
        for one in told for fault in one.examples
    )  # fmt: skip


def told_of(records: Sequence[ToldRecord]) -> tuple[Told, ...]:
    """What the reader said, from what was kept of it."""
    kinds = dict.fromkeys(one.kind for one in records)
    of = {kind: [one for one in records if one.kind == kind] for kind in kinds}
    return tuple(
        Told(kind, some[0].lines, tuple(
            Fault(one.problem, one.file, "", one.row, one.column, one.value, one.accepted, one.advice) for one in some
        ))
        for kind, some in of.items()
    )  # fmt: skip


def _numbers(values: Sequence[float | None]) -> FloatArray:
    return np.array([np.nan if one is None else one for one in values], np.float64)


def _known(value: Any) -> float | None:
    return None if value != value else float(value)
