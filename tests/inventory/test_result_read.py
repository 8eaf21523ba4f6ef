"""A result that was written as JSON is read as it was."""

from __future__ import annotations

import json

import pytest

from almaden.errors import AlmadenError
from almaden.inventory.inventory import Inventory
from almaden.inventory.result_read import read_result
from tests.store.samples import read


@pytest.mark.parametrize("name", ["level 2", "philippines"])
def test_a_result_is_read_as_it_was_written(name: str) -> None:
    result = Inventory(read(name)).run(draws=200)
    again = read_result(json.loads(result.to_json()))
    assert again.to_json() == result.to_json()
    assert again.totals == result.totals


@pytest.mark.parametrize("content", [{}, {"meta": {}}, {"meta": None, "rows": 1}])
def test_what_is_no_result_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(AlmadenError, match="no result"):
        read_result(content)
