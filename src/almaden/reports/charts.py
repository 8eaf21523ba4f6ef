"""Figures of a result: bars by source group, and the flow from groups to pathways."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.result import GroupResult, Result
from almaden.reference.pathways import AMOUNTS
from almaden.reports.document import Figure
from almaden.reports.drawings import Bar, BarChart, Node, Sankey
from almaden.reports.numbers import figures
from almaden.reports.palette import AMOUNT_COLOURS, GREY
from almaden.reports.summary_tables import HOT_SPOT_GROUP
from almaden.reports.words import AMOUNT_TITLES, Words

#: Groups that carry less than this part of all outputs are drawn as one flow.
_SMALL = 0.015
#: Most groups drawn by name.
_MOST = 9
#: The words of a description are cut here: a reader of the picture in words wants the largest.
_TOLD = 5


def bar_charts(result: Result, words: Words) -> Iterator[Figure]:
    """A chart for the input and for each pathway that carries mercury, by source group."""
    for name in AMOUNTS:
        groups = [group for group in result.groups if group.amounts[name].high > 0 and group.key != HOT_SPOT_GROUP]
        if groups and name != "unallocated_kg":
            yield _bar_chart(name, groups, words)


def _bar_chart(name: str, groups: list[GroupResult], words: Words) -> Figure:
    _ = words._
    title = words.known(AMOUNT_TITLES, name)
    bars = []
    for group in groups:
        amount = group.amounts[name]
        bars.append(Bar(_(group.name), amount.value, amount.low, amount.high, words.with_span(amount)))
    chart = BarChart(tuple(bars), _("kg of mercury per year"), AMOUNT_COLOURS[name], words.lang)
    largest = sorted(bars, key=lambda bar: -bar.value)[:_TOLD]
    told = words.listed(words.pair(bar.label, bar.text) for bar in largest)
    return Figure(
        chart,
        _(
            "{amount} by source group. Bars are row values before corrections, lines their 95 % ranges; an arrow "
            "says that the range goes further."
        ).format(amount=title),
        _("Bar chart of {amount} in kg per year. Largest: {told}.").format(amount=title, told=told),
    )


def sankey_figure(result: Result, words: Words) -> Figure | None:
    """The flow of mercury from source groups to pathways; None where nothing flows."""
    _ = words._
    names = [name for name in AMOUNTS[1:] if any(group.amounts[name].value > 0 for group in result.groups)]
    drawn, rest = _divided(result, names)
    if not drawn:
        return None
    total = sum(_sum(group, names) for group in (*drawn, *rest))
    left = [Node(_(group.name), _kg(_sum(group, names), total, words), AMOUNT_COLOURS["input_kg"]) for group in drawn]
    flows = [tuple(max(0.0, group.amounts[name].value) for name in names) for group in drawn]
    if rest:
        left.append(Node(_("Other source groups"), _kg(sum(_sum(g, names) for g in rest), total, words), GREY))
        flows.append(tuple(sum(max(0.0, group.amounts[name].value) for group in rest) for name in names))
    right = [
        Node(words.known(AMOUNT_TITLES, name), _kg(sum(flow[i] for flow in flows), total, words), AMOUNT_COLOURS[name])
        for i, name in enumerate(names)
    ]
    told = words.listed(words.pair(node.name, node.text) for node in (*left[:_TOLD], *right))
    return Figure(
        Sankey(tuple(left), tuple(right), tuple(flows)),
        _(
            "Where the mercury goes: from source groups (left) to pathways (right), row values before corrections. "
            "Mercury of products that reaches waste is drawn in both groups."
        ),
        _("Flow diagram from source groups to pathways, in kg of mercury per year. {told}.").format(told=told),
    )


def _divided(result: Result, names: list[str]) -> tuple[list[GroupResult], list[GroupResult]]:
    """Groups drawn by name, largest first, and those drawn together; one alone is drawn by name."""
    named = [group for group in result.groups if group.key != HOT_SPOT_GROUP]
    flowing = sorted((g for g in named if _sum(g, names) > 0), key=lambda group: -_sum(group, names))
    total = sum(_sum(group, names) for group in flowing)
    drawn = [group for group in flowing[:_MOST] if _sum(group, names) >= _SMALL * total]
    rest = flowing[len(drawn) :]
    return (flowing, []) if len(rest) == 1 else (drawn, rest)


def _sum(group: GroupResult, names: list[str]) -> float:
    return sum(max(0.0, group.amounts[name].value) for name in names)


def _kg(value: float, total: float, words: Words) -> str:
    """An amount with two figures and its share; the ranges stand in the tables."""
    return f"{figures(value, 2, words.lang)} kg · {words.share(value / total).text}"
