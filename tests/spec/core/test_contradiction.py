"""core.contradiction: what the registers say that cannot be true together; what they do not tell is unknown."""

import pytest

from schemas.core.contradiction import RULES
from tests.support.spec import made

PERSON = "person_id | birth_year | birth_month | death_date | vital_complete_to\n"
DEAD, ALIVE, NOT_FOLLOWED = (
    "A | 1950 | 6 | 2024-05-10 | 2026-05-31",
    "A | 1950 | 6 | - | 2026-05-31",
    "A | - | - | - | -",
)
COLUMNS = {
    "core.death_cause": "person_id | death_date\n",
    "core.drug_exposure": "person_id | exposure_date\n",
    "core.hospital_episode": "person_id | admission_date\n",
    "core.person_statement": "person_id | register | sex | birth_year\n",
    "raw.folkeregisteret_person": "lopenr | status | statusdato | emigrertdato | innvandretdato\n",
}


def findings(person: str, **given: str) -> dict[str, str]:
    """Rule → finding of person A; `given` are rows of the tables by the last part of their names."""
    tables = {
        name: columns + given.pop(name.split(".")[1])
        for name, columns in COLUMNS.items()
        if name.split(".")[1] in given
    }
    assert not given
    tables |= {"core.study_person": "person_id\nA", "core.person": PERSON + person}
    rows = made("core.contradiction", tables)
    assert sorted(row["rule"] for row in rows) == sorted(RULES)
    return {row["rule"]: row["finding"] for row in rows}


EXAMPLES = {
    "dose_after_death": [
        ("found", DEAD, {"drug_exposure": "A | 2024-01-01\nA | 2024-05-11"}),
        ("found", NOT_FOLLOWED, {"drug_exposure": "A | 2024-05-11", "death_cause": "A | 2024-05-10"}),
        ("not_found", DEAD, {"drug_exposure": "A | 2024-05-10"}),
        ("not_found", ALIVE, {"drug_exposure": "A | 2024-05-11"}),
        ("unknown", NOT_FOLLOWED, {"drug_exposure": "A | 2024-05-11"}),
    ],
    "dose_before_birth": [
        ("found", ALIVE, {"drug_exposure": "A | 1950-05-31\nA | 2024-01-01"}),
        ("not_found", ALIVE, {"drug_exposure": "A | 1950-06-01"}),
        ("found", "A | 2024 | - | - | -", {"drug_exposure": "A | 2023-12-31"}),
        ("not_found", "A | 2024 | - | - | -", {"drug_exposure": "A | 2024-01-01"}),
        ("unknown", NOT_FOLLOWED, {"drug_exposure": "A | 2023-12-31"}),
    ],
    "alive_after_death": [
        ("found", ALIVE, {"death_cause": "A | 2024-05-10", "folkeregisteret_person": "A | B | 2026-05-31 | - | -"}),
        ("found", DEAD, {"folkeregisteret_person": "A | D | 2024-05-10 | 2024-06-01 | -"}),
        ("found", DEAD, {"folkeregisteret_person": "A | D | 2024-05-10 | - | 2024-06-01"}),
        ("not_found", DEAD, {"folkeregisteret_person": "A | D | 2024-05-12 | 2020-01-01 | 2021-01-01"}),
        ("not_found", ALIVE, {"death_cause": "A | 2026-06-10", "folkeregisteret_person": "A | B | 2026-05-31 | - | -"}),
        ("unknown", NOT_FOLLOWED, {"death_cause": "A | 2024-05-10"}),
    ],
    "death_dates_differ": [
        ("found", DEAD, {"death_cause": "A | 2024-05-11"}),
        ("not_found", DEAD, {"death_cause": "A | 2024-05-10"}),
        ("not_found", ALIVE, {}),
        ("unknown", DEAD, {}),
        ("unknown", NOT_FOLLOWED, {}),
    ],
    "episode_after_death": [
        ("found", DEAD, {"hospital_episode": "A | 2024-05-11"}),
        ("found", DEAD, {"hospital_episode": "A | 2024-05-10", "death_cause": "A | 2024-05-09"}),
        ("not_found", DEAD, {"hospital_episode": "A | 2024-05-10"}),
        ("unknown", NOT_FOLLOWED, {"hospital_episode": "A | 2024-05-11"}),
    ],
    "sex_differs": [
        ("found", ALIVE, {"person_statement": "A | npr | male | -\nA | inspire | female | -"}),
        ("found", ALIVE, {"person_statement": "A | npr | male | -\nA | npr | female | -"}),
        ("not_found", ALIVE, {"person_statement": "A | npr | male | -\nA | inspire | male | -"}),
        ("unknown", ALIVE, {"person_statement": "A | npr | male | 1950\nA | inspire | - | 1950"}),
    ],
    "birth_year_differs": [
        ("found", ALIVE, {"person_statement": "A | npr | - | 1950\nA | inspire | - | 1951"}),
        ("not_found", ALIVE, {"person_statement": "A | npr | male | 1950\nA | inspire | female | 1950"}),
        ("unknown", ALIVE, {"person_statement": "A | npr | male | 1950\nA | inspire | male | -"}),
    ],
}  # fmt: skip


@pytest.mark.parametrize("rule", EXAMPLES)
def test_finding(rule):
    for expected, person, given in EXAMPLES[rule]:
        found = findings(person, **given)
        assert found[rule] == expected, (person, given)


def test_every_rule_has_examples_of_every_finding():
    assert set(EXAMPLES) == set(RULES)
    for examples in EXAMPLES.values():
        assert {finding for finding, _, _ in examples} == {"found", "not_found", "unknown"}


def test_nobody_outside_the_study_is_examined_and_one_contradiction_is_not_another():
    found = findings(
        DEAD, drug_exposure="A | 2024-05-11\nZ | 1900-01-01", death_cause="Z | 2001-01-01\nA | 2024-05-10"
    )
    assert [rule for rule, finding in found.items() if finding == "found"] == ["dose_after_death"]
