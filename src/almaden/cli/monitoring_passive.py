"""``almaden monitoring passive``: concentrations from passive samplers, and how they agree with an instrument."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.monitoring_input import (
    Files,
    Output,
    ReaderName,
    gathered,
    number,
    odd_places,
    write_rows,
)
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.monitoring.passive_active import Agreement
    from almaden.monitoring.passive_rate import PassiveSettings
    from almaden.monitoring.passive_result import PassiveResult


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Turn masses of passive samplers into concentrations. The rate is adjusted for temperature and wind, "
            "blanks are taken off, replicates compared, doubtful samples marked; an active instrument may stand "
            "beside.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring passive masses.csv\n"
            "  almaden monitoring passive masses.csv --active tekran.csv --json\n"
            "  almaden monitoring passive masses.csv --reference-temperature 10 --reference-wind 3"
        )
    )(passive)


def passive(
    files: Files,
    reader: ReaderName = "",
    temperature: Annotated[
        float | None,
        typer.Option("--reference-temperature", metavar="C", help=_("Temperature to which the rate belongs.")),
    ] = None,
    wind: Annotated[
        float | None, typer.Option("--reference-wind", metavar="M/S", help=_("Wind to which the rate belongs."))
    ] = None,
    active: Annotated[
        list[Path] | None,
        typer.Option("--active", metavar="FILE", help=_("Measurements of GEM by an instrument at the same sites.")),
    ] = None,
    active_reader: Annotated[
        str, typer.Option("--active-reader", metavar="NAME", help=_("Reader of the files of the instrument."))
    ] = "",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Turn masses of passive samplers into concentrations."""
    from almaden.cli.coal_input import show_notes
    from almaden.monitoring.passive import MASS, passive_concentrations

    measured = gathered(files, reader)
    found = passive_concentrations(measured.observations, _settings(temperature, wind), input_sha256=measured.sha256)
    if not found.samples:
        raise InputError(
            Fault(
                n_("there is no mass of a passive sampler"), file=", ".join(one.name for one in files), accepted=MASS,
                advice=n_("give rows of this species in ng with start and end, or name another reader"),
            )
        )  # fmt: skip
    agreement = _agreement(found, active or [], active_reader)
    if output is not None:
        write_rows(output, found.rows())
    if as_json:
        values = found.as_dict()
        if agreement is not None:
            values["active"] = asdict(agreement)
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2, default=str))
        return
    show_notes((*odd_places(measured.remarks), *found.notes))
    _show(found, agreement)
    if output is not None:
        tell_written([output], as_json)


def _settings(temperature: float | None, wind: float | None) -> PassiveSettings:
    from almaden.monitoring.passive_rate import default_settings

    settings = default_settings()
    if temperature is not None:
        settings = replace(settings, reference_temperature=temperature)
    return settings if wind is None else replace(settings, reference_wind=wind)


def _agreement(found: PassiveResult, files: list[Path], reader: str) -> Agreement | None:
    if not files:
        return None
    from almaden.monitoring.passive_active import compare_with_active
    from almaden.monitoring.series import series_of

    return compare_with_active(found.replicates, series_of(gathered(files, reader).observations))


def _show(found: PassiveResult, agreement: Agreement | None) -> None:
    from almaden.cli.show import echo_title
    from almaden.monitoring.passive_result import MARKS

    echo_title(_("Passive samplers, ng/m3"))
    for one in found.samples:
        value = number(one.concentration)
        if one.concentration is None:
            value = _("below {limit}").format(limit=number(one.at_most))
        elif one.error is not None:
            value = _("{value} (standard error {error})").format(value=value, error=number(one.error))
        name = " ".join(part for part in (one.site, one.sample, one.replicate) if part)
        typer.secho(f"{name}  {one.start.date()} - {one.end.date()}  {value}", bold=True)
        for mark in one.marks:
            typer.echo(f"  {_(MARKS[mark])}")
    if agreement is None:
        return
    typer.echo()
    typer.secho(_("Beside the instrument: {count} pairs").format(count=agreement.count), bold=True)
    text = _("  passive less active {bias} ng/m3, 95 % of differences from {low} to {high}; {percent} % on the mean")
    typer.echo(
        text.format(
            bias=number(agreement.bias), low=number(agreement.low), high=number(agreement.high),
            percent=number(agreement.mean_relative),
        )
    )  # fmt: skip
