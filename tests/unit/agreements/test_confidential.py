# ruff: noqa: E501 - a message stands on one line
"""Confidential terms: held by their salted hash, printed nowhere, in no table."""

import json
from pathlib import Path

import pytest

from pipelines.agreements.confidential import (
    KINDS,
    confidential_hash,
    confidential_problems,
    read_confidential,
)
from pipelines.agreements.folder import folder_tables
from pipelines.agreements.json_schema import json_schema_page
from pipelines.agreements.read import AgreementError, read_agreement
from pipelines.tables import PIPELINES, REPOSITORY
from tests.support.small_agreement import SMALL, changed

SAMPLE = REPOSITORY / "sample_data"
TERMS = SAMPLE / "confidential" / "EX001.yaml"
SALT = "0123456789abcdef0123456789abcdef"
SMALL_TERMS = f"""\
agreement_id: EX001
salt: "{SALT}"
price_terms:
  - kind: net_price
    value: 21594.70
    valid_from: 2022-01-01
    valid_to: 2022-12-31
  - kind: net_price
    value: 19876.50
    valid_from: 2023-01-01
  - kind: flat_discount_share
    value: 0.37
    valid_from: 2022-01-01
"""
SECRETS = ("21594", "19876", "0.37", "0,37", SALT, "44321")


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SMALL_TERMS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "EX001.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def hash_of(folder, *changes):
    return confidential_hash(read_confidential(written(folder, *changes)))


def problems_in(folder, *changes):
    with pytest.raises(AgreementError) as caught:
        read_confidential(written(folder, *changes))
    text = str(caught.value)
    assert not [secret for secret in SECRETS if secret in text], text
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("21594.70", "21594.71"),
        (SALT, SALT[::-1]),
        ("flat_discount_share", "payback_threshold"),
        ("valid_to: 2022-12-31", "valid_to: 2022-12-30"),
        ("    valid_to: 2022-12-31\n  - kind: net_price", "    valid_to: 2022-12-31\n  - kind: cap_nok"),
    ],
)
def test_any_term_and_the_salt_alone_change_the_hash(old, new, tmp_path):
    assert hash_of(tmp_path, (old, new)) != hash_of(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [("21594.70", "21594.7"), ("0.37", "0.370"), ("agreement_id", "# a comment\nagreement_id")],
)
def test_another_way_to_write_the_same_does_not(old, new, tmp_path):
    assert hash_of(tmp_path, (old, new)) == hash_of(tmp_path)


def test_the_hash_is_not_that_of_the_terms_without_salt(tmp_path):
    assert hash_of(tmp_path, (SALT, "f" * 16 + SALT)) != hash_of(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (f'"{SALT}"', '"0123456789abcdef"',
         "salt: found another value; expected at least 32 hexadecimal digits in quotes, drawn at random"),
        (SALT, "0" * 32, "salt: found digits that repeat; expected a salt drawn at random"),
        ("value: 21594.70", 'value: "21594.70"',
         "price_terms[0].value: found another value; expected a number, at least 0"),
        ("value: 21594.70", "value: -21594.70",
         "price_terms[0].value: found another value; expected a number, at least 0"),
        ("value: 0.37", "value: 37", "price_terms[2].value: found more than 1; expected a share between 0 and 1"),
        ("    value: 21594.70\n", "",
         "price_terms[0].value: found nothing; expected a number, at least 0"),
        ("kind: net_price", "kind: 21594.70",
         f"price_terms[0].kind: found another value; expected one of {', '.join(KINDS)}"),
        ("valid_from: 2023-01-01", "valid_from: 2022-12-31",
         "price_terms[1].valid_from: found a period that price_terms[0] of the same kind holds too; expected another"),
        ("valid_to: 2022-12-31", "valid_to: 2021-12-31",
         "price_terms[0].valid_to: found a date before valid_from; expected one not before it"),
        ("    valid_to", "    price_44321: 1\n    valid_to",
         "price_terms[0]: found an unknown key; expected none besides the known ones"),
        ("EX001", "EX002", "agreement_id: found another agreement; expected 'EX001', as the file is named"),
        ("price_terms:", "price_terms: [21594.70", "line 4, column 9: found text that cannot be read; expected plain YAML"),
        ("valid_from: 2023-01-01", "valid_from: 2023-02-44", "line 10, column 17: found text that cannot be read; expected plain YAML"),
        ("value: 21594.70", "value: !!int x21594.70", "line 5, column 12: found text that cannot be read; expected plain YAML"),
        ("value: 21594.70", "value: !!float 21594.70x", "line 5, column 12: found text that cannot be read; expected plain YAML"),
        ("value: 21594.70", "value: " + "21594" * 1000, "line 5, column 12: found text that cannot be read; expected plain YAML"),
        ("value: 21594.70", 'value: "21594\\UFFFFFFFF"', "found text that cannot be read; expected plain YAML"),
        ("price_terms:", "price_terms: 21594.70\nother:",
         "price_terms: found another value; expected a list of terms, each with kind, value, valid_from and valid_to"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_placed_and_never_repeated(old, new, expected, tmp_path):
    assert problems_in(tmp_path, (old, new))[0] == f"EX001.yaml: {expected}"


@pytest.fixture
def agreement_with(tmp_path):
    def of(stated):
        folder = tmp_path / "public"
        folder.mkdir(exist_ok=True)
        text = (
            SMALL
            if stated is None
            else changed(("exit_plan:", f"confidential_terms_hash: {stated}\nexit_plan:"))
        )
        (folder / "EX001.yaml").write_text(text, encoding="utf-8")
        return [read_agreement(folder / "EX001.yaml")]

    return of


def test_terms_that_give_the_stated_hash(agreement_with, tmp_path):
    assert list(confidential_problems(agreement_with(hash_of(tmp_path)), tmp_path)) == []


def test_terms_that_give_another_hash_or_that_nobody_states(agreement_with, tmp_path):
    given = hash_of(tmp_path)
    assert list(confidential_problems(agreement_with("a" * 64), tmp_path)) == [
        f"EX001.yaml: confidential_terms_hash: found aaaaaaaaaaaa…; expected {given}, which the confidential terms give"
    ]
    assert list(confidential_problems(agreement_with(None), tmp_path)) == [
        f"EX001.yaml: confidential_terms_hash: found nothing; expected {given}, which the confidential terms give"
    ]
    (tmp_path / "EX009.yaml").write_text(SMALL_TERMS, encoding="utf-8")
    assert list(confidential_problems(agreement_with(given), tmp_path)) == [
        "confidential EX009.yaml: found terms; expected an agreement that states their hash"
    ]


def test_a_stated_hash_without_its_terms(agreement_with, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert list(confidential_problems(agreement_with("a" * 64), empty)) == [
        "EX001.yaml: confidential_terms_hash: found no such file among the confidential terms; expected the terms "
        "that the hash stands for"
    ]
    assert list(confidential_problems(agreement_with(None), empty)) == []


def test_wrong_terms_are_said_to_be_confidential(agreement_with, tmp_path):
    agreements = agreement_with("a" * 64)
    written(tmp_path, (SALT, "0" * 32))
    (line,) = confidential_problems(agreements, tmp_path)
    assert line == "confidential EX001.yaml: salt: found digits that repeat; expected a salt drawn at random"


def test_the_example_gives_the_hash_that_its_agreement_states():
    stated = read_agreement(SAMPLE / "agreements" / "EX001.yaml").confidential_terms_hash
    assert confidential_hash(read_confidential(TERMS)) == stated
    assert read_confidential(TERMS).is_invented


def sample_secrets() -> list[str]:
    terms = read_confidential(TERMS)
    # A share such as 0.41 may stand anywhere by chance; prices, caps and the salt may not.
    long = [f"{term.value.normalize():f}" for term in terms.price_terms if term.value > 1000]
    return [terms.salt, *long, *(number.split(".")[0] for number in long)]


def test_no_table_no_frozen_protocol_and_no_schema_holds_the_terms():
    secrets = sample_secrets()
    assert len(secrets) >= 6
    tables = folder_tables(SAMPLE / "agreements")
    texts = [json.dumps(frame.to_dicts(), default=str) for frame in tables.values()]
    texts += [path.read_text("utf-8") for path in (SAMPLE / "agreements").rglob("*.yaml")]
    texts.append(json_schema_page())
    assert not [secret for secret in secrets for text in texts if secret in text]


def test_a_price_of_one_pack_is_not_for_several_substances(tmp_path):
    agreements = tmp_path / "public"
    agreements.mkdir()
    stated = f"confidential_terms_hash: {hash_of(tmp_path)}\nexit_plan:"
    text = changed(("exit_plan:", stated), ("[L01FX07]", "[L01FX07, L01EB04]"))
    (agreements / "EX001.yaml").write_text(text, encoding="utf-8")
    (line,) = confidential_problems([read_agreement(agreements / "EX001.yaml")], tmp_path)
    assert line == (
        "confidential EX001.yaml: price_terms: found a price of one pack for several substances; expected a share "
        "of the list price"
    )


def test_nothing_but_checks_and_the_negotiators_edition_reads_confidential_terms():
    readers = [
        path.relative_to(PIPELINES).as_posix()
        for path in PIPELINES.rglob("*.py")
        if "agreements.confidential" in path.read_text(encoding="utf-8")
    ]
    assert sorted(readers) == ["agreements/commands.py", "confidential/price_term.py", "file_tables.py"]
