"""``almaden partnership remind``: what a scheduler calls once a day."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_data_cmd import almaden, said

ADDRESS = "https://almaden.example/"


def test_what_is_due_is_told_and_a_wrong_address_is_refused(tmp_path: Path) -> None:
    found = said(almaden(tmp_path, "partnership", "remind", "--address", ADDRESS, "--json"))
    assert (found["reminded"], found["alerted"], found["newsletters"], found["waiting"]) == ([], [], 0, 0)
    wrong = almaden(tmp_path, "partnership", "remind", "--address", "almaden.example")
    assert wrong.returncode == 2
    assert "--address" in wrong.stderr
