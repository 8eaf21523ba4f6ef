"""Draws of many uncertain numbers at once, each from a stream of its own.

A stream belongs to the identifier of the number (its key), never to the position of a row: order cannot
change a draw. Up to 1,000 numbers the draws are a scrambled Sobol sequence, above that a Latin hypercube.
In both, every number takes each of its equally likely strata once, so what is drawn is only in which
order; the values themselves are a table of quantiles, one table of normal ones being shared by all.

The scramble of a Sobol dimension comes from the key alone. The dimension is the rank of the key among all
keys: giving each key a dimension of its own by hash was tried and put numbers into pairs of high dimensions
that are badly spread (correlations up to 0.6 at 10,000 draws, against 0.05 by rank).

The sequence is made here, from the direction numbers of Joe and Kuo (2008, SIAM J. Sci. Comput. 30, 2635,
doi 10.1137/070709359), because ``scipy.stats.qmc`` takes over a second to import and scrambles by
position. The scrambling is that of Matousek (1998, J. Complexity 14, 527): a random lower triangular
matrix and a digital shift.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from almaden.quantity.normal import normal_table

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

#: More uncertain numbers than this are drawn by Latin hypercube.
SOBOL_LIMIT = 1000


@dataclass(frozen=True)
class Sampler:
    """Draws for a fixed set of keys.

    Attributes:
        kind: ``sobol`` or ``latin hypercube``.
        draws: how many draws of each number.
        seed: changes all streams; the same seed gives the same draws.
        dimensions: Sobol dimension of each key, empty for the Latin hypercube.
    """

    kind: Literal["sobol", "latin hypercube"]
    draws: int
    seed: int
    dimensions: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def strata(self) -> int:
        """How many equally likely strata each number has: as many as draws, or the next power of two (Sobol)."""
        return 1 << _bits(self.draws) if self.kind == "sobol" else self.draws

    def normal(self, key: str) -> FloatArray:
        """Standard normal draws of a key, shape ``(draws + 1,)``.

        The first element is 0, the median: whatever is computed from the array carries its point value
        along as first element, and the draws behind it.
        """
        return self.draw(key, normal_table(self.strata), 0.0)

    def draw(self, key: str, table: FloatArray, first: float) -> FloatArray:
        """Draws of a key from a table of quantiles, shape ``(draws + 1,)``.

        Args:
            key: whose stream to take.
            table: the value of each stratum, rising, shape ``(strata,)``.
            first: the first element, the point value.
        """
        values = np.empty(self.draws + 1)
        values[0] = first
        if self.kind == "sobol":
            # The ranks are never out of bounds; a mode other than the default spares numpy a copy.
            np.take(table, self._sobol(key), out=values[1:], mode="clip")
        else:
            values[1:][self._shuffled(key)] = table
        return values

    def generator(self, key: str) -> np.random.Generator:
        """A random generator of a key."""
        return np.random.Generator(np.random.PCG64(int.from_bytes(self._digest(key, 16), "little")))

    def _shuffled(self, key: str) -> IntArray:
        """A random order of the draws: the one at place ``k`` takes stratum ``k``.

        Sorting 16 random bits of each draw, which is done by radix, is three times faster than a shuffle.
        Draws with the same bits keep their order, so two numbers lean towards each other only in pairs of
        draws that tie in both: one pair in 2 ** 32.
        """
        words = self.generator(key).bit_generator.random_raw(-(-self.draws // 4))
        return words.view(np.uint16)[: self.draws].argsort(kind="stable")

    def _sobol(self, key: str) -> IntArray:
        bits = _bits(self.draws)
        words = np.frombuffer(self._digest(key, 4 * (bits + 1)), dtype="<u4").astype(np.int64)
        columns = _scrambled(_directions(self.dimensions[key], bits), words[:bits], bits)
        points = np.empty(1 << bits, dtype=np.int64)
        points[0] = words[bits] & ((1 << bits) - 1)
        for bit, column in enumerate(columns):
            half = 1 << bit
            np.bitwise_xor(points[:half], column, out=points[half : 2 * half])
        return points[: self.draws]

    def _digest(self, key: str, size: int) -> bytes:
        return hashlib.shake_128(f"{self.seed}\0{key}".encode()).digest(size)


def plan(keys: Iterable[str], draws: int, seed: int) -> Sampler:
    """Choose the sampler for a set of keys and give every key its stream.

    Raises:
        ValueError: if fewer than two draws are asked for.
    """
    if draws < 2:
        raise ValueError(f"at least two draws are needed, not {draws}")
    unique = sorted(set(keys))
    if len(unique) > SOBOL_LIMIT:
        return Sampler("latin hypercube", draws, seed)
    return Sampler("sobol", draws, seed, {key: rank for rank, key in enumerate(unique)})


def _bits(draws: int) -> int:
    return (draws - 1).bit_length()


@cache
def _table() -> tuple[tuple[int, tuple[int, ...]], ...]:
    path = resources.files("almaden.quantity") / "tables" / "sobol_directions.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple((int(row["polynomial"]), tuple(map(int, row["initial_numbers"].split()))) for row in rows)


@cache
def _directions(dimension: int, bits: int) -> IntArray:
    """Direction numbers as integers of ``bits`` digits, shape ``(bits,)``."""
    polynomial, initial = _table()[dimension]
    if dimension == 0:
        numbers = [1] * bits
    else:
        degree = polynomial.bit_length() - 1
        numbers = list(initial[:bits])
        for k in range(len(numbers), bits):
            value = numbers[k - degree] ^ (numbers[k - degree] << degree)
            for step in range(1, degree):
                if polynomial >> (degree - step) & 1:
                    value ^= numbers[k - step] << step
            numbers.append(value)
    return np.array([number << (bits - 1 - k) for k, number in enumerate(numbers)], dtype=np.int64)


def _scrambled(directions: IntArray, words: IntArray, bits: int) -> IntArray:
    """Multiply the direction numbers over GF(2) by a random lower triangular matrix with unit diagonal.

    Column ``k`` of the matrix acts on digit ``k`` (the most significant is 0): it keeps the digit and
    flips a random set of less significant ones.
    """
    place = np.arange(bits - 1, -1, -1)
    matrix = (words & ((1 << place) - 1)) | (1 << place)
    digits = (directions[:, None] >> place[None, :]) & 1
    return np.asarray(np.bitwise_xor.reduce(np.where(digits == 1, matrix[None, :], 0), axis=1))


def quantiles(values: FloatArray, probabilities: tuple[float, ...]) -> tuple[float, ...]:
    """Quantiles of a one-dimensional array, interpolated linearly as numpy does by default."""
    # Parted at one place after the other, in rising order: numpy parts at one place with vector instructions,
    # at several without, which takes three times as long.
    rest, start = values.copy(), 0
    found: dict[float, float] = {}
    for probability in sorted(probabilities):
        place = probability * (len(values) - 1)
        below = int(place)
        rest.partition(below - start)
        rest, start = rest[below - start :], below
        low = float(rest[0])
        high = float(rest[1:].min()) if len(rest) > 1 else low
        found[probability] = low + (high - low) * (place - below)
    return tuple(found[probability] for probability in probabilities)
