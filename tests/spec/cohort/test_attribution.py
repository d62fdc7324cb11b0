"""Lung cancer is the indication (C34); one person per case, treated from 2023-01-01 to 2023-06-30."""

from random import Random

from tests.support.spec import expect, made

HEAD = "agreement_id | person_id | evidence | tumour_id | icd10_code | is_of_indication | is_in_window"


def attributed(
    candidates: str, records: str = "", refund_codes: str = "C34", regimens: str = "0921"
) -> list[dict]:
    """Attributions of the persons who have a candidate, or a record, of their own."""
    rows = [line.split("|") for line in candidates.strip().splitlines()]
    cells = [[cell.strip() for cell in row] for row in rows]
    recorded = [[cell.strip() for cell in line.split("|")] for line in records.strip().splitlines()]
    persons = sorted({row[0] for row in cells} | {row[0] for row in recorded})
    return made(
        "cohort.attribution",
        {
            "cohort.treated_person": "\n".join(
                ["agreement_id | person_id", *(f"EX004 | {person}" for person in persons)]
            ),
            "cohort.disease_candidate": "\n".join(
                [
                    HEAD,
                    *(
                        f"EX004 | {person} | case/{key} | {key} | {code} | {is_own} | {is_near}"
                        for person, key, code, is_own, is_near in cells
                    ),
                ]
            ),
            "cohort.therapy_line": "\n".join(
                [
                    "agreement_id | person_id | line_number | line_start | line_end | is_index_line",
                    *(
                        f"EX004 | {person} | {number} | {begun} | {ended} | {is_index}"
                        for person in persons
                        for number, begun, ended, is_index in (
                            (1, "2022-01-01", "2022-12-31", "false"),
                            (2, "2023-01-01", "2023-06-30", "true"),
                        )
                    ),
                ]
            ),
            "agreement.substance": "agreement_id | atc_code\nEX004 | L01EB04",
            "agreement.refund_code": f"agreement_id | code\nEX004 | {refund_codes}",
            "agreement.regimen": f"agreement_id | regimen_code\nEX004 | {regimens}",
            "core.drug_exposure": "\n".join(
                [
                    "person_id | exposure_id | atc_code | exposure_date | refund_code | regimen_code",
                    *(
                        f"{person} | r/{number} | {atc} | {day} | {refund} | {regimen}"
                        for number, (person, atc, day, refund, regimen) in enumerate(recorded)
                    ),
                ]
            ),
        },
    )


def test_without_codes_the_number_of_candidates_decides():
    expect(
        attributed(
            """
            own      | 1 | C341 | true  | true
            other    | 2 | C509 | false | true
            no_code  | 3 | -    | -     | true
            two      | 4 | C341 | true  | true
            two      | 5 | C509 | false | true
            two_own  | 6 | C341 | true  | true
            two_own  | 7 | C343 | true  | true
            unsure   | 8 | C341 | true  | true
            unsure   | 9 | -    | -     | true
            """,
            "nothing | L01EB04 | 2023-01-01 | - | -",
        ),
        """
        person_id | ambiguity     | attributed_to | tumour_id | n_candidates | evidence | rule
        own       | one_candidate | indication    | 1         | 1            | case/1   | site
        other     | one_candidate | other_disease | 2         | 1            | case/2   | site
        no_code   | one_candidate | unknown       | 3         | 1            | case/3   | site
        two       | several       | unknown       | -         | 2            | -        | none
        two_own   | several       | indication    | -         | 2            | -        | site
        unsure    | several       | unknown       | -         | 2            | -        | none
        nothing   | none          | unknown       | -         | 0            | -        | none
        """,
    )


def test_several_primaries_are_counted_also_when_only_one_is_near_enough():
    expect(
        attributed(
            """
            one  | 1 | C341 | true  | true
            old  | 2 | C341 | true  | true
            old  | 3 | C509 | false | false
            gone | 4 | C341 | true  | false
            """
        ),
        """
        person_id | ambiguity     | n_candidates | n_primaries | tumour_id
        one       | one_candidate | 1            | 1           | 1
        old       | one_candidate | 1            | 2           | 2
        gone      | none          | 0            | 1           | -
        """,
    )


BOTH = """
    A | 1 | C341 | true  | true
    A | 2 | C509 | false | true
"""


def one(candidates: str, records: str, **codes: str) -> str:
    """Ambiguity, disease, tumour and rule of the only person, in words."""
    (row,) = attributed(candidates, records, **codes)
    return f"{row['ambiguity']} {row['attributed_to']} {row['tumour_id']} {row['rule']}"


def test_a_refund_code_singles_out_the_candidate_that_begins_with_it():
    assert one(BOTH, "A | L01EB04 | 2023-02-01 | C50 | -") == "certain other_disease 2 refund_code"
    assert one(BOTH, "A | L01EB04 | 2023-02-01 | C341 | -") == "certain indication 1 refund_code"


def test_a_refund_code_of_the_indication_tells_the_one_candidate_of_it():
    """C349 is no candidate's code, but the agreement lists C34, and one of the candidates is of the indication."""
    assert one(BOTH, "A | L01EB04 | 2023-02-01 | C349 | -") == "certain indication 1 refund_code"


def test_a_listed_regimen_points_as_a_refund_code_does():
    assert one(BOTH, "A | L01EB04 | 2023-02-01 | - | 0921") == "certain indication 1 regimen"
    assert one(BOTH, "A | L01EB04 | 2023-02-01 | - | 0990") == "several unknown None none"


def test_a_code_that_points_to_two_candidates_singles_out_none():
    twice = BOTH + "    A | 3 | C343 | true | true"
    assert one(twice, "A | L01EB04 | 2023-02-01 | C34 | -") == "several unknown None none"
    assert one(twice, "A | L01EB04 | 2023-02-01 | - | 0921") == "several unknown None none"
    assert one(twice, "A | L01EB04 | 2023-02-01 | C343 | -") == "certain indication 3 refund_code"


def test_codes_that_contradict_each_other_single_out_none():
    records = "A | L01EB04 | 2023-02-01 | C50 | -\nA | L01EB04 | 2023-03-01 | C34 | -"
    assert one(BOTH, records) == "several unknown None none"
    assert one(BOTH, "A | L01EB04 | 2023-02-01 | C50 | 0921") == "several unknown None none"


def test_a_code_that_points_to_no_candidate_says_nothing():
    alone = "A | 1 | C341 | true | true"
    assert one(alone, "A | L01EB04 | 2023-02-01 | C61 | -") == "one_candidate indication 1 site"
    assert one(BOTH, "A | L01EB04 | 2023-02-01 | C61 | -") == "several unknown None none"
    assert one(BOTH, "A | L01EB04 | 2023-02-01 | C5 | -") == "several unknown None none"


def test_a_code_of_the_indication_without_a_candidate_of_it_is_not_certain():
    other = "A | 2 | C509 | false | true"
    assert one(other, "A | L01EB04 | 2023-02-01 | C34 | -") == "one_candidate other_disease 2 site"
    gone = "A | 1 | C341 | true | false"
    assert one(gone, "A | L01EB04 | 2023-02-01 | C34 | -") == "none unknown None none"


def test_only_records_of_the_drug_in_the_index_line_speak():
    partner = "A | L01BA04 | 2023-02-01 | C50 | -"
    before = "A | L01EB04 | 2022-12-31 | C50 | -"
    last_day = "A | L01EB04 | 2023-06-30 | C50 | -"
    after = "A | L01EB04 | 2023-07-01 | C50 | -"
    assert [one(BOTH, records).split()[0] for records in (partner, before, last_day, after)] == [
        "several", "several", "certain", "several",
    ]  # fmt: skip


def test_the_evidence_is_the_record_whose_code_points():
    records = "A | L01EB04 | 2023-02-01 | - | 0990\nA | L01EB04 | 2023-03-01 | C50 | -"
    (row,) = attributed(BOTH, records)
    assert row["evidence"] == "r/1"


def test_of_several_records_that_point_the_refund_code_is_the_evidence():
    records = "A | L01EB04 | 2023-02-01 | - | 0921\nA | L01EB04 | 2023-03-01 | C34 | -"
    (row,) = attributed(BOTH, records)
    assert (row["rule"], row["evidence"]) == ("refund_code", "r/1")


def plainly_attributed(candidates: list[tuple[str, str]], codes: list[tuple[str, str]]) -> tuple[str, str]:
    """The rule as a person reads it. `candidates`: key and ICD-10; `codes`: refund code and regimen of records."""
    own = {key for key, icd10 in candidates if icd10.startswith("C34")}
    pointed = {
        key
        for key, icd10 in candidates
        for refund, _ in codes
        if len(refund) > 2 and icd10.startswith(refund)
    }
    names_indication = any(refund.startswith("C34") or regimen == "0921" for refund, regimen in codes)
    if names_indication and len(own) == 1:
        pointed |= own
    if not candidates:
        return "none", "unknown"
    if len(pointed) == 1 or len(candidates) == 1:
        (key,) = pointed if len(pointed) == 1 else {candidates[0][0]}
        found = "indication" if key in own else "other_disease"
        return ("certain" if len(pointed) == 1 else "one_candidate"), found
    return "several", "indication" if len(own) == len(candidates) else "unknown"


def test_it_is_the_rule_read_person_by_person():
    """A hundred persons with up to three candidates and up to two kinds of records, drawn at random."""
    random = Random(4)
    people, candidates, records = {}, [], []
    for number in range(100):
        person = f"P{number:03}"
        own = [
            (f"{number}-{place}", random.choice(["C341", "C343", "C509", "C61"]))
            for place in range(random.randint(0, 3))
        ]
        codes = [
            (
                random.choice(["", "C34", "C341", "C349", "C50", "C61", "C5", "C80"]),
                random.choice(["", "0921", "0990"]),
            )
            for _ in range(random.randint(0, 2))
        ]
        people[person] = plainly_attributed(own, codes)
        candidates += [
            f"{person} | {key} | {icd} | {str(icd[:3] == 'C34').lower()} | true" for key, icd in own
        ]
        records.append(f"{person} | L01EB04 | 2023-01-01 | - | -")
        records += [f"{person} | L01EB04 | 2023-02-01 | {refund} | {regimen}" for refund, regimen in codes]
    found = attributed("\n".join(candidates), "\n".join(records))
    assert {row["person_id"]: (row["ambiguity"], row["attributed_to"]) for row in found} == people
    assert len(set(people.values())) == 7
