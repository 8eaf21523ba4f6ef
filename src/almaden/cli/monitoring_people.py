"""``almaden monitoring people`` and ``people-template``: mercury in people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.supply_input import echo_unverified
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.monitoring.people.result import PeopleCell, PeopleResult, Statistics


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``monitoring``."""
    app.command(
        "people",
        help=_(
            "Evaluate samples of people who agreed. Geometric means, percentiles and shares above guidance by year, "
            "group and matrix; no group of fewer than ten persons is told or can be reckoned back.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring people-template people.xlsx\n"
            "  almaden monitoring people people.xlsx\n"
            "  almaden monitoring people people.xlsx --json"
        ),
    )(people)
    app.command(
        "people-template",
        help=_(
            "Write a workbook for samples of people, with examples. It has no place for names.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden monitoring people-template people.xlsx"
        ),
    )(people_template)


def people(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook of the template, or a table of samples."))],
    as_json: AsJson = False,
) -> None:
    """Evaluate samples of people."""
    from almaden.monitoring.people.evaluation import evaluate_people
    from almaden.monitoring.readers.people import read_people

    data = read_people(file)
    found = evaluate_people(data.records, data.refused, data.sha256)
    if as_json:
        typer.echo(found.to_json())
        return
    _show(found)


def people_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the workbook."""
    from almaden.reports.monitoring.people_template import PEOPLE_TEMPLATE

    PEOPLE_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json)


def _show(found: PeopleResult) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Mercury in people"))
    series = None
    for one in found.cells:
        own = (one.country, one.matrix, one.analyte, one.unit, one.method)
        if own != series:
            series = own
            typer.echo()
            title = f"{one.country}: {_(one.analyte)}, {_(one.matrix)}, {one.unit}, {one.method}"
            typer.secho(title, bold=True)
        typer.echo(f"  {_name(one):<32} {_told(one)}")
        if one.statistics is not None:
            _show_shares(one.statistics)
    typer.echo()
    for note in found.notes:
        typer.echo(_(note))
    echo_unverified(found.origins)


def _name(one: PeopleCell) -> str:
    if one.year is None:
        return _("all together")
    return f"{one.year} {one.group}".strip()


def _told(one: PeopleCell) -> str:
    if one.statistics is None:
        return _(one.told)
    mean = one.statistics.geometric_mean
    if mean is None:
        return _("{persons} persons: {reason}").format(
            persons=one.statistics.persons, reason=_(one.statistics.reason)
        )  # fmt: skip
    return _("{persons} persons, geometric mean {mean} ({low} - {high})").format(
        persons=one.statistics.persons, mean=f"{mean.value:.3g}", low=f"{mean.low:.3g}", high=f"{mean.high:.3g}"
    )


def _show_shares(told: Statistics) -> None:
    for level in told.above:
        if level.share is not None:
            text = _("{share} above {level}: {name}").format(
                share=f"{level.share:.0%}", level=f"{level.level:g}", name=_(level.name)
            )
            typer.echo(f"    {text}")
