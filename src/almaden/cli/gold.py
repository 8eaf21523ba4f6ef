"""The commands of small-scale gold mining: from field records to a national plan."""

from __future__ import annotations

from almaden.cli import (
    gold_estimate,
    gold_miner,
    gold_nap,
    gold_report,
    gold_satellite,
    gold_sites,
    gold_table,
    gold_template,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

gold_app = CommandGroup(
    help=_(
        "Small-scale gold mining. How much gold, how much mercury, how sure that is, and what would change it.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden gold template field.xlsx\n"
        "  almaden gold estimate field.xlsx\n"
        "  almaden gold table"
    )
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``gold``."""
    gold_estimate.add_commands(gold_app)
    gold_miner.add_commands(gold_app)
    gold_nap.add_commands(gold_app)
    gold_report.add_commands(gold_app)
    gold_satellite.add_commands(gold_app)
    gold_sites.add_commands(gold_app)
    gold_table.add_commands(gold_app)
    gold_template.add_commands(gold_app)
    app.add_typer(gold_app, name="gold")
