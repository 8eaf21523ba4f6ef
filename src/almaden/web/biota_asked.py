"""What the page of animals is asked: species, tissue, place, years, limit; and the samples that this means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.biota.columns import SampleKind, table_of_columns
from almaden.monitoring.biota.exceedance import issuers
from almaden.monitoring.biota.explored import BiotaExplored, explored
from almaden.monitoring.biota.species import species_of
from almaden.monitoring.network.regions import regions_of
from almaden.store import waiting
from almaden.store.models import Dataset
from almaden.store.observations.biota import BiotaQuery, BiotaSites, biota_query, biota_sites
from almaden.store.rights import Person
from almaden.web.asked import Asked
from almaden.web.language import translate
from almaden.web.shown import country
from almaden.wording import n_

FILTERS: Final = ("taxon", "group", "tissue", "region", "country", "first", "last", "issuer", "length")
GROUP_WORDS: Final = {
    "fish": n_("Fish"), "bird": n_("Birds"), "marine mammal": n_("Marine mammals"), "sea turtle": n_("Sea turtles"),
    "unknown": n_("not known"),
}  # fmt: skip
#: Seconds that a page waits for what is not reckoned yet, and a program.
PATIENCE: Final = 4.0
_LENGTHS: Final = (1.0, 20_000.0)
_YEARS: Final = (1800, 2200)

Choice = tuple[str, str]


@dataclass(frozen=True)
class BiotaChoices:
    """What can be chosen of the samples that a person may see, each with its words."""

    taxon: tuple[Choice, ...]
    group: tuple[Choice, ...]
    tissue: tuple[Choice, ...]
    region: tuple[Choice, ...]
    country: tuple[Choice, ...]
    issuer: tuple[Choice, ...]


@dataclass(frozen=True)
class BiotaWanted:
    """Which samples are looked at, and against what."""

    taxon: str
    group: str
    tissue: str
    region: str
    country: str
    first: int | None
    last: int | None
    issuer: str
    length_mm: float | None

    @classmethod
    def of(cls, asked: Asked) -> BiotaWanted:
        """As a form asks; what is wrong is told beside its field."""
        limits = issuers()
        issuer = asked.text("issuer") or limits[0]
        if issuer not in limits:
            wrong = n_("no limit of this issuer is known")
            asked.tell(Fault(wrong, column="issuer", value=issuer[:60], accepted=", ".join(limits)))
            issuer = limits[0]
        first, last = asked.whole("first", *_YEARS), asked.whole("last", *_YEARS)
        if first is not None and last is not None and last < first:
            asked.tell(Fault(n_("the end is before the beginning"), column="last", value=str(last)))
            last = None
        taxon, length = asked.text("taxon"), asked.number("length", *_LENGTHS)
        if length is not None and not taxon:
            asked.tell(Fault(n_("a standard length is that of one species"), column="length",
                             advice=n_("choose a species")))  # fmt: skip
            length = None
        group, tissue, region, iso3 = (asked.text(name) for name in ("group", "tissue", "region", "country"))
        return cls(taxon, group, tissue, region, iso3, first, last, issuer, length)


@dataclass(frozen=True)
class BiotaSeen:
    """The samples of animals that a person may see.

    Attributes:
        sites: where they were sampled.
        kinds: what there is, with how many samples of each; None while it is being counted.
        datasets: where they come from.
    """

    user: Person
    sites: BiotaSites
    kinds: tuple[tuple[SampleKind, int], ...] | None
    datasets: tuple[Dataset, ...]

    @property
    def regions(self) -> dict[str, str]:
        """Region of each site whose place is known."""
        names = list(self.sites.places)
        places = np.array([self.sites.places[one] for one in names], dtype=np.float64).reshape(-1, 2)
        return dict(zip(names, (str(one) for one in regions_of(*places.T)), strict=True))

    def query(self, wanted: BiotaWanted) -> BiotaQuery | None:
        """What is to be read; None where there is nothing."""
        sites: tuple[str, ...] = ()
        if wanted.region or wanted.country:
            regions = self.regions
            sites = tuple(
                name
                for name, site in self.sites.sites.items()
                if wanted.region in ("", regions.get(name)) and wanted.country in ("", site.country)
            )
            if not sites:
                return None
        return biota_query(self.user, self.sites.places, sites=sites, tissue=wanted.tissue, first=wanted.first,
                           last=wanted.last)  # fmt: skip


def biota_seen(user: Person, patience: float = PATIENCE) -> BiotaSeen:
    """The samples that a person may see."""
    sites = biota_sites(user)
    query = biota_query(user, sites.places)
    kinds = () if query is None else waiting.ask(("biota kinds", query), query.kinds, patience)
    datasets = tuple(Dataset.objects.filter(pk__in=sites.datasets).order_by("title"))
    return BiotaSeen(user, sites, kinds, datasets)


def choices(seen: BiotaSeen) -> BiotaChoices:
    """What can be chosen, species by how many samples there are."""
    species: Counter[str] = Counter()
    groups, tissues = set(), set()
    for one, count in seen.kinds or ():
        known = species_of(one.taxon, one.common_name)
        species[known.common] += count
        groups.add(known.group)
        tissues.add(one.tissue)
    countries = {site.country for site in seen.sites.sites.values() if site.country}
    return BiotaChoices(
        taxon=tuple((name, f"{name} ({count})") for name, count in species.most_common()),
        group=tuple((name, translate(GROUP_WORDS[name])) for name in GROUP_WORDS if name in groups),
        tissue=tuple((name, name) for name in sorted(tissues)),
        region=tuple((name, translate(name)) for name in sorted(set(seen.regions.values()) - {""})),
        country=tuple(sorted(((one, country(one)) for one in countries), key=lambda one: one[1])),
        issuer=tuple((name, translate(name)) for name in issuers()),
    )


def found_of(seen: BiotaSeen, wanted: BiotaWanted, today: date, patience: float = PATIENCE) -> BiotaExplored | None:
    """What the samples tell; None while it is being reckoned.

    Raises:
        InputError: no sample is left, or the limit is not known on that day.
    """
    query = seen.query(wanted)
    if query is None:
        raise InputError(Fault(n_("no sample can be evaluated"), advice=n_("choose fewer filters")))
    return waiting.ask(("biota", query, wanted, today), _making(query, wanted, today), patience)


def _making(query: BiotaQuery, wanted: BiotaWanted, today: date) -> Callable[[], BiotaExplored]:
    return partial(_made, query, wanted, today)


def _made(query: BiotaQuery, wanted: BiotaWanted, today: date) -> BiotaExplored:
    table = table_of_columns(query.read())
    if wanted.group:
        table = table.where(table.group == wanted.group)
    return explored(table, today, taxon=wanted.taxon, length_mm=wanted.length_mm, issuer=wanted.issuer)


def by_site(found: BiotaExplored) -> dict[str, list[tuple[str, float | None, int]]]:
    """Of each site what was sampled, its geometric mean in ug/g and the number of samples."""
    told: dict[str, list[tuple[str, float | None, int]]] = defaultdict(list)
    for one in found.sites:
        what = words_of(one.group[name] for name in ("analyte", "tissue", "basis"))
        told[one.group["site"]].append((what, one.mean, one.samples))
    return told


def words_of(parts: Iterable[str]) -> str:
    """Analyte, tissue and basis in a few words."""
    return " ".join(translate(one) for one in parts if one)
