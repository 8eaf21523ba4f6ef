"""The published history of releases from products, beside a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.sectors.products.data import example
from almaden.sectors.products.engine import run
from almaden.sectors.products.history import beside
from almaden.sectors.products.readers.history import read_history

FILE = "data/gbc_boxmodel_inputs/product_emissions_031114_corrected_to_2008_only.csv"


def test_the_published_history_is_read_and_laid_beside_a_run(shared: Path) -> None:
    history = read_history(shared / FILE)
    assert history.years == (*range(1850, 2001, 10), 2008)
    # 371.4387182 + 558.5506741 + 868.6758816 + 1018.318404, the last row of the file.
    assert history.total(2008) == pytest.approx(2816.9836779, rel=1e-9)
    assert round(history.total(2008), 1) == 2817.0
    assert any("decades from 1850" in note for note in history.notes)
    assert "air is below zero in 1850; it stays as it is told" in history.notes
    result = run(example(), draws=100)
    found = {one.year: one for one in beside(result, history)}
    assert found[1850].run_mg is None
    assert found[2008].history_mg["soil"] == pytest.approx(868.6758816)
    told = found[2008].run_mg
    assert told is not None
    expected = result.sums[-1].amounts["land"][result.years.index(2008)].value
    assert told["soil"].value == pytest.approx(expected / 1000)


def test_a_history_needs_years(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_bytes(b"Air,Water,Soil,Landfilled\r1,2,3,4\r5,6,7,8\r")
    with pytest.raises(InputError, match="add a column year"):
        read_history(path)
    path.write_text("year,Air,Water,Soil,Landfilled\n2000,5,6,7,8\n1990,1,2,3,4\n")
    assert (read_history(path).years, read_history(path).total(1990)) == ((1990, 2000), 10.0)
    path.write_text("year,Air,Water,Soil,Landfilled\n2000,5,6,7,8\n2000,1,2,3,4\n")
    with pytest.raises(InputError, match="a year comes twice"):
        read_history(path)
