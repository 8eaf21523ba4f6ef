"""Reads a published source-receptor matrix: a table with one row for each source and receptor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from almaden.errors import Fault
from almaden.fate.atmosphere.matrix_records import MatrixRow, PublishedMatrix, key_of
from almaden.fate.atmosphere.receptors import receptors
from almaden.fate.atmosphere.score import setting
from almaden.reference.readers.template import Rows, read_tables
from almaden.wording import Exact, Text, n_

#: Name of the table, which a workbook may have as a sheet.
TABLE: Final = "sr_matrix"


def read_matrix(source: Path | BinaryIO, name: str = "") -> PublishedMatrix:
    """Read a published source-receptor matrix.

    Args:
        source: a text table or a workbook, with the columns of
            :class:`~almaden.fate.atmosphere.matrix_records.MatrixRow`.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of the file: cells that are no numbers, rows with both depositions or none, rows
            told twice, emissions of one source that differ, more coming down than was emitted.
    """
    read = read_tables(source, name, {TABLE: MatrixRow})
    rows = read.rows.get(TABLE)
    if rows is not None:
        rows.found[:] = [one._replace(record=_with_keys(one.record)) for one in rows.found]
        for fault in _checked(rows):
            read.faults.add(fault)
    if (rows is None or not rows.found) and not read.faults.found:
        read.faults.add(
            Fault(n_("there are no rows of a matrix"), file=read.name, advice=n_("fill in one row for each cell"))
        )
    read.faults.raise_if_any()
    return PublishedMatrix(tuple(one.record for one in rows.found) if rows else (), read.sha256, read.name)


def _with_keys(row: Any) -> Any:
    return row.model_copy(update={"source_region": key_of(row.source_region), "receptor": key_of(row.receptor)})


def _checked(rows: Rows) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], int | None] = {}
    emissions: dict[tuple[Any, ...], float] = {}
    for one in rows.found:
        row: MatrixRow = one.record
        yield from _one_deposition(rows, one.row, row)
        source = (row.source_region, row.species, row.year, row.model)
        cell = (*source, row.receptor)
        if cell in first:
            yield rows.fault(
                Text("source and receptor are told twice; first in row {row}", row=str(first[cell])), one.row,
                "receptor", row.receptor, n_("one row for each source, receptor, species, year and model"),
                n_("keep one of the rows"),
            )  # fmt: skip
        first.setdefault(cell, one.row)
        known = emissions.setdefault(source, row.base_emission_mg_per_year)
        if known != row.base_emission_mg_per_year:
            yield rows.fault(
                n_("the emission of the source differs from that of an earlier row"), one.row,
                "base_emission_mg_per_year", str(row.base_emission_mg_per_year), str(known),
                n_("the rows of one source, species, year and model have one emission"),
            )  # fmt: skip
    yield from _too_much(rows, emissions)


def _one_deposition(rows: Rows, number: int | None, row: MatrixRow) -> Iterator[Fault]:
    told = [row.deposition_mg_per_year is not None, row.deposition_ug_per_m2_per_year is not None]
    if sum(told) != 1:
        problem = n_("deposition is told twice") if all(told) else n_("deposition is not told")
        yield rows.fault(
            problem, number, "deposition_mg_per_year", "", n_("one of the two columns of deposition"),
            n_("a cell that was not published is left out, not guessed"),
        )  # fmt: skip


def _too_much(rows: Rows, emissions: dict[tuple[Any, ...], float]) -> Iterator[Fault]:
    """Sources of which more comes down than they emit; receptors that may overlap count one by one."""
    apart = {one.key for one in receptors()}
    sums: dict[tuple[Any, ...], float] = {}
    for one in rows.found:
        row: MatrixRow = one.record
        source = (row.source_region, row.species, row.year, row.model)
        told = row.deposition_mg_per_year or 0.0
        total = told + sums.get(source, 0.0) if row.receptor in apart else told
        if row.receptor in apart:
            sums[source] = total
        if total > emissions[source] * (1 + setting("rounding_of_published") / 100):
            yield rows.fault(
                n_("more comes down than the source emits"), one.row, "deposition_mg_per_year", f"{total:g}",
                Text("at most {most} Mg a year in all", most=Exact(emissions[source])),
                n_("check the units, and whether receptors overlap"),
            )  # fmt: skip
