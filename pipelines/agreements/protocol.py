"""The protocol: what an agreement says beforehand, in a canonical form, and its hash of 64 characters."""

import datetime
import hashlib
import json
from decimal import Decimal
from typing import Any

from pipelines.agreements.model import Agreement

RECORDED_LATER = {"records"}
"""Parts of the file that grow after the protocol is frozen, and are no part of it."""


def protocol_hash(agreement: Agreement) -> str:
    """SHA-256 (hexadecimal) over the canonical content of the agreement file."""
    return content_hash(protocol_content(agreement))


def protocol_content(agreement: Agreement) -> dict[str, Any]:
    """What the file says beforehand, in plain data.

    Dates are ISO, numbers are written without trailing zeros, and what is left out equals what is empty or
    has its default. So comments, layout and the order of keys do not count; every term does, and so does the
    order of a list.
    """
    content = agreement.model_dump(
        by_alias=True, exclude_defaults=True, exclude_none=True, exclude=RECORDED_LATER
    )
    return plain(content)


def content_hash(content: Any) -> str:
    """SHA-256 over plain data as JSON in UTF-8 with sorted keys."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def plain(value: Any) -> Any:
    """Data of a file in the canonical form, which is the same whether a number stands in quotes or not."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value
