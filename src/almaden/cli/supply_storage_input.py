"""What the commands of storage share: the file or made-up data, findings, amounts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.reference.origin import Origin
    from almaden.supply.storage.checks import StorageFinding
    from almaden.supply.storage.data import StorageData

StorageFile: TypeAlias = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help=_("Workbook, folder or table; its sheets are those of the template.")),
]
Example: TypeAlias = Annotated[bool, typer.Option("--example", help=_("Take made-up data instead of a file."))]
DrawsOfStorage: TypeAlias = Annotated[
    int, typer.Option("--draws", min=100, max=1_000_000, help=_("Draws of the uncertain numbers."))
]
DiscountOfStorage: TypeAlias = Annotated[
    float | None, typer.Option("--discount", metavar="RATE", min=0, max=1, help=_("Real rate of discount; 0.04."))
]

DEFAULT_DRAWS = 10_000


def read_storage_data(file: Path | None, made_up: bool) -> StorageData:
    """The tables of a file, or made-up ones.

    Raises:
        InputError: neither or both are asked for, or the file has faults.
    """
    from almaden.supply.storage.data import example
    from almaden.supply.storage.readers.storage import read_storage

    if (file is None) != made_up:
        raise InputError(
            Fault(
                n_("give either a file or --example"),
                column="FILE",
                value="" if file is None else str(file),
                accepted=n_("a workbook, folder or table of storage"),
                advice=n_("write the template by 'almaden supply storage-template FILE.xlsx' and fill it in"),
            )
        )
    return example() if file is None else read_storage(file)


def show_findings(findings: Iterable[StorageFinding]) -> None:
    """What is wrong, and what to do."""
    told = tuple(findings)
    if not told:
        return
    severities = {"error": _("error"), "warning": _("warning"), "info": _("remark")}
    typer.secho(_("Findings"), bold=True)
    for one in told:
        typer.echo(f"  {severities[one.severity]:<9} {one.place}: {_(one.text)}")
        typer.echo(f"  {'':<9} {_('do: {advice}').format(advice=_(one.advice))}")
    typer.echo()


def show_unverified(origins: Iterable[Origin]) -> None:
    """Numbers that nobody has checked in the document, on the error stream."""
    names = [_(one.quantity) for one in origins if one.status == "unverified"]
    if names:
        typer.echo(_("Unverified: {names}").format(names="; ".join(dict.fromkeys(names))), err=True)


def number(value: float | None, places: int = 1) -> str:
    """A number without a range, or a question mark."""
    from almaden.reference.numerals import decimal

    return "?" if value is None else decimal(value, places, LANGUAGE)
