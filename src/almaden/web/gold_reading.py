"""What a file that was brought in says of small-scale gold mining, as a study keeps it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from almaden.reports.gold_files import write_gold
from almaden.sectors.gold.readers.country_table import read_estimates
from almaden.sectors.gold.readers.field import read_gold
from almaden.sectors.gold.readers.submissions import read_submissions
from almaden.store import studies
from almaden.store.models import Study, Upload
from almaden.store.study_files import tables_at


@dataclass(frozen=True)
class Read:
    """What a file says.

    Attributes:
        tables: records by table.
        country: that all of it is of; empty where it is of several.
        year: year that it is for, None for values of several countries.
        title: as it was typed in, else as the file tells it.
        made_up: whether the file or the person says that its figures are made up.
        sha256: of what was read.
        notes: how it was understood.
    """

    tables: studies.Tables
    country: str
    year: int | None
    title: str
    made_up: bool
    sha256: str
    notes: tuple[str, ...] = ()


def read_file(sector: str, upload: Upload, title: str, made_up: bool) -> Read:
    """Read the tables of a country, or values of several countries.

    Args:
        sector: ``gold`` or ``gold_countries``.
        upload: the file.
        title: as it was typed in; empty takes that of the file.
        made_up: whether the person says that the figures are made up.

    Raises:
        InputError: with every fault.
    """
    with tables_at(upload) as place:
        name = "" if place.is_dir() else upload.name
        return _of_country(place, name, title, made_up) if sector == "gold" else _values(place, name, title, made_up)


def read_visits(study: Study, upload: Upload) -> Read:
    """A study with the visits that were collected on phones in place of its sites or buyers; its other tables stay.

    Raises:
        InputError: with every fault.
    """
    with tables_at(upload) as place, tempfile.TemporaryDirectory() as folder:
        others = Path(folder) / "study.xlsx"
        write_gold(studies.gold_data(study), others)
        data = read_submissions(place, others, "" if place.is_dir() else upload.name)
    tables = studies.gold_tables(data)
    return Read(tables, study.country, study.year, study.title, study.made_up, data.sha256, data.notes)


def _of_country(place: Path, name: str, title: str, made_up: bool) -> Read:
    data = read_gold(place, name)
    about = data.about
    made_up = about.made_up or made_up
    # What a person says of the whole file holds for its exports too.
    tables = {**studies.gold_tables(data), "about": (about.model_copy(update={"made_up": made_up}),)}
    return Read(tables, about.country, about.year, title or about.title, made_up, data.sha256, data.notes)


def _values(place: Path, name: str, title: str, made_up: bool) -> Read:
    values, digest = read_estimates(place, name)
    countries = {one.country for one in values}
    return Read({"estimates": values}, countries.pop() if len(countries) == 1 else "", None, title, made_up, digest)
