"""``almaden monitoring biota`` and ``biota-template``: mercury in animals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.chloralkali_input import OnDay
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.supply_input import echo_unverified
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from almaden.monitoring.biota.evaluation import BiotaResult
    from almaden.monitoring.biota.exceedance import Exceedance
    from almaden.monitoring.biota.lengths import Standardised
    from almaden.monitoring.biota.synthesis import Synthesis
    from almaden.monitoring.traps import TrapCount

#: Species that are shown; --json has all.
_SHOWN = 20


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``monitoring``."""
    app.command(
        "biota",
        help=_(
            "Evaluate samples of animals. Statistics of each species that never halve a detection limit, "
            "concentrations at a standard length, shares above limits, and means over studies.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring biota-template samples.xlsx\n"
            "  almaden monitoring biota samples.xlsx\n"
            "  almaden monitoring biota ceden.csv --taxon 'largemouth bass' --standard-length 350 --distinct\n"
            "  almaden monitoring biota samples.xlsx --limit EU --json"
        ),
    )(biota)
    app.command(
        "biota-template",
        help=_(
            "Write a workbook for samples of animals, with examples.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden monitoring biota-template samples.xlsx"
        ),
    )(biota_template)


def biota(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=_("The template, or a table of CEDEN or the Water Quality Portal.")),
    ],
    taxon: Annotated[str, typer.Option("--taxon", help=_("Species, by scientific or common name."))] = "",
    standard_length: Annotated[
        float | None,
        typer.Option("--standard-length", metavar="MM", min=1.0, help=_("Length to tell concentrations for, in mm.")),
    ] = None,
    limit: Annotated[
        str, typer.Option("--limit", metavar="ISSUER", help=_("Issuer of limits, such as EU; otherwise all."))
    ] = "",
    distinct: Annotated[
        bool, typer.Option("--distinct", help=_("Leave out samples that repeat another one in everything."))
    ] = False,
    fillet: Annotated[
        bool, typer.Option("--fillet", help=_("Convert whole fish to fillet by an equation, for limits of food."))
    ] = False,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Evaluate samples of animals."""
    import json
    from dataclasses import asdict

    from almaden.cli.chloralkali_input import day_asked
    from almaden.monitoring.biota.evaluation import evaluate
    from almaden.monitoring.biota.table import table_of
    from almaden.monitoring.readers.biota import read_biota

    data = read_biota(file)
    table = table_of(data.records, distinct=distinct)
    found = evaluate(
        table, day_asked(on), taxon=taxon, length_mm=standard_length, issuer=limit, sha256=data.sha256, fillet=fillet
    )  # fmt: skip
    if as_json:
        answer = {**found.as_dict(), "traps": [asdict(one) for one in data.traps]}
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    _show(found, data.traps)


def biota_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the workbook."""
    from almaden.reports.monitoring.biota_template import BIOTA_TEMPLATE

    BIOTA_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json)


def _show(found: BiotaResult, traps: Sequence[TrapCount]) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Mercury in animals: {samples} samples").format(samples=found.samples))
    for trap in traps:
        typer.echo(_("{count} times: {problem}; {advice}").format(
            count=trap.count, problem=_(trap.problem), advice=_(trap.advice)
        ))  # fmt: skip
    for note in found.notes:
        typer.echo(_(note))
    typer.echo()
    for one in found.species[:_SHOWN]:
        mean = one.values.geometric_mean
        told = _(one.values.reason) if mean is None else _interval(mean.value, mean.low, mean.high)
        what = f"{one.species} {one.analyte} {one.tissue} {one.basis}"
        typer.echo(f"  {what:<40} {one.values.n:6} {one.values.share_below:6.0%}  {told}")
    if len(found.species) > _SHOWN:
        more = _("and {count} more; --json lists them").format(count=len(found.species) - _SHOWN)
        typer.echo(f"  {more}")
    typer.echo(_("Samples, share below detection, geometric mean in ug/g with its 95 % interval."))
    if found.at_length is not None:
        _show_lengths(found.at_length)
    for title, levels in ((_("Share above limits"), found.limits), (_("Share above effect levels"), found.effects)):
        _show_levels(title, levels)
    _show_synthesis(found.synthesis)
    echo_unverified(found.origins)


def _show_synthesis(found: Synthesis) -> None:
    if all(one.low is None for one in found.groups):
        return
    typer.echo()
    typer.secho(_("Geometric mean over studies, ug/g"), bold=True)
    for one in found.groups:
        if one.mean is None or one.low is None or one.high is None:
            continue
        what = " ".join(_(part) for part in one.group.values() if part)
        count = _("{samples} samples of {studies} studies").format(samples=one.samples, studies=one.studies)
        typer.echo(f"  {what:<48} {_interval(one.mean, one.low, one.high)}  {count}")


def _show_lengths(found: Standardised) -> None:
    from almaden.monitoring.biota.lengths import counted

    typer.echo()
    typer.secho(_("At {length} mm").format(length=f"{found.length_mm:g}"), bold=True)
    if found.over_sites is not None:
        one = found.over_sites
        mean = _("mean over sites {mean} ug/g").format(mean=_interval(one.value, one.low, one.high))
        typer.echo(f"  {mean}")
    for way, count in counted(found.groups).items():
        typer.echo(f"  {_(way)}: {count}")


def _show_levels(title: str, levels: Sequence[Exceedance]) -> None:
    if not levels:
        return
    typer.echo()
    typer.secho(title, bold=True)
    for one in levels:
        share = "-" if one.share is None else f"{one.share:.1%} ({one.low:.1%} - {one.high:.1%})"
        name = f"{one.issuer}: {_(one.holds_for)}"
        undecided = ", " + _("{count} not decided").format(count=one.undecided) if one.undecided else ""
        typer.echo(f"  {one.level:6.3g} ug/g {one.form:<5} {share:<24} {one.above} / {one.samples}{undecided}  {name}")


def _interval(value: float, low: float, high: float) -> str:
    return f"{value:.3g} ({low:.3g} - {high:.3g})"
