"""What standings, bases and units of chlor-alkali plants are called in reports and on pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.sectors.chloralkali.closing import Basis
from almaden.sectors.chloralkali.records import PlantRecord
from almaden.sectors.chloralkali.standing import Standing
from almaden.wording import n_

#: How a plant stands, in the order of the answer.
STANDINGS: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        "exemption ended": n_("runs although its exemption ended"),
        "no exemption told": n_("runs, no exemption told"),
        "exempt": n_("runs under an exemption"),
        "runs": n_("runs"),
        "not known": n_("not known whether it runs"),
        "mothballed": n_("mothballed"),
        "not started": n_("not started"),
        "closed": n_("closed"),
        "converted": n_("converted"),
    }
)
#: What the year rests on in which the mercury of a plant comes free.
BASES: Final[Mapping[Basis, str]] = MappingProxyType(
    {
        "ended": n_("ended"),
        "planned": n_("planned"),
        "exemption end": n_("end of its exemption"),
        "Annex B": n_("end of mercury cells by Annex B"),
        "year not told": n_("year not told"),
    }
)
#: Where mercury that was used up went, as far as a balance tells it.
SINKS: Final[Mapping[str, str]] = MappingProxyType(
    {"air": n_("air"), "water": n_("water"), "products": n_("products"), "solid_waste": n_("solid waste")}
)
ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {"met": n_("met"), "not met": n_("not met"), "open": n_("open"), "does not apply": n_("does not apply")}
)


def plant_name(plant: PlantRecord) -> str:
    """Company and site; the identifier where neither is told."""
    return ", ".join(part for part in (plant.operator, plant.site) if part) or plant.id
