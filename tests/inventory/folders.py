"""Inventories for tests, from plain CSV text and from the folders of the worked examples."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from almaden.demo.loader import demo_path
from almaden.inventory.activities import with_ids
from almaden.inventory.records import ActivityRow, ContextEntry, FactorRow, Header, InventoryData, PublishedRow
from almaden.inventory.result import Check, Result
from almaden.inventory.run import run_year

DRAWS = 256


def activity_rows(text: str, file: str = "activity_rates.csv") -> tuple[ActivityRow, ...]:
    """Lines of an activity table, with the place that a reader gives them."""
    rows = []
    for number, cells in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        given: dict[str, Any] = {name: cell for name, cell in cells.items() if cell and cell != "?"}
        given.setdefault("present", "Y")
        given.setdefault("unit", "")
        if cells.get("present") == "?":
            given["present"] = "?"
        if "chosen" in given:
            given["chosen"] = given["chosen"] == "y"
        rows.append(ActivityRow.model_validate({**given, "place": f"{file}, row {number}"}))
    return with_ids(rows)


def published_rows(text: str, file: str = "published.csv") -> tuple[PublishedRow, ...]:
    """Lines of a table of published figures."""
    return tuple(
        PublishedRow.model_validate({**cells, "place": f"{file}, row {number}"})
        for number, cells in enumerate(csv.DictReader(io.StringIO(text)), start=2)
    )


def inventory(
    text: str,
    context: Mapping[str, ContextEntry | float | bool] | None = None,
    *,
    published: str = "",
    factors: Iterable[FactorRow] = (),
    level: int = 2,
    years: tuple[int, ...] = (),
) -> InventoryData:
    """An inventory of the year 2018 from an activity table in CSV."""
    entries = {
        name: value if isinstance(value, ContextEntry) else ContextEntry(value)
        for name, value in (context or {}).items()
    }
    return InventoryData(
        header=Header("PHL", 2018, level=level, years=years, context=entries),
        rows=activity_rows(text),
        layers=(("factors.csv", tuple(factors)),) if factors else (),
        published=published_rows(published) if published else (),
    )


def worked_example(name: str) -> InventoryData:
    """A worked example of the package."""
    with demo_path(name) as folder:
        return _folder(folder)


def _folder(folder: Path) -> InventoryData:
    header = tomllib.loads((folder / "inventory.toml").read_text(encoding="utf-8"))
    context = {name: ContextEntry(**value) for name, value in header["context"].items()}
    return InventoryData(
        header=Header(header["country"], header["year"], header["level"], context=context, notice=header["notice"]),
        rows=activity_rows((folder / "activity_rates.csv").read_text(encoding="utf-8")),
        published=published_rows((folder / "published.csv").read_text(encoding="utf-8")),
    )


def run(data: InventoryData, year: int | None = None) -> Result:
    """The result with few draws: point values and checks do not depend on their number."""
    return run_year(data, year or data.header.year, DRAWS, seed=1)


def found(checks: Iterable[Check], id: str) -> list[Check]:
    """The findings of one kind."""
    return [check for check in checks if check.id == id]


def only(checks: Iterable[Check], id: str) -> Check:
    """The one finding of a kind."""
    (check,) = found(checks, id)
    return check
