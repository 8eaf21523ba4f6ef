"""Reads a user's own rules of quality control, which replace single ones of the program or switch them off."""

from __future__ import annotations

from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.monitoring.quality.rules import RuleRecord, Rules, bundled_rules
from almaden.reference.readers.located import Located
from almaden.reference.readers.places import read_places
from almaden.wording import Text, joined, n_


def read_rules(path: Path) -> Rules:
    """The rules of the program with those of a table in their place; its columns are those of ``RuleRecord``.

    Raises:
        InputError: with every fault of the table, unknown rules and thresholds among them.
    """
    if not path.is_file():
        raise InputError(Fault(n_("there is no such file"), file=str(path), column="--rules"))
    rows: list[RuleRecord] = []
    faults: list[Fault] = []
    known = _known()
    with path.open("rb") as file:
        for item in read_places(file, path.name, RuleRecord, "rules"):
            if isinstance(item, Located):
                rows.append(item.record)
                faults += _unknown(item, path.name, known)
            else:
                faults.append(item)
    if faults:
        raise InputError(faults)
    return bundled_rules().replaced(rows)


def _known() -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for row in bundled_rules().rows:
        names = known.setdefault(row.id, [])
        if row.parameter not in names:
            names.append(row.parameter)
    return known


def _unknown(item: Located, file: str, known: dict[str, list[str]]) -> list[Fault]:
    row: RuleRecord = item.record
    if row.id not in known:
        accepted = joined(known)
        return [Fault(n_("there is no such rule"), file, item.sheet, item.row, "id", row.id, accepted)]
    if not row.parameter or row.parameter in known[row.id] or row.parameter.startswith("status "):
        return []
    text = Text("rule {rule} has no such threshold", rule=row.id)
    return [Fault(text, file, item.sheet, item.row, "parameter", row.parameter, joined(known[row.id]))]
