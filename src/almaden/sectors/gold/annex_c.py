"""What Annex C of the Convention asks a plan to hold, what the plan says of it, and what is missing.

The plan's own word comes first. Where it says nothing, the tables may answer: an estimate is the baseline that is
asked for, a measure against open burning is the action against it. A strategy is a text, which no table replaces; of
it, tables show at most that it is begun.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.sectors.gold.budgets import published_budgets, theme_of, totals
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.measure_kinds import kind_row
from almaden.sectors.gold.plan_records import AnnexCRecord, MeasureRecord
from almaden.sectors.gold.supply import SUPPLY_SIGNS
from almaden.wording import Text, n_

State = Literal["done", "partly", "missing"]

#: What is missing where something that the tables could hold is not there.
_LACKING: Final[Mapping[str, str]] = {
    "targets": n_("no target is told"),
    "formalisation": n_("no scores of formalisation are told"),
    "baseline": n_("there is no estimate of the mercury used"),
    "practices": n_("the split by practice is not told"),
    "supply": n_("no figures of the mercury supply are told"),
    "responsible": n_("not every measure says who is responsible"),
    "biomonitoring": n_("no biomonitoring is told"),
    "vulnerable": n_("women and children are not counted at any site"),
    "measures": n_("no measure with its years is told"),
    "costs": n_("neither costs of measures nor a budget are told"),
}


@dataclass(frozen=True)
class Asked:
    """An item of Annex C.

    Attributes:
        item: number of the item.
        name: what it asks for, in the words of the program.
        required: whether a plan has to hold it.
        data: what the tables may hold of it: all of these, each with its alternatives.
        enough: whether that answers the item by itself.
        end: whether it asks for action that ends a practice.
        evidence: what answers it, for people.
        source, seen, status: where the item was read.
    """

    item: str
    name: str
    required: bool
    data: tuple[tuple[str, ...], ...]
    enough: bool
    end: bool
    evidence: str
    source: str
    seen: str
    status: str


@dataclass(frozen=True)
class Answer:
    """How a plan answers an item.

    Attributes:
        item, name, required: the item.
        state: done, partly or missing.
        told: whether the plan says so itself; otherwise the tables do.
        where, text: chapter and words of the plan.
        evidence: what would answer it.
        lacking: what is missing, as sentences.
    """

    item: str
    name: str
    required: bool
    state: State
    told: bool
    where: str
    text: str
    evidence: str
    lacking: tuple[str, ...]


@cache
def annex_c_items() -> tuple[Asked, ...]:
    """The 15 items, in the order of the annex."""
    return tuple(
        Asked(
            item=row["item"],
            name=row["name"],
            required=row["required"] == "y",
            data=tuple(tuple(part.split("|")) for part in row["data"].split(";")),
            enough=row["enough"] == "y",
            end=row["end"] == "y",
            evidence=row["evidence"],
            source=row["source"],
            seen=row["seen"],
            status=row["status"],
        )
        for row in read_table("gold/annex_c")
    )


def checklist(data: GoldData, *, baseline: bool) -> tuple[Answer, ...]:
    """How a plan answers every item.

    Args:
        data: the tables of the plan.
        baseline: whether there is an estimate of the mercury used.

    Raises:
        InputError: the plan names an item that Annex C does not have, or one item twice.
    """
    told = _by_item(data.annex_c)
    there = _there(data, baseline)
    return tuple(_answer(asked, told.get(asked.item), there, data.measures) for asked in annex_c_items())


def _by_item(records: Sequence[AnnexCRecord]) -> Mapping[str, AnnexCRecord]:
    items = {_plain(asked.item): asked.item for asked in annex_c_items()}
    faults: list[Fault] = []
    found: dict[str, AnnexCRecord] = {}
    for record in records:
        plain = _plain(record.item)
        item = items.get(plain) or items.get(f"1{plain}")
        if item is None or item in found:
            problem = n_("an item stands twice") if item else n_("Annex C has no such item")
            faults.append(
                Fault(problem, sheet="annex_c", column="item", value=record.item, accepted=", ".join(items.values()))
            )
        else:
            found[item] = record
    if faults:
        raise InputError(faults)
    return found


def _plain(item: str) -> str:
    return "".join(letter for letter in item.casefold() if letter.isalnum())


def _there(data: GoldData, baseline: bool) -> frozenset[str]:
    """What the tables hold, in the words of the table of items."""
    known = tuple(totals(published_budgets(), "theme"))
    spent = {theme_of(line.theme, known) for line in data.budget if line.cost_usd > 0}
    reaching = [measure for measure in data.measures if measure.reach > 0]
    holds = {
        "targets": bool(data.targets),
        "formalisation": bool(data.formalisation),
        "baseline": baseline,
        "practices": bool(data.practices) or any(site.concentrate_share is not None for site in data.sites),
        "supply": any(figure.quantity in SUPPLY_SIGNS for figure in data.figures),
        "responsible": bool(data.measures) and all(measure.responsible for measure in data.measures),
        "biomonitoring": bool(data.biomonitoring),
        "vulnerable": any(site.women is not None or site.children is not None for site in data.sites),
        "measures": bool(data.measures),
        "costs": bool(data.budget) or any(measure.cost_usd is not None for measure in data.measures),
    }
    return frozenset(
        [name for name, is_there in holds.items() if is_there]
        + [f"theme:{theme}" for theme in spent if theme]
        + [f"measure:{measure.kind}" for measure in reaching]
    )


def _answer(
    asked: Asked, record: AnnexCRecord | None, there: frozenset[str], measures: Sequence[MeasureRecord]
) -> Answer:
    absent = [needs for needs in asked.data if not there.intersection(needs)]
    lacking = [_lacking(needs) for needs in absent]
    by_data: State = "missing" if len(absent) == len(asked.data) else "partly"
    if not absent and asked.enough:
        by_data = "done"
    if asked.end and not absent and _left(asked, measures) > 0.0:
        lacking.append(n_("the measures that are told leave a part of it as it is"))
    if not asked.enough and record is None:
        lacking.append(n_("the plan does not say where it answers this"))
    state = record.state if record is not None else by_data
    if record is not None and state == "done" and not asked.enough:
        # The plan's own text answers it; what tables could show beside it is not missed.
        lacking = []
    return Answer(
        item=asked.item,
        name=asked.name,
        required=asked.required,
        state=state,
        told=record is not None,
        where=record.where if record else "",
        text=record.text if record else "",
        evidence=asked.evidence,
        lacking=tuple(lacking),
    )


def _left(asked: Asked, measures: Sequence[MeasureRecord]) -> float:
    """Share of a practice that measures of the whole country leave; those of regions alone do not end it."""
    kinds = {kind for needs in asked.data for kind in needs}
    return math.prod(1.0 - one.reach for one in measures if not one.region and f"measure:{one.kind}" in kinds)


def _lacking(needs: Sequence[str]) -> str:
    kind, _colon, name = needs[0].partition(":")
    if kind == "theme":
        return Text("the budget has no line of the theme {theme}", theme=Text(name))
    if kind == "measure" and len(needs) == 1:
        return Text("no measure of this kind is told: {kind}", kind=Text(kind_row(name).name))
    if kind == "measure":
        return n_("no measure against this is told")
    return _LACKING[kind]
