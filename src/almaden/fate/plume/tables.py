"""Numbers that the plume rests on: rows of tables, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text

_TABLES = ("fate/plume_constants", "fate/plume_rise")


@cache
def constants() -> dict[str, Origin]:
    """The single numbers of spread, rise, wake and lid by their keys."""
    return {
        row["key"]: Origin(
            row["name"], float(row["value"]), row["unit"], None, None, table,
            row["source"], row["seen"], row["status"], note=row["note"],
        )
        for table in _TABLES
        for row in read_table(table)
    }  # fmt: skip


def constant(key: str) -> float:
    """The value of one of them."""
    return constants()[key].value


@cache
def origins() -> tuple[Origin, ...]:
    """Every number of the near field that was not read in its source: results name them."""
    rows = (
        *constants().values(),
        *(
            Origin(
                Text("spread of a plume, factor a of class {name}", name=_class(row)), float(row["a"]), "", None, None,
                "fate/plume_dispersion", row["source"], row["seen"], row["status"], note=row["note"],
            )
            for row in read_table("fate/plume_dispersion")
        ),
        *(
            Origin(
                Text("wind with height, exponent of class {name}", name=_class(row)), float(row["exponent"]), "",
                None, None, "fate/plume_wind_profile", row["source"], row["seen"], row["status"], note=row["note"],
            )
            for row in read_table("fate/plume_wind_profile")
        ),
    )  # fmt: skip
    return tuple(row for row in rows if row.status != "verified")


def _class(row: Mapping[str, str]) -> str:
    """A class in its setting, and the axis where there is one."""
    return " ".join(row[part] for part in ("class", "setting", "axis") if part in row)
