"""A question answered with its range, its budget and other models beside it."""

from __future__ import annotations

import json

import pytest

from almaden.errors import InputError
from almaden.fate.boxmodel.simulation import Question, simulate
from almaden.fate.boxmodel.study import study


def test_it_holds_what_the_parts_give() -> None:
    question = Question("ssp1-26", scale=(2000.0, 0.5), first=1950.0, last=2050.0)
    found = study("geyman2025", question, 2020.0, others=("amos2014", "selin2014"), members=600)
    alone = simulate(found.laboratory, question).run
    assert (found.simulation.run.total == alone.total).all()
    assert found.unchanged is not None
    assert found.unchanged.at(1999.0) == pytest.approx(alone.at(1999.0))
    assert found.unchanged.at(2050.0)["atm"] > alone.at(2050.0)["atm"]
    frame = found.to_frame()
    assert len(frame) == 101 * (10 + 7) + 39 * 6
    told = frame.dropna(subset=["low_mg"])
    assert set(told["model"]) == {"geyman2025"}
    assert (told["low_mg"] <= told["high_mg"]).all()
    plain = json.loads(found.to_json())
    assert plain["budget"]["masses"]["atm"] == pytest.approx(alone.at(2020.0)["atm"])
    assert sum(plain["to_air"]["shares"].values()) == pytest.approx(1.0)
    assert [one["model"] for one in plain["beside"]] == ["amos2014", "selin2014"]
    assert "closure" in found.summary()


def test_a_model_that_begins_later_is_left_out_or_begins_later() -> None:
    early = study("geyman2025", Question("ssp1-26", first=1950.0, last=2000.0), others=("selin2014",), members=600)
    assert (early.others, early.unchanged) == ((), None)
    own = study("selin2014", Question("ssp1-26", first=1950.0, last=2030.0), members=40)
    assert own.simulation.run.years[0] == 2012.0
    with pytest.raises(InputError):
        study("selin2014", Question("ssp1-26", first=1950.0, last=2000.0), members=40)


def test_emissions_are_stopped_after_the_last_year_that_is_known() -> None:
    """They hold until then: as if the table told the last value once more."""
    held = study("geyman2025", Question("streets2019", first=2000.0, last=2050.0), members=600).simulation.run
    ended = study("geyman2025", Question("streets2019", stop=2030.0, first=2000.0, last=2050.0), members=600)
    stopped = ended.simulation.run
    assert stopped.at(2029.0) == pytest.approx(held.at(2029.0))
    assert stopped.at(2050.0)["atm"] < 0.8 * held.at(2050.0)["atm"]
