"""What a check is: its id, its severity, what it means, and the fixed sentences that its numbers are put into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from almaden.inventory.checks.inspection import Row
from almaden.inventory.result import Check, Severity

#: What a finding says in numbers and words, by the names that its templates use.
Values = Mapping[str, float | str]

#: From this size on a number is written with marks between thousands.
_GROUPED = 1000.0


@dataclass(frozen=True)
class CheckKind:
    """One check that an inventory is put through.

    ``message`` and ``advice`` are templates: what stands in braces are names of the values that a finding
    carries (see :func:`filled`), so that a translation can be filled with the same values.

    Attributes:
        id: stable name, as in the ``id`` of a finding.
        title: what is looked at, in a few words.
        severity: ``error`` the number cannot stand, ``warning`` somebody should look, ``info`` a remark;
            a finding may be more severe than its kind, and ``meaning`` says when.
        meaning: what a finding means, for the documentation.
        message: what was found.
        advice: what to do.
    """

    id: str
    title: str
    severity: Severity
    meaning: str
    message: str
    advice: str

    def found(
        self,
        values: Values,
        row: Row | None = None,
        *,
        code: str = "",
        place: str = "",
        severity: Severity | None = None,
    ) -> Check:
        """A finding of this kind.

        Args:
            values: what the templates name; numbers stay numbers in the finding.
            row: the activity it is about, if it is about one; it gives code, id and place.
            code: source category, where there is no row.
            place: file and row of the input, where there is no row.
            severity: where it is not that of the kind.
        """
        at = row.place if row is not None else place
        check = Check(
            id=self.id,
            severity=severity or self.severity,
            code=row.code if row is not None else code,
            row=row.id if row is not None else place,
            message="",
            advice="",
            values={**values, "place": at} if at else values,
        )
        return replace(check, message=filled(self.message, check), advice=filled(self.advice, check, at=False))


def filled(template: str, check: Check, at: bool = True) -> str:
    """A template, or its translation, with the values of a finding in it.

    Besides the values a template may name ``id``, the activity, and ``code``, the source category.

    Args:
        template: text with names in braces.
        check: the finding.
        at: whether file and row follow in brackets.
    """
    text = {name: value if isinstance(value, str) else shown(value) for name, value in check.values.items()}
    sentence = template.format_map({"id": check.row, "code": check.code, **text})
    return f"{sentence} ({text['place']})" if at and "place" in text else sentence


def shown(value: float) -> str:
    """A number as a reader wants it: four figures, and every figure before the point.

    >>> shown(118652.9296), shown(1103.1), shown(0.0123456)
    ('118,653', '1,103.1', '0.01235')
    """
    if abs(value) < _GROUPED:
        return f"{value:.4g}"
    text = f"{value:,.1f}" if abs(value) < 10 * _GROUPED else f"{value:,.0f}"
    return text.removesuffix(".0")


def joined(texts: Iterable[str]) -> str:
    """Codes or ids as one text, each once and in order."""
    return ", ".join(dict.fromkeys(texts))
