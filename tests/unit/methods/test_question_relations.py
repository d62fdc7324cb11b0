"""How those asked one question and not another lie within others."""

from pipelines.methods.answers_told import ASKED, COST, DIED
from pipelines.methods.question_relations import nested_numbers

CONTACTS, FOLLOWED = f"{COST}/mean_hospital_cost", f"{DIED}/730"


def nested(n_followed: int) -> set[tuple]:
    """Of levels a and all: 350 have known contacts, and so many are followed."""
    n_of = {CONTACTS: 350, FOLLOWED: n_followed}

    def exactly(number: tuple[str, str, str]) -> int:
        return n_of.get(number[1], 400)

    return set(nested_numbers({CONTACTS, FOLLOWED}, exactly, ("a", "all"), [("a", "all")]))


def test_who_is_asked_one_question_and_not_another_of_a_level_is_so_of_all():
    """Of a level no more have known contacts and are not followed than in all."""
    four = tuple((cohort, question, ASKED) for cohort in ("a", "all") for question in (CONTACTS, FOLLOWED))
    assert four in nested(343)
    assert four not in nested(351), "there the others are asked of fewer"
