"""Observations of a file as blocks: what is the same in all rows is told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from almaden.reference.readers.blocks import Block, Column
from almaden.reference.readers.located import Located, Remarked
from almaden.reference.record import columns
from almaden.reference.records import ObservationRecord


def block(rows: Sequence[int], same: Mapping[str, Any], differing: Mapping[str, Column]) -> Block:
    """Observations as a block.

    Args:
        rows: their rows.
        same: fields that have one value in all rows.
        differing: the other fields; those named nowhere have their usual value.
    """
    none = [0] * len(rows)
    infos = ObservationRecord.model_fields
    made = {
        name: differing[name] if name in differing else Column([same.get(name, infos[name].get_default())], none)
        for name in columns(ObservationRecord)
    }
    return Block(rows, made)


def taken_apart(items: Iterable[Block | Remarked]) -> Iterator[Remarked]:
    """The same with each observation of a block by itself."""
    for item in items:
        if not isinstance(item, Block):
            yield item
            continue
        for place, row in enumerate(item.rows):
            values = {name: column.values[column.places[place]] for name, column in item.columns.items()}
            yield Located(ObservationRecord(**values), row=row)
