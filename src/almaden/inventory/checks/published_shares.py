"""Published shares that do not follow from the figures beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.figures import Figure, denominator_words, numerator_words, rounding
from almaden.inventory.result import Check

WRONG = CheckKind(
    id="published_share_does_not_follow",
    title="Published shares that do not follow",
    severity="warning",
    meaning="A printed percentage is not the quotient of the two figures printed beside it, even with their rounding.",
    message="'{name}' is printed as {share} %, but '{part_name}', {part}, is {computed} % of '{total_name}', {total}; "
    "{share} % would go with a total of {implied} ({source})",
    advice="look the table up; a figure or the share may be misprinted, or the share may be of another total",
)
KINDS = (WRONG,)


def check(figures: Sequence[Figure]) -> Iterator[Check]:
    """Compute the shares of one source again.

    Args:
        figures: what one source published, in its order.
    """
    for place, share in enumerate(figures):
        part = _part(figures, place) if share.share else None
        if part is None or not part.row.value or not share.row.value:
            continue
        totals = _totals(figures, share, part)
        if totals and not any(_follows(share, part, total) for total in totals):
            yield _told(share, part, totals[0])


def _part(figures: Sequence[Figure], place: int) -> Figure | None:
    """What a share is a share of: the figure before it ('its share'), or the one with the same words."""
    share = figures[place]
    before = [one for one in figures[:place] if not one.share]
    if share.its:
        return before[-1] if before and not before[-1].total else None
    wanted = numerator_words(share)
    fitting = [one for one in figures if not one.share and not one.total and wanted <= one.words]
    return min(fitting, key=lambda one: len(one.words)) if wanted and fitting else None


def _totals(figures: Sequence[Figure], share: Figure, part: Figure) -> list[Figure]:
    """Totals that the share may refer to, the likeliest first."""
    totals = [one for one in figures if one.total and one.dimension == part.dimension and not one.scope]
    named = denominator_words(share)
    by_name = [one for one in totals if named and named <= one.words]
    kind = share.kind or part.kind
    by_kind = [one for one in totals if kind and one.kind == kind]
    return by_name or by_kind or totals


def _follows(share: Figure, part: Figure, total: Figure) -> bool:
    """Whether the three printed numbers can be roundings of numbers that fit."""
    scale = _scale(part, total)
    if total.row.value <= total.rounding:
        return True
    low = 100.0 * scale * (part.row.value - part.rounding) / (total.row.value + total.rounding)
    high = 100.0 * scale * (part.row.value + part.rounding) / (total.row.value - total.rounding)
    half = rounding(share.row.value)
    return low <= share.row.value + half and high >= share.row.value - half


def _scale(part: Figure, total: Figure) -> float:
    return (part.kg_per_unit or 1.0) / (total.kg_per_unit or 1.0)


def _told(share: Figure, part: Figure, total: Figure) -> Check:
    value = part.row.value * _scale(part, total)
    return WRONG.found(
        {
            "name": share.name,
            "share": share.row.value,
            "part_name": part.name,
            "part": value,
            "computed": 100.0 * value / total.row.value,
            "total_name": total.name,
            "total": total.row.value,
            "implied": 100.0 * value / share.row.value,
            "source": share.row.source,
        },
        place=share.row.place,
    )
