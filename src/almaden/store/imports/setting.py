"""What the records of an import are compared with, and what its author may do there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.store.imports.plan import Decisions, fault_at
from almaden.store.models import Dataset, Identifier, User
from almaden.store.rights import areas_with, countries_with
from almaden.wording import Text, n_

#: An identifier: the system that gave it, and itself.
Key = tuple[str, str]


@dataclass(frozen=True)
class Owner:
    """The row that an identifier belongs to."""

    record_type: str
    pk: int


@dataclass
class Setting:
    """What does not change while one import is planned.

    Attributes:
        file: name of the file, for messages.
        actor: who imports; None for the program itself, which may do everything.
        dataset: the data set that it goes into, None if it is to be made.
        decisions: what people decided, by key of the record.
        owners: whose each identifier is that stands in the file.
    """

    file: str
    actor: User | None
    dataset: Dataset | None
    decisions: Decisions
    owners: Mapping[Key, Owner] = field(default_factory=dict)

    @property
    def _area(self) -> str:
        """Area of work of the records: that of their data set."""
        return self.dataset.area if self.dataset is not None else area_of_new(self.actor)

    @cached_property
    def _countries(self) -> frozenset[str] | None:
        return None if self.actor is None else countries_with(self.actor, "import", self._area)

    def refused(self, located: Located, country: str) -> Fault | None:
        """A fault where the author may not bring in records of a country."""
        if self._countries is None or country in self._countries:
            return None
        problem = Text("you may not bring in records of {country}", country=country or "-")
        return fault_at(self.file, located, problem, "country", country, n_("ask an administrator for the role"))

    def may_replace(self, dataset: Dataset) -> bool:
        """Whether what the file says replaces what rows of a data set say."""
        return self.dataset is not None and dataset.pk == self.dataset.pk


def may_write(actor: User | None, dataset: Dataset) -> bool:
    """Whether a person may import into a data set: its author, and who may write data of all its countries."""
    if actor is None or (dataset.author_id == actor.pk):
        return True
    countries = countries_with(actor, "write_data", dataset.area)
    return countries is None or (bool(dataset.country) and dataset.country in countries)


def area_of_new(actor: User | None) -> str:
    """Area of work of a data set that an import makes: none, or the first one that its author's roles are for."""
    areas = None if actor is None else areas_with(actor, "import")
    return min(areas, default="") if areas is not None else ""


def owners_of(keys: Iterable[Key]) -> dict[Key, Owner]:
    """Whose identifiers these are, for those that the store knows."""
    wanted = set(keys)
    found = {}
    rows = Identifier.objects.filter(scheme__in={scheme for scheme, _ in wanted})
    columns = ("scheme", "value", "facility_id", "unit_id", "site_id")
    for scheme, value, facility, unit, site in rows.values_list(*columns).iterator(chunk_size=5000):
        if (scheme, value) in wanted:
            record_type, pk = next(
                (name, pk) for name, pk in (("facility", facility), ("unit", unit), ("site", site)) if pk is not None
            )
            found[scheme, value] = Owner(record_type, pk)
    return found
