"""Confidential terms: a file of their own, of which the agreement knows a salted hash and nothing else.

No message of this module repeats anything that stands in the file. The terms reach the negotiator's edition
and nothing else: no public table or report, and no record of a run.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from pydantic import Field, ValidationError

from pipelines.agreements.model import Agreement
from pipelines.agreements.place import place_problem
from pipelines.agreements.problems import Problem, path_of
from pipelines.agreements.protocol import plain
from pipelines.agreements.read import AgreementError
from pipelines.agreements.words import AgreementId, Block, Day, Number, one_of, shaped
from pipelines.document import DocumentError, read_document
from schemas.confidential.price_term import KINDS

FEWEST_DIFFERENT_DIGITS = 8
"""A salt with fewer was not drawn at random."""

Salt = shaped(r"[0-9a-f]{32,}", "at least 32 hexadecimal digits, drawn at random")


class ConfidentialTerm(Block):
    """One confidential term for one period."""

    kind: one_of(KINDS)
    value: Number = Field(ge=0)
    valid_from: Day
    valid_to: Day | None = None


class ConfidentialTerms(Block):
    """The confidential terms of one agreement."""

    agreement_id: AgreementId
    salt: Salt
    price_terms: list[ConfidentialTerm] = Field(min_length=1)
    is_invented: bool = False


def confidential_hash(terms: ConfidentialTerms) -> str:
    """SHA-256 (hexadecimal) over the salt and the canonical terms.

    The salt keeps anybody from finding a price by trying them all against the hash.
    """
    content = plain(terms.model_dump(exclude={"salt"}, exclude_none=True))
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{terms.salt}\n{canonical}".encode()).hexdigest()


def read_confidential(path: Path) -> ConfidentialTerms:
    """The terms in one file. Raises AgreementError, whose message names places and never a value."""
    found = place_problem(path)
    if found is not None:
        raise AgreementError([f"{path.name}: {found}"])
    try:
        data = read_document(path.read_bytes())
    except DocumentError as error:
        place = re.match(r"line \d+(, column \d+)?: ", str(error))
        where = place.group(0) if place else ""
        raise AgreementError(
            [f"{path.name}: {where}found text that cannot be read; expected plain YAML"]
        ) from None
    try:
        terms = ConfidentialTerms.model_validate(data)
    except ValidationError as error:
        raise AgreementError(f"{path.name}: {p}" for p in _silent_problems(error)) from None
    problems = list(_term_problems(terms, path.stem))
    if problems:
        raise AgreementError(f"{path.name}: {p}" for p in problems)
    return terms


EXPECTED = {
    "agreement_id": "an agreement id, as EX001",
    "salt": "at least 32 hexadecimal digits in quotes, drawn at random",
    "kind": f"one of {', '.join(KINDS)}",
    "value": "a number, at least 0",
    "valid_from": "a date, as 2026-06-30",
    "valid_to": "a date, as 2026-06-30",
    "price_terms": "a list of terms, each with kind, value, valid_from and valid_to",
    "is_invented": "true or false",
}


def _silent_problems(error: ValidationError) -> Iterator[Problem]:
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        location = fault["loc"]
        if fault["type"] == "extra_forbidden":
            # The name of a key may itself be a term.
            yield Problem(
                path_of(location[:-1]), "found an unknown key; expected none besides the known ones"
            )
            continue
        key = next((step for step in reversed(location) if step in EXPECTED), "")
        found = "nothing" if fault["type"] == "missing" else "another value"
        yield Problem(path_of(location), f"found {found}; expected {EXPECTED.get(str(key), 'known keys')}")


def _term_problems(terms: ConfidentialTerms, name: str) -> Iterator[Problem]:
    if terms.agreement_id != name:
        yield Problem("agreement_id", f"found another agreement; expected '{name}', as the file is named")
    if len(set(terms.salt)) < FEWEST_DIFFERENT_DIGITS:
        yield Problem("salt", "found digits that repeat; expected a salt drawn at random")
    for position, term in enumerate(terms.price_terms):
        path = f"price_terms[{position}]"
        if term.valid_to is not None and term.valid_to < term.valid_from:
            yield Problem(f"{path}.valid_to", "found a date before valid_from; expected one not before it")
        if term.kind == "flat_discount_share" and term.value > 1:
            yield Problem(f"{path}.value", "found more than 1; expected a share between 0 and 1")
    last = datetime.date.max
    for (one, first), (other, second) in combinations(enumerate(terms.price_terms), 2):
        apart = (first.valid_to or last) < second.valid_from or (second.valid_to or last) < first.valid_from
        if first.kind == second.kind and not apart:
            yield Problem(
                f"price_terms[{other}].valid_from",
                f"found a period that price_terms[{one}] of the same kind holds too; expected another",
            )


def confidential_problems(agreements: Sequence[Agreement], folder: Path) -> Iterator[str]:
    """Agreements whose stated hash is not that of their terms in `folder`, and terms that nobody states."""
    several = {agreement.agreement_id for agreement in agreements if len(agreement.drug.atc_codes) > 1}
    stated = {agreement.agreement_id: agreement.confidential_terms_hash for agreement in agreements}
    files = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    for agreement_id, wanted in stated.items():
        path = files.pop(agreement_id, None)
        if path is None:
            if wanted is not None:
                yield (
                    f"{agreement_id}.yaml: confidential_terms_hash: found no such file among "
                    "the confidential terms; expected the terms that the hash stands for"
                )
            continue
        try:
            terms = read_confidential(path)
        except AgreementError as error:
            yield from (f"confidential {line}" for line in error.problems)
            continue
        given = confidential_hash(terms)
        if agreement_id in several and any(term.kind == "net_price" for term in terms.price_terms):
            yield (
                f"confidential {agreement_id}.yaml: price_terms: found a price of one pack for several "
                "substances; expected a share of the list price"
            )
        if given != wanted:
            found = "nothing" if wanted is None else f"{wanted[:12]}…"
            yield (
                f"{agreement_id}.yaml: confidential_terms_hash: found {found}; expected {given}, which the "
                "confidential terms give"
            )
    for name in files:
        yield f"confidential {name}.yaml: found terms; expected an agreement that states their hash"
