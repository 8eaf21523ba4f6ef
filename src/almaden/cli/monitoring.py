"""``almaden monitoring``: raw files of any network, checked, averaged, and trends that can be trusted."""

from __future__ import annotations

from almaden.cli import monitoring_biota, monitoring_gaps, monitoring_people
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

monitoring_app = CommandGroup(
    help=_("Monitoring of mercury. Files of networks, quality control, averages, trends, gaps of networks.")
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``monitoring``."""
    monitoring_gaps.add_commands(monitoring_app)
    monitoring_biota.add_commands(monitoring_app)
    monitoring_people.add_commands(monitoring_app)
    app.add_typer(monitoring_app, name="monitoring")
