"""Registers of chlor-alkali plants as pages show them: the one that comes with the program, and those of studies.

What takes long goes on beside the requests (:mod:`almaden.store.waiting`): a page that asks too early says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.http import Http404, HttpRequest

from almaden.errors import Fault, InputError, StateError
from almaden.sectors.chloralkali.closure import closure_plan
from almaden.sectors.chloralkali.closure_result import ClosurePlan
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant
from almaden.sectors.chloralkali.conversion_records import ConversionRecord
from almaden.sectors.chloralkali.converting import converting
from almaden.sectors.chloralkali.data import PlantData, bundled
from almaden.sectors.chloralkali.which_run import WhichRun, which_run
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.rights import Person
from almaden.store.studies import plant_data, plant_settings, visible_studies
from almaden.store.study_results import DRAWS, SEED
from almaden.wording import Text, n_

#: How the register that comes with the program is called in addresses.
BUNDLED: Final = "bundled"
#: Seconds that a page waits for what is not reckoned yet, and that somebody waits for a file.
PATIENCE: Final = 3.0
LONG: Final = 60.0


@dataclass(frozen=True)
class Register:
    """A register of plants.

    Attributes:
        key: how addresses call it.
        data: its plants and balances.
        settings: what its users told of conversions, by plant.
        study: the study that it is; None for the register that comes with the program.
    """

    key: str
    data: PlantData
    settings: Mapping[str, ConversionRecord]
    study: Study | None = None

    @property
    def tag(self) -> tuple[object, ...]:
        """What tells it from others, and from its earlier versions."""
        return ("chloralkali", self.key, self.study.version if self.study else 0)

    @property
    def converting(self) -> tuple[tuple[ConvertingPlant, ...], tuple[Text, ...]]:
        """Plants that can be converted, and why others are left out."""
        return converting(self.data.plants, self.settings)


@dataclass(frozen=True)
class Answer:
    """Which plants of a register run on a day, and what their closures leave."""

    running: WhichRun
    plan: ClosurePlan


def bundled_register() -> Register:
    """The register that comes with the program."""
    return Register(BUNDLED, bundled(), {})


def registers(user: Person) -> list[Study]:
    """The registers of studies that a person may see."""
    found = visible_studies(user).filter(sector=StudySector.CHLORALKALI).exclude(state="superseded")
    return list(found.defer("tables"))


def study_of(request: HttpRequest, pk: int) -> Study:
    """A study of plants that the person may see.

    Raises:
        Http404: there is none of this number for this person, or it is of another sector.
    """
    wanted = visible_studies(request.user).filter(sector=StudySector.CHLORALKALI)
    one = wanted.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def register_of(study: Study) -> Register:
    """The register that a study holds."""
    return Register(str(study.pk), plant_data(study), plant_settings(study), study)


def register_called(request: HttpRequest, key: str) -> Register:
    """The register that an address names.

    Raises:
        Http404: there is none for this person.
    """
    if key == BUNDLED:
        return bundled_register()
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    return register_of(study_of(request, int(key)))


def day_asked(request: HttpRequest) -> date:
    """The day that the address asks about; today where it does not.

    Raises:
        InputError: it is no day.
    """
    text = request.GET.get("on", "").strip()
    try:
        return date.fromisoformat(text) if text else today()
    except ValueError:
        wrong = Fault(n_("this is not a date"), column="on", value=text[:40], accepted="2026-01-01")
        raise InputError(wrong) from None


def today() -> date:
    """The day that pages speak of where none is asked for."""
    return datetime.now(UTC).date()


def answer_of(register: Register, on: date, patience: float = PATIENCE) -> Answer | None:
    """The answer for a day; None while it is being reckoned."""
    data = register.data
    return waiting.ask(
        (*register.tag, on),
        lambda: Answer(which_run(data, on), closure_plan(data, on, draws=DRAWS, seed=SEED)),
        patience,
    )


def ready(register: Register, on: date) -> Answer:
    """The answer for a day, for a file.

    Raises:
        StateError: it takes longer than anybody waits.
    """
    found = answer_of(register, on, LONG)
    if found is None:
        raise busy()
    return found


def busy() -> StateError:
    """Said where figures take longer than anybody waits."""
    return StateError(n_("The figures are being computed. Ask again in a minute."))
