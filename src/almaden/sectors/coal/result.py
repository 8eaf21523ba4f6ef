"""What a run over coal-fired units leaves: frozen records that the command line, pages, reports and the API show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from almaden.inventory.result import Amount
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat

if TYPE_CHECKING:
    import pandas

    from almaden.sectors.coal.article8 import Position as Article8Position
    from almaden.sectors.coal.behaviour import RuleUse
    from almaden.sectors.coal.limits import Position
    from almaden.sectors.coal.plant import CoalUnit
    from almaden.sectors.coal.reconcile import Reconciled

#: Quantities of a unit, with their units in the name.
QUANTITIES = (
    "kg_per_year",
    "lifetime_kg",
    "g_per_gwh",
    "lb_per_gwh",
    "lb_per_tbtu",
    "mg_per_gj",
    "ug_per_nm3",
)


@dataclass(frozen=True)
class Meta:
    """How a result was made: enough to make it again.

    Attributes:
        program, version: the program.
        draws, seed, sampler: how ranges were drawn.
        input_sha256: of the file that was read.
        state_year: the year that states and remaining lives are for.
        lifetime_rule: name of the rule for the end of life.
        oxygen_percent: oxygen of the dry gas that concentrations are related to.
        notice: said on every page and export, as of a made-up example.
    """

    program: str
    version: str
    draws: int
    seed: int
    sampler: str
    input_sha256: str
    state_year: int
    lifetime_rule: str
    oxygen_percent: float = 6.0
    notice: str = ""


@dataclass(frozen=True)
class MethodResult:
    """What one method says of a unit.

    Attributes:
        method: its name; ``chain`` is the speciation chain.
        title: its name for people.
        applies: whether it can be used for this unit.
        told: why it does not, or what is to be known of its answer.
        kg_per_year: emission, None where it does not apply.
        removal: share of the coal's mercury that does not reach the stack, None where it does not apply.
        is_default: whether it gives the values of record.
        origins: the numbers behind it.
    """

    method: str
    title: str
    applies: bool
    told: tuple[str, ...]
    kg_per_year: Amount | None
    removal: Amount | None
    is_default: bool
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class DeviceStep:
    """Mercury after one place of the way, as shares of the mercury burned.

    Attributes:
        place: ``boiler`` or the name of a device.
        elemental, oxidised, particulate: forms in the gas after it.
        captured: what it took.
        fates: where it went, with shares of what was taken.
    """

    place: str
    elemental: Amount
    oxidised: Amount
    particulate: Amount
    captured: Amount
    fates: Mapping[str, float]


@dataclass(frozen=True)
class UnitResult:
    """One unit in depth.

    Attributes:
        meta: how it was made.
        unit: the unit with everything filled.
        coal_kg_per_year: mercury of its coal, before washing.
        burned_kg_per_year: mercury burned.
        quantities: emission to air by :data:`QUANTITIES`.
        fates: kg per year by fate; with ``air`` they add to the mercury of the coal.
        saleable_kg: mercury in fly ash and gypsum that can be sold, kg per year.
        ash_note: what an injected sorbent does to sales of fly ash, empty without one.
        steps: the way through the devices, for each train that the unit may have, with the share of the train.
        methods: all methods side by side, the default first.
        default_reason: why the default is the default.
        rules: rules of behaviour that applied.
        limits: position against dated limits.
        article8: position under Article 8 of the Convention, None for a country that is no Party.
        tests: what the plant's own tests say, None without tests.
        remaining_years: years of operation left.
        questions: what looks wrong in the input and should be looked at.
        origins: every number that was used.
    """

    meta: Meta
    unit: CoalUnit
    coal_kg_per_year: Amount
    burned_kg_per_year: Amount
    quantities: Mapping[str, Amount]
    fates: Mapping[str, Amount]
    saleable_kg: Mapping[str, Amount]
    ash_note: str
    steps: tuple[tuple[float, tuple[DeviceStep, ...]], ...]
    methods: tuple[MethodResult, ...]
    default_reason: str
    rules: tuple[RuleUse, ...]
    limits: tuple[Position, ...]
    article8: Article8Position | None
    tests: Reconciled | None
    remaining_years: int
    questions: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The unverified numbers that it rests on."""
        return tuple(origin for origin in self.origins if origin.status == "unverified")


@dataclass(frozen=True, slots=True)
class FleetUnit:
    """One unit within a fleet.

    Attributes:
        id, plant, name, country, subdivision, status, rank: as told or filled.
        capacity_mw, thermal_mw, latitude, longitude, start_year: as told or filled.
        category: source category of the Toolkit.
        train: its control train, or the likeliest of those that it may have.
        remaining_years: years of operation left.
        coal_kg_per_year: mercury of its coal.
        kg_per_year, lifetime_kg, g_per_gwh: emission to air; of a unit that does not run yet or any more, what it would
            be or was.
        methods: kg per year by measured-total method; a method that does not apply is not in it.
        filled: names of the fields that were filled.
    """

    id: str
    plant: str
    name: str
    country: str
    subdivision: str
    status: str
    rank: str
    capacity_mw: float
    thermal_mw: float
    latitude: float | None
    longitude: float | None
    start_year: int | None
    category: str
    train: str
    remaining_years: int
    coal_kg_per_year: float
    kg_per_year: Amount
    lifetime_kg: Amount
    g_per_gwh: Amount
    methods: Mapping[str, Amount]
    filled: tuple[str, ...]


@dataclass(frozen=True)
class FleetTotal:
    """Sum over the units of one country and status; country ``""`` is the world, status ``""`` every status.

    Attributes:
        country, status: what is summed.
        units, capacity_mw: how many, how large.
        coal_kg_per_year: mercury of their coal.
        kg_per_year, lifetime_kg: emission to air.
        methods: for each measured-total method the emission of the units that it covers, how many they are, and what
            the default method says of the same units.
    """

    country: str
    status: str
    units: int
    capacity_mw: float
    coal_kg_per_year: Amount
    kg_per_year: Amount
    lifetime_kg: Amount
    methods: Mapping[str, MethodTotal]


@dataclass(frozen=True)
class MethodTotal:
    """A measured-total method over the units that it covers.

    Attributes:
        units: how many it covers.
        kg_per_year: what it says of them.
        default_kg_per_year: what the default method says of the same units, value of record.
    """

    units: int
    kg_per_year: Amount
    default_kg_per_year: float


@dataclass(frozen=True)
class FleetResult:
    """All units of a fleet.

    Attributes:
        meta: how it was made.
        units: in the order of the file.
        totals: by country and status, then the world's by status, then the world's of units that operate.
        filled: how many units each field was filled for.
        notes: what the reader and the calculation want to be known.
        unverified: unverified numbers that it rests on.
    """

    meta: Meta
    units: tuple[FleetUnit, ...]
    totals: tuple[FleetTotal, ...]
    filled: Mapping[str, int]
    notes: tuple[str, ...] = ()
    unverified: tuple[Origin, ...] = field(default=(), repr=False)

    def total(self, country: str = "", status: str = "operating") -> FleetTotal:
        """One of the totals.

        Raises:
            KeyError: there is no such unit.
        """
        for one in self.totals:
            if (one.country, one.status) == (country, status):
                return one
        raise KeyError((country, status))

    def to_frame(self) -> pandas.DataFrame:
        """One row a unit; amounts as value, low and high."""
        import pandas

        return pandas.DataFrame([flat(asdict(unit)) for unit in self.units])

    def to_json(self) -> str:
        """Totals, filled counts and unverified numbers; the units are in :meth:`to_frame`."""
        return json.dumps(
            {
                "meta": asdict(self.meta),
                "totals": [flat(asdict(total)) for total in self.totals],
                "filled": dict(self.filled),
                "notes": list(self.notes),
                "unverified": [asdict(origin) for origin in self.unverified],
            },
            ensure_ascii=False,
        )

    def summary(self) -> str:
        """The emission of the units that operate, in a line."""
        world = self.total()
        return (
            f"{world.units} units, {world.capacity_mw:,.1f} MW: "
            f"{world.kg_per_year.value:,.0f} kg ({world.kg_per_year.low:,.0f} to {world.kg_per_year.high:,.0f}) a year"
        )
