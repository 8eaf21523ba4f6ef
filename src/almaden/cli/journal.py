"""``almaden journal``: what was done in this installation, and whether anybody altered the account of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.store.models import Entry

journal_app = CommandGroup(help=_("The journal. Everything that was done, by whom, when and why."))


def add_commands(app: CommandGroup) -> None:
    """Add the group ``journal`` to the command."""
    app.add_typer(journal_app, name="journal")


@journal_app.command(
    help=_(
        "Check every hash of the journal. Code 1: an entry or a change is not what was written.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden journal verify"
    )
)
def verify(as_json: AsJson = False) -> None:
    """Check the journal of this installation."""
    _start()
    from almaden.store import journal

    try:
        count, problem = journal.verify(), ""
    except journal.JournalError as error:
        count, problem = 0, error.say(_)
    if as_json:
        typer.echo(json.dumps({"ok": not problem, "entries": count, "problem": problem}, ensure_ascii=False, indent=2))
    elif problem:
        typer.echo(problem, err=True)
    else:
        typer.echo(_("The journal is whole: {count} entries.").format(count=count))
    if problem:
        raise typer.Exit(1)


@journal_app.command(
    help=_(
        "Show the latest entries, the newest first.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden journal show --action inventory --most 20"
    )
)
def show(
    most: Annotated[int, typer.Option("--most", min=1, max=10_000, help=_("How many entries."))] = 50,
    action: Annotated[
        str, typer.Option("--action", metavar="TEXT", help=_("Only actions that begin so, such as account."))
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show entries of the journal of this installation."""
    _start()
    from almaden.store.models import Entry

    entries = Entry.objects.filter(action__startswith=action).order_by("-number").prefetch_related("changes")[:most]
    records = [_record(entry) for entry in entries]
    if as_json:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for record in records:
        changes = ", ".join(f"{one['kind']} {one['record_type']} {one['record_id']}" for one in record["changes"][:3])
        more = len(record["changes"]) - 3
        told = _("{changes} and {count} more").format(changes=changes, count=more) if more > 0 else changes
        when = record["made_on"][:19].replace("T", " ")
        typer.echo(f"{record['number']:>7} {when} {record['actor']:<16} {record['action']:<24} {told}")
        if record["reason"]:
            typer.echo(f"{'':8}{record['reason']}")


def _start() -> None:
    from almaden.store.setup import start

    start()


def _record(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "made_on": entry.made_on,
        "actor": entry.actor_name,
        "action": entry.action,
        "reason": entry.reason,
        "source_sha256": entry.source_sha256,
        "program_version": entry.program_version,
        "sha256": entry.sha256,
        "changes": [
            {"kind": one.kind, "record_type": one.record_type, "record_id": one.record_id, "version": one.version}
            for one in entry.changes.all()
        ],
    }
