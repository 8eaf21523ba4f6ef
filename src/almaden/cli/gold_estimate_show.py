"""What ``almaden gold estimate`` prints: gold, mercury and where it goes, routes, regions, what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import typer

from almaden.cli.coal_input import shown
from almaden.cli.language import _
from almaden.cli.show import echo_title, width
from almaden.inventory.result import Amount
from almaden.sectors.gold.result import Beside, GoldEstimate, PartResult, RouteResult
from almaden.sectors.gold.terms import PRACTICES
from almaden.sectors.gold.told import PATHWAY_NAMES, PRACTICE_NAMES, WORST_NAMES

_NAME = 52


def show(found: GoldEstimate) -> None:
    """Everything that a reader wants first; ``--json`` has the rest."""
    title = _("{country} {year}: small-scale gold mining").format(country=found.country, year=found.year)
    echo_title(title)
    if found.meta.notice:
        typer.secho(_(found.meta.notice).upper(), bold=True)
    _whole(found)
    typer.echo()
    _routes(found)
    typer.echo()
    _parts(found)
    if found.beside:
        typer.echo()
        echo_title(_("Figures beside it, kg a year"))
        for one in found.beside:
            _beside(one)
    typer.echo()
    _rest(found)


def _whole(found: GoldEstimate) -> None:
    _line("", _("kg a year"), _("95 % range"))
    _amount(_("gold"), found.gold_kg)
    _amount(_("mercury used"), found.mercury_kg)
    for pathway, amount in found.pathways.items():
        if amount.high > 0.0:
            _amount("  " + _(PATHWAY_NAMES[pathway]), amount)
    if found.recovered_kg.high > 0.0:
        _amount(_("given back by retorts and used again, beside it"), found.recovered_kg)
    _amount(_("mercury used for each kg of gold"), found.ratio)
    if found.supply is not None:
        _amount(_("mercury supplied"), found.supply.supply_kg)
        _paragraph(_(found.supply.told))


def _routes(found: GoldEstimate) -> None:
    echo_title(_("Gold by route"))
    _line("", _("kg a year"), _("95 % range"), _("weight"), "p")
    for one in found.routes:
        if one.gold_kg is None:
            _line(_(one.title), _("no data"))
        else:
            _line(_(one.title), *shown(one.gold_kg), f"{one.weight:.2f}", _chance(one))
    if found.agreement is not None:
        _paragraph(
            _("The routes together: chi-squared {chi2} with {freedom} degrees of freedom, p {p}.").format(
                chi2=f"{found.agreement.chi2:.2f}",
                freedom=found.agreement.freedom,
                p=f"{found.agreement.p_disagree:.3f}",
            )
        )


def _chance(one: RouteResult) -> str:
    return "" if one.p_disagree is None else f"{one.p_disagree:.3f}"


def _parts(found: GoldEstimate) -> None:
    names = {name: _(words) for name, words in PRACTICE_NAMES.items()}
    groups = ((_("Practices"), found.by_practice), (_("Regions"), found.by_region))
    for title, parts in groups:
        if len(parts) < 2 and parts is found.by_region:
            continue
        echo_title(title)
        _line("", _("gold, kg"), _("95 % range"), _("mercury, kg"), _("95 % range"))
        for part in sorted(parts, key=_order):
            name = next((names[one] for one in PRACTICES if one == part.name), part.name or _("of no region"))
            _line(name, *shown(part.gold_kg), *shown(part.mercury_kg))
    worst = {name: share for name, share in found.worst.items() if share is not None}
    for name, share in worst.items():
        typer.echo(f"{_(WORST_NAMES[name])}: {100.0 * share:.0f} %")


def _order(part: PartResult) -> tuple[float, str]:
    return -part.mercury_kg.value, part.name


def _beside(one: Beside) -> None:
    span = "" if one.low is None or one.high is None else f"{one.low:,.0f}–{one.high:,.0f}"
    year = "" if one.year is None else str(one.year)
    _line(_(one.what), f"{one.value:,.0f}", span, year)
    _paragraph(f"{one.source} ({_(one.status)})")


def _rest(found: GoldEstimate) -> None:
    _paragraph(_(found.power.told))
    for question in found.questions:
        _paragraph(_("Question: {text}").format(text=_(question)))
    typer.echo(_("Rests on {count} unverified numbers; --json lists them.").format(count=len(found.unverified)))


def _amount(name: str, amount: Amount) -> None:
    _line(name, *shown(amount))


def _line(name: str, *cells: str) -> None:
    widths = (14, 22, 14, 20)
    typer.echo(f"{name:<{_NAME}}" + "".join(f"{cell:>{size}}" for cell, size in zip(cells, widths, strict=False)))


def _paragraph(text: str) -> None:
    lines: Iterable[str] = textwrap.wrap(text, width())
    for line in lines:
        typer.echo(line)
