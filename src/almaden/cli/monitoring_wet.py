"""``almaden monitoring wet``: wet deposition by volume-weighted means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.monitoring_input import (
    Files,
    Output,
    ReaderName,
    Share,
    Suspect,
    Zone,
    check_share,
    gathered,
    number,
    odd_places,
    write_rows,
    zone_of,
)
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.monitoring.wet_deposition import WetDeposition, WetPeriod


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Add up wet deposition. Volume-weighted mean of each collector and period, what was measured, and the flux "
            "scaled to all that it rained, with its error and whether enough was measured.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring wet weeks.csv\n"
            "  almaden monitoring wet weeks.csv --period season --zone -5 --output deposition.csv"
        )
    )(wet)


def wet(
    files: Files,
    period: Annotated[Literal["month", "season", "year"], typer.Option("--period", help=_("What to add up over."))] = (
        "year"
    ),
    reader: ReaderName = "",
    coverage: Share = None,
    zone: Zone = "",
    suspect: Suspect = False,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Add up wet deposition."""
    check_share(coverage)
    clock = zone_of(zone)
    from almaden.cli.coal_input import show_notes
    from almaden.monitoring.series import series_of
    from almaden.monitoring.wet_deposition import wet_deposition
    from almaden.monitoring.wet_weeks import wet_weeks

    measured = gathered(files, reader)
    collectors = wet_weeks(series_of(measured.observations), suspect=suspect)
    if not collectors:
        raise InputError(
            Fault(
                n_("there is no concentration of mercury in precipitation"), file=", ".join(one.name for one in files),
                accepted=n_("THg in ng/L of precipitation, with precipitation in mm of the same times"),
                advice=n_("check the species, the unit and the matrix of the rows, or name another reader"),
            )
        )  # fmt: skip
    found = wet_deposition(collectors, period, clock, coverage, input_sha256=measured.sha256)
    if output is not None:
        write_rows(output, found.rows())
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes((*odd_places(measured.remarks), *found.notes))
    _show(found)
    if output is not None:
        tell_written([output], as_json)


def _show(found: WetDeposition) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Wet deposition of mercury"))
    for one in found.periods:
        typer.secho(f"{one.key.site}  {one.start}", bold=True)
        typer.echo(_flux(one))
        text = _("  {depth} mm, {measured} mm of it measured; {valid} valid, {dry} dry, {trace} trace of {all} samples")
        typer.echo(
            text.format(
                depth=number(one.depth_mm), measured=number(one.measured_mm), valid=one.valid, dry=one.dry,
                trace=one.trace, all=one.samples,
            )
        )  # fmt: skip
        if one.why:
            typer.echo(f"  {_(one.why)}")


def _flux(one: WetPeriod) -> str:
    if one.mean is None and one.mean_low is not None:
        text = _("  {low} to {high} ng/m2; mean {mean_low} to {mean_high} ng/L, as some are below detection")
        return text.format(
            low=number(one.flux_low), high=number(one.flux_high), mean_low=number(one.mean_low),
            mean_high=number(one.mean_high),
        )  # fmt: skip
    text = _("  {flux} ng/m2 (standard error {error}); {measured} ng/m2 measured; mean {mean} ng/L")
    return text.format(
        flux=number(one.flux), error=number(one.error), measured=number(one.measured), mean=number(one.mean)
    )
