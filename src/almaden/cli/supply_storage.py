"""``almaden supply storage``, ``storage-plan`` and ``storage-template``: the register, the list of a plan, the form."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.chloralkali_input import OnDay, day_asked
from almaden.cli.coal_input import show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.supply_storage_input import (
    Example,
    StorageFile,
    number,
    read_storage_data,
    show_findings,
    show_unverified,
)
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.supply.storage.facilities_result import Register


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``supply``."""
    app.command(
        help=_(
            "Tell what stores and disposal sites can take. Capacity, permits, who accepts which mercury, need year "
            "by year, stocktaking.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply storage storage.xlsx --until 2040\n"
            "  almaden supply storage --example --json"
        )
    )(storage)
    app.command(
        "storage-plan",
        help=_(
            "List what a plan for storing mercury must hold. For all, or for a sector, and how complete it is.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply storage-plan --sector chlor-alkali\n"
            "  almaden supply storage-plan --done duty --done law --json"
        ),
    )(storage_plan_command)
    app.command(
        "storage-template",
        help=_(
            "Write a workbook to be filled in. It holds facilities, sources, options, sites, stocks, with examples.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply storage-template storage.xlsx"
        ),
    )(storage_template_command)


def storage(
    file: StorageFile = None,
    until: Annotated[
        int | None, typer.Option("--until", metavar="YEAR", min=1950, max=2200, help=_("Last year of the balance."))
    ] = None,
    on: OnDay = "",
    made_up: Example = False,
    as_json: AsJson = False,
) -> None:
    """Tell what stores and disposal sites can take."""
    from almaden.supply.storage.facilities import register

    found = register(read_storage_data(file, made_up), day_asked(on), until)
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show(found)
    show_unverified(found.origins)


def _show(found: Register) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Storage and disposal of mercury on {day}, t").format(day=found.on.isoformat()))
    typer.echo(
        f"{_('facility'):<24} {_('country'):<8} {_('capacity'):>9} {_('in it'):>9} {_('still free'):>10}  {_('permit')}"
    )
    for one in found.facilities:
        ends = "" if one.permit_ends is None else f" ({one.permit_ends.isoformat()})"
        typer.echo(
            f"{one.id:<24.24} {one.country:<8} {number(one.capacity_t):>9} {number(one.filled_t):>9} "
            f"{number(one.free_t):>10}  {_(one.permit_text)}{ends}"
        )
    typer.echo()
    typer.secho(_("Who takes the mercury of which source"), bold=True)
    for match in found.matches:
        far = "" if match.km is None else _("{km} km").format(km=number(match.km, 0))
        answer = _("takes it") if match.accepted else _(match.reason)
        typer.echo(f"  {match.source:<22.22} {match.facility:<24.24} {far:>10}  {answer}")
    typer.echo()
    typer.secho(_("Need and capacity, t"), bold=True)
    typer.echo(f"{_('year'):<6} {_('comes free'):>12} {_('to place'):>10} {_('has a place'):>12} {_('no place'):>10}")
    for year in found.years:
        figures = (year.freed_t, year.need_t, year.placed_t, year.short_t)
        freed, need, placed, short = (number(one) for one in figures)
        typer.echo(f"{year.year:<6} {freed:>12} {need:>10} {placed:>12} {short:>10}")
    typer.echo()
    for told in found.stocktakings:
        text = _("{place} {year}: {difference} kg not accounted for, error of weighing {error} kg")
        typer.echo(
            text.format(
                place=told.place, year=told.year, difference=number(told.difference_kg), error=number(told.error_kg)
            )
        )
    show_findings(found.findings)


def storage_plan_command(
    sector: Annotated[
        str, typer.Option("--sector", metavar="SECTOR", help=_("chlor-alkali, non-ferrous metals or oil and gas."))
    ] = "",
    done: Annotated[
        list[str] | None,
        typer.Option("--done", metavar="ITEM", help=_("An item that is done; may be given several times.")),
    ] = None,
    not_asked: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="ITEM", help=_("An item that does not apply; may be given several times.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what a plan must hold."""
    from almaden.cli.show import echo_title
    from almaden.reference.meta import meta
    from almaden.supply.storage.plan import storage_plan

    states = {**dict.fromkeys(done or (), "done"), **dict.fromkeys(not_asked or (), "does not apply")}
    found = storage_plan(sector, states)
    if as_json:
        values = asdict(found)
        values["items"] = [{**asdict(item), "state": state} for item, state in found.items]
        typer.echo(json.dumps({"meta": asdict(meta(0, 0)), **values}, ensure_ascii=False, indent=2))
        return
    echo_title(_("What a plan for storing mercury must hold"))
    words = {
        "done": _("done"), "under way": _("under way"), "open": _("still to do"), "does not apply": _("does not apply"),
    }  # fmt: skip
    part = ""
    for item, state in found.items:
        if item.part != part:
            part = item.part
            typer.secho(_(part), bold=True)
        needed = "" if item.needed else _("(not needed)")
        typer.echo(f"  {item.key:<14} {words[state]:<14} {_(item.item)} {needed}".rstrip())
        typer.echo(f"  {'':<14} {'':<14} {_('evidence: {text}').format(text=_(item.evidence))}")
    typer.echo(_("{done} of {asked} needed items are done").format(done=found.done, asked=found.asked))


def storage_template_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.storage_template import STORAGE_TEMPLATE

    STORAGE_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json, [_("Next: almaden supply storage {path}").format(path=file)])
