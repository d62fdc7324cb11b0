"""The protocol hash: what an agreement says, in 64 characters."""

import datetime
import hashlib
import json
from decimal import Decimal
from typing import Any

from pipelines.agreements.model import Agreement


def protocol_hash(agreement: Agreement) -> str:
    """SHA-256 (hexadecimal) over a canonical JSON of the agreement file.

    Keys are sorted, text is UTF-8, dates are ISO, numbers are written without trailing zeros, and what is
    left out equals what is empty. So comments, layout and the order of keys do not count; every term does,
    and so does the order of a list.
    """
    content = agreement.model_dump(by_alias=True, exclude_defaults=True, exclude_none=True)
    canonical = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_canonical
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError(f"an agreement holds no {type(value).__name__}")
