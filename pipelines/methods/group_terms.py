"""The groups of persons that results speak of, labelled and defined in both languages."""

from pipelines.methods.term import Term, Words, by_name

COHORTS: dict[str, Term] = by_name(
    Term(
        "inside",
        Words("Inside the indication", "Innenfor indikasjonen"),
        Words(
            "New patients who meet every criterion of the agreement.",
            "Nye pasienter som oppfyller alle kriteriene i avtalen.",
        ),
    ),
    Term(
        "inside_or_undetermined",
        Words("Inside or undetermined", "Innenfor eller uavklart"),
        Words(
            "New patients for whom no criterion is known not to be met.",
            "Nye pasienter der ingen av kriteriene er kjent som ikke oppfylt.",
        ),
    ),
    Term(
        "all_treated",
        Words("All treated", "Alle behandlede"),
        Words(
            "All new patients treated with the drug within the age range of the agreement.",
            "Alle nye pasienter behandlet med legemidlet innenfor avtalens aldersavgrensning.",
        ),
    ),
)


BASES: dict[str, Term] = by_name(
    Term(
        "eligible",
        Words("Eligible", "Aktuelle for behandling"),
        Words(
            "Treated and untreated persons who meet the criteria of the agreement in its period, except "
            "where the source of treatment delivers nothing from their region.",
            "Behandlede og ubehandlede som oppfyller kriteriene i avtalen i avtaleperioden, unntatt der "
            "behandlingskilden ikke leverer noe fra regionen deres.",
        ),
    ),
    Term(
        "diagnosed",
        Words("Diagnosed", "Diagnostiserte"),
        Words(
            "Persons registered with the agreement's diagnosis in its period, treated or not.",
            "Personer registrert med avtalens diagnose i avtaleperioden, behandlet eller ikke.",
        ),
    ),
)
"""Groups that are not cohorts of treated persons: what a share of use is a share of."""

EARLIER: dict[str, Term] = by_name(
    Term(
        "earlier_starter",
        Words("Started before the agreement", "Startet før avtalen"),
        Words(
            "Persons within the age range whose first recorded dose came before the agreement began, "
            "followed from the day it began (delayed entry): whoever died before that day is not among them.",
            "Personer innenfor aldersavgrensningen med første registrerte dose før avtalen begynte, fulgt "
            "fra dagen den begynte (forsinket inngang): den som døde før den dagen, er ikke med.",
        ),
    ),
)
"""Treated persons who are no new starters: a group of their own."""

COMPARED: dict[str, Term] = by_name(
    Term(
        "compared",
        Words("Compared", "Sammenlignet"),
        Words(
            "New patients inside the indication and the comparator's persons who meet the same criteria at "
            "their own first dose; whoever got both drugs counts with the one that came first.",
            "Nye pasienter innenfor indikasjonen og sammenligningens personer som oppfyller de samme "
            "kriteriene ved sin egen første dose; den som fikk begge legemidlene, regnes med det første.",
        ),
    ),
    Term(
        "compared_with_undetermined",
        Words("Compared, with the undetermined", "Sammenlignet, med de uavklarte"),
        Words(
            "The same two groups with those for whom no criterion is known not to be met.",
            "De samme to gruppene med dem der ingen av kriteriene er kjent som ikke oppfylt.",
        ),
    ),
    Term(
        "compared_new_users",
        Words("Compared, known new users only", "Sammenlignet, bare kjente nye brukere"),
        Words(
            "Those of the two groups of whom the source of treatment shows that they did not use their drug "
            "in the look-back before the first recorded dose.",
            "De i de to gruppene der behandlingskilden viser at legemidlet ikke var brukt i perioden bakover "
            "fra første registrerte dose.",
        ),
    ),
)
"""Two groups together, of which one got another drug: no agreement can ask for a measure of them."""

GROUPS: dict[str, Term] = COHORTS | EARLIER | BASES | COMPARED
