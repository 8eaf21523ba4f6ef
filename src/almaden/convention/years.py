"""Years after a day, as treaty deadlines count them."""

from __future__ import annotations

from datetime import date


def years_after(start: date, years: int) -> date:
    """The same day of the year, a number of years later.

    Args:
        start: the day from which the years count.
        years: how many.

    Returns:
        The anniversary; 28 February where the start is 29 February and the later year has none, so that
        nobody is told a later deadline than any reading gives.
    """
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)
