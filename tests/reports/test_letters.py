"""Letters that no font has: found, replaced, said."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from almaden.reports import letters


def test_only_rare_letters_that_no_font_has_are_found() -> None:
    # Arabic, Cyrillic and Vietnamese letters are in the fonts that come with the program.
    assert letters.unshown("крем كريم kem ặ 美白 ครีม", ()) == frozenset("美白ครีม")
    assert not letters.unshown("крем كريم", ("no such file",))


def test_a_font_that_has_a_letter_shows_it() -> None:
    spec = find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    boxes = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / "LastResortHE-Regular.ttf"
    if boxes.is_file():
        assert not letters.unshown("美", (str(boxes),))
    assert letters.unshown("美", ("no such file",)) == {"美"}


def test_a_run_of_letters_has_one_stand_in_which_is_explained() -> None:
    missing = frozenset("美白ค")
    assert letters.without("Made-up 美白, ค 7", missing) == "Made-up […], […] 7"
    said = letters.told(missing, "en")
    assert "CJK, Thai" in said.text
    assert "[…] stands in their place" in said.text
