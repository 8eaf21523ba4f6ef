"""Numbers as a reader should see them: no more figures than the range supports, in the language's marks."""

from __future__ import annotations

import math
from dataclasses import dataclass

from almaden.reference.numerals import decimal

#: Figures shown of a number that has no range of its own.
FIGURES_WITHOUT_RANGE = 4

#: Below this a number is said to be less than it (kg: one gram).
SMALLEST = 0.001


@dataclass(frozen=True)
class Rounded:
    """A value and the ends of its range as text, rounded together.

    ``spread`` is false where low equals high; ``decimals`` is the number of decimals of the value.
    """

    value: str
    low: str
    high: str
    spread: bool
    decimals: int

    @property
    def span(self) -> str:
        """The range as ``low-high``, empty where there is none or where its ends read the same."""
        if not self.spread or self.low == self.high:
            return ""
        return f"{self.low} … {self.high}" if "−" in self.low else f"{self.low}–{self.high}"

    @property
    def text(self) -> str:
        """The value with its range in brackets."""
        return f"{self.value} ({self.span})" if self.span else self.value


def rounded(value: float, low: float, high: float, lang: str) -> Rounded:
    """Round a value and its 95 % range to the figures that the range supports.

    The nearer end of the range sets the last place shown: its distance from the value keeps one figure, or two
    where these are below 36 (the rule of the Particle Data Group for rounding an uncertainty). So 411 with 350 to
    520 is shown as 410 (350 to 520). At most four figures are kept of the value. The low end keeps at least one
    figure (it is above zero if it was), the high end at most one more than the value.

    Args:
        value: the point value.
        low: low end of the range, in the unit of the value.
        high: high end of the range.
        lang: language code, for decimal and thousands marks.
    """
    if not all(map(math.isfinite, (value, low, high))):
        raise ValueError(f"not a number that can be shown: {value}, {low}, {high}")
    place = _place(value, low, high)
    spread = low != high
    figures = max(1, _magnitude(value) - place + 1) if value else 2
    low_place = min(place, _magnitude(low)) if low else place
    high_place = max(place, _magnitude(high) - figures) if high else place
    return Rounded(
        _shown(value, place, lang),
        _shown(low, low_place, lang),
        _shown(high, high_place, lang),
        spread,
        max(0, -place),
    )


def figures(value: float, count: int, lang: str) -> str:
    """``value`` with ``count`` significant figures, for numbers that are given and not computed."""
    if not math.isfinite(value):
        raise ValueError(f"not a number that can be shown: {value}")
    return _shown(value, _magnitude(value) - count + 1 if value else 0, lang, floor=0.0)


def percent(fraction: float, lang: str) -> str:
    """A fraction as a percentage: one decimal below ten, none above; ``< 0.1`` for what would vanish."""
    share = 100.0 * fraction
    if 0 < abs(share) < 0.1:
        return f"< {decimal(0.1, 1, lang)}\N{NO-BREAK SPACE}%"
    return f"{decimal(share, 1 if 0 < abs(share) < 9.95 else 0, lang)}\N{NO-BREAK SPACE}%"


def _place(value: float, low: float, high: float) -> int:
    """Power of ten of the last figure shown."""
    if not value:
        return _magnitude(max(abs(low), abs(high)))
    finest = _magnitude(value) - FIGURES_WITHOUT_RANGE + 1
    gaps = [gap for gap in (value - low, high - value) if gap > 0]
    if not gaps:
        return finest
    gap = min(gaps)
    leading = gap / 10.0 ** _magnitude(gap)
    place = _magnitude(gap) - (1 if leading < 3.55 else 0)
    # A value above zero keeps a figure, however wide its range.
    return max(finest, min(place, _magnitude(value)))


def _magnitude(value: float) -> int:
    """Power of ten of the leading figure; 0 for zero."""
    return math.floor(math.log10(abs(value))) if value else 0


def _shown(value: float, place: int, lang: str, floor: float = SMALLEST) -> str:
    if 0 < abs(value) < floor:
        sign = "> −" if value < 0 else "< "
        return sign + decimal(floor, 3, lang)
    kept = round(value, -place)
    return decimal(kept, max(0, -place), lang).replace("-", "−")
