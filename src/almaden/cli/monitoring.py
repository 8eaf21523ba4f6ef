"""``almaden monitoring``: raw files of any network, checked, averaged, and trends that can be trusted."""

from __future__ import annotations

from almaden.cli import (
    monitoring_average,
    monitoring_biota,
    monitoring_export,
    monitoring_gaps,
    monitoring_import,
    monitoring_logbook,
    monitoring_passive,
    monitoring_people,
    monitoring_power,
    monitoring_qc,
    monitoring_quality,
    monitoring_questions,
    monitoring_report,
    monitoring_sources,
    monitoring_trend,
    monitoring_wet,
    monitoring_wind,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

monitoring_app = CommandGroup(
    help=_("Monitoring of mercury. Files of networks, quality control, averages, trends, gaps of networks.")
)

#: In the order in which help lists them.
_GROUPS = (
    monitoring_import,
    monitoring_qc,
    monitoring_average,
    monitoring_wet,
    monitoring_passive,
    monitoring_trend,
    monitoring_power,
    monitoring_sources,
    monitoring_wind,
    monitoring_biota,
    monitoring_people,
    monitoring_gaps,
    monitoring_report,
    monitoring_questions,
    monitoring_export,
    monitoring_logbook,
    monitoring_quality,
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``monitoring``."""
    for group in _GROUPS:
        group.add_commands(monitoring_app)
    app.add_typer(monitoring_app, name="monitoring")
