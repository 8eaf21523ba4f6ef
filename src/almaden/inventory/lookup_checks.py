"""Checks that are made while factors are looked up, described here beside the others."""

from __future__ import annotations

from almaden.inventory.check_kind import CheckKind

NO_FACTOR = CheckKind(
    id="no_input_factor",
    title="No input factor",
    severity="error",
    meaning="Neither the line nor the factor set has an input factor, so the amount is not known.",
    message="no input factor for {what}{more}",
    advice="enter your own input_factor and factor_unit, or add a row to factors.csv",
)
NO_VARIANT = CheckKind(
    id="variant_not_known",
    title="Variant without a factor",
    severity="warning",
    meaning="The factor set has no factor for the variant of the line; the default variant was taken.",
    message="no factor is kept for the variant '{variant}'; the one for '{used}' was used",
    advice="choose a variant of the list, or enter your own input_factor",
)
NO_CONTEXT = CheckKind(
    id="context_missing",
    title="A value of the country is missing",
    severity="error",
    meaning="The default is per inhabitant and needs the electrification rate or the dental density.",
    message="the default of {code} needs a value of the country that is not given: {what}",
    advice="write {name} under [context] in inventory.toml",
)
NO_DISTRIBUTION = CheckKind(
    id="no_distribution",
    title="No distribution factors",
    severity="error",
    meaning="It is not known where the mercury goes; all of it stays unallocated.",
    message="{problem}: all of the mercury of this line stays unallocated",
    advice="add the six shares for this line to factors.csv",
)
NO_SCENARIO = CheckKind(
    id="scenario_not_known",
    title="Scenario that is not in the list",
    severity="warning",
    meaning="The line names a scenario that the factor set does not have; the default was taken.",
    message="no scenario '{scenario}' is kept; the default '{used}' was used",
    advice="choose a scenario of the list (almaden factors show {code})",
)
INCOMPLETE = CheckKind(
    id="distribution_incomplete",
    title="Distribution factors that do not add to one",
    severity="error",
    meaning="The six shares add to less or more than one without a stated reason; a warning where the factor set "
    "is known to be incomplete. The rest stays unallocated.",
    message="the distribution factors '{name}' add to {sum}, not 1: {rest} of the input stays unallocated",
    advice="look the row up in the official document and record it with almaden factors verify",
)
NO_MULTIPLIER = CheckKind(
    id="own_factor_is_whole",
    title="Own factor per inhabitant",
    severity="info",
    meaning="An own factor per inhabitant is used as it is; the default would be multiplied by a value of the country.",
    message="the own factor of {value} {unit} is taken as it is, without the {what} that the default is multiplied by",
    advice="if it replaces the default before that multiplication, multiply it yourself",
)
KINDS = (NO_MULTIPLIER, NO_FACTOR, NO_VARIANT, NO_CONTEXT, NO_DISTRIBUTION, NO_SCENARIO, INCOMPLETE)
