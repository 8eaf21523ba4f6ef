"""``almaden supply project``: surplus and storage need to come, under a named scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.chloralkali_input import OnDay, day_asked
from almaden.cli.coal_input import Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.supply_input import DEFAULT_DRAWS, Draws, Example, Plants, SupplyFile, echo_unverified, read_file, told

if TYPE_CHECKING:
    from pathlib import Path

    from almaden.supply.data import SupplyData
    from almaden.supply.projection_result import Bar, Projection
    from almaden.supply.published import RegionalStudy

#: Every so many years are shown; --json has all.
_STEP = 5
#: So many bars of the tornado are shown.
_BARS = 8


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``supply``."""
    app.command(
        help=_(
            "Tell surplus and storage need to come. Year by year under a named scenario, by each definition of storage "
            "in use, with the year of balance and what moves the result most.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply project\n"
            "  almaden supply project --example --scenario slow\n"
            "  almaden supply project supply.xlsx --region Asia --until 2050 --json"
        )
    )(project)


def project(
    file: SupplyFile = None,
    region: Annotated[
        str,
        typer.Option(
            "--region",
            metavar="AREA",
            help=_("Country, region, continent or world; without a file the world as published for 2015."),
        ),
    ] = "",
    until: Annotated[int, typer.Option("--until", metavar="YEAR", min=2010, max=2150, help=_("Last year."))] = 2050,
    scenario: Annotated[
        str,
        typer.Option(
            "--scenario", metavar="NAME", help=_("convention in full, slow, no measures, or one of your own.")
        ),
    ] = "convention in full",
    base: Annotated[
        int | None, typer.Option("--base", metavar="YEAR", min=1900, max=2149, help=_("Year that it goes on from."))
    ] = None,
    plants: Plants = None,
    on: OnDay = "",
    example: Example = False,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Tell surplus and storage need to come."""
    from almaden.sectors.chloralkali.readers.plants import read_plants
    from almaden.supply.projection import project as make
    from almaden.supply.regions import known_area

    data = _data(file, example)
    found = make(
        data, known_area(data, region), scenario, until=until, base_year=base,
        plants=None if plants is None else read_plants(plants), on=day_asked(on), draws=draws, seed=seed,
    )  # fmt: skip
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show(found)


def _data(file: Path | None, example: bool) -> SupplyData:
    from almaden.supply.data import world

    return world(2015) if file is None and not example else read_file(file, example)


def _show(found: Projection) -> None:
    from almaden.cli.show import echo_title

    title = _("{area}: surplus of mercury from {first} to {last}, scenario {scenario}, t (95 % range)")
    echo_title(title.format(area=_(found.area), first=found.base_year, last=found.until, scenario=_(found.scenario)))
    if found.meta.notice:
        typer.echo(_(found.meta.notice))
    typer.echo(f"{_('year'):<6} {_('supply'):>24} {_('closures'):>18} {_('demand'):>24} {_('surplus'):>28}")
    for one in found.years:
        if (one.year - found.base_year) % _STEP == 0 or one.year == found.until:
            amounts = (told(part) for part in (one.supply_t, one.closures_t, one.demand_t, one.surplus_t))
            supply, freed, demand, surplus = amounts
            typer.echo(f"{one.year:<6} {supply:>24} {freed:>18} {demand:>24} {surplus:>28}")
    typer.echo(_balance(found))
    typer.echo()
    typer.secho(_("To be stored by the end of {year}, t").format(year=found.until), bold=True)
    last = found.years[-1]
    for way in found.definitions:
        typer.echo(f"  {_(way.name):<56} {told(last.storage_t[way.key])}")
    _show_beside(found)
    echo_unverified(found.origins)


def _balance(found: Projection) -> str:
    first = found.balance
    after = _("after {year}").format(year=found.until)
    year, low, high = (after if one is None else str(one) for one in (first.year, first.low, first.high))
    text = _("First year of surplus: {year} (95 % range {low} to {high}); not reached in {share} % of the draws")
    return text.format(year=year, low=low, high=high, share=f"{100 * first.never:.0f}")


def _show_beside(found: Projection) -> None:
    if found.tornado:
        typer.echo()
        typer.secho(_("What moves the need of the base case most, t"), bold=True)
        for bar in found.tornado[:_BARS]:
            typer.echo(_bar(bar))
    if found.published:
        typer.echo()
        typer.secho(_("Published beside it"), bold=True)
        for study in found.published:
            typer.echo(f"  {_(study.name)}: {_study(study)}")


def _bar(bar: Bar) -> str:
    from almaden.reference.numerals import decimal

    low, high = (decimal(one, 0, LANGUAGE) for one in (bar.need_at_low_t, bar.need_at_high_t))
    return f"  {bar.name:<44} {bar.low:g} … {bar.high:g} {_(bar.unit)}: {low} … {high}"


def _study(study: RegionalStudy) -> str:
    from almaden.reference.numerals import decimal

    low, value, high = (
        None if one is None else decimal(one, 0, LANGUAGE) for one in (study.low_t, study.value_t, study.high_t)
    )
    if value is not None:
        text = _("about {t} t").format(t=value)
    elif high is None:
        text = _("more than {t} t").format(t=low)
    else:
        text = _("{low} to {high} t").format(low=low, high=high)
    return text if study.to_year is None else _("{text} by {year}").format(text=text, year=study.to_year)
