"""The scales of EQ-5D-5L and EORTC QLQ-C30, labelled and defined in both languages."""

from pipelines.methods.term import Term, Words

HIGH_IS_GOOD = Words("0 worst, 100 best", "0 dårligst, 100 best")
HIGH_IS_BAD = Words("0 no symptom, 100 worst", "0 ingen plager, 100 verst")


def _qlq(name: str, label: Words, items: str, meaning: Words) -> Term:
    return Term(
        f"qlq_{name}",
        Words(f"{label.english} (QLQ-C30)", f"{label.norwegian} (QLQ-C30)"),
        Words(
            f"EORTC QLQ-C30, items {items}, {meaning.english}; at least half of the items answered.",
            f"EORTC QLQ-C30, spørsmål {items}, {meaning.norwegian}; minst halvparten av spørsmålene besvart.",
        ),
    )


def _functioning(name: str, english: str, norwegian: str, items: str) -> Term:
    return _qlq(name, Words(english, norwegian), items, HIGH_IS_GOOD)


def _symptom(name: str, english: str, norwegian: str, items: str) -> Term:
    return _qlq(name, Words(english, norwegian), items, HIGH_IS_BAD)


SCALE_TERMS = (
    Term(
        "eq5d_index",
        Words("EQ-5D-5L index", "EQ-5D-5L-indeks"),
        Words(
            "Value of the health state by the tariff that the agreement names, 1 for full health; missing if "
            "a dimension is, or if the tariff is not for the person's age.",
            "Verdien av helsetilstanden etter tariffen avtalen navngir, 1 for full helse; mangler hvis en "
            "dimensjon mangler, eller tariffen ikke gjelder for personens alder.",
        ),
    ),
    Term(
        "eq_vas",
        Words("Own health today (EQ VAS)", "Egen helse i dag (EQ VAS)"),
        Words(
            "EQ visual analogue scale, 0 the worst health and 100 the best.",
            "Visuell analog skala i EQ-5D, 0 den verste helsen og 100 den beste.",
        ),
    ),
    _functioning("ql", "Global health and quality of life", "Global helse og livskvalitet", "29–30"),
    _functioning("pf", "Physical functioning", "Fysisk funksjon", "1–5"),
    _functioning("rf", "Role functioning", "Rollefunksjon", "6–7"),
    _functioning("ef", "Emotional functioning", "Emosjonell funksjon", "21–24"),
    _functioning("cf", "Cognitive functioning", "Kognitiv funksjon", "20, 25"),
    _functioning("sf", "Social functioning", "Sosial funksjon", "26–27"),
    _symptom("fa", "Fatigue", "Tretthet", "10, 12, 18"),
    _symptom("nv", "Nausea and vomiting", "Kvalme og oppkast", "14–15"),
    _symptom("pa", "Pain", "Smerte", "9, 19"),
    _symptom("dy", "Shortness of breath", "Tungpustethet", "8"),
    _symptom("sl", "Trouble sleeping", "Søvnvansker", "11"),
    _symptom("ap", "Loss of appetite", "Nedsatt appetitt", "13"),
    _symptom("co", "Constipation", "Forstoppelse", "16"),
    _symptom("di", "Diarrhoea", "Diaré", "17"),
    _symptom("fi", "Financial difficulties", "Økonomiske vansker", "28"),
    Term(
        "qlq_summary",
        Words("Summary score (QLQ-C30)", "Samleskår (QLQ-C30)"),
        Words(
            "Mean of the thirteen QLQ-C30 scales other than global health and financial difficulties, "
            "symptoms reversed, 0 worst, 100 best; all thirteen answered.",
            "Gjennomsnittet av de tretten QLQ-C30-skalaene utenom global helse og økonomiske vansker, med "
            "plager snudd, 0 dårligst, 100 best; alle tretten besvart.",
        ),
    ),
)
