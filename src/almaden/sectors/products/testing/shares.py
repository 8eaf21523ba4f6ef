"""Shares of samples above a limit, with their intervals, and how two shares differ.

Wilson's interval is told; that of Clopper and Pearson, which is never too narrow, stands beside it. Where the detection
limit is above the limit nothing can be told: such samples are in no share, but in its lowest and highest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from almaden.inventory.result import Amount
from almaden.sectors.products.testing.limits import Verdict

#: Standard normal quantile of a two-sided 95 % interval.
_Z: Final = 1.959963984540054
_TAIL: Final = 0.025


@dataclass(frozen=True)
class Share:
    """A share with its 95 % intervals.

    Attributes:
        count: how many have what is counted.
        of: of how many of which it can be told.
        cannot_tell: of how many more it cannot be told.
        wilson: the share with Wilson's interval; None of none.
        exact: the share with the interval of Clopper and Pearson; None of none.
        lowest, highest: the share if none, or all, of those that cannot be told had it; None of none.
    """

    count: int
    of: int
    cannot_tell: int
    wilson: Amount | None
    exact: Amount | None
    lowest: float | None
    highest: float | None


def share(count: int, of: int, cannot_tell: int = 0) -> Share:
    """A share with its intervals.

    Args:
        count: how many, 0 to ``of``.
        of: of how many.
        cannot_tell: of how many more it is not known.
    """
    every = of + cannot_tell
    return Share(
        count, of, cannot_tell,
        wilson(count, of) if of else None,
        clopper_pearson(count, of) if of else None,
        count / every if every else None,
        (count + cannot_tell) / every if every else None,
    )  # fmt: skip


def share_above(verdicts: Iterable[Verdict]) -> Share:
    """The share above the limit."""
    counted = Counter(verdicts)
    return share(counted["above"], counted["above"] + counted["not above"], counted["cannot be told"])


def wilson(count: int, of: int) -> Amount:
    """A share with its score interval (Wilson, J. Am. Stat. Assoc. 22, 209, 1927), 95 %."""
    p, z2 = count / of, _Z * _Z
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(p * (1 - p) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == of else min(1.0, middle + half)
    return Amount(p, low, high)


def clopper_pearson(count: int, of: int) -> Amount:
    """A share with its exact binomial interval (Clopper and Pearson, Biometrika 26, 404, 1934), 95 %."""
    from scipy.special import betaincinv

    low = 0.0 if count == 0 else float(betaincinv(count, of - count + 1, _TAIL))
    high = 1.0 if count == of else float(betaincinv(count + 1, of - count, 1 - _TAIL))
    return Amount(count / of, low, high)


def difference(first: Share, second: Share) -> Amount | None:
    """How much a second share is above a first, with Newcombe's interval (Stat. Med. 17, 873, 1998, method 10).

    None where one of them is of none.
    """
    one, two = first.wilson, second.wilson
    if one is None or two is None:
        return None
    change = two.value - one.value
    down = sqrt((two.value - two.low) ** 2 + (one.high - one.value) ** 2)
    up = sqrt((two.high - two.value) ** 2 + (one.value - one.low) ** 2)
    return Amount(change, change - down, change + up)
