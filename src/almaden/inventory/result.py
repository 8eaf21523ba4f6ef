"""What a run of an inventory leaves: frozen records that every report, page and command shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from almaden.reference.origin import Origin
from almaden.reference.pathways import AMOUNTS
from almaden.wording import Translate, n_

if TYPE_CHECKING:
    import pandas

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of mercury in kg per year: the value of record and its 95 % range."""

    value: float
    low: float
    high: float


#: One :class:`Amount` for each name in :data:`almaden.reference.pathways.AMOUNTS`.
Amounts = Mapping[str, Amount]


@dataclass(frozen=True)
class Part:
    """One share of a row: a variant under a scenario row of the distribution factors.

    ``share`` is the part's share of the activity rate. ``input_factor`` is in ``factor_unit``;
    None means that there is none. ``distribution`` holds six shares in the order of PATHWAYS.
    """

    variant: str
    scenario: str
    scenario_name: str
    share: float
    input_factor: float | None
    factor_unit: str
    distribution: tuple[float, ...] | None
    remainder: str


@dataclass(frozen=True)
class RowResult:
    """One activity of the inventory with its mercury.

    ``present`` is ``Y``, ``N`` or ``?``. ``amounts`` is None where the amount is not known
    (``?``, or no factor): unknown is never zero. An ``N`` row has amounts of zero.
    """

    id: str
    code: str
    name: str
    group: str
    variant: str
    phase: str
    facility: str
    present: str
    activity_rate: float | None
    unit: str
    year: int
    parts: tuple[Part, ...]
    amounts: Amounts | None
    origins: tuple[Origin, ...]
    formula: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Correction:
    """One step between the gross total and a corrected one, in numbers.

    ``amount`` is the name in AMOUNTS that changes, ``change_kg`` what is added (negative: taken off).
    """

    rule: str
    codes: tuple[str, ...]
    amount: str
    change_kg: float
    explanation: str


@dataclass(frozen=True)
class Total:
    """A total of the inventory: ``gross``, ``toolkit`` or ``linked``.

    ``unexplained_kg`` holds, for the linked total, what rate x factor gives for a group of waste
    rows beyond what flows into it; negative where more flows in than rate x factor gives.
    """

    name: str
    amounts: Amounts
    unexplained_kg: Mapping[str, Amount]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class GroupResult:
    """Sum of the rows of one group of the Level 1 executive table; unknown rows are counted, not summed."""

    key: str
    name: str
    amounts: Amounts
    rows: int
    unknown_rows: int


@dataclass(frozen=True)
class KeySource:
    """A source category in the ranking by ``quantity`` (a name in AMOUNTS) of the toolkit total.

    ``share`` and ``cumulative`` are fractions of the total; ``key`` marks those that together make 95 %.
    ``uncertainty_share`` is the row's share of the variance of that total.
    ``trend_share`` is its share of the change between first and last year, None with one year.
    """

    quantity: str
    code: str
    name: str
    value_kg: float
    share: float
    cumulative: float
    key: bool
    uncertainty_share: float
    trend_share: float | None = None


@dataclass(frozen=True)
class VarianceShare:
    """Share of the variance of the gross input total that one uncertain number explains alone.

    ``input`` names it in words, ``key`` is the identifier of its random stream, ``codes`` the source
    categories it acts on. The last entry, ``interactions``, is what no single number explains; all add to 1.
    """

    key: str
    input: str
    codes: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class Check:
    """One finding about the inventory: an error, a warning or a remark, with what to do about it."""

    id: str
    severity: Severity
    code: str
    row: str
    message: str
    advice: str
    values: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Unverified:
    """A number that the result rests on and that nobody has yet checked in the official document."""

    code: str
    quantity: str
    value: float
    unit: str
    layer: str
    source: str
    seen: str
    doubt: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Meta:
    """How the result was made: enough to make it again."""

    program: str
    version: str
    factor_set: str
    layers: tuple[str, ...]
    draws: int
    seed: int
    sampler: str
    input_sha256: str
    notice: str = ""


@dataclass(frozen=True)
class Result:
    """The result of one run for one year.

    ``context`` holds the numbers of ``[context]`` that were used. ``notice`` of ``meta`` is shown on
    every page of every report (a worked example says so there).
    """

    meta: Meta
    country: str
    country_name: str
    year: int
    level: int
    context: Mapping[str, float | str | bool]
    rows: tuple[RowResult, ...]
    groups: tuple[GroupResult, ...]
    totals: Mapping[str, Total]
    key_sources: tuple[KeySource, ...]
    variance: tuple[VarianceShare, ...]
    checks: tuple[Check, ...]
    unverified: tuple[Unverified, ...]

    def to_frame(self) -> pandas.DataFrame:
        """Rows as a DataFrame: one line per activity, amounts in kg per year with ``_low`` and ``_high``."""
        import pandas as pd

        return pd.DataFrame([row_record(row) for row in self.rows])

    def to_json(self) -> str:
        """The result as one JSON object, as ``almaden inventory run --json`` prints it."""
        return json.dumps(result_record(self), ensure_ascii=False, indent=2, allow_nan=False)

    def summary(self, translate: Translate = n_) -> str:
        """The three totals and the largest sources as a few lines of text, in the language of a translator."""
        from almaden.inventory.summary import summarise

        return summarise(self, translate)


def amounts_record(amounts: Amounts | None) -> dict[str, float | None]:
    """Amounts as ``input_kg``, ``input_kg_low``, ``input_kg_high`` and so on; None where not known."""
    record: dict[str, float | None] = {}
    for name in AMOUNTS:
        amount = amounts[name] if amounts is not None else None
        record[name] = None if amount is None else amount.value
        record[f"{name}_low"] = None if amount is None else amount.low
        record[f"{name}_high"] = None if amount is None else amount.high
    return record


def row_record(row: RowResult) -> dict[str, Any]:
    """One row in the columns of the JSON output and of :meth:`Result.to_frame`."""
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "group": row.group,
        "variant": row.variant,
        "phase": row.phase,
        "facility": row.facility,
        "present": row.present,
        "activity_rate": row.activity_rate,
        "unit": row.unit,
        "year": row.year,
        **amounts_record(row.amounts),
        "flags": list(row.flags),
    }


def result_record(result: Result) -> dict[str, Any]:
    """The whole result in the fields of the JSON output."""
    return {
        "meta": asdict(result.meta),
        "country": result.country,
        "country_name": result.country_name,
        "year": result.year,
        "level": result.level,
        "context": dict(result.context),
        "rows": [
            {**row_record(row), "formula": row.formula, "parts": [asdict(part) for part in row.parts]}
            for row in result.rows
        ],
        "groups": [
            {
                "key": group.key,
                "name": group.name,
                "rows": group.rows,
                "unknown_rows": group.unknown_rows,
                **amounts_record(group.amounts),
            }
            for group in result.groups
        ],
        "totals": {name: _total_record(total) for name, total in result.totals.items()},
        "key_sources": [asdict(source) for source in result.key_sources],
        "variance": [asdict(share) for share in result.variance],
        "checks": [{**vars(check), "values": dict(check.values)} for check in result.checks],
        "unverified": [asdict(number) for number in result.unverified],
    }


def _total_record(total: Total) -> dict[str, Any]:
    unexplained: dict[str, float] = {}
    for group, amount in total.unexplained_kg.items():
        unexplained[group] = amount.value
        unexplained[f"{group}_low"] = amount.low
        unexplained[f"{group}_high"] = amount.high
    return {
        **amounts_record(total.amounts),
        "unexplained_kg": unexplained,
        "corrections": [asdict(correction) for correction in total.corrections],
    }
