"""Reads tissue samples from the template, from CEDEN tables and extracts, or from the Water Quality Portal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.monitoring.biota.kept import tissue_of
from almaden.monitoring.biota.records import TissueRecord
from almaden.monitoring.biota.sample_record import TABLES, SampleRecord
from almaden.monitoring.readers.tissue import read_tissue
from almaden.monitoring.traps import TrapCount, counted
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.incoming import is_workbook
from almaden.reference.readers.located import Located, Remark
from almaden.reference.readers.names import find_column, plain
from almaden.reference.readers.template import opened, read_tables, sum_of
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.record import columns
from almaden.wording import n_


@dataclass(frozen=True)
class BiotaData:
    """Tissue samples as read.

    Attributes:
        records: the samples.
        traps: what is odd in the file, counted.
        sha256: of the file.
    """

    records: tuple[TissueRecord, ...]
    traps: tuple[TrapCount, ...]
    sha256: str


def read_biota(path: Path, name: str = "") -> BiotaData:
    """Read tissue samples.

    Args:
        path: the filled in template, or a table of CEDEN or the Water Quality Portal.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault.
    """
    if _is_template(path):
        read = read_tables(path, name, TABLES)
        read.faults.raise_if_any()
        rows = read.rows["biota"].found if "biota" in read.rows else []
        return _not_empty(BiotaData(tuple(tissue_of(one.record, path.name) for one in rows), (), read.sha256), path)
    records: list[TissueRecord] = []
    remarks: list[Remark] = []
    faults: list[Fault] = []
    with opened(path, name) as (file, called):
        digest = sum_of(file)
        for item in read_tissue(file, called):
            if isinstance(item, Located):
                records.append(item.record)
            elif isinstance(item, Remark):
                remarks.append(item)
            else:
                faults.append(item)
    if faults:
        raise InputError(faults)
    return _not_empty(BiotaData(tuple(records), counted(remarks), digest), path)


def _not_empty(data: BiotaData, path: Path) -> BiotaData:
    if data.records:
        return data
    raise InputError(
        Fault(
            n_("no sample of an animal is told"),
            file=path.name,
            accepted=n_("a table of CEDEN or the Water Quality Portal, or the template"),
            advice=n_("start from the workbook that 'almaden monitoring biota-template' writes"),
        )
    )


def _is_template(path: Path) -> bool:
    """Whether a file is the template, or a text table with all its columns that must be told."""
    if not path.is_file():
        return path.is_dir()
    if is_workbook(path):
        return "biota" in {plain(sheet) for sheet in open_workbook(path, path.name).sheets}
    known = columns(SampleRecord)
    found = {find_column(head, known) for head in read_csv(path, path.name).header}
    return {"study", "sample", "tissue", "analyte", "unit", "basis"} <= found and "below_detection" in found
