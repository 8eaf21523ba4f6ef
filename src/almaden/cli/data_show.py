"""How the commands of data show readers, data sets and what an import does."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import typer

from almaden.cli.language import _
from almaden.errors import Fault, InputError
from almaden.reference.languages import n_

if TYPE_CHECKING:
    from almaden.reference.readers.registry import Reader
    from almaden.store.imports.listing import DatasetLine
    from almaden.store.imports.plan import Plan, Planned

#: So many records of each kind are listed as text.
LISTED: Final = 20

_ACTIONS: Final = {
    "added": n_("added"),
    "changed": n_("changed"),
    "unchanged": n_("unchanged"),
    "faulty": n_("faulty"),
    "doubtful": n_("doubtful"),
    "skipped": n_("skipped"),
    "missing": n_("missing in the file (they stay)"),
}
_TYPES: Final = {
    "facility": n_("facilities"),
    "unit": n_("units"),
    "site": n_("sites"),
    "observation": n_("observations"),
    "source": n_("sources"),
    "inventory": n_("inventories"),
}


def show_readers(readers: Iterable[Reader], as_json: bool) -> None:
    """List readers."""
    if as_json:
        _print([_reader_record(one) for one in readers])
        return
    for one in readers:
        records = ", ".join(_(_TYPES.get(name, name)) for name in one.record_types)
        typer.echo(f"{one.name}\n    {_(one.title)}\n    {', '.join(one.extensions)} -> {records}")
        if not one.tried:
            typer.echo(f"    {_('from documentation, not yet tried on a real file')}")


def _reader_record(reader: Reader) -> dict[str, Any]:
    record = {field.name: getattr(reader, field.name) for field in dataclasses.fields(reader)}
    return {**record, "source": reader.source and reader.source.model_dump(exclude_defaults=True)}


def show_datasets(lines: Iterable[DatasetLine], as_json: bool) -> None:
    """List data sets."""
    if as_json:
        _print([dataclasses.asdict(one) for one in lines])
        return
    lines = tuple(lines)
    for one in lines:
        records = ", ".join(f"{number:,} {_(_TYPES.get(name, name))}" for name, number in one.records.items())
        typer.echo(f"{one.key} ({one.state})\n    {one.title}" + (f"\n    {records}" if records else ""))
    if not lines:
        typer.echo(_("There is no data set yet. Bring one in: almaden data import --help"))


def show_plan(plan: Plan, as_json: bool) -> None:
    """Show what an import would do.

    Raises:
        InputError: the file has faults; they are all in it, and as JSON printed too.
    """
    if as_json:
        _print(plan_record(plan, None))
        if plan.faults:
            raise typer.Exit(2)
    if plan.faults:
        raise InputError(plan.faults)
    if not as_json:
        _show_counts(plan)
        show_remarks(plan)
        _show_records(plan)


def show_kept(plan: Plan, number: int | None, as_json: bool) -> None:
    """Say that an import was kept."""
    if as_json:
        _print(plan_record(plan, number))
    else:
        typer.echo(_("Kept. Entry {number} of the journal has all of it.").format(number=number))


def show_remarks(plan: Plan) -> None:
    """Say what is odd about a file; it is read all the same."""
    for one in plan.remarks:
        typer.echo(f"  {_(one.trap)}: {one.count:,}")
        typer.echo(f"    {dataclasses.replace(one.first, file='').say(_)}")


def _show_counts(plan: Plan) -> None:
    for record_type, counts in plan.counts.items():
        said = [f"{number:,} {_(_ACTIONS[action])}" for action, number in counts.items() if number]
        if said:
            typer.echo(f"{_(_TYPES.get(record_type, record_type))}: {', '.join(said)}")
    if not plan.changes and not plan.doubtful:
        typer.echo(_("Nothing would change."))


def _show_records(plan: Plan) -> None:
    changed = [one for one in plan.planned if one.action == "changed"]
    for one in changed[:LISTED]:
        fields = "; ".join(f"{name}: {one.before[name]!r} -> {one.values[name]!r}" for name in one.values)
        typer.echo(f"  {one.title}: {fields}")
    if len(changed) > LISTED:
        typer.echo("  " + _("... and {count} more that change").format(count=len(changed) - LISTED))
    for one in plan.doubtful:
        typer.echo(_("Doubtful: {name}, row {row}. It may be:").format(name=one.title, row=one.located.row))
        for candidate in one.candidates:
            typer.echo(f"  {candidate.title} ({_(candidate.reason)})")


def plan_record(plan: Plan, number: int | None) -> dict[str, Any]:
    """What an import does, as JSON; ``number`` is its entry in the journal where it was kept."""
    from almaden.store.imports.plan import total

    return {
        **total(plan.counts),
        "records": plan.counts,
        "dataset": plan.dataset_key,
        "reader": plan.reader,
        "kept": number is not None,
        "entry": number,
        "doubtful_records": [_doubt(one) for one in plan.doubtful],
        "traps": [{"trap": one.trap, "count": one.count, "first": _fault(one.first)} for one in plan.remarks],
        "faults": [_fault(fault) for fault in plan.faults],
    }


def _doubt(one: Planned) -> dict[str, Any]:
    found = [{"id": can.pk, "name": can.title, "reason": _(can.reason)} for can in one.candidates]
    return {"record": one.record_type, "name": one.title, "row": one.located.row, "candidates": found}


def _fault(fault: Fault) -> dict[str, Any]:
    said = {"problem": _(fault.problem), "accepted": _(fault.accepted), "advice": _(fault.advice)}
    return {**dataclasses.asdict(fault), **said}


def _print(content: Any) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
