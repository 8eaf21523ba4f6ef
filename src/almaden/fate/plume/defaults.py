"""What a near-field study does where the user says nothing, and the weather of a screening; each with its source."""

from __future__ import annotations

from functools import cache

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

_SETTINGS = "fate/plume_settings"
_SCREENING = "fate/screening_weather"
_LIMITS = "fate/weather_limits"


@cache
def settings() -> dict[str, Origin]:
    """The settings by their keys."""
    return {
        row["key"]: Origin(
            row["name"], float(row["value"]), row["unit"], None, None, _SETTINGS,
            row["source"], row["seen"], row["status"], note=row["note"],
        )
        for row in read_table(_SETTINGS)
    }  # fmt: skip


def setting(key: str) -> float:
    """The value of one setting, in the unit of its row."""
    return settings()[key].value


@cache
def screening_winds() -> tuple[tuple[str, tuple[float, ...], float, Origin], ...]:
    """Hours of a screening: class, its wind speeds (m/s), its share of a year where no rose is given, and origin."""
    return tuple(
        (
            row["stability"],
            tuple(float(one) for one in row["wind_m_per_s"].split(";")),
            float(row["assumed_share"]),
            Origin(
                row["name"], float(row["assumed_wind_m_per_s"]), "m/s", None, None, _SCREENING,
                row["source"], row["seen"], row["status"], note=row["note"],
            ),
        )
        for row in read_table(_SCREENING)
    )  # fmt: skip


@cache
def limits() -> dict[str, tuple[float, float]]:
    """The least and the most that each number of the weather and of a stack can be, in its unit."""
    return {row["field"]: (float(row["least"]), float(row["most"])) for row in read_table(_LIMITS)}
