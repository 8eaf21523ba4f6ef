"""What happens to a tonne, as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from almaden.cli.fate_boxmodel_show import listed_unverified, told
from almaden.cli.language import LANGUAGE, _

if TYPE_CHECKING:
    from almaden.fate.tonne_legacy import Estimate, Legacy
    from almaden.fate.tonne_result import TonneResult

#: Receptors that are shown; --out and --json have all.
_SHOWN = 12
#: Widths of names, of the first column of years, and of the others.
_NAME, _FIRST, _CELL = 30, 34, 15
#: The years of which one line tells.
_CENTURY = 100


def show_tonne(found: TonneResult, notes: Sequence[str] = ()) -> None:
    """Receptors with ranges, the time in the air, the years, and what all this cannot tell."""
    from almaden.cli.show import echo_title
    from almaden.fate.tonne_source import SPECIES_NAMES

    title = _("A tonne of mercury from {source}: {species}")
    echo_title(title.format(source=_(found.source.name), species=_(SPECIES_NAMES[found.species])))
    typer.echo(_("Where it comes down first, % of the tonne (95 % range)"))
    for fallen in found.deposition[:_SHOWN]:
        typer.echo(f"  {_(fallen.name):<{_NAME}} {_percent(fallen.share)}")
    if len(found.deposition) > _SHOWN:
        typer.echo("  " + _("and {count} more; --json has all").format(count=len(found.deposition) - _SHOWN))
    for heading, rows in ((_("By band of latitude"), found.bands), (_("On areas of your own"), found.areas)):
        if rows:
            typer.echo(heading)
        for fallen in rows:
            typer.echo(f"  {_(fallen.name):<{_NAME}} {_percent(fallen.share)}")
    typer.echo(_("Near where it was emitted"))
    for near in found.near:
        typer.echo(f"  {_(near.name):<{_NAME}} {_percent(near.share)}")
    stays = _(
        "In the air before it first comes down: {months} months ({low} to {high}); all mercury of the world {all}"
    )
    months = found.lifetime_months
    typer.echo(
        stays.format(
            months=_figures(months.value), low=_figures(months.low), high=_figures(months.high),
            all=_figures(found.world_lifetime_months),
        )
    )  # fmt: skip
    typer.echo()
    _show_years(found.legacy[0])
    for legacy in found.legacy:
        _show_legacy(legacy)
    typer.echo()
    told(notes, found.caveats)
    listed_unverified(found.unverified)


def _show_years(legacy: Legacy) -> None:
    """Reservoirs by years, and how often it came down until then."""
    title = _("Where it is after years, % of the tonne (95 % range), by {model}")
    typer.secho(title.format(model=_(legacy.model_name)), bold=True)
    _line(_("years"), [f"{one.years:g}" for one in legacy.falls])
    for reservoir in dict.fromkeys(one.reservoir for one in legacy.whereabouts):
        mine = [one for one in legacy.whereabouts if one.reservoir == reservoir]
        _line(_(mine[0].name), [_short(one.share) for one in mine])
    _line(_("came down until then, times"), [_times(one.times) for one in legacy.falls])
    _line(_("of these, not for the first time"), [_times(one.again) for one in legacy.falls])


def _show_legacy(legacy: Legacy) -> None:
    """How often it came down in a century, and when half of it is buried."""
    century = next(one for one in legacy.falls if one.years >= _CENTURY)
    half = legacy.half_buried_years
    text = _(
        "{model}: within {years} years it comes down {times} times; half of it is buried after {half} years "
        "({low} to {high})"
    )
    typer.echo(
        text.format(
            model=_(legacy.model_name), years=f"{century.years:g}", times=_times(century.times),
            half=_figures(half.value), low=_figures(half.low), high=_figures(half.high),
        )
    )  # fmt: skip


def _line(first: str, cells: Sequence[str]) -> None:
    typer.echo(f"{first:<{_FIRST}}" + "".join(f"{cell:>{_CELL}}" for cell in cells))


def _percent(share: Estimate) -> str:
    """A share with its range, in percent."""
    value = 100 * share.value
    return _ranged(share, 100, 0 if value >= 20 else 1 if value >= 1 else 2)


def _short(share: Estimate) -> str:
    """The same for a narrow column."""
    value = 100 * share.value
    return _("below 0.1") if value < 0.05 else _ranged(share, 100, 0 if value >= 10 else 1)


def _times(times: Estimate) -> str:
    return _ranged(times, 1, 1)


def _ranged(one: Estimate, factor: float, places: int) -> str:
    from almaden.reference.numerals import decimal

    value, low, high = (decimal(factor * part, places, LANGUAGE) for part in (one.value, one.low, one.high))
    return f"{value} ({low}–{high})"


def _figures(value: float) -> str:
    """A number with two figures or so."""
    from almaden.reference.numerals import decimal

    return decimal(value, 0 if value >= 20 else 1 if value >= 1 else 2, LANGUAGE)
