"""Why Almaden calculates with the chain of devices, and where measured totals say something else."""

from __future__ import annotations

from almaden.inventory.result import Amount
from almaden.wording import Text, n_

#: Name of the method that results are made with unless another is asked for.
DEFAULT_METHOD = "chain"

_WHY = n_(
    "The result is made with the chain of devices: it alone says in which form mercury leaves and where captured "
    "mercury goes, it follows every input, and its balance closes. Measured totals of whole trains stand beside it."
)


def default_method() -> tuple[str, str]:
    """The method that results are made with, and why."""
    return DEFAULT_METHOD, _WHY


def disagreement(chain: Amount, measured: Amount, title: str) -> Text | None:
    """A warning where the range of the chain and that of a measured total have nothing in common.

    Args:
        chain: emission by the chain of devices.
        measured: emission by a measured total, in the same unit.
        title: title of the method of the total.
    """
    if measured.high < chain.low:
        template = n_("{method} has less mercury at the stack than the chain of devices: {measured} against {chain}; "
                      "their ranges do not meet")  # fmt: skip
    elif measured.low > chain.high:
        template = n_("{method} has more mercury at the stack than the chain of devices: {measured} against {chain}; "
                      "their ranges do not meet")  # fmt: skip
    else:
        return None
    return Text(template, method=Text(title), measured=_range(measured), chain=_range(chain))


def _range(amount: Amount) -> Text:
    return Text("{value} ({low} to {high})", value=amount.value, low=amount.low, high=amount.high)
