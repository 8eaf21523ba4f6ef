"""Numbers in the marks of a language."""

from __future__ import annotations

import math
from decimal import localcontext
from functools import lru_cache
from typing import Final

from almaden.wording import Exact, Fixed, shown

#: Digits that the largest float has before the point and a number may have after it.
_DIGITS: Final = 340


def spoken(value: float, lang: str) -> str:
    """A number within a sentence: as it was given, or with four figures and all before the point.

    Args:
        value: the number; an :class:`~almaden.wording.Exact` or :class:`~almaden.wording.Fixed` one keeps its figures.
        lang: language code, for decimal and thousands marks.
    """
    if lang == "en" or not math.isfinite(value):
        return shown(value)
    if isinstance(value, Fixed):
        return decimal(value, value.places, lang)
    if isinstance(value, Exact):
        return exact(value, lang)
    return exact(float(shown(value).replace(",", "")), lang)


def exact(value: float, lang: str) -> str:
    """A number as it was given, up to ten significant figures, with the marks of the language."""
    if not math.isfinite(value):
        raise ValueError(f"not a number that can be shown: {value}")
    digits = f"{value:.10g}"
    if "e" in digits:
        digits = f"{float(digits):.20f}".rstrip("0") if abs(value) < 1 else f"{float(digits):.0f}"
    places = len(digits.partition(".")[2])
    return decimal(float(digits), places, lang).replace("-", "−")


def decimal(value: float, places: int, lang: str) -> str:
    """``value`` with a fixed number of decimals and the marks of the language."""
    from babel.numbers import format_decimal

    with localcontext(prec=_DIGITS):
        text: str = format_decimal(
            value + 0.0,
            format=_pattern(places),
            locale=lang,
            decimal_quantization=True,
            # Spanish does not group numbers of four figures, and Babel does not know.
            group_separator=lang != "es" or abs(value) >= 10_000,
        )
    # The narrow no-break space that French groups digits with is missing from many fonts.
    return text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


@lru_cache(maxsize=64)
def _pattern(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places > 0 else "")
