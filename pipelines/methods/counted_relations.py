"""How the persons of one topic are those of another, in an edition and from one to the next.

`CountedGroups` knows what holds of every topic that divides the new starters. What holds of single topics
stands here: which answers go together, whose base the patient flow is, and what is settled once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.methods.counted_groups import EARLIER, Cell, CountedGroups, Group, Place, years_of

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

Question = tuple[str, str]
"""A topic and its item."""

UPTAKE_DAYS = 90
"""How long after a start `cohort.uptake` counts it."""
ELIGIBLE = ("inside", "undetermined")
EXITED = ("on_treatment", "stopped_before", "not_known")
"""Where those are at the stop date who started before it."""

ENDED = ("progression", "transplant", "next_line", "not_recorded")
REASON: Question = ("stop_reason", "all")
CLASS: Question = ("attribution", "class")
OF_CLASS: Mapping[Question, Mapping[str, tuple[str, ...]]] = {
    ("attribution", "attributed_to"): {
        "indication": ("certain", "one_candidate", "several"),
        "other_disease": ("certain", "one_candidate"),
        "unknown": ("several", "none"),
    },
    ("attribution", "primaries"): {
        "one": ("certain", "one_candidate", "none"),
        "several": ("certain", "one_candidate", "several", "none"),
        "none": ("none",),
    },
}
"""By answer to these questions the classes that a person may be of (`cohort.attribution`)."""
OF_STOP_RULE: Mapping[str, tuple[str, ...]] = {
    "died": ("death",),
    "followed": ENDED,
    "not_due": ("on_treatment", "not_known"),
}
"""By verdict on a stop rule why treatment ended; the other verdicts go with all reasons."""
SAME_UNKNOWN = ("dose_after_death", "episode_after_death")
"""Rules that ask for the same day of death (`core.contradiction`)."""
SETTLED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "line": (("yes",), ("no",), ("1",), ("2",), ("3_or_later",), ("at_least_1",), ("at_least_2",)),
    "stop_reason": (("death",), *((reason,) for reason in ENDED)),
    "stop_rule": (("died",), ("not_followed",), ("died", "followed", "not_followed")),
    "exit": (("new_start",), ("on_treatment",), ("stopped_before",)),
    "testing": (("tested",), ("tested", "not_recorded")),
    "uptake": (("treated",),),
    "contradiction": (("found",),),
}
"""Categories of topics that change; whoever is in one, or in one of several, stays there."""


@dataclass(frozen=True)
class Facts:
    """What a reader knows of an agreement: how far its registers reach, its stop date and its stop rules.

    Facts are missing where registers have delivered nothing, or the agreement does not stop. `judged_by` says
    of each stop rule what shows whether it was followed.
    """

    treated_to: date | None = None
    diagnosed_to: date | None = None
    stop_date: date | None = None
    judged_by: Mapping[str, str] = field(default_factory=dict)

    def earlier(self, by: timedelta) -> "Facts":
        """Those of an edition so much earlier, if registers were as far behind then."""
        return replace(
            self,
            treated_to=self.treated_to and self.treated_to - by,
            diagnosed_to=self.diagnosed_to and self.diagnosed_to - by,
        )


def relate_topics(of: CountedGroups, facts: Facts, knowledge: "Knowledge") -> None:
    """What holds within an edition, if registers know every treated person: else it is dropped."""
    _relate_attribution(of, knowledge)
    for topic, item in of.topics:
        if topic == "stop_rule":
            _relate_rule(of, item, facts.judged_by.get(item, ""), knowledge)
    _relate_tests(of, knowledge)
    _relate_contradictions(of, knowledge)
    _relate_exit(of, facts, knowledge)
    started_in = _places(of, "flow", "year")
    for verdict in ELIGIBLE:
        if started_in and ("uptake", verdict) in of.topics:
            for place in sorted({*started_in, *_places(of, "uptake", "year")}):
                _relate_uptake(of, facts, verdict, place, knowledge)


def relate_topics_to_later(
    before: CountedGroups, facts: Facts, after: CountedGroups, knowledge: "Knowledge"
) -> None:
    """What holds from one edition to a later one, if nobody is corrected."""
    for topic, item in sorted(before.topics.keys() & after.topics.keys()):
        if topic == "uptake" and before.criteria != after.criteria:
            continue
        for place in _shared(_all_places(before, topic, item), _all_places(after, topic, item)):
            for categories in SETTLED.get(topic, ()):
                then, now = (_groups(of, topic, item, place, categories) for of in (before, after))
                if _is_over(topic, place, categories, facts):
                    knowledge.assume_equal(then, now)
                else:
                    knowledge.assume_growth(then, now)
    asked_later = set(_attributed(after))
    for question, place in _attributed(before):
        if (question, place) in asked_later:
            later = _both(after, question, place)
            for answers, group in _both(before, question, place).items():
                if answers in later:
                    knowledge.assume_growth([group], [later[answers]])
    if facts.stop_date and before.data_cut >= facts.stop_date:
        for place in _shared(_places(before, "exit", "hospital"), _places(after, "exit", "hospital")):
            knowledge.assume_equal(*(_groups(of, "exit", "all", place, EXITED) for of in (before, after)))
            knowledge.assume_equal(*([_before_stop(of, place)] for of in (before, after)))


def not_counted(of: CountedGroups, cell: Cell) -> list[Group]:
    """Who started with a verdict and is not treated in uptake: of a cell of `not_counted_rows`."""
    years = None if cell.grouping == "all" else years_of(cell.level)
    return [
        group
        for place in _places(of, "flow", "year")
        if years is None or place[1] in years
        for group in _uncounted(of, cell.item, place)
    ]


def _relate_attribution(of: CountedGroups, knowledge: "Knowledge") -> None:
    """Who is attributed to something, or has so many primaries, is of a class that goes with it."""
    for question, place in _attributed(of):
        both = _both(of, question, place)
        for place_of_answer, asked in ((0, question), (1, CLASS)):
            for answer in _categories(of, *asked):
                parts = [group for answers, group in both.items() if answers[place_of_answer] == answer]
                knowledge.assume_equal(_groups(of, *asked, place, (answer,)), parts)


def _attributed(of: CountedGroups) -> Iterator[tuple[Question, Place]]:
    """The questions that go with the class, and the places where both are asked."""
    for question in OF_CLASS:
        if question in of.topics and CLASS in of.topics:
            for place in _shared(_all_places(of, *question), _all_places(of, *CLASS)):
                yield question, place


def _both(of: CountedGroups, question: Question, place: Place) -> dict[tuple[str, str], Group]:
    """The groups of those with an answer and a class that goes with it."""
    classes = _categories(of, *CLASS)
    return {
        (answer, one): Group(of.edition, question[0], question[1], place, f"{answer} and {one}")
        for answer in _categories(of, *question)
        for one in classes
        if one in OF_CLASS[question].get(answer, classes)
    }


def _relate_rule(of: CountedGroups, rule: str, judged_by: str, knowledge: "Knowledge") -> None:
    """Who died under a rule ended by death, and so on. Longest use is known of everybody, what cannot be
    observed of nobody."""
    never = {
        "longest_use": ("unknown",),
        "not_observable": ("died", "followed", "not_due", "not_followed"),
    }.get(judged_by, ())
    with_reasons = _all_places(of, *REASON) if REASON in of.topics else []
    for place in _all_places(of, "stop_rule", rule):
        knowledge.assume_equal([], _groups(of, "stop_rule", rule, place, never))
        if place in with_reasons:
            for verdict, reasons in OF_STOP_RULE.items():
                ended = _groups(of, *REASON, place, reasons)
                knowledge.assume_growth(_groups(of, "stop_rule", rule, place, (verdict,)), ended)


def _relate_tests(of: CountedGroups, knowledge: "Knowledge") -> None:
    """Several tests are asked of the same persons."""
    for one, other in pairwise(sorted(question for question in of.topics if question[0] == "testing")):
        for place in _shared(_all_places(of, *one), _all_places(of, *other)):
            asked, also = (_groups(of, *item, place, _categories(of, *item)) for item in (one, other))
            knowledge.assume_equal(also, asked)


def _relate_contradictions(of: CountedGroups, knowledge: "Knowledge") -> None:
    """Each rule divides all treated persons; those of whom it is not known who is dead are unknown to two."""
    rules = [item for topic, item in of.topics if topic == "contradiction"]
    for rule in rules:
        place = _all_places(of, "contradiction", rule)[0]
        found = _groups(of, "contradiction", rule, place, _categories(of, "contradiction", rule))
        knowledge.assume_equal(_all_treated(of), found)
    if set(SAME_UNKNOWN) <= set(rules):
        place = _all_places(of, "contradiction", SAME_UNKNOWN[0])[0]
        one, other = (_groups(of, "contradiction", rule, place, ("unknown",)) for rule in SAME_UNKNOWN)
        knowledge.assume_equal(other, one)


def _all_treated(of: CountedGroups) -> list[Group]:
    new = [person for place in of.flow_divisions[0] for person in of.new_starters(place)]
    return [*new, Group(of.edition, "flow", "", ("all",), EARLIER)]


def _relate_exit(of: CountedGroups, facts: Facts, knowledge: "Knowledge") -> None:
    """All treated are somewhere at the stop date; who starts later is of the hospital of the start."""
    places = [place for division in _divisions(of, "exit", "all")[:1] for place in division]
    if not places:
        return
    statuses = _categories(of, "exit", "all")
    at_stop = [group for place in places for group in _groups(of, "exit", "all", place, statuses)]
    knowledge.assume_equal(_all_treated(of), at_stop)
    since = [group for place in places for group in _groups(of, "exit", "all", place, ("new_start",))]
    if facts.stop_date is None or not since:
        return
    for place in _shared(places, of.flow_divisions[0]):
        if place[0] == "hospital":
            parts = [*_groups(of, "exit", "all", place, ("new_start",)), _before_stop(of, place)]
            knowledge.assume_equal(parts, of.new_starters(place))
    stop_year = str(facts.stop_date.year)
    started = {place[1]: of.new_starters(place) for place in _places(of, "flow", "year")}
    if started:
        later = [person for year, persons in started.items() if year > stop_year for person in persons]
        of_year = [Group(of.edition, "exit", when, ("year", stop_year), "") for when in ("until", "since")]
        knowledge.assume_equal(started.get(stop_year, []), of_year)
        knowledge.assume_equal([*later, of_year[1]], since)
        if facts.stop_date == date(facts.stop_date.year, 1, 1):
            knowledge.assume_equal([], of_year[:1])


def _relate_uptake(
    of: CountedGroups, facts: Facts, verdict: str, place: Place, knowledge: "Knowledge"
) -> None:
    """Of those who started, some too late to be counted, others where no register delivers from."""
    started = of.started(place, verdict) if place in _places(of, "flow", "year") else []
    # Of a year that uptake counts for another verdict only, a group here would be no part of any count.
    is_counted = place in _all_places(of, "uptake", verdict)
    treated, unknown = (
        _groups(of, "uptake", verdict, place, (use,)) if is_counted else []
        for use in ("treated", "not_known")
    )
    late, silent = _uncounted(of, verdict, place)
    knowledge.assume_equal([*treated, late, silent], started)
    knowledge.assume_growth([silent], unknown)
    if _is_over("uptake", place, ("treated",), facts):
        knowledge.assume_equal([], [late])


def _is_over(topic: str, place: Place, categories: tuple[str, ...], facts: Facts) -> bool:
    """Whether a year gets nobody new: all are counted who started, or were diagnosed, in it."""
    if place[0] != "year":
        return False
    last_day = date(int(place[1]), 12, 31)
    if topic == "uptake":
        return facts.treated_to is not None and last_day + timedelta(days=UPTAKE_DAYS) <= facts.treated_to
    is_whole = topic == "testing" and len(categories) > 1
    return is_whole and facts.diagnosed_to is not None and last_day <= facts.diagnosed_to


def _uncounted(of: CountedGroups, verdict: str, place: Place) -> list[Group]:
    return [
        Group(of.edition, "uptake", verdict, place, why) for why in ("started late", "started in silence")
    ]


def _before_stop(of: CountedGroups, place: Place) -> Group:
    return Group(of.edition, "exit", "started before", place, "")


def _shared(one: Iterable[Place], other: Iterable[Place]) -> list[Place]:
    """In an order that is always the same: tables that cost alike are found in it."""
    return sorted(set(one) & set(other))


def _categories(of: CountedGroups, topic: str, item: str) -> tuple[str, ...]:
    return tuple(sorted({cell.category for cell in of.topics[topic, item]}))


def _groups(
    of: CountedGroups, topic: str, item: str, place: Place, categories: tuple[str, ...]
) -> list[Group]:
    """The groups of those of the categories that the topic has."""
    has = _categories(of, topic, item)
    return [Group(of.edition, topic, item, place, category) for category in categories if category in has]


def _divisions(of: CountedGroups, topic: str, item: str) -> list[list[Place]]:
    if topic == "flow":
        return of.flow_divisions
    return of.divisions_of(of.topics[topic, item]) if (topic, item) in of.topics else []


def _all_places(of: CountedGroups, topic: str, item: str) -> list[Place]:
    return [place for places in _divisions(of, topic, item) for place in places]


def _places(of: CountedGroups, topic: str, kind: str) -> list[Place]:
    """The places of a kind that a topic is divided by, whatever the item."""
    items = {item for name, item in of.topics if name == topic} if topic != "flow" else {""}
    every = {place for item in items for place in _all_places(of, topic, item)}
    return sorted(place for place in every if place[0] == kind)
