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
from almaden.cli.language import _
from almaden.cli.monitoring_input import odd_places
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.cli.monitoring_trend_show import Shown
    from almaden.monitoring.readers.dated_table import DatedSeries
    from almaden.monitoring.trends import Trend
    from almaden.monitoring.trends.changes import StepChanges
    from almaden.monitoring.trends.grouped import Grouped

_CONFIDENCE = 0.95

#: As METHODS of the calculation, which is not loaded for the help.
MethodAsked = Literal[
    "default", "hirsch-slack", "seasonal-kendall", "mann-kendall", "hamed-rao", "gls", "block-bootstrap"
]

RegionAsked = Annotated[
    str,
    typer.Option(
        "--region",
        metavar="COLUMN",
        help=_("Column of regions: verdicts are held against the number of series, and each region has its trend."),
    ),
]
StepsAsked = Annotated[bool, typer.Option("--steps", help=_("Look for step changes too."))]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Test the series of any table for trends. Slope per year with its interval, p, and one of four verdicts: "
            "increasing, decreasing, no trend, cannot tell. Cells such as <0.5 are below detection; gaps stay where "
            "they are. Lines that begin with # above the header are comments.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring trend monthly.csv\n"
            "  almaden monitoring trend sites.xlsx --series site --time date --value gem --json\n"
            "  almaden monitoring trend rain.csv --time year --time month --value thg --limit lod\n"
            "  almaden monitoring trend sites.csv --series site --region country --steps"
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
    region: RegionAsked = "",
    steps: StepsAsked = False,
    as_json: AsJson = False,
) -> None:
    """Test the series of a table for trends."""
    _check(period, confidence)
    from almaden.cli.coal_input import show_notes
    from almaden.cli.monitoring_trend_show import Shown, show
    from almaden.monitoring.readers.dated_columns import find_columns, untold_series
    from almaden.monitoring.readers.dated_regions import regions_of_series
    from almaden.monitoring.readers.dated_table import open_table, read_dated
    from almaden.monitoring.readers.dated_traps import odd_values

    table = open_table(file)
    columns = find_columns(table, time or (), value, series, below, limit)
    dated = read_dated(table, columns)
    warning = untold_series(table, columns)
    odd = odd_values(file, table, dated, table.header[columns.value], datetime.now(UTC).date())
    notes = (*(() if warning is None else (warning,)), *odd_places(odd))
    regions = regions_of_series(table, columns, dated, region) if region else None
    found = _trends(dated, method, period, confidence)
    together = None if regions is None else _together(found, regions, confidence)
    changes = _changes(dated, period, confidence) if steps else None
    shown = Shown(found if together is None else together.many.trends, changes, together, confidence)
    if not as_json:
        show_notes(notes)
        show(shown)
        return
    asked = {"columns": columns.names(table), "method": method, "confidence": confidence}
    typer.echo(json.dumps(_as_dict(file, asked, notes, shown), ensure_ascii=False, indent=2, allow_nan=False))


def _as_dict(file: Path, asked: Mapping[str, Any], notes: Sequence[Text], found: Shown) -> dict[str, Any]:
    """All that is told, of plain values."""
    from almaden.monitoring.trends.rules import origins
    from almaden.reference.meta import meta

    series = [asdict(one) for one in found.trends]
    if found.steps is not None:
        for told, changes in zip(series, found.steps, strict=True):
            told["steps"] = changes.as_dict()
    together: dict[str, Any] = {}
    if found.together is not None:
        many = found.together.many
        for told, q, alone in zip(series, many.q, found.together.alone, strict=True):
            told |= {"q": q, "verdict_alone": alone}
        together = {
            "false_discoveries": {
                "method": many.method, "rate": many.rate, "significant_alone": many.before, "kept": many.kept,
                "untested": many.untested,
            },
            "regions": [{"unit": "percent of the median per year", **one.as_dict()} for one in found.together.regions],
            "series_without_slope": found.together.without_slope,
        }  # fmt: skip
    return {
        "meta": asdict(meta(0, 0, hashlib.sha256(file.read_bytes()).hexdigest())),
        "file": file.name,
        **asked,
        "notes": [str(one) for one in notes],
        "series": series,
        **together,
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


def _trends(
    series: Sequence[DatedSeries], method: MethodAsked, period: int | None, confidence: float
) -> tuple[Trend, ...]:
    from almaden.cli.progress import progress_bar
    from almaden.monitoring.trends import trend as trend_of
    from almaden.monitoring.trends.models import model_trend

    found = []
    with progress_bar(_("Trends")) as bar:
        for place, one in enumerate(series, 1):
            given = one.times, one.values, one.below, one.limits, period
            if method == "gls" or method == "block-bootstrap":
                found.append(model_trend(*given, method, confidence, series=one.name))
            else:
                found.append(trend_of(*given, method, confidence, series=one.name))
            if bar is not None:
                bar(place, len(series))
    return tuple(found)


def _together(found: Sequence[Trend], regions: Mapping[str, str], confidence: float) -> Grouped:
    from almaden.monitoring.trends.grouped import grouped

    return grouped(found, regions, confidence)


def _changes(series: Sequence[DatedSeries], period: int | None, confidence: float) -> tuple[StepChanges, ...]:
    from almaden.monitoring.trends.changes import step_changes

    return tuple(step_changes(one.times, one.values, one.below, one.limits, period, 1.0 - confidence) for one in series)
