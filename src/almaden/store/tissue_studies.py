"""Studies of animals and of people: what they tell, and what of it the public may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from almaden.monitoring.biota.kept import RemarkRecord, tissue_of
from almaden.monitoring.biota.records import TissueRecord
from almaden.monitoring.people.records import PersonRecord
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.rights import Person
from almaden.store.studies import MADE_UP, records_of, visible_studies

if TYPE_CHECKING:
    from almaden.monitoring.biota.explored import BiotaExplored
    from almaden.monitoring.biota.synthesis import Synthesis
    from almaden.monitoring.people.result import PeopleResult
    from almaden.store.study_results import Reckoned


@dataclass(frozen=True)
class BiotaAsked:
    """What a study of animals is asked.

    Attributes:
        on: the day whose limits are taken.
        taxon: one species only; all where empty.
        length_mm: standard length; the usual one of the species by default.
        issuer: limits of this issuer; all where empty.
        distinct: whether samples that repeat another one in everything are left out.
    """

    on: date
    taxon: str = ""
    length_mm: float | None = None
    issuer: str = ""
    distinct: bool = False


def tissue_samples(study: Study) -> tuple[TissueRecord, ...]:
    """The samples of a study of animals."""
    tables: dict[str, Any] = records_of(study)
    return tuple(tissue_of(one) for one in tables.get("biota", ()))


def remarks(study: Study) -> tuple[RemarkRecord, ...]:
    """What was odd of the file of a study of animals."""
    tables: dict[str, Any] = records_of(study)
    return tuple(tables.get("remarks", ()))


def biota_explored(study: Study, asked: BiotaAsked) -> BiotaExplored:
    """What the samples of a study tell.

    Raises:
        InputError: no sample is left, or the limit is not known.
    """
    from almaden.monitoring.biota.explored import explored
    from almaden.monitoring.biota.table import table_of

    table = table_of(tissue_samples(study), distinct=asked.distinct)
    return explored(table, asked.on, taxon=asked.taxon, length_mm=asked.length_mm, issuer=asked.issuer,
                    sha256=study.sha256)  # fmt: skip


def biota_result(study: Study, asked: BiotaAsked) -> Reckoned:
    """The same as programs get it; the public learns nothing of single sites, which the tables tell."""
    from almaden.store.study_results import Reckoned

    full = _said_made_up(study, biota_explored(study, asked).result.as_dict())
    length = full["at_length"]
    return Reckoned(full, {**full, "at_length": length and {**length, "groups": []}})


def counted_studies(user: Person) -> tuple[Study, ...]:
    """Published studies of animals that count for means over studies; made-up ones only where there is no other."""
    found = visible_studies(user).filter(sector=StudySector.BIOTA, state="published").order_by("pk")
    return tuple(found.filter(made_up=False)) or tuple(found)


def over_studies(studies: Iterable[Study]) -> Synthesis:
    """Geometric means of groups of animals over studies."""
    from almaden.monitoring.biota.synthesis import synthesis
    from almaden.monitoring.biota.table import table_of
    from almaden.monitoring.biota.wet import as_wet

    samples = [one for study in studies for one in tissue_samples(study)]
    table, _ = as_wet(table_of(samples))
    return synthesis(table, ("region", "group", "tissue", "analyte", "basis"))


def people_found(study: Study) -> PeopleResult:
    """What a study of people tells: groups of at least ten, and nobody."""
    from almaden.monitoring.people.evaluation import evaluate_people

    tables: dict[str, Any] = records_of(study)
    samples: tuple[PersonRecord, ...] = tables.get("people", ())
    return evaluate_people(samples, 0, study.sha256)


def people_result(study: Study) -> Reckoned:
    """The same as programs get it, which is the same for everybody."""
    from almaden.store.study_results import Reckoned

    full = _said_made_up(study, people_found(study).as_dict())
    return Reckoned(full, full)


def _said_made_up(study: Study, found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "meta": {**found["meta"], "notice": str(MADE_UP)}} if study.made_up else found
