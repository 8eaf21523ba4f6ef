"""``almaden monitoring power``: how many years of measuring it takes to see a trend."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.monitoring.trends.power import Power


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Tell how many years it takes to see a trend. By the formula of Weatherhead, and by made-up series put to "
            "the program's own test; or which trend so many years can show.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring power --sd 10 --phi 0.3 --trend -1\n"
            "  almaden monitoring power --sd 10 --phi 0.3 --years 15 --simulate\n"
            "  almaden monitoring power --sd 10 --phi 0.3 --trend -1 --json"
        )
    )(power)


def power(
    sd: Annotated[
        float, typer.Option("--sd", help=_("Spread of monthly values without season and trend, % of the mean."))
    ],
    phi: Annotated[float, typer.Option("--phi", help=_("Correlation of one month with the next."))] = 0.0,
    trend: Annotated[float | None, typer.Option("--trend", help=_("Trend to be seen, % a year."))] = None,
    years: Annotated[int | None, typer.Option("--years", min=1, max=100, help=_("Years of measuring."))] = None,
    simulate: Annotated[
        bool, typer.Option("--simulate", help=_("Put made-up series to the test of the program as well."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell how many years it takes to see a trend."""
    from dataclasses import asdict

    from almaden.errors import Fault, InputError
    from almaden.reference.meta import meta
    from almaden.wording import n_

    if (trend is None) == (years is None):
        raise InputError(Fault(n_("give either a trend or a number of years"), advice=n_("use --trend or --years")))
    found = _found(sd, phi, trend, years, simulate)
    if as_json:
        last = found[-1]
        values = {"meta": asdict(meta(last.draws, last.seed)), "results": [one.as_dict() for one in found]}
        typer.echo(json.dumps(values, ensure_ascii=False))
        return
    for one in found:
        typer.echo(_line(one))
    typer.echo(_("The formula rests on numbers that were not read in their source (unverified)."))


def _found(sd: float, phi: float, trend: float | None, years: int | None, simulate: bool) -> list[Power]:
    from almaden.monitoring.trends import power as model

    if trend is not None:
        found = [model.weatherhead(sd, phi, trend)]
        if simulate:
            found.append(model.years_by_simulation(model.default_test, sd, phi, trend))
        return found
    found = [model.smallest_trend(sd, phi, float(years or 0))]
    if simulate:
        found.append(model.smallest_trend_by_simulation(model.default_test, sd, phi, float(years or 0)))
    return found


def _line(one: Power) -> str:
    from almaden.reference.numerals import decimal

    by = _("formula") if one.method == "weatherhead" else _("simulation, the program's own test")
    if one.years is None:
        return _("{by}: a trend of {trend} % a year is not seen in a hundred years").format(
            by=by, trend=decimal(one.trend, 2, LANGUAGE)
        )
    text = _("{by}: a trend of {trend} % a year is seen after {years} years with a chance of {chance} %")
    return text.format(
        by=by,
        trend=decimal(one.trend, 2, LANGUAGE),
        years=decimal(one.years, 1, LANGUAGE),
        chance=decimal(100 * one.chance, 0, LANGUAGE),
    )
