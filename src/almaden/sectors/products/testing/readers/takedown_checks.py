"""What take-down requests and checks must hold: days in their order, and an outcome that fits them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.products.testing.data import gone_on
from almaden.sectors.products.testing.readers.shared_checks import check_twice
from almaden.sectors.products.testing.records import GONE, RelistingCheckRecord, TakedownRecord
from almaden.wording import Text, n_


def check_takedowns(rows: Rows) -> Iterator[Fault]:
    """Check the requests of a table."""
    for one in rows.found:
        request: TakedownRecord = one.record
        for field in ("answered_on", "removed_on"):
            day = getattr(request, field)
            if day is not None and day < request.requested_on:
                yield rows.fault(
                    n_("this was before the request"), one.row, field, day.isoformat(),
                    Text("a day from {day} on", day=request.requested_on.isoformat()),
                    n_("correct one of the two days"),
                )  # fmt: skip
        yield from _outcome(rows, one.row, request)
    yield from check_twice(rows, "requested_on", _asked, n_("each request once"))


def _outcome(rows: Rows, row: int | None, request: TakedownRecord) -> Iterator[Fault]:
    if request.removed_on is not None and request.outcome not in ("removed", "partly"):
        yield rows.fault(
            n_("a day of removal is told for a listing that was not removed"), row, "removed_on",
            request.removed_on.isoformat(), n_("a day where the outcome is removed or partly"),
            n_("write removed as outcome, or empty the day"),
        )  # fmt: skip
    if request.answered_on is not None and request.outcome in ("", "no answer"):
        yield rows.fault(
            n_("an answer is told, but not what it was"), row, "outcome", request.outcome,
            n_("removed, partly or refused"), n_("write what was answered, or empty answered_on"),
        )  # fmt: skip


def check_relistings(rows: Rows, takedowns: Rows | None) -> Iterator[Fault]:
    """Check the looks at listings that were removed."""
    requests: Mapping[str, TakedownRecord] = {
        one.record.id: one.record for one in (takedowns.found if takedowns is not None else ())
    }
    for one in rows.found:
        check: RelistingCheckRecord = one.record
        request = requests.get(check.takedown)
        if request is None:
            continue
        if request.outcome not in GONE:
            yield rows.fault(
                n_("the listing was never removed, so it cannot come back"), one.row, "takedown", check.takedown,
                n_("a request with the outcome removed"), n_("correct the outcome of the request, or its identifier"),
            )  # fmt: skip
        gone = gone_on(request)
        if gone is not None and check.checked_on < gone:
            yield rows.fault(
                n_("this was before the removal"), one.row, "checked_on", check.checked_on.isoformat(),
                Text("a day from {day} on", day=gone.isoformat()), n_("correct one of the two days"),
            )  # fmt: skip


def _asked(request: TakedownRecord) -> tuple[object, ...]:
    return request.product, request.platform.casefold(), request.url, request.requested_on
