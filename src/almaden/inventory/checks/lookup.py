"""Checks that are made while factors are looked up, described here beside the others."""

from __future__ import annotations

from almaden.inventory.checks.kinds import CheckKind

KINDS = (
    CheckKind(
        id="no_input_factor",
        title="No input factor",
        severity="error",
        meaning="Neither the line nor the factor set has an input factor, so the amount is not known.",
        message="no input factor for the category and variant",
        advice="enter your own input_factor and factor_unit, or add a row to factors.csv",
    ),
    CheckKind(
        id="variant_not_known",
        title="Variant without a factor",
        severity="warning",
        meaning="The factor set has no factor for the variant of the line; the default variant was taken.",
        message="no factor is kept for the variant",
        advice="choose a variant of the list, or enter your own input_factor",
    ),
    CheckKind(
        id="context_missing",
        title="A value of the country is missing",
        severity="error",
        meaning="The default is per inhabitant and needs the electrification rate or the dental density.",
        message="the default needs a value under [context]",
        advice="write it under [context] in inventory.toml",
    ),
    CheckKind(
        id="no_distribution",
        title="No distribution factors",
        severity="error",
        meaning="It is not known where the mercury goes; all of it stays unallocated.",
        message="no distribution factors for the category",
        advice="add the six shares for this line to factors.csv",
    ),
    CheckKind(
        id="scenario_not_known",
        title="Scenario that is not in the list",
        severity="warning",
        meaning="The line names a scenario that the factor set does not have; the default was taken.",
        message="no such scenario is kept",
        advice="choose a scenario of the list (almaden factors show CODE)",
    ),
    CheckKind(
        id="distribution_incomplete",
        title="Distribution factors that do not add to one",
        severity="error",
        meaning="The six shares add to less or more than one without a stated reason; a warning where the factor set "
        "is known to be incomplete. The rest stays unallocated.",
        message="the distribution factors do not add to 1",
        advice="look the row up in the official document and record it with almaden factors verify",
    ),
)
