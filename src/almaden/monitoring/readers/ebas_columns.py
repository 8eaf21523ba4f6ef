"""The columns of an EBAS file: which of them hold values, of what, in which unit, and where their flags stand."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault
from almaden.monitoring.readers.beside import name_of
from almaden.monitoring.readers.nasa_ames import Header
from almaden.monitoring.readers.told import number
from almaden.reference.readers.located import Remark
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

#: Statistics of columns whose numbers are values; the others stand beside a value.
_VALUES: Final = ("", "arithmetic mean", "accumulated")
_FLAG: Final = "numflag"
_TIME: Final = "end_time"
#: What is kept with each value, by its key in the file.
_KEPT: Final = (
    "Volume std. temperature",
    "Volume std. pressure",
    "Matrix",
    "Inlet type",
    "Measurement height",
    "Resolution code",
    "Standard method",
    "Artifact correction",
)
_INSTRUMENT: Final = ("Instrument manufacturer", "Instrument model", "Instrument name", "Instrument serial number")
#: Where a file says how it measured, and what tells a denuder: the word, or the modules of the usual instrument.
_METHOD: Final = ("Method ref", "Instrument type", "Instrument model", "Standard method")
_DENUDER: Final = re.compile(r"denuder|\b113[05]\b", re.IGNORECASE)
_OF_DENUDERS: Final = frozenset({"GOM", "PBM"})
#: The method by which values with the bias of denuders are known.
KCL_DENUDER: Final = "KCl denuder"
_LIMIT: Final = re.compile(r"([-+.\deE]+)\s*(.*)", re.ASCII)


@dataclass(frozen=True)
class ValueColumn:
    """One column of values.

    Attributes:
        place: place of its cells in a row, counted from 0.
        scale: factor of its numbers.
        missing: its code for missing values.
        label: what the file calls it.
        species, matrix, unit: in the words of this program; what it has no word for stays as it was.
        original_unit: the unit as the file says it.
        detection_limit: in that unit, None where it is not told.
        method, instrument: how and with what it was measured.
        kept: further facts, as ``name=value; name=value``.
        flag: place of its flags, None where the file has none.
        beside: place, statistic and code for missing values of the columns with other statistics of the same component
            and unit.
    """

    place: int
    scale: float
    missing: str
    label: str
    species: str
    matrix: str
    unit: str
    original_unit: str
    detection_limit: float | None
    method: str
    instrument: str
    kept: str
    flag: int | None
    beside: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class _Described:
    """A column as its line describes it; what the line does not tell holds for the whole file."""

    place: int
    component: str
    unit: str
    told: Mapping[str, str]
    own: Mapping[str, str]

    @property
    def statistic(self) -> str:
        return self.told.get("Statistics", "").lower()


def value_columns(header: Header, name: str) -> tuple[list[ValueColumn], list[Fault | Remark]]:
    """The columns of values of a file, and what is wrong or odd about its columns."""
    described = [_described(place, variable.name, header.keys) for place, variable in enumerate(header.variables, 1)]
    flags = [one.place for one in described if one.component == _FLAG]
    others = [one for one in described if one.component not in (_FLAG, _TIME, "") and not name_of(one.component)]
    # What the instrument tells stands beside all values.
    told = tuple(
        (one.place, name_of(one.component), header.variables[one.place - 1].missing)
        for one in described
        if name_of(one.component)
    )
    found: list[Fault | Remark] = []
    columns = []
    for one in others:
        if one.statistic in _VALUES:
            beside = tuple(
                (other.place, other.statistic, header.variables[other.place - 1].missing)
                for other in others
                if other.statistic not in _VALUES and (other.component, other.unit) == (one.component, one.unit)
            )
            columns.append(_column(one, header, _flag_of(one, flags, header), (*beside, *told), name, found))
        elif not any((other.component, other.unit) == (one.component, one.unit) and other.statistic in _VALUES
                     for other in others):  # fmt: skip
            problem = Text("{component} has no arithmetic mean, only: {statistic}", component=one.component,
                           statistic=one.statistic)  # fmt: skip
            advice = n_("the column was left out: other statistics are never read as values")
            found.append(Remark("no arithmetic mean", Fault(problem, name, column=one.component, advice=advice)))
    if not columns:
        fault = Fault(
            n_("the file has no column of values"),
            file=name,
            accepted=n_("a column with an arithmetic mean"),
            advice=n_("look at the descriptions of its columns"),
        )
        return [], [*found, fault]
    instruments = sorted({one.instrument for one in columns})
    if len(instruments) > 1:
        fault = Fault(
            n_("the columns were measured with different instruments"),
            file=name,
            value="; ".join(instruments),
            advice=n_("each value keeps its instrument: compare them before they are put together"),
        )
        found.append(Remark("two instruments", fault))
    return columns, found


def our_name(kind: str, name: str, matrix: str = "") -> str:
    """A matrix, component, unit or level of EBAS in the words of this program, the same where it has none."""
    return _names().get((kind, name, matrix)) or _names().get((kind, name, "")) or name


@functools.cache
def _names() -> Mapping[tuple[str, str, str], str]:
    return {(row["kind"], row["name"], row["matrix"]): row["ours"] for row in read_table("monitoring/ebas_names")}


def _described(place: int, line: str, keys: Mapping[str, str]) -> _Described:
    parts = [part.strip() for part in line.split(",")]
    own: dict[str, str] = {}
    last = ""
    for part in parts[2:]:
        key, equals, value = part.partition("=")
        if equals and "=" not in value:
            last = key.strip()
            own[last] = value.strip()
        elif last:
            # A comma within a value.
            own[last] += f", {part}"
    component = parts[0].split()[0].lower() if parts[0].lower().startswith((_FLAG, _TIME)) else parts[0]
    if component not in (_FLAG, _TIME) and component == "":
        component = keys.get("Component", "")
    unit = parts[1] if len(parts) > 1 else keys.get("Unit", "")
    return _Described(place, component, unit, {**keys, **own}, own)


def _flag_of(one: _Described, flags: Sequence[int], header: Header) -> int | None:
    """The column of flags whose name holds that of the values, else the next one, else the last."""
    label = _label(header, one.place).lower()
    for place in flags:
        if label and _label(header, place).lower() in (f"flag_{label}", f"{label}_flag", f"numflag_{label}"):
            return place
    return next((place for place in flags if place > one.place), flags[-1] if flags else None)


def _label(header: Header, place: int) -> str:
    return header.labels[place] if place < len(header.labels) else ""


def _column(
    one: _Described,
    header: Header,
    flag: int | None,
    beside: tuple[tuple[int, str, str], ...],
    name: str,
    found: list[Fault | Remark],
) -> ValueColumn:
    variable = header.variables[one.place - 1]
    own_matrix = one.told.get("Matrix", "")
    matrix = our_name("matrix", own_matrix) if own_matrix else "air"
    if matrix not in ("air", "precipitation"):
        matrix = "other"
    kept = {"component": one.component, **{_key(key): one.told[key] for key in _KEPT if one.told.get(key)}}
    kept |= {_key(key): value for key, value in one.own.items() if key not in ("Statistics", *_INSTRUMENT)}
    species = _species(one.component, own_matrix, matrix)
    method = one.told.get("Method ref", "")
    if species in _OF_DENUDERS and any(_DENUDER.search(one.told.get(key, "")) for key in _METHOD):
        kept, method = {**kept, "method_ref": method}, KCL_DENUDER
    limit = one.told.get("Detection limit", "")
    if limit:
        kept.pop("detection_limit", None)
    return ValueColumn(
        place=one.place,
        scale=variable.scale,
        missing=variable.missing,
        label=_label(header, one.place) or one.component,
        species=species,
        matrix=matrix,
        unit=our_name("unit", one.unit) or "1",
        original_unit=one.unit,
        detection_limit=_limit(limit, one, name, found) if limit else None,
        method=method,
        instrument=" ".join(filter(None, (one.told.get(key, "") for key in _INSTRUMENT))),
        kept="; ".join(f"{key}={value.replace(';', ',')}" for key, value in kept.items()),
        flag=flag,
        beside=beside,
    )


def _species(component: str, own_matrix: str, matrix: str) -> str:
    """The species; mercury of a matrix that holds gas and particles at once keeps its own name."""
    if component == "mercury" and matrix == "air" and own_matrix not in ("", "air"):
        return component
    return our_name("component", component, matrix)


def _key(key: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", key.lower()))


def _limit(text: str, one: _Described, name: str, found: list[Fault | Remark]) -> float | None:
    """The detection limit where it is in the unit of the values; another unit is told."""
    parts = _LIMIT.fullmatch(text)
    value = number(parts[1]) if parts else None
    if parts is None or value is None or value.value <= 0:
        return None
    if parts[2].strip() in ("", one.unit):
        return value.value
    problem = n_("the detection limit is in another unit than the values")
    advice = n_("it was left out; write it in the unit of the values")
    found.append(Remark("two units", Fault(problem, name, column=one.component, value=text, advice=advice)))
    return None
