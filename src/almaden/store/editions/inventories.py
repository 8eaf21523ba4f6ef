"""An inventory as JSON and back without loss: what an edition keeps so that its result can be computed again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from almaden.errors import AlmadenError
from almaden.inventory.records import (
    ActivityRow,
    ContextEntry,
    FactorRow,
    Header,
    InventoryData,
    LawRow,
    PopulationRow,
    PriorityRow,
    PublishedRow,
    SourceRow,
)
from almaden.reference.record import Record
from almaden.wording import n_

#: Of the JSON of an inventory.
FORMAT: Final = 1

_TABLES: Final[dict[str, type[Record]]] = {
    "rows": ActivityRow,
    "sources": SourceRow,
    "published": PublishedRow,
    "law": LawRow,
    "priorities": PriorityRow,
    "populations": PopulationRow,
}


def to_json(data: InventoryData) -> str:
    """An inventory with everything that its result depends on."""
    content = {
        "format": FORMAT,
        "header": asdict(data.header),
        **{name: [_fields(row) for row in getattr(data, name)] for name in _TABLES},
        "layers": [[name, [_fields(row) for row in rows]] for name, rows in data.layers],
        "sha256": data.sha256,
        "path": data.path,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


def from_json(text: str) -> InventoryData:
    """The inventory that :func:`to_json` wrote.

    Raises:
        AlmadenError: it was written by a later version of the program.
    """
    content = json.loads(text)
    if content["format"] > FORMAT:
        raise AlmadenError(n_("The inventory was written by a later version of Almaden. Install that version."))
    tables: dict[str, Any] = {name: tuple(record(**row) for row in content[name]) for name, record in _TABLES.items()}
    layers = tuple((name, tuple(FactorRow(**row) for row in rows)) for name, rows in content["layers"])
    return InventoryData(
        _header(content["header"]), layers=layers, sha256=content["sha256"], path=content["path"], **tables
    )


def _fields(record: Record) -> dict[str, Any]:
    """All fields: those that tables leave out, such as the place in the file, are part of a result too."""
    return {name: getattr(record, name) for name in type(record).model_fields}


def _header(content: dict[str, Any]) -> Header:
    context = {name: ContextEntry(**entry) for name, entry in content.pop("context").items()}
    lists: dict[str, Any] = {name: tuple(content.pop(name)) for name in ("years", "layers")}
    return Header(**content, **lists, context=context)
