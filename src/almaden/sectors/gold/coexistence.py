"""Where small and large mines work side by side: what was told of it, counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.reference.meta import Meta, meta
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import SiteRecord
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas

#: How it may stand with a large mine, as told; the last where nothing was.
RELATIONS: Final = (n_("agreement"), n_("tolerated"), n_("conflict"), n_("none"), n_("not told"))


@dataclass(frozen=True)
class Side:
    """Sites beside one large mine, or of one region.

    Attributes:
        name: mine or region; empty where it is not told.
        sites: how many.
        relations: sites by how it stands with the large mine; see :data:`RELATIONS`.
        miners: miners of the sites that tell them.
        miners_told: sites that tell them; ``miners`` lacks those of the others.
        regions: regions that the sites lie in.
    """

    name: str
    sites: int
    relations: Mapping[str, int]
    miners: float
    miners_told: int
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Coexistence:
    """The register of places where small and large mines work side by side.

    Attributes:
        meta: how it was made.
        country, year: of what.
        beside: sites beside a large mine, all together.
        relations: all sites by how it stands; ``none`` are those with no large mine beside, ``not told`` those of
            which nothing is known.
        by_mine: sites beside a large mine by mine, those with the most miners first.
        by_region: the same sites by region.
        questions: what should be asked.
    """

    meta: Meta
    country: str
    year: int
    beside: Side
    relations: Mapping[str, int]
    by_mine: tuple[Side, ...]
    by_region: tuple[Side, ...]
    questions: tuple[str, ...] = ()

    def to_frame(self) -> pandas.DataFrame:
        """One row a large mine."""
        import pandas

        rows = [
            {"mine": one.name, "regions": "; ".join(one.regions), "sites": one.sites, **one.relations,
             "miners": one.miners, "miners_told": one.miners_told}
            for one in self.by_mine
        ]  # fmt: skip
        return pandas.DataFrame(rows, columns=["mine", "regions", "sites", *RELATIONS, "miners", "miners_told"])

    def to_json(self) -> str:
        """Everything."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """As :meth:`to_json`, before it is written."""
        return asdict(self)

    def summary(self) -> str:
        """Sites and miners beside large mines in a line."""
        return f"{self.beside.sites} sites with {self.beside.miners:,.0f} miners beside {len(self.by_mine)} large mines"


def coexistence(data: GoldData) -> Coexistence:
    """Count what sites tell of large mines beside them.

    A site that names a mine, or tells agreement, tolerance or conflict, lies beside one. A site that tells ``none``
    and no mine has none beside it. One that tells nothing is not known, and is not counted as having none.

    Args:
        data: the tables of a country.
    """
    beside = [site for site in data.sites if _beside(site)]
    by_mine = _sides(beside, lambda site: site.industrial_mine.strip())
    return Coexistence(
        meta=meta(0, 0, data.sha256, notice=data.notice),
        country=data.about.country,
        year=data.about.year,
        beside=_side("", beside),
        relations=_relations(data.sites),
        by_mine=tuple(sorted(by_mine, key=lambda one: (-one.miners, one.name))),
        by_region=tuple(sorted(_sides(beside, lambda site: site.region), key=lambda one: one.name)),
        questions=tuple(_questions(data.sites)),
    )


def _beside(site: SiteRecord) -> bool:
    return bool(site.industrial_mine.strip()) or site.industrial_relation in ("agreement", "tolerated", "conflict")


def _sides(sites: Sequence[SiteRecord], name: Callable[[SiteRecord], str]) -> list[Side]:
    grouped: dict[str, list[SiteRecord]] = {}
    for site in sites:
        grouped.setdefault(name(site), []).append(site)
    return [_side(key, those) for key, those in grouped.items()]


def _side(name: str, sites: Sequence[SiteRecord]) -> Side:
    told = [site.miners for site in sites if site.miners is not None]
    regions = tuple(sorted({site.region for site in sites if site.region}))
    return Side(name, len(sites), _relations(sites), sum(told), len(told), regions)


def _relations(sites: Iterable[SiteRecord]) -> dict[str, int]:
    counted: Counter[str] = Counter(site.industrial_relation or "not told" for site in sites)
    return {relation: counted[relation] for relation in RELATIONS}


def _questions(sites: Sequence[SiteRecord]) -> Iterable[str]:
    for site in sites:
        named = bool(site.industrial_mine.strip())
        if named and not site.industrial_relation:
            yield Text("{site}: how does it stand with {mine}?", site=site.id, mine=site.industrial_mine)
        elif _beside(site) and not named:
            yield Text("{site}: which large mine is beside it?", site=site.id)
