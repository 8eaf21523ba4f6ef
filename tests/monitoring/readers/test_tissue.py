"""Tissue data: the public extract of CEDEN with its traps, and made-up tables of CEDEN and the Water Quality Portal."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean, median

import pytest

from almaden.errors import Fault
from almaden.monitoring.biota.records import TissueRecord, as_observation
from almaden.monitoring.readers.tissue import read, read_tissue
from almaden.monitoring.readers.tissue_words import unit_and_basis
from almaden.monitoring.traps import counted
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord, SiteRecord

NAME = "filtered_ceden_mercury.csv"
WQX = (
    "OrganizationFormalName,MonitoringLocationIdentifier,ActivityIdentifier,ActivityStartDate,CharacteristicName,"
    "ResultDetectionConditionText,ResultMeasureValue,ResultMeasure/MeasureUnitCode,ResultWeightBasisText,"
    "SubjectTaxonomicName,SampleTissueAnatomyName,DetectionQuantitationLimitMeasure/MeasureValue,"
    "DetectionQuantitationLimitMeasure/MeasureUnitCode\n"
)
CEDEN = (
    "StationCode,StationName,SampleDate,TargetLatitude,TargetLongitude,CommonName,OrganismName,TissueName,Analyte,"
    "Unit,Result,ResultQualCode,MDL,TLAvgLength(mm),WeightAvg(g),NumberFishPerComp\n"
)


@pytest.fixture(scope="module")
def extract(shared: Path) -> list[object]:
    with (shared / "data/ceden_fish_mercury_california" / NAME).open("rb") as file:
        return list(read_tissue(file, NAME))


def made(text: str, name: str = "made.csv") -> list[object]:
    return list(read_tissue(io.BytesIO(text.encode()), name))


def records(items: list[object]) -> list[TissueRecord]:
    return [one.record for one in items if isinstance(one, Located)]


def test_the_extract_is_read_whole_and_its_traps_are_counted(extract: list[object]) -> None:
    # The description of the data set: 22,594 rows, 3,405 exact duplicates, 172 zeros, 2 negative, mean 0.306.
    assert not [one for one in extract if isinstance(one, Fault)]
    found = records(extract)
    assert len(found) == 22_594
    traps = counted(one for one in extract if isinstance(one, Remark))
    assert {one.trap: one.count for one in traps} == {
        "duplicate row": 3_405,
        "zero below detection": 172,
        "negative value": 2,
    }
    assert Counter(one.flag for one in found) == {"valid": 22_420, "suspect": 174}
    values = [one.value for one in found if one.value is not None]
    assert fmean(values) == pytest.approx(0.306, abs=5e-4)
    assert median(values) == 0.171
    assert len({one.common_name for one in found}) == 87
    assert {(one.unit, one.basis, one.analyte, one.date) for one in found} == {("ug/g", "ww", "THg", None)}


def test_samples_without_a_date_are_no_observations_and_are_told(shared: Path) -> None:
    lines = (shared / "data/ceden_fish_mercury_california" / NAME).read_text().splitlines()[:4]
    items = list(read(io.BytesIO("\n".join(lines).encode()), NAME))
    assert Counter(one.trap for one in items if isinstance(one, Remark)) == {"no date": 3, "duplicate row": 1}
    assert not [one for one in items if isinstance(one, Located)]


def test_results_of_the_portal_that_were_not_detected_keep_their_limit() -> None:
    found = records(
        made(
            WQX
            + "Made,S-1,A1,2019-06-01,Mercury,,0.42,mg/kg,Wet,Perca flavescens,Muscle,0.01,mg/kg\n"
            + "Made,S-1,A2,2019-06-01,Mercury,Not Detected,,,Wet,Perca flavescens,Muscle,0.01,mg/kg\n"
            + "Made,S-1,A3,2019-06-01,Methylmercury(1+),,<0.02,mg/kg,Dry,Perca flavescens,Muscle,,\n"
        )
    )
    assert [(one.analyte, one.value, one.unit, one.flag, one.detection_limit, one.basis) for one in found] == [
        ("THg", 0.42, "mg/kg", "valid", 0.01, "ww"),
        ("THg", None, "mg/kg", "below_detection", 0.01, "ww"),
        ("MeHg", None, "mg/kg", "below_detection", 0.02, "dw"),
    ]
    assert found[1].original_flag == "Not Detected"
    observation = as_observation(found[0])
    assert observation is not None
    assert (observation.site, observation.taxon, observation.tissue) == ("wqx:S-1", "Perca flavescens", "Muscle")
    assert (observation.start, observation.sample) == (datetime(2019, 6, 1, tzinfo=UTC), "A1")


def test_odd_results_of_the_portal_are_told() -> None:
    items = made(
        WQX
        + "Made,S-1,A1,2019-06-01,Lead,,0.42,mg/kg,Wet,Perca flavescens,Muscle,,\n"
        + "Made,S-1,A2,2019-06-01,Mercury,Not Detected,,mg/kg,Wet,Perca flavescens,Muscle,,\n"
        + "Made,S-1,A3,2019-06-01,Mercury,Perhaps,0.2,mg/kg,Wet,Perca flavescens,Muscle,10,ug/kg\n"
    )
    assert [one.trap for one in items if isinstance(one, Remark)] == [
        "other substance",
        "limit missing",
        "two units",
        "unknown flag",
    ]
    assert [(one.value, one.detection_limit) for one in records(items)] == [(None, None), (0.2, None)]


def test_a_table_of_ceden_tells_the_animal() -> None:
    items = list(
        read(
            io.BytesIO(
                (
                    CEDEN
                    + "S1,Made Lake,5/16/2012,38.1,-121.5,Largemouth Bass,Micropterus salmoides,fillet,Mercury,"
                    + "ug/g ww,0.61,=,0.012,350,612,5\n"
                    + "S1,Made Lake,5/16/2012,38.1,-121.5,Largemouth Bass,Micropterus salmoides,fillet,Mercury,"
                    + "ug/g ww,-88,ND,0.012,-88,612,5\n"
                ).encode()
            ),
            "made.csv",
        )
    )
    sites = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, SiteRecord)]
    found = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]
    assert [(one.name, one.latitude) for one in sites] == [("Made Lake", 38.1)]
    assert [(one.value, one.flag, one.detection_limit, one.length_mm) for one in found] == [
        (0.61, "valid", 0.012, 350),
        (None, "below_detection", 0.012, None),
    ]
    assert found[0].diagnostics == "common_name=Largemouth Bass; length_kind=total; weight_g=612.0; animals=5"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("CommonName,Result\nBass,0.2\n", "does not tell what was measured"),
        ("Fish,Result\nBass,0.2\n", "column CompositeCommonName is missing"),
        ("ResultMeasureValue\n0.2\n", "column MonitoringLocationIdentifier is missing"),
        ("CommonName,Result,Analyte,Unit\nBass,much,Mercury,ug/g\n", "not a number"),
    ],
)
def test_what_cannot_be_known_is_a_fault(text: str, problem: str) -> None:
    faults = [one for one in made(text) if isinstance(one, Fault)]
    assert problem in faults[0].problem


def test_units_tell_their_basis() -> None:
    assert [unit_and_basis(one) for one in ("mg/kg wet", "ppm", "\u00b5g/g dw", "ng/g ww", "")] == [
        ("mg/kg", "ww"),
        ("ug/g", ""),
        ("ug/g", "dw"),
        ("ng/g", "ww"),
        ("", ""),
    ]


def test_an_exponent_of_fortran_is_read_and_told() -> None:
    items = made(
        CEDEN + "S1,Lake,2020-05-01,38,-121,Bass,Micropterus,fillet,Mercury,ug/g ww,1.5D+00,=,0.01,300,500,5\n"
    )
    (one,) = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, TissueRecord)]
    assert one.value == 1.5
    assert [(one.trap, one.fault.value) for one in items if isinstance(one, Remark)] == [
        ("fortran exponent", "1.5D+00")
    ]
