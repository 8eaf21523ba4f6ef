"""Published matrices: what is read, what is refused, and how they stand beside ours."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest

from almaden.errors import AlmadenError, InputError
from almaden.fate.atmosphere.comparison import compare
from almaden.fate.atmosphere.matrix_records import PublishedMatrix, template
from almaden.fate.atmosphere.readers.published_matrix import read_matrix

ROWS = """East Asia,Arctic Ocean,total,100,5,,2010,Made up,made-up table,
East-Asia,north pacific,total,100,15,,2010,Made up,made-up table,20
USA,usa,total,50,,1,2010,Made up,made-up table,
natural,Lake of theirs,total,10,1,,2010,Made up,made-up table,
"""


def read(rows: str) -> PublishedMatrix:
    return read_matrix(io.BytesIO((template() + rows).encode()), "matrix.csv")


def test_regions_are_known_by_their_names_and_depositions_become_shares() -> None:
    matrix = read(ROWS)
    # 1 ug on each of 9.5e12 m2 is 9.5 Mg of 50.
    assert matrix.shares("total", {"usa": 9.5e12}) == {
        ("east-asia", "arctic-ocean"): pytest.approx(0.05),
        ("east-asia", "north-pacific"): pytest.approx(0.15),
        ("usa", "usa"): pytest.approx(0.19),
        ("natural", "Lake of theirs"): pytest.approx(0.1),
    }
    assert matrix.citations == ("made-up table",)
    with pytest.raises(InputError, match="area of the receptor is not known"):
        matrix.shares("total", {})


def test_what_comes_down_goes_with_what_is_emitted() -> None:
    matrix = read(ROWS).rescaled({("East Asia", "total"): 250.0, ("usa", "total"): 0.0})
    assert [row.deposition_mg_per_year for row in matrix.rows] == [12.5, 37.5, None, 1.0]
    assert matrix.rows[2].deposition_ug_per_m2_per_year == 0.0
    with pytest.raises(InputError) as refused:
        read(ROWS).rescaled({("Atlantis", "total"): 1.0, ("usa", "total"): -1.0, ("east-asia", "total"): float("nan")})
    assert len(refused.value.faults) == 3


def test_all_faults_of_a_file_are_told_together() -> None:
    with pytest.raises(InputError) as refused:
        read(
            "East Asia,Arctic Ocean,total,100,5,3,2010,M,c,\n"
            "east-asia,arctic ocean,total,90,99,,2010,M,c,\n"
            "USA,usa,gas,50,,1,2010,M,c,\n"
            "Japan,usa,total,50,,,2010,M,c,\n"
            "Canada,usa,total,-50,,1,20100,M,,\n"
        )
    told = str(refused.value)
    for text in (
        "row 2, column deposition_mg_per_year: deposition is told twice", "first in row 2",
        "row 3, column base_emission_mg_per_year: the emission of the source differs", "more comes down than",
        "row 4, column species", "row 5, column deposition_mg_per_year: deposition is not told",
        "row 6, column base_emission_mg_per_year", "row 6, column year", "row 6, column citation",
    ):  # fmt: skip
        assert text in told
    with pytest.raises(InputError, match="no rows of a matrix"):
        read("")


def test_models_and_years_are_not_mixed() -> None:
    matrix = read(ROWS + "USA,usa,total,50,2,,2005,Other,c,\n")
    with pytest.raises(InputError, match="several models or years"):
        matrix.shares("total", {"usa": 9.5e12})


def test_ours_and_theirs_stand_beside_each_other() -> None:
    ours = np.array([[0.04, 0.0], [0.2, 0.05], [0.1, 0.25]])
    keys = ["arctic-ocean", "north-pacific", "usa"]
    result = compare(["east-asia", "usa"], keys, ours, read(ROWS), "total", {"usa": 9.5e12})
    assert [(one.source, one.receptor) for one in result.cells] == [
        ("east-asia", "arctic-ocean"), ("east-asia", "north-pacific"), ("usa", "usa"),
    ]  # fmt: skip
    assert [one.difference for one in result.cells] == pytest.approx([-0.01, 0.05, 0.06])
    assert result.mean_difference == pytest.approx(0.1 / 3)
    assert result.rank_correlation == pytest.approx(1.0)
    assert result.unmatched == ("natural -> Lake of theirs",)
    assert json.loads(result.to_json())["meta"]["input_sha256"] == read(ROWS).sha256
    assert list(result.to_frame()["theirs"]) == pytest.approx([0.05, 0.15, 0.19])
    assert result.summary().startswith("3 cells in common, 1 of theirs without one of ours")
    none = compare(["usa"], keys, ours[:, :1], read(ROWS), "hg0", {})
    assert (none.cells, none.rank_correlation, none.mean_difference) == ((), None, None)
    with pytest.raises(AlmadenError, match="3 receptors and 1 sources"):
        compare(["usa"], keys, ours, read(ROWS), "total", {})
