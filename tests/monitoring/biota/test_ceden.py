"""The public extract of CEDEN from end to end; its figures are counted here again from the file by themselves."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from almaden.monitoring.biota.evaluation import evaluate
from almaden.monitoring.biota.table import table_of
from almaden.monitoring.readers.biota import BiotaData, read_biota

NAME = "data/ceden_fish_mercury_california/filtered_ceden_mercury.csv"


@pytest.fixture(scope="module")
def extract(shared: Path) -> BiotaData:
    return read_biota(shared / NAME)


def test_the_extract_is_evaluated_from_end_to_end(extract: BiotaData, shared: Path) -> None:
    with (shared / NAME).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    positive = [float(row["Result"]) for row in rows if float(row["Result"]) > 0.0]
    assert {one.trap: one.count for one in extract.traps}["duplicate row"] == 3_405
    found = evaluate(table_of(extract.records), date(2026, 1, 1), issuer="US EPA")
    assert found.samples == len(positive) == 22_420
    (limit,) = found.limits
    assert (limit.above, limit.samples) == (sum(value > 0.3 for value in positive), 22_420)
    bass = found.species[0]
    assert (bass.species, bass.group) == ("largemouth bass", "fish")
    (whole,) = found.synthesis.groups
    assert whole.group == {"region": "North America", "group": "fish", "tissue": "", "analyte": "THg", "basis": "ww"}
    assert (whole.studies, whole.samples, whole.told) == (1, 22_420, "one study: no interval can be told")
    assert not any("not known" in note for note in found.notes)


def test_repeated_samples_can_be_left_out_and_bass_compare_at_350_mm(extract: BiotaData) -> None:
    table = table_of(extract.records, distinct=True)
    assert any("repeat another" in note and note.endswith("3,405") for note in table.notes)
    found = evaluate(table, date(2026, 1, 1), taxon="Micropterus salmoides", issuer="US EPA").at_length
    assert found is not None
    assert found.length_mm == 350.0
    assert found.over_sites is not None
    assert 0.25 < found.over_sites.low < found.over_sites.value < found.over_sites.high < 0.35
    assert {one.way for one in found.groups} == {"own slope", "common slope"}
