"""``almaden data withdraw``: observations that no longer count."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.store.imports.listing import DatasetLine
    from almaden.store.models import Dataset


def add_command(group: CommandGroup) -> None:
    """Add the command to the group ``data``."""
    group.command(
        help=_(
            "Withdraw the observations of a data set. They count in no query any more; their files stay, and the "
            "journal says who withdrew them and why.\n\n"
            "What would be withdrawn is shown first. On a terminal you are asked; elsewhere nothing is withdrawn "
            "without --yes.\n\n"
            "\b\n"
            "Example:\n"
            '  almaden data withdraw lake-stations --reason "The instrument was faulty" --yes'
        )
    )(withdraw)


def withdraw(
    key: Annotated[str, typer.Argument(metavar="KEY", help=_("The data set; see almaden data list."))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why; it is kept in the journal."))],
    yes: Annotated[bool, typer.Option("--yes", help=_("Withdraw without asking."))] = False,
    as_json: AsJson = False,
) -> None:
    """Withdraw the observations of a data set of the store of this machine."""
    from almaden.store import setup

    setup.start()

    from almaden.cli.data_show import show_datasets
    from almaden.store.imports.listing import datasets
    from almaden.store.observations import catalogue
    from almaden.store.operator import operator_with

    dataset = _dataset(key, reason)
    (line,) = (one for one in datasets() if one.key == dataset.key)
    counted = {name: count for name, count in line.records.items() if name == "observation"}
    line = dataclasses.replace(line, records=counted)
    if not as_json:
        show_datasets([line], as_json)
    done = bool(line.records) and (yes or _says_yes(as_json))
    if done:
        catalogue.withdraw(operator_with("withdraw"), dataset, reason)
    _tell(line, done, as_json)


def _dataset(key: str, reason: str) -> Dataset:
    """The data set, once everything that was typed is known to be right."""
    from almaden.store.acting import plain_text
    from almaden.store.models import Dataset

    faults = []
    found = Dataset.objects.filter(key=plain_text(key)).first()
    if found is None:
        advice = n_("see the keys with: almaden data list")
        faults.append(Fault(n_("there is no data set with this key"), column="KEY", value=key, advice=advice))
    if not reason.strip():
        advice = n_("write what is to be done, or why")
        faults.append(Fault(n_("no reason is given"), column="--reason", advice=advice))
    if found is None or faults:
        raise InputError(faults)
    return found


def _says_yes(as_json: bool) -> bool:
    if as_json or not sys.stdin.isatty():
        typer.echo(_("Nothing was withdrawn: this was only a preview. Add --yes to withdraw."), err=True)
        return False
    return typer.confirm(_("Withdraw these observations?"))


def _tell(line: DatasetLine, done: bool, as_json: bool) -> None:
    if as_json:
        said = {"dataset": line.key, "observations": line.records.get("observation", 0), "withdrawn": done}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
    elif done:
        typer.echo(_("Withdrawn."))
    elif not line.records:
        typer.echo(_("Nothing would change."))
