"""``almaden products stock`` and ``stock-template``: mercury in products that are in use and thrown away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.coal_input import Draws, Seed
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.sectors.products.data import StockData
    from almaden.sectors.products.result import StockResult

_DRAWS = 1_000
_SEED = 1

Source = Annotated[
    Path | None, typer.Argument(metavar="FILE", help=_("Sales of products: workbook of the template, or a folder."))
]
Until = Annotated[
    int | None,
    typer.Option("--until", metavar="YEAR", min=1700, max=2200, help=_("Last year; otherwise the last one told.")),
]


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``products``."""
    app.command(
        "stock",
        help=_(
            "Follow the mercury in products. What was sold over the years is in use, breaks, is collected, dumped or "
            "burned; every year balances, and every number has a range.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products stock --example\n"
            "  almaden products stock sales.xlsx --until 2040\n"
            "  almaden products stock sales.xlsx --inventory products-rows --year 2022\n"
            "  almaden products stock sales.xlsx --table stock.csv --json"
        ),
    )(stock)
    app.command(
        "stock-template",
        help=_(
            "Write a workbook to be filled in. It holds sales of products, their mercury, lives and fates, with "
            "examples.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products stock-template sales.xlsx"
        ),
    )(template)


def stock(
    file: Source = None,
    example: Annotated[bool, typer.Option("--example", help=_("Take a made-up example in place of a file."))] = False,
    until: Until = None,
    history: Annotated[
        Path | None,
        typer.Option(
            "--history",
            metavar="FILE",
            help=_("Table of past releases to lay beside: Air, Water, Soil and Landfilled in Mg."),
        ),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option("--table", metavar="FILE", help=_("Write every product, country and year into this CSV file.")),
    ] = None,
    inventory: Annotated[
        Path | None,
        typer.Option(
            "--inventory", metavar="PATH", help=_("Write the lines of an inventory into this folder or workbook.")
        ),
    ] = None,
    country: Annotated[
        str, typer.Option("--country", metavar="ISO3", help=_("Country of the inventory, where there are several."))
    ] = "",
    year: Annotated[
        int | None, typer.Option("--year", help=_("Year to show and to write the inventory for; otherwise the last."))
    ] = None,
    draws: Draws = _DRAWS,
    seed: Seed = _SEED,
    as_json: AsJson = False,
) -> None:
    """Follow the mercury in products."""
    from almaden.cli.coal_input import show_notes
    from almaden.cli.products_stock_show import as_json_text, show
    from almaden.sectors.products.engine import run
    from almaden.sectors.products.history import beside
    from almaden.sectors.products.readers.history import read_history

    data = read_sales(file, example, until)
    told = read_history(history) if history is not None else None
    with progress_bar(_("Products")) as bar:
        found = run(data, draws=draws, seed=seed, until=until, told=bar)
    _check_year(found, year)
    at = found.years[-1] if year is None else year
    written = _write(found, table, inventory, country.upper(), at)
    compared = beside(found, told) if told is not None else ()
    if as_json:
        typer.echo(as_json_text(found, compared))
        return
    show_notes((*found.notes, *(told.notes if told is not None else ())))
    show(found, compared, at)
    if written:
        tell_written(written, as_json)


def read_sales(file: Path | None, example: bool, until: int | None) -> StockData:
    """What was asked for.

    Raises:
        InputError: neither or both a file and the example, or the file has faults.
    """
    from almaden.sectors.products import data
    from almaden.sectors.products.readers.stock import read_stock

    if (file is None) != example:
        raise InputError(
            Fault(
                n_("either a file or the example is needed"),
                accepted=n_("FILE, or --example"),
                advice=n_("see a made-up case by 'almaden products stock --example'"),
            )
        )
    found = data.example() if file is None else read_stock(file)
    first = min(row.year for row in found.sales)
    if until is not None and until < first:
        raise InputError(
            Fault(
                n_("this year lies before the first sales"), column="--until", value=str(until),
                accepted=Text("a year from {year} on", year=str(first)), advice=n_("take a later year"),
            )
        )  # fmt: skip
    return found


def _check_year(found: StockResult, year: int | None) -> None:
    if year is not None and year not in found.years:
        raise InputError(
            Fault(
                n_("the run has not this year"), column="--year", value=str(year),
                accepted=Text("a year from {first} to {last}", first=str(found.years[0]), last=str(found.years[-1])),
                advice=n_("take one of these years, or run longer by --until"),
            )
        )  # fmt: skip


def _write(found: StockResult, table: Path | None, inventory: Path | None, country: str, year: int) -> list[Path]:
    written = []
    if table is not None:
        from almaden.reports.files import write_atomically
        from almaden.reports.result_files import table_bytes

        written.append(write_atomically(table, table_bytes(found.rows())))
    if inventory is not None:
        from almaden.reports.inventory_files import write_inventory
        from almaden.sectors.products.as_inventory import as_inventory

        countries = sorted({one.country for one in found.series})
        wanted = country or (countries[0] if len(countries) == 1 else "")
        if wanted not in countries:
            raise InputError(
                Fault(
                    n_("it is not told which country the inventory is for"), column="--country", value=country,
                    accepted=", ".join(countries), advice=n_("name one of these countries"),
                )
            )  # fmt: skip
        write_inventory(as_inventory(found, wanted, year), inventory, LANGUAGE)
        written.append(inventory)
    return written


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.reports.products_template import PRODUCTS_TEMPLATE

    PRODUCTS_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json)
