"""What must hold between the rows of the activity table: ids, shares, candidates, years."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from almaden.errors import Fault
from almaden.inventory.readers.lost import LostRows
from almaden.inventory.readers.rules import SHARES_TOLERANCE, check_size
from almaden.inventory.readers.unit_cells import problem_of
from almaden.inventory.records import ActivityRow, Header, LawRow, SourceRow
from almaden.inventory.units import UnitProblem
from almaden.reference.categories import categories
from almaden.reference.readers.faults import Faults
from almaden.reference.record import Record
from almaden.wording import Text, did_you_mean, joined, n_

#: An activity is told by its id, and by the year where an inventory holds several.
Key = tuple[str, int]


def check_activities(rows: Sequence[ActivityRow], header: Header | None, faults: Faults, lost: LostRows) -> None:
    """Report what is wrong between the rows.

    An activity of which a line is lost is passed over: with a line left out, shares and candidates would seem
    to be wrong that are not.

    Args:
        rows: rows that are right in themselves.
        header: the header if it could be read; without it the years are not looked at.
        faults: where faults are put.
        lost: the rows that are wrong in themselves.
    """
    years = header.years if header is not None else ()
    groups: dict[Key, list[ActivityRow]] = {}
    for row in rows:
        groups.setdefault(activity_key(row, header), []).append(row)
        if years and row.year is not None and row.year not in years:
            faults.add(
                _fault(
                    row,
                    "year",
                    "the year is not one of the reporting years of the inventory",
                    str(row.year),
                    ", ".join(map(str, years)),
                    "correct the year, or add it to years in the header",
                )
            )
    for group in groups.values():
        # Without a header nothing tells whether lines of several years are one activity.
        is_whole = not lost.may_share({group[0].id}) and (header is not None or len({row.year for row in group}) == 1)
        if is_whole and (len(group) > 1 or group[0].share is not None):
            _check_shares(group, faults)
    _check_candidates(rows, header, faults, lost)


def check_units(rows: Sequence[ActivityRow], faults: Faults) -> None:
    """Report units that are not understood or do not fit the source category or the own factor."""
    known: dict[tuple[str, str, str, bool], UnitProblem | None] = {}
    for row in rows:
        category = categories().get(row.code)
        if row.activity_rate is None or category is None or not category.quantified:
            continue
        key = (row.code, row.unit, row.factor_unit, row.input_factor is None)
        if key not in known:
            known[key] = problem_of(row)
        problem = known[key]
        if problem is not None:
            accepted = Text("{units}; usual is {unit}", units=Text(problem.accepted), unit=Text(category.unit_label))
            advice = n_("write one of these, and the figure in that unit")
            faults.add(_fault(row, problem.column, problem.problem, problem.value, accepted, advice))


def check_sizes(rows: Iterable[Record], faults: Faults) -> None:
    """Report numbers that nothing can be calculated with."""
    for row in rows:
        check_size(type(row), vars(row), partial(_size_fault, row, faults))


def _size_fault(row: Record, faults: Faults, column: str, problem: str, accepted: str, advice: str) -> None:
    faults.add(_fault(row, column, problem, f"{getattr(row, column):g}", accepted, advice))


def check_unique(rows: Iterable[Record], column: str, faults: Faults) -> None:
    """Report values of a column that should tell rows apart and do not."""
    first: dict[str, Any] = {}
    for row in rows:
        value = getattr(row, column)
        if value in first:
            faults.add(
                _fault(
                    row,
                    column,
                    Text("the {column} is there twice, first in {row}", column=column, row=_row_of(first[value])),
                    value,
                    "each once",
                    "delete or rename one",
                )
            )
        first.setdefault(value, row)


def check_sources(rows: Sequence[SourceRow], faults: Faults) -> None:
    """Report citations that share an id."""
    check_unique(rows, "id", faults)


def check_law(rows: Sequence[LawRow], faults: Faults) -> None:
    """Report obligations that are answered twice."""
    check_unique(rows, "obligation", faults)


def activity_key(row: ActivityRow, header: Header | None) -> Key:
    """What tells the activity of a row from others."""
    if header is None or not header.years:
        return row.id, 0
    return row.id, row.year if row.year is not None else header.year


def _check_shares(group: Sequence[ActivityRow], faults: Faults) -> None:
    first = group[0]
    without = [row for row in group if row.share is None]
    if without:
        other = _row_of(first if without[0] is not first else group[1])
        faults.add(
            _fault(
                without[0],
                "id",
                Text(
                    "the id is there {count} times (see {other}), and not every line has a share",
                    count=len(group),
                    other=other,
                ),
                first.id,
                "ids that differ; or lines of one activity with shares that add to 1",
                "give each activity its own id, or fill in the column share",
            )
        )
        return
    total = sum(row.share or 0.0 for row in group)
    if abs(total - 1) > SHARES_TOLERANCE:
        rows = joined(_row_of(row) for row in group[:6])
        faults.add(
            _fault(
                first,
                "share",
                Text("the shares of {id} add to {total} ({rows})", id=first.id, total=f"{total:.10g}", rows=rows),
                "",
                "shares that add to 1",
                n_("correct the shares, or give lines that belong together the same id")
                if len(group) == 1
                else n_("correct the shares"),
            )
        )
    _check_alike(group, faults)


_ALIKE: Mapping[str, Callable[[ActivityRow], Any]] = {
    "code": lambda row: row.code,
    "phase": lambda row: row.phase,
    "present": lambda row: row.present,
    "unit": lambda row: row.unit or None,
    "activity_rate": lambda row: row.activity_rate,
    "low": lambda row: row.low,
    "high": lambda row: row.high,
}


def _check_alike(group: Sequence[ActivityRow], faults: Faults) -> None:
    """Lines of one activity split one rate: they cannot say different things of it."""
    for column, read in _ALIKE.items():
        said = [(row, read(row)) for row in group if read(row) is not None]
        differing = next((row for row, value in said if value != said[0][1]), None)
        if differing is not None:
            faults.add(
                _fault(
                    differing,
                    column,
                    Text(
                        "the line shares its id with {row}, but {column} differs",
                        row=_row_of(said[0][0]),
                        column=column,
                    ),
                    str(read(differing)),
                    Text("the same {column} in all lines of an activity, which the shares split", column=column),
                    "make them the same, or give each line its own id without a share",
                )
            )


@dataclass
class _Choice:
    """The rows among which one is chosen: an activity and its candidates."""

    rows: list[ActivityRow]


def _check_candidates(
    rows: Sequence[ActivityRow],
    header: Header | None,
    faults: Faults,
    lost: LostRows,
) -> None:
    codes = {row.id: row.code for row in rows}
    parents = {row.id: row.candidate_of for row in rows if row.candidate_of}
    choices: dict[Key, _Choice] = {}
    for row in rows:
        target = row.candidate_of
        if target and (target in codes or not lost.may_have(target)):
            _check_target(row, codes, parents, faults)
        if row.chosen:
            year = activity_key(row, header)[1] if header is not None else row.year or 0
            key = (target or row.id, year)
            choices.setdefault(key, _Choice([])).rows.append(row)
    for (target, _), choice in choices.items():
        chosen = list(dict.fromkeys(row.id for row in choice.rows))
        if len(chosen) > 1:
            second = next(row for row in choice.rows if row.id == chosen[1])
            faults.add(
                _fault(
                    second,
                    "chosen",
                    Text(
                        "more than one value of {target} is chosen: {chosen}", target=target, chosen=", ".join(chosen)
                    ),
                    "y",
                    "y on one of them",
                    "take the y off all but one",
                )
            )


def _check_target(row: ActivityRow, codes: Mapping[str, str], parents: Mapping[str, str], faults: Faults) -> None:
    target = row.candidate_of
    problem = accepted = ""
    if target == row.id:
        problem, accepted = n_("the line is a candidate for itself"), n_("the id of another line")
    elif target not in codes:
        problem, accepted = n_("no line has this id"), n_("the id of another line")
    elif target in parents and parents[target] != target:
        problem = Text("{id} is itself a candidate, of {other}", id=target, other=parents[target])
        accepted = Text("the id of the activity: {id}", id=parents[target])
    if problem:
        near = difflib.get_close_matches(target, [one for one in codes if one != row.id], n=1)
        unknown = n_("write the id of the line for which this is another value")
        advice = did_you_mean(near) if near else unknown
        faults.add(_fault(row, "candidate_of", problem, target, accepted, advice))
    elif codes[target] != row.code:
        faults.add(
            _fault(
                row,
                "code",
                Text("the line is a candidate for {id}, which has the code {code}", id=target, code=codes[target]),
                row.code,
                Text("the code of the activity: {code}", code=codes[target]),
                "correct the code, or take the line out of candidate_of",
            )
        )


def _row_of(row: Any) -> Text:
    """``row 5`` out of the place of a record."""
    return Text("row {number}", number=row.place.rpartition("row ")[2]) if row.place else Text("another row")


def _fault(row: Any, column: str, problem: str, value: str, accepted: str, advice: str) -> Fault:
    """A fault at the place of a record."""
    file, _, number = row.place.rpartition(", row ")
    file, _, sheet = file.partition(", sheet ")
    return Fault(problem, file, sheet, int(number) if number.isdecimal() else None, column, value, accepted, advice)
