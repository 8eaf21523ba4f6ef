"""Countries: how far their assessments and plans are, and whose figures stand on a map of the world."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db.models import Case, IntegerField, Value, When

from almaden.errors import Fault, InputError
from almaden.store.accounts.checks import check_country
from almaden.store.acting import allow, now, plain_text
from almaden.store.journal import writing
from almaden.store.models import CountryStage, Inventory, SourceDocument, User
from almaden.store.models.countries import PlanKind, PlanStage
from almaden.store.models.inventories import InventoryState, Standing
from almaden.wording import Text, n_

_LONGEST_NOTE: Final = 5_000
#: Whose figure is shown where a country has several for one year: the Party's own before those of others.
_FIRST: Final = (Standing.SUBMITTED, Standing.PUBLISHED_ELSEWHERE, Standing.ESTIMATE)


def set_stage(
    actor: User | None,
    country: str,
    kind: str,
    stage: str,
    reached_on: date | str | None = None,
    document: SourceDocument | None = None,
    note: str = "",
    *,
    expected: int | None = None,
) -> CountryStage:
    """Write down that a country reached a stage; said again, it corrects day, document and note.

    Args:
        actor: who says it, with the right for the country; None for the program.
        country: ISO 3166 code of three letters.
        kind: mia, nap or implementation_plan.
        stage: not_started, started, drafted, submitted, published or reviewed.
        reached_on: the day, as year-month-day if it is a text.
        document: where it was read.
        note: anything a reader should know.
        expected: the version that the person saw of a stage that is there; None does not ask.

    Raises:
        ConflictError: somebody changed it meanwhile.
        InputError: with everything that is wrong.
    """
    if not country:
        raise InputError(Fault(n_("no country is given"), column="country", advice=n_("choose a country")))
    check_country(country)
    allow(actor, "write_stage", country)
    day = _day(reached_on)
    note = plain_text(note)
    _check(kind, stage, day, note)
    values: dict[str, Any] = {
        "reached_on": day,
        "document_id": document.pk if document is not None else None,
        "note": note,
    }
    with writing(actor, "country.set_stage") as work:
        known = CountryStage.objects.filter(country=country, kind=kind, stage=stage).first()
        if known is None:
            return work.add(CountryStage(country=country, kind=kind, stage=stage, **values))
        work.change(known, expected, **values)
        return known


def remove_stage(actor: User | None, stage: CountryStage, reason: str) -> None:
    """Take back that a country reached a stage; the journal keeps what was said.

    Args:
        actor: who takes it back.
        stage: the stage.
        reason: why.
    """
    allow(actor, "write_stage", stage.country)
    with writing(actor, "country.remove_stage", reason=plain_text(reason)) as work:
        work.remove(stage)


def world_figures() -> dict[str, Inventory]:
    """For each country the inventory whose figures stand on maps of the world.

    It is published, and no worked example. Of several the latest year counts, then the standing: what the Party
    submitted, what was published elsewhere, what others estimate; then what was published last.
    """
    rank = Case(
        *(When(standing=standing, then=Value(place)) for place, standing in enumerate(_FIRST)),
        output_field=IntegerField(),
    )
    found = Inventory.objects.filter(state=InventoryState.PUBLISHED, standing__in=_FIRST).annotate(rank=rank)
    figures: dict[str, Inventory] = {}
    for inventory in found.order_by("country", "-year", "rank", "-published_on", "-pk"):
        figures.setdefault(inventory.country, inventory)
    return figures


def _day(given: date | str | None) -> date | None:
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given.strip()) if given.strip() else None
    except ValueError:
        raise InputError(
            Fault(
                n_("the text is not a day"),
                column="reached_on",
                value=given,
                accepted=n_("a day such as 2017-08-16"),
                advice=n_("write year, month and day with hyphens"),
            )
        ) from None


def _check(kind: str, stage: str, day: date | None, note: str) -> None:
    faults = []
    for column, value, known in (("kind", kind, PlanKind.values), ("stage", stage, PlanStage.values)):
        if value not in known:
            accepted = ", ".join(known)
            advice = n_("choose one of them")
            faults.append(
                Fault(n_("the word is not known"), column=column, value=value, accepted=accepted, advice=advice)
            )
    if day is not None and day > now().date():
        advice = n_("write the day on which it was reached")
        faults.append(Fault(n_("the day is still to come"), column="reached_on", value=day.isoformat(), advice=advice))
    if len(note) > _LONGEST_NOTE:
        accepted = Text("at most {count} characters", count=_LONGEST_NOTE)
        faults.append(Fault(n_("the text is too long"), column="note", value=note, accepted=accepted))
    if faults:
        raise InputError(faults)
