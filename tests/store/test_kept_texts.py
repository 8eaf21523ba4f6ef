"""Texts in results that are kept as JSON."""

from __future__ import annotations

import json

from almaden.store.kept_texts import kept_result, with_texts
from almaden.wording import Text


def test_texts_of_a_kept_result_can_be_said_in_any_language() -> None:
    result = {"lines": [{"reason": Text("too few: {n}", n=3), "name": "too"}], "note": "plain", "p": 0.5}
    kept = json.loads(json.dumps(with_texts(result)))
    assert kept["lines"][0]["reason"] == "too few: 3"
    found = kept_result(kept)
    assert found == result
    assert found["lines"][0]["reason"].say({"too few: {n}": "trop peu : {n}"}.__getitem__, str) == "trop peu : 3"
    assert kept_result({"note": "kept before"}) == {"note": "kept before"}
