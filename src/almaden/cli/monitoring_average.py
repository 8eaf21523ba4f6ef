"""``almaden monitoring average``: means over periods that tell whether enough was measured."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.monitoring_input import (
    Files,
    Output,
    ReaderName,
    Share,
    Suspect,
    Zone,
    check_share,
    gathered,
    number,
    odd_places,
    write_rows,
    zone_of,
)
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.monitoring.averages import Averages
    from almaden.monitoring.series import Series

PeriodAsked = Literal["hour", "day", "month", "season", "year"]
#: More lines of a series than this are not printed.
_MOST = 36
#: So many notes are printed, each the odd place of one series.
_MOST_NOTES = 12


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Average measurements over hours, days, months, seasons or years. Each mean tells whether enough was "
            "measured for it; values below detection give a range.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring average station.csv --period month\n"
            "  almaden monitoring average IE0031R.nas --period year --zone +00:00 --json\n"
            "  almaden monitoring average any.csv --series site --time when --value gem --output means.csv"
        )
    )(average)


def average(
    files: Files,
    period: Annotated[PeriodAsked, typer.Option("--period", help=_("What to average over."))] = "month",
    reader: ReaderName = "",
    coverage: Share = None,
    zone: Zone = "",
    suspect: Suspect = False,
    percentiles: Annotated[
        bool, typer.Option("--percentiles", help=_("Tell the percentiles 5 and 95 too, which takes longer."))
    ] = False,
    series: Annotated[
        str, typer.Option("--series", metavar="COLUMN", help=_("Column that tells series apart, such as the site."))
    ] = "",
    time: Annotated[
        str, typer.Option("--time", metavar="COLUMN", help=_("Column of times of any table, with --value."))
    ] = "",
    value: Annotated[str, typer.Option("--value", metavar="COLUMN", help=_("Column of values."))] = "",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Average measurements over periods."""
    check_share(coverage)
    clock = zone_of(zone)
    from almaden.cli.coal_input import show_notes
    from almaden.monitoring.averages import averages
    from almaden.monitoring.coverage import default_coverage

    given, notes, sha256 = _read(files, reader, {"series": series, "time": time, "value": value})
    rules = None if coverage is None else default_coverage(coverage)
    found = averages(given, period, clock, rules, suspect=suspect, with_percentiles=percentiles, input_sha256=sha256)
    if output is not None:
        write_rows(output, found.rows())
    if as_json:
        typer.echo(found.to_json())
        return
    told = (*notes, *found.notes)
    show_notes(told[:_MOST_NOTES])
    if len(told) > _MOST_NOTES:
        typer.echo(_("... and {count} more; see --json").format(count=len(told) - _MOST_NOTES), err=True)
    _show(found)
    if output is not None:
        tell_written([output], as_json)


def _read(files: list[Path], reader: str, columns: dict[str, str]) -> tuple[tuple[Series, ...], tuple[Text, ...], str]:
    """The series of the files, what is odd in them, their fingerprint."""
    if not any(columns.values()):
        from almaden.monitoring.series import series_of

        given = gathered(files, reader)
        return series_of(given.observations), odd_places(given.remarks), given.sha256
    if not (columns["time"] and columns["value"]):
        raise InputError(
            Fault(
                n_("a table of any form needs the names of two columns"), column="--time, --value",
                advice=n_("name the column of times by --time and that of values by --value"),
            )
        )  # fmt: skip
    from almaden.monitoring.readers.plain_series import read_plain

    series = tuple(one for path in files for one in read_plain(path, **columns))
    return series, (), hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _show(found: Averages) -> None:
    from almaden.cli.show import echo_title

    titles = {
        "hour": _("Means of hours"), "day": _("Means of days"), "month": _("Means of months"),
        "season": _("Means of seasons"), "year": _("Means of years"),
    }  # fmt: skip
    echo_title(titles[found.period])
    enough = int(found.means.enough.sum())
    typer.echo(_("{enough} of {all} have enough measurements ({zone})").format(
        enough=enough, all=len(found), zone=found.zone
    ))  # fmt: skip
    rows = list(found.rows())
    for place, key in enumerate(found.keys):
        typer.echo()
        name = ", ".join(part for part in (key.site, key.species, key.unit, key.method, key.instrument) if part)
        typer.secho(name, bold=True)
        lines = [row for row, which in zip(rows, found.which, strict=True) if which == place]
        for row in lines[-_MOST:]:
            typer.echo(_line(row))
        if len(lines) > _MOST:
            typer.echo(_("  {count} earlier ones are not shown; --output writes all").format(count=len(lines) - _MOST))


def _line(row: dict[str, Any]) -> str:
    def said(name: str) -> str:
        return number(row[name])

    mean = said("mean")
    if row["mean"] is None and row["mean_low"] is not None:
        mean = _("{low} to {high}").format(low=said("mean_low"), high=said("mean_high"))
    by = f"  {_(row['mean_by'])}" if row["mean_by"] else ""
    start = str(row["start"]).removesuffix("T00:00:00").replace("T", " ")
    # The reason is a text that remembers how to be said in another language.
    why = f"  {_(row['why'])}" if row["why"] else ""
    return f"  {start:<19} {mean:>18}  n = {row['n']}{by}{why}"
