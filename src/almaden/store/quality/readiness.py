"""Whether the quality control of a data set is brought to its end, so that it can be reviewed and published."""

from __future__ import annotations

from almaden.errors import Fault, InputError
from almaden.store.models import Dataset, QualityDecision
from almaden.store.observations.catalogue import current_files
from almaden.store.quality.lines import dataset_line, is_final
from almaden.wording import Text, n_


def check_settled(dataset: Dataset) -> None:
    """Refuse a data set whose quality control stopped half way; one that nobody checked or decided on is let through.

    Raises:
        InputError: marks wait for a decision, or its files do not carry what was decided.
    """
    waiting = dataset_line(dataset).open
    faults = []
    if waiting:
        faults.append(
            Fault(
                Text("{count} marks wait for a decision", count=waiting),
                value=dataset.key,
                advice=n_("accept, reject or change each of them first"),
            )
        )
    if _is_behind(dataset):
        faults.append(
            Fault(
                n_("the files of the data set do not carry all that was decided"),
                value=dataset.key,
                advice=n_("make the final level again, on its page or by: almaden monitoring finish"),
            )
        )
    if faults:
        raise InputError(faults)


def _is_behind(dataset: Dataset) -> bool:
    """Whether decisions were made or undone after its files, or its files carry none of those that stand."""
    decided = QualityDecision.objects.filter(dataset=dataset)
    if not any(file.made_from for file in current_files(dataset)):
        return decided.filter(undone=False).exists()
    return decided.exists() and not is_final(dataset)
