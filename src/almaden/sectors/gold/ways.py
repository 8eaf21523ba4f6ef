"""How the gold of each region is won: the share of each practice, and what becomes of its mercury."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from almaden.errors import Fault, InputError
from almaden.reference.origin import Origin
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.fate import Practised
from almaden.sectors.gold.fate_defaults import default_origin, in_amalgam, to_water
from almaden.sectors.gold.ratios import ratio_of
from almaden.sectors.gold.retorts_shops import Seen, Shops, retorts_of, seen_retorts, seen_shops, shops_of
from almaden.sectors.gold.site_means import SeenSite, seen_sites
from almaden.sectors.gold.splits import Split, splits_of
from almaden.sectors.gold.terms import PRACTICES, Practice, RatioSet
from almaden.sectors.gold.told import told_share
from almaden.sectors.numbers import Draw, Number, fixed
from almaden.wording import Text, joined, n_


@dataclass(frozen=True)
class Way:
    """Gold of a region that is won in one way.

    Attributes:
        split: the split of the region's gold that it is a part of; it draws all shares together.
        practice: the practice.
        share: its share of the region's gold, value of record.
        ratio, in_amalgam, retort_share, retort_efficiency, stored_share, sponge, capture_share, capture_efficiency,
            to_water: the numbers of :class:`~almaden.sectors.gold.fate.Practised`.
        retorts_told, shops_told: whether anybody said how many retorts and capture systems there are.
    """

    split: Split
    practice: Practice
    share: float
    ratio: Number
    in_amalgam: Number
    retort_share: Number
    retort_efficiency: Number
    stored_share: Number
    sponge: Number
    capture_share: Number
    capture_efficiency: Number
    to_water: Number
    retorts_told: bool
    shops_told: bool

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers, in the order of :class:`~almaden.sectors.gold.fate.Practised`."""
        return (
            self.ratio, self.in_amalgam, self.retort_share, self.retort_efficiency, self.stored_share, self.sponge,
            self.capture_share, self.capture_efficiency, self.to_water,
        )  # fmt: skip

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where its numbers were read; none for gold that is won without mercury."""
        return tuple(number.origin for number in self.numbers) if self.practice != "mercury_free" else ()

    def practised(self, draw: Draw) -> Practised:
        """Its numbers, drawn.

        Args:
            draw: :func:`almaden.sectors.draws.point`, or the draws of any owner: all errors are shared.
        """
        return Practised(*(draw(number) for number in self.numbers))


def ways_of(
    data: GoldData, ratio_set: RatioSet, gold_kg: float | None = None, seen: Sequence[SeenSite] | None = None
) -> Mapping[str, Mapping[Practice, Way]]:
    """How gold is won: by region, and ``""`` for all regions without a split of their own.

    Args:
        data: the tables of the country.
        ratio_set: the set that ratios come from where the country has none.
        gold_kg: gold of the country, for the bounds that are told where the split is missing.
        seen: the sites, where they were looked at before.

    Returns:
        Every practice with a share above 0, by region. ``""`` is missing where only regions tell a split.

    Raises:
        InputError: no split by practice is told; shares do not add to 1; several ratios for a practice.
    """
    seen = seen_sites(data) if seen is None else seen
    splits = splits_of(data, seen)
    if not splits:
        raise InputError(split_missing(data, ratio_set, "", gold_kg))
    ratios = {practice: ratio_of(practice, data, ratio_set, seen) for practice in PRACTICES}
    retorts, shops = seen_retorts(seen), seen_shops(data)
    found: dict[str, dict[Practice, Way]] = {}
    for region, split in sorted(splits.items()):
        of_region = shops_of(data, shops, region)
        found[region] = {
            practice: _way(data, retorts, of_region, region, split, ratios[practice], ratio_set, practice)
            for practice in PRACTICES
            if split.shares[practice] > 0.0
        }
    return found


def ways_in(
    ways: Mapping[str, Mapping[Practice, Way]], region: str, data: GoldData, ratio_set: RatioSet
) -> Mapping[Practice, Way]:
    """The ways of a region.

    Raises:
        InputError: neither the region nor the country tells a split.
    """
    found = ways.get(region) or ways.get("")
    if found is None:
        fault = split_missing(data, ratio_set, region, None)
        if not region:
            fault = replace(fault, problem=n_("only regions tell how their gold is won, and some gold is of no region"))
        raise InputError(fault)
    return found


def split_missing(data: GoldData, ratio_set: RatioSet, region: str, gold_kg: float | None) -> Fault:
    """Asks for the split by practice, with what it would be if all gold were won in one way."""
    seen = seen_sites(data)
    low, high = (ratio_of(practice, data, ratio_set, seen).value for practice in ("concentrate", "whole_ore"))
    bounds = Text(
        "all from concentrate would be {low} kg mercury for each kg of gold, all from whole ore {high}",
        low=low,
        high=high,
    )
    if gold_kg is not None:
        bounds = Text(
            "all {gold} kg of gold from concentrate would be {low} kg of mercury, all from whole ore {high} kg",
            gold=gold_kg,
            low=gold_kg * low,
            high=gold_kg * high,
        )
    how = Text("add rows to the table practices, or write --practice concentrate=1")
    return Fault(
        Text("nothing tells how the gold of '{region}' is won", region=region)
        if region
        else n_("nothing tells how the gold is won"),
        sheet="practices",
        column="share",
        accepted=n_("shares of whole_ore, concentrate and mercury_free that add to 1"),
        advice=joined((how, bounds), "; "),
    )


def _way(
    data: GoldData,
    seen: Seen,
    shops: Shops,
    region: str,
    split: Split,
    ratio: Number,
    ratio_set: RatioSet,
    practice: Practice,
) -> Way:
    if practice == "mercury_free":
        return _without_mercury(split, ratio)
    retorts = retorts_of(data, seen, region, practice)
    return Way(
        split=split,
        practice=practice,
        share=split.shares[practice],
        ratio=ratio,
        in_amalgam=in_amalgam(practice, ratio_set),
        retort_share=retorts.share,
        retort_efficiency=retorts.efficiency,
        stored_share=told_share("stored_share", default_origin("stored_share")),
        sponge=shops.sponge,
        capture_share=shops.capture_share,
        capture_efficiency=shops.capture_efficiency,
        to_water=to_water(practice),
        retorts_told=retorts.told,
        shops_told=shops.told,
    )


def _without_mercury(split: Split, ratio: Number) -> Way:
    nothing = fixed("no mercury", 0.0, ratio.origin)
    return Way(
        split, "mercury_free", split.shares["mercury_free"], ratio, nothing, nothing, nothing, nothing, nothing,
        nothing, nothing, nothing, True, True,
    )  # fmt: skip
