"""Who decided and why: words that stay with a delivery, and are shown to the register that sent it."""

import re

from pipelines.ingest.identity import holds_identity_number
from schemas.code_lists import PERSON

PSEUDONYM = re.compile(rf"\b{PERSON.strip('^$')}\b")


def wrong_in_decision(decided_by: str, reason: str) -> str:
    """What keeps a decision from being kept, never quoting it; empty where nothing does."""
    if not decided_by.strip() or not reason.strip():
        return "found no name or no reason; expected who decided, and why"
    if any(holds_identity_number(text) or PSEUDONYM.search(text) for text in (decided_by, reason)):
        return (
            "--by, --why: found what reads as a national identity number or a pseudonym; expected no person "
            "of the delivery to be named: it is kept, and shown to the register"
        )
    return ""
