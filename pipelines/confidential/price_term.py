"""confidential.price_term: the terms of the files that the cut froze."""

import polars as pl

from pipelines.agreements.confidential import read_confidential
from pipelines.building import Reader

READS = ()
TYPES = {
    "agreement_id": pl.String, "kind": pl.String, "value": pl.Decimal(18, 6), "valid_from": pl.Date,
    "valid_to": pl.Date, "is_invented": pl.Boolean,
}  # fmt: skip


def price_term(read: Reader) -> pl.DataFrame:
    """Every term of every file in the folder that the parameter `confidential` names; never their salts."""
    rows = [
        {"agreement_id": terms.agreement_id, "is_invented": terms.is_invented, **term.model_dump()}
        for terms in map(read_confidential, sorted(read.parameters["confidential"].glob("*.yaml")))
        for term in terms.price_terms
    ]
    return pl.DataFrame(rows, schema=TYPES)
