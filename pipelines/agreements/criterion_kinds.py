"""What each kind of criterion takes: its subjects, its keys and the values it may list.

The checks of the file and the JSON Schema for editors are both made from this list.
"""

from dataclasses import dataclass
from typing import Any

from schemas.agreement.criterion import SUBJECTS
from schemas.code_lists import HEALTH_REGIONS

BIOMARKERS = (
    "EGFR", "ALK", "ROS1", "NTRK1", "NTRK2", "NTRK3", "PDL1_TPS", "BRAF", "KRAS_G12C", "ER", "PR", "HER2",
    "KI67", "BCRABL1_IS", "MRD", "SMN2_KOPI",
)  # fmt: skip
COURSE_EVENTS = ("relapse", "progression", "metastasis", "response", "complete_remission")
STAGES = ("distant", "metastasis")
"""Spread at diagnosis, and the later course event that makes a disease metastatic."""

SEXES = ("female", "male")
BEHAVIOURS = ("0", "1", "2", "3", "6", "9")
REGIONS = tuple(str(code) for code in HEALTH_REGIONS)

LIMITS = ("minimum", "maximum")
DATES = ("first_date", "last_date")
ABSENT_WITHIN = ("must_be_absent", "within_days")


@dataclass(frozen=True)
class Listed:
    """What a criterion's values may be: one of `words`, or text of a shape."""

    words: tuple[str, ...] = ()
    pattern: str = ""
    description: str = ""

    @property
    def json_schema(self) -> dict[str, Any]:
        if self.words:
            return {"enum": list(self.words)}
        return {"pattern": f"^(?:{self.pattern})$", "title": self.description}


ATC_START = Listed(
    pattern=r"[A-Z]\d{2}([A-Z]([A-Z](\d{2})?)?)?", description="the start of an ATC code, as L01 or L01EB04"
)


@dataclass(frozen=True)
class Taken:
    """What one kind, or one subject of a kind, takes besides id, kind, subject, description and origin.

    `values` are listed if there is anything they may be. Of the limits or dates it takes, one at least must
    be stated. `highest` is the highest limit, in `unit`; `whole` if limits are counted.
    """

    keys: tuple[str, ...] = ()
    values: Listed | None = None
    values_optional: bool = False
    highest: int = 0
    unit: str = ""
    whole: bool = True

    @property
    def all_keys(self) -> tuple[str, ...]:
        return (("values",) if self.values else ()) + self.keys


def _words(*words: str) -> Taken:
    return Taken(values=Listed(words))


def _shape(pattern: str, description: str, *keys: str) -> Taken:
    return Taken(keys, Listed(pattern=pattern, description=description))


_DAYS = Taken(LIMITS, highest=36525, unit="a number of days between 0 and 36525, in whole days")

TAKEN: dict[tuple[str, str | None], Taken] = {
    ("age", None): Taken(LIMITS, highest=130, unit="an age between 0 and 130 years", whole=False),
    ("sex", None): _words(*SEXES),
    ("diagnosis", None): _shape(r"[A-Z]\d{2}\d{0,2}", "the start of an ICD-10 code without a dot, as C910"),
    ("topography", None): _shape(r"C\d{2}\d?", "the start of an ICD-O-3 topography without a dot, as C341"),
    ("morphology", None): _shape(
        r"\d{5}", "an ICD-O-3 morphology with behaviour, five digits in quotes, as '98363'"
    ),
    ("behaviour", None): _words(*BEHAVIOURS),
    ("biomarker", None): _words(*BIOMARKERS),
    ("stage", None): _words(*STAGES),
    ("course_event", None): _words(*COURSE_EVENTS),
    ("earlier_treatment", "lines"): Taken(
        LIMITS, highest=50, unit="a whole number of lines between 0 and 50"
    ),
    ("earlier_treatment", "substances"): Taken(ABSENT_WITHIN, ATC_START),
    ("earlier_treatment", "regimens"): _shape(
        r"\d{4}", "a regimen (KURID), four digits in quotes, as '0062'", *ABSENT_WITHIN
    ),
    ("earlier_treatment", "transplant"): Taken(ABSENT_WITHIN),
    ("time_since", "diagnosis"): _DAYS,
    ("time_since", "relapse"): _DAYS,
    ("pregnancy", None): Taken(("must_be_absent",)),
    ("place", "hospital"): _shape(r"\d{9}", "an organisation number, nine digits in quotes"),
    ("place", "region"): _words(*REGIONS),
    ("calendar", None): Taken(DATES),
    ("combination", None): Taken(("must_be_absent",), ATC_START, values_optional=True),
    ("not_observable", None): Taken(),
}
KEYS = ("values", *LIMITS, *DATES, *ABSENT_WITHIN)
"""The keys that only some kinds take."""


def criterion_json_schema() -> dict[str, Any]:
    """For each kind and subject, which keys it takes and what its values may be, as JSON Schema."""
    rules: list[dict[str, Any]] = [
        {
            "if": _is({"kind": kind}),
            "then": {"required": ["subject"], "properties": {"subject": _one_of(words)}},
        }
        for kind, words in SUBJECTS.items()
    ]
    for (kind, subject), taken in TAKEN.items():
        properties: dict[str, Any] = {key: False for key in KEYS if key not in taken.all_keys}
        if subject is None:
            properties["subject"] = False
        if taken.values:
            properties["values"] = {"items": taken.values.json_schema}
        then: dict[str, Any] = {"properties": properties}
        if taken.values and not taken.values_optional:
            then["required"] = ["values"]
        rules.append({"if": _is({"kind": kind} | ({"subject": subject} if subject else {})), "then": then})
    return {"allOf": rules}


def _is(condition: dict[str, str]) -> dict[str, Any]:
    return {
        "properties": {key: {"const": word} for key, word in condition.items()},
        "required": list(condition),
    }


def _one_of(words: tuple[str, ...]) -> dict[str, Any]:
    return {"enum": list(words)}
