"""Populations at risk: who is exposed, how, how many; small numbers are not shown."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.records import PopulationRow
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Cell, Column, Row, Table
from almaden.reports.words import UNKNOWN, Words, isolated, text

#: A public cell holds at least this many persons, so that nobody can be recognised.
FEWEST = 10


def population_blocks(populations: tuple[PopulationRow, ...], words: Words) -> Iterator[Block]:
    """The table of populations at risk, if there are any."""
    _ = words._
    if not populations:
        return
    columns = (
        Column(_("Group")),
        Column(_("Place")),
        Column(_("Persons"), "number"),
        Column(_("Women"), "number"),
        Column(_("Under 18"), "number"),
        Column(_("Exposure")),
        Column(_("Source and remarks")),
    )
    rows = tuple(
        Row(
            (
                text(isolated(row.group)),
                text(isolated(row.place_name)),
                persons(row.persons, words),
                persons(row.women, words),
                persons(row.children, words),
                text(isolated(row.exposure)),
                text(words.listed(isolated(part) for part in (row.source, row.note))),
            )
        )
        for row in populations
    )
    note = _("? is not known. Numbers below {fewest} are not shown, so that nobody can be recognised.")
    yield Table(
        _("Populations at risk"), columns, rows, notes=(note.format(fewest=FEWEST),), sheet=_("Populations at risk")
    )


def persons(count: float | None, words: Words) -> Cell:
    """A number of persons; ``?`` where not known, and no number where it is so small that it points at people."""
    if count is None:
        return text(UNKNOWN)
    if 0 < count < FEWEST:
        return text(f"< {FEWEST}")
    return Cell(exact(count, words.lang), count, "#,##0")
