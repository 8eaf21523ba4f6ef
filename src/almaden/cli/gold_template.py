"""``almaden gold template``, ``form`` and ``visits``: what people fill in, in a spreadsheet or on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written


def add_commands(app: CommandGroup) -> None:
    """Add ``template``, ``form`` and ``visits``."""
    app.command(
        "template",
        help=_(
            "Write a workbook to be filled in. It holds strata, sites, mills, buyers and figures, with examples.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold template field.xlsx\n"
            "  almaden gold template plan.xlsx --plan"
        ),
    )(template)
    app.command(
        "form",
        help=_(
            "Write a form for phones that need no network: the visit of a site, or of a buyer of gold. It is for "
            "servers of ODK or KoboToolbox.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold form visit.xlsx\n"
            "  almaden gold form buyer.xlsx --kind buyer"
        ),
    )(form)
    app.command(
        "visits",
        help=_(
            "Put visits that were collected on phones beside the other tables. Every row with a fault is told.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold visits export.xlsx --beside frame.xlsx --out field.xlsx\n"
            "  almaden gold visits export --beside frame --out field.xlsx"
        ),
    )(visits)


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    plan: Annotated[
        bool, typer.Option("--plan", help=_("With sheets for a National Action Plan: targets, measures, budget."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.gold_template import write_gold_template

    write_gold_template(file, plan, LANGUAGE)
    tell_written([file], as_json, [_("Next: almaden gold estimate {path}").format(path=file)])


def form(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    kind: Annotated[
        Literal["site", "buyer"],
        typer.Option(
            "--kind",
            help=_("site: a site with its miners, mills, mercury and tailings. buyer: shop, trader, exporter."),
        ),
    ] = "site",
    as_json: AsJson = False,
) -> None:
    """Write the form."""
    from almaden.reports.gold_xlsform import write_gold_xlsform

    write_gold_xlsform(file, kind)
    tell_written([file], as_json, [_("Upload it to a server of ODK or KoboToolbox as a new form.")])


def visits(
    export: Annotated[
        Path,
        typer.Argument(
            metavar="EXPORT", help=_("What the server gave out: workbook, folder of text files, or table of visits.")
        ),
    ],
    beside: Annotated[
        Path,
        typer.Option(
            "--beside",
            metavar="TABLES",
            help=_("Workbook or folder with the other tables; about is needed, strata too."),
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the tables with the visits."""
    from almaden.cli.coal_input import show_notes
    from almaden.reports.gold_files import write_gold
    from almaden.sectors.gold.readers.submissions import read_submissions

    data = read_submissions(export, beside)
    write_gold(data, out)
    show_notes(data.notes)
    tell_written([out], as_json, [_("Next: almaden gold estimate {path}").format(path=out)])
