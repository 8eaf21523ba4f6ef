"""What the model of the atmosphere answers, kept for the next who asks: it is the same for everybody."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from almaden.fate.atmosphere.attribution import Attribution, attribute
from almaden.fate.atmosphere.emission_forms import emission_forms
from almaden.fate.atmosphere.footprint import Footprint, footprint
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.receivers import all_receivers, receiver
from almaden.fate.atmosphere.receptors import region_keys
from almaden.fate.atmosphere.skill_run import SkillReport, skill_report
from almaden.fate.atmosphere.sources import EmissionSources, natural, regional
from almaden.fate.atmosphere.uncertainty import AtmosphereEnsemble
from almaden.fate.tonne import MODELS, default_air, regional_ensemble, tonne_of
from almaden.fate.tonne_legacy import Legacy, legacy_of_a_tonne
from almaden.fate.tonne_result import TonneResult
from almaden.fate.tonne_sector import of_kind
from almaden.fate.tonne_source import MIXTURE, TonneSource, checked_species, tonne_source

#: Members of the ensemble within a request; the command line takes more.
MEMBERS: Final = 40
#: Results that are kept: 17 regions with some species each, and points.
_KEPT: Final = 160
#: Years after the emission of the picture of centuries: ten for each power of ten.
_CENTURIES: Final = tuple(round(10 ** (place / 10), 3) for place in range(31))


@cache
def air() -> Atmosphere:
    """The model that the pages ask."""
    return default_air(Grid())


@lru_cache(_KEPT)
def tonne_found(source: str, species: str) -> TonneResult:
    """What happens to a tonne.

    Args:
        source: name or key of a region, or ``latitude,longitude``.
        species: ``hg0``, ``hg2``, ``hgp``, empty for the mixture that a region emits, or the key of a kind of source.

    Raises:
        InputError: there is no such source or species, or the mixture of a point is asked for.
    """
    place = tonne_source(source)
    where, form = _emitter(place, species), _form(place, species)
    if place.region is None:
        return tonne_of(where, form, members=MEMBERS)
    ranges = _ranges(species or form).of_source(region_keys().index(place.region.key))
    return tonne_of(where, form, ensemble=ranges)


def _emitter(place: TonneSource, species: str) -> TonneSource:
    return of_kind(place, species) if species in emission_forms() else place


def _form(place: TonneSource, species: str) -> str:
    """One of the species, or the mixture, which that of a kind of source is as well."""
    return MIXTURE if species in emission_forms() else checked_species(species or None, place)


@lru_cache(32)
def _ranges(species: str) -> AtmosphereEnsemble:
    """Members of all regions, which take hardly longer than those of one, so that the next region is there at once."""
    regions = [tonne_source(key) for key in region_keys()]
    emitters = [_emitter(one, species) for one in regions]
    return regional_ensemble(emitters, _form(regions[0], "" if species == MIXTURE else species), members=MEMBERS)


@cache
def centuries() -> Legacy:
    """Where a tonne is in each of many years, by the model of record; its ranges are not meant to be shown."""
    return legacy_of_a_tonne(MODELS[0], members=2, seed=1, years=_CENTURIES)


@lru_cache(4)
def sources_of(year: int | None) -> EmissionSources:
    """What people emit by region, and what ground and sea give back.

    Args:
        year: of the emissions of people; the mean of 2010 to 2015 where left out.
    """
    model = air()
    return regional(model.grid, year=year).plus(natural(model.surface))


@lru_cache(4)
def attribution(year: int | None) -> Attribution:
    """Every source and receptor of a year, as :func:`sources_of` takes it."""
    return attribute(air(), sources_of(year), all_receivers(air()))


@lru_cache(64)
def footprint_of(receptor: str, year: int | None) -> Footprint:
    """What of the emission of each cell comes down on a receptor.

    Raises:
        InputError: there is no such receptor.
    """
    return footprint(air(), receiver(air(), receptor), sources_of(year))


@cache
def skill_found() -> SkillReport:
    """The model beside what was measured, with the emissions of the years of the measurements."""
    return skill_report(air(), sources_of(None))
