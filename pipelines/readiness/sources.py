"""Which register answers what: kinds of criteria, purposes of measures, and the treatment source itself."""

from dataclasses import dataclass

from pipelines.agreements.model import Agreement
from pipelines.methods.measures import MEASURES
from pipelines.methods.term import Words
from schemas.agreement.agreement import TREATMENT_REGISTERS

DISEASE_REGISTER = {
    "hospital": "kreftregisteret",
    "h_resept": "kreftregisteret",
    "quality_register": "nornmd",
}
TREATMENT, DISEASE = "the treatment register", "the disease register"


@dataclass(frozen=True)
class KindSource:
    """The registers that answer one kind of criterion. `caution` is what no count of the past would show."""

    registers: tuple[str, ...]
    caution: Words | None = None


NO_REGISTER = Words(
    "no register delivered here holds it",
    "ingen av registrene som leveres her, har det",
)
PRESENCE_ONLY = Words(
    "hospital contacts can show a pregnancy, but most antenatal care is outside hospitals: a missing code "
    "does not mean not pregnant",
    "sykehuskontakter kan vise et svangerskap, men det meste av svangerskapsomsorgen er utenfor sykehus: "
    "at koden mangler, betyr ikke at hun ikke er gravid",
)
KIND_SOURCES: dict[str, KindSource] = {
    "age": KindSource(("folkeregisteret",)),
    "sex": KindSource(("folkeregisteret",)),
    "diagnosis": KindSource((DISEASE,)),
    "topography": KindSource((DISEASE,)),
    "morphology": KindSource((DISEASE,)),
    "behaviour": KindSource((DISEASE,)),
    "biomarker": KindSource(("kreftregisteret",)),
    "stage": KindSource(("kreftregisteret",)),
    "course_event": KindSource(("kreftregisteret",)),
    "earlier_treatment": KindSource((TREATMENT,)),
    "time_since": KindSource((DISEASE,)),
    "pregnancy": KindSource(("npr",), PRESENCE_ONLY),
    "place": KindSource((TREATMENT,)),
    "calendar": KindSource((TREATMENT,)),
    "combination": KindSource((TREATMENT,)),
    "not_observable": KindSource((), NO_REGISTER),
}


def registers_of_kind(kind: str, treatment_source: str) -> tuple[str, ...]:
    """The registers that answer a kind of criterion under one treatment source."""
    named = {
        TREATMENT: TREATMENT_REGISTERS[treatment_source],
        DISEASE: DISEASE_REGISTER[treatment_source],
    }
    return tuple(named.get(register, register) for register in KIND_SOURCES[kind].registers)


def registers_of_measure(agreement: Agreement, measure: str, cohort: str) -> tuple[str, ...]:
    """The registers of the agreement file that a measure rests on, those that judge its group included."""
    needed = {*MEASURES[measure].purposes} | (set() if cohort == "all_treated" else {"eligibility"})
    return tuple(source.register_name for source in agreement.data_sources if needed & set(source.purposes))


def register_for(agreement: Agreement, purpose: str) -> str | None:
    """The first register of the agreement file with a purpose."""
    if purpose == "treatment":
        return TREATMENT_REGISTERS[agreement.parameters.treatment_source]
    found = [source.register_name for source in agreement.data_sources if purpose in source.purposes]
    return found[0] if found else None
