"""An import as people walk through it: a check in the background, a preview, decisions, and then all is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F, QuerySet

from almaden.errors import AlmadenError, Fault, InputError
from almaden.store.imports.commit import PlanChangedError, keep_import, still
from almaden.store.imports.faulty import faulty_table
from almaden.store.imports.local import set_aside
from almaden.store.imports.plan import COUNTED, Plan
from almaden.store.imports.preview import Preview, preview_of, read_preview, remove_preview, write_preview
from almaden.store.imports.reading import Request, plan_import, usual_key
from almaden.store.imports.remarks import remarks_from_json, remarks_to_json
from almaden.store.jobs import Progress, enqueue, job
from almaden.store.models import Dataset, ImportRun, Job, Upload, User
from almaden.store.models.imports import ImportState
from almaden.store.models.jobs import JobState
from almaden.store.rights import RightsError, may, require_somewhere
from almaden.store.uploads import kept_at
from almaden.wording import Text, Translate, n_

_OPTIONS: Final = ("columns", "title", "standing", "reason")
_LONGEST_OPTION: Final = 2000
_DECISION: Final = re.compile("same(:[0-9]{1,19})?|new|skip")
#: Characters of something refused that are shown.
_SHOWN: Final = 80
_CHECKED = (ImportState.READY, ImportState.FAULTY, ImportState.CHECKING)


def start(
    actor: User | None, upload: Upload, reader: str, *, dataset_key: str = "", options: Mapping[str, Any] | None = None
) -> ImportRun:
    """Begin an import: its file is checked in the background.

    Args:
        actor: who imports; None for the program itself.
        upload: the file.
        reader: name of the reader.
        dataset_key: key of the data set that it goes into; empty for the usual one of the reader.
        options: what :class:`~almaden.store.imports.reading.Request` takes.

    Raises:
        RightsError: the person may not import.
        InputError: there is no such reader, or a map of columns is wanted or not wanted.
    """
    if actor is not None:
        require_somewhere(actor, "import")
    from almaden.reference.readers import registry

    found = registry.reader(reader)
    options = dict(options or {})
    _check_options(options)
    if bool(options.get("columns")) != found.takes_columns:
        raise InputError(Fault("this reader needs a map of columns, or takes none", value=reader))
    key = dataset_key or usual_key(reader, upload.name)
    with transaction.atomic():
        run = ImportRun.objects.create(
            upload=upload, reader=reader, options={**options, "dataset": key}, author=actor, made_on=datetime.now(UTC),
            dataset=Dataset.objects.filter(key=key).first(),
        )  # fmt: skip
        _check_again(run)
    return run


def _check_options(options: Mapping[str, Any]) -> None:
    """Refuse what the check in the background could not read."""
    faults = []
    for name, value in options.items():
        if name not in _OPTIONS:
            problem, accepted = n_("there is no such option"), ", ".join(_OPTIONS)
        elif name == "columns" and value is not None and not _is_map(value):
            problem, accepted = n_("this is no map of columns"), n_("a name of a column for each field")
        elif name != "columns" and not (isinstance(value, str) and len(value) <= _LONGEST_OPTION):
            problem = n_("this is no text, or too long a text")
            accepted = Text("at most {count} characters", count=_LONGEST_OPTION)
        else:
            continue
        faults.append(Fault(problem, column=name[:_SHOWN], value=str(value)[:_SHOWN], accepted=accepted))
    if faults:
        raise InputError(faults)


def _is_map(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    return all(isinstance(one, str) and len(one) <= _LONGEST_OPTION for pair in value.items() for one in pair)


def preview(run: ImportRun) -> Preview:
    """What an import would do, as its last check found it; only counts where that was not kept."""
    found = read_preview(run.pk)
    if found is not None:
        return found
    return Preview(run.counts, dict.fromkeys(COUNTED, 0), (), (), run.plan_sha256, remarks_from_json(run.remarks))


def decide(actor: User | None, run: ImportRun, expected: int, decisions: Mapping[str, str]) -> ImportRun:
    """Say what records are, by their keys: ``same:ID``, ``same``, ``new`` or ``skip``; it is checked again with that.

    Without decisions it is only checked again, as after a check that was interrupted.

    Raises:
        RightsError: it is somebody else's import.
        InputError: a decision is none of these, or the preview has no record of a key.
        PlanChangedError: the import was changed meanwhile, or is over.
    """
    _own(actor, run)
    _check_decisions(run, decisions)
    with transaction.atomic():
        _move(run, expected, _CHECKED, state=ImportState.CHECKING, decisions={**run.decisions, **decisions})
        _check_again(run)
    return run


def _check_decisions(run: ImportRun, decisions: Mapping[str, str]) -> None:
    known = {one.key for one in preview(run).shown if one.key} | run.decisions.keys() if decisions else set()
    faults = []
    for key, decision in decisions.items():
        column, value = key[:_SHOWN], decision[:_SHOWN]
        if not _DECISION.fullmatch(decision):
            accepted = "same, same:ID, new, skip"
            faults.append(Fault(n_("this is no decision"), column=column, value=value, accepted=accepted))
        elif key not in known:
            accepted = n_("the key of a record that the preview shows")
            problem = n_("there is no such record in this import")
            faults.append(Fault(problem, column=column, value=value, accepted=accepted))
    if faults:
        raise InputError(faults)


def commit(actor: User | None, run: ImportRun) -> ImportRun:
    """Keep what was checked; it is done in the background, whole or not at all.

    Raises:
        RightsError: it is somebody else's import, or the person may no longer import.
        PlanChangedError: it is not ready, has doubtful records, or is over.
    """
    _own(actor, run)
    if any(counts.get("doubtful") for counts in run.counts.values()):
        raise PlanChangedError(n_("Some records may be there already. Decide on each of them first."))
    with transaction.atomic():
        _move(run, run.version, (ImportState.READY, ImportState.COMMITTING), state=ImportState.COMMITTING)
        _enqueue(run, "import.commit")
    return run


def discard(actor: User | None, run: ImportRun) -> ImportRun:
    """Give an import up; its file stays among the uploads.

    Raises:
        RightsError: it is somebody else's import.
        PlanChangedError: it is being checked or kept, or over.
    """
    _own(actor, run)
    with transaction.atomic():
        _move(run, run.version, (*_CHECKED, ImportState.COMMITTING), state=ImportState.DISCARDED)
    remove_preview(run.pk)
    return run


def faulty_rows(run: ImportRun, translate: Translate = n_) -> bytes:
    """The faulty rows of an import as CSV, with a column that says what is wrong."""
    return faulty_table(kept_at(run.upload), run.upload.name, preview(run).faults, translate)


def runs_of(user: User) -> QuerySet[ImportRun]:
    """The imports that a person may see: their own, and all for who looks after the jobs."""
    runs = ImportRun.objects.select_related("upload", "dataset", "job", "author")
    return runs if may(user, "manage_jobs") else runs.filter(author=user)


@job("import.check")
def _check(one: Job, progress: Progress) -> dict[str, Any]:
    run = ImportRun.objects.select_related("upload", "author").get(pk=one.arguments["run"])
    try:
        plan = plan_import(request_of(run), lambda rows: progress(rows, 0))
    except InputError as error:
        plan = Plan(run.reader, (), run.options["dataset"], None, faults=list(error.faults))
    found = preview_of(plan)
    write_preview(run.pk, found)
    state = ImportState.FAULTY if plan.faults else ImportState.READY
    ImportRun.objects.filter(pk=run.pk, state=ImportState.CHECKING).update(
        state=state,
        counts=plan.counts,
        remarks=remarks_to_json(plan.remarks),
        plan_sha256=plan.sha256,
        version=F("version") + 1,
    )
    return found.total


@job("import.commit")
def _commit(one: Job, progress: Progress) -> dict[str, Any]:
    run = ImportRun.objects.select_related("upload", "author").get(pk=one.arguments["run"])
    try:
        with set_aside() as aside:
            request = replace(request_of(run), aside=aside)
            plan = still(request, run.plan_sha256)
            with transaction.atomic():
                entry = keep_import(request, run.upload, plan, progress)
                dataset = Dataset.objects.filter(key=request.key).first()
                ImportRun.objects.filter(pk=run.pk).update(
                    state=ImportState.COMMITTED, entry=entry, dataset=dataset, version=F("version") + 1
                )
    except AlmadenError:
        # Its author looks again: ready, with what stopped it told by the job.
        ImportRun.objects.filter(pk=run.pk).update(state=ImportState.READY, version=F("version") + 1)
        raise
    return plan.counts


def request_of(run: ImportRun) -> Request:
    """What an import asks for."""
    return Request(
        run.author, kept_at(run.upload), run.upload.name, run.reader, run.options["dataset"], run.options, run.decisions
    )


def _own(actor: User | None, run: ImportRun) -> None:
    if actor is None:
        return
    require_somewhere(actor, "import")
    if run.author_id != actor.pk:
        raise RightsError(n_("This is somebody else's import."))


def _move(run: ImportRun, expected: int, states: tuple[ImportState, ...], **values: Any) -> None:
    """Change a run that is still as it was seen; a run whose job failed can be started again."""
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    # A run that was checked is free, although the process of its job may still be ending.
    under_way = current.state in (ImportState.CHECKING, ImportState.COMMITTING)
    busy = under_way and current.job is not None and current.job.state in (JobState.QUEUED, JobState.RUNNING)
    if current.version != expected or current.state not in states or busy:
        raise PlanChangedError(n_("This import was changed meanwhile. Look at it again."))
    ImportRun.objects.filter(pk=run.pk).update(version=F("version") + 1, **values)
    run.refresh_from_db()


def _check_again(run: ImportRun) -> None:
    _enqueue(run, "import.check")


def _enqueue(run: ImportRun, kind: str) -> None:
    run.job = enqueue(run.author, kind, run=run.pk)
    ImportRun.objects.filter(pk=run.pk).update(job=run.job)
