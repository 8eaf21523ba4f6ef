"""``almaden fate actions``: what can be done, ranked by what it keeps off a receptor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.fate_air import Emissions, Outlines, Step, To, Winds, Year, air, people, percent, tell_notes, wanted
from almaden.cli.fate_matrix import write_template
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.fate.atmosphere.actions import RankedActions


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``fate``."""
    app.command(
        help=_(
            "Rank actions against emissions by what they keep off a region, an ocean basin or a band of latitude. A "
            "line of the table is an action: in a region or at a place, with what is no longer emitted, its species or "
            "kind of source, and its cost where it is known.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate actions-template --out actions.csv\n"
            "  almaden fate actions actions.csv --to arctic\n"
            '  almaden fate actions actions.csv --to "North Pacific" --out ranked.csv --json'
        )
    )(actions)
    app.command("actions-template", help=_("Write an empty table of actions."))(actions_template)


def actions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Table of actions."))],
    to: To,
    emissions: Emissions = None,
    year: Year = None,
    winds: Winds = None,
    areas: Outlines = None,
    step: Step = 5.0,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("Write the ranks as CSV."))] = None,
    as_json: AsJson = False,
) -> None:
    """Rank actions by what they keep off a receptor."""
    from dataclasses import asdict

    from almaden.cli.monitoring_input import write_rows
    from almaden.fate.atmosphere.actions import rank_actions
    from almaden.fate.atmosphere.readers.actions import read_actions

    table = read_actions(file)
    model = air(step, winds)
    regions = people(model.atmosphere, emissions, year)
    chosen = wanted(model, to, areas)
    found = rank_actions(model.atmosphere, chosen, table.rows, regions, model.own_winds, table.sha256)
    if out is not None:
        write_rows(out, [asdict(one) for one in found.actions])
    if as_json:
        told = found.as_dict() | {"written": [] if out is None else [str(out)], **model.told}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _show(found, model.findings)
    tell_written([] if out is None else [out], as_json)


def _show(found: RankedActions, findings: tuple[str, ...]) -> None:
    from almaden.cli.monitoring_input import number
    from almaden.cli.show import echo_title

    echo_title(_("Actions by what they keep off: {name}").format(name=_(found.receptor_name)))
    for one in found.actions:
        typer.echo(
            _("  {rank:>3}  {name:<36} {kept:>10} kg a year, {share} of {reduction} kg not emitted").format(
                rank=one.rank, name=one.name, kept=number(one.kept_off_kg_per_year), share=percent(one.share),
                reduction=number(one.reduction_kg_per_year),
            )
        )  # fmt: skip
        if one.cost_per_kg_kept_off is not None:
            typer.echo(
                _("       {cost} {currency} for each kg kept off, rank by cost {rank}").format(
                    cost=number(one.cost_per_kg_kept_off), currency=found.currency, rank=one.rank_by_cost
                )
            )
    tell_notes((*findings, *found.findings), found.caveats, len(found.unverified))


def actions_template(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("CSV file to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write an empty table of actions."""
    from almaden.fate.atmosphere.action_records import template

    write_template(out, template())
    tell_written([out], as_json)
