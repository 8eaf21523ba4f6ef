"""``almaden products``: what may still be made and traded, what is in use, what tests found, what could replace it."""

from __future__ import annotations

from almaden.cli import (
    product_alternatives,
    product_amalgam,
    product_campaign,
    product_lamps,
    product_plan,
    product_switch,
    product_tests,
    products_balance,
    products_check,
    products_law,
    products_stock,
    products_stock_report,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

products_app = CommandGroup(
    help=_("Mercury-added products. What is barred, what is in use and thrown away, tests, alternatives, balances.")
)


def add_commands(app: CommandGroup) -> None:
    """Add the group ``products``."""
    products_stock.add_commands(products_app)
    products_stock_report.add_commands(products_app)
    product_tests.add_commands(products_app)
    product_campaign.add_commands(products_app)
    products_check.add_commands(products_app)
    products_law.add_commands(products_app)
    product_alternatives.add_commands(products_app)
    product_switch.add_commands(products_app)
    product_lamps.add_commands(products_app)
    product_amalgam.add_commands(products_app)
    product_plan.add_commands(products_app)
    products_balance.add_commands(products_app)
    app.add_typer(products_app, name="products")
