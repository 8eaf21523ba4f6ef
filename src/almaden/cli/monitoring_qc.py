"""``almaden monitoring qc``: the automatic rules of quality control on files of observations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.monitoring_input import ReaderName
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar

if TYPE_CHECKING:
    from almaden.monitoring.quality.result import QcResult, SeriesQc
    from almaden.monitoring.quality.rules import Rules
    from almaden.reference.records import SiteRecord

Files: TypeAlias = Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files with observations."))]
Columns: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--columns", metavar="MAP.toml", help=_("For the reader observation-table: which column feeds which field.")
    ),
]
OwnRules: TypeAlias = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help=_("Own rules, which replace single ones or switch them off.")),
]
SiteClass: TypeAlias = Annotated[
    Literal["background", "urban", "hot spot", "contaminated"] | None,
    typer.Option("--site-class", help=_("Class of the sites; high values of hot spots are not rejected.")),
]
Latitude: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--latitude", min=-90, max=90, help=_("Latitude of the sites, for polar springs; otherwise as the file tells.")
    ),
]
Within: TypeAlias = Annotated[
    tuple[float, float, float, float] | None,
    typer.Option(
        "--within",
        metavar="SOUTH NORTH WEST EAST",
        help=_("Box in which the sites lie, degrees; coordinates that lie outside or seem exchanged are told."),
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE.csv", help=_("Write the observations with flags and marks; or a folder.")),
]
MarkTable: TypeAlias = Annotated[
    Path | None, typer.Option("--marks", metavar="FILE.csv", help=_("Write every mark as a table."))
]
OnDay: TypeAlias = Annotated[str, typer.Option("--on", metavar="DAY", help=_("Day to answer for; otherwise today."))]
Strict: TypeAlias = Annotated[bool, typer.Option("--strict", help=_("Exit with 1 if a value is proposed as invalid."))]

#: Series and notes that are printed; the rest is in --json.
_MOST = 30
_NAME = "checked.csv"


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        "qc",
        help=_(
            "Check observations by the automatic rules. Range, spikes, stuck values, duplicates, gaps, units, dates, "
            "and what instruments, collectors and laboratories tell. No value is changed.\n\n"
            "Instruments and laboratories tell it in the column diagnostics as name=value; name=value, or in columns "
            "of their own that the map names as diagnostics.NAME. The rules read these names: cartridge (A or B), "
            "calibration_age_h, response_factor, zero_area, baseline_v, baseline_sd_v, lamp_v, volume_l, flow_l_min, "
            "status, recovery_pct, audit_pct, blank (in the unit of the values), crm_recovery_pct, "
            "duplicate_rpd_pct.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring qc observations.csv\n"
            "  almaden monitoring qc observations.csv --site-class background --latitude 53.3 --output checked.csv\n"
            "  almaden monitoring qc observations.csv --rules own.csv --strict --json\n"
            "  almaden monitoring qc raw.csv --reader observation-table --columns map.toml"
        ),
    )(qc)


def qc(
    files: Files,
    reader: ReaderName = "",
    columns: Columns = None,
    rules: OwnRules = None,
    site_class: SiteClass = None,
    latitude: Latitude = None,
    within: Within = None,
    output: Output = None,
    marks: MarkTable = None,
    on: OnDay = "",
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Check observations by the automatic rules."""
    from almaden.cli.coal_input import day_of
    from almaden.cli.importing import columns_of
    from almaden.cli.written import tell_written
    from almaden.monitoring.quality.checking import check
    from almaden.monitoring.quality.surroundings import surroundings
    from almaden.monitoring.readers.gathered import gather
    from almaden.monitoring.readers.qc_rules import read_rules
    from almaden.monitoring.series import series_of
    from almaden.reports.files import write_atomically
    from almaden.reports.monitoring.checked_observations import checked_observations

    today = day_of(on, "--on") or datetime.now(UTC).date()
    mapped = None if columns is None else columns_of(columns)
    own = None if rules is None else read_rules(rules)
    with progress_bar(_("Files")) as bar:
        given = gather(files, reader, bar, mapped)
    series = series_of(given.observations)
    beside = surroundings(given.observations, series, given.sites, site_class or "", latitude)
    with progress_bar(_("Series")) as bar:
        found = check(series, today, own, beside, given.sha256, bar)
    places = _places(given.sites, within, own)
    written = []
    if output is not None:
        target = output / _NAME if output.is_dir() else output
        written.append(write_atomically(target, checked_observations(given.observations, series, found)))
    if marks is not None:
        written.append(write_atomically(marks, found.to_frame().to_csv(index=False).encode("utf-8")))
    if as_json:
        _tell_json(found, given.traps, places)
    else:
        _show(found, given.traps)
        for one in places:
            typer.echo(_("Place of {site}: {message}").format(site=one["site"], message=_(one["message"])))
        if written:
            tell_written(written, as_json=False)
    if strict and _invalid(found):
        raise typer.Exit(1)


def _invalid(found: QcResult) -> bool:
    from almaden.monitoring.series import INVALID

    return any(bool((one.marks.flag == INVALID).any()) for one in found.series)


def _places(
    sites: Sequence[SiteRecord], within: tuple[float, float, float, float] | None, rules: Rules | None
) -> list[dict[str, Any]]:
    """The sites of the files whose coordinates are doubted (R15)."""
    from almaden.monitoring.quality.coordinates import Bounds, check_places

    known = [one for one in sites if one.latitude is not None and one.longitude is not None]
    north, east = ([float(getattr(one, name)) for one in known] for name in ("latitude", "longitude"))
    doubted = check_places(north, east, None if within is None else Bounds(*within), rules=rules).misplaced
    return [
        {"site": known[one.place].name, "trap": one.trap, "flag": one.flag, "latitude": one.latitude,
         "longitude": one.longitude, "message": one.message}
        for one in doubted
    ]  # fmt: skip


def _tell_json(found: QcResult, traps: Mapping[str, int], places: list[dict[str, Any]]) -> None:
    import json

    typer.echo(json.dumps({**found.as_dict(), "remarks": dict(traps), "places": places}, ensure_ascii=False))


def _show(found: QcResult, traps: Mapping[str, int]) -> None:
    from almaden.cli.show import echo_title
    from almaden.monitoring.quality.rules import titles
    from almaden.reference.numerals import decimal

    echo_title(_("Quality control, automatic rules"))
    typer.echo(_(found.summary()))
    typer.echo()
    if traps:
        typer.secho(_("Odd places in the files, read all the same"), bold=True)
        for trap, count in traps.items():
            typer.echo(f"  {_(trap):<28} {decimal(count, 0, LANGUAGE):>10}")
        typer.echo()
    if found.by_rule:
        typer.secho(_("Marks by rule"), bold=True)
        for rule, count in found.by_rule.items():
            typer.echo(f"  {rule:<4} {_(titles()[rule]):<44} {decimal(count, 0, LANGUAGE):>10}")
        typer.echo()
    for one in found.series[:_MOST]:
        typer.echo(_series(one))
    if len(found.series) > _MOST:
        typer.echo(_("... and {count} more; see --json").format(count=len(found.series) - _MOST))
    for text in found.skipped[:_MOST]:
        typer.echo(_("Note: {text}").format(text=_(text)), err=True)
    if len(found.skipped) > _MOST:
        typer.echo(_("... and {count} more; see --json").format(count=len(found.skipped) - _MOST), err=True)
    typer.echo(
        _("rests on {count} unverified thresholds; --json lists them").format(count=len(found.unverified)), err=True
    )


def _series(one: SeriesQc) -> str:
    from almaden.reference.numerals import decimal

    name = ", ".join(part for part in one.key if part)
    share = "?" if one.share_flagged is None else decimal(100 * one.share_flagged, 2, LANGUAGE)
    text = _("{flagged} of {judged} flagged ({share} %)")
    counts = text.format(flagged=one.flagged, judged=one.judged, share=share)
    marks = ", ".join(f"{rule} {count}" for rule, count in one.by_rule.items())
    return f"  {name:<60} {counts}  {marks}".rstrip()
