"""The numbers that a unit rests on, in a narrow table that names its sources by number."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reports.citations import cite
from almaden.reports.coal.shared import counted, number_cells, quantity_of
from almaden.reports.document import Block, Column, Paragraph, Row, Table
from almaden.reports.words import STATUSES, Words, text
from almaden.sectors.coal.result import UnitResult


def origin_blocks(result: UnitResult, words: Words) -> Iterator[Block]:
    """The table, and the sources that it names by number."""
    _ = words._
    read = dict.fromkeys(words.listed((one.source, _(one.seen))) for one in result.origins)
    cited = {source: number for number, source in enumerate(filter(None, read), start=1)}
    columns = (
        Column(_("Number")),
        Column(_("Value"), "number"),
        Column(_("Range"), "number"),
        Column(_("Unit")),
        Column(_("Status")),
        Column(_("Source"), "mark"),
    )
    rows = tuple(
        Row(
            (
                text(quantity_of(one, words)),
                *number_cells(one, words),
                text(_(one.unit)),
                text(words.known(STATUSES, one.status)),
                text(cite(words.listed((one.source, _(one.seen))), cited)),
            )
        )
        for one in result.origins
    )
    note = _("The result rests on {count} numbers, of which {unverified} are unverified.").format(
        count=counted(len(result.origins), words).text, unverified=counted(len(result.unverified), words).text
    )
    yield Table(_("Numbers used"), columns, rows, notes=(note,), sheet=_("Origins"))
    yield Paragraph(words.listed(f"[{number}] {source}" for source, number in cited.items()) + ".", small=True)
