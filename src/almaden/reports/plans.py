"""Priority actions in a report: their costs, their years, what they avoid."""

from __future__ import annotations

from almaden.inventory.records import InventoryData, PriorityRow
from almaden.inventory.result import Amount
from almaden.reports.document import Cell, Column, Figure, Row, Table
from almaden.reports.drawings import Span, Timetable
from almaden.reports.numbers import figures, rounded
from almaden.reports.words import UNKNOWN, Words, isolated, text


def cost_cell(low: float, value: float, high: float, words: Words) -> Cell:
    """A cost with its range in US dollars."""
    return Cell(rounded(value, low, high, words.lang).text, value, "#,##0")


def cost_of(row: PriorityRow, words: Words) -> Cell:
    """The cost of an action; ``?`` where it is not known."""
    if row.cost_usd is None:
        return text(UNKNOWN)
    low = row.cost_usd if row.cost_low is None else row.cost_low
    high = row.cost_usd if row.cost_high is None else row.cost_high
    return cost_cell(low, row.cost_usd, high, words)


def years_of(row: PriorityRow) -> str:
    """First and last year of an action, as far as they are given."""
    first, last = row.start_year, row.end_year or row.start_year
    if first is None:
        return str(last) if last else UNKNOWN
    return str(first) if last == first else f"{first}–{last}"


def priorities_table(data: InventoryData, words: Words) -> Table:
    """The priority actions with cost, mercury avoided, and cost per kilogram."""
    _ = words._
    columns = (
        Column(_("No."), "number"),
        Column(_("Action")),
        Column(_("Article"), "mark"),
        Column(_("Responsible")),
        Column(_("Years"), "mark"),
        Column(_("Cost, USD"), "number"),
        Column(_("Avoided, kg/y"), "number"),
        Column(_("USD per kg/y avoided"), "number"),
    )
    rows = tuple(_priority_row(number, row, words) for number, row in enumerate(data.priorities, start=1))
    notes = (
        _("Cost over the whole time of the action, with its range in brackets where one is given. ? is not known."),
        _("USD per kg/y avoided: cost divided by the mercury input or output avoided in each year once done."),
    )
    return Table(_("Priority actions"), columns, rows, (_sum_row(data, words),), notes, _("Priority actions"))


def _priority_row(number: int, row: PriorityRow, words: Words) -> Row:
    per_kg = text(UNKNOWN)
    if row.cost_usd is not None and row.reduction_kg:
        ratio = row.cost_usd / row.reduction_kg
        per_kg = Cell(figures(ratio, 2, words.lang), ratio, "#,##0")
    return Row(
        (
            text(str(number)),
            text(isolated(row.action)),
            text(row.article),
            text(isolated(row.responsible)),
            text(years_of(row)),
            cost_of(row, words),
            words.given(row.reduction_kg),
            per_kg,
        )
    )


def _sum_row(data: InventoryData, words: Words) -> Row:
    """Sum of what is known; how many costs are not is told in the label."""
    known = [row for row in data.priorities if row.cost_usd is not None]
    missing = len(data.priorities) - len(known)
    label = words._("Sum")
    if missing:
        label = words._("Sum of the known; without a cost: {count}").format(count=missing)
    total = Amount(
        sum(row.cost_usd or 0.0 for row in known),
        sum((row.cost_usd or 0.0) if row.cost_low is None else row.cost_low for row in known),
        sum((row.cost_usd or 0.0) if row.cost_high is None else row.cost_high for row in known),
    )
    cost = cost_cell(total.low, total.value, total.high, words) if known else text(UNKNOWN)
    avoided = sum(row.reduction_kg or 0.0 for row in data.priorities)
    return Row((text(""), text(label), *[text("")] * 3, cost, words.given(avoided), text("")), strong=True)


def timetable_figure(data: InventoryData, words: Words) -> Figure | None:
    """The dated actions as bars over the years; None where no action is dated."""
    _ = words._
    spans = tuple(
        Span(f"{number}. {row.action}", row.start_year, max(row.start_year, row.end_year or row.start_year))
        for number, row in enumerate(data.priorities, start=1)
        if row.start_year is not None
    )
    if not spans:
        return None
    told = words.listed(words.pair(span.label, f"{span.start_year}–{span.end_year}") for span in spans)
    return Figure(
        Timetable(spans),
        _("Timetable of the priority actions"),
        _("Actions as bars over years. {told}.").format(told=told),
    )


def budget_table(data: InventoryData, words: Words) -> Table | None:
    """Costs by year and article, each spread evenly over the years of its action; None without a dated cost."""
    _ = words._
    budget: dict[str, dict[int, float]] = {}
    for row in data.priorities:
        if row.cost_usd is None or row.start_year is None:
            continue
        last = max(row.start_year, row.end_year or row.start_year)
        years = range(row.start_year, last + 1)
        of_article = budget.setdefault(row.article or UNKNOWN, {})
        for year in years:
            of_article[year] = of_article.get(year, 0.0) + row.cost_usd / len(years)
    if not budget:
        return None
    budget = dict(sorted(budget.items(), key=lambda item: (not item[0].isdecimal(), item[0].zfill(3))))
    all_years = sorted({year for of_article in budget.values() for year in of_article})
    columns = (
        Column(_("Year")),
        *(Column(_("Article {number}").format(number=article), "number") for article in budget),
        Column(_("Sum"), "number"),
    )
    rows = tuple(
        Row(
            (
                text(str(year)),
                *(_usd(of_article.get(year, 0.0), words) for of_article in budget.values()),
                _usd(sum(of_article.get(year, 0.0) for of_article in budget.values()), words),
            )
        )
        for year in all_years
    )
    sums = [sum(of_article.values()) for of_article in budget.values()]
    footer = Row((text(_("Sum")), *(_usd(one, words) for one in sums), _usd(sum(sums), words)), strong=True)
    note = _(
        "USD, each cost spread evenly over the years of its action. Actions without a cost or a year are left out."
    )
    return Table(_("Budget by year and article"), columns, rows, (footer,), (note,), _("Budget"))


def _usd(value: float, words: Words) -> Cell:
    return Cell(figures(value, 3, words.lang) if value else "0", value, "#,##0")
