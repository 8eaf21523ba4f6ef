"""``almaden monitoring trend``: trends of the series of any table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.monitoring_input import odd_places
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.monitoring.readers.dated_table import DatedSeries
    from almaden.monitoring.trends import Method, Trend

_CONFIDENCE = 0.95

#: As METHODS of the calculation, which is not loaded for the help.
MethodAsked = Literal["default", "hirsch-slack", "seasonal-kendall", "mann-kendall", "hamed-rao"]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Test the series of any table for trends. Slope per year with its interval, p, and one of four verdicts: "
            "increasing, decreasing, no trend, cannot tell. Cells such as <0.5 are below detection; gaps stay where "
            "they are.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring trend monthly.csv\n"
            "  almaden monitoring trend sites.xlsx --series site --time date --value gem --json\n"
            "  almaden monitoring trend rain.csv --time year --time month --value thg --limit lod"
        )
    )(trend)


def trend(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Table: CSV, TSV or XLSX, or one packed by gzip."))],
    series: Annotated[
        str, typer.Option("--series", metavar="COLUMN", help=_("Column that tells series apart, such as the site."))
    ] = "",
    time: Annotated[
        list[str] | None,
        typer.Option(
            "--time",
            metavar="COLUMN",
            help=_("Column of times: 2015, 2015.5, 2015-03, 2015-03-01. Given twice: year and month."),
        ),
    ] = None,
    value: Annotated[str, typer.Option("--value", metavar="COLUMN", help=_("Column of values."))] = "",
    below: Annotated[
        str, typer.Option("--below", metavar="COLUMN", help=_("Column that says yes where a value is below detection."))
    ] = "",
    limit: Annotated[str, typer.Option("--limit", metavar="COLUMN", help=_("Column of detection limits."))] = "",
    method: Annotated[
        MethodAsked, typer.Option("--method", help=_("Test; the documentation of trends compares them."))
    ] = "default",
    period: Annotated[
        int | None, typer.Option("--period", help=_("Seasons of a year: 12, 4 or 1; otherwise what the dates show."))
    ] = None,
    confidence: Annotated[
        float, typer.Option("--confidence", help=_("Confidence of the interval; the test is at 1 - confidence."))
    ] = _CONFIDENCE,
    as_json: AsJson = False,
) -> None:
    """Test the series of a table for trends."""
    _check(period, confidence)
    from almaden.cli.coal_input import show_notes
    from almaden.monitoring.readers.dated_columns import find_columns, untold_series
    from almaden.monitoring.readers.dated_table import open_table, read_dated
    from almaden.monitoring.readers.dated_traps import odd_values

    table = open_table(file)
    columns = find_columns(table, time or (), value, series, below, limit)
    dated = read_dated(table, columns)
    warning = untold_series(table, columns)
    odd = odd_values(file, table, dated, table.header[columns.value], datetime.now(UTC).date())
    notes = (*(() if warning is None else (warning,)), *odd_places(odd))
    found = _trends(dated, method, period, confidence)
    if not as_json:
        show_notes(notes)
        _show(found, confidence)
        return
    asked = {"columns": columns.names(table), "method": method, "confidence": confidence}
    typer.echo(json.dumps(_as_dict(file, asked, notes, found), ensure_ascii=False, indent=2, allow_nan=False))


def _as_dict(file: Path, asked: Mapping[str, Any], notes: Sequence[Text], found: Sequence[Trend]) -> dict[str, Any]:
    """All that is told, of plain values."""
    from almaden.monitoring.trends.rules import origins
    from almaden.reference.meta import meta

    return {
        "meta": asdict(meta(0, 0, hashlib.sha256(file.read_bytes()).hexdigest())),
        "file": file.name,
        **asked,
        "notes": [str(one) for one in notes],
        "series": [asdict(one) for one in found],
        "unverified": [asdict(one) for one in origins() if one.status == "unverified"],
    }


def _check(period: int | None, confidence: float) -> None:
    faults = []
    if period not in (None, 1, 2, 3, 4, 6, 12):
        faults.append(
            Fault(
                n_("a year cannot be parted so"), column="--period", value=str(period),
                accepted="1, 2, 3, 4, 6, 12", advice=n_("take 12 for months, 4 for quarters, 1 for years"),
            )
        )  # fmt: skip
    if not 0.5 <= confidence < 1.0:
        faults.append(
            Fault(
                n_("this is no confidence"), column="--confidence", value=str(confidence),
                accepted=n_("from 0.5 to less than 1"), advice=n_("take 0.95"),
            )
        )  # fmt: skip
    if faults:
        raise InputError(faults)


def _trends(series: Sequence[DatedSeries], method: Method, period: int | None, confidence: float) -> tuple[Trend, ...]:
    from almaden.cli.progress import progress_bar
    from almaden.monitoring.trends import trend as trend_of

    found = []
    with progress_bar(_("Trends")) as bar:
        for place, one in enumerate(series, 1):
            found.append(
                trend_of(one.times, one.values, one.below, one.limits, period, method, confidence, series=one.name)
            )
            if bar is not None:
                bar(place, len(series))
    return tuple(found)


def _show(found: Sequence[Trend], confidence: float) -> None:
    from almaden.cli.show import echo_title
    from almaden.monitoring.trends.result import VERDICT_NAMES
    from almaden.reference.numerals import decimal

    echo_title(_("Trends, intervals of {percent} %").format(percent=decimal(100 * confidence, 0, LANGUAGE)))
    for one in found:
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
        typer.secho(f"{one.series}  {line}" if one.series else line, bold=True)
        for reason in (one.reason, *one.notes):
            typer.echo(f"  {_(reason)}")


def _number(value: float | None) -> str:
    from almaden.reference.numerals import spoken

    return "?" if value is None else spoken(value, LANGUAGE)
