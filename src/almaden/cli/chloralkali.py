"""The commands of chlor-alkali plants with mercury cells."""

from __future__ import annotations

from almaden.cli import chloralkali_convert
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

chloralkali_app = CommandGroup(
    help=_(
        "Chlor-alkali plants with mercury cells. Which still run, what conversion costs, where their mercury goes.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden chloralkali plants plants.xlsx\n"
        "  almaden chloralkali convert plants.xlsx\n"
        "  almaden chloralkali surplus plants.xlsx"
    )
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``chloralkali``."""
    chloralkali_convert.add_commands(chloralkali_app)
    app.add_typer(chloralkali_app, name="chloralkali")
