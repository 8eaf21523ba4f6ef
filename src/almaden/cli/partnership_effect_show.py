"""How duplicates, results and wishes look on a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from almaden.cli.language import _
from almaden.cli.written import tell_written
from almaden.wording import shown

if TYPE_CHECKING:
    from almaden.partnership.donor_fields import DonorField
    from almaden.partnership.duplicates import Candidate
    from almaden.partnership.registry import Registry
    from almaden.partnership.results import GradeSum, Results
    from almaden.partnership.same_partners import PartnerCandidate
    from almaden.partnership.wishes import CurrencySum, Wish


def give(content: object, out: Path | None, as_json: bool, show: Callable[[], None]) -> None:
    """Write content to a file, print it as JSON, or show it."""
    if out is not None:
        from almaden.reports.inventory_files import write_new_file

        write_new_file(out, lambda part: _write(part, as_text(content)))
        tell_written([out], as_json)
    elif as_json:
        typer.echo(as_text(content))
    else:
        show()


def as_text(content: object) -> str:
    """Content as JSON."""
    return json.dumps(content, ensure_ascii=False, indent=2)


def show_duplicates(
    registry: Registry,
    found: Sequence[tuple[str, Candidate]],
    partners: Sequence[tuple[str, PartnerCandidate]],
) -> None:
    """Pairs with their scores and reasons."""
    from almaden.partnership.duplicates import TITLES
    from almaden.partnership.records.activities import ActivityRecord
    from almaden.partnership.records.partners import PartnerRecord

    for key, candidate in found:
        record = registry.get(ActivityRecord, key)
        typer.echo(f"{candidate.score:.2f}  {key}  {record.title if record else ''}")
        typer.echo(f"      {candidate.id}  {candidate.title}")
        typer.echo("      " + "; ".join(f"{_(TITLES[part.name])} {part.likeness:.2f}" for part in candidate.reasons))
    typer.echo(_("{count} pairs of activities may be one").format(count=len(found)))
    for key, partner in partners:
        known = registry.get(PartnerRecord, key)
        typer.echo(f"{partner.score:.2f}  {key}  {known.name if known else ''}")
        typer.echo(f"      {partner.id}  {partner.matched} ({_(partner.reason)})")
    typer.echo(_("{count} pairs of partners may be one").format(count=len(partners)))


def show_results(found: Results) -> None:
    """Sums by grade, and what to look at."""
    from almaden.partnership.results import by_grade

    if not found.mercury and not found.indicators and not found.expected:
        typer.echo(_("No activity states a result in figures."))
    _sums(_("Mercury avoided"), "kg/year", by_grade(found.mercury))
    _sums(_("Mercury that is expected to be avoided"), "kg/year", by_grade(found.expected))
    for (indicator, unit), sums in found.by_indicator().items():
        _sums(indicator, unit, sums)
    for claim in found.claims:
        typer.echo(_("{name}: claimed by {keys}").format(name=claim.name, keys=", ".join(claim.activities)))
    for key in found.larger_than_whole:
        typer.echo(_("{key}: its parts state more than it does itself").format(key=key))
    if found.left_out:
        typer.echo(_("{count} figures are in no sum; --json says why").format(count=len(found.left_out)))


def show_wishes(listed: Sequence[Wish], totals: Iterable[CurrencySum]) -> None:
    """One wish after the other, and sums by currency."""
    for wish in listed:
        typer.echo(f"{wish.id}  {wish.title}")
        parts = [wish.area, ", ".join(wish.countries), _(wish.status), _(wish.readiness), _(wish.funding)]
        typer.echo("    " + "; ".join(part for part in parts if part))
        if wish.cost is not None and wish.gap is not None:
            typer.echo(
                "    "
                + _("{cost} {currency}, of which {gap} missing").format(
                    cost=shown(wish.cost), currency=wish.currency, gap=shown(wish.gap)
                )
            )
        for grade, value in wish.cost_per_kg.items():
            typer.echo(
                "    "
                + _("grade {grade}: {cost} {currency} for each kg per year").format(
                    grade=grade or "-", cost=shown(value), currency=wish.currency
                )
            )
    typer.echo(_("{count} entries look for money").format(count=len(listed)))
    for total in totals:
        typer.echo(
            _("{currency}: {gap} missing of {cost}").format(
                currency=total.currency, gap=shown(total.gap), cost=shown(total.cost)
            )
        )


def show_form(wish: Wish, fields: Iterable[DonorField]) -> None:
    """The fields of two funds for one wish."""
    typer.echo(f"{wish.id}  {wish.title}")
    for field in fields:
        value = f" {field.value} {field.unit}".rstrip() if field.value else ""
        parts = [] if field.limit is None else [_("limit {limit}:").format(limit=f"{shown(field.limit)} {field.unit}")]
        parts += [_(field.remark)] if field.remark else []
        remark = f" ({' '.join(parts)})" if parts else ""
        mark = " *" if field.status == "unverified" else ""
        typer.echo(f"  {field.fund.upper()}  {_(field.term)}{mark}:{value}{remark}")
    typer.echo(_("* not verified: recalled, or read second-hand"))


def _sums(title: str, unit: str, sums: Sequence[GradeSum]) -> None:
    if not sums:
        return
    typer.echo(f"{title} ({unit})" if unit else title)
    for one in sums:
        range_ = "" if one.low == one.high else f" [{shown(one.low)} - {shown(one.high)}]"
        typer.echo(
            "  "
            + _("grade {grade}: {value}, weighted {weighted}, {count} figures").format(
                grade=one.grade or "-", value=shown(one.value) + range_, weighted=shown(one.weighted), count=one.count
            )
        )


def _write(path: Path, content: Any) -> None:
    path.write_text(content, encoding="utf-8")
