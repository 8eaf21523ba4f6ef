"""``almaden supply``: mines and other sources, balance, surplus to come, storage, laws."""

from __future__ import annotations

from almaden.cli import (
    supply_balance,
    supply_laws,
    supply_mines,
    supply_options,
    supply_project,
    supply_report,
    supply_storage,
    supply_treatment,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

supply_app = CommandGroup(
    help=_("Supply of mercury. Mines and other sources, balance, surplus to come, storage and disposal, laws.")
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``supply``."""
    supply_laws.add_commands(supply_app)
    for group in (supply_mines, supply_balance, supply_project, supply_treatment):
        group.add_commands(supply_app)
    supply_storage.add_commands(supply_app)
    supply_options.add_commands(supply_app)
    supply_report.add_commands(supply_app)
    app.add_typer(supply_app, name="supply")
