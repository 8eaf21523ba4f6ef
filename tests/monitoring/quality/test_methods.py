"""Which series may be merged, and where an instrument changed."""

from __future__ import annotations

from almaden.monitoring.quality.methods import instrument_changes, mergeable, method_of
from almaden.monitoring.series import SeriesKey
from tests.monitoring.quality.series import found, marks, series


def key(species: str = "GOM", method: str = "", unit: str = "pg/m3") -> SeriesKey:
    return SeriesKey("made-up", "air", species, unit, method)


def test_denuders_carry_their_bias_and_are_merged_with_nothing_else() -> None:
    denuder = key(method="KCl denuder")
    assert method_of(denuder) is not None
    assert mergeable(denuder, key(method="Tekran 1130, KCl denuder")) is None
    for other in ("", "cation exchange membrane", "dual channel system"):
        for pair in ((denuder, key(method=other)), (key(method=other), denuder)):
            assert "too little" in str(mergeable(*pair))
    told = marks(series([12.0, 15.0], species="GOM", unit="pg/m3", method="KCl denuder"))
    assert found(told) == [("low bias", -1, "valid")]
    assert found(marks(series([12.0, 15.0], species="GOM", unit="pg/m3"))) == []


def test_elemental_and_total_gaseous_mercury_stay_apart() -> None:
    reason = str(mergeable(key("GEM", unit="ng/m3"), key("TGM", unit="ng/m3")))
    assert "stay apart" in reason
    assert mergeable(key("GEM", "Tekran 2537B", "ng/m3"), key("GEM", "Lumex RA-915", "ng/m3")) is None
    assert mergeable(key("GEM", "Tekran 2537B", "ng/m3"), key("GEM", "MerPAS", "ng/m3")) is not None
    assert "convert" in str(mergeable(key("GEM", unit="ng/m3"), key("GEM", unit="pg/m3")))


def test_changes_of_the_instrument() -> None:
    first = series([1.5] * 48, instrument="112")
    second = series([1.4] * 48, instrument="305", begin="2020-01-16T12:00:00")
    other = series([1.4] * 48, species="TGM", instrument="7", begin="2021-01-16")
    (change,) = instrument_changes([second, other, first])
    assert (change.before, change.after, str(change.when)) == ("112", "305", "2020-01-16T12:00:00")
    assert change.side_by_side
    assert not instrument_changes([first, series([1.4], instrument="112", begin="2021-01-01")])
