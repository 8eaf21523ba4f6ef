"""What the commands of supply share: the file, the made-up example, how numbers are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.language import _
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from almaden.inventory.result import Amount
    from almaden.reference.origin import Origin
    from almaden.supply.data import SupplyData

SupplyFile: TypeAlias = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE", help=_("Workbook, folder or table of supply and demand; almaden supply template writes one.")
    ),
]
Example: TypeAlias = Annotated[
    bool, typer.Option("--example", help=_("Take the made-up example that comes with the program."))
]
Plants: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--plants",
        metavar="FILE",
        help=_("Register of chlor-alkali plants with mercury cells; what their closures free is a source."),
    ),
]
Draws: TypeAlias = Annotated[
    int, typer.Option("--draws", min=100, max=1_000_000, help=_("Draws of the uncertain numbers."))
]
DEFAULT_DRAWS = 1_000


def read_file(file: Path | None, example: bool) -> SupplyData:
    """What a file tells, or the example.

    Raises:
        InputError: the file has faults, or neither or both are asked for.
    """
    from almaden.supply.data import example as made_up
    from almaden.supply.readers.supply import read_supply

    if example == (file is not None):
        raise InputError(
            Fault(
                n_("a file or --example is needed, and not both"),
                column="FILE",
                value="" if file is None else file.name,
                accepted=n_("a workbook, a folder or a table of supply and demand"),
                advice=n_("almaden supply template FILE writes a workbook to be filled in"),
            )
        )
    return made_up() if file is None else read_supply(file)


def told(amount: Amount | None) -> str:
    """An amount with its range; a question mark where nothing is told, which is not zero."""
    from almaden.cli.chloralkali_input import shown

    return "?" if amount is None else shown(amount)


def echo_unverified(origins: Sequence[Origin]) -> None:
    """How many unverified numbers a result rests on."""
    count = sum(one.status == "unverified" for one in origins)
    if count:
        typer.echo(_("Rests on {count} unverified numbers; --json lists them.").format(count=count))
