"""A made-up table of three sites, to try trends with: one falls, one stays, one measured too little to tell."""

from __future__ import annotations

from typing import Final

#: Months of each site and what its values change by, percent a year.
_SITES: Final = (("Lake (made up)", 144, -1.6), ("Hill (made up)", 144, 0.0), ("Town (made up)", 30, 1.0))
_FIRST_YEAR: Final = 2012
_LEVEL: Final = 1.5
_SEASON: Final = 0.08
_NOISE: Final = 0.05


def trend_table() -> str:
    """Monthly means of gaseous elemental mercury, ng/m3, as CSV."""
    import numpy as np

    rng = np.random.default_rng(2012)
    lines = ["site,date,gem"]
    for site, months, change in _SITES:
        month = np.arange(months)
        noise = _NOISE * rng.normal(size=months)
        values = _LEVEL * (1.0 + change / 100.0 * month / 12.0) + _SEASON * np.cos(month * np.pi / 6.0) + noise
        dates = np.datetime64(f"{_FIRST_YEAR}-01") + month.astype("timedelta64[M]")
        lines += [f"{site},{when},{value:.3f}" for when, value in zip(dates, values, strict=True)]
    return "\n".join(lines) + "\n"
