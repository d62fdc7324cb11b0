"""How many are treated, which share is inside the indication, and what share of the eligible is treated."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words

VARIANTS = (
    Term(
        "new_starters",
        Words("New patients", "Nye pasienter"),
        Words(
            "Counted are persons whose first-ever recorded dose falls between the start of the agreement and "
            "the data cut.",
            "Det som telles, er personer med sin aller første registrerte dose mellom avtalens start og "
            "datakuttet.",
        ),
    ),
    Term(
        "worst_case",
        Words("Lowest possible", "Lavest mulig"),
        Words(
            "As if nobody who cannot be determined belonged to the group.",
            "Som om ingen av de uavklarte hørte til gruppen.",
        ),
    ),
    Term(
        "best_case",
        Words("Highest possible", "Høyest mulig"),
        Words(
            "As if everybody who cannot be determined belonged to the group.",
            "Som om alle de uavklarte hørte til gruppen.",
        ),
    ),
    Term(
        "inside",
        Words("Surely eligible", "Sikkert aktuelle"),
        Words(
            "Among persons who meet every criterion.",
            "Blant personer som oppfyller alle kriteriene.",
        ),
    ),
    Term(
        "inside_or_undetermined",
        Words("Surely or possibly eligible", "Sikkert eller muligens aktuelle"),
        Words(
            "Among persons for whom no criterion is known not to be met.",
            "Blant personer der ingen av kriteriene er kjent som ikke oppfylt.",
        ),
    ),
    Term(
        "recorded_test",
        Words("Recorded test", "Registrert prøve"),
        Words(
            "Persons with a recorded test for the biomarker, whatever it showed. No record does not prove "
            "that no test was taken.",
            "Personer med registrert prøve for biomarkøren, uansett svar. At den mangler, beviser ikke at "
            "det ikke er tatt prøve.",
        ),
    ),
)


def _share(name: str, label: Words, definition: Words, variants: tuple[str, ...] = ()) -> Measure:
    variants = ("new_starters", *variants)
    return Measure(name, label, definition, "share", variants, ("all_treated",), ("treatment", "eligibility"))


MEASURES = (
    Measure(
        "number_treated",
        Words("Number treated", "Antall behandlede"),
        Words(
            "Number of persons who received their first recorded dose of the drug under the agreement.",
            "Antall personer som har fått sin første registrerte dose av legemidlet under avtalen.",
        ),
        unit="persons",
        variants=("new_starters",),
        cohorts=ALL_COHORTS,
        purposes=("treatment",),
    ),
    _share(
        "share_inside",
        Words("Share inside the indication", "Andel innenfor indikasjonen"),
        Words(
            "Share of new patients who meet every criterion, with an exact interval.",
            "Andelen av nye pasienter som oppfyller alle kriteriene, med eksakt intervall.",
        ),
        ("worst_case", "best_case"),
    ),
    _share(
        "share_outside",
        Words("Share outside the indication", "Andel utenfor indikasjonen"),
        Words(
            "Share of new patients who fail at least one criterion, with an exact interval.",
            "Andelen av nye pasienter som har minst ett kriterium som ikke er oppfylt, med eksakt intervall.",
        ),
    ),
    _share(
        "share_undetermined",
        Words("Share that cannot be determined", "Andel som ikke kan avgjøres"),
        Words(
            "Share of new patients who fail no criterion but have at least one that is unknown, with an "
            "exact interval.",
            "Andelen av nye pasienter uten kjent brudd på kriteriene, men med minst ett ukjent kriterium, "
            "med eksakt intervall.",
        ),
    ),
    Measure(
        "share_uptake",
        Words("Share of the eligible who are treated", "Andel av de aktuelle som er behandlet"),
        Words(
            "Persons who received a first dose under the agreement, among all who could have, by what the "
            "registers show; by region, and in all over the regions that deliver.",
            "Personer som har fått første dose under avtalen, blant alle som kunne ha fått den etter det "
            "registrene viser; etter region, og i alt over regionene som leverer.",
        ),
        unit="share",
        variants=("inside", "inside_or_undetermined"),
        cohorts=("eligible",),
        purposes=("treatment", "eligibility"),
    ),
    Measure(
        "share_tested",
        Words("Share tested for the biomarker", "Andel testet for biomarkøren"),
        Words(
            "Persons with a recorded test for the agreement's biomarker, among all registered with its "
            "diagnosis in the period of the agreement.",
            "Personer med registrert prøve for avtalens biomarkør, blant alle som er registrert med "
            "diagnosen i avtaleperioden.",
        ),
        unit="share",
        variants=("recorded_test",),
        cohorts=("diagnosed",),
        purposes=("eligibility",),
    ),
)
