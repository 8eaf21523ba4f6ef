"""What becomes of mercury between the purchase and the environment, for gold that is won in one way.

Of the mercury that is added to ore, a part is lost with the tailings; the rest is in the amalgam. Burning drives it
off, but for what stays in the sponge gold until a gold shop melts it. Retorts give a part of what is burnt back, which
lowers purchases where it is used again. Capture systems hold back a part of what shops drive off.

    bought = lost + burnt (1 - a e (1 - k)) + sponge        a, e: retorts' share and efficiency, k: share stored
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from almaden.sectors.gold.terms import Pathway
from almaden.sectors.numbers import Drawn


@dataclass(frozen=True)
class Practised:
    """How gold is won in one way; each a value, or draws with the value first.

    Attributes:
        ratio: mercury added for gold won, where nothing is given back, kg/kg.
        in_amalgam: share of that mercury that is in the amalgam; the rest is lost with tailings.
        retort_share, retort_efficiency: share of the amalgam that is burnt in retorts, and what they give back of it.
        stored_share: share of what retorts give back that is stored instead of used again.
        sponge: mercury left in the gold that is sold, kg for each kg of gold.
        capture_share, capture_efficiency: share of the gold that passes shops with a capture system, and what that
            holds back.
        to_water: share of what is lost with tailings that gets into water; the rest stays on land.
    """

    ratio: Drawn
    in_amalgam: Drawn
    retort_share: Drawn
    retort_efficiency: Drawn
    stored_share: Drawn
    sponge: Drawn
    capture_share: Drawn
    capture_efficiency: Drawn
    to_water: Drawn


@dataclass(frozen=True)
class Flows:
    """Mercury of some gold, kg; each a value, or draws with the value first.

    Attributes:
        added: mercury added to ore or concentrate.
        recovered: given back by retorts, stored or used again.
        bought: what is bought: ``added`` less what is used again. The pathways add to it.
        pathways: where it goes.
    """

    added: Drawn
    recovered: Drawn
    bought: Drawn
    pathways: Mapping[Pathway, Drawn]


def flows(gold_kg: Drawn, way: Practised) -> Flows:
    """Mercury of gold that is won in one way.

    Args:
        gold_kg: the gold.
        way: how it is won.
    """
    amalgam = way.ratio * way.in_amalgam
    lost = way.ratio - amalgam
    # A sponge cannot hold more mercury than its amalgam did.
    sponge = np.minimum(way.sponge, amalgam)
    burnt = amalgam - sponge
    recovered = burnt * way.retort_share * way.retort_efficiency
    stored = recovered * way.stored_share
    captured = sponge * way.capture_share * way.capture_efficiency
    each: dict[Pathway, Drawn] = {
        "air_burning": burnt - recovered,
        "air_shops": sponge - captured,
        "captured": captured,
        "stored": stored,
        "water": lost * way.to_water,
        "land": lost * (1.0 - way.to_water),
    }
    return Flows(
        added=gold_kg * way.ratio,
        recovered=gold_kg * recovered,
        bought=gold_kg * (way.ratio - recovered + stored),
        pathways={pathway: gold_kg * amount for pathway, amount in each.items()},
    )
