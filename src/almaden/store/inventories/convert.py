"""Headers and rows of an inventory as the store keeps them, and back, without loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from almaden.inventory.readers.tables import (
    ACTIVITY_RATES,
    FACTORS,
    LAW,
    POPULATIONS,
    PRIORITIES,
    PUBLISHED,
    SOURCES,
    TABLES,
    TableKind,
)
from almaden.inventory.records import ActivityRow, ContextEntry, Header, InventoryData
from almaden.reference.record import Record, columns

KINDS: Final = {kind.name: kind for kind in TABLES}
#: Tables of layers that came with an inventory: ``layer_1`` holds the first.
LAYER: Final = "layer_"
#: Fields of a header that have a column of their own.
OWN_COLUMNS: Final = ("country", "year", "level", "factor_set", "title")


def header_columns(header: Header, brought: Sequence[str] = ()) -> dict[str, Any]:
    """A header as values of the columns of an inventory.

    Args:
        header: the header.
        brought: names of the layers whose rows came with the inventory; others are layers of the store.
    """
    rest = {
        "notice": header.notice,
        "years": list(header.years),
        "layers": list(header.layers),
        "brought_layers": list(brought),
        "context": {name: asdict(entry) for name, entry in header.context.items()},
        # JSON of a database does not keep the order of names.
        "context_order": list(header.context),
    }
    return {**{name: getattr(header, name) for name in OWN_COLUMNS}, "header": rest}


def header_from(values: Mapping[str, Any]) -> Header:
    """The header from the columns of an inventory."""
    rest = values["header"]
    context = {name: ContextEntry(**rest["context"][name]) for name in rest.get("context_order", ())}
    return Header(
        **{name: values[name] for name in OWN_COLUMNS},
        notice=rest.get("notice", ""),
        years=tuple(rest.get("years", ())),
        layers=tuple(rest.get("layers", ())),
        context=context,
    )


def tables_of(data: InventoryData) -> Iterator[tuple[str, Sequence[Record]]]:
    """The tables of an inventory with their names in the store."""
    named = len(data.header.layers)
    yield ACTIVITY_RATES.name, data.rows
    yield FACTORS.name, [row for _, rows in data.layers[named:] for row in rows]
    yield SOURCES.name, data.sources
    yield PUBLISHED.name, data.published
    yield LAW.name, data.law
    yield PRIORITIES.name, data.priorities
    yield POPULATIONS.name, data.populations
    for number, (_, rows) in enumerate(data.layers[:named], start=1):
        yield f"{LAYER}{number}", rows


def kind_of(table: str) -> TableKind:
    """Which table of an inventory a name means; layers hold factors.

    Raises:
        KeyError: there is no such table.
    """
    return FACTORS if table.startswith(LAYER) else KINDS[table]


def row_data(record: Record) -> dict[str, Any]:
    """The fields of a row; an id that the program made is left out, so that it is made again."""
    data = {name: getattr(record, name) for name in columns(type(record))}
    if isinstance(record, ActivityRow) and record.id_made:
        data["id"] = ""
    return data


def record_from(kind: TableKind, data: Mapping[str, Any], place: str) -> Record:
    """A row from its fields."""
    return kind.record.model_validate({**data, "place": place})
