# ruff: noqa: E501 - small tables are read as tables
"""A comparison in which the drug does nothing and sex does everything, as given tables for spec tests.

Of the treated three in four are women, of the comparators one in four. Every woman lives, every man dies within
a year: as they are, the treated live longer; overlap weights (the chance of the other drug within each sex)
make the groups alike, and nothing is left.
"""

TIMES = {"female": (1000, "false", "complete_to"), "male": (100, "true", "death")}


def given(
    n: int = 8,
    sexes: tuple[tuple[str, int, int], ...] = (("female", 3, 1), ("male", 1, 3)),
    n_unknown: dict[str, int] | None = None,
) -> dict[str, str]:
    """The tables that a comparison reads: `sexes` are so many treated and comparators, each `n` times.

    Of so many of each sex in an arm (`n_unknown`) it is not known whether they used the drug before.
    """
    persons, survival = [], []
    for sex, n_treated, n_comparators in sexes:
        days, is_event, end_reason = TIMES[sex]
        for arm, so_many in (("treated", n_treated * n), ("comparator", n_comparators * n)):
            for place in range(so_many):
                key = f"EX004 | older | {arm} | {arm}{sex}{place}"
                born = 60 + place % 5
                prior_use = "unknown" if place < (n_unknown or {}).get(arm, 0) else "none"
                counted = f"true | true | {str(prior_use == 'none').lower()}"
                persons.append(
                    f"{key} | {prior_use} | inside | {counted} | {sex} | {born} | {30 * (place % 3)}"
                )
                survival.append(f"{key} | {days + place % 8} | {is_event} | {end_reason}")
    return {
        "agreement.agreement": "agreement_id | is_proposal\nEX004 | false",
        "agreement.comparator_cohort": "agreement_id | comparator_id | weights | horizon_days\nEX004 | older | overlap | 365",
        "agreement.comparator_covariate": "agreement_id | comparator_id | covariate | position\nEX004 | older | sex | 1",
        "cohort.comparison_person": "agreement_id | comparator_id | arm | person_id | prior_use | standing | is_counted "
        "| is_counted_with_undetermined | is_counted_new_user | sex | age_years | days_since_diagnosis\n"
        + "\n".join(persons),
        "outcome.comparison_survival": "agreement_id | comparator_id | arm | person_id | time_days | is_event | "
        "end_reason\n" + "\n".join(survival),
    }
