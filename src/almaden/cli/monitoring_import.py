"""``almaden monitoring import``: files of networks into the store, with what is odd about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.monitoring_input import ReaderName
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError

if TYPE_CHECKING:
    from almaden.store.imports.plan import Plan

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files of one network."))]
DatasetKey = Annotated[
    str,
    typer.Option("--dataset", metavar="KEY", help=_("The data set it goes into; without it the reader's usual one.")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only say what each file would do; nothing is kept."))]


def add_commands(group: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    group.command(
        name="import",
        help=_(
            "Put files of a network into the store. Sites that it does not know are added with their observations.\n\n"
            "Each file is kept as a whole or not at all. What is odd in it is counted and told, and nothing is "
            "repaired. The same file twice changes nothing.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden monitoring import stations.csv --dataset lake-stations\n"
            "  almaden monitoring import 2023.csv 2024.csv --dataset lake-stations --dry-run"
        ),
    )(import_)


def import_(
    paths: Files, reader: ReaderName = "", dataset: DatasetKey = "", dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Import files one after another; faults of all of them are told at the end."""
    from almaden.cli.data_show import plan_record, show_kept, show_plan

    told: list[dict[str, Any]] = []
    faults: list[Fault] = []
    doubtful = False
    for path in paths:
        plan, number = _imported(path, reader, dataset, dry_run)
        faults += plan.faults
        doubtful = doubtful or bool(plan.doubtful)
        told.append({"file": path.name, **plan_record(plan, number)})
        if not as_json:
            typer.echo(path.name)
            if not plan.faults:
                show_plan(plan, False)
            if number is not None:
                show_kept(plan, number, False)
    if as_json:
        typer.echo(json.dumps({"files": told, "meta": _meta()}, ensure_ascii=False, indent=2))
        if faults:
            raise typer.Exit(2)
    if faults:
        raise InputError(faults)
    if doubtful:
        typer.echo(_("Nothing was kept: say with --match what the doubtful records are."), err=True)
        raise typer.Exit(1)


def _imported(path: Path, reader: str, dataset: str, dry_run: bool) -> tuple[Plan, int | None]:
    """What a file does, and the number of its entry in the journal where it was kept."""
    from almaden.cli.importing import keep, planned, requested
    from almaden.monitoring.readers.chosen import reader_of

    with requested(path, reader_of(path, reader), dataset, {}) as request:
        plan = planned(request)
        ready = plan.changes and not plan.faults and not plan.doubtful
        return plan, keep(request, plan) if ready and not dry_run else None


def _meta() -> dict[str, Any]:
    from dataclasses import asdict

    from almaden.reference.meta import meta

    return asdict(meta(0, 0))
