"""``almaden gold sites``: what sites, deposits, large mines beside them and biomonitoring tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from almaden.cli.gold_sites_show import show_biomonitoring, show_coexistence, show_sites, show_tailings
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.gold.data import GoldData

#: The sections in the order in which they are shown, and what shows them.
_SHOW: Final[Mapping[str, Callable[[Any], None]]] = {
    "sites": show_sites,
    "coexistence": show_coexistence,
    "tailings": show_tailings,
    "biomonitoring": show_biomonitoring,
}


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``gold``."""
    app.command(
        help=_(
            "Show what field data tell. Sites and people, large mines beside them, deposits by risk, and mercury in "
            "people before and after trainings; everything that the file has, or only what is asked for.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold sites field.xlsx\n"
            "  almaden gold sites field.xlsx --tailings --out deposits.csv"
        )
    )(sites)


def sites(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("Field data: workbook, folder of tables, or a single table."))
    ],
    tailings: Annotated[bool, typer.Option("--tailings", help=_("Only deposits, ranked by risk."))] = False,
    biomonitoring: Annotated[bool, typer.Option("--biomonitoring", help=_("Only mercury in people."))] = False,
    coexistence: Annotated[bool, typer.Option("--coexistence", help=_("Only large mines beside sites."))] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help=_("Write the first section shown into this table (.csv).")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what field data tell."""
    from almaden.sectors.gold.readers.field import read_gold

    data = read_gold(file)
    asked = {"tailings": tailings, "biomonitoring": biomonitoring, "coexistence": coexistence}
    wanted = [name for name, chosen in asked.items() if chosen]
    found = _results(data, wanted)
    if not found:
        raise InputError(
            Fault(n_("there is nothing of this in the file"), file=file.name,
                  accepted=", ".join(("sites", "tailings", "biomonitoring")))
        )  # fmt: skip
    if out is not None:
        from almaden.reports.files import write_atomically

        table = next(iter(found.values())).to_frame()
        write_atomically(out, table.to_csv(index=False).encode("utf-8"))
    if as_json:
        import json

        whole = {name: result.as_dict() for name, result in found.items()}
        meta = next(iter(whole.values()))["meta"]
        typer.echo(json.dumps({"meta": meta, **whole, "notes": list(data.notes)}, ensure_ascii=False))
        return
    if data.notice:
        typer.secho(_(data.notice).upper(), bold=True)
    for note in data.notes:
        typer.echo(_("Note: {text}").format(text=_(note)), err=True)
    for name, result in found.items():
        _SHOW[name](result)
        typer.echo()
    if out is not None:
        tell_written([out], as_json)


def _results(data: GoldData, wanted: list[str]) -> Mapping[str, Any]:
    """The sections that are asked for and that the file has, in the order of showing."""
    from almaden.sectors.gold.biomonitoring import biomonitoring
    from almaden.sectors.gold.coexistence import coexistence
    from almaden.sectors.gold.sites import sites_result
    from almaden.sectors.gold.tailings import rank_tailings

    makers: dict[str, tuple[object, Callable[[GoldData], Any]]] = {
        "sites": (data.sites or data.strata, sites_result),
        "coexistence": (data.sites, coexistence),
        "tailings": (data.tailings, rank_tailings),
        "biomonitoring": (data.biomonitoring, biomonitoring),
    }
    return {
        name: make(data)
        for name, (there, make) in makers.items()
        if there and (name in wanted or not wanted)
    }  # fmt: skip
