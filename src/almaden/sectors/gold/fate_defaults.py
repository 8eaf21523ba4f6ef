"""What is taken where nothing is told of amalgam, retorts, sponge gold and shops: rows of a table, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.reference.factors import DistributionFactor, factor_set
from almaden.reference.origin import Origin
from almaden.reference.pathways import PATHWAYS
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.gold.terms import Practice, RatioSet
from almaden.sectors.gold.told import PRACTICE_NAMES, told_number, told_share
from almaden.sectors.numbers import Number, fixed
from almaden.wording import Text, n_

_NAMES: Final = {
    "in_amalgam": n_("share of the mercury that is in the amalgam"),
    "retort_efficiency": n_("share of the mercury that retorts give back"),
    "stored_share": n_("share of what retorts give back that is stored"),
    "sponge": n_("mercury left in the gold that is sold"),
    "capture_efficiency": n_("share of the vapour that capture systems of shops hold back"),
    "to_water": n_("share of the mercury lost with tailings that gets into water"),
}


def limit(key: str) -> float:
    """A limit of the table of limits."""
    return next(float(row["value"]) for row in read_table("gold/limits") if row["key"] == key)


def default_origin(key: str, practice: str = "") -> Origin:
    """A row of the table of defaults."""
    row = _row(key, practice)
    return Origin(
        quantity=named(key, practice),
        value=float(row["value"]),
        unit=row["unit"],
        low=number_or_none(row["low"]),
        high=number_or_none(row["high"]),
        layer="gold/fate",
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["doubt"],
    )


def named(key: str, practice: str = "") -> Text:
    """A number of the table in words."""
    if not practice:
        return Text(_NAMES[key])
    word = next(name for one, name in PRACTICE_NAMES.items() if one == practice)
    return Text("{what}: {which}", what=Text(_NAMES[key]), which=Text(word))


def default_share(key: str) -> Number:
    """A share that is the same for all practices."""
    return told_share(key, default_origin(key))


def in_amalgam(practice: Practice, ratio_set: RatioSet) -> Number:
    """Share of the mercury that is in the amalgam; by the Toolkit what its distribution factors send to air."""
    if ratio_set == "field":
        return told_share(f"in_amalgam {practice}", default_origin("in_amalgam", practice))
    factor = _toolkit_shares(practice)
    return _of_toolkit("in_amalgam", practice, factor, factor.shares[PATHWAYS.index("air")])


def to_water(practice: Practice) -> Number:
    """Share of what is lost with tailings that gets into water: as the Toolkit splits water and land."""
    factor = _toolkit_shares(practice)
    water, land = (factor.shares[PATHWAYS.index(name)] for name in ("water", "land"))
    return _of_toolkit("to_water", practice, factor, water / (water + land))


def sponge_of(share: float) -> float:
    """Mercury for each kg of gold, kg, where it is a share of the mass of both."""
    return share / (1.0 - share)


def default_sponge() -> Number:
    """Mercury left in the gold that is sold, kg for each kg of gold."""
    return sponge_number(default_origin("sponge"))


def sponge_number(origin: Origin, where: str = "") -> Number:
    """Mercury left in the gold that is sold, kg for each kg of gold, from its share of the mass.

    Args:
        origin: value and range as a share of the mass.
        where: region that it was told for.
    """
    low, high = (None if end is None else sponge_of(end) for end in (origin.low, origin.high))
    of_gold = Origin(
        named("sponge"), sponge_of(origin.value), "kg/kg", low, high, origin.layer, origin.source, origin.seen,
        origin.status, origin.place, origin.note,
    )  # fmt: skip
    return told_number("sponge", of_gold, where)


def none_of(key: str, quantity: str) -> Number:
    """Nothing, where nothing is told: an assumption, so unverified."""
    source = n_("taken as none: nothing is told")
    return fixed(key, 0.0, Origin(quantity, 0.0, "kg/kg", None, None, "inventory", source, "", "unverified"))


def _row(key: str, practice: str) -> Mapping[str, str]:
    return next(row for row in read_table("gold/fate") if (row["key"], row["practice"]) == (key, practice))


def toolkit_row(practice: Practice) -> Mapping[str, str]:
    """Source category and variant of the Toolkit of a practice."""
    return next(row for row in read_table("gold/toolkit_rows") if row["practice"] == practice)


def _toolkit_shares(practice: Practice) -> DistributionFactor:
    row = toolkit_row(practice)
    choice = factor_set().distribution(row["code"], row["variant"], "")
    assert choice is not None  # a test looks both rows up
    return choice.factor[0]


def _of_toolkit(key: str, practice: Practice, factor: DistributionFactor, value: float) -> Number:
    origin = Origin(
        named(key, practice), value, "kg/kg", None, None, factor.layer, factor.source, factor.seen, factor.status,
        note=factor.doubt,
    )  # fmt: skip
    return told_share(f"{key} {practice}", origin)
