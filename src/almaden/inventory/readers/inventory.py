"""Reads an inventory, folder or workbook, whole: either every record of it or every fault."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.inventory.activities import with_ids
from almaden.inventory.readers.consistency import check_activities, check_law, check_sources, check_units
from almaden.inventory.readers.contents import Contents
from almaden.inventory.readers.folder import read_folder
from almaden.inventory.readers.lost import LostRows
from almaden.inventory.readers.shares import with_whole_shares
from almaden.inventory.readers.tables import (
    ACTIVITY_RATES,
    FACTORS,
    HEADER_FILE,
    LAW,
    POPULATIONS,
    PRIORITIES,
    PUBLISHED,
    SOURCES,
    TableKind,
)
from almaden.inventory.readers.validation import R, read_records
from almaden.inventory.readers.workbook import read_workbook
from almaden.inventory.records import (
    ActivityRow,
    FactorRow,
    InventoryData,
    LawRow,
    PopulationRow,
    PriorityRow,
    PublishedRow,
    SourceRow,
)
from almaden.reference.readers.faults import Faults
from almaden.wording import Text, n_

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
#: Name of the layer that the inventory's own table of factors makes.
OWN_FACTORS: Final = "factors"


def read_inventory(path: str | Path, *, sealed: bool = False) -> InventoryData:
    """Read an inventory.

    Args:
        path: a folder with ``inventory.toml`` and ``activity_rates.csv``, or a workbook with the same tables.
        sealed: whether factor layers outside the folder are refused, as for an inventory that somebody sent.

    Returns:
        Its records, validated.

    Raises:
        InputError: with every fault that was found; nothing of the inventory is kept then.
    """
    path = Path(path)
    faults = Faults()
    if path.name == HEADER_FILE and path.is_file():
        path = path.parent
    _check_kind(path)
    contents, sha256 = (read_folder if path.is_dir() else read_workbook)(path, faults, sealed)
    data = _records(contents, sha256, str(path), faults)
    faults.raise_if_any()
    # Without a header there is a fault, and it was raised.
    assert data is not None
    return data


def _check_kind(path: Path) -> None:
    if path.is_dir() or path.suffix.lower() in WORKBOOKS:
        return
    if not path.exists():
        raise InputError(
            Fault(
                "there is no such file or folder",
                file=str(path),
                accepted="a folder with inventory.toml, or a workbook (.xlsx)",
                advice="check the name and the folder",
            )
        )
    advice = n_("give the name of the folder, or of the workbook")
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        advice = Text("give the name of its folder: {path}", path=str(path.parent))
    raise InputError(
        Fault(
            "the file is not an inventory",
            file=path.name,
            accepted="a folder with inventory.toml, or a workbook (.xlsx)",
            advice=advice,
        )
    )


def _records(contents: Contents, sha256: str, path: str, faults: Faults) -> InventoryData | None:
    lost = LostRows()
    rows = with_ids(_read(contents, ACTIVITY_RATES, ActivityRow, faults, lost))
    if ACTIVITY_RATES.name in contents.tables and not rows and not faults.found:
        faults.add(contents.tables[ACTIVITY_RATES.name].fault("the table has no rows", advice="fill in the table"))
    check_activities(rows, contents.header, faults, lost)
    check_units(rows, faults)
    layers = [(name, tuple(read_records(table, FACTORS, FactorRow, faults))) for name, table in contents.layers.items()]
    own = _read(contents, FACTORS, FactorRow, faults)
    if own:
        layers.append((OWN_FACTORS, own))
    sources = _read(contents, SOURCES, SourceRow, faults)
    check_sources(sources, faults)
    law = _read(contents, LAW, LawRow, faults)
    check_law(law, faults)
    others = (
        _read(contents, PUBLISHED, PublishedRow, faults),
        _read(contents, PRIORITIES, PriorityRow, faults),
        _read(contents, POPULATIONS, PopulationRow, faults),
    )
    if contents.header is None:
        return None
    published, priorities, populations = others
    return InventoryData(
        header=contents.header,
        rows=with_whole_shares(rows, contents.header),
        layers=tuple(layers),
        sources=sources,
        published=published,
        law=law,
        priorities=priorities,
        populations=populations,
        sha256=sha256,
        path=path,
    )


def _read(
    contents: Contents, kind: TableKind, record: type[R], faults: Faults, lost: LostRows | None = None
) -> tuple[R, ...]:
    table = contents.tables.get(kind.name)
    return tuple(read_records(table, kind, record, faults, lost)) if table is not None else ()
