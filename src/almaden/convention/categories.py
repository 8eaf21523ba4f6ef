"""Which source categories of the Toolkit an entry of the Convention is about."""

from __future__ import annotations

from collections.abc import Iterable


def concerns(own: Iterable[str], codes: Iterable[str]) -> bool:
    """Whether an entry with categories of its own is about any of these codes.

    A code takes in the categories below it: ``5.5.3`` meets ``5.5.3.1``, and the other way round, because
    an inventory may count a whole group in one row.
    """
    asked = tuple(codes)
    return any(
        code == mine or code.startswith(f"{mine}.") or mine.startswith(f"{code}.") for mine in own for code in asked
    )
