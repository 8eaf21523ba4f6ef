"""Mirror statistics and the network of trade as tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.cli.show import echo_title
from almaden.reference.numerals import decimal

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.supply.trade.mirror_result import MirrorResult
    from almaden.supply.trade.network import Network

#: Lines of each table; all are in --json.
_MOST = 15
_FEW = 5
_TONNE = 1000.0


def show_mirror(found: MirrorResult, country: str) -> None:
    """World by year, signs of countries, flagged flows, how weights were taken."""
    echo_title(_("Both sides of the trade in {code}").format(code=found.code))
    typer.echo(found.summary().say(_, lambda value: decimal(value, 0, LANGUAGE)))
    typer.echo(_("Hubs: {countries}").format(countries=", ".join(found.hubs) or _("none")))
    typer.echo()
    _show_world(found)
    _show_countries(found, country)
    _show_flows(found, country)
    _show_masses(found)


def _show_world(found: MirrorResult) -> None:
    typer.secho(_("World, t"), bold=True)
    _line((_("year"), _("exports"), _("imports"), _("gap"), _("one side only"), _("flagged")))
    for one in found.years:
        _line((str(one.year), *map(_t, (one.exports_kg, one.imports_kg, one.gap_kg, one.mirrored_kg, one.flagged_kg))))
    typer.echo()


def _show_countries(found: MirrorResult, country: str) -> None:
    chosen = [one for one in found.countries if one.country == country or (not country and one.hidden_kg.value > 0)]
    if not chosen:
        return
    typer.secho(_("Signs of hidden trade, t over all years (95 % range)"), bold=True)
    for one in chosen[:_MOST]:
        text = _(
            "{country}: came in unseen {inward}, went out unseen {outward}; flagged flows: {flows}; residual {residual}"
        )
        typer.echo(
            "  "
            + text.format(
                country=one.country,
                inward=_range(one.hidden_in_kg),
                outward=_range(one.hidden_out_kg),
                flows=one.flows,
                residual=_range(one.residual_kg),
            )
        )
        if one.gold_demand_kg is not None:
            beside = _("small-scale gold mining uses {demand} in as many years: {years}")
            typer.echo("       " + beside.format(demand=_range(one.gold_demand_kg), years=one.years))
    typer.echo()


def _show_flows(found: MirrorResult, country: str) -> None:
    flows = found.flows(country, _MOST)
    if not flows:
        return
    typer.secho(_("Flagged flows, t"), bold=True)
    _line((_("year"), _("route"), _("exporter"), _("importer"), _("explained"), _("unexplained")))
    for one in flows:
        told = ["?" if kg is None else _t(kg) for kg in (one.x_kg, one.m_kg)]
        route = f"{one.exporter}-{one.importer}"
        _line((str(one.year), route, *told, _t(one.shifted_kg + one.hub_kg), _t(one.left_kg)))
    typer.echo()


def _show_masses(found: MirrorResult) -> None:
    typer.secho(_("How weights were taken, lines"), bold=True)
    for name, lines in found.masses.counts().items():
        if lines:
            typer.echo(f"  {_(name):<20} {lines:>10}")
    for one in found.masses.repairs(_FEW):
        kg = "?" if one.taken_kg is None else decimal(one.taken_kg.value, 0, LANGUAGE)
        text = _("{file}, row {row}: {was}; taken {kg} kg: {why} ({confidence})")
        typer.echo("  " + text.format(file=one.file, row=one.row, was=_said(one.was), kg=kg, why=_said(one.why),
                                      confidence=_(one.confidence)))  # fmt: skip


def show_network(found: MirrorResult, made: Network) -> None:
    """The largest countries of the last year, and its largest flows."""
    echo_title(_("Both sides of the trade in {code}").format(code=found.code))
    _show_world(found)
    last = made.nodes[-1].year if made.nodes else 0
    typer.secho(_("Countries in {year}, t").format(year=last), bold=True)
    _line((_("country"), _("came in"), _("went out"), _("stayed"), _("share")))
    for one in [node for node in made.nodes if node.year == last][:_MOST]:
        name = f"{one.country} *" if one.hub else one.country
        _line((name, _t(one.in_kg), _t(one.out_kg), _t(one.net_kg), f"{decimal(100 * one.share, 1, LANGUAGE)} %"))
    typer.echo()
    typer.secho(_("Flows in {year}, t").format(year=last), bold=True)
    for link in [one for one in made.links if one.year == last][:_MOST]:
        _line((f"{link.exporter}-{link.importer}", _t(link.kg), f"{decimal(100 * link.share, 1, LANGUAGE)} %"))


def _line(cells: tuple[str, ...]) -> None:
    typer.echo("  " + f"{cells[0]:<10}" + "".join(f"{cell:>14}" for cell in cells[1:]))


def _t(kg: float) -> str:
    return decimal(kg / _TONNE + 0.0, 1, LANGUAGE)


def _range(kg: Amount) -> str:
    from almaden.reports.numbers import rounded

    return rounded(kg.value / _TONNE, kg.low / _TONNE, kg.high / _TONNE, LANGUAGE).text


def _said(text: str) -> str:
    from almaden.wording import Text

    return text.say(_, lambda value: decimal(value, 0, LANGUAGE)) if isinstance(text, Text) else _(text)
