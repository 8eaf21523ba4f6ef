"""``almaden products stock-report``: mercury in products as a document or workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.coal_input import Draws, Seed
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.products_stock import Source, Until, read_sales
from almaden.cli.progress import progress_bar
from almaden.cli.written import tell_written

_DRAWS = 1_000
_SEED = 1


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``products``."""
    app.command(
        "stock-report",
        help=_(
            "Write a short report on mercury in products. What was sold, what is in use, what leaves use and where it "
            "ends.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products stock-report --example\n"
            "  almaden products stock-report sales.xlsx --until 2040 --format pdf,docx --lang fr"
        ),
    )(report)


def report(
    file: Source = None,
    example: Annotated[bool, typer.Option("--example", help=_("Take a made-up example in place of a file."))] = False,
    until: Until = None,
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))] = "pdf",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the report; made if it is missing."))
    ] = Path(),
    draws: Draws = _DRAWS,
    seed: Seed = _SEED,
    as_json: AsJson = False,
) -> None:
    """Write a report in one or several formats."""
    from almaden.cli.coal_input import show_notes
    from almaden.reports.build import wanted_formats
    from almaden.reports.files import write_atomically
    from almaden.reports.products_stock_report import render_products_stock
    from almaden.sectors.products.engine import run

    wanted = wanted_formats(formats)
    data = read_sales(file, example, until)
    with progress_bar(_("Products")) as bar:
        found = run(data, draws=draws, seed=seed, until=until, told=bar)
    show_notes(found.notes)
    stem = f"products-stock-{found.years[-1]}-{lang}"
    contents = {one: render_products_stock(found, one, lang) for one in wanted}
    tell_written([write_atomically(out / f"{stem}.{one}", content) for one, content in contents.items()], as_json)
