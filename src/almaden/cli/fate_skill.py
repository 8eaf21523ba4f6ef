"""``almaden fate skill``: the model of the air held against what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.fate_air import Step, Winds, air, people, tell_beside, tell_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.fate.atmosphere.skill import Skill


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``fate``."""
    app.command(
        help=_(
            "Hold the model of the air against Hg0 at 55 sites and wet deposition at 156, with the emissions of "
            "2010 to 2015. Half of the sites tuned it; the other half judges it, and stands apart. Lifetimes stand "
            "beside published ones. With --out maps of the sites and every value are written.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate skill\n"
            "  almaden fate skill --grid 2.5 --out skill --json"
        )
    )(skill)


def skill(
    winds: Winds = None,
    step: Step = 5.0,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=_("Folder for tables, maps and scatters."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold the model against what was measured."""
    from almaden.cli.language import LANGUAGE
    from almaden.cli.show import echo_title
    from almaden.fate.atmosphere.skill_run import skill_report
    from almaden.fate.atmosphere.sources import natural
    from almaden.reports.fate.skill_map import write_skill

    model = air(step, winds)
    atmosphere = model.atmosphere
    sources = people(atmosphere, None, None).plus(natural(atmosphere.surface))
    found = skill_report(atmosphere, sources, model.own_winds)
    written = [] if out is None else write_skill(found, out, LANGUAGE)
    if as_json:
        told = found.as_dict() | {"written": [str(one) for one in written], **model.told}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for title, one in ((_("Hg0 in air"), found.hg0), (_("Wet deposition"), found.wet)):
        echo_title(title)
        _show(one)
    typer.echo(_("Why wet deposition differs:"))
    for reason in found.reasons:
        typer.echo(f"  - {_(reason)}")
    typer.echo(_("Ours and published figures:"))
    tell_beside(found.beside)
    tell_notes(model.findings, found.caveats, len(found.unverified))
    tell_written(written, as_json)


def _show(found: Skill) -> None:
    from almaden.cli.monitoring_input import number

    names = {
        "all": _("all"), "tuning": _("tuning"), "judging": _("judging"), "judging_lowland": _("judging, below 2,000 m"),
        "mountain": _("mountains"),
    }  # fmt: skip
    header = (
        _("sites"), _("number"), _("measured"), _("modelled"), _("bias"), _("RMSE"), "r", _("N/S"), _("N/S measured"),
    )  # fmt: skip
    typer.echo(_row(header) + f"  {found.observations.unit}")
    for one in found.scores:
        typer.echo(
            _row(
                (names[one.name], str(one.n), number(one.observed_mean), number(one.modelled_mean),
                 f"{one.normalised_mean_bias_percent:+.1f} %", number(one.rmse), number(one.pearson),
                 number(one.modelled_north_to_south), number(one.observed_north_to_south))
            )
        )  # fmt: skip


def _row(cells: tuple[str, ...]) -> str:
    return f"  {cells[0]:<24}" + "".join(f"{cell:>13}" for cell in cells[1:])
