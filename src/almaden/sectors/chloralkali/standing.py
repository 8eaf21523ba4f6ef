"""How a plant stands on a day: whether it runs, and under what, as far as its record tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from almaden.sectors.chloralkali.dates import deadlines
from almaden.sectors.chloralkali.records import ENDED, PlantRecord
from almaden.wording import Text, n_

Standing = Literal[
    "not started",
    "runs",
    "exempt",
    "exemption ended",
    "no exemption told",
    "not known",
    "mothballed",
    "closed",
    "converted",
]
#: Standings of plants that run, as far as is told.
RUNNING: Final[tuple[Standing, ...]] = ("runs", "exempt", "exemption ended", "no exemption told")


@dataclass(frozen=True)
class PlantStanding:
    """How a plant stands on a day.

    Attributes:
        plant: the plant.
        standing: in a word.
        text: as a sentence.
    """

    plant: PlantRecord
    standing: Standing
    text: Text | str

    @property
    def runs(self) -> bool:
        """Whether it runs."""
        return self.standing in RUNNING

    @property
    def ended(self) -> bool:
        """Whether its mercury cells are gone."""
        return self.standing in ENDED


def standing_on(plant: PlantRecord, on: date) -> PlantStanding:
    """How a plant stands on a day. A year that ends its mercury cells counts from its last day."""
    standing, text = _standing(plant, on)
    return PlantStanding(plant, standing, text)


def _standing(plant: PlantRecord, on: date) -> tuple[Standing, Text | str]:
    if plant.start_year is not None and on.year < plant.start_year:
        return "not started", Text("starts in {year}", year=str(plant.start_year))
    end = None if plant.closure_year is None else date(plant.closure_year, 12, 31)
    if plant.state in ENDED and (end is None or on >= end):
        closed: Standing = "closed" if plant.state == "closed" else "converted"
        return closed, _ended(plant)
    # What ended later than the day still ran on it.
    if plant.state == "mothballed":
        return "mothballed", n_("mothballed: its mercury is still in the cells")
    if plant.state == "conversion planned" and end is not None and on >= end:
        return "not known", Text("was to end in {year}; that it did is not told", year=str(plant.closure_year))
    return _running(plant, on)


def _ended(plant: PlantRecord) -> Text | str:
    year = str(plant.closure_year)
    if plant.state == "closed":
        return Text("closed in {year}", year=year) if plant.closure_year else n_("closed, year not told")
    if plant.closure_year is None:
        return n_("converted, year not told")
    return Text("converted in {year}", year=year)


def _running(plant: PlantRecord, on: date) -> tuple[Standing, Text | str]:
    phase_out = deadlines().phase_out
    if on <= phase_out:
        # Whether a state told long ago still holds matters once the mercury cells must have ended.
        return "runs", n_("runs")
    until = plant.exemption_until
    if until is not None and until >= on:
        return "exempt", Text("runs under an exemption until {day}", day=until.isoformat())
    told_for = max(plant.state_year or on.year, plant.closure_year or 0)
    if told_for <= phase_out.year:
        return "not known", Text(
            "last told to run for {year}, before mercury cells had to end; whether it still runs is not told",
            year=str(told_for),
        )
    if until is not None:
        return "exemption ended", Text("runs although its exemption ended on {day}", day=until.isoformat())
    return "no exemption told", Text(
        "runs; mercury cells had to end by {day}, and no exemption is told", day=phase_out.isoformat()
    )
