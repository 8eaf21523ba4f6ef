"""What the processes do: ``python -m tests.crash.process prepare|work|look CASE``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Final

from tests.crash import imports, ledgers, migrations, records
from tests.crash.case import Case, say

CASES: Final[Mapping[str, type[Case]]] = {
    "facilities": imports.Facilities,
    "observations": imports.Observations,
    "publishing": records.Publishing,
    "editions": records.Editions,
    "ledger": ledgers.Entries,
    "backups": records.Backups,
    "restores": records.Restores,
    "first start": migrations.FromNothing,
    "upgrade": migrations.FromEarlier,
}


def main(step: str, name: str) -> None:
    """Run one step of one case, and say when it begins and that it came to its end."""
    from almaden.store import setup
    from tests.crash import strike

    case = CASES[name]()
    fills = step == "prepare" and type(case).prepare is not Case.prepare
    setup.start(migrate=case.started or fills)
    strike.arm()
    say(begun=True)
    if step == "look":
        case.look([json.loads(line) for line in sys.stdin])
    else:
        getattr(case, step)()
    say(ended=dict(strike.passed))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
