"""The year in which the mercury of a plant comes free: closed, planned, by the end of an exemption or by Annex B."""

from __future__ import annotations

from datetime import date
from typing import Literal

from almaden.sectors.chloralkali.dates import deadlines
from almaden.sectors.chloralkali.records import ENDED, PlantRecord
from almaden.sectors.chloralkali.standing import standing_on

#: What the year of closure rests on.
Basis = Literal["ended", "planned", "exemption end", "Annex B", "year not told"]


def closing_year(plant: PlantRecord, on: date) -> tuple[int | None, Basis]:
    """The year in which the mercury of a plant comes free, and what it rests on."""
    if plant.state in ENDED:
        return plant.closure_year, "ended" if plant.closure_year is not None else "year not told"
    if plant.closure_year is not None and plant.closure_year >= on.year:
        return plant.closure_year, "planned"
    if plant.exemption_until is not None and plant.exemption_until >= on:
        return plant.exemption_until.year, "exemption end"
    standing = standing_on(plant, on)
    if standing.standing == "not known":
        return None, "year not told"
    # Where the date has passed already the mercury comes free from now on.
    return max(deadlines().phase_out.year, on.year), "Annex B"


def is_late(plant: PlantRecord) -> bool:
    """Whether a plant is planned to end in a year after the one in which its mercury cells have to end."""
    last = plant.exemption_until or deadlines().phase_out
    return plant.state not in ENDED and plant.closure_year is not None and plant.closure_year > last.year
