"""The command ``almaden partnership match``, through the entry point of the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(("partnership", "match", *words, "--date", "2026-11-01", "--json")) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_need_finds_its_offers_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("partnership", "match", "--need", "N5", "--date", "2026-11-01")) == 0
    shown = capsys.readouterr().out
    assert "O5 Mercury management" in shown
    assert "region and language" in shown
    assert "refused: O14: PER is not served; served: Central Asia" in shown
    assert "not endorsements" in shown


def test_json_carries_weights_parts_and_refusals(capsys: pytest.CaptureFixture[str]) -> None:
    answer = printed(capsys, "--need", "N5", "--chains", "--allocate")
    assert answer["weights"]["material"] == 25
    assert answer["on"] == "2026-11-01"
    best = answer["needs"][0]["best"][0]
    assert best["total"] == pytest.approx(sum(part["points"] for part in best["parts"]))
    assert {one["offer"] for one in answer["refusals"]} == {"O4", "O12", "O14"}
    assert "interim storage" in answer["chains"][0]["missing"]
    assert answer["allocation"]["given"][0]["need"] == "N5"


def test_an_offer_finds_its_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--offer", "O8", "--best", "1")["fitting_needs"][0]["need"] == "N10"


def test_own_tables_and_weights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "need.csv").write_text("id,title,topics\nN1,Retorts (made up),retort\n", encoding="utf-8")
    (tmp_path / "offer.csv").write_text("id,title,topics\nO1,Made-up offer,retort\n", encoding="utf-8")
    weights = tmp_path / "w.csv"
    weights.write_text("part,points\nmaterial,0\n", encoding="utf-8")
    answer = printed(capsys, str(tmp_path), "--weights", str(weights))
    assert answer["weights"]["material"] == 0
    assert [one["offer"] for one in answer["needs"][0]["best"]] == ["O1"]
    assert main(("partnership", "match", str(tmp_path), "--chains", "--allocate")) == 0
    shown = capsys.readouterr().out
    assert "N1: no steps are stated, so there is no chain" in shown
    assert "N1 < O1 Made-up offer: 100.0%" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--need", "N55"), "did you mean"),
        (("--need", "N5", "--offer", "O5"), "choose either"),
        (("--date", "soon"), "this is not a day"),
        (("nowhere",), "nowhere"),
    ],
)
def test_what_cannot_be_asked_is_refused(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("partnership", "match", *words)) == 2
    assert said in capsys.readouterr().err
