"""Reads lines of trade statistics that come as rows of named values, as programs send them, just as those of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from almaden.errors import Fault, InputError
from almaden.reference.readers.named_cells import Cells, tables_of_rows
from almaden.supply.trade.kept import told_of
from almaden.supply.trade.kept_records import KEPT_TABLES, TradeLine
from almaden.supply.trade.readers.chunks import Chunk, Lists, Telling, lines_of
from almaden.supply.trade.readers.comtrade import frame_of
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.supply.trade.rows import TradeRows


def read_sent(given: Mapping[str, Sequence[Cells]], name: str = "") -> TradeRows:
    """Read lines with the columns of the template.

    Args:
        given: the table ``trade``; and ``told``, what was said of lines when they were read before.
        name: what to call the input in messages.

    Raises:
        InputError: with every fault, by row, counted from 1.
    """
    read = tables_of_rows(given, KEPT_TABLES, name=name)
    read.faults.raise_if_any()
    found = read.rows["trade"].found if "trade" in read.rows else []
    if not found:
        raise InputError(Fault(n_("there is no line in it"), file=name, sheet="trade"))
    frame, at, headers = frame_of([one.record for one in found], [one.row for one in found])
    lists, telling = Lists(), Telling()
    rows = lines_of(Chunk(frame, at, 0, name, headers), lists, telling)
    telling.faults.raise_if_any()
    if not len(rows):
        raise InputError([Fault(n_("there is no line in it"), name), *(one.examples[0] for one in telling.told())])
    before: Any = [one.record for one in read.rows["told"].found] if "told" in read.rows else []
    records: dict[int | None, Any] = {one.row: one.record for one in found}
    lines: list[TradeLine] = [records[number] for number in rows.row.tolist()]
    files = tuple(dict.fromkeys(one.file for one in lines))
    return replace(
        rows, codes=tuple(lists.codes), units=tuple(lists.units), files=files,
        file=np.array([files.index(one.file) for one in lines], np.int16),
        row=np.array([one.row or number for one, number in zip(lines, rows.row.tolist(), strict=True)], np.int32),
        estimated=np.array([one.estimated for one in lines], bool),
        told=(*told_of(before), *telling.told()), sha256=read.sha256,
    )  # fmt: skip
