"""Write the frozen protocols of the examples anew: `python -m tests.support.freeze_examples`.

The days are chosen, because the examples are: in real use the day is the day of freezing. EX004 shows a
protocol that was changed after data had come.
"""

import datetime
import shutil
import tempfile
from pathlib import Path

from pipelines.agreements.frozen_files import FOLDER, freeze_protocol
from pipelines.tables import REPOSITORY

AGREEMENTS = REPOSITORY / "sample_data" / "agreements"
NOTE = "Synthetic, because the example is: the days were chosen, and nobody agreed on the protocol."
FROZEN_ON = {
    "EX001": datetime.date(2021, 12, 14),
    "EX002": datetime.date(2021, 12, 14),
    "EX003": datetime.date(2021, 12, 16),
    "EX004": datetime.date(2021, 12, 16),
    "EX005": datetime.date(2023, 5, 8),
}
CHANGED_ON = {"EX004": datetime.date(2024, 10, 3)}
AS_IT_IS = "innenfor indikasjonen\n    decision_rule: {rule: at_least, margin: 0.10,"
AS_IT_WAS = "innenfor indikasjonen\n    decision_rule: {rule: at_least, margin: 0.05,"
"""The rule of EX004 on the share inside the indication, made wider after the first data cuts."""


def write(agreements: Path = AGREEMENTS) -> Path:
    """The frozen protocols beside `agreements`, in place of those that were there."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, day in FROZEN_ON.items():
            text = (agreements / f"{name}.yaml").read_text(encoding="utf-8")
            file = folder / f"{name}.yaml"
            if name in CHANGED_ON:
                assert text.count(AS_IT_IS) == 1, f"{name}: the rule that was changed is not there"
                file.write_text(text.replace(AS_IT_IS, AS_IT_WAS), encoding="utf-8")
                freeze_protocol(folder, name, day, NOTE)
                day = CHANGED_ON[name]
            file.write_text(text, encoding="utf-8")
            freeze_protocol(folder, name, day, NOTE)
        shutil.rmtree(agreements / FOLDER, ignore_errors=True)
        shutil.copytree(folder / FOLDER, agreements / FOLDER)
    return agreements / FOLDER


if __name__ == "__main__":
    print(write())
