"""``almaden edition``: frozen, numbered, checksummed sets of everything that is published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.store.models import Edition

app = CommandGroup(
    help=_("Frozen sets of all published data. Each has a number, checksums, a citation, and can be computed again.")
)

Number = Annotated[int, typer.Argument(metavar="NUMBER", help=_("Number of the edition."))]


def add_commands(main: CommandGroup) -> None:
    """Put the group under the command ``almaden``."""
    main.add_typer(app, name="edition")


@app.command(
    help=_(
        "Freeze everything that is published as the next edition.\n\n"
        "\b\n"
        "Example:\n"
        '  almaden edition create --title "Mercury inventories, spring" --publisher "Ministry of Environment"'
    )
)
def create(
    title: Annotated[str, typer.Option("--title", help=_("Title of the edition."))],
    description: Annotated[str, typer.Option("--description", help=_("What the edition is for."))] = "",
    licence: Annotated[
        str, typer.Option("--licence", help=_("CC BY 4.0, CC BY-SA 4.0, CC BY-NC 4.0 or CC0 1.0."))
    ] = "CC BY 4.0",
    publisher: Annotated[str, typer.Option("--publisher", help=_("Who stands for the edition."))] = "",
    as_json: AsJson = False,
) -> None:
    """Make the next edition of the store of this machine."""
    from almaden.store.setup import start

    start()
    from almaden.store.editions.create import create as make
    from almaden.store.editions.files import folder_of
    from almaden.store.operator import operator

    edition = make(operator(), title, description=description, licence=licence, publisher=publisher)
    if as_json:
        typer.echo(json.dumps(_record(edition), ensure_ascii=False, indent=2))
        return
    typer.echo(_("Edition {number}: {title}").format(number=edition.number, title=edition.title))
    for name, count in edition.manifest["rows"].items():
        typer.echo(f"  {name}: {count}")
    typer.echo(_("Written: {path}").format(path=folder_of(edition)))


@app.command(
    "list",
    help=_("List the editions, the newest first.\n\n\b\nExample:\n  almaden edition list"),
)
def list_editions(as_json: AsJson = False) -> None:
    """List what the store of this machine has."""
    from almaden.store.setup import start

    start()
    from almaden.store.models import Edition

    editions = list(Edition.objects.all())
    if as_json:
        typer.echo(json.dumps([_record(edition) for edition in editions], ensure_ascii=False, indent=2))
        return
    for edition in editions:
        typer.echo(f"{edition.number}  {edition.made_on:%Y-%m-%d}  {edition.title}  ({edition.licence})")
    if not editions:
        typer.echo(_("There is no edition yet. almaden edition create makes one."))


@app.command(
    help=_(
        "Check every file of an edition, and compute every result again.\n\n"
        "EDITION is a number, or a folder that almaden edition export wrote.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden edition verify 1\n"
        "  almaden edition verify ./almaden-edition-1"
    )
)
def verify(
    edition: Annotated[str, typer.Argument(metavar="EDITION", help=_("Number, or folder of an edition."))],
    as_json: AsJson = False,
) -> None:
    """Check an edition of the store or a copy elsewhere; exit code 1 if something is wrong."""
    from almaden.store.setup import start

    start()
    from almaden.store.editions.files import folder_of
    from almaden.store.editions.verify import verify as check

    folder = folder_of(_edition(int(edition))) if edition.isdecimal() else Path(edition)
    try:
        verified = check(folder)
    except InputError as error:
        if as_json:
            faults = [{"file": fault.file, "problem": fault.problem} for fault in error.faults]
            typer.echo(json.dumps({"good": False, "faults": faults}, ensure_ascii=False, indent=2))
        else:
            typer.echo(error.say(_), err=True)
        raise typer.Exit(1) from error
    if as_json:
        found = {"good": True, "number": verified.number, "files": verified.files, "results": verified.results}
        typer.echo(json.dumps(found, indent=2))
        return
    typer.echo(
        _(
            "Edition {number}: {files} files are as they were written; {results} results computed again are the same."
        ).format(number=verified.number, files=verified.files, results=verified.results)
    )


@app.command(
    help=_(
        "Copy an edition to a folder, or to one file if its name ends in .zip.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden edition export 1 --out almaden-edition-1.zip\n"
        "  almaden edition export 1 --out ./edition"
    )
)
def export(
    number: Number,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help=_("New folder or .zip file."))],
    as_json: AsJson = False,
) -> None:
    """Copy an edition out of the store."""
    from almaden.store.setup import start

    start()
    from almaden.store.editions.export import export as copy

    tell_written([copy(_edition(number), out)], as_json)


def _edition(number: int) -> Edition:
    from almaden.store.models import Edition

    found = Edition.objects.filter(number=number).first()
    if found is None:
        known = ", ".join(str(one) for one in Edition.objects.values_list("number", flat=True)[:20])
        raise InputError(
            Fault(
                n_("there is no edition of this number"),
                value=str(number),
                accepted=known,
                advice=n_("almaden edition list shows them"),
            )
        )
    return found


def _record(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "title": edition.title,
        "licence": edition.licence,
        "made_on": edition.made_on.isoformat(),
        "sha256": edition.sha256,
        "rows": edition.manifest["rows"],
        "files": len(edition.manifest["files"]),
    }
