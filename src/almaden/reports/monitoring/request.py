"""The answer to a request for observations: a ZIP archive with every format that was asked for, and its citation."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.monitoring.about import ExportAbout
from almaden.wording import n_

#: Formats by the names that addresses have, with what people read.
FORMATS: Final = {
    "csv": n_("CSV, a table"),
    "parquet": n_("Parquet, for databases and Python"),
    "netcdf": n_("NetCDF by the CF conventions"),
    "ebas": n_("EBAS files (NASA Ames 1001)"),
    "darwin-core": n_("Darwin Core archive, biota only"),
    "sensorthings": n_("SensorThings-style JSON"),
}
_NAMES: Final = {
    "csv": "observations.csv", "parquet": "observations.parquet", "netcdf": "observations.nc", "ebas": "ebas",
    "darwin-core": "darwin-core.zip", "sensorthings": "sensorthings.json",
}  # fmt: skip
_NEVER: Final = (1980, 1, 1, 0, 0, 0)


def write_request(
    sites: Sequence[SiteRecord],
    rows: Callable[[], Iterable[ObservationRecord]],
    about: ExportAbout,
    formats: Sequence[str],
    target: Path,
) -> Path:
    """Write the archive.

    Args:
        sites: of the observations.
        rows: gives them by site and time, as often as it is called.
        about: what every file says of itself; its citation becomes ``CITATION.txt``.
        formats: of :data:`FORMATS`.
        target: the file to write.

    Raises:
        InputError: a format cannot hold any of them.
        AlmadenError: a format needs packages that are not there.
        OutputError: the file cannot be written.
    """
    with TemporaryDirectory(prefix="almaden-request-") as name:
        folder = Path(name)
        (folder / "CITATION.txt").write_text(about.citation + "\n", encoding="utf-8")
        for one in formats:
            _write(one, sites, rows, about, folder / _NAMES[one])
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in _files(folder):
                member = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _NEVER)
                member.compress_type = zipfile.ZIP_DEFLATED
                with path.open("rb") as file, archive.open(member, "w", force_zip64=True) as into:
                    while block := file.read(1 << 20):
                        into.write(block)
    return target


def _write(
    kind: str,
    sites: Sequence[SiteRecord],
    rows: Callable[[], Iterable[ObservationRecord]],
    about: ExportAbout,
    path: Path,
) -> None:
    # Each format has packages of its own, which the others need not wait for.
    if kind == "csv":
        from almaden.reports.monitoring.csv import write_csv as write
    elif kind == "parquet":
        from almaden.reports.monitoring.parquet import write_parquet as write
    elif kind == "netcdf":
        from almaden.reports.monitoring.netcdf import write_netcdf as write
    elif kind == "ebas":
        from almaden.reports.monitoring.ebas import write_ebas as write
    elif kind == "darwin-core":
        from almaden.reports.monitoring.darwin_core import write_darwin_core as write
    else:
        from almaden.reports.monitoring.sensorthings import write_sensorthings as write
    write(sites, rows(), about, path)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
