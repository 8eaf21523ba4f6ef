"""The station of an EBAS file."""

from __future__ import annotations

import re
from typing import Final

from pydantic import ValidationError

from almaden.errors import Fault
from almaden.monitoring.readers.nasa_ames import Header
from almaden.monitoring.readers.told import number
from almaden.reference.readers.located import Located
from almaden.reference.records import SiteRecord
from almaden.wording import n_

_SCHEME: Final = "ebas"
_METRES: Final = re.compile(r"\s*m\s*$")
#: What is kept of a station beside its name and place, by its key in the file.
_KEPT: Final = {
    "Platform code": "platform",
    "Station WDCA-ID": "wdca_id",
    "Station land use": "land_use",
    "Station setting": "setting",
    "Regime": "regime",
    "Measurement height": "measurement_height",
    "Laboratory code": "laboratory",
}


def read_site(header: Header, name: str) -> Located | Fault:
    """The station that the header describes, or what is wrong with it."""
    keys = header.keys
    code = keys.get("Station code", "")
    if not code:
        return Fault(
            n_("the header names no station"),
            file=name,
            column="Station code",
            accepted=n_("a line such as Station code: IE0031R"),
            advice=n_("download the file again, or add the line"),
        )
    identifiers = {_SCHEME: code}
    if keys.get("Station GAW-ID"):
        identifiers["gaw"] = keys["Station GAW-ID"]
    try:
        record = SiteRecord(
            identifiers=identifiers,
            name=keys.get("Station name") or code,
            latitude=_number(keys.get("Station latitude", "")),
            longitude=_number(keys.get("Station longitude", "")),
            elevation_m=_number(_METRES.sub("", keys.get("Station altitude", ""))),
            network=header.project,
            attributes={ours: keys[key] for key, ours in _KEPT.items() if keys.get(key)},
        )
    except (ValidationError, ValueError):
        place = ("Station latitude", "Station longitude", "Station altitude")
        return Fault(
            n_("the place of the station is not one on Earth"),
            file=name,
            column="Station latitude",
            value=", ".join(keys.get(key, "") for key in place),
            accepted=n_("latitude and longitude in degrees, altitude in metres"),
            advice=n_("write degrees with decimals; latitude and longitude may be exchanged"),
        )
    return Located(record, row=1)


def site_key(record: SiteRecord) -> str:
    """How observations name the station."""
    return f"{_SCHEME}:{record.identifiers[_SCHEME]}"


def _number(text: str) -> float | None:
    """A number, None where nothing is told.

    Raises:
        ValueError: it is none.
    """
    if not text:
        return None
    found = number(text)
    if found is None:
        raise ValueError(text)
    return found.value
