"""Names, addresses and free text at the door of the ingest: what is missed, and what is stopped wrongly.

Missed: names of twelve persons and as many crossed pairs in every writing, texts, addresses and numbers to
call, of `tests/support/planted_words.py`, as values of a closed column. A single word is a name only if it is
a common one in Norway. Wrongly stopped: files of generated deliveries, dirt included, at five seeds, and what
registers write where a code belongs.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from pipelines.ingest.format import recognise
from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.word_columns import Expected, words_in_file
from pipelines.ingest.words import kind_in_closed
from sample_data.generator.generate import generate
from tests.support.planted_words import DIRT, INITIALS, NOT_NAMES, SINGLE, WRITINGS, names

TITLE = "Names and free text at the door"
HEADINGS = ("what", "looked at", "stopped", "should be")
SEEDS, SCALE, BACKGROUND = (1, 2, 3, 4, 5), 0.02, 0.01


def measure() -> list[tuple]:
    """One row for each kind of what is looked at."""
    planted = {
        "names, in eighteen writings": [text for _, text in names(WRITINGS)],
        "surnames with an initial": [text for _, text in names(INITIALS)],
        "single names": [text for _, text in names(SINGLE)],
        **{f"values that are {kind}": texts for kind, texts in NOT_NAMES.items()},
    }
    rows = [(what, len(texts), _stopped(texts), len(texts)) for what, texts in planted.items()]
    rows.append(("codes and dirt", len(DIRT), _stopped(DIRT), 0))
    return [*rows, _generated()]


def _stopped(texts: Iterable[str]) -> int:
    return sum(bool(kind_in_closed(text)) for text in texts)


def _generated() -> tuple:
    n_rows = n_stopped = 0
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            generate(scale=SCALE, seed=seed, out=Path(folder), background=BACKGROUND)
            for file in sorted(Path(folder).glob("deliveries/*/*/*.csv")):
                register, table = file.stem.split("_", 1)
                model = raw_models()[register][table]
                met = recognise(file, list(model.to_schema().columns))
                n_rows += met.n_rows
                n_stopped += sum(map(len, words_in_file(file, met, Expected(model)).values()))
    return f"lines of deliveries generated at {len(SEEDS)} seeds", n_rows, n_stopped, 0
