"""``almaden serve`` and ``almaden demo`` as real processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from almaden.cli.main import run; run()"]


@contextmanager
def running(home: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """A server in a process of its own, with what it said when it was ready."""
    environment = {**os.environ, "ALMADEN_HOME": str(home), "ALMADEN_LANG": "en", "PYTHONUNBUFFERED": "1"}
    environment.pop("ALMADEN_DATABASE_URL", None)
    process = subprocess.Popen(
        [*COMMAND, *arguments, "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        said = next((line for line in process.stdout if '"first_link"' in line), "")
        assert said, process.stderr.read() if process.stderr else ""
        yield process, json.loads(said)
    finally:
        process.kill()
        process.communicate()


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def test_serve_answers_gives_a_first_link_and_ends_cleanly(tmp_path: Path) -> None:
    with running(tmp_path, "serve") as (process, said):
        assert "<h1" in page(said["address"])
        assert "You are the first here" in page(said["first_link"])
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*COMMAND, "serve", "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "ALMADEN_HOME": str(tmp_path), "ALMADEN_LANG": "en"},
        )
    assert done.returncode == 2
    assert "another program uses this port already" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "almaden.sqlite3").exists()


@pytest.mark.slow
def test_the_demo_is_served_from_a_store_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "almaden.sqlite3").write_text("the user's own, not to be touched", encoding="utf-8")
    with running(tmp_path, "demo", "--serve", "--out", str(tmp_path / "out")) as (process, said):
        assert "<h1" in page(said["address"])
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) == 0
    assert (tmp_path / "almaden.sqlite3").read_text(encoding="utf-8") == "the user's own, not to be touched"
    question = (
        "from almaden.store.setup import start; start()\n"
        "from almaden.store.models import Inventory\n"
        "print(sorted((one.country, one.standing, one.state) for one in Inventory.objects.all()))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", question],
        capture_output=True,
        text=True,
        check=True,
        env={
            **{name: value for name, value in os.environ.items() if name != "ALMADEN_DATABASE_URL"},
            "ALMADEN_HOME": str(tmp_path / "demo"),
            "DJANGO_SETTINGS_MODULE": "almaden.store.settings",
        },
    )
    assert asked.stdout.strip() == str([("GHA", "worked_example", "published"), ("PHL", "worked_example", "published")])
