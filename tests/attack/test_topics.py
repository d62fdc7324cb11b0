"""What an attacker finds out of topics beside the patient flow, attacked with it at four cuts: nothing.

Uptake, tests, exits, contradictions, lines of treatment, attribution, stop rules and reasons. What is planted
for the attacker is found. To publish them takes minutes, so few studies are asked here.
"""

from datetime import date

import pytest

from tests.attack import bases, topics
from tests.attack.attack import Outcome, attack
from tests.attack.bases_study import STOP_DATE
from tests.attack.edition import Edition, published_series
from tests.attack.flow import EARLIER, persons
from tests.attack.planted import with_told
from tests.attack.puzzle import Puzzle
from tests.attack.study import CUTS, HOSPITALS, studies

MARCH, JUNE = CUTS[-2:]
OWN = (*topics.TOPICS, *bases.TOPICS)


N_STUDIES = 6
NAMES = [study.agreement_id for study in studies(N_STUDIES, seed=1)]


@pytest.fixture(scope="module")
def editions() -> list[Edition]:
    return published_series(studies(N_STUDIES, seed=1), CUTS, has_topics=True)


@pytest.fixture(scope="module")
def outcomes(editions) -> dict[str, Outcome]:
    return {name: attack([edition.of(name) for edition in editions]) for name in NAMES}


@pytest.fixture
def edition(editions) -> Edition:
    """The last cut of a large study."""
    return editions[-1].of(NAMES[-1])


def test_every_small_count_could_still_be_any_of_one_to_four(outcomes):
    of_topics = [outcome.of_topics[topic][0] for outcome in outcomes.values() for topic in OWN]
    assert sum(of_topics) > 500, "there is something to find"
    assert {name: outcome.found for name, outcome in outcomes.items() if outcome.found} == {}


@pytest.mark.parametrize(("place", "promised"), [(1, 0.5), (2, 0.85)], ids=["20 to 99", "from 100"])
def test_most_other_counts_of_these_topics_are_told(outcomes, place, promised):
    """Withholding everything would be safe too."""
    kept = [outcome.of_topics[topic] for outcome in list(outcomes.values())[place::3] for topic in OWN]
    assert sum(n_told for _, _, n_told in kept) > promised * sum(n_others for _, n_others, _ in kept)


@pytest.mark.parametrize(
    ("topic", "grouping"),
    [
        ("exit", "hospital"),
        ("uptake", "year"),
        ("testing", "region"),
        ("attribution", "year"),
        ("line", "year"),
        ("stop_rule", "year"),
        ("stop_reason", "year"),
    ],
    ids=lambda one: one,
)
def test_a_topic_without_secondary_suppression_is_found_out(edition, topic, grouping):
    outcome = attack([with_told(edition, topic, grouping)])
    assert any(found.name[0] == topic for found in outcome.found)


@pytest.fixture
def puzzle() -> Puzzle:
    """What is known of how persons hang together in March and in June."""
    puzzle = Puzzle()
    for family in (topics, bases):
        for cut in (MARCH, JUNE):
            family.know_structure(puzzle, cut)
        family.know_series(puzzle, MARCH, JUNE)
    return puzzle


def exits(cut: date, status: str) -> list:
    return [(cut, "exit", hospital, status) for hospital in HOSPITALS]


def test_exits_are_of_all_treated_persons(puzzle):
    puzzle.is_exactly([*persons(MARCH), (MARCH, EARLIER)], 40)
    for status in bases.BEFORE_STOP:
        puzzle.is_exactly(exits(MARCH, status), 12)
    assert puzzle.bounds(exits(MARCH, "new_start")) == (4, 4)


def test_who_starts_after_the_stop_date_is_of_the_years_since(puzzle):
    """The stop date is the first day of a year."""
    puzzle.is_exactly(persons(MARCH, "year", str(STOP_DATE.year)), 3)
    assert puzzle.bounds(exits(MARCH, "new_start")) == (3, 3)


def test_each_rule_of_contradiction_divides_all_treated_persons(puzzle):
    puzzle.is_exactly([(MARCH, "contradiction", "sex_differs", one) for one in bases.FINDINGS], 43)
    puzzle.is_exactly(persons(MARCH), 40)
    assert puzzle.bounds([(MARCH, EARLIER)]) == (3, 3)


def test_several_tests_are_asked_of_the_same_persons(puzzle):
    one, other = (
        [(JUNE, "testing", criterion, "region", "3", answer) for answer in bases.TESTS]
        for criterion in bases.BIOMARKERS
    )
    puzzle.is_exactly(one, 50)
    puzzle.is_exactly(other[:1], 48)
    assert puzzle.bounds(other[1:]) == (2, 2)


def test_who_is_diagnosed_in_a_year_that_is_over_is_so_later(puzzle):
    """In March 20 of 2024 were tested; in June 22 were, and nobody was not."""
    then, now = (
        [(cut, "testing", "marker", "year", "2024", answer) for answer in bases.TESTS]
        for cut in (MARCH, JUNE)
    )
    for (tested, not_recorded), numbers in ((now, (22, 0)), (then, (20, None))):
        puzzle.is_exactly([tested], numbers[0])
        if numbers[1] is not None:
            puzzle.is_exactly([not_recorded], numbers[1])
    assert puzzle.bounds(then[1:]) == (2, 2)


def test_of_a_year_long_over_only_those_of_silent_regions_are_not_counted_in_uptake(puzzle):
    started = persons(JUNE, "year", "2024", lambda combination: set(combination) == {"met"})
    puzzle.is_exactly(started, 30)
    puzzle.is_exactly([(JUNE, "uptake", "inside", "year", "2024", "treated")], 27)
    assert puzzle.bounds([(JUNE, "uptake", "inside", "year", "2024", "not_known")])[0] == 3


def test_answers_go_together(puzzle):
    """Seven attributed to nothing, five of them of several diseases: two have none."""
    cells = {
        name: [(JUNE, "attribution", "2024", one) for one in topics.ATTRIBUTIONS if name in one[:2]]
        for name in ("unknown", "several", "none")
    }
    puzzle.is_exactly(cells["unknown"], 7)
    puzzle.is_exactly(cells["several"], 5)
    assert puzzle.bounds(cells["none"])[0] == 2


def test_who_died_under_a_stop_rule_stays_so(puzzle):
    then, now = (topics.of_rule(cut, "longest_use", "2025", verdict="died") for cut in (MARCH, JUNE))
    puzzle.is_exactly(now, 3)
    assert puzzle.bounds(then) == (0, 3)
