"""Reads JSON of the OGC SensorThings API: as the program exports it, and as servers answer.

Understood are entities that hold each other (``$expand``), entities that name each other by ``@iot.id``, and value
arrays (``dataArray``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.monitoring.cf import FLAG_WORDS, observed_name, plain_unit
from almaden.monitoring.readers.made import made
from almaden.monitoring.readers.sensorthings_entities import Entities, Entity
from almaden.reference.readers.incoming import on_disk
from almaden.reference.readers.located import Remark, Remarked
from almaden.reference.readers.registry import Reader
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.wording import n_

READER: Final = Reader(
    "sensorthings",
    n_("JSON of the OGC SensorThings API"),
    ("site", "observation"),
    (".json",),
    example="observations.json",
    tried=False,
)
_SITE_FIELDS: Final = ("identifiers", "kind", "country", "subdivision", "network", "url")
_ORIGINAL: Final = ("original_value", "original_unit", "original_flag", "original_file")
_POWERS: Final = str.maketrans({"²": "2", "³": "3", "µ": "u", "μ": "u"})


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read the things as sites, and the observations of each data stream."""
    try:
        with on_disk(file, name) as path:
            document = json.loads(path.read_bytes())
    except InputError as error:
        yield from error.faults
        return
    except (ValueError, RecursionError) as error:
        yield Fault(
            n_("the file is not JSON"), name, value=str(error), accepted=n_("JSON of the SensorThings API"),
            advice=n_("copy or download it again, it may be cut off"),
        )  # fmt: skip
        return
    entities = Entities(document)
    if not entities.observations:
        yield Fault(
            n_("there are no observations in the file"), name,
            accepted=n_("Observations with their Datastream, such as of Datastreams?$expand=Observations"),
            advice=n_("ask the server for the data streams together with their observations"),
        )  # fmt: skip
        return
    for link in dict.fromkeys(entities.more):
        fault = Fault(
            n_("the list goes on at another address; what stands there is not read"), name, column=link,
            advice=n_("ask the server for all observations at once, by $top"),
        )  # fmt: skip
        yield Remark("truncated", fault)
    # The program's own export tells what was written in the first place.
    own = isinstance(document, dict) and "Almaden" in str(_dict(document.get("about")).get("program"))
    yield from _Reading(entities, name, own).items()


class _Reading:
    """Reads one document."""

    def __init__(self, entities: Entities, name: str, own: bool) -> None:
        self._entities = entities
        self._name = name
        self._own = own
        self._streams: dict[Any, Mapping[str, Any] | None] = {}
        self._told: set[str] = set()

    def items(self) -> Iterator[Remarked]:
        for thing in self._entities.things:
            yield made(SiteRecord, self._site(thing), self._name, "Things")
        for row, one in enumerate(self._entities.observations, start=1):
            yield from self._observation(one, row)

    def _site(self, thing: Entity) -> dict[str, Any]:
        properties = _dict(thing.get("properties"))
        fields: dict[str, Any] = {name: properties[name] for name in _SITE_FIELDS if name in properties}
        fields.setdefault("identifiers", {"sensorthings": str(thing.get("@iot.id", thing.get("name", "")))})
        fields |= {"name": str(thing.get("name") or thing.get("@iot.id")), "note": str(thing.get("description") or "")}
        for reference in thing.get("Locations") or []:
            place = _dict(self._entities.of(reference, "Location").get("location"))
            place = _dict(place.get("geometry")) or place
            point = place.get("coordinates")
            if place.get("type") == "Point" and isinstance(point, list) and len(point) >= 2:
                fields |= dict(zip(("longitude", "latitude", "elevation_m"), point, strict=False))
        return fields

    def _observation(self, one: Entity, row: int) -> Iterator[Remarked]:
        reference = _dict(one.get("Datastream"))
        key = reference.get("@iot.id", id(reference))
        if key not in self._streams:
            stream = self._entities.of(reference, "Datastream")
            self._streams[key] = self._stream(stream)
            if self._streams[key] is None:
                yield Remark("unknown variable", self._unknown(stream))
        common = self._streams[key]
        if common is None:
            return
        times = _times(one.get("phenomenonTime"))
        result = _result(one.get("result"))
        if times is None or result is None:
            problem = n_("the time cannot be read") if times is None else n_("the result is no number")
            value = one.get("phenomenonTime") if times is None else one.get("result")
            accepted = n_("a time by ISO 8601, or two with / between") if times is None else n_("a number, or null")
            yield Fault(problem, self._name, row=row, value=str(value)[:80], accepted=accepted)
            return
        fields = dict(common) | {"start": times[0], "end": times[1], "original_file": self._name}
        fields["original_value"] = "" if one.get("result") is None else str(one["result"])
        fields |= result
        if one.get("result") is not None and result["flag"] == "missing":
            fault = Fault(
                n_("the result is not finite"), self._name, row=row, column="result", value=str(one["result"])[:80],
                advice=n_("it was taken as missing, never as a number"),
            )  # fmt: skip
            yield Remark("missing code", fault)
        quality = one.get("resultQuality")
        yield from self._quality(quality, fields, row)
        if self._own:
            fields |= dict.fromkeys(_ORIGINAL, "")
        parameters = _dict(one.get("parameters"))
        fields |= {name: value for name, value in parameters.items() if name in ObservationRecord.model_fields}
        yield made(ObservationRecord, fields, self._name, "Observations", row)

    def _quality(self, quality: Any, fields: dict[str, Any], row: int) -> Iterator[Remark]:
        """Put flag and detection limit into the fields."""
        told = quality if isinstance(quality, dict) else {"flag": quality}
        if isinstance(told.get("detection_limit"), int | float):
            fields["detection_limit"] = told["detection_limit"]
        word = told.get("flag")
        if word in (None, "", []):
            return
        text = str(word)
        fields["original_flag"] = text
        flag = FLAG_WORDS.get(text.lower())
        if flag is None and text not in self._told:
            self._told.add(text)
            fault = Fault(
                n_("this flag is not known; the values that have it were read as suspect"), self._name, row=row,
                column="resultQuality", value=text, accepted=", ".join(FLAG_WORDS),
                advice=n_("look up what the source means by it"),
            )  # fmt: skip
            yield Remark("unknown flag", fault)
        fields["flag"] = "missing" if fields["value"] is None and flag == "valid" else flag or "suspect"

    def _stream(self, stream: Entity) -> dict[str, Any] | None:
        """What all observations of a data stream have in common, None where it is not known what was observed."""
        observed = self._entities.of(stream.get("ObservedProperty"), "ObservedProperty")
        told = _dict(observed.get("properties")) | _dict(stream.get("properties"))
        unit = _dict(stream.get("unitOfMeasurement"))
        symbol = str(unit.get("symbol") or unit.get("name") or "")
        names = (observed.get("name"), stream.get("name"))
        known = next((one for name in names if name and (one := observed_name(str(name)))), None)
        matrix, species = told.get("matrix"), told.get("species")
        if not (matrix and species):
            if known is None:
                return None
            matrix, species = known
        if not symbol:
            return None
        sensor = self._entities.of(stream.get("Sensor"), "Sensor")
        how = _dict(sensor.get("properties"))
        thing = self._entities.of(stream.get("Thing"), "Thing")
        fields = {
            "site": self._named(thing), "matrix": matrix, "species": species, "original_unit": symbol,
            "unit": plain_unit(symbol.translate(_POWERS)), "method": str(how.get("method", sensor.get("name") or "")),
            "instrument": str(how.get("instrument", "")),
        }  # fmt: skip
        return fields

    def _named(self, thing: Entity) -> str:
        site = _dict(thing.get("properties")).get("site")
        return str(site) if site else f"sensorthings:{thing.get('@iot.id', thing.get('name', '?'))}"

    def _unknown(self, stream: Entity) -> Fault:
        return Fault(
            n_("this data stream is not read: what it observes, or its unit, is not known"), self._name,
            column="Datastreams", value=str(stream.get("name") or stream.get("@iot.id") or ""),
            accepted=n_("a name of the kind GEM, TGM, GOM, or the properties matrix and species; and a unit"),
            advice=n_("ask for the data stream together with its ObservedProperty, or add these properties"),
        )  # fmt: skip


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _times(told: Any) -> tuple[datetime, datetime | None] | None:
    try:
        first, slash, last = str(told).partition("/")
        return _moment(first), _moment(last) if slash else None
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _result(told: Any) -> dict[str, Any] | None:
    """Value and flag of a result, None where it is no number."""
    if told is None:
        return {"value": None, "flag": "missing"}
    text = str(told).strip()
    try:
        if text.startswith("<"):
            limit = float(text[1:])
            known = {"detection_limit": limit} if math.isfinite(limit) else {}
            return {"value": None, "flag": "below_detection", **known}
        value = float(text)
    except ValueError:
        return None
    return {"value": value, "flag": "valid"} if math.isfinite(value) else {"value": None, "flag": "missing"}
