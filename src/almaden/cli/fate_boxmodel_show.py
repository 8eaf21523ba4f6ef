"""Results of box models as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.cli.supply_input import echo_unverified
from almaden.fate.boxmodel.caveats import caveats

if TYPE_CHECKING:
    from almaden.fate.boxmodel.budget import Budget
    from almaden.fate.boxmodel.comparison import Beside
    from almaden.fate.boxmodel.ensemble_result import Ensemble
    from almaden.fate.boxmodel.legacy_share import LegacyShare
    from almaden.fate.boxmodel.model import BoxModel
    from almaden.fate.boxmodel.pulse import Pulse
    from almaden.fate.boxmodel.simulation import Simulation
    from almaden.fate.boxmodel.steady import SteadyState
    from almaden.fate.boxmodel.timescales import Timescales

#: Most years of a run that are shown; --out and --json have all.
_MOST_YEARS = 24
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_WIDTH = 11
#: Unverified numbers that are named.
_NAMED = 12


def number(value: float) -> str:
    """A mass or flow with about four figures."""
    from almaden.reference.numerals import decimal

    size = abs(value)
    if size and size < 1e-3:
        return f"{value:.1e}"
    return decimal(value, 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 10 else 3, LANGUAGE)


def show_run(found: Simulation, model: BoxModel, beside: Sequence[Beside]) -> None:
    """Masses of the reservoirs by year, and the last of them by where the mercury came from."""
    from almaden.cli.show import echo_title

    run = found.run
    title = _("{model}, {method}: mercury in each reservoir, Mg")
    echo_title(title.format(model=_(model.name), method=_(run.method)))
    _head(_("year"), run.reservoirs)
    for place in _round_years(run.years.tolist()):
        _line(f"{run.years[place]:g}", run.total[place].tolist())
    if len(run.tags) > 1:
        typer.echo()
        typer.secho(_("Where it came from, in {year}").format(year=f"{run.years[-1]:g}"), bold=True)
        for tag, masses in zip(run.tags, run.values[:, -1].tolist(), strict=True):
            _line(_(tag), masses)
    show_beside(beside)
    typer.echo()
    typer.echo(_(found.closure.summary()))
    told((*run.notes, *found.notes), found.caveats)
    listed_unverified(run.unverified)


def show_beside(models: Sequence[Beside]) -> None:
    """Mercury in the air by each model, so that nobody takes one for the truth."""
    if not models:
        return
    typer.echo()
    typer.secho(_("Mercury in the air by each model of the globe with these emissions, Mg"), bold=True)
    _head(_("year"), [one.model for one in models])
    longest = max((one.years.tolist() for one in models), key=len)
    known = [dict(zip(one.years.tolist(), one.air_mg.tolist(), strict=True)) for one in models]
    for place in _round_years(longest):
        _texts(
            f"{longest[place]:g}", ["" if (air := one.get(longest[place])) is None else number(air) for one in known]
        )


def show_legacy(found: LegacyShare) -> None:
    """Natural, legacy and primary shares of a year."""
    typer.echo(_(found.summary()))


def show_steady(found: SteadyState, model: BoxModel, times: Timescales) -> None:
    """Masses at rest with residence times, and the relaxation times of the whole."""
    from almaden.cli.show import echo_title

    echo_title(_("{model}: at rest").format(model=_(model.name)))
    typer.echo(f"{'':<12}{_('mass, Mg'):>16}{_('stays, years'):>16}{_('leaves the system, Mg/yr'):>28}")
    for row in found.rows():
        cells = (number(row["mass_mg"]), number(row["residence_years"]), number(row["out_mg_per_year"]))
        typer.echo(f"{row['reservoir']:<12}{cells[0]:>16}{cells[1]:>16}{cells[2]:>28}")
    text = _("closure: inputs less what leaves the system = {closure} Mg/yr")
    typer.echo(text.format(closure=f"{found.closure_mg_per_year:.1e}"))
    typer.echo(_(times.summary()))
    told((), caveats())
    listed_unverified(found.unverified)


def show_pulse(found: Pulse, model: BoxModel, closure_mg: float) -> None:
    """Where a mass is by years."""
    from almaden.cli.show import echo_title

    title = _("{model}: {mass} Mg put into {reservoir}, Mg by years after it")
    echo_title(title.format(model=_(model.name), mass=number(found.mass_mg), reservoir=found.reservoir))
    _head(_("years"), (*found.reservoirs, _("left")))
    for place, year in enumerate(found.years.tolist()):
        _line(f"{year:g}", (*found.masses_mg[place].tolist(), float(found.removed_mg[place])))
    text = _("closure: mass less what is there and what left = {closure} Mg")
    typer.echo(text.format(closure=f"{closure_mg:.1e}"))
    told((), caveats())
    listed_unverified(found.unverified)


def show_budget(found: Budget, model: BoxModel) -> None:
    """All flows of a year."""
    from almaden.cli.show import echo_title

    echo_title(_("{model}: all flows in {year}, Mg/yr").format(model=_(model.name), year=f"{found.year:g}"))
    names = dict(zip(model.reservoirs, model.names, strict=True))
    for flow in found.flows:
        start = _(names[flow.from_reservoir]) if flow.from_reservoir else _("input")
        end = _(names[flow.to_reservoir]) if flow.to_reservoir else _("out of the system")
        way = _("{start} to {end}").format(start=start, end=end)
        typer.echo(f"{number(flow.mg_per_year):>10}  {_(flow.name):<56} {way}")
    typer.echo()
    typer.echo(_(found.summary()))
    told((), found.caveats)
    listed_unverified(found.unverified)


def show_ensemble(found: Ensemble, model: BoxModel, reservoirs: Sequence[str]) -> None:
    """Masses with ranges by year, and how the members stand to what is known."""
    from almaden.cli.show import echo_title

    title = _("{model}: mercury with 95 % ranges, Mg; {kept} of {members} members fit what is known")
    echo_title(title.format(model=_(model.name), kept=found.kept, members=found.meta.draws))
    shown = [key for key in reservoirs if key in found.reservoirs] or list(found.reservoirs[:1])
    typer.echo(f"{_('year'):<8}" + "".join(f"{key:>30}" for key in shown))
    for when in _round_years(found.years.tolist()):
        cells = []
        for key in shown:
            place = found.reservoirs.index(key)
            value, low, high = (number(float(part[when, place])) for part in (found.point, found.low, found.high))
            cells.append(f"{value} ({low} … {high})")
        typer.echo(f"{found.years[when]:<8g}" + "".join(f"{cell:>30}" for cell in cells))
    typer.echo()
    for one in found.constraints:
        text = _("{name}: {value} of the run of record, {low} to {high} known; {share} % of the members lie there")
        typer.echo(
            text.format(
                name=_(one.name), value=number(one.value), low=number(one.low), high=number(one.high),
                share=f"{100 * one.share:.0f}",
            )
        )  # fmt: skip
    told(found.notes, found.caveats)
    listed_unverified(found.unverified)


def told(notes: Iterable[str], caveats: Iterable[str]) -> None:
    """Notes and what the result cannot tell."""
    for text in (*notes, *caveats):
        typer.echo(_("Note: {text}").format(text=_(text)))


def listed_unverified(origins: Sequence[object]) -> None:
    """Names of the unverified numbers that a result rests on."""
    from almaden.reference.origin import Origin

    known = [one for one in origins if isinstance(one, Origin)]
    echo_unverified(known)
    names = list(dict.fromkeys(_(one.quantity) for one in known))
    if names:
        rest = "" if len(names) <= _NAMED else " …"
        typer.echo("  " + _("; ").join(names[:_NAMED]) + rest)


def _round_years(years: Sequence[float]) -> list[int]:
    """Places of the first year, of round years between, so many as fit a screen, and of the last."""
    span = years[-1] - years[0]
    step = next((one for one in _STEPS if span <= one * _MOST_YEARS), _STEPS[-1])
    return [place for place, year in enumerate(years) if place in (0, len(years) - 1) or year % step == 0]


def _head(first: str, names: Sequence[str]) -> None:
    typer.echo(f"{first:<28}" + "".join(f"{name:>{_WIDTH}}" for name in names))


def _line(first: str, values: Iterable[float]) -> None:
    _texts(first, [number(value) for value in values])


def _texts(first: str, cells: Iterable[str]) -> None:
    typer.echo(f"{first[:27]:<28}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells))
