"""``almaden gold table``: mercury of small-scale gold mining country by country."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.sectors.gold.country_table import Anchor, CountryTable, CountryValue


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``gold``."""
    app.command(
        help=_(
            "Show the table of countries. Mercury used, its range, class, year and source, and the sum.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold table\n"
            "  almaden gold table my-values.csv --country GHA --history\n"
            "  almaden gold table --as-of 2012 --out countries.csv"
        )
    )(table)


def table(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help=_("Table of your own values; they count before those of the program.")),
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="ISO3", help=_("Only this country; several times."))
    ] = None,
    as_of: Annotated[
        int | None, typer.Option("--as-of", metavar="YEAR", help=_("Only values for this year and before."))
    ] = None,
    history: Annotated[bool, typer.Option("--history", help=_("Show every value, not only the one that counts."))] = (
        False
    ),
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help=_("Write every value into this table: .csv, or .xlsx, .docx, .pdf, .html.")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the table of countries."""
    from almaden.reference.countries import find_country
    from almaden.sectors.gold.country_table import country_table
    from almaden.sectors.gold.readers.country_table import read_estimates

    own, digest = read_estimates(file) if file is not None else ((), "")
    wanted = {find_country(one) for one in country or ()}
    found = country_table(own, as_of=as_of, only=wanted, input_sha256=digest)
    if out is not None:
        from almaden.reports.files import write_atomically

        write_atomically(out, _content(found, out))
    if as_json:
        typer.echo(found.to_json())
        return
    _show(found, history)
    if out is not None:
        tell_written([out], as_json)


def _content(found: CountryTable, out: Path) -> bytes:
    """The table in the format that the name of the file tells."""
    format = out.suffix.lower().removeprefix(".")
    if format in ("", "csv"):
        table: str = found.to_frame().to_csv(index=False)
        return table.encode("utf-8")
    from almaden.reports.gold.write import render_countries

    return render_countries(found, format, LANGUAGE)


def _show(found: CountryTable, history: bool) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Small-scale gold mining: mercury used, kg a year"))
    _line("", _("year"), _("kg a year"), _("95 % range"), _("class"), _("source"))
    for line in found.lines:
        for value in line.history if history else (line.shown,):
            _value(line.country if value is line.shown else "", value)
    _line("", "", *_shown(found.total_kg), "", _(found.total_title))
    typer.echo()
    typer.echo(_("Beside it, the world as studies tell it:"))
    for anchor in found.anchors:
        typer.echo(f"  {_(anchor.title)} ({anchor.year}): {_anchor(anchor)}")
    typer.echo()
    typer.echo(_("Rests on {count} unverified numbers; --json lists them.").format(count=len(found.unverified)))


def _value(country: str, value: CountryValue) -> None:
    kg, span = _shown(value.mercury_kg)
    marked = "" if value.status == "verified" else f" [{_(value.status)}]"
    _line(country, str(value.year), kg, span, str(value.data_class or "?"), value.source + marked)


def _anchor(anchor: Anchor) -> str:
    from almaden.reports.numbers import figures

    told = figures(anchor.value_kg, 4, LANGUAGE)
    if anchor.low_kg is None or anchor.high_kg is None:
        return told
    return f"{told} ({figures(anchor.low_kg, 4, LANGUAGE)}–{figures(anchor.high_kg, 4, LANGUAGE)})"


def _line(country: str, year: str, kg: str, span: str, quality: str, source: str) -> None:
    typer.echo(f"{country:<5}{year:>6}{kg:>12}{span:>26}{quality:>8}  {source}".rstrip())


def _shown(amount: Amount) -> tuple[str, str]:
    """Value, and range in brackets, with the figures that the range supports."""
    from almaden.reports.numbers import rounded

    found = rounded(amount.value, amount.low, amount.high, LANGUAGE)
    return found.value, found.span
