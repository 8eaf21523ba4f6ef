"""``almaden partnership fact-sheet``: the figures of one area or country, with their documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.partnership_input import Folder, KnownAt, Store, day, read
from almaden.cli.written import tell_written


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``partnership``."""
    app.command(
        name="fact-sheet",
        help=_(
            "Write a fact sheet. The figures, activities, sums and targets of an area or a country, each with the "
            "document that it was read in.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden partnership fact-sheet --area COAL --format pdf,docx\n"
            "  almaden partnership fact-sheet --country Ghana --as-of 2020-11-30 --lang fr"
        ),
    )(sheet)


def sheet(
    folder: Folder = None,
    store: Store = False,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help=_("The day it tells of: 2020-11-30; without it, today."))
    ] = "",
    known_at: KnownAt = "",
    area: Annotated[str, typer.Option("--area", metavar="CODE", help=_("Area of work: COAL."))] = "",
    country: Annotated[str, typer.Option("--country", metavar="COUNTRY", help=_("Country: GHA, or its name."))] = "",
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))] = "pdf",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the sheet."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the sheet; made if it is missing."))
    ] = Path(),
    as_json: AsJson = False,
) -> None:
    """Write a fact sheet in one or several formats."""
    from almaden.partnership.fact_sheets import fact_sheet
    from almaden.reports.build import wanted_formats
    from almaden.reports.partnership.fact_sheet import write_fact_sheet

    wanted = wanted_formats(formats)
    on = day(as_of, "--as-of") if as_of else date.today()
    found = fact_sheet(read(folder, store, known_at), on, area, country)
    name = "-".join(filter(None, ("partnership-facts", found.area, found.country, found.as_of.isoformat(), lang)))
    tell_written([write_fact_sheet(found, one, lang, out / f"{name}.{one}") for one in wanted], as_json)
