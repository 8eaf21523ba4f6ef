"""Numbers and years that no run can be made with are refused in plain words, and the ends of what is allowed work."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import Fault, InputError
from almaden.fate import boxmodel
from almaden.fate.boxmodel.budget import budget
from almaden.fate.boxmodel.ensemble import run_ensemble
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.laboratory import Laboratory
from almaden.fate.boxmodel.laying import lay_history
from almaden.fate.boxmodel.readers.emissions import read_emissions
from almaden.fate.boxmodel.readers.model_file import read_model
from almaden.fate.boxmodel.simulation import Question, inputs, simulate

GEYMAN = boxmodel.load("geyman2025")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question("ssp1-26", last=1e9), "cannot be reckoned with"),
        (Question("ssp1-26", last=float("nan")), "cannot be reckoned with"),
        (Question("ssp1-26", first=float("inf")), "cannot be reckoned with"),
        (Question("ssp1-26", tag="era", eras=(float("nan"),)), "cannot be reckoned with"),
        (Question("ssp1-26", first=2020.0, last=2000.0), "ends before the first year"),
        (Question("ssp1-26", scale=(2000.0, 1e308)), "the factor cannot be used"),
        (Question("ssp1-26", scale=(2000.0, float("nan"))), "the factor cannot be used"),
    ],
)
def test_a_question_that_cannot_be_answered(question: Question, said: str) -> None:
    with pytest.raises(InputError, match=said):
        inputs(GEYMAN, question)


def test_runs_pulses_and_ensembles_have_an_end() -> None:
    with pytest.raises(InputError, match="cannot end in 1e"):
        GEYMAN.run({2000: 1.0}, until=1e9)
    with pytest.raises(InputError, match="cannot end in nan"):
        run_ensemble(GEYMAN, lay_history(GEYMAN.model, "ssp1-26").forcing, members=40, until=float("nan"))
    with pytest.raises(InputError, match="cannot be used"):
        GEYMAN.pulse("atm", 1.0, [1e308])
    for amount in (1e308, float("inf"), float("nan"), -1.0):
        with pytest.raises(InputError, match="from 0 up"):
            GEYMAN.steady_state({"atm": amount})


def test_a_pulse_at_its_begin_is_where_it_was_put() -> None:
    found = GEYMAN.pulse("atm", 2.0, [0.0])
    assert found.rows() == [{"years": 0.0, **{f"{key}_mg": 0.0 for key in found.reservoirs}, "atm_mg": 2.0,
                             "removed_mg": 0.0}]  # fmt: skip


def test_nothing_leaves_where_no_process_does() -> None:
    found = GEYMAN.steady_state()
    ways_out = {rate.from_reservoir for rate in GEYMAN.natural.rates if not rate.to_reservoir}
    assert {key for key, flow in found.out_mg_per_year.items() if flow} == ways_out - {"wf", "ws", "wa"}
    assert abs(found.closure_mg_per_year) < 1e-9


def test_a_budget_as_json() -> None:
    made = simulate(GEYMAN, Question("ssp1-26", last=2010.0))
    found = budget(GEYMAN.model, made.run, made.forcing, 2010.0)
    told = json.loads(found.to_json())
    assert told["masses"]["atm"] == found.masses["atm"]
    assert len(told["flows"]) == len(found.flows) == len(found.to_frame())


def faults(folder: Path, text: str) -> list[Fault]:
    path = folder / "made.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        simulate(GEYMAN, Question(read_emissions(path), "ssp1-26", last=2030.0))
    return list(error.value.faults)


@pytest.mark.parametrize(
    ("text", "said", "row"),
    [
        ("Year,Air\n2000,1e308\n2010,1e308\n", "the emission is too large", 2),
        ("Year,Air\n1e300,1\n2e300,1\n", "the year cannot be reckoned with", 2),
        ("Year,Air (oz/yr)\n2000,1\n2010,1\n", "the unit is no flow of mercury", 1),
        ("Year,Air (kg)\n2000,1\n2010,1\n", "the unit is no flow of mercury", 1),
        ("Year,Air\n20000,1000\n20010,1000\n", "the table begins in 20000, but the run ends in 2030", None),
        ("Year,Air\n2000,1000\n", "fewer than two years", None),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, text: str, said: str, row: int | None) -> None:
    found = faults(tmp_path, text)[0]
    assert said in str(found)
    assert found.file == "made.csv"
    assert found.row == row
    assert found.accepted


@pytest.mark.parametrize(
    "text",
    [
        "from,to,rate\natm,oc,1e308\noc,out,1\n",
        "from,to,rate\natm,oc,1e-320\noc,out,1\n",
        ",atm,oc\natm,-1e308,0\noc,1e308,-1\nout,0,1\n",
    ],
)
def test_rates_that_are_lost_beside_others(tmp_path: Path, text: str) -> None:
    path = tmp_path / "made.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="the number cannot be used") as error:
        read_model(path)
    assert "from 1e-09 to 1e" in str(error.value.faults[0].accepted)


def test_an_ensemble_of_a_model_without_nature(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_text("from,to,rate\natm,oc,1\noc,atm,0.5\noc,out,0.1\n", encoding="utf-8")
    own = read_model(path)
    forcing = Forcing(np.array([1700.0, 2020.0]), ("made",), np.array([[[0.0, 0.0], [760.0, 0.0]]]), "linear")
    found = run_ensemble(Laboratory(own, own), forcing, members=1000, until=2020.0)
    names = [one.name for one in found.constraints]
    assert "Atmosphere 1950-1990 over 1800-1860" in names
    assert "Atmosphere 1950-1990 over the natural state" not in names


def test_brackets_that_are_no_unit_stay(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_text("Year,Air - Cement (dry and wet)\n2000,1500\n2010,1600\n", encoding="utf-8")
    assert read_emissions(path).columns[0].sector == "Cement (dry and wet)"
