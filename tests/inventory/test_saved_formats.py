"""Every format that was ever written can still be read, and gives what it gave.

Expected kilograms are worked out by hand from the rows of the sample: 100,000 t x 0.2 g/t = 20 kg; 50 kg x 1;
1,000,000 inhabitants x 0.14 g x 0.8 = 112 kg. To air: 20 x (0.4 x 0.75 + 0.6 x 0.5) + 50 x 0.75 + 112 x 0.3.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from almaden.inventory import Inventory

SAMPLES = Path(__file__).parent / "samples"
INPUT_KG = {"5.1.1": 20.0, "5.2.2": 50.0, "5.5.2": 112.0, "5.8.1": 0.0, "5.9.5": None}
AIR_KG = 12.0 + 37.5 + 33.6


@pytest.mark.parametrize("name", ["format-1", "format-1.xlsx"])
def test_a_saved_inventory_reads_and_gives_what_it_gave(name: str) -> None:
    result = Inventory.read(SAMPLES / name).run(256)
    found = {row.code: row.amounts["input_kg"].value if row.amounts else None for row in result.rows}
    assert found == pytest.approx(INPUT_KG)
    assert result.totals["gross"].amounts["air_kg"].value == pytest.approx(AIR_KG)
    assert result.meta.notice == "made-up sample"


def test_folder_and_workbook_give_the_same_result() -> None:
    folder, workbook = (Inventory.read(SAMPLES / name).data for name in ("format-1", "format-1.xlsx"))

    def bare(inventory: Inventory) -> str:
        data = inventory.data
        rows = tuple(row.model_copy(update={"place": ""}) for row in data.rows)
        return Inventory(replace(data, rows=rows, sha256="", path="")).run(256).to_json()

    assert bare(Inventory(folder)) == bare(Inventory(workbook))
