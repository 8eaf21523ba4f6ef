"""``almaden chloralkali surplus``: the mercury that closures free, year by year, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.chloralkali_input import Countries, OnDay, PlantFile, day_asked, read_register, shown
from almaden.cli.coal_input import Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.sectors.chloralkali.closure_result import ClosurePlan

DEFAULT_DRAWS = 10_000


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``chloralkali``."""
    app.command(
        help=_(
            "Tell the mercury that closures free. Year by year, with waste, storage, stabilisation, cost, and what "
            "Article 3 asks.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden chloralkali surplus\n"
            "  almaden chloralkali surplus plants.xlsx --until 2030 --loss 0.02\n"
            "  almaden chloralkali surplus plants.xlsx --json"
        )
    )(surplus)


def surplus(
    file: PlantFile = None,
    until: Annotated[
        int | None, typer.Option("--until", metavar="YEAR", min=1950, max=2100, help=_("Last year of the plan."))
    ] = None,
    on: OnDay = "",
    country: Countries = None,
    loss: Annotated[
        float | None,
        typer.Option(
            "--loss",
            metavar="SHARE",
            min=0,
            max=1,
            help=_("Share of the mercury that is lost on the way; 0.02."),
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option("--draws", min=100, max=1_000_000, help=_("Draws of the uncertain numbers."))
    ] = DEFAULT_DRAWS,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Tell the mercury that closures free."""
    from almaden.sectors.chloralkali.closure import closure_plan

    plan = closure_plan(read_register(file, country), day_asked(on), until, draws=draws, seed=seed, loss=loss)
    if as_json:
        typer.echo(plan.to_json())
        return
    show_notes(tuple(plan.notes))
    _show(plan)


def _show(plan: ClosurePlan) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Mercury from closures of chlor-alkali plants until {year}, t").format(year=plan.until))
    typer.echo(
        f"{_('year'):<6} {_('plants'):>7} {_('not told'):>9} {_('surplus'):>26} {_('waste'):>10} {_('to store'):>26}"
    )
    for one in plan.years:
        if one.plants:
            freed = "?" if one.surplus_t is None else shown(one.surplus_t)
            waste = "?" if one.waste_not_told == one.plants else shown_number(one.waste_t)
            typer.echo(
                f"{one.year:<6} {one.plants:>7} {one.unknown:>9} {freed:>26} {waste:>10} {shown(one.storage_t):>26}"
            )
    if plan.no_year:
        typer.echo(_("No year is told for {plants}").format(plants=", ".join(plan.no_year)))
    late = [one.plant for one in plan.plants if one.late]
    if late:
        typer.echo(_("Planned later than the mercury cells have to end: {plants}").format(plants=", ".join(late)))
    typer.echo()
    for area in plan.sums:
        if area.level != "country":
            freed, left = ("?" if one is None else shown(one) for one in (area.surplus_t, area.storage_t))
            line = _("{plants} plants ({unknown} not told): {t} t free, {left} t to store")
            typer.echo(
                f"  {_(area.area) or _('world'):<34} "
                + line.format(plants=area.plants, unknown=area.unknown, t=freed, left=left)
            )
    text = _("To store: {t} t or {m3} m3 of mercury; stabilised {st} t or {sm3} m3 of mercury sulphide")
    store = plan.storage
    amounts = (store.mercury_t, store.mercury_m3, store.sulphide_t, store.sulphide_m3)
    t, m3, st, sm3 = (shown(one) for one in amounts)
    typer.echo(text.format(t=t, m3=m3, st=st, sm3=sm3))
    for cost in plan.costs:
        typer.echo(f"  {_(cost.name):<58} {shown(cost.cost)} {cost.unit} ({cost.money_year})")
    typer.echo()
    typer.secho(_("What Article 3 asks, as far as the register tells it"), bold=True)
    answers = {"met": _("met"), "not met": _("not met"), "open": _("open"), "does not apply": _("does not apply")}
    for item in plan.article3:
        typer.echo(f"  {item.paragraph:<8} {answers[item.answer]:<14} {_(item.title)} {_(item.text)}")


def shown_number(value: float) -> str:
    """A number without a range."""
    from almaden.cli.language import LANGUAGE
    from almaden.reference.numerals import decimal

    return decimal(value, 0, LANGUAGE)
