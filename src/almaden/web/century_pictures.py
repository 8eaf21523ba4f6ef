"""Where a tonne is over centuries, as areas upon each other that need no script."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.fate.tonne_legacy import BURIED, Legacy
from almaden.web.shown import number
from almaden.web.trend_pictures import Tick, path_of
from almaden.wording import n_

_WIDTH: Final = 640.0
_HEIGHT: Final = 280.0
_LEFT: Final = 64.0
_RIGHT: Final = 10.0
_TOP: Final = 14.0
_BOTTOM: Final = 30.0
#: Names of groups of reservoirs, the lowest of the picture first.
GROUPS: Final = MappingProxyType(
    {
        "buried": n_("buried in sediments"),
        "deep": n_("deep sea"),
        "sea": n_("sea down to some hundred metres"),
        "land": n_("soils and plants"),
        "waste": n_("waste"),
        "air": n_("air"),
    }
)
_GROUP_OF: Final = MappingProxyType(
    {
        "atm": "air",
        "tf": "land",
        "ts": "land",
        "ta": "land",
        "ocs": "sea",
        "oci": "sea",
        "ocd": "deep",
        BURIED: "buried",
    }
)


@dataclass(frozen=True)
class Area:
    """One group: the look that the style sheet gives it, its key, and its path."""

    look: str
    group: str
    path: str


@dataclass(frozen=True)
class CenturyPicture:
    """Areas upon each other with marks of years and shares, ready to be written as SVG."""

    areas: tuple[Area, ...]
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    width: float = _WIDTH
    height: float = _HEIGHT
    left: float = _LEFT
    right: float = _WIDTH - _RIGHT
    bottom: float = _HEIGHT - _BOTTOM


def grouped(legacy: Legacy, years: float) -> dict[str, float]:
    """Shares of the groups some years after; those that hold nothing are left out."""
    found: dict[str, float] = {}
    for one in legacy.whereabouts:
        if one.years == years:
            group = _GROUP_OF.get(one.reservoir, "waste")
            found[group] = found.get(group, 0.0) + one.share.value
    return {key: found[key] for key in GROUPS if key in found}


def century_picture(legacy: Legacy) -> CenturyPicture:
    """The groups over the years of a result, on a logarithmic scale."""
    years = list(dict.fromkeys(one.years for one in legacy.whereabouts))
    shares = [grouped(legacy, year) for year in years]
    names = [key for key in GROUPS if key in shares[0]]
    reach = math.log10(years[-1] / years[0])

    def at(year: float, share: float) -> tuple[float, float]:
        x = _LEFT + (_WIDTH - _LEFT - _RIGHT) * math.log10(year / years[0]) / reach
        return round(x, 1), round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1.0 - share), 1)

    areas, below = [], [0.0] * len(years)
    for place, key in enumerate(names):
        above = [low + one.get(key, 0.0) for low, one in zip(below, shares, strict=True)]
        edge = [at(*one) for one in zip(years, above, strict=True)]
        back = [at(*one) for one in zip(reversed(years), reversed(below), strict=True)]
        areas.append(Area(f"a{place}", key, path_of([*edge, *back]) + "Z"))
        below = above
    marks = [year for power in range(4) for year in (10.0**power,) if year <= years[-1] * 1.001]
    return CenturyPicture(
        tuple(areas),
        tuple(Tick(at(year, 0.0)[0], number(int(year))) for year in marks),
        tuple(Tick(at(years[0], share)[1], f"{number(100 * share, 0)} %") for share in (0.0, 0.25, 0.5, 0.75, 1.0)),
    )
