"""Mined land as tables for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.cli.show import echo_title, shown, width
from almaden.reference.countries import country_name
from almaden.reference.numerals import decimal
from almaden.reports.numbers import percent
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.gold.area_proxy import AreaProxy
    from almaden.sectors.gold.areas import AreaSum
    from almaden.sectors.gold.mined import MinedLand
    from almaden.sectors.gold.overlap import Overlap


def show_mined_land(result: MinedLand) -> None:
    """Notes on the error stream; places by date, protected areas and mercury on the other."""
    for note in result.notes:
        typer.echo(_("Note: {text}").format(text=_(note)), err=True)
    echo_title(_("Mined land, hectares"))
    typer.echo(_row("", (_("date"), "", _("area"), _("until then"))))
    for one in result.places if result.by != "year" else ():
        _line(_name(one), one)
    for one in result.total:
        _line(_("all"), one)
    if result.protected is not None:
        _show_protected(result.protected)
    if result.proxy is not None:
        _show_proxy(result.proxy)


_KINDS = {"stock": n_("stock"), "new": n_("new")}


def _line(name: str, one: AreaSum) -> None:
    typer.echo(_row(name, (_date(one), _(_KINDS[one.kind]), _hectares(one.area_ha), _hectares(one.cumulative_ha))))


def _row(name: str, cells: tuple[str, ...]) -> str:
    short = name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
    return f"{short:<{_NAME}}" + "".join(f"{cell:>{size}}" for cell, size in zip(cells, (10, 8, 14, 14), strict=True))


#: Columns for the name of a place.
_NAME = 34


def _name(one: AreaSum) -> str:
    if one.admin:
        return f"{one.name} ({one.country})" if one.country else one.name
    if one.country:
        return country_name(one.country, LANGUAGE)
    return one.name or _("in none of the borders")


def _date(one: AreaSum) -> str:
    if one.year is None:
        return _("no date")
    return f"{one.year} Q{one.quarter}" if one.quarter else str(one.year)


def _hectares(value: float) -> str:
    return decimal(value, 1 if value < 100.0 else 0, LANGUAGE)


def _show_protected(found: Overlap) -> None:
    typer.echo()
    echo_title(_("Mined land in protected areas, hectares"))
    for one in found.by_area:
        _line(one.name, one)
    for one in found.total:
        _line(_("all, every place once"), one)
    typer.echo(_("{share} of the mined land lies in a protected area").format(share=percent(found.share, LANGUAGE)))


def _show_proxy(found: AreaProxy) -> None:
    typer.echo()
    echo_title(_("Mercury from newly mined land, kg: a proxy"))
    for text in found.told:
        typer.echo(_(text))
    typer.echo(_("All dates: {amount}").format(amount=shown(found.mercury_kg).text))
    typer.echo(textwrap.fill(_(found.warning), width()))
