"""Words that pages of supply and storage have in common, and how many draws their ranges rest on."""

from __future__ import annotations

from typing import Final

from almaden.wording import n_

#: Draws behind ranges of supply, as of the commands.
DRAWS: Final = 1_000
#: How a mine stands under Article 3; ``{day}`` is its last day.
STANDINGS: Final = {
    "allowed until": n_("allowed until a day"),
    "barred since": n_("barred by now"),
    "barred: new mine": n_("barred: a new mine"),
    "unclear": n_("unclear"),
    "not bound": n_("not bound"),
    "not asked": n_("not asked"),
    "ended": n_("mining ended"),
}
MINE_STATES: Final = {
    "operating": n_("mining goes on"),
    "idle": n_("mining stands still"),
    "closed": n_("mining ended"),
    "not known": n_("not known"),
}
MINE_KINDS: Final = {"primary": n_("mercury mine"), "by-product": n_("mine of another metal")}
#: Kinds of facilities.
FACILITY_KINDS: Final = {
    "interim store": n_("interim store"),
    "permanent store": n_("permanent store"),
    "stabilisation plant": n_("stabilisation plant"),
    "salt mine": n_("salt mine"),
    "engineered landfill": n_("engineered landfill"),
    "retort": n_("retort"),
}
#: Classes of mercury that is stored.
WASTE_CLASSES: Final = {
    "not waste": n_("mercury that is no waste"),
    "consisting": n_("waste consisting of mercury"),
    "containing": n_("waste containing mercury"),
    "contaminated": n_("waste contaminated with mercury"),
}
FROM_ABROAD: Final = {
    "yes": n_("takes mercury from abroad"),
    "no": n_("takes nothing from abroad"),
    "unknown": n_("not known whether it takes mercury from abroad"),
}
SEVERITIES: Final = {"error": n_("error"), "warning": n_("warning"), "info": n_("remark")}
#: What costs of local points are made of.
INTERIM_PARTS: Final = {
    "containers": n_("containers"),
    "points": n_("points of storage"),
    "running": n_("running costs"),
    "collection": n_("collection"),
}
