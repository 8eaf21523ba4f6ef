"""Mercury in people by year, group and matrix, of ten persons or more; no smaller group can be reckoned back.

Methods, units and analytes are never put together. Of each such series every year and group is a cell, and all cells
together are the whole. Cells of fewer than ten persons are not told, nor are others until those not told have ten
persons together: so the whole less what is told is ten persons at least.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from almaden.monitoring.censored import origins, summary
from almaden.monitoring.people.records import PersonRecord
from almaden.monitoring.people.result import AboveGuidance, PeopleCell, PeopleResult, Statistics
from almaden.monitoring.people.small_groups import cell, hidden_groups, least_persons, setting, setting_origins
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

#: Country, matrix, analyte, unit, method: only values of the same are put together.
_Series = tuple[str, str, str, str, str]
_Cell = tuple[int, str]


def evaluate_people(records: Iterable[PersonRecord], refused: int = 0, sha256: str = "") -> PeopleResult:
    """Statistics of groups of people.

    Args:
        records: samples of participants who agreed; each participant once in a series and year.
        refused: rows left out because their participants did not agree.
        sha256: of what was read.
    """
    left_out: Counter[str] = Counter()
    series: dict[_Series, dict[_Cell, list[PersonRecord]]] = defaultdict(lambda: defaultdict(list))
    for one in records:
        if not one.consent:
            refused += 1
        elif why := diluted(one):
            left_out[why] += 1
        else:
            key = one.country, one.matrix, one.analyte, one.unit, one.method.strip()
            series[key][one.year, one.group.strip()].append(one)
    cells = [one for key in sorted(series) for one in _cells(key, series[key])]
    return PeopleResult(
        meta=meta(0, 1, sha256),
        least_persons=least_persons(),
        cells=tuple(cells),
        notes=tuple(_notes(series, refused, left_out)),
        origins=(*setting_origins(), *origins(), *_guidance_origins({(key[1], key[3]) for key in series})),
    )


def diluted(one: PersonRecord) -> str:
    """Why a sample of urine cannot be taken; empty where it can, or where nothing tells."""
    if one.matrix != "urine":
        return ""
    for field, low, high in (
        ("creatinine_g_l", "creatinine_low", "creatinine_high"),
        ("specific_gravity", "gravity_low", "gravity_high"),
    ):
        value = getattr(one, field)
        if value is not None and value < setting(low):
            return n_("urine that is too dilute")
        if value is not None and value > setting(high):
            return n_("urine that is too concentrated")
    return ""


def _cells(key: _Series, cells: Mapping[_Cell, Sequence[PersonRecord]]) -> list[PeopleCell]:
    """Every cell of a series that may be told, those that may not without their numbers, and the whole."""
    counts = {f"{year}/{group}": _persons(rows) for (year, group), rows in cells.items()}
    hidden = hidden_groups(counts)
    found = []
    for (year, group), rows in sorted(cells.items()):
        persons = counts[f"{year}/{group}"]
        if f"{year}/{group}" not in hidden:
            found.append(PeopleCell(*key, year, group, _statistics(key, rows, persons), ""))
        elif persons < least_persons():
            told: Text | str = Text("fewer than {count} persons: not told", count=least_persons())
            found.append(PeopleCell(*key, year, group, None, told))
        else:
            told = n_("not told: it would tell of a group with too few persons")
            found.append(PeopleCell(*key, year, group, None, told))
    if len(cells) < 2:
        return found
    # One person may stand in several years: those not told count once.
    untold = _persons([one for (year, group), rows in cells.items() if f"{year}/{group}" in hidden for one in rows])
    if 0 < untold < least_persons():
        told = n_("not told: it would tell of a group with too few persons")
        return [*found, PeopleCell(*key, None, "", None, told)]
    return [*found, _whole(key, [one for rows in cells.values() for one in rows], found)]


def _persons(rows: Sequence[PersonRecord]) -> int:
    """Persons, not samples."""
    return len({(one.survey.strip(), one.participant.strip()) for one in rows})


def _whole(key: _Series, rows: Sequence[PersonRecord], cells: Sequence[PeopleCell]) -> PeopleCell:
    """All cells together, without shares from which, less those that are told, a smaller group could be reckoned."""
    persons = _persons(rows)
    found, parts = _statistics(key, rows, persons), [one.statistics for one in cells]
    known = [one for one in parts if one is not None]
    all_told = len(known) == len(parts)

    def kept(value: float | None, shares: Sequence[float | None]) -> float | None:
        return value if all_told and None not in shares else None

    above = tuple(
        replace(level, share=kept(level.share, [one.above[at].share for one in known]))
        for at, level in enumerate(found.above)
    )
    below = kept(found.share_below, [one.share_below for one in known])
    return PeopleCell(*key, None, "", replace(found, share_below=below, above=above), "")


def _statistics(key: _Series, rows: Sequence[PersonRecord], persons: int) -> Statistics:
    below = np.array([one.below_detection for one in rows])
    told = np.array([one.detection_limit if one.below_detection else one.value for one in rows], dtype=float)
    found = summary(told, below, told)
    enough = setting("least_beyond")
    percentiles = {
        share: value
        for share, value in found.quantiles.items()
        if value is not None and min(share, 1.0 - share) * persons >= enough
    }
    return Statistics(
        persons=persons,
        method=found.method,
        # The rule's own reason would tell how few had a value.
        reason=n_("too little was detected for a mean") if found.method == "cannot tell" else found.reason,
        geometric_mean=found.geometric_mean,
        percentiles=percentiles,
        share_below=cell(int(below.sum()), len(rows)),
        above=tuple(_above(key, told, below)),
    )


def _above(key: _Series, told: np.ndarray, below: np.ndarray) -> Iterable[AboveGuidance]:
    """Shares above the levels of this matrix and unit; none where a detection limit lies above the level."""
    for row in read_table("monitoring/guidance"):
        if (row["matrix"], row["unit"]) != (key[1], key[3]):
            continue
        level = float(row["value"])
        undecided = bool(np.any(below & (told > level)))
        share = None if undecided else cell(int(np.sum(~below & (told > level))), len(told))
        yield AboveGuidance(row["name"], level, share, row["source"], row["seen"], row["status"])


def _notes(
    series: Mapping[_Series, Mapping[_Cell, Sequence[PersonRecord]]], refused: int, left_out: Counter[str]
) -> Iterable[Text | str]:
    if refused:
        yield Text("results left out because their participants did not agree to their use: {count}", count=refused)
    for why, count in sorted(left_out.items()):
        if count < least_persons():
            yield Text("a few samples were left out: {why}", why=Text(why))
        else:
            yield Text("samples left out: {count}, {why}", count=count, why=Text(why))
    methods: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for country, matrix, analyte, unit, method in series:
        methods[country, matrix, analyte, unit].add(method)
    for (country, matrix, analyte, _unit), names in sorted(methods.items()):
        if len(names) > 1:
            yield Text("{analyte} in {matrix}, {country}: {count} methods, which are told apart and never put together",
                       analyte=analyte, matrix=Text(matrix), country=country, count=len(names))  # fmt: skip


def _guidance_origins(kinds: set[tuple[str, str]]) -> tuple[Origin, ...]:
    return tuple(
        Origin(row["name"], float(row["value"]), row["unit"], None, None, "monitoring/guidance", row["source"],
               row["seen"], row["status"], note=row["note"])
        for row in read_table("monitoring/guidance") if (row["matrix"], row["unit"]) in kinds
    )  # fmt: skip
