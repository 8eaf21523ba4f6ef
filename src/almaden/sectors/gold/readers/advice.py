"""What to say of a number that a field of gold mining does not take."""

from __future__ import annotations

from almaden.sectors.readers.advice import as_share
from almaden.wording import Exact, Text

#: Fields that hold shares beside those whose names end in ``share``, or in ``share_low`` and ``share_high``.
_SHARES = frozenset(
    {"retort_efficiency", "capture_efficiency", "efficiency", "recovery", "reduction", "reach", "score"}
)


def advice(field: str, value: float) -> Text | None:
    """What to do with a number that its column does not take, None where nothing is known.

    Args:
        field: field of one of the records of gold.
        value: the number that stood there.
    """
    if field in _SHARES or field.removesuffix("_low").removesuffix("_high").endswith("share"):
        return as_share(value)
    if field == "days_per_year" and value > 366:
        return Text("a year has at most {days} days; hours of work have no column", days=Exact(366))
    return None
