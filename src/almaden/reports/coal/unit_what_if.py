"""What measures would do at a unit: mercury, cost, and other pollutants, beside the unit as it is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from almaden.reports.coal.shared import amount_cells, amount_columns, money_note, short
from almaden.reports.document import Cell, Column, Row, Table
from almaden.reports.numbers import figures
from almaden.reports.words import Words, text
from almaden.sectors.coal.comparison import Compared, Effect
from almaden.sectors.coal.prices import Range


def what_if_table(rows: Sequence[Compared], money_year: int | None, words: Words) -> Table:
    """What measures would do, and why others cannot be taken."""
    _ = words._
    columns = (
        Column(_("Measure")),
        *amount_columns(_("Kept from air, kg"), words),
        Column(_("Of today"), "number"),
        Column(_("Thousand USD"), "number"),
        Column(_("USD per kg"), "number"),
        Column(_("Range"), "number"),
        Column(_("SO2, NOx, dust avoided, t"), "number"),
    )
    made = [one for one in rows if one.effect is not None]
    made.sort(key=lambda one: -(one.effect.avoided.value if one.effect else 0.0))
    found = [_measure(one.change.name, one.effect, words) for one in made if one.effect is not None]
    refused = words.listed(words.pair(_(one.change.name), _(one.reason)) for one in rows if one.effect is None)
    notes = [_("Each measure by itself, beside the unit as it is; all cost is charged to mercury.")]
    if money_year is not None:
        notes[0] += " " + money_note(money_year, words)
    if refused:
        notes.append(_("Cannot be taken: {measures}.").format(measures=refused))
    return Table(_("What measures would do in a year"), columns, tuple(found), notes=tuple(notes), sheet=_("What if"))


def _measure(name: str, effect: Effect, words: Words) -> Row:
    each = effect.per_kg
    span = "" if each is None or each.low == each.high else f"{_money(each.low, words)}–{_money(each.high, words)}"
    gains = " / ".join(_tonnes(gain, words) for gain in effect.gains.values())
    return Row(
        (
            text(words._(name)),
            *amount_cells(effect.avoided, words),
            words.share(effect.removal.value),
            short(effect.cost.total.value / 1000.0, words),
            text("–") if each is None else Cell(_money(each.value, words), each.value, "#,##0"),
            text(span),
            text(gains),
        )
    )


def _money(value: float, words: Words) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return figures(value, 3, words.lang)


def _tonnes(gain: Range, words: Words) -> str:
    return figures(gain.value, 3, words.lang) if gain.value else "0"
