"""outcome.prom_score: scores of the answers that count, and why there is none."""

import pytest

from pipelines.methods.eq5d import DIMENSIONS
from pipelines.methods.qlq_c30 import N_ITEMS
from tests.support.spec import expect, made

TARIFF = "\n".join(
    [
        "tariff | population | term | level | decrement | origin",
        *(f"plain | adult | {name} | {level} | {0.05 * (level - 1):.2f} | test"
          for name in DIMENSIONS for level in range(1, 6)),
        *(f"young | youth | {name} | {level} | {0.1 * (level - 1):.2f} | test"
          for name in DIMENSIONS for level in range(1, 6)),
    ]
)  # fmt: skip
ASKED = """
    agreement_id | instrument | scale      | eq5d_tariff
    EX004        | eq5d_5l    | eq5d_index | plain
"""
INVITED = """
    agreement_id | person_id | time_days | state    | form_invited_date | form_answered_date
    EX004        | A         | 0         | answered | 2023-01-01        | 2023-01-01
"""
EQ5D = "eq5d_mobility | eq5d_self_care | eq5d_usual_activities | eq5d_pain | eq5d_anxiety | eq_vas"


def person(age_years: str = "60", index_date: str = "2023-01-01") -> str:
    return f"agreement_id | person_id | index_date | age_years\nEX004 | A | {index_date} | {age_years}"


def scores(form: str, **given: str) -> list[dict]:
    tables = {
        "agreement.patient_reported": ASKED,
        "cohort.treated_person": person(),
        "outcome.prom_invitation": INVITED,
        "reference.eq5d_tariff": TARIFF,
    }
    return made("outcome.prom_score", tables | given | {"core.prom_response": form})


def test_the_index_by_the_agreed_tariff_and_the_scale_beside_it():
    expect(
        scores(f"person_id | invited_date | {EQ5D}\nA | 2023-01-01 | 2 | 1 | 3 | 1 | 1 | 70"),
        """
        agreement_id | person_id | time_days | instrument | scale      | answered_date | score | missing_reason
        EX004        | A         | 0         | eq5d_5l    | eq5d_index | 2023-01-01    | 0.85  | -
        EX004        | A         | 0         | eq5d_5l    | eq_vas     | 2023-01-01    | 70    | -
        """,
    )


def test_a_missing_dimension_is_told():
    expect(
        scores(f"person_id | invited_date | {EQ5D}\nA | 2023-01-01 | 2 | - | 3 | 1 | 1 | -"),
        """
        scale      | score | missing_reason
        eq5d_index | -     | items_missing
        eq_vas     | -     | items_missing
        """,
    )


@pytest.mark.parametrize(
    ("age", "index_date", "tariff", "score", "reason"),
    [
        ("18", "2023-01-01", "plain", "1", "-"),
        ("17.9", "2023-01-01", "plain", "-", "tariff_not_for_age"),
        # 17.9 years at the first dose, 18 at the answer sixty days later.
        ("17.9", "2022-11-02", "plain", "1", "-"),
        ("17.9", "2023-01-01", "young", "1", "-"),
        ("18", "2023-01-01", "young", "-", "tariff_not_for_age"),
        ("-", "2023-01-01", "plain", "-", "age_unknown"),
        ("-", "2023-01-01", "young", "-", "age_unknown"),
    ],
)
def test_a_tariff_is_not_used_for_another_age(age, index_date, tariff, score, reason):
    found = scores(
        f"person_id | invited_date | {EQ5D}\nA | 2023-01-01 | 1 | 1 | 1 | 1 | 1 | 70",
        **{
            "cohort.treated_person": person(age, index_date),
            "agreement.patient_reported": ASKED.replace("plain", tariff),
        },
    )
    expect(
        found,
        f"""
        scale      | score   | missing_reason
        eq5d_index | {score} | {reason}
        eq_vas     | 70      | -
        """,
    )


def test_every_scale_of_the_questionnaire_by_the_half_rule():
    items = [f"qlq_{item}" for item in range(1, N_ITEMS + 1)]
    # Three of five items of physical functioning; one of the three of fatigue.
    answers = ["1", "2", "3", "-", "-", *["1"] * 4, "2", "1", "-", *["1"] * 5, "-", *["1"] * 10, "4", "6"]
    found = scores(
        f"person_id | invited_date | {' | '.join(items)}\nA | 2023-01-01 | {' | '.join(answers)}",
        **{"agreement.patient_reported": "agreement_id | instrument | scale\nEX004 | qlq_c30 | qlq_fa"},
    )
    assert len(found) == 16 and {row["instrument"] for row in found} == {"qlq_c30"}
    expect(
        [row for row in found if row["scale"] in ("qlq_pf", "qlq_fa", "qlq_ql", "qlq_summary", "qlq_pa")],
        """
        scale       | score              | missing_reason
        qlq_ql      | 66.66666666666666  | -
        qlq_pf      | 66.66666666666667  | -
        qlq_pa      | 0                  | -
        qlq_fa      | -                  | items_missing
        qlq_summary | -                  | items_missing
        """,
    )


def test_only_answers_that_count():
    invited = INVITED.replace("| answered", "| no_answer")
    form = f"person_id | invited_date | {EQ5D}\nA | 2023-01-01 | 1 | 1 | 1 | 1 | 1 | 70"
    assert scores(form, **{"outcome.prom_invitation": invited}) == []


def test_a_tariff_that_is_not_whole_is_refused():
    form = f"person_id | invited_date | {EQ5D}\nA | 2023-01-01 | 1 | 1 | 1 | 1 | 1 | 70"
    with pytest.raises(ValueError, match="no decrement for mobility 1"):
        scores(form, **{"agreement.patient_reported": ASKED.replace("plain", "other")})
    both = TARIFF + "\nplain | youth | any_severe | - | 0.1 | test"
    with pytest.raises(ValueError, match="population: one tariff is for 2 populations"):
        scores(form, **{"reference.eq5d_tariff": both})
