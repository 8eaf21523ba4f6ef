"""What ``almaden products stock`` prints: one year by product, the years of the sum, a history beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.cli.show import echo_title, shown
from almaden.reference.numerals import decimal
from almaden.sectors.flat import nested
from almaden.sectors.products.history import MEDIA, BesideYear
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.result import QUANTITY_NAMES, StockResult, StockSeries

#: What is printed of a series; ``--json`` has the rest.
_SHOWN = ("inflow", "stock", "discards", "air", "water", "land", "landfilled", "recovered")
#: Years between two lines of the sum.
_STEP = 5
#: With more series than this only the sums are printed.
_MANY = 40


def as_json_text(found: StockResult, compared: Sequence[BesideYear]) -> str:
    """The result as JSON, with the history beside it where there is one."""
    values = found.as_dict()
    if compared:
        values["history"] = [nested(asdict(one)) for one in compared]
    return json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False)


def show(found: StockResult, compared: Sequence[BesideYear], year: int) -> None:
    """One year by product with ranges, the sum over the years, the history, what it rests on."""
    echo_title(_("Mercury in products, kg: {title}").format(title=found.title))
    if found.meta.notice:
        typer.secho(_(found.meta.notice).upper(), bold=True)
    place = found.years.index(year)
    several = (*(found.series if len(found.series) <= _MANY else ()), *found.sums)
    for one in several:
        _one(one, place, year)
    typer.echo()
    _years(found)
    if compared:
        typer.echo()
        _history(compared)
    typer.echo()
    _footing(found)


def _one(one: StockSeries, place: int, year: int) -> None:
    name = _(product_kinds()[one.kind].name) if one.kind else _("all products")
    title = _("{place}, {name}, {year} (95 % range)")
    typer.echo()
    typer.secho(title.format(place=one.country or _("all countries"), name=name, year=year), bold=True)
    for quantity in _SHOWN:
        amount = one.amounts[quantity][place]
        if amount.high > 0.0:
            typer.echo(f"  {_(QUANTITY_NAMES[quantity]):<32} {shown(amount).text}")


def _years(found: StockResult) -> None:
    whole = found.sums[-1].amounts
    typer.secho(_("All products over the years, kg"), bold=True)
    names = ("inflow", "stock", "discards", "air")
    heads = (_("sold"), _("in use"), _("leaving use"), _("to air"))
    typer.echo(f"  {_('year'):<6}" + "".join(f"{head:>16}" for head in heads))
    last = len(found.years) - 1
    for place, year in enumerate(found.years):
        if year % _STEP == 0 or place == last:
            cells = (shown(whole[name][place]).value for name in names)
            typer.echo(f"  {year:<6}" + "".join(f"{cell:>16}" for cell in cells))


def _history(compared: Sequence[BesideYear]) -> None:
    typer.secho(_("Releases in the past, Mg: as told | by this run"), bold=True)
    heads = {"air": _("air"), "water": _("water"), "soil": _("soil"), "landfilled": _("landfilled")}
    typer.echo(f"  {_('year'):<6}" + "".join(f"{heads[name]:>22}" for name in MEDIA) + f"{_('all four'):>14}")
    for one in compared:
        cells = []
        for name in MEDIA:
            own = "-" if one.run_mg is None else shown(one.run_mg[name]).value
            cells.append(f"{decimal(one.history_mg[name], 1, LANGUAGE)} | {own}")
        total = decimal(sum(one.history_mg.values()), 1, LANGUAGE)
        typer.echo(f"  {one.year:<6}" + "".join(f"{cell:>22}" for cell in cells) + f"{total:>14}")


def _footing(found: StockResult) -> None:
    typer.echo(
        _("Every year balances: what is left over is at most {share} of the largest stock").format(
            share=f"{max(found.imbalance, found.unplaced):.0e}"
        )
    )
    typer.echo(_("rests on {count} unverified numbers; every report lists them").format(count=len(found.unverified)))
    typer.echo(
        _("{draws} draws, {sampler}, seed {seed}, version {version}").format(
            draws=found.meta.draws, sampler=_(found.meta.sampler), seed=found.meta.seed, version=found.meta.version
        )
    )
