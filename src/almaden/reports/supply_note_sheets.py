"""Everything behind a note on supply as sheets of a workbook, unrounded, with the names of the JSON output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from almaden.reports.sheets import DataSheet, sheet_of
from almaden.reports.supply_note_trade import signs_of
from almaden.sectors.flat import flat
from almaden.supply.note import SupplyNote
from almaden.supply.trade.explore import country_years
from almaden.supply.trade.mirror_result import MirrorResult

_NOT_KNOWN: Final = dict.fromkeys(("value", "low", "high"))


def note_sheets(note: SupplyNote) -> tuple[DataSheet, ...]:
    """The sheets of a note; those without rows are left out."""
    return tuple(sheet for sheet in _sheets(note) if sheet.rows)


def _sheets(note: SupplyNote) -> Iterator[DataSheet]:
    yield sheet_of("balances", (one.as_dict() for one in note.balances.lines))
    mines = note.mines.as_dict()["mines"]
    yield sheet_of("mines", ({key: one for key, one in row.items() if key != "years"} for row in mines))
    yield sheet_of("mine_output", ({"mine": row["id"], **_output(year)} for row in mines for year in row["years"]))
    yield sheet_of("identify", map(asdict, note.identify))
    if note.mirror is not None:
        yield sheet_of("trade", map(asdict, note.mirror.years))
        if note.trade_country:
            yield sheet_of("trade_of_country", map(asdict, country_years(note.mirror, note.trade_country)))
        yield sheet_of("hidden_trade", _signs(note.mirror, note.trade_country))
        yield sheet_of("flagged_flows", map(asdict, note.mirror.flows(note.trade_country)))
    if note.products is not None:
        yield sheet_of("reporters", note.products.rows())
    if note.consents is not None:
        yield sheet_of("shipments", note.consents.to_frame().astype({"day": str}).to_dict("records"))
        yield sheet_of("consents", (_dated(asdict(one)) for one in note.consents.consents))
    if note.projection is not None:
        yield sheet_of("projection", (flat(asdict(one)) for one in note.projection.years))
        yield sheet_of("tornado", map(asdict, note.projection.tornado))
    yield sheet_of("origins", map(asdict, note.origins))
    yield sheet_of("meta", ({"key": key, "value": value} for key, value in asdict(note.balances.meta).items()))


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose days are texts."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _output(year: Mapping[str, Any]) -> dict[str, Any]:
    """A year of a mine in the same columns whether its output is known or not."""
    return {name: year.get(name) for name in ("year", "output_t", "output_t_low", "output_t_high")}


def _signs(found: MirrorResult, only: str) -> Iterator[Mapping[str, Any]]:
    for one in signs_of(found, only):
        values = asdict(one)
        yield flat({name: _NOT_KNOWN if value is None else value for name, value in values.items()})
