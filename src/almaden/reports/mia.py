"""The Minamata Initial Assessment: every chapter of its outline, those without data named as missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from almaden.convention.outline import ChapterState, needs, outline
from almaden.inventory.records import InventoryData
from almaden.inventory.result import Result
from almaden.reference.context import context_words
from almaden.reference.languages import n_
from almaden.reference.numerals import exact
from almaden.reports.annexes import annex_blocks
from almaden.reports.citations import citations
from almaden.reports.document import Block, Callout, Column, Document, Heading, Paragraph, Row, Table
from almaden.reports.front import assemble
from almaden.reports.law import dates_table, gap_blocks
from almaden.reports.people import population_blocks
from almaden.reports.plans import budget_table, priorities_table
from almaden.reports.profile import inventory_blocks
from almaden.reports.summary import summary_blocks
from almaden.reports.summary_tables import is_hot_spot
from almaden.reports.words import Words, isolated, text

_STATES = {"present": n_("complete"), "partial": n_("in part"), "missing": n_("missing")}

#: How to give what a chapter is written from, by the key of what it needs.
_HOW: Mapping[str, str] = {
    "priorities": n_("fill in the table priorities"),
    "costs": n_("give costs in the table priorities"),
    "law": n_("mark the obligations in the table law"),
    "populations": n_("fill in the table populations"),
    "gender": n_("give women and children in the table populations"),
    "contaminated_sites": n_("add rows of 5.11 to the activity rates"),
}


def build(result: Result, data: InventoryData, lang: str) -> Document:
    """The assessment of a country.

    Args:
        result: what the run of the inventory left.
        data: the inventory as it was read: law, priorities, populations.
        lang: language code of the report.
    """
    words = Words.of(lang)
    return assemble(result, words, words._("Minamata Initial Assessment"), _blocks(result, data, words))


def at_hand(result: Result, data: InventoryData) -> tuple[str, ...]:
    """Keys of what the chapters can be written from."""
    given = {
        "inventory": any(row.amounts is not None for row in result.rows),
        "priorities": bool(data.priorities),
        "costs": any(row.cost_usd is not None for row in data.priorities),
        "law": any(row.in_law != "?" for row in data.law),
        "populations": bool(data.populations),
        "gender": any(row.women is not None or row.children is not None for row in data.populations),
        "contaminated_sites": any(is_hot_spot(row.code) for row in result.rows),
        "sources": bool(citations(result)),
    }
    return tuple(key for key, is_given in given.items() if is_given)


def _blocks(result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    states = outline(at_hand(result, data))
    yield Heading(words._("State of the chapters"))
    yield _state_table(states, words)
    writers: Mapping[str, Callable[[Result, InventoryData, Words], Iterator[Block]]] = {
        "0": _summary,
        "I": _background,
        "II": _inventory,
        "III": _law,
        "IV": _populations,
        "VI": _plan,
    }
    for state in states:
        chapter = state.chapter
        if chapter.chapter == "Annexes":
            yield from _annexes(state, result, words)
            continue
        yield Heading(f"{chapter.chapter}. {words._(chapter.title)}")
        yield from _missing(state, words)
        if chapter.chapter in writers:
            yield from writers[chapter.chapter](result, data, words)


def _state_table(states: tuple[ChapterState, ...], words: Words) -> Table:
    _ = words._
    rows = tuple(
        Row(
            (
                text(one.chapter.chapter),
                text(_(one.chapter.title)),
                text(words.known(_STATES, one.state)),
                text(words.listed(_(needs()[key]) for key in one.missing)),
            )
        )
        for one in states
    )
    columns = (Column(_("Chapter")), Column(_("Title")), Column(_("State")), Column(_("What is missing")))
    note = _("The outline follows the structure suggested by UNDP and UNITAR (2016); recalled, not re-read.")
    return Table(_("State of the chapters"), columns, rows, notes=(note,), sheet=_("Chapters"))


def _missing(state: ChapterState, words: Words) -> Iterator[Block]:
    """What the chapter still lacks, and how to give it."""
    _ = words._
    if not state.missing:
        return
    lines = []
    for key in state.missing:
        how = _(_HOW[key]) if key in _HOW else _("to be written by the team")
        lines.append(f"{_(needs()[key])} ({how})")
    title = _("This chapter is missing") if state.state == "missing" else _("This chapter is not complete")
    told = _("It should tell: {content}. What is needed: {needs}.")
    yield Callout(title, told.format(content=_(state.chapter.content), needs=words.listed(lines)), "warning")


def _summary(result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    yield from summary_blocks(result, words)
    if data.priorities:
        names = words.listed(isolated(row.action) for row in data.priorities[:5])
        yield Paragraph(names, label=words._("Priority actions:"))


def _background(result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    """The numbers on the country that the inventory used."""
    _ = words._
    if not result.context:
        return
    rows = []
    for name, value in result.context.items():
        entry = data.header.context.get(name)
        shown = _shown(value, words)
        year = str(entry.year) if entry and entry.year else ""
        rows.append(Row((text(_(context_words(name))), text(shown), text(year), text(entry.source if entry else ""))))
    columns = (Column(_("Number")), Column(_("Value")), Column(_("Year")), Column(_("Source")))
    yield Table(_("Numbers on the country used in the inventory"), columns, tuple(rows), sheet=_("Country"))


def _shown(value: float | str | bool, words: Words) -> str:
    _ = words._
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else exact(value, words.lang)


def _inventory(result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    yield from inventory_blocks(result, data.published, words)


def _law(result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    yield Heading(words._("Gaps in national law"), 2)
    yield from gap_blocks(data, words)
    yield Heading(words._("Dates of products and processes"), 2)
    yield dates_table(result, words)


def _populations(_result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    yield from population_blocks(data.populations, words)


def _plan(_result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    if not data.priorities:
        return
    yield priorities_table(data, words)
    budget = budget_table(data, words)
    if budget:
        yield budget


def _annexes(state: ChapterState, result: Result, words: Words) -> Iterator[Block]:
    if state.missing:
        yield Heading(words._(state.chapter.title))
        yield from _missing(state, words)
    yield from annex_blocks(result, words)
