"""How ``almaden monitoring trend`` prints what it found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import typer

from almaden.cli.language import LANGUAGE, _

if TYPE_CHECKING:
    from almaden.monitoring.trends import Trend
    from almaden.monitoring.trends.changes import StepChanges
    from almaden.monitoring.trends.grouped import Grouped
    from almaden.monitoring.trends.regional import RegionalTrend


class Shown(NamedTuple):
    """What is printed.

    Attributes:
        trends: of the series, with verdicts that stand among all where they are grouped.
        steps: step changes of each series, None where they were not asked for.
        together: the series held together, None where regions were not asked for.
        confidence: of all intervals.
    """

    trends: Sequence[Trend]
    steps: Sequence[StepChanges] | None
    together: Grouped | None
    confidence: float


def show(found: Shown) -> None:
    """Print all series, and after them the regions."""
    from almaden.cli.show import echo_title
    from almaden.reference.numerals import decimal

    echo_title(_("Trends, intervals of {percent} %").format(percent=decimal(100 * found.confidence, 0, LANGUAGE)))
    for place, one in enumerate(found.trends):
        _trend(one, None if found.together is None else found.together.many.q[place])
        if found.steps is not None:
            _steps(found.steps[place])
    if found.together is not None:
        typer.echo()
        echo_title(_("Regions, slopes in percent of the median"))
        for region in found.together.regions:
            _region(region)
        typer.echo(_("Places are not told: every series counts as independent of the others"))
        typer.echo(_(found.together.many.summary()))


def _trend(one: Trend, q: float | None) -> None:
    from almaden.monitoring.trends.result import VERDICT_NAMES

    text = _("{verdict}: {slope} a year ({low} to {high}), n = {n}")
    line = text.format(
        verdict=_(VERDICT_NAMES[one.verdict]),
        slope=_number(one.slope_per_year),
        low=_number(one.low),
        high=_number(one.high),
        n=one.n,
    )
    if one.percent_per_year is not None:
        line += ", " + _("{percent} % of the median").format(percent=_number(one.percent_per_year))
    if q is not None:
        line += f", q = {_number(q)}"
    typer.secho(f"{one.series}  {line}" if one.series else line, bold=True)
    for reason in (one.reason, *one.notes):
        typer.echo(f"  {_(reason)}")


def _steps(one: StepChanges) -> None:
    from almaden.monitoring.trends.steps import STEP_NAMES

    if one.pettitt is None or one.segments is None:
        typer.echo("  " + _("steps: {verdict}; {reason}").format(verdict=_("cannot tell"), reason=_(one.reason or "")))
        return
    when = "" if one.pettitt.at is None else f" ({str(one.pettitt.at)[:7]})"
    text = _("one step, test of Pettitt: {verdict}{when}; {reason}")
    told = one.pettitt
    typer.echo("  " + text.format(verdict=_(STEP_NAMES[told.verdict]), when=when, reason=_(told.reason)))
    months = ", ".join(str(when)[:7] for when in one.segments.steps)
    text = _("segments of equal mean: {verdict}{when}; {reason}")
    verdict = _(STEP_NAMES[one.segments.verdict])
    typer.echo(
        "  " + text.format(verdict=verdict, when=f" ({months})" if months else "", reason=_(one.segments.reason))
    )


def _region(one: RegionalTrend) -> None:
    from almaden.monitoring.trends.result import VERDICT_NAMES

    text = _("{verdict}: {slope} % a year ({low} to {high}), {n} sites; one more site {least} to {most} %")
    line = text.format(
        verdict=_(VERDICT_NAMES[one.verdict]),
        slope=_number(one.slope_per_year),
        low=_number(one.low),
        high=_number(one.high),
        n=one.sites,
        least=_number(one.predicted_low),
        most=_number(one.predicted_high),
    )
    typer.secho(f"{one.region}  {line}", bold=True)
    typer.echo(f"  {_(one.reason)}")


def _number(value: float | None) -> str:
    from almaden.reference.numerals import spoken

    return "?" if value is None else spoken(value, LANGUAGE)
