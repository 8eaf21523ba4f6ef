"""What the model of the atmosphere is not: said with every one of its results."""

from __future__ import annotations

from almaden.wording import Text, n_

_ALWAYS = (
    n_("This is a screening model, no chemistry transport model: linear, of three layers and coarse cells."),
    n_("It tells what falls within large regions and basins, not at a place; what falls near a stack is underrated."),
    n_("The height of a stack changes nothing in it: all is emitted into its lowest layer, over a kilometre deep."),
    n_("Chemistry and deposition are first-order rates, tuned to half of the sites where Hg0 and rain are measured."),
)
_OWN_CLIMATE = n_(
    "The winds and the rain are of a climatology that is the same all round the earth: sources are told apart by "
    "their distance and latitude, not by the weather on the way. Receptors are the 17 regions, ocean basins and bands."
)
_RE_EMITTED = n_(
    "Sea, soils and fires give back natural mercury and what people emitted before; the air cannot tell the two "
    "apart. A box model of centuries can."
)


def caveats(own_winds: bool = False, re_emitted: bool = False) -> tuple[Text, ...]:
    """What has to be said with a result.

    Args:
        own_winds: whether the circulation is from winds of the user's own.
        re_emitted: whether emission of the ground and the sea is among the sources.
    """
    parts = (*_ALWAYS, *(() if own_winds else (_OWN_CLIMATE,)), *((_RE_EMITTED,) if re_emitted else ()))
    return tuple(Text(one) for one in parts)
