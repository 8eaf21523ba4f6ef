"""``almaden monitoring wind``: which winds bring polluted air."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.monitoring_input import Files, ReaderName, gathered, number, odd_places
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.monitoring.series import Series
    from almaden.monitoring.views.winds import Winds
    from almaden.wording import Text


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Tell which winds bring polluted air: means by wind sector, and the share of high values by sector and "
            "speed (CBPF). The files hold the wind of each site (wind direction in degree, wind speed in m/s) beside "
            "its substances, over the same hours.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring wind station.csv\n"
            "  almaden monitoring wind gem.csv weather.csv --json"
        )
    )(wind)


def wind(files: Files, reader: ReaderName = "", as_json: AsJson = False) -> None:
    """Tell which winds bring polluted air."""
    from almaden.cli.coal_input import show_notes
    from almaden.monitoring.series import series_of

    given = gathered(files, reader)
    notes = odd_places(given.remarks)
    found = _found(series_of(given.observations))
    if as_json:
        typer.echo(json.dumps(_as_dict(found, notes, given.sha256), ensure_ascii=False, indent=2, allow_nan=False))
        return
    show_notes(notes)
    for one, told in found:
        _show(one, told)


def _found(series: tuple[Series, ...]) -> list[tuple[Series, Winds | Text]]:
    """Each substance in air at a site with wind, by its winds, or why it cannot be told.

    Raises:
        InputError: no site has both.
    """
    from almaden.monitoring.readers.told import MAY_BE_ZERO
    from almaden.monitoring.views.winds import wind_of, winds

    found: list[tuple[Series, Winds | Text]] = []
    for site in sorted({one.key.site for one in series}):
        here = [one for one in series if one.key.site == site and len(one)]
        blown = wind_of(here)
        if blown is None:
            continue
        # Of the weather a zero is a measurement, of a substance it is not.
        measured = (one for one in here if one.key.matrix == "air" and one.key.species not in MAY_BE_ZERO)
        found += [(one, winds(one, blown)) for one in measured]
    if not found:
        raise InputError(
            Fault(
                n_("no site has a substance and the wind of the same time"),
                accepted=n_("wind direction in degree and wind speed in m/s, as observations of the same site"),
                advice=n_("give the files of the weather beside those of the substance"),
            )
        )  # fmt: skip
    return found


def _as_dict(found: list[tuple[Series, Winds | Text]], notes: tuple[Text, ...], sha256: str) -> dict[str, Any]:
    from almaden.monitoring.views.winds import Winds
    from almaden.reference.meta import meta

    origins = dict.fromkeys(one for _, told in found if isinstance(told, Winds) for one in told.unverified)
    return {
        "meta": asdict(meta(0, 0, sha256)),
        "notes": [str(one) for one in notes],
        "series": [
            {**one.key._asdict(), **(told.as_dict() if isinstance(told, Winds) else {"reason": str(told)})}
            for one, told in found
        ],
        "unverified": [asdict(one) for one in origins],
    }


def _show(one: Series, told: Winds | Text) -> None:
    from almaden.cli.show import echo_title
    from almaden.monitoring.views.winds import Winds

    key = one.key
    echo_title(", ".join(part for part in (key.site, key.species, key.unit, key.method, key.instrument) if part))
    if not isinstance(told, Winds):
        typer.echo(_(told))
        return
    values = told.as_dict()
    typer.secho(_("Wind from, mean, number of values"), bold=True)
    for row in values["sectors"]:
        name = _("calm") if row["key"] is None else f"{row['key']:.0f}°"
        mean = number(row["mean"])
        if row["mean"] is None and row["least"] is not None:
            mean = _("{low} to {high}").format(low=number(row["least"]), high=number(row["most"]))
        typer.echo(f"  {name:<6} {mean:>18}  n = {row['n'] + row['below_detection']}")
    text = _("Share of values above {threshold} by sector and speed (CBPF)")
    typer.secho(text.format(threshold=number(values["threshold"])), bold=True)
    for row in values["cbpf"]:
        if row["probability"] is not None:
            speeds = f"{number(row['speed_from'])}-{number(row['speed_to'])} m/s"
            typer.echo(f"  {row['from_degree']:>3.0f}°  {speeds:<20} {number(row['probability']):>8}  n = {row['n']}")
    typer.echo()
