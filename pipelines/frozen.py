"""The file that says what a cut froze: deliveries, agreements and reference tables by hash."""

import json
from pathlib import Path
from typing import Any

FROZEN = "frozen.json"


class CutError(Exception):
    """A cut cannot be built; the message says what was found and what was expected."""


def frozen_inputs(file: Path) -> dict[str, Any]:
    """What the file of a cut or an edition names; raises CutError where it cannot be read as that."""
    try:
        inputs = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        inputs = None
    if not isinstance(inputs, dict):
        raise CutError(f"{file}: found a damaged file; expected the names and hashes of what was frozen")
    return inputs
