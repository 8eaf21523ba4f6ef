"""How high a hot or fast plume rises: the equations of Briggs as the ISC3 model uses them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.fate.plume.sources import Source
from almaden.fate.plume.stability import STABLE
from almaden.fate.plume.tables import constant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: The arrays of :class:`Rise`.
_ARRAYS: Final = (
    "mouth_m",
    "final_m",
    "distance_m",
    "buoyancy_flux_m4_per_s3",
    "momentum_flux_m4_per_s2",
    "buoyant",
    "wind_m_per_s",
    "stability_per_s2",
)


def buoyancy_flux(source: Source, temperature_k: ArrayLike) -> NDArray[np.float64]:
    """F = g vs d^2 / 4 (Ts - Ta) / Ts, m4/s3; 0 where the gas is no warmer than the air."""
    import numpy as np

    excess = np.maximum(source.exit_temperature_k - np.asarray(temperature_k, dtype=np.float64), 0.0)
    mouth = source.exit_speed_m_per_s * source.diameter_m**2 / 4
    return constant("gravity") * mouth * excess / source.exit_temperature_k


def momentum_flux(source: Source, temperature_k: ArrayLike) -> NDArray[np.float64]:
    """Fm = vs^2 d^2 / 4 Ta / Ts, m4/s2."""
    import numpy as np

    mouth = source.exit_speed_m_per_s**2 * source.diameter_m**2 / 4
    return mouth * np.asarray(temperature_k, dtype=np.float64) / source.exit_temperature_k


@dataclass(frozen=True)
class Rise:
    """How a plume rises in each hour; every array has the shape of the hours.

    Attributes:
        mouth_m: height of the mouth less what stack-tip downwash takes, m.
        final_m: rise where the plume has levelled off, m.
        distance_m: distance downwind at which it has, m.
        buoyancy_flux_m4_per_s3, momentum_flux_m4_per_s2: fluxes at the mouth.
        buoyant: True where buoyancy lifts it, False where momentum does.
        wind_m_per_s: wind at the mouth.
        stability_per_s2: s = g / Ta dtheta/dz, 0 in air that is not stable.
        exit_speed_m_per_s: speed of the gas at the mouth.
    """

    mouth_m: NDArray[np.float64]
    final_m: NDArray[np.float64]
    distance_m: NDArray[np.float64]
    buoyancy_flux_m4_per_s3: NDArray[np.float64]
    momentum_flux_m4_per_s2: NDArray[np.float64]
    buoyant: NDArray[np.bool_]
    wind_m_per_s: NDArray[np.float64]
    stability_per_s2: NDArray[np.float64]
    exit_speed_m_per_s: float

    @property
    def final_height_m(self) -> NDArray[np.float64]:
        """Height of the axis of the plume above ground where it has levelled off, m."""
        return self.mouth_m + self.final_m

    def height_m(self, distance_m: ArrayLike) -> NDArray[np.float64]:
        """Height of the axis above ground at a distance downwind, m.

        Args:
            distance_m: m; broadcasts with the hours, so hours in rows and receptors in columns need hours of shape
                (hours, 1); see :meth:`column`.
        """
        import numpy as np

        along = np.maximum(np.asarray(distance_m, dtype=np.float64), 0.0)
        gradual = np.where(self.buoyant, self._buoyant_m(along), self.momentum_m(along))
        level = along >= self.distance_m
        return self.mouth_m + np.where(level, self.final_m, np.minimum(gradual, self.final_m))

    def _buoyant_m(self, along_m: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        factor = constant("gradual_factor") * np.cbrt(self.buoyancy_flux_m4_per_s3) / self.wind_m_per_s
        lifted: NDArray[np.float64] = factor * np.cbrt(along_m) ** 2
        return lifted

    def momentum_m(self, distance_m: ArrayLike) -> NDArray[np.float64]:
        """Gradual rise by momentum alone, m; without its final value as a limit."""
        import numpy as np

        along = np.maximum(np.asarray(distance_m, dtype=np.float64), 0.0)
        if self.exit_speed_m_per_s == 0:
            return np.zeros(np.broadcast_shapes(along.shape, self.wind_m_per_s.shape))
        wind = self.wind_m_per_s
        jet = constant("entrainment") + wind / self.exit_speed_m_per_s
        root = np.sqrt(np.where(self.stability_per_s2 > 0, self.stability_per_s2, 1.0))
        # In stable air the jet swings about its level: it counts up to a quarter of the swing.
        swing = np.sin(np.minimum(along * root / wind, np.pi / 2)) * wind / root
        reach = np.where(self.stability_per_s2 > 0, swing, along)
        pushed: NDArray[np.float64] = np.cbrt(3 * self.momentum_flux_m4_per_s2 * reach / (jet * wind) ** 2)
        return pushed

    def column(self) -> Rise:
        """The same with a last axis of one, to broadcast hours against receptors."""
        return self._each(lambda values: values[..., None])

    def chosen(self, hours: NDArray[np.intp]) -> Rise:
        """The same for some of the hours, by their places."""
        return self._each(lambda values: values[hours])

    def _each(self, change: Callable[[NDArray[Any]], NDArray[Any]]) -> Rise:
        from dataclasses import replace

        changed: dict[str, Any] = {name: change(getattr(self, name)) for name in _ARRAYS}
        return replace(self, **changed)


def rise(source: Source, wind_m_per_s: ArrayLike, stability: NDArray[np.intp], temperature_k: ArrayLike) -> Rise:
    """How the plume of a source rises.

    Neutral and unstable air: 21.425 F^0.75 / u below F = 55, 38.71 F^0.6 / u from there, at 49 F^0.625 and 119 F^0.4
    m; stable: 2.6 (F / (u s))^(1/3). Where the gas is hardly warmer than the air, momentum rules: 3 d vs / u, in
    stable air not more than 1.5 (Fm / (u s^(1/2)))^(1/3). Slower than 1.5 u, it is drawn down behind the stack first.

    Args:
        source: the stack.
        wind_m_per_s: wind at its mouth, m/s, more than 0 (see :func:`~almaden.fate.plume.wind.wind_at`).
        stability: places in :data:`~almaden.fate.plume.stability.CLASSES`.
        temperature_k: of the air.

    Source: Briggs (1969, 1975) as in ISC3, table ``fate/plume_rise``.
    """
    import numpy as np

    wind, codes, air = np.broadcast_arrays(
        np.asarray(wind_m_per_s, dtype=np.float64), stability, np.asarray(temperature_k, dtype=np.float64)
    )
    lift, push = buoyancy_flux(source, air), momentum_flux(source, air)
    gradient = np.where(codes == STABLE, constant("gradient_e"), constant("gradient_f"))
    stable = np.where(codes >= STABLE, constant("gravity") / air * gradient, 0.0)
    buoyant = (lift > 0) & (source.exit_temperature_k - air > _crossover_k(source, lift, stable))
    by_lift, lift_distance = _buoyant_final(lift, wind, stable)
    by_push, push_distance = _momentum_final(source, lift, push, wind, stable)
    return Rise(
        _mouth_m(source, wind),
        np.where(buoyant, by_lift, by_push),
        np.where(buoyant, lift_distance, push_distance),
        lift,
        push,
        buoyant,
        wind,
        stable,
        source.exit_speed_m_per_s,
    )


def _mouth_m(source: Source, wind: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    short = np.minimum(source.exit_speed_m_per_s / wind - constant("tip_ratio"), 0.0)
    return np.maximum(source.height_m + constant("tip_factor") * source.diameter_m * short, 0.0)


def _crossover_k(source: Source, lift: NDArray[np.float64], stable: NDArray[np.float64]) -> NDArray[np.float64]:
    """Excess temperature from which buoyancy rules, K."""
    import numpy as np

    speed, wide, hot = source.exit_speed_m_per_s, source.diameter_m, source.exit_temperature_k
    if speed == 0 or wide == 0:
        return np.zeros(lift.shape)
    weak = constant("crossover_weak") * hot * np.cbrt(speed / wide)
    strong = constant("crossover_strong") * hot * np.cbrt(speed**2 / wide)
    neutral = np.where(lift < constant("strong_flux"), weak, strong)
    return np.where(stable > 0, constant("crossover_stable") * hot * speed * np.sqrt(stable), neutral)


def _neutral_distance(lift: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    weak = constant("weak_distance_factor") * lift ** constant("weak_distance_power")
    strong = constant("strong_distance_factor") * lift ** constant("strong_distance_power")
    return np.where(lift < constant("strong_flux"), weak, strong)


def _buoyant_final(
    lift: NDArray[np.float64], wind: NDArray[np.float64], stable: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Final rise by buoyancy and its distance, m."""
    import numpy as np

    weak = constant("weak_factor") * lift ** constant("weak_power") / wind
    strong = constant("strong_factor") * lift ** constant("strong_power") / wind
    neutral = np.where(lift < constant("strong_flux"), weak, strong)
    damping = np.where(stable > 0, stable, 1.0)
    levelled = constant("stable_factor") * np.cbrt(lift / (wind * damping))
    distance = constant("stable_distance_factor") * wind / np.sqrt(damping)
    return np.where(stable > 0, levelled, neutral), np.where(stable > 0, distance, _neutral_distance(lift))


def _momentum_final(
    source: Source,
    lift: NDArray[np.float64],
    push: NDArray[np.float64],
    wind: NDArray[np.float64],
    stable: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Final rise by momentum and its distance, m."""
    import numpy as np

    speed, wide = source.exit_speed_m_per_s, source.diameter_m
    if speed == 0 or wide == 0:
        return np.zeros(wind.shape), np.zeros(wind.shape)
    neutral = constant("momentum_factor") * wide * speed / wind
    damping = np.sqrt(np.where(stable > 0, stable, 1.0))
    levelled = np.minimum(neutral, constant("stable_momentum_factor") * np.cbrt(push / (wind * damping)))
    faster = speed + constant("momentum_distance_speeds") * wind
    cold = constant("momentum_distance_factor") * wide * faster**2 / (speed * wind)
    distance = np.where(lift > 0, _neutral_distance(lift), cold)
    quarter = constant("stable_momentum_distance_turns") * np.pi * wind / damping
    return np.where(stable > 0, levelled, neutral), np.where(stable > 0, quarter, distance)
