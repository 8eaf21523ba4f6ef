"""``almaden partnership import``: a file or a folder of records into the registry of the store."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.partnership_input import doubts_of, json_doubts, print_json, read_file, show_doubts
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.partnership.duplicates import Candidate
    from almaden.store.registry.loading import Loaded, Planned

#: So many changes and possible second tellings are listed as text.
_LISTED: Final = 20
_ACTIONS: Final = {
    "added": n_("added"),
    "changed": n_("changed"),
    "proposed": n_("proposed as corrections"),
    "unchanged": n_("unchanged"),
}


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``partnership``."""
    app.command(
        "import",
        help=_(
            "Put a file into the registry of this machine. All of it or nothing; the same file twice changes "
            "nothing.\n\n"
            "FILE is of the IATI standard 2.03 (.xml), a workbook, or a folder of tables. What would change is shown "
            "first. On a terminal you are asked; elsewhere nothing is kept without --yes. Records that are kept and "
            "not in the file stay.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden partnership import gmp.xml\n"
            "  almaden partnership import almaden-demo/partnership --yes --json"
        ),
    )(import_)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("File or folder to bring in."))],
    yes: Annotated[bool, typer.Option("--yes", help=_("Keep it without asking."))] = False,
    as_json: AsJson = False,
) -> None:
    """Show what a file would do to the registry, and keep it."""
    from almaden.store import setup

    setup.start()

    from almaden.store.operator import operator_with
    from almaden.store.registry.loading import kept_keys, load, planned
    from almaden.store.registry.told_twice import repeated

    actor = operator_with("load_registry")
    unplaced: list[str] = []
    registry = read_file(file, kept_keys(), unplaced)
    doubts = doubts_of(registry)
    plan = planned(actor, registry)
    twice, uncompared = repeated(registry)
    ready = any(one.action != "unchanged" for one in plan)
    if not as_json:
        _show(plan, twice, uncompared)
        show_doubts(doubts, unplaced)
    loaded = None
    if ready and (yes or _says_yes(as_json)):
        loaded = load(actor, registry, _("import of {name}").format(name=file.name), _sha256(file))
        if not as_json:
            _show_kept(loaded, actor is not None)
    if as_json:
        _print(plan, twice, uncompared, loaded, json_doubts(doubts, unplaced))


def _says_yes(as_json: bool) -> bool:
    if as_json or not sys.stdin.isatty():
        typer.echo(_("Nothing was kept: this was only a preview. Add --yes to keep it."), err=True)
        return False
    if typer.confirm(_("Keep this?")):
        return True
    typer.echo(_("Nothing was kept."))
    return False


def _counts(plan: Sequence[Planned]) -> dict[str, dict[str, int]]:
    """How many records of each kind are added, changed, proposed and left as they are."""
    found: dict[str, Counter[str]] = {}
    for one in plan:
        found.setdefault(one.kind, Counter())[one.action] += 1
    return {kind: {action: counts[action] for action in _ACTIONS} for kind, counts in found.items()}


def _show(plan: Sequence[Planned], twice: Sequence[tuple[str, Candidate]], uncompared: int) -> None:
    for kind, counts in _counts(plan).items():
        said = [f"{number:,} {_(_ACTIONS[action])}" for action, number in counts.items() if number]
        typer.echo(f"{kind}: {', '.join(said)}")
    changes = [one for one in plan if one.before]
    for one in changes[:_LISTED]:
        fields = "; ".join(f"{name}: {one.before[name]!r} -> {one.after[name]!r}" for name in one.after)
        typer.echo(f"  {one.key} {one.title}: {fields}")
    _more(len(changes), _("... and {count} more that change"))
    if not any(one.action != "unchanged" for one in plan):
        typer.echo(_("Nothing would change."))
    if twice:
        typer.echo(_("What may be told already, with its likeness of at most 1:"))
    for key, candidate in twice[:_LISTED]:
        typer.echo(f"  {candidate.score:.2f}  {key} = {candidate.id} {candidate.title}")
    _more(len(twice), _("... and {count} more that may be told already; --json lists all"))
    if uncompared:
        text = _("{count} more new activities were not compared; see: almaden partnership duplicates --store")
        typer.echo(text.format(count=uncompared))


def _more(count: int, text: str) -> None:
    if count > _LISTED:
        typer.echo("  " + text.format(count=count - _LISTED))


def _show_kept(loaded: Loaded, by_person: bool) -> None:
    text = _("Kept: {added} added, {changed} changed, {proposed} proposed as corrections.")
    typer.echo(text.format(added=loaded.added, changed=loaded.changed, proposed=loaded.proposed))
    if by_person:
        typer.echo(_("What somebody brings in is published by somebody else, unless one person owns the installation."))


def _print(
    plan: Sequence[Planned],
    twice: Sequence[tuple[str, Candidate]],
    uncompared: int,
    loaded: Loaded | None,
    doubts: Mapping[str, Any],
) -> None:
    records = _counts(plan)
    total: Mapping[str, Any] = {action: sum(counts[action] for counts in records.values()) for action in _ACTIONS}
    changes = [
        {"kind": one.kind, "id": one.key, "action": one.action, "before": one.before, "after": one.after}
        for one in plan
        if one.before
    ]
    print_json(
        {
            **total,
            "records": records,
            "kept": loaded is not None,
            "changes": changes,
            "may_be_told_already": [{"id": key, "candidate": one.to_json()} for key, one in twice],
            "not_compared": uncompared,
            **doubts,
        }
    )


def _sha256(path: Path) -> str:
    """Of a file, or of the names and contents of the files of a folder."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    whole = hashlib.sha256()
    for one in sorted(file for file in path.iterdir() if file.is_file()):
        whole.update(f"{_sha256(one)}  {one.name}\n".encode())
    return whole.hexdigest()
