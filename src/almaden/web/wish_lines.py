"""A wish as a row of a table: the fields of the file for donors."""

from __future__ import annotations

from pydantic import BaseModel

from almaden.partnership.figures import GRADES
from almaden.partnership.wishes import Wish


class WishLine(BaseModel):
    """One row; effects and costs of a kilogram have a column for each grade of evidence and are never added."""

    kind: str
    id: str
    title: str
    area: str
    countries: str
    status: str
    readiness: str
    funding: str
    currency: str
    cost: float | None
    secured: float | None
    gap: float | None
    cofinance: float | None
    mercury_kg_per_year_a: float | None
    mercury_kg_per_year_b: float | None
    mercury_kg_per_year_c: float | None
    mercury_kg_per_year_d: float | None
    mercury_kg_per_year_no_grade: float | None
    cost_per_kg_a: float | None
    cost_per_kg_b: float | None
    cost_per_kg_c: float | None
    cost_per_kg_d: float | None
    cost_per_kg_no_grade: float | None
    articles: str
    part_of: str
    start: str
    end: str


def line_of(wish: Wish) -> WishLine:
    """The row of a wish."""
    mercury = {one.grade: one.value for one in wish.mercury}
    graded = {
        f"{name}_{grade.lower() or 'no_grade'}": values.get(grade)
        for name, values in (("mercury_kg_per_year", mercury), ("cost_per_kg", wish.cost_per_kg))
        for grade in GRADES
    }
    plain = {name: getattr(wish, name) for name in (
        "kind", "id", "title", "area", "status", "readiness", "funding", "currency", "cost", "secured", "gap",
        "cofinance", "start", "end",
    )}  # fmt: skip
    lists = {name: "; ".join(getattr(wish, name)) for name in ("countries", "articles")}
    return WishLine.model_validate({**plain, **lists, **graded, "part_of": wish.parent})
