"""``almaden partnership export``, ``template`` and ``check``: what goes out to other programs, and what comes in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.partnership_input import Folder, KnownAt, Store, doubts_of, json_doubts, read, read_file, show_doubts
from almaden.cli.written import tell_written
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.partnership.registry import Registry
    from almaden.reports.partnership.iati import Written

Format: TypeAlias = Literal["iati", "csv", "xlsx", "json", "ics", "atom"]
Publisher: TypeAlias = Annotated[
    str,
    typer.Option("--publisher", metavar="IDENTIFIER", help=_("Registered identifier of who publishes: XM-DAC-41304.")),
]


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``partnership``."""
    app.command(
        help=_(
            "Write a registry for other programs, without anything about persons.\n\n"
            "iati writes a file of the IATI standard 2.03; csv a folder of tables; xlsx a workbook; json one object; "
            "ics a calendar of events, meetings and deadlines; atom a feed of activities, publications and events.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden partnership export --format csv --out tables\n"
            "  almaden partnership export almaden-demo/partnership --format iati --publisher XM-DAC-41304 --out gmp.xml"
        )
    )(export)
    app.command(
        help=_(
            "Write a workbook to be filled in: a sheet for each kind of record, with help and lists to choose from.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden partnership template --out registry.xlsx"
        )
    )(template)
    app.command(
        help=_(
            "Check a file before it is brought in: a file of the IATI standard 2.03, a workbook, or a folder of "
            "tables.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden partnership check gmp.xml"
        )
    )(check)


def export(
    folder: Folder = None,
    store: Store = False,
    known_at: KnownAt = "",
    kind: Annotated[Format, typer.Option("--format", help=_("What to write."))] = "csv",
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help=_("File to write; for csv a folder."))] = Path(
        "partnership-export"
    ),
    publisher: Publisher = "",
    name: Annotated[
        str, typer.Option("--publisher-name", metavar="NAME", help=_("Name of who publishes."))
    ] = "Global Mercury Partnership",
    as_json: AsJson = False,
) -> None:
    """Write a registry in one of the formats."""
    registry = read(folder, store, known_at)
    if kind == "iati":
        _tell_iati(_iati(registry, out, publisher, name), as_json)
        return
    tell_written(_files(registry, kind, out, publisher, name), as_json)


def _files(registry: Registry, kind: Format, out: Path, publisher: str, name: str) -> list[Path]:
    from datetime import UTC, datetime

    from almaden.reports.files import write_atomically
    from almaden.reports.partnership import atom, calendar, tables

    now = datetime.now(UTC)
    if kind == "csv":
        return tables.write_csv(registry, out)
    if kind == "xlsx":
        return [tables.write_xlsx(registry, out)]
    if kind == "json":
        return [tables.write_json(registry, out)]
    if kind == "ics":
        return [write_atomically(out, calendar.write_calendar(registry, publisher or "almaden", now))]
    feed = atom.write_feed(atom.news_of(registry, now), name, publisher or "almaden", now)
    return [write_atomically(out, feed)]


def _iati(registry: Registry, out: Path, publisher: str, name: str) -> Written:
    from datetime import UTC, datetime

    from almaden.errors import Fault, InputError
    from almaden.reports.partnership.iati import Publisher, write_iati

    if not publisher:
        raise InputError(
            Fault(
                n_("a file of the IATI standard names who publishes it"),
                column="--publisher",
                accepted=n_("letters, digits, points and hyphens: XM-DAC-41304"),
                advice=n_("add --publisher with the identifier under which you are registered with IATI"),
            )
        )
    return write_iati(registry, out, Publisher(publisher, name), datetime.now(UTC))


def _tell_iati(written: Written, as_json: bool) -> None:
    if as_json:
        told = {
            "written": [str(written.path)],
            "activities": written.activities,
            "apart": [{"activity": key, "reason": reason} for key, reason in written.apart],
            "assumed_shares": written.assumed_shares,
            "assumed_sectors": written.assumed_sectors,
            "nobody": written.nobody,
            "assumed_dates": written.assumed_dates,
            "funding": written.funding,
            "funding_apart": written.funding_apart,
            "left_out": dict(written.left_out),
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    tell_written([written.path], as_json)
    typer.echo(_("{count} activities of the standard").format(count=written.activities))
    reasons = [reason for _key, reason in written.apart]
    for reason in dict.fromkeys(reasons):
        line = _("{count} kept beside them, which other programs pass over: {reason}")
        typer.echo(line.format(count=reasons.count(reason), reason=_(reason)))
    for count, text in (
        (written.assumed_dates, _("{count} with the period of the report that tells of them, which is assumed")),
        (written.assumed_shares, _("{count} with equal shares of their countries, which is assumed")),
        (written.assumed_sectors, _("{count} with the sector of their area, which is assumed")),
        (written.nobody, _("{count} of which nobody is stated to take part")),
        (written.funding, _("{count} statements on funding as transactions of their activities")),
        (written.funding_apart, _("{count} other statements on funding, which other programs pass over")),
    ):
        if count:
            typer.echo(text.format(count=count))
    if written.left_out:
        kinds = ", ".join(f"{kind} {count}" for kind, count in written.left_out.items())
        typer.echo(_("Not in the file; take the tables for them: {kinds}").format(kinds=kinds))


def template(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("Workbook to write."))] = Path(
        "partnership-template.xlsx"
    ),
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.files import write_atomically
    from almaden.reports.partnership.tables import template_xlsx

    tell_written([write_atomically(out, template_xlsx(LANGUAGE))], as_json)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("File or folder to check."))],
    as_json: AsJson = False,
) -> None:
    """Check a file and count what it holds."""
    unplaced: list[str] = []
    registry = read_file(file, unplaced=unplaced)
    doubts = doubts_of(registry)
    counts = {kind: len(records) for kind, records in registry.tables.items() if records}
    if as_json:
        told = {"records": counts, **json_doubts(doubts, unplaced)}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    typer.echo(_("No fault found."))
    for kind, count in counts.items():
        typer.echo(f"{count:8} {kind}")
    show_doubts(doubts, unplaced)
