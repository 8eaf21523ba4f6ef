"""What to say of a number that has probably another unit, as far as every sector says it."""

from __future__ import annotations

from almaden.wording import Exact, Text


def as_share(value: float) -> Text | None:
    """What a share above one probably is: a percentage; None where it is not even that."""
    if not 1 < value <= 100:
        return None
    return Text("it is probably in percent: {value} % is a share of {share}", value=Exact(value),
                share=Exact(round(value / 100, 6)))  # fmt: skip
