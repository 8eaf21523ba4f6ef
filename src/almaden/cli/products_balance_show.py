"""What ``almaden products balance`` prints: each year's balance, products by category, the series of years."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import asdict

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.cli.show import echo_title, shown
from almaden.reference.numerals import decimal, exact
from almaden.sectors.products.national.progress import INDICATORS, progress
from almaden.sectors.products.national.public import PublicCell, PublicResult, PublicYear
from almaden.sectors.products.national.result import Cell, NationalResult, YearBalance
from almaden.sectors.products.national.words import BESIDE, MARKET, SUMS, TERM_NAMES, part_name
from almaden.wording import n_

#: What stands for an amount that is not there.
_STATES = {"suppressed": n_("suppressed"), "not told": n_("not known")}


def as_json_text(found: NationalResult | PublicResult) -> str:
    """The result as JSON, with the series of years."""
    values = {**found.as_dict(), "progress": [asdict(one) for one in progress(found)]}
    return json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False)


def show(found: NationalResult | PublicResult) -> None:
    """Every year, the series of years, what it rests on."""
    echo_title(_("Supply, use and trade of mercury, kg: {title}").format(title=found.title or found.country))
    if found.meta.notice:
        typer.secho(_(found.meta.notice).upper(), bold=True)
    for one in found.years:
        typer.echo()
        _year(one)
    if len(found.years) > 1:
        typer.echo()
        _series(found)
    typer.echo()
    if isinstance(found, NationalResult):
        count = len(found.unverified)
        typer.echo(_("rests on {count} unverified numbers; every report lists them").format(count=count))
        typer.secho(_("Amounts of single reporters can be seen here; publish what --public gives."), bold=True)
    typer.echo(
        _("{draws} draws, {sampler}, seed {seed}, version {version}").format(
            draws=found.meta.draws, sampler=_(found.meta.sampler), seed=found.meta.seed, version=found.meta.version
        )
    )


def _year(one: YearBalance | PublicYear) -> None:
    public = isinstance(one, PublicYear)
    expected, answered = (
        (one.expected, one.answered) if isinstance(one, PublicYear) else (len(one.expected), len(one.answered))
    )
    heading = (
        _("{year}: {answered} of {expected} reporters answered")
        if public
        else _("{year}: {answered} of {expected} reporters answered (95 % range)")
    )
    typer.secho(heading.format(year=one.year, answered=answered, expected=expected), bold=True)
    headings = {_first(one, MARKET): _("Mercury in products"), _first(one, BESIDE): _("In no sum of the balance")}
    for cell in one.cells:
        if cell.key in headings:
            typer.secho(headings[cell.key], bold=True)
        name = _(part_name(cell.part)) if cell.part else _(TERM_NAMES[cell.term])
        line = f"  {'    ' if cell.part else ''}{name}"
        typer.secho(f"{line:<56} {_amount(cell)}", bold=cell.term in SUMS)


def _first(one: YearBalance | PublicYear, terms: Container[str]) -> str:
    return next((cell.key for cell in one.cells if cell.term in terms), "")


def _amount(cell: Cell | PublicCell) -> str:
    if isinstance(cell, PublicCell):
        text = _(_STATES[cell.shown]) if cell.kg is None else exact(cell.kg, LANGUAGE)
    else:
        text = _(_STATES["not told"]) if cell.kg is None else shown(cell.kg).text
    if cell.is_complete is False and cell.kg is not None:
        return _("{amount} (and more that is not known)").format(amount=text)
    return text


def _series(found: NationalResult | PublicResult) -> None:
    typer.secho(_("Over the years, kg, and change against the year before in this table"), bold=True)
    points = progress(found)
    for indicator, name in INDICATORS.items():
        cells = []
        for point in points:
            if point.indicator == indicator:
                kg = "-" if point.kg is None else decimal(point.kg, 0, LANGUAGE)
                share = "" if point.change_share is None else f" ({decimal(100 * point.change_share, 0, LANGUAGE)} %)"
                cells.append(f"{point.year} {kg}{share}")
        typer.echo(f"  {_(name):<44}" + "".join(f"{cell:>22}" for cell in cells))
