"""``almaden chloralkali report``: a register or the conversions of its plants as a document or workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.chloralkali_input import Countries, OnDay, PlantFile, day_asked, read_register
from almaden.cli.coal_input import Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

DEFAULT_DRAWS = 10_000


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``chloralkali``."""
    app.command(
        help=_(
            "Write a report of a register. Which plants run, where the mercury went, closures and surplus. With "
            "--convert what converting its plants costs and saves.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden chloralkali report --format pdf,xlsx\n"
            "  almaden chloralkali report plants.xlsx --on 2026-01-01 --format docx --out reports\n"
            "  almaden chloralkali report plants.xlsx --convert"
        )
    )(report)


def report(
    file: PlantFile = None,
    convert: Annotated[
        bool, typer.Option("--convert", help=_("Report what converting its plants costs and saves."))
    ] = False,
    on: OnDay = "",
    country: Countries = None,
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))] = "pdf",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the report; made if it is missing."))
    ] = Path(),
    draws: Annotated[
        int, typer.Option("--draws", min=100, max=1_000_000, help=_("Draws of the uncertain numbers."))
    ] = DEFAULT_DRAWS,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Write a report in one or several formats."""
    from almaden.reports.build import wanted_formats
    from almaden.reports.files import write_atomically

    wanted = wanted_formats(formats)
    day = day_asked(on)
    if convert:
        stem, contents = "chloralkali-conversion", _conversions(file, country, wanted, lang, draws, seed)
    else:
        stem, contents = f"chloralkali-{day.isoformat()}", _register(file, day, country, wanted, lang, draws, seed)
    written = [write_atomically(out / f"{stem}-{lang}.{one}", content) for one, content in contents.items()]
    tell_written(written, as_json)


def _register(
    file: Path | None, day: date, country: list[str] | None, wanted: tuple[str, ...], lang: str, draws: int, seed: int
) -> dict[str, bytes]:
    from almaden.reports.chloralkali.write import render_register
    from almaden.sectors.chloralkali.closure import closure_plan
    from almaden.sectors.chloralkali.which_run import which_run

    data = read_register(file, country)
    found, plan = which_run(data, day), closure_plan(data, day, draws=draws, seed=seed)
    title = "" if file is None else file.name
    show_notes(tuple(found.notes))
    return {one: render_register(found, plan, one, lang, title) for one in wanted}


def _conversions(
    file: Path | None, country: list[str] | None, wanted: tuple[str, ...], lang: str, draws: int, seed: int
) -> dict[str, bytes]:
    from almaden.reports.chloralkali.write import render_conversions
    from almaden.sectors.chloralkali.conversion import convert
    from almaden.sectors.chloralkali.converting import converting
    from almaden.sectors.chloralkali.readers.conversion import read_settings

    data = read_register(file, country)
    settings = read_settings(file, read_register(file)) if file is not None else {}
    plants, notes = converting(data.plants, settings)
    if not plants:
        raise InputError(
            Fault(
                n_("there is no plant with mercury cells and a known capacity"),
                file="" if file is None else file.name,
                advice=n_("tell capacities, or take a country of the file"),
            )
        )
    result = convert(plants, draws=draws, seed=seed, input_sha256=data.sha256)
    show_notes((*notes, *result.notes))
    return {one: render_conversions(result, one, lang) for one in wanted}
