"""``almaden demo``: two real inventories computed, shown and reported in one command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import program, tell_written


def add_commands(app: CommandGroup) -> None:
    """Add the command ``demo``."""
    app.command(
        "demo",
        help=_(
            "Compute two worked examples. Philippines and Ghana: shows the results and writes the reports.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden demo\n"
            "  almaden demo --out my-folder --lang fr"
        ),
    )(demo)


def demo(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the inventories and reports."))
    ] = Path("almaden-demo"),
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the reports."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    as_json: AsJson = False,
) -> None:
    """Compute the bundled inventories in a folder of the user's, where they can be changed and run again."""
    from almaden.cli.show import show_result
    from almaden.demo.loader import demo_countries, demo_path
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
    tell_written(written, as_json, _what_next(out))


def _what_next(out: Path) -> list[str]:
    """Commands to try, as they can be typed where the user stands."""
    folder = out / "philippines"
    commands = (
        f"inventory explain {folder} 5.2.4",
        f"inventory check {out / 'ghana'}",
        f"inventory report {folder} --kind mia --format pdf,docx --lang fr --out {out}",
        "inventory template --level 1 --country KEN --out kenya.xlsx",
    )
    return [_("What to try next:"), *(f"  {program()} {command}" for command in commands)]
