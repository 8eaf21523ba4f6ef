"""``almaden products campaign-report``: what campaigns found, as a document or workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.coal_input import day_of, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.product_tests import Example, Limit, OnDate, RegisterFile, limit_asked, read_register
from almaden.cli.written import tell_written


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``products``."""
    app.command(
        "campaign-report",
        help=_(
            "Write the report of a campaign. Shares above the limit, products with the evidence, what platforms did, "
            "what may still be sold. It tells no addresses of listings.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products campaign-report tests.xlsx --format pdf,xlsx\n"
            "  almaden products campaign-report --example --date 2025-08-01 --format html"
        ),
    )(report)


def report(
    file: RegisterFile = None,
    example: Example = False,
    date: OnDate = "",
    limit: Limit = None,
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))] = "pdf",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the report; made if it is missing."))
    ] = Path(),
    as_json: AsJson = False,
) -> None:
    """Write a report in one or several formats."""
    from almaden.reports.build import wanted_formats
    from almaden.reports.campaign import render_campaign
    from almaden.reports.files import write_atomically
    from almaden.sectors.products.testing.campaign import campaign_result

    wanted = wanted_formats(formats)
    day = day_of(date, "--date") or datetime.now(UTC).date()
    found = campaign_result(read_register(file, example), day, limit_asked(limit))
    show_notes(tuple(found.notes))
    stem = f"product-tests-{day.isoformat()}"
    contents = {one: render_campaign(found, one, lang) for one in wanted}
    written = [write_atomically(out / f"{stem}-{lang}.{one}", content) for one, content in contents.items()]
    tell_written(written, as_json)
