"""``almaden monitoring export``: observations of files in the formats of other programs and networks."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.monitoring_input import ReaderName
from almaden.cli.options import AsJson
from almaden.wording import Text

if TYPE_CHECKING:
    from almaden.reference.readers.blocks import Block
    from almaden.reference.readers.located import Remark
    from almaden.reference.records import ObservationRecord, SiteRecord


class Format(StrEnum):
    """What an export may be written as."""

    CSV = "csv"
    PARQUET = "parquet"
    NETCDF = "netcdf"
    EBAS = "ebas"
    DARWIN_CORE = "darwin-core"
    SENSORTHINGS = "sensorthings"


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``monitoring``."""
    app.command(
        "export",
        help=_(
            "Write observations in a format of other programs. Files of any reader of observations are read, and "
            "written as CSV, Parquet, NetCDF by the CF conventions, EBAS files, a Darwin Core archive of biota or "
            "SensorThings JSON.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring export station.nas --format netcdf --output station.nc\n"
            "  almaden monitoring export values.csv --sites sites.csv --format ebas --output ebas/\n"
            "  almaden monitoring export fish.csv --format darwin-core --output fish.zip --json"
        ),
    )(export)


def export(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files with observations."))],
    format_: Annotated[Format, typer.Option("--format", help=_("Format to write."))],
    output: Annotated[
        Path, typer.Option("--output", metavar="PATH", help=_("File to write; for ebas a folder or a ZIP archive."))
    ],
    reader: ReaderName = "",
    sites: Annotated[
        Path | None, typer.Option("--sites", metavar="FILE", help=_("Table of the sites, in the template of sites."))
    ] = None,
    title: Annotated[str, typer.Option("--title", help=_("Title told in the file; otherwise the file names."))] = "",
    citation: Annotated[str, typer.Option("--citation", help=_("How to cite the data."))] = "",
    licence: Annotated[str, typer.Option("--licence", help=_("Terms under which the data may be used."))] = "",
    as_json: AsJson = False,
) -> None:
    """Write observations in a format of other programs."""
    from datetime import UTC, datetime

    from almaden.monitoring.readers.chosen import reader_of
    from almaden.reports.monitoring.about import ExportAbout

    known: list[SiteRecord] = []
    told: list[Remark] = []
    if sites is not None:
        known += [one for one in _records(sites, "sites", told) if not isinstance(one, _observation())]
    count = 0

    def observations() -> Iterator[ObservationRecord]:
        nonlocal count
        for path in files:
            for one in _records(path, reader_of(path, reader), told):
                if isinstance(one, _observation()):
                    count += 1
                    yield one
                else:
                    known.append(one)

    about = ExportAbout(title or ", ".join(path.name for path in files), citation, licence, made=datetime.now(UTC))
    written = _writer(format_)(known, observations(), about, output)
    _tell(files, written, count, told, as_json)


def _observation() -> type[ObservationRecord]:
    from almaden.reference.records import ObservationRecord

    return ObservationRecord


def _writer(format_: Format) -> Callable[..., Sequence[Path]]:
    import importlib

    name = format_.value.replace("-", "_")
    function = getattr(importlib.import_module(f"almaden.reports.monitoring.{name}"), f"write_{name}")
    found: Callable[..., Sequence[Path]] = function
    return found


def _records(path: Path, reader: str, told: list[Remark]) -> Iterator[Any]:
    """The records of a file.

    Raises:
        InputError: the file has faults; what it remarks is kept in ``told``.
    """
    from almaden.reference.readers import registry
    from almaden.reference.readers.blocks import Block
    from almaden.reference.readers.faults import Faults
    from almaden.reference.readers.located import Located, Remark
    from almaden.reference.readers.safety import check_file

    check_file(path, path.name)
    faults = Faults()
    with path.open("rb") as file:
        for item in registry.read_blocks(reader, file, path.name):
            if isinstance(item, Block):
                yield from _taken_apart(item)
            elif isinstance(item, Located):
                yield item.record
            elif isinstance(item, Remark):
                told.append(item)
            else:
                faults.add(item)
    faults.raise_if_any()


def _taken_apart(block: Block) -> Iterator[ObservationRecord]:
    """The records of a block, whose cells have been validated already."""
    from almaden.reference.records import ObservationRecord

    columns = block.columns.items()
    for row in range(len(block.rows)):
        values = {name: column.values[column.places[row]] for name, column in columns}
        yield ObservationRecord.model_construct(**values)


def _tell(files: Sequence[Path], written: Sequence[Path], count: int, told: Sequence[Remark], as_json: bool) -> None:
    import json
    from dataclasses import asdict

    from almaden.reference.meta import meta

    if as_json:
        digest = hashlib.sha256()
        for path in files:
            digest.update(path.read_bytes())
        remarks = [{"trap": one.trap, "text": one.fault.say(_)} for one in told]
        found = {
            "written": [str(path) for path in written], "observations": count, "remarks": remarks,
            "meta": asdict(meta(0, 0, digest.hexdigest())),
        }  # fmt: skip
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for trap, times in Counter(one.trap for one in told).items():
        first = next(one.fault for one in told if one.trap == trap)
        typer.echo(_(Text("{trap}: {count} times; first: {what}", trap=trap, count=times, what=first.say(_))), err=True)
    typer.echo(_(Text("Observations written: {count}", count=count)))
    for path in written:
        typer.echo(_("Written: {path}").format(path=path))
