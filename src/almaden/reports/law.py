"""The Convention in a report: gaps in national law, dates of products and processes, obligations of an article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from almaden.convention.obligations import Gap, legal_gaps
from almaden.convention.timeline import TimelineRow, timeline
from almaden.inventory.records import InventoryData
from almaden.inventory.result import Result
from almaden.reference.languages import n_
from almaden.reports.document import Block, Bullets, Column, Paragraph, Row, Table
from almaden.reports.words import STATUSES, Words, isolated, text

MARKS: Final[Mapping[str, str]] = {
    "Y": n_("in law"),
    "partly": n_("partly in law"),
    "N": n_("not in law"),
    "?": n_("not known"),
}
EFFECTS: Final[Mapping[str, str]] = {
    "phase_out": n_("barred after"),
    "reduce": n_("reduce by"),
    "aim": n_("aim to end by"),
    "measure": n_("measures"),
    "conditional": n_("on a condition"),
    "excluded": n_("excluded"),
}
#: Entry of ``[context]`` with the day on which the Convention entered into force for the Party.
ENTRY_INTO_FORCE: Final = "entry_into_force"


def present_codes(result: Result) -> tuple[str, ...]:
    """Source categories that are present in the country."""
    return tuple(dict.fromkeys(row.code for row in result.rows if row.present == "Y"))


def gaps(data: InventoryData) -> tuple[Gap, ...]:
    """The legal-gap table of an inventory: every obligation with what the user says of national law."""
    marks = {row.obligation: (row.in_law, row.instrument, row.note) for row in data.law}
    entry = data.header.context.get(ENTRY_INTO_FORCE)
    return legal_gaps(marks, _day(entry.value if entry else None))


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def gap_blocks(data: InventoryData, words: Words) -> Iterator[Block]:
    """How many obligations are in law, and the table of all of them."""
    _ = words._
    found = gaps(data)
    counts = {mark: sum(gap.in_law == mark for gap in found) for mark in MARKS}
    yield Bullets(tuple(words.pair(words.known(MARKS, mark), str(count)) for mark, count in counts.items() if count))
    if all(gap.deadline is None for gap in found):
        yield Paragraph(
            _(
                "Deadlines are given in words, because the day on which the Convention entered into force for the "
                "country is not given ({name} in the context of the inventory)."
            ).format(name=ENTRY_INTO_FORCE),
            small=True,
        )
    columns = (
        Column(_("Article")),
        Column(_("Obligation")),
        Column(_("Who")),
        Column(_("Deadline")),
        Column(_("In national law")),
        Column(_("Law or rule; what is missing")),
    )
    note = _("Obligations are told in short; the text of the Convention counts. Status unverified: recalled, to check.")
    rows = tuple(_gap_row(gap, words) for gap in found)
    yield Table(
        _("Obligations of the Convention and national law"), columns, rows, notes=(note,), sheet=_("Legal gaps")
    )


def _gap_row(gap: Gap, words: Words) -> Row:
    _ = words._
    one = gap.obligation
    told = _(one.obligation) + ("" if one.status == "verified" else f" [{words.known(STATUSES, one.status)}]")
    deadline = gap.deadline.isoformat() if gap.deadline else _(one.deadline_rule)
    instrument = words.listed(isolated(part) for part in (gap.instrument, gap.note))
    return Row(
        (
            text(one.place),
            text(told),
            text(_(one.who)),
            text(deadline),
            text(words.known(MARKS, gap.in_law)),
            text(instrument),
        )
    )


def dates_table(result: Result, words: Words) -> Table:
    """Which product or process is barred after which day, those of the inventory marked."""
    _ = words._
    here = {row.rule for row in timeline(present_codes(result))}
    columns = (
        Column(_("Annex, part")),
        Column(_("Product or process")),
        Column(_("Condition")),
        Column(_("What and when")),
        Column(_("Decision")),
        Column(_("Status")),
        Column(_("In the inventory"), "mark"),
    )
    rows = tuple(_date_row(row, row.rule in here, words) for row in timeline())
    notes = (
        _("A year alone is read as its last day. Exemptions under Article 6 may move a date for a Party."),
        _("● the source category of the product or process is present in the inventory."),
    )
    return Table(
        _("Dates of Annex A (products) and Annex B (processes)"), columns, rows, notes=notes, sheet=_("Phase-out dates")
    )


def _date_row(row: TimelineRow, here: bool, words: Words) -> Row:
    _ = words._
    when = row.after.isoformat() if row.after else ""
    condition = _(row.condition)
    if row.exception:
        excepted = _("except {what}").format(what=_(row.exception))
        condition = f"{condition} ({excepted})"
    return Row(
        (
            text(f"{row.annex} {row.part}".strip()),
            text(_(row.entry)),
            text(condition.strip()),
            text(f"{words.known(EFFECTS, row.effect)} {when}".strip()),
            text(_(row.decision)),
            text(words.known(STATUSES, row.status)),
            text("●" if here else ""),
        )
    )


def obligations_of(articles: Collection[str], data: InventoryData, words: Words) -> tuple[str, ...]:
    """The obligations under some articles, each with its mark of national law."""
    return tuple(
        f"{gap.obligation.place} {words._(gap.obligation.obligation)} – {words.known(MARKS, gap.in_law)}"
        for gap in gaps(data)
        if gap.obligation.article in articles and gap.obligation.nature in ("must", "endeavour", "encouraged", "may")
    )
