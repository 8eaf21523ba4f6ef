"""What pages of supply and storage are reckoned from: what comes with the program, a made-up example, studies.

A page says by ``data`` which: ``world``, ``mines``, ``example``, or the number of a study.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.http import Http404, HttpRequest, QueryDict

from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.rights import Person
from almaden.store.studies import may_read_tables, storage_data, supply_data, visible_studies
from almaden.store.study_results import within_numbers
from almaden.supply.data import bundled_mines, world
from almaden.supply.data import example as supply_example
from almaden.supply.storage.data import example as storage_example
from almaden.web.chloralkali_registers import LONG, busy
from almaden.web.language import translate
from almaden.wording import Text, n_

T = TypeVar("T")

#: Year of the published supply and demand of the world that has both.
WORLD_YEAR: Final = 2015
EXAMPLE: Final = "example"
WORLD: Final = "world"
MINES: Final = "mines"
_SUPPLY: Final[dict[str, Callable[[], Any]]] = {
    WORLD: lambda: world(WORLD_YEAR), MINES: bundled_mines, EXAMPLE: supply_example,
}  # fmt: skip
_NAMES: Final = {
    WORLD: Text("The world as published for {year}", year=str(WORLD_YEAR)),
    MINES: n_("Mines that come with the program"),
    EXAMPLE: n_("The made-up example"),
}
SECTORS: Final = (StudySector.SUPPLY, StudySector.STORAGE)


@dataclass(frozen=True)
class Chosen:
    """The data of a page.

    Attributes:
        key: how addresses call it.
        data: of supply or of storage.
        study: the study that it is; None for what comes with the program.
        own: whether the person may see its rows: those of studies are for those who work on the country.
    """

    key: str
    data: Any
    study: Study | None
    own: bool

    def reckon(self, what: tuple[Any, ...], make: Callable[[], T]) -> T:
        """A result, kept where it is of a study, whose tables may be long.

        Args:
            what: the result and what it is asked with.
            make: reckons it; must not touch the database.

        Raises:
            InputError: as ``make``, and where numbers are beyond what can be reckoned with.
            StateError: it takes longer than anybody waits, or as ``make``.
        """

        def made() -> T:
            with within_numbers():
                return make()

        if self.study is None:
            return made()
        key = ("supply page", self.study.pk, self.study.version, self.study.made_on, *what)
        found = waiting.ask(key, made, LONG)
        if found is None:
            raise busy()
        return found


def studies_seen(user: Person, *sectors: StudySector) -> list[Study]:
    """The studies of supply or storage that a person may know of."""
    return list(visible_studies(user).filter(sector__in=sectors or SECTORS).exclude(state="superseded").defer("tables"))


def study_of(request: HttpRequest, pk: int, *sectors: StudySector) -> Study:
    """A study that the person may see.

    Raises:
        Http404: there is none of this number for this person, or it is of another sector.
    """
    wanted = visible_studies(request.user).filter(sector__in=sectors or SECTORS)
    one = wanted.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def supply_chosen(request: HttpRequest, *usual: str) -> Chosen:
    """The data of supply that an address asks for.

    Args:
        request: the page.
        usual: what of the program the page offers, the first where nothing is asked for.

    Raises:
        Http404: there is nothing of this name for this person.
    """
    key = request.GET.get("data", "") or usual[0]
    if key in usual:
        return Chosen(key, _SUPPLY[key](), None, own=True)
    return _study(request, key, StudySector.SUPPLY, supply_data)


def query_of(request: HttpRequest, chosen: Chosen) -> QueryDict:
    """The fields of the form in an address; none where they were shown with other data than is chosen now."""
    return request.GET if request.GET.get("of", chosen.key) == chosen.key else QueryDict()


def storage_chosen(request: HttpRequest) -> Chosen:
    """The data of storage that an address asks for; otherwise the example.

    Raises:
        Http404: there is nothing of this name for this person.
    """
    key = request.GET.get("data", "") or EXAMPLE
    if key == EXAMPLE:
        return Chosen(key, storage_example(), None, own=True)
    return _study(request, key, StudySector.STORAGE, storage_data)


def choices(user: Person, sector: StudySector, *usual: str) -> list[tuple[str, str]]:
    """What can be chosen: keys with names in the language of the page."""
    found = [(key, translate(_NAMES[key])) for key in usual]
    return [*found, *((str(one.pk), title_of(one)) for one in studies_seen(user, sector))]


def title_of(study: Study) -> str:
    """The title of a study; its number where it has none."""
    return study.title or translate(Text("Study {number}", number=str(study.pk)))


def _study(request: HttpRequest, key: str, sector: StudySector, data: Callable[[Study], Any]) -> Chosen:
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    one = study_of(request, int(key), sector)
    return Chosen(str(one.pk), data(one), one, may_read_tables(request.user, one))
