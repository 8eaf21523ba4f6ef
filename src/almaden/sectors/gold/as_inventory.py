"""An estimate of small-scale gold mining as lines of an inventory, so that both count the same mercury.

One activity, the gold won with mercury, is split by practice. Each practice has an input factor of its own, mercury
bought for gold won with retorts considered, and shares of output of its own.
"""

from __future__ import annotations

import math
from typing import Final

from almaden.inventory.records import ActivityRow, FactorRow, Header, InventoryData, PublishedRow
from almaden.inventory.result import Amount
from almaden.sectors.gold.fate_defaults import toolkit_row
from almaden.sectors.gold.result import GoldEstimate, PartResult
from almaden.sectors.gold.told import PRACTICE_NAMES
from almaden.wording import Text

#: The factor file of an inventory's own.
_FACTORS: Final = "factors.csv"
_SOURCE: Final = "Almaden, small-scale gold mining by practice"
_ID: Final = "small-scale-gold"


def as_inventory(estimate: GoldEstimate) -> InventoryData:
    """An estimate as a Level 2 inventory that can be run by itself or joined with the other sources of a country.

    Its input is the mercury used and its outputs are the pathways, at the values of record; what shops hold back and
    what is stored goes to the sector's own treatment.

    Args:
        estimate: the estimate.
    """
    header = Header(estimate.country, estimate.year, level=2, title=estimate.title, notice=estimate.meta.notice)
    rows, factors = inventory_rows(estimate)
    published = tuple(
        PublishedRow(quantity=f"mercury input of {_code()}", value=f"{one.value:.10g}", unit="kg/y", source=one.source)
        for one in estimate.beside
        if one.what == "mercury used"
    )
    return InventoryData(header, rows, layers=((_FACTORS, factors),), published=published)


def inventory_rows(estimate: GoldEstimate) -> tuple[tuple[ActivityRow, ...], tuple[FactorRow, ...]]:
    """Lines of ``activity_rates.csv`` and ``factors.csv``; where no gold is won with mercury, the source is absent."""
    using = [part for part in estimate.by_practice if part.mercury_kg.value > 0.0]
    if not using:
        return (_whole(estimate, 0.0).model_copy(update={"present": "N"}),), ()
    gold = math.fsum(part.gold_kg.value for part in using)
    whole = _whole(estimate, gold)
    return tuple(_line(whole, part, estimate.gold_kg) for part in using), tuple(map(_shares, using))


def _code() -> str:
    return toolkit_row("whole_ore")["code"]


def _whole(estimate: GoldEstimate, gold: float) -> ActivityRow:
    known = estimate.gold_kg
    scale = gold / known.value if known.value else 0.0
    return ActivityRow(
        id=_ID,
        code=_code(),
        present="Y",
        activity_rate=gold,
        unit="kg",
        low=known.low * scale,
        high=known.high * scale,
        year=estimate.year,
        factor_unit="kg/kg",
        source=_SOURCE,
        status="unverified" if estimate.unverified else "user",
    )


def _line(whole: ActivityRow, part: PartResult, gold: Amount) -> ActivityRow:
    """The line of a practice: its share of the gold, and its factor with what of its range is not that of the gold."""
    factor = part.mercury_kg.value / part.gold_kg.value
    down, up = (
        math.sqrt(max(mercury**2 - of_gold**2, 0.0))
        for mercury, of_gold in zip(_half_widths(part.mercury_kg), _half_widths(gold), strict=True)
    )
    told = {
        "scenario": part.name,
        "share": part.gold_kg.value / (whole.activity_rate or 1.0),
        "input_factor": factor,
        "factor_low": factor * math.exp(-down),
        "factor_high": factor * math.exp(up),
    }
    return whole.model_copy(update=told)


def _half_widths(amount: Amount) -> tuple[float, float]:
    """How far a range reaches down and up, on the logarithm."""
    if not (0.0 < amount.low <= amount.value <= amount.high):
        return 0.0, 0.0
    return math.log(amount.value / amount.low), math.log(amount.high / amount.value)


def _shares(part: PartResult) -> FactorRow:
    parts = {pathway: amount.value / part.mercury_kg.value for pathway, amount in part.pathways.items()}
    name = next(words for practice, words in PRACTICE_NAMES.items() if practice == part.name)
    return FactorRow(
        kind="distribution",
        code=_code(),
        scenario=part.name,
        air=parts["air_burning"] + parts["air_shops"],
        water=parts["water"],
        land=parts["land"],
        products=0.0,
        general_waste=0.0,
        sector_treatment=parts["captured"] + parts["stored"],
        source=_SOURCE,
        status="unverified",
        note=Text(name),
    )
