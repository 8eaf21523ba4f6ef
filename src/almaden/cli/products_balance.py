"""``almaden products balance`` and ``balance-template``: supply, use and trade of mercury in a country."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.coal_input import Draws, Seed
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.products.national.data import NationalData

_DRAWS = 1_000
_SEED = 1


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``products``."""
    app.command(
        "balance",
        help=_(
            "Balance supply, use and trade of mercury in a country. Reports of who imports, makes, sells, uses, stores "
            "and exports mercury are added up by year, with ranges and a term that nothing explains; --public hides "
            "amounts of fewer than three reporters so that they cannot be reckoned.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products balance --example\n"
            "  almaden products balance reports.xlsx\n"
            "  almaden products balance reports.xlsx --public --table public.csv\n"
            "  almaden products balance reports.xlsx --sales sales.csv --json"
        ),
    )(balance)
    app.command(
        "balance-template",
        help=_(
            "Write a workbook for a national balance of mercury. It holds reporters, mercury, compounds, products, "
            "processes and waste, with examples.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products balance-template reports.xlsx"
        ),
    )(template)


def balance(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help=_("Reports of a country: workbook of the template, or a folder.")),
    ] = None,
    example: Annotated[bool, typer.Option("--example", help=_("Take a made-up example in place of a file."))] = False,
    for_public: Annotated[
        bool, typer.Option("--public", help=_("Give what may be published: no amount of fewer than three reporters."))
    ] = False,
    table: Annotated[
        Path | None, typer.Option("--table", metavar="FILE", help=_("Write every amount and year into this CSV file."))
    ] = None,
    sales: Annotated[
        Path | None,
        typer.Option(
            "--sales",
            metavar="FILE",
            help=_("Write the products as sales for 'almaden products stock' into this CSV file; it is not public."),
        ),
    ] = None,
    draws: Draws = _DRAWS,
    seed: Seed = _SEED,
    as_json: AsJson = False,
) -> None:
    """Balance supply, use and trade of mercury."""
    from almaden.cli.coal_input import show_notes
    from almaden.cli.products_balance_show import as_json_text, show
    from almaden.sectors.products.national.balance import national_balance
    from almaden.sectors.products.national.public import public

    data = _data(file, example, for_public and sales is not None)
    result = national_balance(data, draws=draws, seed=seed)
    found = public(result) if for_public else result
    written = _write_table(found.rows(), table) if table is not None else []
    if sales is not None:
        written += _write_sales(data, sales)
    if as_json:
        typer.echo(as_json_text(found))
        return
    show_notes(found.notes)
    show(found)
    if written:
        tell_written(written, as_json)


def _data(file: Path | None, example: bool, mixed: bool) -> NationalData:
    """What was asked for.

    Raises:
        InputError: neither or both a file and the example, sales with the public form, or the file has faults.
    """
    from almaden.sectors.products.national import data
    from almaden.sectors.products.national.readers.national import read_national

    if (file is None) != example:
        raise InputError(
            Fault(
                n_("either a file or the example is needed"),
                accepted=n_("FILE, or --example"),
                advice=n_("see a made-up case by 'almaden products balance --example'"),
            )
        )
    if mixed:
        raise InputError(
            Fault(
                n_("sales by kind of product are not public: they may be those of one reporter"),
                column="--sales",
                accepted=n_("--public or --sales"),
                advice=n_("call the command twice"),
            )
        )
    return data.example() if file is None else read_national(file)


def _write_table(rows: list[dict[str, object]], path: Path) -> list[Path]:
    from almaden.reports.files import write_atomically
    from almaden.reports.result_files import table_bytes

    return [write_atomically(path, table_bytes(rows))]


def _write_sales(data: NationalData, path: Path) -> list[Path]:
    from almaden.cli.coal_input import show_notes
    from almaden.sectors.products.national.trade_stock import as_trade_stock

    found = as_trade_stock(data)
    show_notes(found.notes)
    return _write_table([one.model_dump() for one in found.sales], path)


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.reports.national_balance_template import NATIONAL_BALANCE_TEMPLATE

    NATIONAL_BALANCE_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json)
