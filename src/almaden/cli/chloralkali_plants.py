"""``almaden chloralkali plants``: which plants run, under which exemption, and where the mercury of the others went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from almaden.cli.chloralkali_input import Countries, OnDay, PlantFile, day_asked, read_register, shown
from almaden.cli.coal_input import show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.sectors.chloralkali.balance import Balance
    from almaden.sectors.chloralkali.standing import PlantStanding
    from almaden.sectors.chloralkali.which_run import WhichRun
    from almaden.sectors.chloralkali.yearly import PlantYears


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``chloralkali``."""
    app.command(
        help=_(
            "Tell which plants run. Under which exemption until when, which closed or converted, where their mercury "
            "went, and what the balances leave unaccounted.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden chloralkali plants\n"
            "  almaden chloralkali plants plants.xlsx --on 2026-01-01\n"
            "  almaden chloralkali plants --country MEX --json"
        )
    )(plants)


def plants(file: PlantFile = None, on: OnDay = "", country: Countries = None, as_json: AsJson = False) -> None:
    """Tell which plants run."""
    from almaden.sectors.chloralkali.which_run import which_run

    found = which_run(read_register(file, country), day_asked(on))
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show(found)


def _show(found: WhichRun) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Chlor-alkali plants with mercury cells on {day}").format(day=found.on.isoformat()))
    for one in found.plants:
        typer.echo(_plant(one))
    typer.echo()
    _show_destinations(found)
    _show_balances(found)
    _show_sums(found)
    _show_anchors(found)


def _plant(one: PlantStanding) -> str:
    from almaden.reference.numerals import decimal
    from almaden.sectors.chloralkali.capacity import capacity_kt

    kt = capacity_kt(one.plant)
    capacity = _("capacity not told") if kt is None else _("{kt} kt Cl2/y").format(kt=decimal(kt, 0, LANGUAGE))
    name = ", ".join(part for part in (one.plant.operator, one.plant.site) if part)
    return f"  {one.plant.country}  {one.plant.id:<20} {name:<36.36} {capacity:<18} {_(one.text)}"


def _show_destinations(found: WhichRun) -> None:
    from almaden.sectors.chloralkali.records import DESTINATION_NAMES

    typer.secho(_("Mercury of closed and converted plants, t (95 % range)"), bold=True)
    for one in found.destinations:
        if one.plants or one.tonnes.value or one.without_amount:
            text = _("{plants} plants, {tonnes} t; {without} plants without an amount")
            typer.echo(
                f"  {_(DESTINATION_NAMES[one.destination]):<28} "
                + text.format(plants=one.plants, tonnes=shown(one.tonnes), without=one.without_amount)
            )
    typer.echo()


def _show_balances(found: WhichRun) -> None:
    lines = [line for one in found.years for line in _years(one)]
    if lines:
        typer.secho(_("Mercury used up and lost in a year"), bold=True)
        for line in lines:
            typer.echo(f"  {line}")
        typer.echo()


def _years(one: PlantYears) -> Iterator[str]:
    yield from map(_balance, one.balances)
    if one.emission_by_capacity_kg is not None:
        text = _("{plant}: no balance; by its capacity {kg} kg to air, water and products")
        yield text.format(plant=one.plant, kg=shown(one.emission_by_capacity_kg))
    if one.consumption_by_production_kg is not None:
        text = _("{plant}: no balance; by its production {kg} kg used up")
        yield text.format(plant=one.plant, kg=shown(one.consumption_by_production_kg))


def _balance(balance: Balance) -> str:
    from almaden.reference.numerals import decimal

    if balance.unaccounted_kg is None:
        text = _("{plant} {year}: the consumption is not told, so nothing can be said of what is unaccounted")
        return text.format(plant=balance.plant, year=balance.year)
    each = balance.unaccounted_g_per_t_capacity
    text = _("{plant} {year}: {used} kg used up, {lost} kg unaccounted ({each} g for each t of capacity)")
    return text.format(
        plant=balance.plant,
        year=balance.year,
        used=decimal(balance.consumption_kg or 0.0, 1, LANGUAGE),
        lost=decimal(balance.unaccounted_kg, 1, LANGUAGE),
        each="?" if each is None else decimal(each, 2, LANGUAGE),
    )


def _show_sums(found: WhichRun) -> None:
    from almaden.reference.numerals import decimal

    typer.secho(_("Sums of what is registered"), bold=True)
    for one in found.sums:
        if one.level == "country" and len(found.sums) > _MANY:
            continue
        text = _(
            "{running} of {plants} plants run, {kt} kt Cl2/y told, capacity of {unknown} not told, {t} t Hg in cells"
        )
        typer.echo(
            f"  {_(one.area) or _('world'):<34} "
            + text.format(
                running=one.running, plants=one.plants, t="?" if one.cells_t is None else shown(one.cells_t),
                kt="?" if one.running_capacity_kt is None else decimal(one.running_capacity_kt, 0, LANGUAGE),
                unknown=one.running_capacity_unknown,
            )
        )  # fmt: skip
    typer.echo()


#: With more sums than this countries are left to --json.
_MANY = 12


def _show_anchors(found: WhichRun) -> None:
    from almaden.reference.numerals import decimal

    typer.secho(_("Published figures beside them"), bold=True)
    for one in found.anchors:
        year = "" if one.year is None else str(one.year)
        status = "" if one.status == "verified" else _("(unverified)")
        typer.echo(
            f"  {_(one.region):<18} {year:<5} {decimal(one.value, 0, LANGUAGE):>8} {_(one.unit):<10} "
            f"{_(one.name)} {status}".rstrip()
        )
