"""Keeps what was planned: all of it as one entry of the journal, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.db import transaction

from almaden.errors import InputError, StateError
from almaden.store.imports.differences import TABLES
from almaden.store.imports.plan import Plan, Planned
from almaden.store.imports.reading import Request, new_dataset, plan_import, written_since
from almaden.store.journal import BATCH, Work, writing
from almaden.store.models import Dataset, Entry, Identifier, Upload
from almaden.store.rights import require_somewhere
from almaden.wording import n_

Progress = Callable[[int, int], None]
#: Rows written between two notes of progress.
_CHUNK: Final = 1000
#: Facilities come before their units.
_ORDER: Final = ("facility", "site", "unit")


class PlanChangedError(StateError):
    """An import would no longer do what its author saw."""


def keep_import(request: Request, upload: Upload, plan: Plan, progress: Progress) -> Entry | None:
    """Keep an import, if it would still do what was planned.

    Args:
        request: what is imported; its file is the upload's.
        upload: the file, which every change names as its source.
        plan: what its author saw.
        progress: told how many records are kept of how many.

    Returns:
        The entry of the journal, None where nothing was to be changed.

    Raises:
        RightsError: the author may no longer import.
        InputError: the file has faults; nothing is kept.
        PlanChangedError: the store changed meanwhile, or a decision is missing.
    """
    if request.actor is not None:
        require_somewhere(request.actor, "import")
    if plan.faults:
        raise InputError(plan.faults)
    if plan.doubtful:
        raise PlanChangedError(n_("Some records may be there already. Decide on each of them first."))
    if not plan.changes:
        return None
    if "inventory" in plan.record_types or "observation" in plan.record_types:
        return _hand_over(request, upload, plan, progress)
    with transaction.atomic():
        reason = str(request.options.get("reason", ""))
        with writing(request.actor, "data.import", reason=reason, source_sha256=upload.sha256) as work:
            if written_since(plan.made_at):
                # Make it again, where nobody else writes.
                plan = still(request, plan.sha256)
            _Keeper(work, plan, progress).keep(plan.dataset or new_dataset(work, request, plan, upload))
        return Entry.objects.order_by("-number").first()


def still(request: Request, sha256: str) -> Plan:
    """The plan of an import, made again.

    Raises:
        PlanChangedError: it is another one than was seen.
    """
    plan = plan_import(request)
    if plan.sha256 != sha256:
        raise PlanChangedError(n_("The records changed since this was checked. Look at it again before you keep it."))
    return plan


def _hand_over(request: Request, upload: Upload, plan: Plan, progress: Progress) -> Entry | None:
    """Let those keep it who keep inventories and observations."""
    if "inventory" in plan.record_types:
        from almaden.store.imports.inventories import keep_inventory

        keep_inventory(request, upload)
    else:
        from almaden.store.observations.imports import import_observations

        with transaction.atomic():
            if plan.planned and written_since(plan.made_at):
                plan = still(request, plan.sha256)
            dataset = plan.dataset
            if dataset is None:
                with writing(request.actor, "dataset.add", source_sha256=upload.sha256) as work:
                    dataset = new_dataset(work, request, plan, upload)
            elif dataset.state != "draft":
                with writing(request.actor, "dataset.reopen", source_sha256=upload.sha256) as work:
                    _make_draft(work, dataset)
            if any(one.action in ("added", "changed") for one in plan.planned):
                reason = str(request.options.get("reason", ""))
                with writing(request.actor, "data.import", reason=reason, source_sha256=upload.sha256) as work:
                    _Keeper(work, plan, progress).keep(dataset)
            with request.open() as file:
                items = request.blocks(file)
                import_observations(
                    request.actor, dataset, items, upload, lambda rows: progress(rows, 0),
                    str(request.options.get("reason", "")), request.aside_for(upload.sha256),
                )  # fmt: skip
    return Entry.objects.order_by("-number").first()


def _make_draft(work: Work, dataset: Dataset) -> None:
    """What nobody has reviewed is not published with what was."""
    if dataset.state != "draft":
        work.change(dataset, state="draft", published_on=None, reviewer=None)


class _Keeper:
    """Writes the rows of a plan."""

    def __init__(self, work: Work, plan: Plan, progress: Progress) -> None:
        self._work = work
        self._plan = plan
        self._progress = progress
        self._done = 0
        self._total = sum(one.action in ("added", "changed") for one in plan.planned)

    def keep(self, dataset: Dataset) -> None:
        """Write everything; the last word on the progress is said before the transaction ends."""
        _make_draft(self._work, dataset)
        for record_type in _ORDER:
            found = [one for one in self._plan.planned if one.record_type == record_type]
            for some in _pieces([one for one in found if one.action == "added"]):
                self._add(record_type, some, dataset)
            for some in _pieces([one for one in found if one.action == "changed"]):
                self._change(record_type, some)
        self._progress(self._total, self._total)

    def _add(self, record_type: str, planned: Sequence[Planned], dataset: Dataset) -> None:
        rows: list[Any] = []
        for one in planned:
            home = {} if record_type == "unit" else {"dataset": dataset}
            one.target = TABLES[record_type](**home, **self._values(one))
            rows.append(one.target)
        self._work.add_many(rows)
        _identify(record_type, ((row.pk, row.identifiers) for row in rows))
        self._step(planned)

    def _change(self, record_type: str, planned: Sequence[Planned]) -> None:
        rows: list[Any] = []
        for one in planned:
            for name, value in self._values(one).items():
                setattr(one.target, name, value)
            rows.append(one.target)
        self._work.change_many(rows, {row.pk: one.before for row, one in zip(rows, planned, strict=True)})
        known = [one for one in planned if "identifiers" in one.values]
        _forget(key for one in known for key in one.before["identifiers"].items())
        _identify(record_type, ((one.target.pk, one.values["identifiers"]) for one in known if one.target is not None))
        self._step(planned)

    def _values(self, one: Planned) -> dict[str, Any]:
        if one.parent is not None and one.parent.target is not None and one.values.get("facility_id", 0) is None:
            return one.values | {"facility_id": one.parent.target.pk}
        return one.values

    def _step(self, planned: Sequence[Planned]) -> None:
        self._done += len(planned)
        self._progress(self._done, self._total)


def _identify(record_type: str, owners: Iterable[tuple[int, dict[str, str]]]) -> None:
    owner = f"{record_type}_id"
    Identifier.objects.bulk_create(
        [
            Identifier(scheme=scheme, value=value, **{owner: pk})
            for pk, identifiers in owners
            for scheme, value in identifiers.items()
        ],
        batch_size=BATCH,
    )


def _forget(keys: Iterable[tuple[str, str]]) -> None:
    for scheme, value in keys:
        Identifier.objects.filter(scheme=scheme, value=value).delete()


def _pieces(planned: Sequence[Planned]) -> Iterable[Sequence[Planned]]:
    return (planned[start : start + _CHUNK] for start in range(0, len(planned), _CHUNK))
