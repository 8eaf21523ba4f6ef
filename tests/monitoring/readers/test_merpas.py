"""Laboratory sheets of MerPAS samplers; the values are made up, but for the mass of the published example."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from almaden.errors import Fault
from almaden.monitoring.readers.merpas import read
from almaden.reference.readers.located import Located, Remark

HEADER = "sampler,site,deployed,retrieved,mass ng,blank,replicate,temperature degC,wind speed m/s,detection limit ng\n"


def made(*rows: str) -> list[object]:
    return list(read(io.BytesIO((HEADER + "\n".join(rows)).encode()), "made.csv"))


def test_samplers_and_blanks_are_observations_of_a_mass() -> None:
    sampler, blank, below = [
        one.record
        for one in made(
            "M-1,gaw:XYZ,2025-01-01,2025-04-02,18.6,,R1,24,1.5,0.05",
            "M-2,gaw:XYZ,2025-01-01 08:00,2025-04-02,0.14,Field blank,,,,0.05",
            "M-3,Roof,2025-01-01,2025-04-02,<0.05,lab,,,,",
        )
        if isinstance(one, Located)
    ]
    assert (sampler.site, sampler.species, sampler.unit, sampler.value) == ("gaw:XYZ", "GEM mass", "ng", 18.6)
    assert (sampler.end - sampler.start).days == 91
    assert (sampler.sample, sampler.detection_limit) == ("M-1", 0.05)
    assert sampler.diagnostics == "replicate=R1; temperature_degc=24.0; wind_speed_m_s=1.5"
    assert (blank.diagnostics, blank.original_flag) == ("blank=field", "Field blank")
    assert blank.start == datetime(2025, 1, 1, 8, tzinfo=UTC)
    assert (below.value, below.flag, below.detection_limit, below.site) == (None, "below_detection", 0.05, "site:Roof")


def test_odd_masses_are_told() -> None:
    items = made(
        "M-1,A,2025-01-01,2025-04-02,0,,,,,",
        "M-2,A,2025-01-01,2025-04-02,-0.1,,,,,",
        "M-3,A,2025-01-01,2025-04-02,-999,,,,,",
        "M-3,A,2025-01-01,2025-04-02,2,,,,,",
    )
    assert [one.trap for one in items if isinstance(one, Remark)] == [
        "zero below detection",
        "negative value",
        "missing code",
        "duplicate row",
    ]
    flags = [one.record.flag for one in items if isinstance(one, Located)]
    assert flags == ["suspect", "suspect", "missing", "valid"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("M-1,A,2025-04-02,2025-01-01,2,,,,,", "retrieved before it was deployed"),
        ("M-1,A,01/02/2025,2025-04-02,2,,,,,", "two different days"),
        ("M-1,A,2025-01-01,2025-04-02,2,office,,,,", "kind of blank is not known"),
        ("M-1,A,2025-01-01,2025-04-02,much,,,,,", "not a number"),
        (",A,2025-01-01,2025-04-02,2,,,,,", "must not be empty"),
    ],
)
def test_what_cannot_be_used_is_a_fault_of_its_cell(row: str, problem: str) -> None:
    faults = [one for one in made(row) if isinstance(one, Fault)]
    assert problem in faults[0].problem
    assert faults[0].row == 2
    assert faults[0].column


def test_a_sheet_without_masses_is_refused() -> None:
    (fault,) = read(io.BytesIO(b"sampler,site,deployed,retrieved\nM-1,A,2025-01-01,2025-04-02\n"), "made.csv")
    assert isinstance(fault, Fault)
    assert "column mass ng is missing" in fault.problem


def test_an_exponent_of_fortran_is_read_and_told() -> None:
    items = made("M-1,A,2025-01-01,2025-04-02,1.5D+00,,,,,")
    (one,) = [one.record for one in items if isinstance(one, Located)]
    assert one.value == 1.5
    assert [(one.trap, one.fault.value) for one in items if isinstance(one, Remark)] == [
        ("fortran exponent", "1.5D+00")
    ]
