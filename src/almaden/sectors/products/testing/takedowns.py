"""Take-down requests: how long platforms take, what comes of it, what is listed again, what is due.

Requests that are not answered yet count until the day that is asked for: leaving them out would make platforms look
quick that answer little (Kaplan and Meier, J. Am. Stat. Assoc. 53, 457, 1958).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from almaden.sectors.products.testing.data import ProductTestData, gone_on
from almaden.sectors.products.testing.defaults import default
from almaden.sectors.products.testing.records import GONE, OUTCOMES, Outcome, RelistingCheckRecord, TakedownRecord
from almaden.sectors.products.testing.shares import Share, share


@dataclass(frozen=True)
class Waiting:
    """Times until something happened, of which some have not ended.

    Attributes:
        count: how many are waited for.
        ended: for how many it happened.
        median_days: days after which it had happened for half of them, by Kaplan and Meier; None where it has not.
        after_30, after_90: share for which it had happened after so many days; None where nobody waited so long.
    """

    count: int
    ended: int
    median_days: float | None
    after_30: float | None
    after_90: float | None


@dataclass(frozen=True)
class PlatformResult:
    """Requests to one platform, or to all.

    Attributes:
        platform: its name; empty for all.
        requests: how many.
        outcomes: how many had which outcome; ``""`` is open.
        removed: share that was removed.
        answers: days until an answer.
        relisted: share of removed listings that were found again, of those that were looked for.
        until_relisted: days from the removal until it was found again; it was there some time before.
    """

    platform: str
    requests: int
    outcomes: Mapping[Outcome, int]
    removed: Share
    answers: Waiting
    relisted: Share
    until_relisted: Waiting


@dataclass(frozen=True)
class Due:
    """Something to be done.

    Attributes:
        what: ``answer`` where a platform should have answered; ``check`` where a removed listing is to be looked for.
        takedown: the request.
        on: the day on which it was or is due.
        days_late: days since then on the day that is asked for; below 0 where it is still to come.
    """

    what: Literal["answer", "check"]
    takedown: TakedownRecord
    on: date
    days_late: int


def known_on(data: ProductTestData, on: date) -> ProductTestData:
    """The requests and checks as they stood on a day: what came later is not known yet."""
    requests = tuple(_as_of(one, on) for one in data.takedowns if one.requested_on <= on)
    known = {one.id for one in requests if one.outcome in GONE}
    checks = tuple(one for one in data.checks if one.checked_on <= on and one.takedown in known)
    return replace(data, takedowns=requests, checks=checks)


def _as_of(request: TakedownRecord, on: date) -> TakedownRecord:
    answered = _known(request.answered_on, on)
    removed = _known(request.removed_on, on)
    last = request.removed_on or request.answered_on
    outcome = request.outcome if last is None or last <= on else ""
    return request.model_copy(update={"answered_on": answered, "removed_on": removed, "outcome": outcome})


def _known(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None


def platform_results(data: ProductTestData, on: date) -> tuple[PlatformResult, ...]:
    """Results of each platform by name, then of all together.

    Args:
        data: the register.
        on: the day; what came later is not known.
    """
    known = known_on(data, on)
    checks: defaultdict[str, list[RelistingCheckRecord]] = defaultdict(list)
    for check in known.checks:
        checks[check.takedown].append(check)
    by_name: defaultdict[str, list[TakedownRecord]] = defaultdict(list)
    for request in known.takedowns:
        by_name[request.platform].append(request)
    results = [_platform(name, by_name[name], checks, on) for name in sorted(by_name)]
    return (*results, _platform("", known.takedowns, checks, on)) if results else ()


def _platform(
    name: str, requests: Sequence[TakedownRecord], checks: Mapping[str, Sequence[RelistingCheckRecord]], on: date
) -> PlatformResult:
    outcomes = Counter(one.outcome for one in requests)
    answers = [(_answer_days(one, on), answered_on(one) is not None) for one in requests if _is_timed(one)]
    removed = [one for one in requests if one.outcome in GONE]
    in_order = {key: sorted(each, key=lambda check: check.checked_on) for key, each in checks.items()}
    looked = [(one, in_order[one.id]) for one in removed if one.id in in_order]
    found = sum(any(check.found_again for check in each) for _, each in looked)
    again = [_relisting(gone, each) for one, each in looked if (gone := gone_on(one)) is not None]
    return PlatformResult(
        platform=name,
        requests=len(requests),
        outcomes={outcome: outcomes[outcome] for outcome in OUTCOMES},
        removed=share(outcomes["removed"], len(requests) - outcomes[""], outcomes[""]),
        answers=waiting(answers),
        relisted=share(found, len(looked), len(removed) - len(looked)),
        until_relisted=waiting(again),
    )


def answered_on(request: TakedownRecord) -> date | None:
    """The day of the answer; a listing that was removed without a word was answered on that day."""
    return request.answered_on or request.removed_on


def _is_timed(request: TakedownRecord) -> bool:
    """Whether it is known how long it took, or that it has not answered; an answer without a day is none."""
    return answered_on(request) is not None or request.outcome in ("", "no answer")


def _answer_days(request: TakedownRecord, on: date) -> int:
    return ((answered_on(request) or on) - request.requested_on).days


def _relisting(gone: date, checks: Sequence[RelistingCheckRecord]) -> tuple[int, bool]:
    """Days until a listing was found again, or was last looked for in vain."""
    found = next((one.checked_on for one in checks if one.found_again), None)
    return ((found or checks[-1].checked_on) - gone).days, found is not None


def waiting(times: Sequence[tuple[int, bool]]) -> Waiting:
    """Times until something happened.

    Args:
        times: days, and whether it had happened then; otherwise it is not known to have happened by then.
    """
    steps = survival(times)
    longest = max((days for days, _ in times), default=-1)
    return Waiting(
        len(times), sum(ended for _, ended in times), next((day for day, left in steps if left <= 0.5), None),
        _after(steps, 30, longest), _after(steps, 90, longest),
    )  # fmt: skip


def survival(times: Sequence[tuple[int, bool]]) -> tuple[tuple[int, float], ...]:
    """The share for which it has not happened yet, after each day on which it happened (Kaplan and Meier).

    Args:
        times: days, and whether it had happened then.
    """
    ended = Counter(days for days, happened in times if happened)
    left, steps = 1.0, []
    for day in sorted(ended):
        left *= 1 - ended[day] / sum(days >= day for days, _ in times)
        steps.append((day, left))
    return tuple(steps)


def _after(steps: Sequence[tuple[int, float]], day: int, longest: int) -> float | None:
    left = [share_left for when, share_left in steps if when <= day]
    if longest < day and not (steps and steps[-1][1] == 0):
        return None
    return 1 - (left[-1] if left else 1.0)


def due(
    data: ProductTestData, on: date, answer_days: int | None = None, check_days: int | None = None
) -> tuple[Due, ...]:
    """What is due on a day or after it, what was due first stands first.

    Args:
        data: the register.
        on: the day; what came later is not known.
        answer_days: days within which a platform should answer; None for the program's own number.
        check_days: days between the removal and each look for it; None for the program's own number.
    """
    answer_days = int(default("answer_days").value) if answer_days is None else answer_days
    check_days = int(default("check_days").value) if check_days is None else check_days
    known = known_on(data, on)
    last = {one.takedown: one for one in sorted(known.checks, key=lambda check: check.checked_on)}
    found = []
    for request in known.takedowns:
        if not request.outcome:
            if request.answered_on is not None:
                continue
            day = request.requested_on + timedelta(days=answer_days)
            found.append(Due("answer", request, day, (on - day).days))
            continue
        looked = last.get(request.id)
        since = looked.checked_on if looked is not None else gone_on(request)
        if request.outcome in GONE and since is not None and not (looked is not None and looked.found_again):
            day = since + timedelta(days=check_days)
            found.append(Due("check", request, day, (on - day).days))
    return tuple(sorted(found, key=lambda one: (one.on, one.what, one.takedown.id)))
