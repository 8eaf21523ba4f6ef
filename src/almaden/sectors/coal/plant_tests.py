"""The plant's own test results, made ready for reconciling: flows of mercury in grams an hour with their errors.

A result is a rate, or a content and the flow of what it is in. Without a flow, coal and gas are taken at the unit's
full load; their errors then have a part in common, which is kept (``leaning``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from almaden.errors import Fault, InputError
from almaden.quantity.spread import Spread
from almaden.reference.tables import read_table
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.plant_test_units import HEAT, Load, content_unit, flow_units, hours, unit_word, value_units
from almaden.sectors.coal.reconcile_streams import AT_DEVICE, GAS_STREAMS, Network, network
from almaden.sectors.coal.records import Place, PlantTestRecord
from almaden.wording import Text, n_


@dataclass(frozen=True)
class Datum:
    """One result as a flow of mercury.

    Attributes:
        record: as it was given.
        grams_per_hour: mercury, at the load of the test.
        error: relative standard error, without that of what it leans on.
        leaning: what it was multiplied by that other data may be too: ``heat input``, ``full-load hours`` or nothing.
        class_of_method: whether the error is that of a class of methods, because none was stated.
    """

    record: PlantTestRecord
    grams_per_hour: float
    error: float
    leaning: str
    class_of_method: bool

    @property
    def name(self) -> Text:
        """What was measured where, how and when."""
        record = self.record
        where = (
            Text("{stream} {device}", stream=record.stream, device=record.device) if record.device else record.stream
        )
        form = f" {record.species}" if record.species not in ("", "total") else ""
        return Text(
            "{where}{form}, {method}, {value} {unit}{test}",
            where=where,
            form=form,
            method=record.method,
            value=record.value,
            unit=record.unit_of_value,
            test=f" ({record.test})" if record.test else "",
        )


@dataclass(frozen=True)
class PlantTests:
    """Results of one unit.

    Attributes:
        unit: its identifier.
        network: where mercury leaves and where it was measured.
        data: the results.
        load: the state of the unit that they are taken to be of.
        coal_grams_per_hour: mercury of the coal at that load before any test, from the unit's own numbers.
        coal_error: relative standard error of that.
    """

    unit: str
    network: Network
    data: tuple[Datum, ...]
    load: Load
    coal_grams_per_hour: float
    coal_error: float


def prepared(records: Sequence[PlantTestRecord], unit: CoalUnit, places: Sequence[Place] = ()) -> PlantTests:
    """Make results ready for reconciling.

    Args:
        records: results of the unit.
        unit: the unit; its control train must be known.
        places: for each record where it was told, for faults; none where they come from no file.

    Raises:
        InputError: results that cannot be used, every fault of all of them.
    """
    places = places or [Place()] * len(records)
    if len(unit.trains) != 1:
        raise InputError(
            Fault(
                n_("test results need the control train of the unit, and only the practice of the country is known"),
                *(places[0] if places else Place()),
                column="unit",
                value=unit.id,
                accepted=n_("the devices of the unit in their order, or none"),
                advice=n_("state the controls of the unit"),
            )
        )
    if not records:
        raise InputError(Fault(n_("there are no test results of this unit"), column="unit", value=unit.id))
    streams = network(unit.trains[0][1], [record.stream for record in records])
    load = _load(unit)
    faults: list[Fault] = []
    data: list[Datum] = []
    for record, place in zip(records, places, strict=True):
        wrong = _faults(record, unit, streams)
        faults += [replace(fault, file=place.file, sheet=place.sheet, row=place.row) for fault in wrong]
        if not wrong:
            data.append(_datum(record, unit, load))
    if faults:
        raise InputError(faults)
    coal = load.in_coal(unit.mercury.value) * (1.0 - unit.washing.value)
    leaned_on = (unit.mercury, unit.heating_value, unit.heat_rate)
    error = math.hypot(*(relative_error(number.spread) for number in leaned_on))
    return PlantTests(unit.id, streams, tuple(data), load, coal, error)


def error_class(what: str, method: str = "") -> float:
    """Relative standard error of a class, from the package's table."""
    rows = read_table("coal/test_errors")
    found = next(row for row in rows if row["what"] == what and row["method"] == method)
    return float(found["relative_error_percent"]) / 100.0


def relative_error(spread: Spread) -> float:
    """Standard deviation of a spread over its mean."""
    return math.sqrt(max(spread.mean_square() / spread.mean() ** 2 - 1.0, 0.0))


def _load(unit: CoalUnit) -> Load:
    heat = unit.full_mw * unit.heat_rate.value
    rank = unit.conditions[0].fuel.rank
    return Load(heat, heat / unit.heating_value.value, rank, hours(unit.capacity_factor.value))


def _datum(record: PlantTestRecord, unit: CoalUnit, load: Load) -> Datum:
    stated = record.error_percent
    parts = [stated / 100.0 if stated is not None else error_class("value", record.method)]
    word = unit_word(record.unit_of_value)
    if not flow_units(word):
        grams, leaning = load.rate(record.value, word)
    elif record.flow is not None:
        grams, leaning = load.content(record.value, word, record.flow, unit_word(record.flow_unit))
        stated_flow = record.flow_error_percent
        parts.append(stated_flow / 100.0 if stated_flow is not None else error_class("flow"))
    elif record.stream == "coal":
        grams, leaning = load.in_coal(record.value), HEAT
        parts.append(relative_error(unit.heating_value.spread))
    else:
        grams, leaning = load.in_gas(record.value, record.oxygen_percent or 0.0), HEAT
        parts.append(error_class("gas volume"))
    return Datum(record, grams, math.hypot(*parts), leaning, stated is None)


def _faults(record: PlantTestRecord, unit: CoalUnit, streams: Network) -> list[Fault]:
    found = [*_stream_faults(record, unit, streams), *_value_faults(record)]
    word = unit_word(record.unit_of_value)
    if word in value_units(record.stream):
        found += _flow_faults(record, word)
    if unit.capacity_factor.value <= 0.0 and (word == "kg/y" or unit_word(record.flow_unit) == "t/y"):
        problem = n_("a flow per year needs a unit that runs: its capacity factor is 0")
        found.append(Fault(problem, column="unit_of_value", value=record.unit_of_value, accepted="g/h"))
    return found


def _stream_faults(record: PlantTestRecord, unit: CoalUnit, streams: Network) -> list[Fault]:
    found = []
    if record.unit != unit.id:
        problem = n_("the result belongs to another unit")
        found.append(Fault(problem, column="unit", value=record.unit, accepted=unit.id))
    at_device = record.stream in AT_DEVICE
    devices = ", ".join(streams.devices) or "none"
    if (at_device or record.device) and record.device not in streams.devices:
        found.append(
            Fault(
                n_("a result before or after a device names a device of the unit"),
                column="device",
                value=record.device,
                accepted=devices,
                advice=n_("write the device as in the controls of the unit, or correct the controls"),
            )
        )
    elif not any(streams.row(record.stream, record.device)):
        found.append(
            Fault(
                n_("no device of the unit leaves this stream"),
                column="stream",
                value=record.stream,
                accepted=", ".join(dict.fromkeys(output.fate for output in streams.outputs if output.fate != "air")),
                advice=n_("correct the stream, or the controls of the unit"),
            )
        )
    if record.species not in ("", "total") and record.stream not in GAS_STREAMS:
        found.append(
            Fault(
                n_("forms of mercury are told apart in gas only"),
                column="species",
                value=record.species,
                accepted="total",
                advice=n_("give the total of this stream"),
            )
        )
    return found


def _value_faults(record: PlantTestRecord) -> list[Fault]:
    found = []
    word = unit_word(record.unit_of_value)
    if word not in value_units(record.stream):
        found.append(
            Fault(
                n_("this unit is not known for a result of this stream"),
                column="unit_of_value",
                value=record.unit_of_value,
                accepted=", ".join(value_units(record.stream)),
            )
        )
    if record.value == 0.0:
        found.append(
            Fault(
                n_("a result of zero tells only that it was below a detection limit"),
                column="value",
                value="0",
                accepted=n_("a number above 0"),
                advice=n_("give half the detection limit as the value and 100 as error_percent"),
            )
        )
    return found


def _flow_faults(record: PlantTestRecord, word: str) -> list[Fault]:
    allowed = flow_units(word)
    if not allowed:
        return []
    if record.flow is not None:
        if unit_word(record.flow_unit) not in allowed:
            problem = n_("this unit of the flow does not fit the unit of the result")
            return [Fault(problem, column="flow_unit", value=record.flow_unit, accepted=", ".join(allowed))]
        if record.flow == 0.0:
            problem = n_("a flow of zero holds no mercury")
            return [Fault(problem, column="flow", value="0", accepted=n_("a number above 0"))]
        return []
    if record.stream in GAS_STREAMS:
        if record.oxygen_percent is None:
            problem = n_("a concentration without a flow needs the oxygen of the dry gas that it is related to")
            advice = n_("give oxygen_percent, or the flow of dry gas at 0 degrees C")
            return [Fault(problem, column="oxygen_percent", accepted=n_("a number from 0 to 20.8"), advice=advice)]
    elif record.stream != "coal":
        problem = Text("a content in {unit} needs the flow of what it is in", unit=content_unit(record.stream))
        return [Fault(problem, column="flow", accepted=", ".join(allowed), advice=n_("give flow and flow_unit"))]
    return []
