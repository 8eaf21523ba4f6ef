"""``almaden monitoring sources``: where polluted air came from, by trajectories of HYSPLIT."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.monitoring.trajectory import Trajectory
    from almaden.monitoring.views.attribution import SourceMap


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        help=_(
            "Tell where polluted air came from. HYSPLIT trajectories (tdump files: from documentation, not yet tried "
            "on a real file) with the values measured when they arrived give PSCF and CWT on a grid.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring sources tdump* --values gem.csv --out cells.csv\n"
            "  almaden monitoring sources tdump* --values gem.csv --percentile 90 --cell 2 --least 5 --json"
        )
    )(sources)


def sources(
    files: Annotated[list[Path], typer.Argument(metavar="TRAJ...", help=_("Trajectory files of HYSPLIT."))],
    values: Annotated[
        Path, typer.Option("--values", metavar="FILE", help=_("Table with a time (UTC) and a value in each row."))
    ],
    time: Annotated[str, typer.Option("--time", metavar="COL", help=_("Column of the times."))] = "time",
    value: Annotated[str, typer.Option("--value", metavar="COL", help=_("Column of the values."))] = "value",
    within: Annotated[
        float, typer.Option("--within", min=0, help=_("Hours between a value and the arrival of the air, at most."))
    ] = 1.0,
    percentile: Annotated[
        float | None,
        typer.Option("--percentile", min=0, max=100, help=_("Values above this percentile count as polluted.")),
    ] = None,
    cell: Annotated[float, typer.Option("--cell", min=0.1, max=30, help=_("Size of a cell in degrees."))] = 1.0,
    least: Annotated[int, typer.Option("--least", min=1, help=_("Points that a cell needs."))] = 1,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Write every cell into this CSV file."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell where polluted air came from."""
    from almaden.monitoring.constants import constant, unverified
    from almaden.monitoring.readers.timed_values import read_timed_values
    from almaden.monitoring.views.attribution import source_map, values_at

    paths = _read(files)
    arrived, measured = values_at(paths, *read_timed_values(values, time, value), within)
    own = percentile is None
    found = source_map(
        arrived,
        measured,
        percentile=constant("pscf_percentile") if percentile is None else percentile,
        cell=cell,
        least=least,
        unverified=unverified("pscf_percentile") if own else (),
    )
    if out is not None:
        from almaden.reports.files import write_atomically

        write_atomically(out, found.to_frame().to_csv(index=False).encode("utf-8"))
    if as_json:
        typer.echo(_json(found, len(paths), [*files, values]))
        return
    _show(found, len(paths))
    if out is not None:
        tell_written([out], as_json)


def _read(files: list[Path]) -> list[Trajectory]:
    """Trajectories of all files; what is odd is told, what cannot be read stops."""
    from almaden.errors import Fault, InputError
    from almaden.monitoring.readers.hysplit import read
    from almaden.reference.readers.located import Located, Remark
    from almaden.wording import n_

    found: list[Trajectory] = []
    faults: list[Fault] = []
    for path in files:
        try:
            with path.open("rb") as file:
                items = list(read(file, path.name))
        except OSError:
            faults.append(Fault(n_("the file cannot be opened"), file=str(path)))
            continue
        for item in items:
            if isinstance(item, Located):
                found.append(item.record)
            elif isinstance(item, Remark):
                typer.echo(_("Note: {text}").format(text=item.fault.say(_)), err=True)
            else:
                faults.append(item)
    if faults:
        raise InputError(faults)
    return found


def _json(found: SourceMap, read: int, files: list[Path]) -> str:
    import hashlib
    from dataclasses import asdict

    from almaden.monitoring.views.attribution import CAVEATS
    from almaden.reference.meta import meta

    digest = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()
    cells = json.loads(found.to_frame().to_json(orient="records"))
    values = {
        "meta": asdict(meta(0, 0, digest)),
        "trajectories_read": read,
        "trajectories": found.trajectories,
        "threshold": found.threshold,
        "cell": found.cell,
        "caveats": list(CAVEATS),
        "unverified": [asdict(one) for one in found.unverified],
        "cells": cells,
    }
    return json.dumps(values, ensure_ascii=False)


#: Cells shown; others are in the file and in --json.
_SHOWN = 10


def _show(found: SourceMap, read: int) -> None:
    import numpy as np

    from almaden.monitoring.views.attribution import CAVEATS
    from almaden.reference.numerals import decimal

    text = _("{used} of {read} trajectories have a value; polluted is above {threshold}")
    typer.echo(text.format(used=found.trajectories, read=read, threshold=decimal(found.threshold, 3, LANGUAGE)))
    typer.secho(_("south  west   points  PSCF (weighted)  CWT"), bold=True)
    order = np.argsort(-np.nan_to_num(found.weighted_pscf, nan=-1.0), kind="stable")[:_SHOWN]
    for place in order:
        if np.isnan(found.pscf[place]):
            continue
        typer.echo(
            f"{decimal(found.south[place], 1, LANGUAGE):>6} {decimal(found.west[place], 1, LANGUAGE):>6} "
            f"{decimal(found.n[place], 0, LANGUAGE):>6}  {decimal(found.pscf[place], 2, LANGUAGE)} "
            f"({decimal(found.weighted_pscf[place], 2, LANGUAGE)})  {decimal(found.cwt[place], 3, LANGUAGE):>12}"
        )
    for caveat in CAVEATS:
        typer.echo(_(caveat))
    typer.echo(_("The weights are in general use, but were not read in their source (unverified)."))
