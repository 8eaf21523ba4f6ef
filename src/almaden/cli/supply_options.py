"""``almaden supply options``, ``site`` and ``interim``: ways compared, sites chosen, local points planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.chloralkali_input import shown
from almaden.cli.coal_input import Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.supply_storage_input import (
    DEFAULT_DRAWS,
    DiscountOfStorage,
    DrawsOfStorage,
    Example,
    StorageFile,
    number,
    read_storage_data,
    show_findings,
    show_unverified,
)

if TYPE_CHECKING:
    from almaden.supply.storage.interim_result import InterimPlan
    from almaden.supply.storage.options_result import Comparison
    from almaden.supply.storage.siting_result import SitingPlan

#: Bars of the tornado that are shown of an option; all are in --json.
_BARS = 3


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``supply``."""
    app.command(
        help=_(
            "Compare ways to deal with surplus mercury. Present cost with its range, risk, criteria, which is the "
            "cheapest how often, and at which amounts that changes.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply options storage.xlsx --tonnes 200 --discount 0.03\n"
            "  almaden supply options --example --json"
        )
    )(options)
    app.command(
        help=_(
            "Choose sites of stores for a region. Which places are built and what goes where, at the lowest cost; the "
            "plan is proven the best, or its gap is told.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply site storage.xlsx --max-km 800 --most 2\n"
            "  almaden supply site --example --open-borders --json"
        )
    )(site)
    app.command(
        help=_(
            "Plan local storage of mercury that gold miners give up. Containers, points, checks, cost and the way to "
            "the national store.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply interim storage.xlsx --years 5 --max-km 50\n"
            "  almaden supply interim --example --json"
        )
    )(interim)


def options(
    file: StorageFile = None,
    tonnes: Annotated[
        float | None,
        typer.Option("--tonnes", metavar="T", min=0, help=_("Mercury to deal with; otherwise that of the sources.")),
    ] = None,
    discount: DiscountOfStorage = None,
    draws: DrawsOfStorage = DEFAULT_DRAWS,
    seed: Seed = 1,
    made_up: Example = False,
    as_json: AsJson = False,
) -> None:
    """Compare ways to deal with surplus mercury."""
    from almaden.supply.storage.options import compare

    found = compare(read_storage_data(file, made_up), tonnes, discount, draws=draws, seed=seed)
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show_options(found)
    show_unverified(found.origins)


def _show_options(found: Comparison) -> None:
    from almaden.cli.show import echo_title
    from almaden.reports.numbers import percent
    from almaden.supply.storage.option_cost import PART_NAMES

    title = _("Ways to deal with {t} t of mercury, USD of {year} at {rate} a year")
    echo_title(title.format(t=number(found.tonnes), year=found.money_year, rate=percent(found.discount, LANGUAGE)))
    for one in found.options:
        text = _("{rank}. {id}: {each} USD for each tonne, {cost} in all; the cheapest in {share} of draws")
        share = percent(one.cheapest_share, LANGUAGE)
        typer.echo(text.format(rank=one.rank, id=one.id, each=shown(one.cost_per_t), cost=shown(one.cost), share=share))
        typer.echo(f"   {one.name}")
        parts = [f"{_(PART_NAMES[name])} {number(part.value, 0)}" for name, part in one.parts.items() if part.value]
        typer.echo(f"   {'; '.join(parts)}")
        if one.beaten_by:
            typer.echo("   " + _("not better in anything than {names}").format(names=", ".join(one.beaten_by)))
    typer.echo()
    typer.secho(_("What is not money, places (1 is best)"), bold=True)
    for row in found.criteria:
        ranks = ", ".join(f"{key} {'?' if rank is None else rank}" for key, rank in row.ranks.items())
        typer.echo(f"  {_(row.name):<48} {ranks}")
    typer.echo()
    for even in found.break_even:
        text = _("{below} is cheaper than {above} below {t} t")
        typer.echo(text.format(below=even.below, above=even.above, t=number(even.tonnes)))
    typer.echo()
    typer.secho(_("What moves the cost of a tonne most, USD"), bold=True)
    for one in found.options:
        for bar in [bar for bar in found.tornado if bar.option == one.id][:_BARS]:
            low, high = sorted((bar.cost_at_low, bar.cost_at_high))
            typer.echo(f"  {one.id:<14.14} {_(bar.name):<48} {number(low, 0)} … {number(high, 0)}")


def site(
    file: StorageFile = None,
    max_km: Annotated[
        float | None, typer.Option("--max-km", metavar="KM", min=0, help=_("Longest way by road that is allowed."))
    ] = None,
    most: Annotated[int | None, typer.Option("--most", metavar="N", min=1, help=_("How many sites at most."))] = None,
    whole: Annotated[bool, typer.Option("--whole", help=_("Mercury of a source goes to one site."))] = False,
    open_borders: Annotated[
        bool, typer.Option("--open-borders", help=_("Mercury may cross all borders; otherwise those of the table."))
    ] = False,
    made_up: Example = False,
    as_json: AsJson = False,
) -> None:
    """Choose sites of stores for a region."""
    from almaden.supply.storage.siting import plan_sites

    found = plan_sites(
        read_storage_data(file, made_up), max_km=max_km, most_sites=most, whole=whole, open_borders=open_borders
    )
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show_sites(found)
    show_unverified(found.origins)


def _show_sites(found: SitingPlan) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Sites of stores: {cost} USD of {year}").format(cost=number(found.cost, 0), year=found.money_year))
    for one in found.sites:
        state = _("built") if one.opened else _("not built")
        text = _("{t} of {capacity} t").format(t=number(one.tonnes), capacity=number(one.capacity_t))
        typer.echo(f"  {one.id:<24.24} {one.country}  {state:<10} {text}")
    typer.echo()
    for move in found.assignments:
        border = _("crosses a border") if move.crosses else ""
        text = _("{t} t, {km} km").format(t=number(move.tonnes), km=number(move.km, 0))
        typer.echo(f"  {move.source:<24.24} -> {move.site:<24.24} {text} {border}".rstrip())
    if found.proven:
        typer.echo(_("No plan is cheaper."))


def interim(
    file: StorageFile = None,
    years: Annotated[int, typer.Option("--years", min=1, max=50, help=_("Years of the plan."))] = 5,
    months: Annotated[
        float | None, typer.Option("--months", min=0.25, max=120, help=_("Months between collections; 12."))
    ] = None,
    max_km: Annotated[
        float, typer.Option("--max-km", metavar="KM", min=0, help=_("How far groups may bring their mercury; 0."))
    ] = 0.0,
    discount: DiscountOfStorage = None,
    draws: DrawsOfStorage = DEFAULT_DRAWS,
    seed: Seed = 1,
    made_up: Example = False,
    as_json: AsJson = False,
) -> None:
    """Plan local storage of mercury that gold miners give up."""
    from almaden.supply.storage.interim import plan_interim

    data = read_storage_data(file, made_up)
    found = plan_interim(data, years=years, months=months, max_km=max_km, discount=discount, draws=draws, seed=seed)
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show_interim(found)
    show_unverified(found.origins)


def _show_interim(found: InterimPlan) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Local storage of mercury for {years} years").format(years=found.years))
    for one in found.holdings:
        text = _("{kg} kg, {count} containers: {kind}; at {point}")
        typer.echo(
            f"  {one.id:<24.24} "
            + text.format(kg=number(one.mercury_kg), count=one.containers, kind=_(one.container_name), point=one.point)
        )
    typer.echo()
    for point in found.points:
        if point.store_km is not None:
            text = _("{point}: {kg} kg to {store}, {km} km, {trips} trips")
            typer.echo(
                text.format(point=point.id, kg=number(point.mercury_kg), store=point.store,
                            km=number(point.store_km, 0), trips=point.trips)
            )  # fmt: skip
    each = "" if found.cost_per_kg is None else _("{usd} USD for each kg").format(usd=shown(found.cost_per_kg))
    text = _("{kg} kg in all; {cost} USD of {year}")
    typer.echo(text.format(kg=number(found.mercury_kg), cost=shown(found.cost), year=found.money_year) + "; " + each)
    typer.echo()
    show_findings(found.findings)
    typer.secho(_("Steps for groups of miners"), bold=True)
    for place, step in enumerate(found.steps, 1):
        typer.echo(f"  {place}. {_(step.item)}")
