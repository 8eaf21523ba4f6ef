"""The commands of data: what can be read, what a file would change, and keeping it."""

from __future__ import annotations

import dataclasses
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli import data_withdraw
from almaden.cli.help import CommandGroup
from almaden.cli.importing import columns_of, keep, planned, requested
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.store.imports.reading import Request

data_app = CommandGroup(
    help=_(
        "Facilities, units, sites, observations, inventories. Into the store of this machine, with their history.\n\n"
        "The commands act for the administrator of this installation if there is just one who may import, otherwise "
        "for the program itself; the journal says which.\n\n"
        "\b\n"
        "1. almaden data readers\n"
        "2. almaden data check plants.csv --as facilities\n"
        "3. almaden data import plants.csv --as facilities --dataset kenya-plants\n"
    )
)

FilePath = Annotated[Path, typer.Argument(metavar="FILE", help=_("The file; for inventories also a folder."))]
Reader = Annotated[str, typer.Option("--as", metavar="READER", help=_("The reader; see almaden data readers."))]
Columns = Annotated[
    Path | None,
    typer.Option(
        "--columns",
        metavar="MAP.toml",
        help=_('For the reader "table": lines such as name = "Plant name", the field first, then the column.'),
    ),
]
DatasetKey = Annotated[
    str,
    typer.Option("--dataset", metavar="KEY", help=_("The data set it goes into; without it the reader's usual one.")),
]
Match = Annotated[
    Literal["same", "new"] | None,
    typer.Option("--match", help=_("What all doubtful records are: the likeliest one that is there, or new ones.")),
]


def add_commands(app: CommandGroup) -> None:
    """Add the group ``data`` to the command."""
    data_withdraw.add_command(data_app)
    app.add_typer(data_app, name="data")


@data_app.command(help=_("List the readers of files. With what each reads.\n\n\b\nExample:\n  almaden data readers"))
def readers(as_json: AsJson = False) -> None:
    from almaden.cli.data_show import show_readers
    from almaden.reference.readers.registry import readers as all_readers

    show_readers(all_readers(), as_json)


@data_app.command(
    name="list",
    help=_("List the data sets of the store. With how much is in each.\n\n\b\nExample:\n  almaden data list --json"),
)
def list_(as_json: AsJson = False) -> None:
    from almaden.store import setup

    setup.start()

    from almaden.cli.data_show import show_datasets
    from almaden.store.imports.listing import datasets

    show_datasets(datasets(), as_json)


@data_app.command(
    help=_(
        "Write a template to fill in. With help and examples; the reader of the same name takes it back.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden data template facilities --out plants.xlsx\n"
        "  almaden data template sites --out sites.csv"
    )
)
def template(
    record: Annotated[
        Literal["facilities", "units", "sites"], typer.Argument(metavar="RECORD", help=_("facilities, units or sites."))
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("The file to write: .xlsx or .csv."))],
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the template."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    as_json: AsJson = False,
) -> None:
    from almaden.reports.inventory_files import write_new_file
    from almaden.reports.place_templates import template_csv, template_xlsx

    make = template_csv if out.suffix.lower() == ".csv" else template_xlsx
    content = make(record, lang)
    write_new_file(out, lambda part: _write(part, content))
    tell_written([out], as_json, [_("Fill it in, then: almaden data check {path} --as {reader}").format(
        path=out, reader=record)])  # fmt: skip


@data_app.command(
    help=_(
        "Check a file against the store. What it would add and change, and what is wrong with it; nothing is kept.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden data check plants.csv --as facilities\n"
        "  almaden data check plants.csv --as table --columns map.toml --json"
    )
)
def check(
    path: FilePath, reader: Reader, columns: Columns = None, dataset: DatasetKey = "", as_json: AsJson = False
) -> None:
    from almaden.cli.data_show import show_plan

    with _request(path, reader, columns, dataset) as request:
        show_plan(planned(request), as_json)


@data_app.command(
    name="import",
    help=_(
        "Put a file into the store. All of it or nothing; the same file twice changes nothing.\n\n"
        "What would change is shown first. On a terminal you are asked; elsewhere nothing is kept without --yes.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden data import tracker.xlsx --as gem-coal-units\n"
        "  almaden data import plants.csv --as facilities --dataset kenya-plants --match new --yes --json\n"
        "  almaden data import kenya/ --as inventory --yes"
    ),
)
def import_(
    path: FilePath,
    reader: Reader,
    columns: Columns = None,
    dataset: DatasetKey = "",
    match: Match = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Keep it without asking."))] = False,
    as_json: AsJson = False,
) -> None:
    from almaden.cli.data_show import show_kept, show_plan

    with _request(path, reader, columns, dataset) as request:
        plan = planned(request)
        if match is not None and plan.doubtful:
            request = dataclasses.replace(request, decisions={one.key: match for one in plan.doubtful})
            plan = planned(request)
        ready = plan.changes and not plan.faults and not plan.doubtful
        if not (ready and yes and as_json):
            # One JSON object in all: of what was kept, or of what would be.
            show_plan(plan, as_json)
        if plan.doubtful:
            typer.echo(_("Nothing was kept: say with --match what the doubtful records are."), err=True)
            raise typer.Exit(1)
        if ready and (yes or _says_yes(as_json)):
            show_kept(plan, keep(request, plan), as_json)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _says_yes(as_json: bool) -> bool:
    if as_json or not sys.stdin.isatty():
        typer.echo(_("Nothing was kept: this was only a preview. Add --yes to keep it."), err=True)
        return False
    if typer.confirm(_("Keep this?")):
        return True
    typer.echo(_("Nothing was kept."))
    return False


def _request(path: Path, reader: str, columns: Path | None, dataset: str) -> AbstractContextManager[Request]:
    """What is asked for, with the map of columns where there is one."""
    return requested(path, reader, dataset, {"columns": columns_of(columns)} if columns is not None else {})
