"""What closures leave: surplus by year, storage, cost, and what Article 3 asks."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reports.chloralkali.names import ANSWERS, BASES
from almaden.reports.chloralkali.register_tables import area_name
from almaden.reports.chloralkali.shared import amount_cells, amount_columns, read_in
from almaden.reports.document import Block, Column, Figure, Heading, Paragraph, Row, Table
from almaden.reports.drawings import Line, LineChart
from almaden.reports.palette import COLOURS
from almaden.reports.words import Words, isolated, text
from almaden.sectors.chloralkali.closure_result import ClosurePlan


def closure_blocks(plan: ClosurePlan, words: Words) -> Iterator[Block]:
    """The chapters on closures and on Article 3."""
    _ = words._
    yield Heading(_("Closures and surplus mercury until {year}").format(year=plan.until))
    yield Paragraph(
        _(
            "Surplus mercury of closed cells must not be used again; it is stored, stabilised and disposed of. Planned "
            "closures, ends of exemptions and Annex B tell when it comes free."
        )
    )
    store = plan.storage
    yield Paragraph(
        _("To be stored: {t} t or {m3} m³ of mercury; stabilised {st} t or {sm3} m³ of mercury sulphide.").format(
            t=words.with_span(store.mercury_t),
            m3=words.with_span(store.mercury_m3),
            st=words.with_span(store.sulphide_t),
            sm3=words.with_span(store.sulphide_m3),
        )
    )
    if len(plan.years) > 1:
        yield _storage_figure(plan, words)
    yield _years_table(plan, words)
    yield _areas_table(plan, words)
    yield _plants_table(plan, words)
    yield Heading(_("What it costs to deal with it"), 2)
    yield _costs_table(plan, words)
    yield Heading(_("What Article 3 asks"), 2)
    yield _article3_table(plan, words)


def _storage_figure(plan: ClosurePlan, words: Words) -> Figure:
    _ = words._
    line = Line(
        "",
        COLOURS[0],
        tuple(float(one.year) for one in plan.years),
        tuple(one.storage_t.value for one in plan.years),
        tuple(one.storage_t.low for one in plan.years),
        tuple(one.storage_t.high for one in plan.years),
    )
    chart = LineChart((line,), "", _("t of mercury to be stored"), words.lang, years=True)
    last = plan.years[-1]
    alt = _("Line from {first} to {last}; at its end {t} t.").format(
        first=plan.years[0].year, last=last.year, t=words.with_span(last.storage_t)
    )
    return Figure(chart, _("Mercury to be stored at the end of each year. The band is the 95 % range."), alt)


def _years_table(plan: ClosurePlan, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year")), Column(_("Plants"), "number"), Column(_("of them without mercury told"), "number"),
        *amount_columns(_("Comes free, t"), words), Column(_("Waste, t"), "number"),
        *amount_columns(_("To be stored, t"), words),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(str(one.year)), words.given(one.plants), words.given(one.unknown),
                *amount_cells(one.surplus_t, words),
                words.given(None if one.waste_not_told == one.plants else one.waste_t),
                *amount_cells(one.storage_t, words),
            )
        )
        for one in plan.years
        if one.plants
    )  # fmt: skip
    return Table(_("Closures by year"), columns, rows, sheet=_("Closures by year"))


def _areas_table(plan: ClosurePlan, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Region of the world")), Column(_("Plants"), "number"),
        Column(_("of them without mercury told"), "number"),
        *amount_columns(_("Comes free, t"), words), *amount_columns(_("To be stored, t"), words),
    )  # fmt: skip
    rows = [
        Row(
            (
                area_name(one.level, one.area, words), words.given(one.plants), words.given(one.unknown),
                *amount_cells(one.surplus_t, words), *amount_cells(one.storage_t, words),
            ),
            strong=one.level != "country",
        )
        for one in plan.sums
        # Countries that tell nothing say nothing.
        if one.level != "country" or one.unknown < one.plants
    ]  # fmt: skip
    note = _("Countries of whose plants no mercury is told are in the sums of plants only.")
    return Table(_("By region and country"), columns, tuple(rows[:-1]), (rows[-1],), (note,), _("Surplus by area"))


def _plants_table(plan: ClosurePlan, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Chlor-alkali plant")), Column(_("Year")), Column(_("Why this year")),
        *amount_columns(_("Its mercury, t"), words), *amount_columns(_("To be stored, t"), words),
    )  # fmt: skip
    told = [one for one in plan.plants if one.surplus_t is not None]
    rows = tuple(
        Row(
            (
                text(isolated(one.plant)), text(str(one.year or "?")),
                text(_(BASES[one.basis]) + (f" ({_('later than mercury cells have to end')})" if one.late else "")),
                *amount_cells(one.surplus_t, words), *amount_cells(one.to_store_t, words),
            )
        )
        for one in told
    )  # fmt: skip
    note = _("{count} plants of which neither capacity nor mercury is told are left out.").format(
        count=len(plan.plants) - len(told)
    )
    notes = (note,) if len(told) < len(plan.plants) else ()
    return Table(_("Plants whose mercury is known"), columns, rows, notes=notes, sheet=_("Plants"))


def _costs_table(plan: ClosurePlan, words: Words) -> Table:
    _ = words._
    columns = (Column(_("Way")), *amount_columns(_("Cost"), words), Column(_("Money")), Column(_("Source")))
    rows = tuple(
        Row(
            (
                text(_(one.name)), *amount_cells(one.cost, words), text(f"{one.unit} {one.money_year}"),
                read_in(one.source, one.seen, one.status, words),
            )
        )
        for one in plan.costs
    )  # fmt: skip
    note = _("Prices of several years and currencies are not added; each way is for all of the mercury to be stored.")
    return Table(_("What it costs to deal with it"), columns, rows, notes=(note,), sheet=_("Cost"))


def _article3_table(plan: ClosurePlan, words: Words) -> Table:
    _ = words._
    columns = (Column(_("Paragraph")), Column(_("What is asked")), Column(_("Answer")), Column(_("What is told")))
    rows = tuple(
        Row((text(one.paragraph), text(_(one.title)), text(_(ANSWERS[one.answer])), text(_(one.text))))
        for one in plan.article3
    )
    note = _("This is no legal advice. The paragraphs were not all read again in the text of the Convention.")
    return Table(_("What Article 3 asks"), columns, rows, notes=(note,), sheet=_("Article 3"))
