"""Samples of an archive as columns, as pages show them, and as studies keep them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from almaden.monitoring.biota.columns import SampleColumns, SampleKind, table_of_columns
from almaden.monitoring.biota.explored import explored
from almaden.monitoring.biota.kept import kept, tissue_of
from almaden.monitoring.biota.records import TissueRecord
from almaden.monitoring.biota.table import table_of
from tests.monitoring.biota.made_up import sample, table

DAY = date(2026, 3, 1)


def fish(site: str, length: float, value: float) -> TissueRecord:
    day = datetime(2024, 8, 1, tzinfo=UTC)
    return sample(value, site=site, length_mm=length, taxon="Esox lucius", date=day)


def test_columns_make_the_same_table_as_records() -> None:
    told = [
        sample(0.5, length_mm=500.0, taxon="Esox lucius"),
        sample(None, flag="below_detection", detection_limit=0.02, moisture_percent=80.0),
        sample(300.0, unit="ng/g", site="made:2", common_name="nobody knows it"),
        sample(None, flag="below_detection"),
        sample(0.0),
        sample(-0.1),
        sample(None, flag="missing"),
        sample(4.0, flag="invalid"),
        sample(4.0, unit="ng/L"),
    ]
    kinds = [
        SampleKind(
            one.site, one.study, one.taxon, one.common_name, one.tissue, one.basis, one.analyte, one.unit, one.flag
        )
        for one in told
    ]  # fmt: skip

    def numbers(name: str) -> np.ndarray:
        return np.array([np.nan if (found := getattr(one, name)) is None else found for one in told])

    many = len(told)
    columns = SampleColumns(
        kinds, np.full((many, 2), np.nan), np.arange(many), numbers("value"), numbers("detection_limit"),
        numbers("length_mm"), numbers("moisture_percent"), np.zeros(many, dtype=np.int64),
    )  # fmt: skip
    found, wanted = table_of_columns(columns), table_of(told)
    for name, column in vars(wanted).items():
        if isinstance(column, np.ndarray):
            np.testing.assert_array_equal(getattr(found, name), column, err_msg=name)
    assert [str(one) for one in found.notes] == [str(one) for one in wanted.notes]


def test_the_line_of_fish_on_one_power_law_is_that_law() -> None:
    # C = 0.5 (L / 550)^2 at two sites: at 550 mm both have 0.5 ug/g, at 1100 mm the law gives 2.
    told = [fish(site, length, 0.5 * (length / 550.0) ** 2) for site in "AB" for length in (300, 400, 500, 700, 1100)]
    found = explored(table(*told), DAY, taxon="Esox lucius", issuer="EU")
    assert found.lengths is not None
    assert found.lengths.length_mm == 550.0
    assert found.lengths.animals == 10
    assert found.lengths.line[-1] == pytest.approx((1100.0, 2.0))
    (row,) = found.taxa
    assert row.at_length is not None
    assert row.at_length.over_sites is not None
    assert row.at_length.over_sites.value == pytest.approx(0.5)
    assert sum(one.measured + one.below for one in found.bins) == 10
    assert {one.group["site"]: one.samples for one in found.sites} == {"A": 5, "B": 5}


def test_fish_of_one_length_at_each_site_have_no_line() -> None:
    told = [fish(site, length, 0.4) for site, length in (("A", 400.0), ("B", 500.0)) for _ in range(6)]
    found = explored(table(*told), DAY, taxon="Esox lucius")
    assert found.lengths is not None
    assert found.lengths.line == ()


def test_a_study_keeps_what_can_be_evaluated_and_tells_the_rest() -> None:
    one = fish("ceden:7", 500.0, 0.4)
    odd = [sample(None, flag="below_detection"), sample(0.2, latitude=95.0), sample(None, flag="missing")]
    samples, remarks = kept([one, sample(None, flag="below_detection", detection_limit=0.1), *odd])
    assert len(samples) == 2
    assert sorted(each.count for each in remarks) == [1, 1, 1]
    back = tissue_of(samples[0])
    assert replace(back, sample="", original_value="", original_unit="") == replace(one, sample="")
