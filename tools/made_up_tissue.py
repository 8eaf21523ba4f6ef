"""Made-up samples of animals and people for the made-up store: an archive of fish, studies, and groups of people.

Values follow formulas, countries have codes that ISO keeps for users: nothing can be taken for real.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any, Final

#: Scientific name, tissue, median length in mm, concentration at it in ug/g.
_SPECIES: Final = (
    ("Micropterus salmoides", "largemouth bass", "muscle", 350.0, 0.42),
    ("Esox lucius", "northern pike", "muscle", 550.0, 0.36),
    ("Cyprinus carpio", "common carp", "muscle", 450.0, 0.14),
)
_SITES: Final = 5
_YEARS: Final = (2015, 2018, 2021)


def fill_tissue(person: Any) -> dict[str, Any]:
    """Fish in the archive, a published study and a draft of animals and of people each; gives the ids of the studies.

    Args:
        person: who works on the drafts.
    """
    from almaden.store import reviews, studies

    _archive()
    ids: dict[str, Any] = {}
    told = (("biota", {"biota": _samples()}), ("people", {"people": _people("XXA")}))
    for sector, tables in told:
        kept = studies.make(None, sector, tables, title=f"Made-up study of {sector}", made_up=True)
        for step in (reviews.submit, reviews.take, reviews.publish):
            step(None, kept)
        own = {"people": _people("GHA")} if sector == "people" else tables
        draft = studies.make(person, sector, own, country="GHA", title=f"Draft of {sector} (made up)", made_up=True)
        ids |= {f"{sector}_study": kept.pk, f"{sector}_draft": draft.pk}
    return ids


def _fish(number: int, place: int, year: int) -> tuple[tuple[str, str, str, float, float], float, float]:
    species = _SPECIES[number % len(_SPECIES)]
    # Numbers that look like chance and are the same in every store.
    chance = ((number * 7919 + place * 104729 + year * 31) % 1009) / 504.5 - 1.0
    length = species[3] * (1.0 + 0.3 * math.sin(number * 1.7 + place))
    value = species[4] * (length / species[3]) ** 1.6 * math.exp(0.35 * chance + 0.1 * place)
    return species, round(length), round(value, 4)


def _archive() -> None:
    from almaden.store.journal import writing
    from almaden.store.models import Dataset, Identifier, Site, Upload
    from almaden.store.observations import catalogue
    from almaden.store.observations.engine import engine
    from almaden.store.observations.files import write_year
    from tools.made_up_store import position

    now = datetime.now(UTC)
    with writing(None, "sample.add", reason="to try the pages (made up)") as work:
        dataset = work.add(
            Dataset(
                key="made-up-fish", title="Made-up fish", state="published", made_up=True, licence="CC BY 4.0",
                description="Nobody caught them.", made_on=now, published_on=now,
            )
        )  # fmt: skip
        upload = work.add(Upload(sha256="b" * 64, name="made-up-fish.csv", size=0, uploaded_on=now))
        for number in range(1, _SITES + 1):
            latitude, longitude = position(number * 7, 40)
            site = work.add(
                Site(
                    dataset=dataset, name=f"Lake {number} (made up)", country=f"XX{'ABCDE'[number - 1]}",
                    latitude=latitude, longitude=longitude, kind="other", network="Made-up fish",
                    identifiers={"muf": f"L{number}"},
                )
            )  # fmt: skip
            Identifier.objects.create(scheme="muf", value=f"L{number}", site=site)
        with engine() as connection:
            for year in _YEARS:
                catalogue.add(work, dataset, year, write_year(connection, _rows(year), dataset.key, year), upload)


def _rows(year: int) -> str:
    """A query for the fish of a year."""
    from almaden.store.observations.columns import COLUMNS

    empty = {"VARCHAR": "''", "DOUBLE": "NULL"}
    rows = []
    for place in range(1, _SITES + 1):
        for number in range(36):
            (taxon, name, tissue, _length, _level), length, value = _fish(number, place, year)
            below = value < 0.08
            known = {
                "site": f"'muf:L{place}'", "start": f"TIMESTAMP '{year}-07-{1 + number % 28:02d}'",
                "matrix": "'biota'", "species": "'THg'", "value": "NULL" if below else str(value), "unit": "'ug/g'",
                "flag": "'below_detection'" if below else "'valid'", "detection_limit": "0.08",
                "sample": f"'F{year}-{place}-{number}'", "taxon": f"'{taxon}'", "tissue": f"'{tissue}'",
                "basis": "'ww'", "length_mm": str(length), "level": "'final'",
                "diagnostics": f"'common_name={name}; length_kind=total; study=Made-up study {1 + place % 3}'",
                "original_file": "'made-up-fish.csv'",
            }  # fmt: skip
            cells = ", ".join(f'({known.get(one) or empty.get(kind, "NULL")})::{kind} AS "{one}"'
                              for one, kind in COLUMNS.items())  # fmt: skip
            rows.append(f"SELECT {cells}")
    return " UNION ALL ".join(rows)


def _samples() -> tuple[Any, ...]:
    from almaden.monitoring.biota.sample_record import SampleRecord

    made = []
    for place in (1, 2, 3):
        for number in range(30):
            (taxon, name, tissue, _length, _level), length, value = _fish(number, place, 2024)
            told = {"below_detection": True, "detection_limit": 0.1} if value < 0.1 else {"value": value}
            made.append(
                SampleRecord(
                    study=f"Made-up survey {1 + number % 2}", sample=f"S{place}-{number}", site=f"lake-{place}",
                    latitude=40.0 + place, longitude=-100.0, day=date(2024, 8, 1 + number % 28), taxon=taxon,
                    common_name=name, tissue=tissue, analyte="THg", unit="ug/g", basis="ww",
                    length_mm=length, length_kind="total", **told,
                )
            )  # fmt: skip
    return tuple(made)


def _people(country: str) -> tuple[Any, ...]:
    from almaden.monitoring.people.records import PersonRecord

    made = []
    for place, (group, persons, level) in enumerate(
        (("women of the coast", 24, 1.1), ("inland", 30, 0.4), ("few", 4, 2.0))
    ):
        for number in range(persons):
            chance = ((number * 7919 + place * 104729) % 1009) / 504.5 - 1.0
            value = round(level * math.exp(0.8 * chance), 3)
            made.append(
                PersonRecord(
                    survey="Made up", participant=f"{place + 1}{number:02d}", consent=True, year=2024, country=country,
                    matrix="hair", method="DMA80", analyte="THg", value=value, unit="ug/g", group=group,
                )
            )  # fmt: skip
    return tuple(made)
