"""Files of the registry as people bring them in on a page: checked in the background, looked at, then kept.

Each step is a job of its own. What a check found stands in its result: counts, the first changes, what may be told
already. Keeping reads the file again, and refuses if something else would come of it than the person saw.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, BinaryIO, Final

from django.db.models import QuerySet

from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.registry import Registry
from almaden.store.imports.commit import PlanChangedError
from almaden.store.jobs import Progress, enqueue, job
from almaden.store.journal import canonical
from almaden.store.models import Job, RegistryRow, Upload, User
from almaden.store.models.jobs import JobState
from almaden.store.registry.incoming import check_incoming, registry_in
from almaden.store.registry.loading import Planned, kept_keys, load, planned
from almaden.store.registry.loading_rights import allow_load
from almaden.store.registry.told_twice import repeated
from almaden.store.rights import Person, visible_registry
from almaden.store.uploads import keep, kept_at
from almaden.wording import n_

CHECK: Final = "registry.check"
LOAD: Final = "registry.load"
ACTIONS: Final = ("added", "changed", "proposed", "unchanged")
#: Records that a preview lists, and pairs that may be the same; the others are counted.
LISTED: Final = 200
_LONGEST_REASON: Final = 500


def start(actor: User, file: BinaryIO, name: str, reason: str = "") -> Job:
    """Bring in a file: it is checked in the background.

    Args:
        actor: who brings it.
        file: its content.
        name: its name on the person's machine.
        reason: why, for the journal.

    Raises:
        RightsError: the person may not write into the registry.
        InputError: the file is of no accepted kind, or harmful.
    """
    allow_load(actor)
    upload = keep(actor, file, name, check_incoming)
    return enqueue(actor, CHECK, upload=upload.pk, name=name[-255:], reason=reason[:_LONGEST_REASON])


def own_jobs(actor: Person) -> QuerySet[Job]:
    """What a person brought in, checks and loads, the latest first."""
    return Job.objects.filter(kind__in=(CHECK, LOAD), owner=getattr(actor, "pk", None))


def keep_checked(actor: User, check: Job, same: Mapping[str, str]) -> Job:
    """Keep what a check found, once; in the background.

    Args:
        actor: who brought the file.
        check: the job that checked it.
        same: by key of a new activity the key of the one that it tells once more.

    Raises:
        RightsError: the person may not write into the registry.
        PlanChangedError: the file has faults, or is still being checked.
    """
    allow_load(actor)
    if check.state != JobState.DONE:
        raise PlanChangedError(n_("This file was not checked to its end, or has faults. Bring it in again."))
    before = load_of(check)
    if before is not None:
        return before
    offered = {one["key"]: one["candidate"] for one in check.result["twice"]}
    decided = {key: other for key, other in same.items() if offered.get(key) == other}
    return enqueue(actor, LOAD, check=check.pk, same=decided)


def load_of(check: Job) -> Job | None:
    """The job that keeps what a check found; one that failed does not count."""
    found = Job.objects.filter(kind=LOAD, arguments__check=check.pk).exclude(state=JobState.FAILED)
    return found.order_by("-id").first()


@job(CHECK)
def _check(one: Job, progress: Progress) -> dict[str, Any]:
    registry = _registry_of(one)
    plan = planned(one.owner, registry)
    twice, uncompared = repeated(registry)
    shown = [asdict(line) for line in plan if line.action != "unchanged"]
    titles = _titles(one.owner, [candidate.id for _, candidate in twice])
    names = {record.id: record.title for record in registry.all(ActivityRecord)} | titles
    return {
        "counts": _counts(plan),
        "shown": shown[:LISTED],
        "more": max(0, len(shown) - LISTED),
        "twice": [
            {"key": key, "title": names[key], "candidate": other.id, "other": names[other.id], "score": other.score}
            for key, other in twice
            if other.id in names
        ][:LISTED],
        "uncompared": uncompared,
        "sha256": _digest(plan),
    }


@job(LOAD)
def _load(one: Job, progress: Progress) -> dict[str, Any]:
    check = Job.objects.get(pk=one.arguments["check"])
    registry = _registry_of(check)
    if _digest(planned(one.owner, registry)) != check.result["sha256"]:
        raise PlanChangedError(n_("The records changed since this was checked. Bring the file in again."))
    upload = Upload.objects.get(pk=check.arguments["upload"])
    told = _decided(registry, one.arguments["same"])
    return asdict(load(one.owner, told, check.arguments["reason"] or check.arguments["name"], upload.sha256))


def _registry_of(check: Job) -> Registry:
    upload = Upload.objects.get(pk=check.arguments["upload"])
    path = kept_at(upload)
    check_incoming(path, upload.name)
    return registry_in(path, upload.name, kept_keys())


def _counts(plan: Sequence[Planned]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for line in plan:
        counts.setdefault(line.kind, Counter())[line.action] += 1
    return {kind: {action: found[action] for action in ACTIONS} for kind, found in counts.items()}


def _digest(plan: Sequence[Planned]) -> str:
    return hashlib.sha256(canonical([asdict(line) for line in plan]).encode()).hexdigest()


def _titles(user: User | None, keys: Sequence[str]) -> dict[str, str]:
    """Titles of the kept activities that a person sees."""
    rows = RegistryRow.objects if user is None else visible_registry(user)
    found = rows.filter(kind="activity", key__in=keys)
    return dict(found.values_list("key", "title"))


def _decided(registry: Registry, same: Mapping[str, str]) -> Registry:
    """The registry with what people decided: new activities that tell others once more."""
    kept = dict(RegistryRow.objects.filter(kind="activity", key__in=same.values()).values_list("key", "same_as"))

    def told(record: Any) -> Any:
        other = same.get(record.id, "") if isinstance(record, ActivityRecord) else ""
        return record.model_copy(update={"same_as": _first_of(other, registry, same, kept)}) if other else record

    return Registry.made_of((kind, told(one)) for kind, records in registry.tables.items() for one in records)


def _first_of(key: str, registry: Registry, same: Mapping[str, str], kept: Mapping[str, str]) -> str:
    """The activity that is told first: what tells once more never tells of another second telling."""
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        new = registry.get(ActivityRecord, key)
        key = same.get(key, "") or (new.same_as if new is not None else kept.get(key, "")) or key
    return key
