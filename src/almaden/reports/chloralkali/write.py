"""From results on chlor-alkali plants to the bytes of a report; a workbook also gets everything unrounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from almaden.reference.meta import Meta
from almaden.reports.build import rendered
from almaden.reports.chloralkali.conversion import conversion_report
from almaden.reports.chloralkali.names import plant_name
from almaden.reports.chloralkali.register import register_report
from almaden.reports.sheets import DataSheet, sheet_of
from almaden.reports.words import Words
from almaden.sectors.chloralkali.capacity import capacity_kt
from almaden.sectors.chloralkali.closure_result import ClosurePlan
from almaden.sectors.chloralkali.conversion_result import ConversionResult
from almaden.sectors.chloralkali.standing import PlantStanding
from almaden.sectors.chloralkali.which_run import WhichRun
from almaden.sectors.flat import flat


def render_register(found: WhichRun, plan: ClosurePlan, format: str, lang: str, title: str = "") -> bytes:
    """The report on a register in a format.

    Args:
        found: which plants run on a day.
        plan: what closures leave.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        lang: language code.
        title: what the register is called; empty for the one that comes with the program.

    Raises:
        InputError: there is no such format.
    """
    document = register_report(found, plan, Words.of(lang), title)
    return rendered(document, format, _register_sheets(found, plan) if format == "xlsx" else ())


def render_conversions(result: ConversionResult, format: str, lang: str, depth: bool = True) -> bytes:
    """The report on conversions in a format, as for :func:`render_register`.

    Args:
        result: the conversions.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        lang: language code.
        depth: whether each plant is told with all that it rests on, which shows its user's own numbers.

    Raises:
        InputError: there is no such format.
    """
    document = conversion_report(result, Words.of(lang), depth)
    return rendered(document, format, _conversion_sheets(result, depth) if format == "xlsx" else ())


def _register_sheets(found: WhichRun, plan: ClosurePlan) -> tuple[DataSheet, ...]:
    sheets = (
        sheet_of("plants", (_plant(one) for one in found.plants)),
        sheet_of("destinations", _flat(found.destinations)),
        sheet_of("balances", (flat(asdict(each) | {"sinks_kg": {}}) | _sinks(each) for each in _balances(found))),
        sheet_of("surplus", _flat(plan.plants)),
        sheet_of("years", _flat(plan.years)),
        sheet_of("sums", _flat(plan.sums)),
        sheet_of("costs", _flat(plan.costs)),
        sheet_of("article3", _flat(plan.article3)),
        sheet_of("anchors", map(asdict, found.anchors)),
        _meta(plan.meta),
    )
    return tuple(sheet for sheet in sheets if sheet.rows)


def _plant(one: PlantStanding) -> Mapping[str, Any]:
    """What everybody may see of a plant."""
    plant = one.plant
    until = plant.exemption_until
    return {
        "plant": plant.id, "name": plant_name(plant), "country": plant.country, "standing": one.standing,
        "text": str(one.text), "exemption_until": until.isoformat() if until else "",
        "closure_year": plant.closure_year, "technology_after": plant.technology_after,
        "mercury_destination": plant.mercury_destination, "mercury_destination_t": plant.mercury_destination_t,
        "capacity_kt_cl2": capacity_kt(plant),
    }  # fmt: skip


def _balances(found: WhichRun) -> Iterable[Any]:
    return (each for one in found.years for each in one.balances)


def _sinks(balance: Any) -> dict[str, Any]:
    return {f"{name}_kg": balance.sinks_kg.get(name) for name in ("air", "water", "products", "solid_waste")}


def _flat(results: Iterable[Any]) -> Iterable[Mapping[str, Any]]:
    """Results as rows that have the same columns, whether an amount is known or not."""
    for result in results:
        values = asdict(result)
        unknown = {name: _UNKNOWN for name in _AMOUNTS if name in values and values[name] is None}
        # Which plants stand how is in the sheet of plants.
        yield flat({name: one for name, one in values.items() if name != "by_standing"} | unknown)


#: Amounts that may not be known.
_AMOUNTS: Final = ("surplus_t", "to_store_t", "storage_t", "cells_t")
_UNKNOWN: Final[Mapping[str, Any]] = {"value": None, "low": None, "high": None}


def _conversion_sheets(result: ConversionResult, depth: bool) -> tuple[DataSheet, ...]:
    values = result.as_dict()
    left_out = ("cash", "tornado", "finance", "origins")
    sheets = [
        sheet_of("plants", ({key: one for key, one in row.items() if key not in left_out} for row in values["plants"])),
        sheet_of("total", (values["total"],)),
        sheet_of("beside", values["beside"]),
        sheet_of("unverified", values["unverified"]),
    ]
    if depth:
        for name in ("cash", "tornado", "origins"):
            rows = ({"plant": row["id"], **one} for row in values["plants"] for one in row[name])
            sheets.append(sheet_of(name, rows))
    return tuple(sheet for sheet in (*sheets, _meta(result.meta)) if sheet.rows)


def _meta(meta: Meta) -> DataSheet:
    return sheet_of("meta", ({"key": key, "value": value} for key, value in asdict(meta).items()))
