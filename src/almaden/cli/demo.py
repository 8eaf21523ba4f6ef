"""``almaden demo``: two real inventories computed, shown and reported in one command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.serve import Port, run_server
from almaden.cli.written import program, tell_written


def add_commands(app: CommandGroup) -> None:
    """Add the command ``demo``."""
    app.command(
        "demo",
        help=_(
            "Compute two worked examples. Philippines and Ghana: shows the results and writes the reports.\n\n"
            "On a terminal it then opens the web application with them, in a store of their own.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden demo\n"
            "  almaden demo --out my-folder --lang fr\n"
            "  almaden demo --no-serve"
        ),
    )(demo)


def demo(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the inventories and reports."))
    ] = Path("almaden-demo"),
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the reports."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    serve: Annotated[
        bool | None,
        typer.Option("--serve/--no-serve", help=_("Open the web application with the examples, or do not.")),
    ] = None,
    port: Port = 8000,
    as_json: AsJson = False,
) -> None:
    """Compute the bundled inventories in a folder of the user's, where they can be changed and run again."""
    from almaden.cli.show import show_result
    from almaden.demo.coal import copy_units
    from almaden.demo.gold import copy_ghana
    from almaden.demo.loader import demo_countries, demo_path
    from almaden.demo.registry import copy_registry
    from almaden.demo.station import copy_station
    from almaden.inventory import Inventory
    from almaden.reports.build import write_report
    from almaden.reports.inventory_files import write_inventory
    from almaden.reports.result_files import write_result

    written: list[Path] = []
    for name in demo_countries():
        folder = out / name
        if not folder.exists():
            with demo_path(name) as bundled:
                write_inventory(Inventory.read(bundled).data, folder)
        # What a user changed in the folder since the last time is theirs, and is computed as it stands.
        inventory = Inventory.read(folder)
        result = inventory.run()
        if not as_json:
            show_result(result)
            typer.echo()
        written += write_result(result, folder / "result")
        for one in ("pdf", "html", "xlsx"):
            report = folder / f"{result.country}-{result.year}-toolkit-{lang}.{one}"
            written.append(write_report(result, inventory.data, "toolkit", one, lang, report))
    registry, units, gold, station = out / "partnership", out / "coal", out / "gold-ghana", out / "monitoring"
    if not registry.exists():
        copy_registry(registry)
    if not units.exists():
        copy_units(units)
    if not gold.exists():
        copy_ghana(gold)
    if not station.exists():
        copy_station(station)
    tell_written([*written, registry, units, gold, station], as_json, _what_next(out))
    if serve or (serve is None and not as_json and sys.stdout.isatty()):
        typer.echo()
        _serve_examples(port, as_json)


def _serve_examples(port: int, as_json: bool) -> None:
    """Open the web application on a store that holds the examples and nothing of the user's."""
    from almaden.demo.registry import demo_registry
    from almaden.demo.store_loader import (
        load_examples,
        load_gold,
        load_ledger,
        load_product_tests,
        load_questionnaire,
        load_registry,
        load_station,
        use_demo_home,
    )
    from almaden.web.server import choose_settings

    use_demo_home()
    choose_settings("127.0.0.1")
    load_examples()
    load_registry(demo_registry())
    load_questionnaire()
    load_gold()
    load_product_tests()
    load_ledger()
    load_station()
    run_server("127.0.0.1", port, worker=True, as_json=as_json)


def _what_next(out: Path) -> list[str]:
    """Commands to try, as they can be typed where the user stands."""
    folder = out / "philippines"
    commands = (
        f"inventory explain {folder} 5.2.4",
        f"inventory check {out / 'ghana'}",
        f"partnership summary {out / 'partnership'} --as-of 2012-06-30",
        f"inventory report {folder} --kind mia --format pdf,docx --lang fr --out {out}",
        f"coal unit {out / 'coal'} --id MADE-UP-1",
        f"gold nap {out / 'gold-ghana'}",
        f"monitoring trend {out / 'monitoring' / 'days.csv'}",
        "products check --product cfl_integrated --mercury 4mg --watts 20 --movement import --date 2026-03-01",
        "supply options --example --tonnes 200",
        "inventory template --level 1 --country KEN --out kenya.xlsx",
    )
    return [_("What to try next:"), *(f"  {program()} {command}" for command in commands)]
