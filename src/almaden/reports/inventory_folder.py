"""The files of an inventory that is a folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from almaden.errors import OutputError
from almaden.inventory.readers.folder import LAYERS_FOLDER
from almaden.inventory.readers.tables import FACTORS, HEADER_FILE, TableKind, find_sheet
from almaden.inventory.records import FORMAT, ContextEntry, Header, InventoryData
from almaden.reference.readers.csv import LONGEST_CELL
from almaden.reference.readers.table import guard, number_text
from almaden.reference.readers.toml import toml_key, toml_value
from almaden.reference.record import Record, columns
from almaden.reports.inventory_tables import cell_value, rows_of
from almaden.wording import Text


def fill_folder(data: InventoryData, folder: Path) -> None:
    """Write the header, the tables that have rows, and the layers into an empty folder."""
    (folder / HEADER_FILE).write_text(header_toml(data.header), encoding="utf-8", newline="\n")
    for kind, rows in rows_of(data):
        _write_table(folder / f"{kind.name}.csv", kind, rows)
    for name, rows in data.layers[: len(data.header.layers)]:
        place = _layer_place(folder, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        _write_table(place, FACTORS, rows)


def _layer_place(folder: Path, name: str) -> Path:
    """Layers lie within the folder, also those that were read from elsewhere: an inventory is whole."""
    plain = Path(name).name == name and find_sheet(Path(name).stem) is None
    return folder / name if plain else folder / LAYERS_FOLDER / Path(name).name


def _write_table(path: Path, kind: TableKind, rows: Iterable[Record]) -> None:
    # With the mark at its start a spreadsheet program opens the file as UTF-8, in any country.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        _fill_table(file, kind, rows)


def table_text(kind: TableKind, rows: Iterable[Record]) -> str:
    """A table as the text of its CSV file."""
    text = io.StringIO(newline="")
    _fill_table(text, kind, rows)
    return text.getvalue()


def _fill_table(file: TextIO, kind: TableKind, rows: Iterable[Record]) -> None:
    names = columns(kind.record)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_text(cell_value(row, name)) for name in names])


def _text(value: str | float | None) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return number_text(value)
    if len(value) > LONGEST_CELL:
        raise OutputError(
            Text(
                "a text of {count} characters is longer than a cell can hold ({most}): '{start}'...",
                count=len(value),
                most=LONGEST_CELL,
                start=value[:60],
            )
        )
    return guard(value)


def header_toml(header: Header) -> str:
    """The header as the text of ``inventory.toml``."""
    lines = [
        f"format = {FORMAT}",
        f"country = {toml_value(header.country)}",
        f"year = {header.year}",
        f"level = {header.level}",
        f"factor_set = {toml_value(header.factor_set)}",
    ]
    lines += [
        f"{key} = {toml_value(text)}" for key, text in (("title", header.title), ("notice", header.notice)) if text
    ]
    lines += [
        f"{key} = {toml_value(values)}"
        for key, values in (("years", header.years), ("layers", header.layers))
        if values
    ]
    if header.context:
        lines += ["", "[context]"]
        lines += [f"{toml_key(name)} = {_toml_entry(entry)}" for name, entry in header.context.items()]
    return "\n".join(lines) + "\n"


def _toml_entry(entry: ContextEntry) -> str:
    details: dict[str, Any] = {"value": entry.value, "low": entry.low, "high": entry.high, "year": entry.year}
    details |= {key: text for key in ("source", "seen") if (text := getattr(entry, key))}
    if entry.status != "user":
        details["status"] = entry.status
    said = {key: value for key, value in details.items() if value is not None}
    if set(said) == {"value"}:
        return toml_value(entry.value)
    return toml_value(said)
