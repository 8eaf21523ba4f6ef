"""What the pages of trends and gaps are asked for, read from their addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, get_args

from almaden.monitoring.network.coverage import Grouping
from almaden.monitoring.trends.map import MATRICES, By
from almaden.store.observations.holdings import Holding
from almaden.store.observations.monitored import TrendsAsked, has_measurements, holdings
from almaden.web.asked import Asked
from almaden.wording import n_

#: Seconds that a page waits for what is not calculated yet.
PATIENCE: Final = 3.0
FIRST_YEAR: Final = 1850
LAST_YEAR: Final = 2200
BY_WORDS: Final = {"region": n_("region"), "country": n_("country")}
GROUP_WORDS: Final = {
    "region": n_("region"), "zone": n_("zone of latitude"), "biome": n_("biome"), "country": n_("country"),
}  # fmt: skip
DATA_WORDS: Final = {"measured": n_("measurements"), "example": n_("a made-up example")}
#: Said wherever data that are made up are shown.
MADE_UP: Final = n_("These measurements are made up: an example. Nothing of them was measured anywhere.")
_APART: Final = ":"


@dataclass(frozen=True)
class Substance:
    """A substance that can be asked for, and at how many sites it is measured."""

    matrix: str
    species: str
    sites: int

    @property
    def key(self) -> str:
        """As it stands in addresses."""
        return f"{self.matrix}{_APART}{self.species}"


def substances(held: Iterable[Holding]) -> list[Substance]:
    """What there is, what most sites measure first."""
    sites: dict[tuple[str, str], set[str]] = {}
    for one in held:
        sites.setdefault((one.matrix, one.species), set()).add(one.site)
    found = [Substance(*key, len(names)) for key, names in sites.items()]
    return sorted(found, key=lambda one: (-one.sites, one.matrix, one.species))


def is_made_up(asked: Asked) -> bool:
    """Whether the example is asked for; it is what there is where nothing is published."""
    if asked.text("data"):
        return asked.word("data", DATA_WORDS) == "example"
    return not has_measurements()


def trends_asked(asked: Asked) -> tuple[TrendsAsked | None, list[Substance]]:
    """Which trends are asked for, and which substances there are; what is wrong is kept in ``asked``.

    Returns:
        The trends, None where nothing can be asked for, and the substances.
    """
    made_up = is_made_up(asked)
    found = substances(holdings(made_up=made_up, matrices=MATRICES))
    if not found:
        return None, found
    by_key = {one.key: one for one in found}
    chosen = by_key[asked.word("of", by_key)]
    first, last = (asked.whole(name, FIRST_YEAR, LAST_YEAR) for name in ("first", "last"))
    by: By = "country" if asked.word("by", BY_WORDS) == "country" else "region"
    if asked.problems:
        return None, found
    return TrendsAsked(chosen.matrix, chosen.species, first, last, by, made_up), found


def grouping_of(asked: Asked) -> Grouping:
    """What sites are counted by."""
    word = asked.word("by", GROUP_WORDS)
    return next(one for one in get_args(Grouping) if one == word)
