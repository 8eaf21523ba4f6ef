"""``almaden fate matrix``, ``matrix-template`` and ``compare``: source-receptor matrices, ours and published ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from almaden.cli.fate_air import Emissions, Step, Winds, air, people, percent, tell_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.fate.atmosphere.model import Atmosphere
    from almaden.fate.atmosphere.source_receptor import SourceReceptorMatrix

_Species = Annotated[
    Literal["hg0", "hg2", "hgp", "total"] | None,
    typer.Option("--species", help=_("What is emitted; all of it as each region emits it if left out.")),
]
#: Year of the program's emission where none is told.
_YEAR: Final = 2015
_LARGEST: Final = 4


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``fate``."""
    app.command(
        help=_(
            "Tell what share of what each of the 17 regions emits comes down on each region and ocean basin. The "
            "shares of a source add to 1. A CSV file has the columns of published matrices.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate matrix --year 2015 --out matrix.csv\n"
            "  almaden fate matrix --species hg0 --emissions edgar.nc --year 2012 --out matrix.nc --json"
        )
    )(matrix)
    app.command(
        "matrix-template",
        help=_(
            "Write an empty table for a published source-receptor matrix. Cells are never made up: fill in those that "
            "were published, with their citation.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden fate matrix-template --out published.csv"
        ),
    )(matrix_template)
    app.command(
        help=_(
            "Lay a published source-receptor matrix beside ours, cell by cell.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden fate compare published.csv --species total --json"
        )
    )(compare)


def matrix(
    species: _Species = None,
    emissions: Emissions = None,
    year: Annotated[
        int | None, typer.Option("--year", help=_("Year of the emissions; 2015 of the program's if left out."))
    ] = None,
    winds: Winds = None,
    step: Step = 5.0,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("Write it: .csv or .nc."))] = None,
    as_json: AsJson = False,
) -> None:
    """Tell where what each region emits comes down."""
    from almaden.fate.atmosphere.screening import caveats

    model = air(step, winds)
    told_year = year if year is not None or emissions is not None else _YEAR
    found, findings = _ours(model.atmosphere, emissions, told_year)
    findings, notes = (*model.findings, *findings), caveats(model.own_winds)
    if emissions is not None and year is None:
        findings = (*findings, Text("the year of the emissions was not told; files say {year}", year=str(_YEAR)))
    written = [] if out is None else [_write(out, found, told_year or _YEAR, step, species, notes)]
    if as_json:
        told: dict[str, Any] = json.loads(found.to_json())
        told |= {
            "findings": list(findings),
            "caveats": list(notes),
            "written": [str(one) for one in written],
            **model.told,
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _show(found, species)
    tell_notes(findings, notes, len(found.unverified))
    tell_written(written, as_json)


def _ours(
    atmosphere: Atmosphere, emissions: Path | None, year: int | None
) -> tuple[SourceReceptorMatrix, tuple[str, ...]]:
    from almaden.fate.atmosphere.source_receptor import source_receptor
    from almaden.fate.atmosphere.sources import outside

    sources = people(atmosphere, emissions, year)
    by_key = {one.key: one.mg_per_year for one in sources.sources if one.kind == "region"}
    return source_receptor(atmosphere, by_key), (*sources.findings, *outside(sources))


def _write(
    out: Path,
    found: SourceReceptorMatrix,
    year: int,
    step: float,
    species: Literal["hg0", "hg2", "hgp", "total"] | None,
    notes: tuple[str, ...],
) -> Path:
    from almaden.reports.fate.matrix_files import write_matrix
    from almaden.reports.monitoring.about import ExportAbout

    about = ExportAbout("Source-receptor matrix of mercury in air", notice=" ".join(notes))
    return write_matrix(out, found, year, step, about, species)


def _show(found: SourceReceptorMatrix, species: Literal["hg0", "hg2", "hgp", "total"] | None) -> None:
    from almaden.cli.show import echo_title
    from almaden.fate.atmosphere.emission import SPECIES
    from almaden.fate.atmosphere.receptors import receptor

    shares = found.mixed if species in (None, "total") else found.shares[SPECIES.index(species)]
    echo_title(_("Where what each region emits comes down"))
    for across, source in enumerate(found.sources):
        first = shares[:, across].argsort()[: -_LARGEST - 1 : -1]
        parts = [f"{_(receptor(found.receptors[at]).name)} {percent(float(shares[at, across]))}" for at in first]
        typer.echo(f"  {_(receptor(source).name):<18} {', '.join(parts)}")


def matrix_template(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("CSV file to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write an empty table for a published matrix."""
    from almaden.fate.atmosphere.matrix_records import template

    write_template(out, template())
    tell_written([out], as_json)


def write_template(out: Path, text: str) -> None:
    """Write a table that is still to be filled in, over no file that is there."""
    from almaden.errors import Fault, InputError
    from almaden.reports.files import write_atomically

    if out.exists():
        raise InputError(
            Fault(n_("there is a file of this name already"), value=str(out), advice=n_("give another name"))
        )
    write_atomically(out, text.encode("utf-8-sig"))


def compare(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Table of a published matrix."))],
    species: Annotated[
        Literal["hg0", "hg2", "hgp", "total"], typer.Option("--species", help=_("What was emitted in their model."))
    ] = "total",
    emissions: Emissions = None,
    winds: Winds = None,
    step: Step = 5.0,
    as_json: AsJson = False,
) -> None:
    """Lay a published matrix beside ours."""
    from almaden.cli.show import echo_title
    from almaden.fate.atmosphere.comparison import compare as compare_matrices
    from almaden.fate.atmosphere.emission import SPECIES
    from almaden.fate.atmosphere.readers.published_matrix import read_matrix
    from almaden.fate.atmosphere.screening import caveats

    theirs = read_matrix(file)
    model = air(step, winds)
    atmosphere, notes = model.atmosphere, caveats(model.own_winds)
    ours, findings = _ours(atmosphere, emissions, None if emissions is not None else _YEAR)
    areas = dict(
        zip(
            (one.key for one in atmosphere.surface.receptors),
            map(float, atmosphere.surface.area_m2),
            strict=True,
        )
    )
    shares = ours.mixed if species == "total" else ours.shares[SPECIES.index(species)]
    found = compare_matrices(ours.sources, ours.receptors, shares, theirs, species, areas)
    if as_json:
        typer.echo(json.dumps(found.as_dict() | {"caveats": list(notes), **model.told}, ensure_ascii=False, indent=2))
        return
    echo_title(_("Ours beside theirs, share of the emission of the source"))
    for one in found.cells:
        typer.echo(f"  {one.source:<16} -> {one.receptor:<28} {percent(one.ours):>10} {percent(one.theirs):>10}")
    typer.echo(found.summary())
    for cell in found.unmatched:
        typer.echo(_("not among ours: {cell}").format(cell=cell))
    for citation in found.citations:
        typer.echo(_("theirs: {citation}").format(citation=citation))
    tell_notes((*model.findings, *findings), notes, len(ours.unverified))
