"""Tables and figures of a report on storage: ways compared, what decides, what is not money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.numerals import exact
from almaden.reports.chloralkali.shared import amount_cells, amount_columns, millions, short
from almaden.reports.document import Cell, Column, Figure, Row, Span, Table
from almaden.reports.drawings import Bar, BarChart, StackedBar, StackedBars, Swing, Tornado
from almaden.reports.numbers import figures
from almaden.reports.palette import COLOURS, GREY
from almaden.reports.words import UNKNOWN, Words, isolated, text
from almaden.supply.storage.option_cost import PART_NAMES
from almaden.supply.storage.options_result import Comparison, OptionCost

#: Bars of a tornado, and options that get one.
_BARS, _TORNADOS = 8, 3
#: One colour for each part of the cost.
_PART_COLOURS: Final = (*COLOURS, GREY)


def option_name(one: OptionCost, words: Words) -> str:
    """What an option is called, with its identifier."""
    return words.pair(isolated(one.id), isolated(one.name)) if one.name else isolated(one.id)


def costs_figure(found: Comparison, words: Words) -> Figure:
    """Cost of a tonne by each way, with its range."""
    _ = words._
    bars = tuple(
        Bar(option_name(one, words), one.cost_per_t.value, one.cost_per_t.low, one.cost_per_t.high,
            words.with_span(one.cost_per_t))
        for one in found.options
    )  # fmt: skip
    axis = _("USD of {year} for each tonne").format(year=found.money_year)
    alt = _("Bar chart, USD for each tonne: {told}.").format(
        told=words.listed(words.pair(one.label, one.text) for one in bars)
    )
    caption = _(
        "Present cost for each tonne of mercury. Lines are 95 % ranges; an arrow says that the range goes further."
    )
    return Figure(BarChart(bars, axis, COLOURS[0], words.lang), caption, alt)


def options_table(found: Comparison, words: Words) -> Table:
    """The ways, the cheapest first."""
    _ = words._
    columns = (
        Column(_("Rank"), "number"), Column(_("Option")), *amount_columns(_("USD for each tonne"), words),
        *amount_columns(_("In all, million USD"), words), Column(_("Cheapest in"), "number"),
        Column(_("Way, km"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                words.given(one.rank), text(option_name(one, words)), *amount_cells(one.cost_per_t, words),
                *amount_cells(millions(one.cost), words), words.share(one.cheapest_share),
                short(one.way_km + one.disposal_way_km, words),
            )
        )
        for one in found.options
    )  # fmt: skip
    notes = (
        _("Expected loss by incidents is part of the cost. Cheapest in: share of the draws in which the option is so."),
        _("Ways are by road: great circles times a factor, to the store and from there to disposal."),
        *(
            words.pair(
                isolated(one.id), _("not better in anything than {names}").format(names=", ".join(one.beaten_by))
            )
            for one in found.options
            if one.beaten_by
        ),
    )
    return Table(_("Ways to deal with the mercury"), columns, rows, (), notes, _("Options"))


def parts_figure(found: Comparison, words: Words) -> Figure:
    """What the cost of a tonne is made of, at values of record."""
    _ = words._
    names = [name for name in PART_NAMES if any(one.parts[name].value > 0.0 for one in found.options)]
    bars = tuple(
        StackedBar(isolated(one.id), tuple(one.parts[name].value / found.tonnes for name in names))
        for one in found.options
    )
    colours = dict(zip(PART_NAMES, _PART_COLOURS, strict=True))
    axis = _("USD of {year} for each tonne").format(year=found.money_year)
    chart = StackedBars(bars, tuple((_(PART_NAMES[name]), colours[name]) for name in names), axis, words.lang)
    told = words.listed(
        words.pair(isolated(one.id), figures(one.cost_per_t.value, 3, words.lang)) for one in found.options
    )
    alt = _("Bars made of parts, USD for each tonne: {told}.").format(told=told)
    return Figure(chart, _("What the cost of a tonne is made of, at values of record."), alt)


def parts_table(found: Comparison, words: Words) -> Table:
    """The parts of the cost with their ranges."""
    _ = words._
    columns = (Column(_("Part")), *amount_columns(_("Thousand USD"), words))
    rows: list[Row | Span] = []
    for one in found.options:
        rows.append(Span(option_name(one, words)))
        rows += [
            Row((text(_(PART_NAMES[name])), *amount_cells(_thousands(amount), words)))
            for name, amount in one.parts.items()
            if amount.high > 0.0
        ]
    return Table(_("Parts of the present cost"), columns, tuple(rows), sheet=_("Parts of the cost"))


def _thousands(amount: Amount) -> Amount:
    return Amount(amount.value / 1000.0, amount.low / 1000.0, amount.high / 1000.0)


def break_even_table(found: Comparison, words: Words) -> Table:
    """Amounts at which the cheaper of two changes."""
    _ = words._
    columns = (Column(_("Mercury, t"), "number"), Column(_("Cheaper below it")), Column(_("Cheaper above it")))
    rows = tuple(
        Row((short(one.tonnes, words), text(isolated(one.below)), text(isolated(one.above))))
        for one in found.break_even
    )
    return Table(_("Amounts at which the cheaper of two changes"), columns, rows, sheet=_("Break-even"))


def criteria_table(found: Comparison, words: Words) -> Table:
    """What is not money: place of each way, never put into one score."""
    _ = words._
    keys = [one.id for one in found.options]
    columns = (
        Column(_("Criterion")), *(Column(isolated(key), "mark") for key in keys), Column(_("1 is")), Column(_("5 is")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(_(one.name)), *(_score(one.scores.get(key)) for key in keys), text(_(one.best)),
                text(_(one.worst)),
            )
        )
        for one in found.criteria
    )  # fmt: skip
    notes = (_("Scores are those of the table of options; they are not added up."),)
    return Table(_("What is not money, scores from 1 to 5"), columns, rows, (), notes, _("Criteria"))


def _score(score: int | None) -> Cell:
    return text(UNKNOWN) if score is None else Cell(str(score), float(score), "0")


def tornado_figures(found: Comparison, words: Words) -> Iterator[Figure]:
    """What moves the cost of a tonne most, for the cheapest options."""
    _ = words._
    for one in found.options[:_TORNADOS]:
        bars = [bar for bar in found.tornado if bar.option == one.id][:_BARS]
        if not bars:
            continue
        swings = tuple(
            Swing(_("{name}: {low} to {high}").format(name=_(bar.name), low=_short(bar.low, words),
                                                      high=_short(bar.high, words)),
                  bar.cost_at_low, bar.cost_at_high)
            for bar in bars
        )  # fmt: skip
        ends = (_("number at its low end"), _("number at its high end"))
        axis = _("USD of {year} for each tonne").format(year=found.money_year)
        chart = Tornado(swings, one.cost_per_t.value, ends, axis, words.lang)
        alt = _("Bars around {value} USD for each tonne, the widest first: {told}.").format(
            value=_short(one.cost_per_t.value, words), told=words.listed(each.label for each in swings)
        )
        yield Figure(chart, _("What moves the cost of {option} most.").format(option=isolated(one.id)), alt)


def _short(value: float, words: Words) -> str:
    return figures(value, 3, words.lang)


def discount_text(found: Comparison, words: Words) -> str:
    """Of how much mercury, in which money, at which rate."""
    return words._("{t} t of mercury, USD of {year}, real rate of discount {rate}.").format(
        t=exact(round(found.tonnes, 3), words.lang), year=found.money_year, rate=words.share(found.discount).text
    )
