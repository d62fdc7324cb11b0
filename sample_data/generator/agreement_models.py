"""The generating model of each agreement's treated persons: how many, who, how long, what next.

Numbers are per year in Norway (scale 1.0). A `Group` is one kind of treated person; whether the kind is
inside the indication is the planted truth, whatever the registers come to say about it.
"""

from dataclasses import dataclass

from sample_data.generator.timeline import day


@dataclass(frozen=True)
class Group:
    """One kind of treated person: its share, its survival (Weibull) and its time on treatment (Weibull)."""

    name: str
    share: float
    is_inside: bool
    survival_shape: float
    survival_median_days: float
    stop_shape: float
    stop_median_days: float


@dataclass(frozen=True)
class HospitalUse:
    """Hospital contacts around treatment: Poisson processes whose rate rises before death."""

    outpatient_per_year: float
    inpatient_per_year: float
    near_death_factor: float
    outpatient_drg: str
    outpatient_points: float
    inpatient_drg: str
    inpatient_points: float
    mean_stay_days: float


@dataclass(frozen=True)
class AgreementModel:
    """Everything that is planted for one agreement, except what the cancer register gets to see."""

    agreement_id: str
    atc: str
    substance: str
    source: str  # hospital | h_resept | quality_register
    start: int
    new_starters_per_year: float
    earlier_starters_per_year: float
    earlier_from: int
    groups: tuple[Group, ...]
    next_line_share: float
    next_line_delay_days: tuple[int, int]
    next_line_drugs: tuple[tuple[str, str], ...]
    hospital_use: HospitalUse
    supply_days: int = 0
    administration_covers_days: int = 0


LEUKAEMIA_USE = HospitalUse(14.0, 4.0, 3.0, "917A", 0.056, "405", 2.6, 6.0)
ADULT_LEUKAEMIA_USE = HospitalUse(12.0, 3.0, 3.0, "917A", 0.056, "403", 2.9, 6.0)
SOLID_TUMOUR_USE = HospitalUse(8.0, 1.4, 4.0, "904C", 0.048, "82", 1.5, 5.0)
MUSCLE_USE = HospitalUse(5.0, 0.5, 2.0, "901O", 0.061, "12", 1.6, 4.0)

LEUKAEMIA_NEXT = (("L01FB01", "Inotuzumabozogamicin"), ("L01BB06", "Klofarabin"), ("L01CA02", "Vinkristin"))
LUNG_NEXT = (("L01BA04", "Pemetreksed"), ("L01XA02", "Karboplatin"), ("L01CD02", "Docetaksel"))
SOLID_NEXT = (("L01DB01", "Doksorubicin"), ("L01XA02", "Karboplatin"), ("L01CD01", "Paklitaksel"))

MODELS = (
    AgreementModel(
        "EX001", "L01FX07", "Blinatumomab", "hospital", day("2022-01-01"), 10.0, 4.0, day("2017-01-01"),
        (
            Group("relapsed", 0.80, True, 1.0, 228, 1.0, 0),
            Group("first_line", 0.12, False, 1.0, 1500, 1.0, 0),
            Group("other_disease", 0.08, False, 1.0, 1100, 1.0, 0),
        ),
        0.50, (10, 60), LEUKAEMIA_NEXT, LEUKAEMIA_USE, administration_covers_days=4,
    ),
    AgreementModel(
        "EX002", "L01FX07", "Blinatumomab", "hospital", day("2022-01-01"), 14.0, 5.0, day("2017-01-01"),
        (
            Group("mrd_positive", 0.76, True, 1.0, 820, 1.0, 0),
            Group("mrd_negative", 0.16, False, 1.0, 260, 1.0, 0),
            Group("other_disease", 0.08, False, 1.0, 200, 1.0, 0),
        ),
        0.40, (10, 90), LEUKAEMIA_NEXT, ADULT_LEUKAEMIA_USE, administration_covers_days=4,
    ),
    AgreementModel(
        "EX003", "L01EX12", "Larotrektinib", "h_resept", day("2022-01-01"), 14.0, 4.0, day("2020-01-01"),
        (
            Group("ntrk_metastatic", 0.80, True, 1.1, 640, 1.0, 300),
            Group("ntrk_localised", 0.08, False, 1.1, 1300, 1.0, 420),
            Group("not_ntrk", 0.12, False, 1.1, 190, 1.0, 80),
        ),
        0.45, (0, 45), SOLID_NEXT, SOLID_TUMOUR_USE, supply_days=28,
    ),
    AgreementModel(
        "EX004", "L01EB04", "Osimertinib", "h_resept", day("2022-01-01"), 190.0, 60.0, day("2018-01-01"),
        (
            Group("egfr_metastatic", 0.83, True, 1.2, 760, 1.1, 400),
            Group("egfr_localised", 0.06, False, 1.1, 1900, 1.1, 700),
            Group("not_egfr", 0.11, False, 1.1, 150, 1.0, 80),
        ),
        0.55, (0, 45), LUNG_NEXT, SOLID_TUMOUR_USE, supply_days=30,
    ),
    AgreementModel(
        "EX005", "M09AX07", "Nusinersen", "quality_register", day("2023-05-15"), 50.0, 8.0, day("2018-03-01"),
        (
            Group("adult", 0.86, True, 1.0, 6000, 1.0, 470),
            Group("child", 0.14, False, 1.0, 30000, 1.0, 1500),
        ),
        0.0, (0, 1), (), MUSCLE_USE, administration_covers_days=120,
    ),
)  # fmt: skip


def model_of(agreement_id: str) -> AgreementModel:
    """Model of one agreement."""
    return next(model for model in MODELS if model.agreement_id == agreement_id)
