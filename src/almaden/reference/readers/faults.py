"""The faults of one reading, gathered until all are known."""

from __future__ import annotations

from typing import Final

from almaden.errors import Fault, InputError


class Faults:
    """Gathers faults; a file that is wrong throughout is not followed to its end."""

    #: From here on nobody reads them, and a wrong file of a million rows would fill the memory.
    MOST: Final = 10_000

    def __init__(self) -> None:
        self.found: list[Fault] = []

    @property
    def full(self) -> bool:
        """Whether reading should stop."""
        return len(self.found) >= self.MOST

    def add(self, fault: Fault) -> None:
        """Keep one fault."""
        if not self.full:
            self.found.append(fault)

    def take(self, error: InputError) -> None:
        """Keep the faults of an error that another reader raised."""
        for fault in error.faults:
            self.add(fault)

    def raise_if_any(self) -> None:
        """Report everything found.

        Raises:
            InputError: with all faults, if there is one.
        """
        if self.found:
            raise InputError(self.found)
