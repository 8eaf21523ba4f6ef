"""Weights: read, brought to a hundred, refused where they make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.partnership.matching.weights import default_weights, settings, weights_from
from almaden.partnership.readers.weights import read_weights
from almaden.reference.tables import read_table

TABLES = ("matching_weights", "matching_settings", "matching_words", "matching_function_words", "matching_vocabulary")


def test_points_add_to_a_hundred_and_the_text_stays_on_top() -> None:
    weights = weights_from([{"part": "cost", "points": "35"}])
    points = weights.points()
    assert points.pop("text") == 10.0
    assert sum(points.values()) == pytest.approx(100.0)
    # 35 of 125 points that were stated.
    assert points["cost"] == pytest.approx(28.0)
    assert weights.to_json()["cost"] == 35.0


def test_a_weight_is_changed_alone() -> None:
    changed = default_weights().with_changed("step", 1.2)
    assert (changed.step, changed.material) == (24.0, 25.0)


def test_a_file_of_weights_is_read(tmp_path: Path) -> None:
    file = tmp_path / "weights.csv"
    file.write_text("part,points,note\nmaterial,50,more\ntext,0,\n", encoding="utf-8")
    weights = read_weights(file)
    assert (weights.material, weights.text, weights.step) == (50.0, 0.0, 20.0)


@pytest.mark.parametrize(
    ("lines", "count", "words"),
    [
        ("part,points\nmaterials,5\nstep,-1\ncost,nan\nplace,lots\n", 4, "no such part"),
        ("part,points\ntext,11\n", 1, "from 0 to 10"),
        ("part,points\nstep,1\nstep,2\n", 1, "twice"),
        ("name,value\nstep,1\n", 2, "no such column"),
        ("part,points\n" + "".join(f"{part},0\n" for part in default_weights().to_json()), 1, "all weights are zero"),
    ],
)
def test_wrong_weights_are_refused_all_at_once(tmp_path: Path, lines: str, count: int, words: str) -> None:
    file = tmp_path / "weights.csv"
    file.write_text(lines, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_weights(file)
    assert len(caught.value.faults) == count
    assert words in str(caught.value)
    assert "weights.csv" in str(caught.value)


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_the_tables_say_where_they_are_from(name: str) -> None:
    rows = read_table(f"partnership/{name}")
    assert rows
    for row in rows:
        assert row["source"]
        assert row["seen"]
        assert row["status"] in ("verified", "unverified")
        assert "recalled" not in row["seen"] or row["status"] == "unverified"


def test_every_setting_is_a_number() -> None:
    assert settings()["months_fresh"] == 24
    assert settings()["topic_share"] <= settings()["partial_share"]
