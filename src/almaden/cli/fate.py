"""``almaden fate``: where mercury goes, between reservoirs, through the air, around a stack."""

from __future__ import annotations

from almaden.cli import (
    fate_actions,
    fate_boxmodel,
    fate_emissions,
    fate_matrix,
    fate_meteorology,
    fate_months,
    fate_plume,
    fate_receptor,
    fate_shop,
    fate_skill,
    fate_tonne,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

fate_app = CommandGroup(help=_("Where mercury goes. Box models, the air of the globe, the air around a stack."))

#: In the order in which help lists them.
_GROUPS = (
    fate_tonne,
    fate_receptor,
    fate_matrix,
    fate_actions,
    fate_months,
    fate_skill,
    fate_meteorology,
    fate_emissions,
    fate_boxmodel,
    fate_plume,
    fate_shop,
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``fate``."""
    for group in _GROUPS:
        group.add_commands(fate_app)
    app.add_typer(fate_app, name="fate")
