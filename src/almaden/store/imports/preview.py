"""What people see of a plan before it is kept; written once by the check, read by every page."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from almaden.errors import Fault
from almaden.store import home
from almaden.store.imports.plan import Plan, Planned, in_order, row_text, total
from almaden.store.imports.remarks import Remarked, remarks_from_json, remarks_to_json
from almaden.store.problems import fault_from_json, fault_to_json, text_from_json, text_to_json

#: So many records of each type and action are listed; the others are counted. The doubtful ones are all listed.
LISTED: Final = 500


@dataclass(frozen=True)
class Choice:
    """A row of the store that a doubtful record may be; chosen with the decision ``same:pk``."""

    pk: int
    title: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """One record of an import as people see it.

    Attributes:
        record_type: such as ``facility``.
        key: names it in decisions.
        action: added, changed, doubtful, skipped or missing.
        title: its name.
        row: its row in the file, as text.
        pk: id of the row of the store that it is, None for a new one.
        reason: why it is taken for that row.
        before: old values of the fields that change.
        after: their new values.
        choices: rows that it may be.
    """

    record_type: str
    key: str
    action: str
    title: str
    row: str
    pk: int | None
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Preview:
    """What an import would do, as people see it.

    Attributes:
        counts: per record type and in all: added, changed, unchanged, faulty, doubtful, skipped, missing.
        shown: the records that would change something, the first of each kind.
        faults: everything wrong with the file.
        sha256: of the plan; another sum means another plan.
        remarks: what is odd about the file, which stops nothing.
    """

    counts: dict[str, dict[str, int]]
    total: dict[str, int]
    shown: tuple[Shown, ...]
    faults: tuple[Fault, ...]
    sha256: str
    remarks: tuple[Remarked, ...] = ()

    def of(self, action: str) -> tuple[Shown, ...]:
        """The listed records with one action."""
        return tuple(one for one in self.shown if one.action == action)


def preview_of(plan: Plan) -> Preview:
    """A plan as people see it."""
    listed: Counter[tuple[str, str]] = Counter()
    shown = []
    for one in in_order(plan.planned):
        listed[one.record_type, one.action] += 1
        all_of_them = one.action == "doubtful" and one.candidates
        if one.action != "unchanged" and (all_of_them or listed[one.record_type, one.action] <= LISTED):
            shown.append(_shown(one))
    for gone in plan.missing:
        listed[gone.record_type, "missing"] += 1
        if listed[gone.record_type, "missing"] <= LISTED:
            shown.append(Shown(gone.record_type, "", "missing", gone.title, "", gone.pk, "", {}, {}, ()))
    return Preview(plan.counts, total(plan.counts), tuple(shown), tuple(plan.faults), plan.sha256, plan.remarks)


def _shown(one: Planned) -> Shown:
    choices = tuple(Choice(can.pk, can.title, can.reason) for can in one.candidates)
    pk = one.target.pk if one.target is not None else None
    changed = one.action == "changed"
    return Shown(
        one.record_type, one.key, one.action, one.title, row_text(one.located), pk, one.reason,
        one.before if changed else {}, one.values if changed else {}, choices if one.action == "doubtful" else (),
    )  # fmt: skip


def write_preview(number: int, preview: Preview) -> None:
    """Keep the preview of an import run."""
    path = _path(number)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(_to_json(preview), ensure_ascii=False), encoding="utf-8")
    os.replace(part, path)


def read_preview(number: int) -> Preview | None:
    """The preview of an import run, None if it has none, or if a restore left it out."""
    try:
        found = json.loads(_path(number).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return _from_json(found)


def remove_preview(number: int) -> None:
    """Forget the preview of an import run."""
    _path(number).unlink(missing_ok=True)


def _path(number: int) -> Path:
    return home.home() / "previews" / f"{number}.json"


def _to_json(preview: Preview) -> dict[str, Any]:
    content = asdict(preview)
    content["faults"] = [fault_to_json(fault) for fault in preview.faults]
    content["remarks"] = remarks_to_json(preview.remarks)
    for one, record in zip(content["shown"], preview.shown, strict=True):
        one["row"], one["reason"] = text_to_json(record.row), text_to_json(record.reason)
        for choice, candidate in zip(one["choices"], record.choices, strict=True):
            choice["reason"] = text_to_json(candidate.reason)
    return content


def _from_json(content: dict[str, Any]) -> Preview:
    shown = []
    for one in content["shown"]:
        choices = tuple(
            Choice(choice["pk"], choice["title"], text_from_json(choice["reason"])) for choice in one["choices"]
        )
        texts = {"row": text_from_json(one["row"]), "reason": text_from_json(one["reason"])}
        shown.append(Shown(**{**one, **texts, "choices": choices}))
    faults = tuple(fault_from_json(fault) for fault in content["faults"])
    remarks = remarks_from_json(content.get("remarks", {}))
    return Preview(content["counts"], content["total"], tuple(shown), faults, content["sha256"], remarks)
