"""``almaden trade``: customs codes, statistics of both sides of a trade, consents of Article 3."""

from __future__ import annotations

from almaden.cli import trade_codes, trade_consents, trade_mirror, trade_shipment
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

trade_app = CommandGroup(
    help=_("Trade in mercury and its products. Customs codes, gaps between two sides, consents under Article 3.")
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``trade``."""
    trade_mirror.add_commands(trade_app)
    trade_codes.add_commands(trade_app)
    trade_consents.add_commands(trade_app)
    trade_shipment.add_commands(trade_app)
    app.add_typer(trade_app, name="trade")
