"""Work in the background: taken once, bounded, and told truly how it ended."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from almaden.errors import AlmadenError, Fault, InputError
from almaden.store import home, jobs, worker
from almaden.store.models import Job
from almaden.store.problems import error_of, problem_of
from almaden.wording import Exact, Fixed, Text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    def count(one: Job, progress: jobs.Progress) -> dict[str, Any]:
        for done in range(one.arguments["to"]):
            progress(done + 1, one.arguments["to"])
        return {"counted": one.arguments["to"]}

    def fail(one: Job, progress: jobs.Progress) -> dict[str, Any]:
        raise InputError(Fault(Text("row {number} is wrong", number=3.0), file="a.csv", row=3))

    monkeypatch.setattr(settings, "ALMADEN_JOBS", ())
    monkeypatch.setattr(jobs, "_FUNCTIONS", {"count": count, "fail": fail})


def test_a_job_is_done_and_says_what_came_of_it() -> None:
    told: list[tuple[int, int]] = []
    job = jobs.run_now(jobs.enqueue(None, "count", to=3), lambda done, total: told.append((done, total)))
    assert (job.state, job.result, job.problem) == ("done", {"counted": 3}, {})
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert job.started_on is not None
    assert job.finished_on is not None


def test_a_job_that_finds_faults_fails_with_all_of_them() -> None:
    job = jobs.run_now(jobs.enqueue(None, "fail"))
    assert job.state == "failed"
    error = error_of(job.problem)
    assert isinstance(error, InputError)
    assert error.faults[0].place == "a.csv, row 3"
    assert isinstance(error.faults[0].problem, Text)
    assert error.faults[0].problem.template == "row {number} is wrong"


def test_a_text_within_a_text_survives() -> None:
    text = Text("{what}, {far} km apart of {all}, {some} times", what=Text("same name"), far=Fixed(11.12, 1),
                all=Exact(123456.5), some=3)  # fmt: skip
    error = error_of(problem_of(AlmadenError(text)))
    assert error is not None
    assert error.args[0] == "same name, 11.1 km apart of 123,456.5, 3 times"
    assert isinstance(error.args[0].values["what"], Text)
    assert error_of({}) is None


def test_the_oldest_job_is_taken_and_taken_once() -> None:
    first, second = jobs.enqueue(None, "count", to=1), jobs.enqueue(None, "count", to=1)
    taken = [jobs.claim(), jobs.claim(), jobs.claim()]
    assert [one and one.pk for one in taken] == [first.pk, second.pk, None]


def test_of_two_workers_only_one_gets_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    job = jobs.enqueue(None, "count", to=1)
    # Both looked before either took it.
    monkeypatch.setattr(jobs, "_waiting", lambda: [job.pk])
    assert jobs.claim() == job
    assert jobs.claim() is None


def test_progress_is_seen_while_the_job_runs() -> None:
    job = jobs.enqueue(None, "count", to=9)
    assert jobs.claim() == job
    jobs.note_progress(job.pk, 4, 9)
    job.refresh_from_db()
    assert (job.done, job.total) == (4, 9)
    assert jobs.progress_of(job) == (4, 9)
    Job.objects.filter(pk=job.pk).update(done=0, total=0)
    job.refresh_from_db()
    # The table cannot be written while the job's own transaction is open; the file can.
    assert jobs.progress_of(job) == (4, 9)
    jobs.finish(job.pk, result={"a": 1})
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 4, 9)
    assert list(home.scratch().iterdir()) == []


def test_a_job_whose_worker_is_gone_fails() -> None:
    lost, alive = jobs.enqueue(None, "count", to=1), jobs.enqueue(None, "count", to=1)
    jobs.claim()
    jobs.claim()
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    Job.objects.update(seen_on=long_ago)
    jobs.note_progress(alive.pk, 1, 2)
    assert jobs.fail_lost() == 1
    lost.refresh_from_db()
    alive.refresh_from_db()
    assert (lost.state, alive.state) == ("failed", "running")
    assert "start it again" in str(error_of(lost.problem))
    # Its worker was only slow, and comes back: the job stays failed.
    jobs.finish(lost.pk, result={"late": True})
    lost.refresh_from_db()
    assert lost.state == "failed"


def test_what_is_left_over_in_the_scratch_folder_goes() -> None:
    home.scratch().mkdir(parents=True)
    old, new = home.scratch() / "old.part", home.scratch() / "new.part"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    jobs.tidy()
    assert list(home.scratch().iterdir()) == [new]


def _aged(path: Path, days: float) -> None:
    then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(path, (then, then), follow_symlinks=False)


def test_left_over_folders_go_and_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("of somebody else")
    old, busy = home.scratch() / "aside-old", home.scratch() / "aside-busy"
    for folder in (old, busy):
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "rows").write_text("x")
        (folder / "link").symlink_to(outside)
        for path in (*folder.rglob("*"), folder):
            _aged(path, 3)
    _aged(busy / "deep" / "rows", 0)
    link = home.scratch() / "link"
    link.symlink_to(outside)
    _aged(link, 3)
    jobs.tidy()
    assert list(home.scratch().iterdir()) == [busy]
    assert (outside / "kept.txt").read_text() == "of somebody else"


def test_what_a_running_job_wrote_stays() -> None:
    job = jobs.enqueue(None, "count", to=1)
    jobs.claim()
    Job.objects.update(started_on=datetime.now(UTC) - timedelta(days=4))
    folder, file, older = (home.scratch() / name for name in ("aside", "x.part", "older"))
    folder.mkdir(parents=True)
    older.mkdir()
    file.write_text("x")
    for path, days in ((folder, 3), (file, 3), (older, 5)):
        _aged(path, days)
    jobs.tidy()
    assert sorted(home.scratch().iterdir()) == [folder, file]
    jobs.finish(job.pk)
    jobs.tidy()
    assert list(home.scratch().iterdir()) == []


CHILD = """
import json, sys, time, os, signal
{body}
"""


@pytest.mark.parametrize(
    ("body", "state", "told"),
    [
        ("print(json.dumps({'done': 1, 'total': 2})); print(json.dumps({'result': {'a': 1}}))", "done", ""),
        ("os.kill(os.getpid(), signal.SIGKILL)", "failed", "signal 9"),
        ("sys.exit(7)", "failed", "code 7"),
        ("print('nonsense')", "failed", "code 0"),
        ("time.sleep(60)", "failed", "too long"),
    ],
    ids=["done", "killed", "exit", "nonsense", "slow"],
)
def test_how_a_child_ends_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, state: str, told: str
) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD.format(body=body))
    started = subprocess.Popen

    def start(command: list[str], **settings: Any) -> Any:
        return started([sys.executable, str(script)], **settings)

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(worker, "PAUSE_S", 0.05)
    monkeypatch.setenv("ALMADEN_JOB_SECONDS", "1" if "sleep" in body else "60")
    job = jobs.enqueue(None, "count", to=1)
    jobs.claim()
    worker.run_in_child(job)
    job.refresh_from_db()
    assert job.state == state
    assert told in str(error_of(job.problem))


def test_a_child_has_the_settings_that_name_the_jobs_of_its_parent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD.format(body="print(json.dumps({'result': {'a': os.environ['DJANGO_SETTINGS_MODULE']}}))"))
    started = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **more: started([sys.executable, str(script)], **more))
    monkeypatch.setattr(worker, "PAUSE_S", 0.05)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "almaden.web.settings")
    job = jobs.enqueue(None, "count", to=1)
    jobs.claim()
    worker.run_in_child(job)
    job.refresh_from_db()
    assert job.result == {"a": "almaden.web.settings"}


def test_a_job_ends_when_the_program_stops(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD.format(body="time.sleep(60)"))
    started = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **more: started([sys.executable, str(script)], **more))
    job = jobs.enqueue(None, "count", to=1)
    jobs.claim()
    stop = threading.Event()
    stop.set()
    worker.run_in_child(job, stop)
    job.refresh_from_db()
    assert "start it again" in str(error_of(job.problem))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_memory_of_a_child_is_bounded() -> None:
    code = "from almaden.store.worker import _limit_memory; _limit_memory(); bytearray(1 << 30)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "ALMADEN_JOB_MEMORY_MB": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "MemoryError" in done.stderr
