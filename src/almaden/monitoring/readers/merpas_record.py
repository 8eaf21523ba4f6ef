"""What a laboratory writes of one passive sampler: the columns of its template."""

from __future__ import annotations

from typing import Final, Literal

from almaden.reference.record import Record, described


class SamplerRecord(Record):
    """One sampler, or one blank."""

    sampler: str = described("Identifier of the sampler.", "M-0117", min_length=1)
    site: str = described("Identifier of the site.", "gaw:MHD", min_length=1)
    deployed: str = described("When it was opened, UTC.", "2026-01-05 09:30")
    retrieved: str = described("When it was closed, UTC.", "2026-04-06 10:00")
    mass_ng: str = described("Mass of mercury, without correction for blanks; < and the limit if below.", "2.41", "ng")
    blank: Literal["", "field", "travel", "lab"] = described(
        "Kind of blank, empty for a sampler that measured.", "", default=""
    )
    replicate: str = described("Name that samplers hung side by side share.", "R1", default="")
    temperature_degc: float | None = described("Mean temperature while it hung.", "9.8", "degC", default=None)
    wind_speed_m_s: float | None = described("Mean wind speed while it hung.", "3.4", "m/s", default=None, ge=0)
    detection_limit_ng: float | None = described("Detection limit.", "0.05", "ng", default=None, gt=0)
    note: str = described("Anything a reader should know.", "", default="")


#: The sheet of the template.
TABLES: Final = {"merpas": SamplerRecord}
