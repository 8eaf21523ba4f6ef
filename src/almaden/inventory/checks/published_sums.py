"""Published totals whose parts do not add to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.figures import Figure
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Check
from almaden.wording import Text

MORE = CheckKind(
    id="published_parts_exceed_total",
    title="Published parts that add to more than their total",
    severity="warning",
    meaning="The parts of one published table add to more than its printed total, and leaving out one or two of them "
    "does not help.",
    message="'{total_name}' is printed as {total} {unit}, but its {count} parts add to {parts} {unit}, {difference} "
    "more; no one or two parts left out give the total ({source})",
    advice="look the table up: a part may stand twice or contain another, or the total may be misprinted; do not "
    "compare with this total before that",
)
LEFT_OUT = CheckKind(
    id="published_total_leaves_out",
    title="A published total that leaves parts out",
    severity="info",
    meaning="The printed total is the sum of the parts without one or two of them.",
    message="'{total_name}' is printed as {total} {unit}; its {count} parts add to {parts} {unit}, and to the total "
    "without {left_out} ({source})",
    advice="say in the report what the total leaves out",
)
LESS = CheckKind(
    id="published_parts_below_total",
    title="Published parts that add to less than their total",
    severity="info",
    meaning="The parts that are listed make less than the total. That is no fault if the source lists only some.",
    message="'{total_name}' is printed as {total} {unit}; the {count} parts listed add to {parts} {unit}, {difference} "
    "less ({source})",
    advice="add the parts that are missing to published.csv, if the source has them",
)
KINDS = (MORE, LEFT_OUT, LESS)


@dataclass(frozen=True)
class _Sum:
    """A total with its parts, all in ``unit``."""

    total: Figure
    parts: tuple[Figure, ...]

    def value(self, figure: Figure) -> float:
        """A figure in the unit of the total."""
        if figure.kg is None or not self.total.kg_per_unit:
            return figure.row.value
        return figure.kg / self.total.kg_per_unit

    def rounding(self, figure: Figure) -> float:
        scale = (figure.kg_per_unit or 1.0) / (self.total.kg_per_unit or 1.0)
        return figure.rounding * scale

    @property
    def tolerance(self) -> float:
        printed = sum(self.rounding(figure) for figure in (self.total, *self.parts))
        return max(printed, threshold("printed_tolerance") * abs(self.total.row.value))

    @property
    def difference(self) -> float:
        return sum(map(self.value, self.parts)) - self.total.row.value

    def left_out(self) -> tuple[Figure, ...]:
        """One or two parts without which the sum is the total; empty if there are none."""
        for count in (1, 2):
            for some in combinations(self.parts, count):
                if abs(self.difference - sum(map(self.value, some))) <= self.tolerance:
                    return some
        return ()


def check(figures: Sequence[Figure]) -> Iterator[Check]:
    """Add up the parts of each source.

    Args:
        figures: what one source published, in its order.
    """
    yield from _judge([*_totals(figures)])
    for one in _of_which(figures):
        if one.difference > one.tolerance:
            yield _told(one)


def _totals(figures: Sequence[Figure]) -> Iterator[_Sum]:
    plain = [one for one in figures if not (one.share or one.bound or one.of_which or one.scope)]
    for total in plain:
        if total.total:
            fitting = [one for one in plain if not one.total and _fits(one, total)]
            by_source = tuple(one for one in fitting if not one.media or one.media <= total.media)
            by_medium = tuple(one for one in fitting if len(one.media) == 1 and not total.media)
            yield from (_Sum(total, parts) for parts in (by_source, by_medium) if _decidable(parts, total))


def _fits(part: Figure, total: Figure) -> bool:
    same_kind = not (part.kind and total.kind) or part.kind == total.kind
    if total.kind == "input" and part.media:
        return False
    return part.dimension == total.dimension and same_kind


def _decidable(parts: Sequence[Figure], total: Figure) -> bool:
    kinds = {part.kind for part in parts if part.kind}
    media = [medium for part in parts for medium in part.media] if not total.media else []
    return len(parts) > 1 and len(kinds | ({total.kind} - {""})) < 2 and len(set(media)) == len(media)


def _judge(sums: Sequence[_Sum]) -> Iterator[Check]:
    """Findings, one for each set of parts: parts that add to any total are right."""
    by_parts: dict[frozenset[str], list[_Sum]] = {}
    for one in sums:
        key = frozenset(f"{part.row.place}|{part.name}" for part in one.parts)
        by_parts.setdefault(key, []).append(one)
    for same in by_parts.values():
        if not any(abs(one.difference) <= one.tolerance for one in same):
            yield _told(max(same, key=lambda one: one.total.row.value))


def _told(one: _Sum) -> Check:
    values: dict[str, float | str] = {
        "total_name": one.total.name,
        "total": one.total.row.value,
        "unit": one.total.row.unit,
        "count": len(one.parts),
        "parts": one.difference + one.total.row.value,
        "source": one.total.row.source,
    }
    place = one.total.row.place
    left_out = one.left_out()
    if one.difference < 0.0:
        return LESS.found({"difference": -one.difference, **values}, place=place)
    if left_out:
        return LEFT_OUT.found({"left_out": _names(left_out), **values}, place=place)
    return MORE.found({"difference": one.difference, **values}, place=place)


def _names(parts: tuple[Figure, ...]) -> Text:
    if len(parts) == 1:
        return Text("'{name}'", name=parts[0].name)
    return Text("'{first}' and '{second}'", first=parts[0].name, second=parts[1].name)


def _of_which(figures: Sequence[Figure]) -> Iterator[_Sum]:
    """Figures that follow another as 'of which'."""
    parent: Figure | None = None
    parts: list[Figure] = []
    for one in (*figures, None):
        if one is not None and one.of_which:
            if parent is not None and one.dimension == parent.dimension:
                parts.append(one)
            continue
        if parent is not None and len(parts) > 1:
            yield _Sum(parent, tuple(parts))
        parent, parts = one, []
