"""The commands of a national inventory: from a template to a report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.inventory import Inventory
    from almaden.inventory.result import Result
    from almaden.inventory.series import Series

inventory_app = CommandGroup(
    help=_(
        "National mercury inventories. From a template to a report.\n\n"
        "\b\n"
        "1. almaden inventory template --level 1 --country PHL --out philippines.xlsx\n"
        "2. fill in the workbook\n"
        "3. almaden inventory check philippines.xlsx\n"
        "4. almaden inventory run philippines.xlsx\n"
        "5. almaden inventory report philippines.xlsx --kind toolkit --format pdf\n"
    )
)

InventoryPath = Annotated[Path, typer.Argument(metavar="PATH", help=_("Folder or workbook (.xlsx) of the inventory."))]
Draws = Annotated[
    int,
    typer.Option(
        "--draws", min=100, max=10_000_000, help=_("Draws of the uncertain numbers; more make ranges smoother.")
    ),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help=_("Seed of the draws; the same seed gives the same numbers."))]
Year = Annotated[int | None, typer.Option("--year", help=_("Reporting year, for an inventory that holds several."))]

DEFAULT_DRAWS = 10_000
DEFAULT_SEED = 1


def add_commands(app: CommandGroup) -> None:
    """Add the group ``inventory`` to the command."""
    app.add_typer(inventory_app, name="inventory")


@inventory_app.command(
    help=_(
        "Make a workbook to fill in. It has help, units, drop-down lists and what is known of the country.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden inventory template --level 1 --country PHL --out philippines.xlsx\n"
        "  almaden inventory template --level 2 --country SEN --lang fr --out senegal.xlsx"
    )
)
def template(
    country: Annotated[str, typer.Option("--country", help=_("Country: ISO code (PHL) or name."))],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("The workbook to write, .xlsx."))],
    level: Annotated[
        int, typer.Option("--level", min=1, max=2, help=_("Level of the Toolkit: 1 is simpler, 2 has all sources."))
    ] = 1,
    year: Year = None,
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the workbook."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    as_json: AsJson = False,
) -> None:
    from almaden.reference.countries import find_country
    from almaden.reports.template import write_template

    write_template(level, find_country(country), lang, out, year=year or date.today().year - 1)
    tell_written([out], as_json, [_("Fill it in, then: almaden inventory check {path}").format(path=out)])


@inventory_app.command(
    help=_(
        "Compute inputs and outputs of mercury. With ranges, and three totals side by side.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden inventory run philippines.xlsx\n"
        "  almaden inventory run philippines/ --draws 50000 --seed 7 --out results\n"
        "  almaden inventory run philippines/ --json > result.json"
    )
)
def run(
    path: InventoryPath,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help=_("Also write the result as JSON and CSV tables here.")),
    ] = None,
    order: Annotated[
        Path | None,
        typer.Option(
            "--order",
            metavar="MAP.toml",
            help=_("With --out: also write the sources in the row order of a Toolkit workbook (see factors import)."),
        ),
    ] = None,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    inventory, result = _computed(path, draws, seed, year)
    if out is not None:
        from almaden.reports.result_files import write_in_order, write_result

        written = write_result(result, out)
        if order is not None:
            from almaden.inventory.readers.toolkit_map import read_toolkit_map

            written.append(write_in_order(result, read_toolkit_map(order), out / "toolkit_order.csv"))
        typer.echo(_("Written: {path}").format(path=", ".join(map(str, written))), err=as_json)
    several = year is None and len(inventory.years) > 1
    if as_json:
        typer.echo(_series(inventory, draws, seed).last_with_series() if several else result.to_json())
        return
    from almaden.cli.show import show_result

    show_result(result)
    if several:
        typer.echo()
        typer.echo(_series(inventory, draws, seed).summary(_))


@inventory_app.command(
    help=_(
        "Check an inventory. What is missing, what does not add up, what cannot be.\n\n"
        "Leaves with code 1 if there is an error among the findings.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden inventory check philippines.xlsx"
    )
)
def check(
    path: InventoryPath,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    inventory, result = _computed(path, DEFAULT_DRAWS, DEFAULT_SEED, year)
    found = result.checks
    if year is None and len(inventory.years) > 1:
        from almaden.inventory.checks.series import check_series

        found += check_series(inventory.run_years(DEFAULT_DRAWS, DEFAULT_SEED))
    if as_json:
        import json
        from dataclasses import asdict

        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        from almaden.cli.show import show_checks

        show_checks(found)
    if any(one.severity == "error" for one in found):
        raise typer.Exit(1)


@inventory_app.command(
    help=_(
        "Compare two inventories. Of different years, versions or countries.\n\n"
        "Each change is split into activity, input factor and practice.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden inventory compare philippines-2015/ philippines-2018/"
    )
)
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help=_("Folder or workbook of the first inventory."))],
    second: Annotated[Path, typer.Argument(metavar="B", help=_("Folder or workbook of the second inventory."))],
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    as_json: AsJson = False,
) -> None:
    from almaden.inventory import Inventory
    from almaden.inventory.compare import compare_inventories

    comparison = compare_inventories(Inventory.read(first), Inventory.read(second), draws, seed)
    typer.echo(comparison.to_json() if as_json else comparison.summary(_))


@inventory_app.command(
    help=_(
        "Explain a number. Its formula with the numbers in it, their sources, and the row of the file.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden inventory explain philippines/ 5.1.1\n"
        "  almaden inventory explain philippines/ 5.1.1 air_kg\n"
        "  almaden inventory explain philippines/ toolkit"
    )
)
def explain(
    path: InventoryPath,
    what: Annotated[
        str,
        typer.Argument(
            metavar="CODE", help=_("Code of a source, id of a row, group, or total (gross, toolkit, linked).")
        ),
    ],
    amount: Annotated[
        str, typer.Argument(metavar="[AMOUNT]", help=_("input_kg if left out, air_kg, water_kg, land_kg and so on."))
    ] = "",
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    from almaden.inventory import Inventory
    from almaden.inventory.explain import explain as explain_number

    inventory = Inventory.read(path)
    explanation = explain_number(inventory.run(draws, seed, year=year), inventory.data, f"{what} {amount}".strip())
    typer.echo(explanation.to_json() if as_json else explanation.text(_))


@inventory_app.command(
    help=_(
        "Write a report. The Toolkit's, a Minamata Initial Assessment (mia) or an implementation plan (nip).\n\n"
        "\b\n"
        "Example:\n"
        "  almaden inventory report philippines.xlsx --kind toolkit --format pdf\n"
        "  almaden inventory report senegal.xlsx --kind mia --format pdf,docx --lang fr --out reports"
    )
)
def report(
    path: InventoryPath,
    kind: Annotated[Literal["toolkit", "mia", "nip"], typer.Option("--kind", help=_("Kind of report."))] = "toolkit",
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))] = "pdf",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the report; made if it is missing."))
    ] = Path(),
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    from almaden.inventory import Inventory
    from almaden.reports.build import wanted_formats, write_report

    wanted = wanted_formats(formats)
    inventory = Inventory.read(path)
    result = _run(inventory, draws, seed, year)
    names = {one: out / f"{result.country}-{result.year}-{kind}-{lang}.{one}" for one in wanted}
    written = [write_report(result, inventory.data, kind, one, lang, name) for one, name in names.items()]
    tell_written(written, as_json)


@inventory_app.command(
    "import",
    help=_(
        "Bring in a national spreadsheet. Of any layout.\n\n"
        "Without --map a map is proposed from the headers and written beside the file: look at it, correct it, "
        "and run the command again with it.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden inventory import energy-statistics.xlsx\n"
        "  almaden inventory import energy-statistics.xlsx --map energy-statistics.map.toml --out philippines/"
    ),
)
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=_("Spreadsheet, .xlsx or .csv."))],
    map_path: Annotated[Path | None, typer.Option("--map", metavar="MAP.toml", help=_("Which column is what."))] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help=_("Folder or workbook (.xlsx) of the new inventory.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    from almaden.inventory.readers.national import import_national, propose_map, read_map
    from almaden.reports.inventory_files import write_inventory, write_map

    if map_path is None:
        proposed = path.with_name(f"{path.stem}.map.toml")
        write_map(propose_map(path), proposed)
        after = _("It is a proposal: look at it, then: almaden inventory import {file} --map {path}")
        tell_written([proposed], as_json, [after.format(file=path, path=proposed)])
        return
    data = import_national(path, read_map(map_path))
    target = out or path.with_name(f"{path.stem}-inventory")
    write_inventory(data, target)
    tell_written([target], as_json, [_("Next: almaden inventory check {path}").format(path=target)])


def _computed(path: Path, draws: int, seed: int, year: int | None) -> tuple[Inventory, Result]:
    from almaden.inventory import Inventory

    inventory = Inventory.read(path)
    return inventory, _run(inventory, draws, seed, year)


def _series(inventory: Inventory, draws: int, seed: int) -> Series:
    from almaden.inventory.series import run_series

    return run_series(inventory, draws, seed)


def _run(inventory: Inventory, draws: int, seed: int, year: int | None) -> Result:
    from almaden.cli.progress import progress_bar

    with progress_bar(_("Drawing the uncertain numbers")) as progress:
        return inventory.run(draws, seed, year=year, progress=progress)
