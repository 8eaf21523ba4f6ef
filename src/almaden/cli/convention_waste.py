"""``almaden convention waste``: the classes of mercury wastes, and whether a waste is one."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.convention.waste import WasteClass


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``convention``."""
    app.command(
        help=_(
            "List the classes of mercury wastes with their thresholds and treatments, or say whether a waste of a "
            "measured content is mercury waste.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden convention waste\n"
            "  almaden convention waste --total 20\n"
            "  almaden convention waste --total 30 --leachate 0.1 --json\n"
            "  almaden convention waste --total 20 --date 2022-06-01"
        )
    )(waste)


def waste(
    total: Annotated[
        float | None, typer.Option("--total", min=0, max=1e6, help=_("Total mercury content of the waste, mg/kg."))
    ] = None,
    leachate: Annotated[
        float | None, typer.Option("--leachate", min=0, max=1e6, help=_("Mercury in its leachate, mg/l."))
    ] = None,
    day: Annotated[
        str,
        typer.Option(
            "--date", metavar="DATE", help=_("Day asked about, year-month-day; by the latest rules if left out.")
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the classes and judge a content."""
    from almaden.cli.coal_input import day_of
    from almaden.convention.waste import judge, waste_classes

    on = day_of(day, "--date")
    asked = total is not None or leachate is not None or on is not None
    found: list[dict[str, Any]] = []
    for one in waste_classes():
        judgement = judge(one, total, leachate, on) if asked else None
        found.append(
            {**asdict(one), "since": one.since.isoformat(), **({"judgement": asdict(judgement)} if judgement else {})}
        )
        if not as_json:
            _show(one)
            if judgement is not None:
                why = _("{name}: {text}").format(name=_(judgement.verdict), text=_(judgement.reason))
                typer.echo(f"  = {why}")
    if as_json:
        from almaden import __version__

        meta = {"program": "almaden", "version": __version__}
        typer.echo(json.dumps({"meta": meta, "waste_classes": found}, ensure_ascii=False, indent=2))
    else:
        typer.echo(_("* not verified: recalled, or read second-hand"))


def _show(one: WasteClass) -> None:
    typer.echo(f"* {_(one.name)}" if one.status == "unverified" else _(one.name))
    limits = []
    if one.total_mg_per_kg is not None:
        limits.append(_("from {limit} mg/kg in all").format(limit=f"{one.total_mg_per_kg:g}"))
    if one.leachate_mg_per_l is not None:
        limits.append(_("from {limit} mg/l in the leachate").format(limit=f"{one.leachate_mg_per_l:g}"))
    since = _("since {day}: {decision}").format(day=one.since.isoformat(), decision=_(one.decision))
    steps = ", ".join(_(step) for step in one.steps)
    typer.echo(f"  {', '.join(limits) or _('any content')}; {steps}; {since}")
