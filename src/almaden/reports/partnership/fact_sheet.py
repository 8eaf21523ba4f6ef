"""A fact sheet: a few pages of figures of one area or country, each with the document it was read in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from almaden import __version__
from almaden.partnership.fact_sheets import FactSheet
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.outputs import FactRecord, FundingRecord
from almaden.reference.numerals import exact
from almaden.reports.build import rendered
from almaden.reports.document import Block, Callout, Cell, Column, Document, Heading, Paragraph, Row, Table
from almaden.reports.files import write_atomically
from almaden.reports.partnership import names
from almaden.reports.partnership.plan_blocks import targets_table
from almaden.reports.words import Words, isolated, text

#: Activities that are listed by name; a sheet is to be read in a meeting.
MOST_LISTED: Final = 40


def build(sheet: FactSheet, lang: str) -> Document:
    """The document of a fact sheet in a language."""
    words = Words.of(lang)
    _ = words._
    about = words.listed(
        filter(None, (names.area(sheet.area, words) if sheet.area else "", names.countries((sheet.country,), words)
                      if sheet.country else ""))
    )  # fmt: skip
    day = names.day(sheet.as_of.isoformat(), words)
    return Document(
        title=_("Fact sheet: {about}").format(about=about),
        subtitle=day,
        lang=lang,
        notice="",
        provenance=_("Almaden {version} · {about} · {day}").format(version=__version__, about=about, day=day),
        meta=(
            (_("As of"), sheet.as_of.isoformat()),
            (_("Activities"), exact(len(sheet.activities), lang)),
            (_("Documents"), ", ".join(sheet.documents) or _("none")),
            (_("Program"), f"almaden {__version__}"),
        ),
        warnings=tuple(_warnings(sheet, words)),
        blocks=tuple(_blocks(sheet, words)),
        labels={
            "contents": _("Contents"),
            "table": _("Table"),
            "figure": _("Figure"),
            "figures": _("Figures"),
            "note": _("Please note"),
            "report": _("Fact sheet"),
        },
    )


def write_fact_sheet(sheet: FactSheet, format: str, lang: str, path: Path) -> Path:
    """Write a fact sheet as ``pdf``, ``docx``, ``xlsx`` or ``html``.

    Raises:
        InputError: there is no such format.
        OutputError: the file cannot be written; nothing half-written is left.
    """
    return write_atomically(path, render_fact_sheet(sheet, format, lang))


def render_fact_sheet(sheet: FactSheet, format: str, lang: str) -> bytes:
    """A fact sheet in a format.

    Raises:
        InputError: there is no such format.
    """
    return rendered(build(sheet, lang), format, ())


def _warnings(sheet: FactSheet, words: Words) -> Iterator[Callout]:
    _ = words._
    if not any((sheet.facts, sheet.activities, sheet.funding, sheet.targets)):
        yield Callout(_("Nothing is known"), _("The registry tells nothing of this on this day."), "warning")


def _blocks(sheet: FactSheet, words: Words) -> Iterator[Block]:
    _ = words._
    if sheet.facts:
        yield Heading(_("Figures"), 1)
        yield Paragraph(_("As the documents state them. Where two documents contradict each other, both stand here."))
        yield _facts(sheet, words)
    yield Heading(_("Activities"), 1)
    yield Paragraph(_states(sheet, words))
    if sheet.activities:
        yield _activities(sheet, words)
    if sheet.reached:
        yield _reached(sheet, words)
    if sheet.funding:
        yield Heading(_("Funding"), 1)
        yield _funding(sheet, words)
    if sheet.targets:
        yield Heading(_("Targets"), 1)
        yield targets_table(sheet.targets, words)
    if sheet.documents:
        yield Heading(_("Documents"), 1)
        yield _documents(sheet, words)


def _read_in(record: RegistryRecord) -> Cell:
    """Document and place, as a mark that the table of documents explains."""
    return text(" ".join(filter(None, (record.source, record.locator))))


def _facts(sheet: FactSheet, words: Words) -> Table:
    _ = words._
    rows = tuple(
        Row((text(isolated(one.topic)), text(f"{one.value} {one.unit}".strip()), text(isolated(_said(one))),
             _read_in(one)))
        for one in sheet.facts
    )  # fmt: skip
    columns = (Column(_("What")), Column(_("Figure")), Column(_("What is said")), Column(_("Read in")))
    return Table(_("Stated figures"), columns, rows, sheet=_("Figures"))


def _said(one: FactRecord) -> str:
    return " ".join(filter(None, (one.statement, one.doubt, one.note)))


def _states(sheet: FactSheet, words: Words) -> str:
    _ = words._
    if not sheet.activities:
        return _("No activity is recorded.")
    told = words.listed(
        words.pair(words.known(names.STATUSES, state), exact(number, words.lang))
        for state, number in sheet.by_status.items()
    )
    return _("{count} activities, each once. {told}.").format(count=exact(len(sheet.activities), words.lang), told=told)


def _activities(sheet: FactSheet, words: Words) -> Table:
    _ = words._
    listed = sheet.activities[:MOST_LISTED]
    left = len(sheet.activities) - len(listed)
    notes = (_("{count} more are in the registry.").format(count=exact(left, words.lang)),) if left else ()
    columns = (Column(_("Activity")), Column(_("When")), Column(_("State")), Column(_("Read in")))
    return Table(
        _("Activities, the latest first"), columns, tuple(_activity(one, words) for one in listed), notes=notes,
        sheet=_("Activities"),
    )  # fmt: skip


def _activity(one: ActivityRecord, words: Words) -> Row:
    when = names.days(one.start, one.end) or names.days(one.reported_from, one.reported_to)
    title = f"{isolated(one.title)} [{one.id}]"
    return Row((text(title), text(when), text(words.known(names.STATUSES, one.status)), _read_in(one)))


def _reached(sheet: FactSheet, words: Words) -> Table:
    _ = words._
    rows = tuple(
        Row((words.given(one.number), text(isolated(one.unit)), text(words.known(names.REACHED, one.kind)),
             text(one.activity), _read_in(one)))
        for one in sheet.reached
    )  # fmt: skip
    columns = (
        *(Column(_("Number"), "number"), Column(_("Of whom or of what")), Column(_("How"))),
        *(Column(_("Activity")), Column(_("Read in"))),
    )
    return Table(_("People reached"), columns, rows, notes=(_("As stated; nothing is added up."),))


def _funding(sheet: FactSheet, words: Words) -> Table:
    _ = words._
    columns = (
        *(Column(_("What for")), Column(_("Sum or share"), "number"), Column(_("Certainty"))),
        *(Column(_("Period")), Column(_("Read in"))),
    )
    rows = tuple(_sum(one, words) for one in sheet.funding)
    note = _("A sum may be inside another one. Nothing here is added up.")
    return Table(_("Sums as they were stated"), columns, rows, notes=(note,), sheet=_("Funding"))


def _sum(one: FundingRecord, words: Words) -> Row:
    value = (
        names.money_cell(one.amount, one.currency, words)
        if one.percent is None
        else Cell(names.percent(one.percent, words), one.percent / 100, "0%")
    )
    certainty = text(words.known(names.CERTAINTIES, one.certainty))
    return Row((text(isolated(one.item)), value, certainty, text(names.days(one.start, one.end)), _read_in(one)))


def _documents(sheet: FactSheet, words: Words) -> Table:
    _ = words._
    columns = (
        *(Column(_("Code"), "mark"), Column(_("Document")), Column(_("Date"))),
        Column(_("Figures and activities read in it"), "number"),
    )
    rows = tuple(
        Row((text(code), text(isolated(one.title if one else "")), text(one.dated if one else ""), words.given(number)))
        for code, number in sheet.documents.items()
        for one in (sheet.named.get(code),)
    )
    return Table(_("Documents that this rests on"), columns, rows)
