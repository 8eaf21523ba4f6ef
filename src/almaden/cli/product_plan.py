"""``almaden products plan``: how complete a plan against mercury in products is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from almaden.cli.coal_input import day_of
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.product_switch import Filled, MadeUp, NewWorkbook, either, write
from almaden.cli.product_tests import OnDate

if TYPE_CHECKING:
    from almaden.sectors.products.product_plan import PlanResult


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``products``."""
    app.command(
        "plan",
        help=_(
            "Check a plan against mercury in products. Which steps it lacks, what its steps do not tell, what is "
            "late, what it costs.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products plan --example --date 2026-06-30\n"
            "  almaden products plan plan.xlsx --json"
        ),
    )(plan)
    app.command(
        "plan-template",
        help=_(
            "Write a workbook for a plan against mercury in products. Steps, organisations, dates, indicators, "
            "costs.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products plan-template plan.xlsx"
        ),
    )(template)


def plan(file: Filled = None, example: MadeUp = False, date: OnDate = "", as_json: AsJson = False) -> None:
    """Check a plan."""
    from almaden.demo.product_examples import product_example
    from almaden.sectors.products.product_plan import check_plan
    from almaden.sectors.products.readers.product_plan import read_product_plan

    either(file, example)
    if file is not None:
        records, sha256 = read_product_plan(file)
    else:
        with product_example("product-plan") as folder:
            records, sha256 = read_product_plan(folder)
    found = check_plan(records, day_of(date, "--date") or datetime.now(UTC).date(), sha256)
    if as_json:
        typer.echo(found.to_json())
        return
    _show(found)


def template(file: NewWorkbook, as_json: AsJson = False) -> None:
    """Write the template."""
    write("plan", file, as_json)


def _show(found: PlanResult) -> None:
    from almaden.cli.show import echo_title
    from almaden.reference.numerals import decimal
    from almaden.sectors.products.kinds import product_kinds
    from almaden.sectors.products.product_plan import step_kinds

    echo_title(_("Plan against mercury in products, on {day}").format(day=found.on.isoformat()))
    typer.echo(_("{share} % of what is needed is told").format(share=decimal(100 * found.complete, 0, LANGUAGE)))
    names = {row["key"]: row["name"] for row in step_kinds()}
    kinds = product_kinds()
    words = {"open": _("open"), "under way": _("under way"), "done": _("done")}
    for kind, missing in found.missing.items():
        title = _(kinds[kind].name) if kind else _("all products")
        typer.secho(_("{name}: steps that are missing").format(name=title), bold=True)
        for key in missing:
            typer.echo(f"  {_(names[key])}")
    typer.secho(_("Steps"), bold=True)
    for one in found.steps:
        text = (
            f"  {one.record.by or '?'} {one.record.responsible or '?'}: {one.record.what} [{words[one.record.status]}]"
        )
        typer.echo(text + (" " + _("LATE") if one.late else ""))
        if one.lacks:
            typer.echo("    " + _("not told: {columns}").format(columns=", ".join(one.lacks)))
    for currency, cost in found.costs.items():
        told = _("costs told: {cost} {currency}")
        typer.echo(told.format(cost=decimal(cost, 0, LANGUAGE), currency=currency))
