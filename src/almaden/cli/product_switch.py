"""``almaden products switch`` and ``producer``: what it costs facilities and producers to leave mercury."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from almaden.cli.coal_input import Draws, Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.products.paying import Payback
    from almaden.sectors.products.producer import ConversionOfLine
    from almaden.sectors.products.switch_plan import SwitchPlan
    from almaden.sectors.products.switch_result import SwitchOutcome, SwitchResult

_DRAWS = 1_000
_SEED = 1

Filled: TypeAlias = Annotated[
    Path | None, typer.Argument(metavar="FILE", help=_("Workbook of the template that was filled in, or a folder."))
]
MadeUp: TypeAlias = Annotated[bool, typer.Option("--example", help=_("Take a made-up example in place of a file."))]
NewWorkbook: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))
]


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``products``."""
    app.command(
        "switch",
        help=_(
            "Reckon the switch of a hospital or school. Mercury in use and broken each year, cost of going on and of "
            "the switch, payback, steps by budget, what is to be stored.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products switch --example\n"
            "  almaden products switch hospital.xlsx --json"
        ),
    )(switch)
    app.command(
        "switch-template",
        help=_(
            "Write a workbook for the switch of a facility. It holds what is in use, prices, budgets.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products switch-template hospital.xlsx"
        ),
    )(switch_template)
    app.command(
        "producer",
        help=_(
            "Reckon the conversion of a producer. Present value, return, payback and the price that it needs.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products producer --example\n"
            "  almaden products producer lines.xlsx --json"
        ),
    )(producer)
    app.command(
        "producer-template",
        help=_(
            "Write a workbook for producers. Investment, sales, prices and costs of lines.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products producer-template lines.xlsx"
        ),
    )(producer_template)


def either(file: Path | None, example: bool) -> None:
    """See that there is either a file or the example.

    Raises:
        InputError: there is neither or both.
    """
    if (file is None) != example:
        raise InputError(
            Fault(
                n_("either a file or the example is needed"), accepted=n_("FILE, or --example"),
                advice=n_("see a made-up case by --example, and write the template to be filled in"),
            )
        )  # fmt: skip


def switch(
    file: Filled = None, example: MadeUp = False, draws: Draws = _DRAWS, seed: Seed = _SEED, as_json: AsJson = False
) -> None:
    """Reckon the switch of a facility."""
    from almaden.demo.product_examples import product_example
    from almaden.sectors.products.readers.switch import read_switch
    from almaden.sectors.products.switch_plan import phased
    from almaden.sectors.products.switching import switch as reckon

    either(file, example)
    if file is not None:
        data = read_switch(file)
    else:
        with product_example("product-switch") as folder:
            data = read_switch(folder)
    found, plan = reckon(data, draws, seed), phased(data) if data.budgets else None
    if as_json:
        values = {**found.as_dict(), "plan": None if plan is None else asdict(plan)}
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False))
        return
    show_notes(tuple(found.notes))
    _show_switch(found, plan)


def producer(
    file: Filled = None, example: MadeUp = False, draws: Draws = _DRAWS, seed: Seed = _SEED, as_json: AsJson = False
) -> None:
    """Reckon the conversion of a producer."""
    from almaden.cli.show import echo_title
    from almaden.demo.product_examples import product_example
    from almaden.sectors.products.producer import convert_lines
    from almaden.sectors.products.readers.producer import read_producer

    either(file, example)
    if file is not None:
        records, sha256 = read_producer(file)
    else:
        with product_example("product-lines") as folder:
            records, sha256 = read_producer(folder)
    found = convert_lines(records, draws, seed, sha256)
    if as_json:
        typer.echo(found.to_json())
        return
    if found.meta.notice:
        typer.secho(_(found.meta.notice).upper(), bold=True)
    for one in found.lines:
        echo_title(_("Conversion of {name}, {currency} of {year}").format(
            name=one.id, currency=one.currency, year=one.money_year
        ))  # fmt: skip
        _show_line(one)
    unverified(len(found.unverified))


def switch_template(file: NewWorkbook, as_json: AsJson = False) -> None:
    """Write the template of facilities."""
    write("switch", file, as_json)


def producer_template(file: NewWorkbook, as_json: AsJson = False) -> None:
    """Write the template of producers."""
    write("producer", file, as_json)


def write(name: Literal["switch", "producer", "amalgam", "plan"], file: Path, as_json: bool) -> None:
    """Write a template and tell it."""
    from almaden.reports.product_switch_templates import SWITCH_TEMPLATES

    SWITCH_TEMPLATES[name].write(file, LANGUAGE)
    tell_written([file], as_json)


def unverified(count: int) -> None:
    """Say how many numbers nobody has checked."""
    typer.echo(_("rests on {count} unverified numbers; every report lists them").format(count=count))


def years(found: Payback) -> str:
    """Years of a payback with their range."""
    from almaden.reference.numerals import decimal

    never = _("never")
    value, low, high = (
        never if end is None else decimal(end, 1, LANGUAGE) for end in (found.value, found.low, found.high)
    )
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)


def _show_switch(found: SwitchResult, plan: SwitchPlan | None) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Switch of {name}, {currency} of {year}").format(
        name=found.facility, currency=found.currency, year=found.money_year
    ))  # fmt: skip
    if found.meta.notice:
        typer.secho(_(found.meta.notice).upper(), bold=True)
    for one in (*found.items, found.total):
        _show_outcome(one)
    if plan is not None:
        _show_plan(plan)
    unverified(len(found.unverified))


def _show_outcome(one: SwitchOutcome) -> None:
    from almaden.cli.show import shown

    typer.echo()
    title = _("{name}: {count} to be brought to storage at the switch")
    typer.secho(title.format(name=one.id or _("All together"), count=one.number), bold=True)
    lines = [
        (_("mercury in use, g"), one.mercury_g), (_("mercury that breaks out, g a year"), one.broken_g),
        (_("cost of going on, a year"), one.continuing), (_("cost of the switch, a year"), one.switching),
        (_("saving, a year"), one.saving), (_("needed at once"), one.investment),
    ]  # fmt: skip
    for label, amount in lines:
        typer.echo(f"  {label:<40} {shown(amount).text}")
    typer.echo(f"  {_('payback, years'):<40} {years(one.payback)}")
    if one.cost_per_g is not None:
        typer.echo(f"  {_('cost of each g kept from breaking out'):<40} {shown(one.cost_per_g).text}")


def _show_plan(plan: SwitchPlan) -> None:
    from almaden.reference.numerals import decimal, exact

    typer.echo()
    typer.secho(_("In steps, as the budgets allow (values of record)"), bold=True)
    for line in plan.lines:
        if not (line.items or line.left):
            continue
        text = _("{year} {name}: {count} replaced for {cost}; {stored} g to storage; {left} left")
        typer.echo("  " + text.format(
            year=line.year, name=line.id, count=line.items, cost=decimal(line.cost, 0, LANGUAGE),
            stored=exact(round(line.stored_g, 3), LANGUAGE), left=line.left,
        ))  # fmt: skip
    if plan.finished is None:
        text = _("the budgets do not reach: {cost} are missing")
        typer.echo("  " + text.format(cost=decimal(plan.missing, 0, LANGUAGE)))
    else:
        typer.echo("  " + _("finished in {year}").format(year=plan.finished))
    typer.echo()


def _show_line(one: ConversionOfLine) -> None:
    from almaden.cli.show import shown
    from almaden.reference.numerals import decimal

    lines = [
        (_("present value"), one.present_value), (_("margin, a year"), one.margin),
        (_("price needed for an item"), one.price_needed), (_("mercury no longer used, kg a year"), one.mercury_kg),
    ]  # fmt: skip
    for label, amount in lines:
        typer.echo(f"  {label:<40} {shown(amount).text}")
    typer.echo(f"  {_('payback, years'):<40} {years(one.payback)}")
    rates = (one.rate.value, one.rate.low, one.rate.high)
    value, low, high = (_("none") if end is None else decimal(100 * end, 1, LANGUAGE) for end in rates)
    told = _("{value} ({low} to {high})").format(value=value, low=low, high=high)
    typer.echo(f"  {_('internal rate of return, %'):<40} {told}")
