"""The words that people write for yes, no, not known and the choices of a column, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Words for yes and for no, without case and accents.
YES: Final = ("y", "yes", "oui", "o", "si", "s", "x", "1", "true", "vrai", "verdadero", "present", "presente", "✓", "✔")
NO: Final = ("n", "no", "non", "0", "false", "faux", "falso", "absent", "ausente", "none", "aucun", "ninguno")
#: What people write for a number that nobody has.
UNKNOWN: Final = frozenset(
    {
        "?",
        "n/a",
        "na",
        "nd",
        "n.d.",
        "s/d",
        "n/d",
        "unknown",
        "not known",
        "not available",
        "inconnu",
        "desconocido",
    }
)

#: Words for the values of choice columns, besides the values themselves.
WORDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "present": {"Y": YES, "N": NO, "?": ("?", "unknown", "not known", "inconnu", "desconocido", "n/a")},
    "in_law": {
        "Y": YES,
        "N": NO,
        "partly": (
            "partial",
            "partially",
            "partiel",
            "partiellement",
            "en partie",
            "parcial",
            "parcialmente",
            "en parte",
        ),
        "?": ("?", "unknown", "not known", "inconnu", "desconocido", "n/a"),
    },
    "phase": {
        "production": ("produccion", "fabrication", "manufacture", "fabricacion"),
        "use": ("utilisation", "usage", "uso", "utilizacion"),
        "disposal": ("elimination", "mise au rebut", "eliminacion", "disposicion", "disposicion final"),
    },
    "distribution": {
        "lognormal": ("log normal", "log normale", "lognormale"),
        "normal": ("normale",),
        "triangular": ("triangulaire",),
        "uniform": ("uniforme",),
        "fixed": ("fixe", "fijo", "fija", "none", "aucune", "ninguna"),
    },
    "status": {
        "verified": ("verifie", "verifiee", "verificado", "verificada"),
        "unverified": ("non verifie", "non verifiee", "no verificado", "no verificada", "not verified"),
        "user": ("utilisateur", "usuario"),
    },
    "kind": {"input": ("entree", "entrada"), "distribution": ("repartition", "distribucion")},
    "range_is": {"95%": ("95", "0.95"), "extremes": ("extremos", "extrema", "min max")},
}
