"""A comparison in a few lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from almaden.inventory.comparison import Change, Comparison, RowChange
from almaden.wording import Fixed, Text, Translate, joined, n_

#: Rows that are told, those that changed most.
_LARGEST = 8

#: What became of a row, where that is worth a word.
_STATUSES = (
    n_("new"),
    n_("ended"),
    n_("became known"),
    n_("became unknown"),
    n_("unknown"),
    n_("absent"),
)
_CAUSES = (n_("activity"), n_("factor"), n_("practice"), n_("knowledge"))


def write(comparison: Comparison, translate: Translate = n_) -> str:
    """The changes of the three input totals and the largest ones of rows, with their causes."""
    return "\n".join(translate(line) for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[Text]:
    first, second = str(comparison.first), str(comparison.second)
    yield Text("{first} -> {second}, kg of mercury per year", first=first, second=second)
    for note in comparison.notes:
        yield Text("  note: {note}", note=note)
    for total, changes in comparison.totals.items():
        yield Text("  {name} input: {change}", name=Text(total), change=_told(changes["input_kg"]))
    largest = sorted(comparison.rows, key=lambda row: -abs(row.amounts["input_kg"].change))
    told = [row for row in largest if row.amounts["input_kg"].change][:_LARGEST]
    if told:
        yield Text("  largest changes of input:")
    for row in told:
        yield Text("    {code} {name}: {change}", code=row.code, name=_name(row), change=_told(row.amounts["input_kg"]))


def _name(row: RowChange) -> Text:
    name = joined(filter(None, (Text(row.name), row.facility)))
    return name if row.status == "kept" else Text("{name} [{status}]", name=name, status=Text(row.status))


def _told(change: Change) -> Text:
    text = Text(
        "{first} -> {second}, {change}",
        first=Fixed(change.first, 1),
        second=Fixed(change.second, 1),
        change=_signed(change.change),
    )
    if change.low is not None and change.high is not None:
        low, high = _signed(change.low, 0), _signed(change.high, 0)
        text = Text("{change} ({low} to {high})", change=text, low=low, high=high)
    effects = asdict(change.effects)
    causes = [
        Text("{cause} {change}", cause=Text(name), change=_signed(effects[name])) for name in _CAUSES if effects[name]
    ]
    return Text("{text}: {causes}", text=text, causes=joined(causes)) if causes else text


def _signed(value: float, places: int = 1) -> Text:
    return Text("+{value}" if value >= 0 else "-{value}", value=Fixed(abs(value), places))
