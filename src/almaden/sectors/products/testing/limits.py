"""Which limit a sample is held against, and what it then is: above, not above, or impossible to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from almaden.reference.tables import read_table
from almaden.sectors.products.testing.data import detection_limit_ppm, uncertainty_ppm, value_ppm
from almaden.sectors.products.testing.defaults import default
from almaden.sectors.products.testing.records import ProductTestRecord
from almaden.wording import n_

#: The one kind of product for which the Convention sets a content.
COSMETIC: Final = "cosmetic"

Verdict = Literal["above", "not above", "cannot be told"]


@dataclass(frozen=True)
class ContentLimit:
    """A limit of mercury content.

    Attributes:
        name: what it is, as people read it.
        ppm: the content in ppm (mg/kg) up to which a product conforms; 0 where no mercury may be added.
        kind: the kind of product it holds for; empty for all.
        source, seen, status: where it was read; ``user`` for a user's own.
    """

    name: str
    ppm: float
    kind: str = ""
    source: str = ""
    seen: str = ""
    status: str = "user"


def cosmetics_limit() -> ContentLimit:
    """The threshold of the Convention for cosmetics before its amendment by COP-5: 1 ppm."""
    origin = default("cosmetics_ppm")
    return ContentLimit(
        n_("limit of the Minamata Convention for cosmetics before the amendment of COP-5"), origin.value, COSMETIC,
        origin.source, origin.seen, origin.status,
    )  # fmt: skip


def any_mercury() -> ContentLimit:
    """No mercury at all: what is detected is above.

    Traces show no more than that mercury is there; whether it was added they do not tell.
    """
    origin = default("cosmetics_ppm")
    name = n_("any mercury that is detected; traces alone do not show that it was added")
    return ContentLimit(name, 0.0, "", origin.source, origin.seen, origin.status)


def amended_from() -> date:
    """The day up to which the Convention let cosmetics pass whose content is not above the threshold."""
    (row,) = (one for one in read_table("convention/annex_a") if one["products"] == COSMETIC and not one["conditions"])
    return date(int(row["year"]), 12, 31)


def own_limit(ppm: float, name: str = "") -> ContentLimit:
    """A limit that the user gives."""
    return ContentLimit(name or n_("the limit that was given"), ppm)


def verdict(test: ProductTestRecord, limit: ContentLimit) -> Verdict:
    """What a test says of a limit. What was not detected is below the detection limit, no more is known."""
    value = value_ppm(test)
    if value is not None:
        return "above" if value > limit.ppm else "not above"
    detectable = detection_limit_ppm(test)
    return "not above" if detectable is not None and detectable <= limit.ppm else "cannot be told"


def within_uncertainty(test: ProductTestRecord, limit: ContentLimit) -> bool:
    """Whether the limit lies within the uncertainty of the value, so that the verdict could be the other one."""
    value, width = value_ppm(test), uncertainty_ppm(test)
    return value is not None and width is not None and abs(value - limit.ppm) < width
