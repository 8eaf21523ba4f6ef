"""Tables and figures of a note on supply: the balance, mines, what Article 3 asks to identify."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.inventory.result import Amount
from almaden.reports.chloralkali.shared import amount_cells, amount_columns, read_in
from almaden.reports.coal.names import country
from almaden.reports.document import Cell, Column, Figure, Row, Span, Table
from almaden.reports.drawings import Bar, BarChart
from almaden.reports.palette import COLOURS
from almaden.reports.words import UNKNOWN, Words, isolated, text
from almaden.supply.article3 import MineStanding, ToIdentify, term
from almaden.supply.balance_result import Balance, Balances, TermResult
from almaden.supply.mines import MineRegister, MineResult
from almaden.supply.records import MineKind
from almaden.supply.terms import DEMAND_TERMS, SUPPLY_TERMS, TERM_NAMES
from almaden.wording import n_

#: How mines stand; ``{day}`` is the last day on which they may be worked.
STANDINGS: Final[Mapping[MineStanding, str]] = {
    "not asked": n_("not asked"),
    "not bound": n_("not bound"),
    "ended": n_("ended"),
    "allowed until": n_("allowed until {day}"),
    "barred since": n_("barred since {day}"),
    "barred: new mine": n_("barred: new mine"),
    "unclear": n_("unclear"),
}
KINDS: Final[Mapping[MineKind, str]] = {"primary": n_("primary"), "by-product": n_("by-product")}


def area_name(area: str, words: Words) -> str:
    """The name of a country by its code, of a continent or the world; a region of the user's as told."""
    name = country(area, words)
    return name if name != area else isolated(words._(area))


def balance_figure(one: Balance, words: Words) -> Figure:
    """The terms of a balance that are told, as bars with their ranges."""
    _ = words._
    told = {part.term: part.t for part in one.terms if part.t is not None}
    bars = tuple(
        Bar(words.pair(side, _(TERM_NAMES[key])), told[key].value, told[key].low, told[key].high,
            words.with_span(told[key]))
        for side, terms in ((_("Supply"), SUPPLY_TERMS), (_("Demand"), DEMAND_TERMS))
        for key in terms
        if key in told and told[key].high > 0.0
    )  # fmt: skip
    caption = _(
        "Supply and demand in {year}, terms that are told. Lines are 95 % ranges; an arrow says that the range goes "
        "further."
    ).format(year=one.year)
    alt = _("Bar chart, t of mercury: {told}.").format(told=words.listed(words.pair(b.label, b.text) for b in bars))
    return Figure(BarChart(bars, _("t of mercury"), COLOURS[0], words.lang), caption, alt)


def terms_table(one: Balance, words: Words) -> Table:
    """The balance of a year term by term."""
    _ = words._
    columns = (Column(_("Term")), *amount_columns(_("t"), words), Column(_("Remarks")))
    found = {part.term: part for part in one.terms}
    rows: list[Row | Span] = []
    for side, terms, total in (
        (_("Supply"), SUPPLY_TERMS, one.side("supply")),
        (_("Demand"), DEMAND_TERMS, one.side("demand")),
    ):
        rows.append(Span(side))
        rows += [_term(found[key], one, words) for key in terms]
        rows.append(_sum(side, total, words))
    rest = _sum(_("Unexplained"), one.unexplained_t, words)
    notes = (_("A term of which nothing is told is not zero: what it was is part of the unexplained term."),)
    caption = _("Balance of {year}").format(year=one.year)
    return Table(caption, columns, tuple(rows), (rest,), notes, _("Balance"))


def _term(one: TermResult, balance: Balance, words: Words) -> Row:
    missing = ""
    if one.t is None:
        missing = words._("not told")
    elif one.not_told and balance.level != "area":
        missing = words._("(not told by {count} areas)").format(count=one.not_told).strip("()")
    return Row((text(words._(TERM_NAMES[one.term])), *amount_cells(one.t, words), text(missing)))


def _sum(name: str, amount: Amount | None, words: Words) -> Row:
    return Row((text(name), *amount_cells(amount, words), text("")), strong=True)


def years_table(found: Balances, words: Words) -> Table:
    """The balances of all years: both sides, what nothing explains, and what that says."""
    _ = words._
    columns = (
        Column(_("Year")), *amount_columns(_("Supply, t"), words), *amount_columns(_("Demand, t"), words),
        *amount_columns(_("Unexplained, t"), words), Column(_("What it says")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(str(one.year)), *amount_cells(one.side("supply"), words),
                *amount_cells(one.side("demand"), words),
                *amount_cells(one.unexplained_t, words), text(_(one.hidden.text)),
            )
        )
        for one in found.lines
    )  # fmt: skip
    return Table(_("Balances by year"), columns, rows, sheet=_("Balances by year"))


def mines_table(found: MineRegister, words: Words) -> Table:
    """The mines, how they stand under Article 3, and what they last gave."""
    _ = words._
    columns = (
        Column(_("Mine")), Column(_("Kind")), Column(_("Under Article 3")), Column(_("Why")), Column(_("Year")),
        *amount_columns(_("Output, t"), words), Column(_("Source")),
    )  # fmt: skip
    return Table(
        _("Mines and how long Article 3 lets them go on"), columns, tuple(_mine(one, words) for one in found.mines),
        notes=(_("No legal advice. Output is that of the last year told."),), sheet=_("Mines"),
    )  # fmt: skip


def _mine(one: MineResult, words: Words) -> Row:
    _, mine = words._, one.mine
    last = one.article3.last_day
    standing = _(STANDINGS[one.article3.standing]).format(day="" if last is None else last.isoformat())
    told = [each for each in one.years if each.output_t is not None]
    output = (text(UNKNOWN), text("")) if not told else amount_cells(told[-1].output_t, words)
    return Row(
        (
            text(isolated(mine.name or mine.id)), text(_(KINDS[mine.kind])), text(standing),
            text(_(one.article3.text)), text(str(told[-1].year) if told else ""), *output,
            read_in(mine.source, mine.seen, mine.status, words),
        )
    )  # fmt: skip


def identify_table(found: tuple[ToIdentify, ...], words: Words) -> Table:
    """Stocks and supplies above the limits of Article 3, paragraph 5(a)."""
    _ = words._
    columns = (
        Column(_("What")), Column(_("Which")), Column(_("Country")), Column(_("Year")), Column(_("t"), "number"),
        Column(_("How sure")),
    )  # fmt: skip
    stock, supply = term("stock_t"), term("supply_t_per_year")
    names = {
        "stock": _("stock above {t} t").format(t=f"{stock.value:g}"),
        "supply": _("supply above {t} t a year").format(t=f"{supply.value:g}"),
    }
    rows = tuple(
        Row(
            (
                text(names[one.what]), text(isolated(_(one.name))), text(area_name(one.area, words)),
                text(str(one.year)), Cell(words.given(round(one.tonnes, 1)).text, one.tonnes, "#,##0.0"),
                text(_("the whole range lies above") if one.sure else _("only a part of its range lies above")),
            )
        )
        for one in found
    )  # fmt: skip
    notes = (words.pair(_("Limits"), read_in(stock.source, stock.seen, stock.status, words).text),)
    return Table(_("To be identified under Article 3, paragraph 5(a)"), columns, rows, (), notes, _("To be identified"))
