"""Observations as one JSON document in the entities of the OGC SensorThings API, written while it is made.

Observations come first and name their Datastream by ``@iot.id``; the Datastreams, which are known when the last
observation is, follow with Things, Locations, Sensors and ObservedProperties.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from almaden.monitoring.series import SeriesKey
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.monitoring.about import ExportAbout, Target, sites_by_identifier, utc, written_to

_MEASUREMENT: Final = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"
_AT_ONCE: Final = 1_000
#: Fields of a record that are told as parameters of the observation.
_PARAMETERS: Final = (
    "level", "sample", "taxon", "tissue", "basis", "length_mm", "diagnostics",
    "original_value", "original_unit", "original_flag", "original_file",
)  # fmt: skip


def write_sensorthings(
    sites: Sequence[SiteRecord], observations: Iterable[ObservationRecord], about: ExportAbout, target: Target
) -> list[Path]:
    """Write observations as SensorThings-style JSON; ``resultQuality`` holds the flag and the detection limit.

    Returns:
        The file written; none for a stream.

    Raises:
        OutputError: the file cannot be written.
    """
    with written_to(target) as file:
        for text in _texts(sites, observations, about):
            file.write(text.encode())
    return [target] if isinstance(target, Path) else []


def _texts(sites: Sequence[SiteRecord], observations: Iterable[ObservationRecord], about: ExportAbout) -> Iterator[str]:
    streams: dict[SeriesKey, int] = {}
    yield f'{{"about":{_json(about.texts())},"Observations":['
    numbered = enumerate(observations, start=1)
    first = True
    while some := list(islice(numbered, _AT_ONCE)):
        text = ",".join(_json(_observation(number, one, streams)) for number, one in some)
        yield text if first else f",{text}"
        first = False
    yield "]"
    for name, entities in _entities(sites, streams).items():
        yield f',"{name}":{_json(entities)}'
    yield "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _observation(number: int, one: ObservationRecord, streams: dict[SeriesKey, int]) -> dict[str, Any]:
    key = SeriesKey(one.site, one.matrix, one.species, one.unit, one.method, one.instrument)
    times = [utc(moment).isoformat().replace("+00:00", "Z") for moment in (one.start, one.end) if moment is not None]
    quality: dict[str, Any] = {"flag": one.flag}
    if one.detection_limit is not None:
        quality["detection_limit"] = one.detection_limit
    told = {name: getattr(one, name) for name in _PARAMETERS}
    return {
        "@iot.id": number,
        "phenomenonTime": "/".join(times),
        "resultTime": None,
        "result": one.value,
        "resultQuality": quality,
        "parameters": {name: value for name, value in told.items() if value not in ("", None)},
        "Datastream": {"@iot.id": streams.setdefault(key, len(streams) + 1)},
    }


def _entities(sites: Sequence[SiteRecord], streams: Mapping[SeriesKey, int]) -> dict[str, list[dict[str, Any]]]:
    known = sites_by_identifier(sites)
    named = dict.fromkeys(key.site for key in streams)
    here = {id(known[one]) for one in named if one in known}
    things = [*named, *(_name_of(one) for one in sites if id(one) not in here)]
    sensors = list(dict.fromkeys((key.method, key.instrument) for key in streams))
    properties = list(dict.fromkeys((key.matrix, key.species) for key in streams))
    return {
        "Datastreams": [
            {
                "@iot.id": number,
                "name": f"{key.species} in {key.matrix}, {key.site}",
                "description": f"{key.species} in {key.matrix}",
                "observationType": _MEASUREMENT,
                "unitOfMeasurement": {"name": key.unit, "symbol": key.unit, "definition": None},
                "Thing": {"@iot.id": things.index(key.site) + 1},
                "Sensor": {"@iot.id": sensors.index((key.method, key.instrument)) + 1},
                "ObservedProperty": {"@iot.id": properties.index((key.matrix, key.species)) + 1},
            }
            for key, number in streams.items()
        ],
        "Things": [_thing(number, name, known.get(name)) for number, name in enumerate(things, start=1)],
        "Sensors": [
            {
                "@iot.id": number,
                "name": " ".join(filter(None, (method, instrument))) or "not told",
                "description": method,
                "encodingType": "text/plain",
                "metadata": method,
                "properties": {"method": method, "instrument": instrument},
            }
            for number, (method, instrument) in enumerate(sensors, start=1)
        ],
        "ObservedProperties": [
            {
                "@iot.id": number,
                "name": species,
                "definition": "",
                "description": f"{species} in {matrix}",
                "properties": {"matrix": matrix, "species": species},
            }
            for number, (matrix, species) in enumerate(properties, start=1)
        ],
    }


def _name_of(site: SiteRecord) -> str:
    return next((f"{system}:{text}" for system, text in site.identifiers.items()), site.name)


def _thing(number: int, name: str, site: SiteRecord | None) -> dict[str, Any]:
    if site is None:
        return {"@iot.id": number, "name": name, "description": "", "properties": {"site": name}, "Locations": []}
    told = site.model_dump(exclude={"name", "latitude", "longitude", "elevation_m", "attributes", "note"})
    properties = {"site": name} | {field: value for field, value in told.items() if value}
    place = [site.longitude, site.latitude, *([] if site.elevation_m is None else [site.elevation_m])]
    location = {
        "@iot.id": number,
        "name": site.name,
        "description": "",
        "encodingType": "application/geo+json",
        "location": {"type": "Point", "coordinates": place},
    }
    return {
        "@iot.id": number,
        "name": site.name,
        "description": site.note,
        "properties": properties,
        "Locations": [] if site.latitude is None else [location],
    }
