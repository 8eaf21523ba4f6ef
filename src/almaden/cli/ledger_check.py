"""``almaden ledger check``: whether a ledger agrees with itself and with the physical counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.ledger_input import Number, print_json, shown_kg, source_of
from almaden.cli.ledger_sources import Source, StoreSource
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar

if TYPE_CHECKING:
    from almaden.supply.ledger.balances import Balances
    from almaden.supply.ledger.reconcile import Reconciliation

#: So many lots without a count are named as text.
_NAMED = 20


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``ledger``."""
    app.command(
        help=_(
            "Check a ledger: that mass is kept, against the physical counts, and in the store every hash. Code 1: a "
            "count differs by more than its weighing error, or an entry was altered.\n\n"
            "With FILE the file is checked by itself, without the store.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden ledger check\n"
            "  almaden ledger check entries.xlsx --json"
        )
    )(check)


def check(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=_("Workbook, folder or table with entries."))
    ] = None,
    number: Number = None,
    as_json: AsJson = False,
) -> None:
    """Check a ledger."""
    source = source_of(file, number)
    problem = _altered(source)
    sums, found, told = source.balances(), source.reconciliation(), source.findings()
    if as_json:
        state = {"ok": not (problem or found.discrepancies), "problem": problem, "balance": sums.as_dict()}
        print_json({**state, **found.as_dict(), "findings": [_(one) for one in told]}, source)
    else:
        _show(sums, found, problem)
        for one in told:
            typer.echo(_(one))
    if problem or found.discrepancies:
        raise typer.Exit(1)


def _altered(source: Source) -> str:
    """What somebody altered behind the back of the program; empty where nothing was."""
    if not isinstance(source, StoreSource):
        return ""
    from almaden.store.ledger_checking import altered

    with progress_bar(_("Entries")) as progress:
        found = altered(source.ledger, progress)
    return "" if found is None else _(found)


def _show(sums: Balances, found: Reconciliation, problem: str) -> None:
    if problem:
        typer.echo(problem, err=True)
    text = _(
        "{into} kg came in, {out} kg went out, {stock} kg are there (lots: {lots}); unexplained: {unexplained} kg."
    )
    typer.echo(
        text.format(
            into=shown_kg(sums.in_mg), out=shown_kg(sums.out_mg), stock=shown_kg(sums.stock_mg), lots=sums.lots,
            unexplained=shown_kg(sums.unexplained_mg),
        )
    )  # fmt: skip
    text = _("Physical counts: {counts}; differing by more than the weighing error: {wrong}.")
    typer.echo(text.format(counts=len(found.counts), wrong=len(found.discrepancies)))
    for one in found.discrepancies:
        typer.echo(f"  {_(one.text)}")
        if one.between:
            typer.echo("    " + _("entries since then: {entries}").format(entries=", ".join(one.between)))
    if found.without_error:
        text = _("Counts without a weighing error: {count}; there any difference is told.")
        typer.echo(text.format(count=found.without_error))
    if found.uncounted:
        names = ", ".join(found.uncounted[:_NAMED])
        more = len(found.uncounted) - _NAMED
        lots = _("{names} and {count} more").format(names=names, count=more) if more > 0 else names
        typer.echo(_("Never counted: {lots}").format(lots=lots))
