"""``almaden backup``, ``restore`` and ``doctor``: looking after an installation."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson


def add_commands(app: CommandGroup) -> None:
    """Add the three commands."""
    app.command(
        "backup",
        help=_(
            "Write everything that this installation holds to one file. Database, uploads, archive, editions, "
            "with checksums; others may go on working meanwhile.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden backup --out almaden-backup.zip"
        ),
    )(backup)
    app.command(
        "restore",
        help=_(
            "Restore a backup into an installation without content. The database may be another one than "
            "before: a backup of SQLite goes into PostgreSQL, and back.\n\n"
            "\b\n"
            "Example:\n"
            "  ALMADEN_HOME=/srv/almaden almaden restore almaden-backup.zip --verify"
        ),
    )(restore)
    app.command(
        "doctor",
        help=_(
            "Examine the installation: database, journal, archive, uploads, editions, disk.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden doctor\n"
            "  almaden doctor --repair"
        ),
    )(doctor)


def backup(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("The file to make."))] = None,
    as_json: AsJson = False,
) -> None:
    """Write a backup, by default named after the moment."""
    from almaden.store.setup import start

    start()
    from almaden.store.backup.make import backup as write

    target = out or Path(f"almaden-backup-{datetime.now():%Y%m%d-%H%M%S}.zip")
    manifest = write(target)
    _tell("written", _("Written: {path}"), target, manifest, as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A file that almaden backup wrote."))],
    verify: Annotated[
        bool, typer.Option("--verify", help=_("Examine the installation afterwards; exit code 1 if anything is wrong."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Restore a backup, and examine what was restored if asked."""
    from almaden.store.setup import start

    start(migrate=False)
    from almaden.store.backup.restore import restore as read

    manifest = read(file)
    if verify:
        doctor(as_json=as_json)
        return
    _tell("restored", _("Restored from {path}"), file, manifest, as_json)


def _tell(done: str, text: str, file: Path, manifest: dict[str, Any], as_json: bool) -> None:
    """Say what was done with a backup, and how much it holds."""
    rows = sum(table["rows"] for table in manifest["tables"].values())
    files = len(manifest["files"])
    if as_json:
        typer.echo(json.dumps({done: str(file), "rows": rows, "files": files}, ensure_ascii=False, indent=2))
        return
    typer.echo(text.format(path=file))
    typer.echo(_("Rows: {rows}; files: {files}").format(rows=rows, files=files))


def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help=_("Delete files that a killed process left and nothing refers to."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Examine the installation; exit code 1 if anything is bad."""
    from almaden.store.setup import start

    start()
    from almaden.store.backup import doctor as health

    deleted = health.repair() if repair else 0
    findings = list(health.examine())
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        words = {"good": _("good"), "warning": _("warning"), "bad": _("bad")}
        for finding in findings:
            typer.echo(f"{_(finding.check)}: {words[finding.state]}: {_(finding.text)}")
            if finding.advice:
                typer.echo(f"    {_('do: {advice}').format(advice=_(finding.advice))}")
        if repair:
            typer.echo(_("Files deleted: {count}").format(count=deleted))
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)
