from tests.support.spec import expect, made

REGISTERS = """
    agreement_id | register        | names_diagnosis
    EX001        | kreftregisteret | true
    EX003        | kreftregisteret | false
    EX004        | kreftregisteret | true
    EX005        | nornmd          | true
"""
CRITERIA = """
    agreement_id | criterion_id | kind
    EX001        | leukaemia    | diagnosis
    EX003        | marker       | biomarker
    EX004        | lung         | diagnosis
    EX004        | left_lung    | diagnosis
    EX005        | muscle       | diagnosis
"""
VALUES = """
    agreement_id | criterion_id | value
    EX001        | leukaemia    | C910
    EX003        | marker       | NTRK1
    EX004        | lung         | C33
    EX004        | lung         | C34
    EX004        | left_lung    | C341
    EX005        | muscle       | G12
"""


def test_a_disease_belongs_where_its_code_begins_as_a_listed_one_and_once_only():
    diseases = made(
        "cohort.agreement_disease",
        {
            "cohort.disease_register": REGISTERS,
            "agreement.criterion": CRITERIA,
            "agreement.criterion_value": VALUES,
            "cohort.disease": """
                register        | person_id | evidence | icd10_code | spread  | region_code
                kreftregisteret | A         | row/1    | C910       | unknown | 5
                kreftregisteret | A         | row/2    | C91        | unknown | 5
                kreftregisteret | B         | row/3    | C341       | distant | 7
                kreftregisteret | B         | row/4    | C340       | distant | -
                kreftregisteret | C         | row/5    | -          | unknown | 3
                kreftregisteret | C         | row/6    | G121       | unknown | 3
                nornmd          | D         | row/7    | G121       | -       | -
                nornmd          | E         | row/8    | C910       | -       | -
            """,
        },
    )
    expect(
        diseases,
        """
        agreement_id | person_id | evidence | spread  | region_code
        EX001        | A         | row/1    | unknown | 5
        EX004        | B         | row/3    | distant | 7
        EX004        | B         | row/4    | distant | -
        EX005        | D         | row/7    | -       | -
        """,
    )
