"""What measures would do at a unit, as text for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import typer

from almaden.cli.coal_input import shown
from almaden.cli.language import LANGUAGE, _
from almaden.reports.numbers import figures

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.sectors.coal.comparison import Compared, Effect
    from almaden.sectors.coal.prices import Range

_NAME: Final = 40
_WIDTHS: Final = (16, 12, 9, 8, 8, 24, 22, 12, 14)
_THOUSAND: Final = 1e3


def show_what_if(compared: Sequence[Compared], money_year: int) -> None:
    """A table of measures with their effect and cost, then those that cannot be made and why."""
    typer.echo()
    typer.secho(_("What measures would do; money of {year}").format(year=money_year), bold=True)
    head = (
        _("kg/y avoided"), "%", "SO2 t/y", "NOx", _("dust"), _("1000 USD/y"), "USD/kg", _("if shared"),
        _("lifetime kg"),
    )  # fmt: skip
    _line("", head)
    for one in compared:
        if one.effect is not None:
            _effect(_(one.change.name), one.effect)
    typer.echo(
        _("USD/kg charges the whole cost to mercury; “if shared” charges it to the other pollutants where they fall.")
    )
    for one in compared:
        if one.effect is not None and one.effect.lost_ash_t.value:
            typer.echo(
                _("{name}: {tonnes} t of fly ash a year could not be sold any more").format(
                    name=_(one.change.name), tonnes=figures(one.effect.lost_ash_t.value, 2, LANGUAGE)
                )
            )
    for one in compared:
        if one.effect is None:
            typer.echo(f"  {_(one.change.name)}: {_(one.reason)}")


def _effect(name: str, effect: Effect) -> None:
    per_kg = [_money(cost) for cost in (effect.per_kg, effect.per_kg_shared)]
    gains = [figures(gain.value, 2, LANGUAGE) for gain in effect.gains.values()]
    cost, cost_span = _money(effect.cost.total * (1.0 / _THOUSAND))
    avoided, span = shown(effect.avoided)
    lifetime = shown(effect.lifetime)
    _line(name, (avoided, f"{100 * effect.removal.value:.0f}", *gains, cost, per_kg[0][0], per_kg[1][0], lifetime[0]))
    share = _percent(effect.removal)
    _line("", (span, share, "", "", "", cost_span, per_kg[0][1], "", ""))


def _money(cost: Range | None) -> tuple[str, str]:
    """An amount of money and its range, two figures each; what has no end has none."""
    if cost is None:
        return "-", ""
    value, low, high = (
        figures(one, 2, LANGUAGE) if math.isfinite(one) else "∞" for one in (cost.value, cost.low, cost.high)
    )
    return value, "" if low == high else f"{low}–{high}"


def _percent(share: Amount) -> str:
    return f"{round(100 * share.low)}–{round(100 * share.high)}"


def _line(name: str, cells: Iterable[str]) -> None:
    typer.echo(f"  {name[:_NAME]:<{_NAME}}" + "".join(f"{cell:>{w}}" for cell, w in zip(cells, _WIDTHS, strict=True)))
