"""The national implementation plan: the priority actions, or proposals from the key sources where there are none."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.convention.sources import relevant_sources
from almaden.convention.timeline import in_inventory
from almaden.inventory.records import InventoryData, PriorityRow
from almaden.inventory.result import Result
from almaden.reference.numerals import exact
from almaden.reports.annexes import annex_blocks
from almaden.reports.document import Block, Bullets, Callout, Column, Document, Heading, Paragraph, Row, Table
from almaden.reports.front import assemble
from almaden.reports.law import dates_table, gap_blocks, obligations_of
from almaden.reports.numbers import figures
from almaden.reports.plans import budget_table, cost_of, priorities_table, timetable_figure, years_of
from almaden.reports.summary import summary_blocks
from almaden.reports.summary_tables import in_order, main_code
from almaden.reports.words import AMOUNT_NAMES, UNKNOWN, Words, isolated, outputs, text

#: Articles of the Minamata Convention (2013) on main categories that no annex table of the program covers.
_ARTICLES = {"5.8": ("11",), "5.9": ("9", "11"), "5.11": ("12",)}
_CODE_ARTICLES = {"5.2.1": ("3",), "5.2.2": ("7",), "5.7.1": ("3", "11")}
_MOST_PROPOSALS = 10


def build(result: Result, data: InventoryData, lang: str) -> Document:
    """The plan of a country.

    Args:
        result: what the run of the inventory left.
        data: the inventory as it was read: priorities, law.
        lang: language code of the report.
    """
    words = Words.of(lang)
    return assemble(result, words, words._("National implementation plan"), _blocks(result, data, words))


def _blocks(result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("The inventory behind the plan"))
    yield from summary_blocks(result, words)
    if data.priorities:
        yield from _plan(result, data, words)
    else:
        yield from _proposals(result, data, words)
    yield Heading(_("Gaps in national law"))
    if data.law:
        yield from gap_blocks(data, words)
    else:
        told = _("Mark the obligations in the table law; until then it is not known which of them are in law.")
        yield Callout(_("This chapter is missing"), told, "warning")
    yield Heading(_("Dates of products and processes"))
    yield dates_table(result, words)
    yield from annex_blocks(result, words)


def _plan(result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("Priority actions"))
    yield priorities_table(data, words)
    yield Heading(_("Timetable"))
    figure = timetable_figure(data, words)
    yield figure if figure else Paragraph(_("No action has a year yet."))
    undated = [isolated(row.action) for row in data.priorities if row.start_year is None]
    if figure and undated:
        yield Paragraph(words.listed(undated), label=_("Without a year:"))
    yield Heading(_("Budget"))
    budget = budget_table(data, words)
    yield budget if budget else Paragraph(_("No action has both a cost and a year yet."))
    yield Heading(_("The actions one by one"))
    for number, row in enumerate(data.priorities, start=1):
        yield Heading(f"{number}. {isolated(row.action)}", 2)
        yield from _action(row, result, data, words)


def _action(row: PriorityRow, result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    """One action with what it acts on and what the Convention asks."""
    _ = words._
    yield Paragraph(isolated(row.responsible) or UNKNOWN, label=_("Responsible:"))
    yield Paragraph(years_of(row), label=_("Years:"))
    yield Paragraph(f"{cost_of(row, words).text} USD", label=_("Cost:"))
    if row.reduction_kg is None:
        yield Paragraph(_("not known"), label=_("Expected reduction:"))
    else:
        told = _("{kg} kg of mercury per year once done").format(kg=exact(row.reduction_kg, words.lang))
        yield Paragraph(told, label=_("Expected reduction:"))
    if row.code:
        yield Paragraph("", label=_("Source category and what the inventory says of it:"))
        yield Bullets(_sources(row.code, result, words))
    if row.article:
        found = obligations_of((row.article,), data, words)
        yield Paragraph("", label=_("Obligations of Article {number}:").format(number=row.article))
        yield Bullets(found or (_("none in the table of obligations"),))
    if row.note:
        yield Paragraph(isolated(row.note), label=_("Remarks:"))


def _sources(code: str, result: Result, words: Words) -> tuple[str, ...]:
    """The rows of a source category, and of those below it, with input and outputs."""
    _ = words._
    found = []
    for row in in_order(result.rows):
        if row.code != code and not row.code.startswith(f"{code}."):
            continue
        if row.amounts is None:
            amounts = _("not known (?)")
        else:
            put_in, out = row.amounts["input_kg"], outputs(row.amounts)
            amounts = _("input {put_in} kg/y, outputs {out} kg/y").format(
                put_in=words.with_span(put_in), out=words.with_span(out)
            )
        found.append(words.pair(f"{row.code} {words.row_name(row)}", amounts))
    return tuple(found) or (_("{code}: not in the inventory").format(code=code),)


def _proposals(result: Result, data: InventoryData, words: Words) -> Iterator[Block]:
    """Candidates from the key sources, clearly said to be no decision of anybody."""
    _ = words._
    yield Heading(_("Proposals for priority actions"))
    yield Callout(
        _("These are proposals of the program, without cost, and no decision of the country"),
        _(
            "The inventory has no priority actions. The key sources below are where an action would reach most "
            "mercury. Choose actions, and give them with responsible, years and costs in the table priorities."
        ),
        "warning",
    )
    keys = [one for one in result.key_sources if one.quantity == "input_kg" and one.key][:_MOST_PROPOSALS]
    if not keys:
        yield Paragraph(_("There is no ranking, because no amount is known."))
        return
    columns = (
        Column(_("No."), "number"),
        Column(_("Code")),
        Column(_("Source category")),
        Column(words.known(AMOUNT_NAMES, "input_kg") + ", kg/y", "number"),
        Column(_("Share"), "number"),
        Column(_("Articles")),
    )
    rows = tuple(
        Row(
            (
                text(str(number)),
                text(one.code),
                text(_(one.name)),
                text(figures(one.value_kg, 2, words.lang)),
                words.share(one.share),
                text(", ".join(articles_of(one.code))),
            )
        )
        for number, one in enumerate(keys, start=1)
    )
    yield Table(_("Candidates for priority actions"), columns, rows, sheet=_("Proposals"))
    for one in keys:
        yield Heading(f"{one.code} {_(one.name)}", 2)
        yield Bullets(_sources(one.code, result, words))
        found = obligations_of(articles_of(one.code), data, words)
        if found:
            yield Paragraph("", label=_("An action could serve these obligations:"))
            yield Bullets(found)


def articles_of(code: str) -> tuple[str, ...]:
    """Articles of the Convention that concern a source category, as far as the program's tables say."""
    annexes = {rule.annex for rule in in_inventory((code,))}
    found = [article for annex, article in (("A", "4"), ("B", "5")) if annex in annexes]
    if relevant_sources((code,)):
        found.append("8")
    found += _CODE_ARTICLES.get(code, ())
    found += _ARTICLES.get(main_code(code), ())
    return tuple(dict.fromkeys(found))
