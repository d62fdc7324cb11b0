"""confidential.net_cost: The same doses at the price that held, where the same number at list price has left."""

import pytest

from tests.support.spec import made

LIST_PRICE = 1000
PERSONS = tuple("ABCDEFGHIJ")
HEADER = "agreement_id | cohort | subgroup | level | measure | variant | time_days | estimate | suppressed"
RULE = "gap_90"
LEFT = (
    ("inside", "mean_drug_cost", "bang_tsiatis"),
    ("inside", "mean_drug_cost", "naive"),
    ("all_treated", "mean_drug_cost", "bang_tsiatis"),
    ("inside", "drug_cost_on_treatment", RULE),
)


def table(header, *rows):
    return "\n".join([header, *(" | ".join(map(str, row)) for row in rows)])


def net_costs(terms, days=None, left=LEFT, withheld=(), extra=(), followed=()):
    """(cohort, measure, variant) → (list, net); each person has a pack on a day of their own, or of `days`.

    `extra`: persons outside the indication, with the day of their pack; `followed`: days of those who are not
    followed to the horizon.
    """
    day = {person: "2022-03-01" for person in PERSONS} | (days or {}) | dict(extra)
    cost = {f"d{person}": person for person in day}
    given = {
        "agreement.agreement": table(
            "agreement_id | cost_horizon_days | primary_duration_variant", ("EX001", 365, RULE)
        ),
        "agreement.substance": table("agreement_id | atc_code", ("EX001", "L01FX07")),
        "reference.drug_price": table(
            "atc_code | price_nok | valid_from", ("L01FX07", 1, "2010-01-01"), ("L01FX07", LIST_PRICE, "2016-07-01")
        ),
        "confidential.price_term": table(
            "agreement_id | kind | value | valid_from | valid_to", *(("EX001", *term) for term in terms)
        ),
        "cohort.treated_person": table(
            "agreement_id | person_id | index_date", *(("EX001", person, day[person]) for person in day)
        ),
        "cohort.agreement_exposure": table(
            "agreement_id | person_id | exposure_id | exposure_date | drug_cost_nok",
            *(("EX001", person, dose, day[person], LIST_PRICE) for dose, person in cost.items()),
        ),
        "cohort.group_member": table(
            "agreement_id | cohort | subgroup | level | person_id",
            *(
                ("EX001", cohort, "all", "all", person)
                for person in day
                for cohort in ("inside", "all_treated")
                if cohort == "all_treated" or person in PERSONS
            ),
        ),
        "outcome.cost_follow_up": table(
            "agreement_id | person_id | cost_source | follow_up_days | is_complete",
            *(
                ("EX001", person, "drug", dict(followed).get(person, 365), str(person not in dict(followed)).lower())
                for person in day
            ),
        ),
        "outcome.exposure_coverage": table(
            "agreement_id | person_id | exposure_id | sequence_number | exposure_date",
            *(("EX001", person, dose, 1, day[person]) for dose, person in cost.items()),
        ),
        "outcome.treatment_course": table(
            "agreement_id | person_id | variant | n_exposures", *(("EX001", person, RULE, 1) for person in day)
        ),
        "outcome.treatment_duration": table(
            "agreement_id | person_id | variant | time_days | is_event | end_reason",
            *(("EX001", person, RULE, 30, "true", "stopped") for person in day),
        ),
        "released.estimate": table(
            HEADER,
            *(
                ("EX001", cohort, "all", "all", measure, variant, 365, *(("-", "true") if hidden else (1000, "false")))
                for rows, hidden in ((left, False), (withheld, True))
                for cohort, measure, variant in rows
            ),
        ),
    }  # fmt: skip
    rows = made("confidential.net_cost", given)
    assert all(row["suppressed"] == (row["at_net_price"] is None) for row in rows)
    return {
        (row["cohort"], row["measure"], row["variant"]): (row["at_list_price"], row["at_net_price"])
        for row in rows
    }


DISCOUNT = ("flat_discount_share", 0.25, "2022-01-01", "-")


def test_a_discount_holds_for_every_number_that_has_left():
    assert net_costs([DISCOUNT]) == dict.fromkeys(LEFT, (1000, pytest.approx(750)))


def test_what_is_withheld_at_list_price_is_withheld_at_net_price():
    found = net_costs([DISCOUNT], left=LEFT[:1], withheld=LEFT[1:])
    assert found == {LEFT[0]: (1000, pytest.approx(750))} | dict.fromkeys(LEFT[1:], (None, None))


def test_a_net_price_holds_before_a_discount_and_is_for_the_pack_at_its_list_price():
    assert net_costs([DISCOUNT, ("net_price", 640.5, "2022-01-01", "-")])[LEFT[0]] == (
        1000,
        pytest.approx(640.5),
    )


def test_a_dose_costs_what_held_on_its_day():
    terms = [("net_price", 600, "2022-01-01", "2022-03-31"), ("net_price", 500, "2022-04-01", "-")]
    on_the_last_day, on_the_first = dict.fromkeys("ABCDE", "2022-03-31"), dict.fromkeys("FGHIJ", "2022-04-01")
    found = net_costs(terms, days=on_the_last_day | on_the_first)
    assert found[LEFT[0]] == (1000, pytest.approx((5 * 600 + 5 * 500) / 10))


def test_a_dose_before_the_terms_is_at_list_price():
    found = net_costs([("net_price", 500, "2022-03-02", "-")], days=dict.fromkeys("FGHIJ", "2022-03-02"))
    assert found[LEFT[0]] == (1000, pytest.approx((5 * 1000 + 5 * 500) / 10))


def test_where_two_prices_held_only_the_main_estimate_leaves():
    found = net_costs([("net_price", 500, "2022-03-02", "-")], days=dict.fromkeys("FGHIJ", "2022-03-02"))
    assert {key for key, (_, net) in found.items() if net is not None} == {LEFT[0]}
    assert {at_list for at_list, _ in found.values()} == {1000}, "list prices are public in any case"


def test_a_price_that_few_paid_tells_what_they_spent():
    late = dict.fromkeys("GHIJ", "2022-03-02")
    assert net_costs([("net_price", 500, "2022-03-02", "-")], days=late)[LEFT[0]] == (1000, None)


@pytest.mark.parametrize(("days", "leaves"), [(30, True), (29, False)])
def test_a_dose_that_the_main_estimate_does_not_count_is_nobodys(days, leaves):
    """Of five who paid the second price one is censored: after the first thirty days, or within them."""
    late = dict.fromkeys("FGHIJ", "2022-03-02")
    found = net_costs([("net_price", 500, "2022-03-02", "-")], days=late, followed=(("J", days),))
    assert (found[LEFT[0]][1] is not None) == leaves


def test_a_price_that_only_others_paid_leaves_nothing_to_subtract():
    """Outside the indication one paid another price: the main group's cost has one price and leaves."""
    found = net_costs([("net_price", 500, "2022-03-02", "-")], extra=(("X", "2022-03-02"),))
    assert found == dict.fromkeys(LEFT, (1000, None)) | {LEFT[0]: (1000, pytest.approx(1000))}


def test_terms_that_name_no_price_give_no_cost():
    assert net_costs([("cap_nok", 5000, "2022-01-01", "-")]) == {}
