"""Nothing of fewer than three reporters can be reckoned from what is published."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space

from almaden.sectors.products.national.balance import national_balance
from almaden.sectors.products.national.data import NationalData, example
from almaden.sectors.products.national.public import public
from almaden.sectors.products.national.records import MercuryRecord, NationalAboutRecord, ReporterRecord
from almaden.sectors.products.national.suppression import Told, suppressed

R = frozenset


def cell(value: float, who: str) -> Told:
    return Told(value, R(who), R(who) if value else R())


def test_a_second_cell_is_hidden_so_that_subtraction_fails() -> None:
    cells = {
        "a": cell(5, "A"), "b": cell(20, "BCD"), "c": cell(30, "BCDE"), "t": cell(55, "ABCDE"),
    }  # fmt: skip
    primary, secondary = suppressed(cells, [{"t": -1, "a": 1, "b": 1, "c": 1}], 3)
    assert primary == {"a"}
    # The smallest other part; the sum stays.
    assert secondary == {"b"}


def test_two_small_cells_do_not_protect_each_other() -> None:
    # t - c is the sum of A and B alone: each of them could take its own from it.
    cells = {"a": cell(5, "A"), "b": cell(20, "B"), "c": cell(30, "CDE"), "t": cell(55, "ABCDE")}
    assert suppressed(cells, [{"t": -1, "a": 1, "b": 1, "c": 1}], 3) == ({"a", "b"}, {"c"})
    # With a third reporter among the hidden no sum of two is known.
    cells["b"] = cell(20, "BF")
    assert suppressed(cells, [{"t": -1, "a": 1, "b": 1, "c": 1}], 3) == ({"a", "b"}, set())


def test_a_sum_of_zero_gives_its_parts_away() -> None:
    cells = {"a": cell(0, "A"), "b": cell(0, "BC"), "t": cell(0, "ABC")}
    assert suppressed(cells, [{"t": -1, "a": 1, "b": 1}], 3) == ({"a", "b"}, {"t"})


def test_a_zero_protects_nobody() -> None:
    # Whoever tells the 0 would know the amount of A and B.
    cells = {"a": cell(9, "AB"), "z": cell(0, "C"), "b": cell(30, "CDE"), "t": cell(39, "ABCDE")}
    assert suppressed(cells, [{"t": -1, "a": 1, "z": 1, "b": 1}], 3) == ({"a", "z"}, {"b"})


def test_a_sum_of_one_cell_is_hidden_with_it() -> None:
    cells = {"a": cell(5, "A"), "t": cell(5, "A")}
    assert suppressed(cells, [{"t": -1, "a": 1}], 3) == ({"a", "t"}, set())


def lost_freedom(cells: dict[str, Told], relations: list[dict[str, int]], hidden: set[str], some: list[str]) -> int:
    """In how many ways fewer some cells can differ between tables, once the published cells are known.

    Tables are what solves the relations; those with the same published cells differ by tables in which these are 0.
    """
    keys = sorted(cells)
    tables = null_space(np.array([[one.get(key, 0) for key in keys] for one in relations], dtype=float), rcond=1e-9)
    own, fixed = ([place for place, key in enumerate(keys) if key in group] for group in (some, set(keys) - hidden))
    left = tables[own] @ null_space(tables[fixed], rcond=1e-9) if fixed else tables[own]
    return _rank(tables[own]) - _rank(left)


def _rank(matrix: Any) -> int:
    return int(np.linalg.matrix_rank(matrix, tol=1e-8)) if matrix.size else 0


def told(cells: dict[str, Told], relations: list[dict[str, int]], hidden: set[str], least: int) -> list[set[str]]:
    """Groups of too few reporters of which published cells tell something."""
    people = sorted({who for one in cells.values() for who in one.reporters})
    zeros = [key for key in hidden if not cells[key].contributors and len(cells[key].reporters) >= least]
    found = []
    for group in itertools.combinations(people, least - 1):
        few = sorted(key for key in hidden if cells[key].contributors <= set(group))
        if lost_freedom(cells, relations, hidden, few) > lost_freedom(cells, relations, hidden, zeros):
            found.append(set(group))
    return found


@st.composite
def two_way(draw: st.DrawFn) -> tuple[dict[str, Told], list[dict[str, int]]]:
    """A table with sums of rows, of columns and of all, filled by up to six reporters."""
    high, wide = draw(st.integers(1, 3)), draw(st.integers(2, 4))
    cells: dict[str, Told] = {}
    for row, column in itertools.product(range(high), range(wide)):
        who = draw(st.frozensets(st.sampled_from("ABCDEF"), max_size=4))
        if who:
            cells[f"{row}{column}"] = cell(draw(st.integers(0, 50)), "".join(who))
    sums = {f"r{row}": [f"{row}{column}" for column in range(wide)] for row in range(high)}
    sums |= {f"c{column}": [f"{row}{column}" for row in range(high)] for column in range(wide)}
    relations = []
    for key, parts in [*sums.items(), ("t", [f"r{row}" for row in range(high)])]:
        inside = [cells[part] for part in parts if part in cells]
        if inside:
            cells[key] = Told(sum(one.value for one in inside), R().union(*(one.reporters for one in inside)),
                              R().union(*(one.contributors for one in inside)))  # fmt: skip
            relations.append({key: -1, **dict.fromkeys(parts, 1)})
    if "t" in cells:
        relations.append({"t": -1, **{f"c{column}": 1 for column in range(wide)}})
    return cells, relations


@given(two_way(), st.integers(2, 3))
@settings(max_examples=50, deadline=None)
def test_no_amount_of_too_few_can_be_found_by_subtraction(
    table: tuple[dict[str, Told], list[dict[str, int]]], least: int
) -> None:
    cells, relations = table
    primary, secondary = suppressed(cells, relations, least)
    assert primary == {key for key, one in cells.items() if len(one.contributors or one.reporters) < least}
    assert told(cells, relations, primary | secondary, least) == []
    # None is hidden without need, and the order of cells and relations changes nothing.
    for key in secondary:
        assert told(cells, relations, (primary | secondary) - {key}, least)
    turned = dict(reversed(cells.items()))
    assert suppressed(turned, relations[::-1], least) == (primary, secondary)


def test_the_public_form_of_the_example() -> None:
    result = national_balance(example(), draws=100)
    found = public(result)
    text = found.to_json()
    # Neither reporters nor the sum of the file stand in it.
    assert "R01" not in text
    assert found.meta.input_sha256 == ""
    for own, shown in zip(result.years, found.years, strict=True):
        for cell in own.cells:
            if cell.kg is not None and len(cell.contributors) < 3:
                assert (shown.of(cell.key).shown, shown.of(cell.key).kg) == ("suppressed", None), cell.key
    year = found.years[0]
    assert (year.of("import_mercury").kg, year.of("import_mercury").shown) == (5898, "published")
    assert len(found.to_frame()) == sum(len(one.cells) for one in found.years)
    with pytest.raises(ValueError, match="never published"):
        public(result, 1)


def test_stores_of_two_years_do_not_give_the_change_away() -> None:
    # Four stores in both years; only that of D grows. Both sums of the stores would tell by how much.
    rows = [
        MercuryRecord(reporter=who, year=year, activity="store", quantity=100 + (who == "D") * (year - 2020) * 7,
                      start=100, unit="kg")
        for who in "ABCD" for year in (2020, 2021)
    ]  # fmt: skip
    about = NationalAboutRecord(country="XXA", years="2020;2021")
    data = NationalData(about, tuple(ReporterRecord(id=who) for who in "ABCD"), tuple(rows))
    years = public(national_balance(data, draws=50)).years
    assert years[1].of("stock_build").shown == "suppressed"
    assert [one.of("stored").shown for one in years].count("suppressed") == 1
