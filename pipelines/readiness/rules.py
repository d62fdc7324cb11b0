"""What makes an agreement ready, ready with reservations, or impossible to reassess: every rule, stated once.

A rule has a limit, what follows when it is broken, the rule itself in words for whoever wants to dispute it,
and the sentence that says what was found. `findings` in `judgement` tries them in this order.
"""

from dataclasses import dataclass

from pipelines.methods.term import Words

CANNOT, RESERVATION = "cannot", "reservation"
VERDICTS: dict[str, Words] = {
    "ready": Words("Ready", "Klar"),
    "ready_with_reservations": Words("Ready with reservations", "Klar med forbehold"),
    "cannot_be_reassessed": Words("Cannot be reassessed", "Kan ikke revurderes"),
}


@dataclass(frozen=True)
class Rule:
    """One rule of judging. `limit` is in the unit that `states` says; texts have `{placeholders}`."""

    rule_id: str
    follows: str
    limit: float | None
    states: Words
    found: Words


RULES: tuple[Rule, ...] = (
    Rule(
        "criterion_not_observable", CANNOT, None,
        Words(
            "Every criterion can be seen for somebody: else nobody can be shown to be inside.",
            "Hvert kriterium kan ses for noen: ellers kan ingen vises å være innenfor.",
        ),
        Words(
            "Nobody can be shown to be inside the indication: “{criterion}” cannot be seen, because {why}.",
            "Ingen kan vises å være innenfor indikasjonen: «{criterion}» kan ikke ses, fordi {why}.",
        ),
    ),
    Rule(
        "too_few_patients", CANNOT, 10,
        Words(
            "At least {limit} patients inside the indication are expected in the last delivery.",
            "Det ventes minst {limit} pasienter innenfor indikasjonen i den siste leveransen.",
        ),
        Words(
            "Too few patients: {expected} inside the indication in the last delivery; at least {limit} "
            "are needed.{facts}",
            "For få pasienter: {expected} innenfor indikasjonen i den siste leveransen; det trengs minst "
            "{limit}.{facts}",
        ),
    ),
    Rule(
        "nothing_assumed", CANNOT, None,
        Words(
            "At least one measure has an assumption and a decision rule.",
            "Minst ett mål har en antakelse og en beslutningsregel.",
        ),
        Words(
            "There is nothing to judge against: no measure has an assumption with a decision rule, so no "
            "data could answer yes or no.{uncertainty}",
            "Det er ingenting å vurdere mot: ingen mål har en antakelse med beslutningsregel, så ingen "
            "data kan svare ja eller nei.{uncertainty}",
        ),
    ),
    Rule(
        "no_rule_decidable", CANNOT, 0.5,
        Words(
            "At least one decision rule has a chance of {limit} or more of being decided under some truth "
            "considered.",
            "Minst én beslutningsregel har {limit} eller større sjanse for å bli avgjort under en av "
            "sannhetene som er prøvd.",
        ),
        Words(
            "No decision rule is likely to be decided: the best, “{measure}”, in {chance} of "
            "reassessments; the limit is {limit}.",
            "Ingen beslutningsregel kan ventes å bli avgjort: den beste, «{measure}», i {chance} av "
            "revurderingene; grensen er {limit}.",
        ),
    ),
    Rule(
        "no_treatment_data", CANNOT, None,
        Words(
            "The treatment register delivers data from the period before the reassessment.",
            "Behandlingsregisteret leverer data fra perioden før revurderingen.",
        ),
        Words(
            "No treatment data: {register} has no delivery from the period of the agreement before "
            "{reassessment}.",
            "Ingen behandlingsdata: {register} har ingen leveranse fra avtaleperioden før {reassessment}.",
        ),
    ),
    Rule(
        "undetermined", RESERVATION, 0.25,
        Words(
            "For at most {limit} of those treated it cannot be determined whether they are inside.",
            "For høyst {limit} av de behandlede kan det ikke avgjøres om de er innenfor.",
        ),
        Words(
            "For {share} of those treated so far the registers cannot tell whether they were inside the "
            "indication; the limit is {limit}.",
            "For {share} av dem som er behandlet hittil, kan ikke registrene vise om de var innenfor "
            "indikasjonen; grensen er {limit}.",
        ),
    ),
    Rule(
        "criterion_partly_observable", RESERVATION, 0.25,
        Words(
            "Each criterion is unknown for at most {limit} of those treated, or of those with the disease "
            "where too few are treated.",
            "Hvert kriterium er ukjent for høyst {limit} av de behandlede, eller av dem med sykdommen der "
            "for få er behandlet.",
        ),
        Words(
            "“{criterion}” is unknown for {share}; the limit is {limit}.",
            "«{criterion}» er ukjent for {share}; grensen er {limit}.",
        ),
    ),
    Rule(
        "absence_unknown", RESERVATION, None,
        Words(
            "A missing record means no for every criterion.",
            "At noe ikke er registrert, betyr nei for alle kriterier.",
        ),
        Words(
            "“{criterion}”: {why}.",
            "«{criterion}»: {why}.",
        ),
    ),
    Rule(
        "low_coverage", RESERVATION, 0.8,
        Words(
            "Each register holds at least {limit} of the patients whom the patient register (NPR) shows.",
            "Hvert register har minst {limit} av pasientene som NPR viser.",
        ),
        Words(
            "{register} holds {share} of the patients whom NPR shows with {shown}; the limit is {limit}.",
            "{register} har {share} av pasientene som NPR viser med {shown}; grensen er {limit}.",
        ),
    ),
    Rule(
        "source_gap", RESERVATION, None,
        Words(
            "No region or period is missing from a register that counts.",
            "Ingen region eller periode mangler i et register som teller.",
        ),
        Words(
            "{register}, {region}: {reason}. What happens there is unknown, not zero.",
            "{register}, {region}: {reason}. Det som skjer der, er ukjent, ikke null.",
        ),
    ),
    Rule(
        "register_missing", RESERVATION, None,
        Words(
            "Every register that a criterion or measure rests on is in the file and has delivered.",
            "Hvert register som et kriterium eller mål bygger på, er med i filen og har levert.",
        ),
        Words(
            "{register} is needed for {what} but {problem}.",
            "{register} trengs for {what}, men {problem}.",
        ),
    ),
    Rule(
        "supply_unknown", RESERVATION, None,
        Words(
            "The dose is known: how long a dispensing or an administration lasts.",
            "Dosen er kjent: hvor lenge en utlevering eller administrasjon varer.",
        ),
        Words(
            "The dose is not known: neither the file nor the price table says how long a pack or an "
            "administration lasts. Treatment duration and drug cost cannot be worked out.",
            "Dosen er ikke kjent: verken filen eller pristabellen sier hvor lenge en pakning eller "
            "administrasjon varer. Behandlingsvarighet og legemiddelkostnad kan ikke regnes ut.",
        ),
    ),
    Rule(
        "only_use_decidable", RESERVATION, 0.5,
        Words(
            "The same holds for a rule on effect, duration or cost, not only on who is treated.",
            "Det samme gjelder en regel om effekt, varighet eller kostnad, ikke bare om hvem som "
            "behandles.",
        ),
        Words(
            "Only rules on who is treated can be expected to be decided, none on effect, duration or cost.",
            "Bare regler om hvem som behandles, kan ventes å bli avgjort, ingen om effekt, varighet eller "
            "kostnad.",
        ),
    ),
    Rule(
        "rule_not_decidable", RESERVATION, 0.5,
        Words(
            "Every decision rule has a chance of {limit} or more of being decided under some truth "
            "considered.",
            "Hver beslutningsregel har {limit} eller større sjanse for å bli avgjort under en av "
            "sannhetene som er prøvd.",
        ),
        Words(
            "The rule for “{measure}” is unlikely to be decided: at best in {chance} of reassessments; "
            "the limit is {limit}.{because}",
            "Regelen for «{measure}» vil neppe bli avgjort: i beste fall i {chance} av revurderingene; "
            "grensen er {limit}.{because}",
        ),
    ),
    Rule(
        "rule_not_forecast", RESERVATION, None,
        Words(
            "The precision of every measure with a decision rule can be forecast.",
            "Presisjonen kan anslås for hvert mål med beslutningsregel.",
        ),
        Words(
            "“{measure}”: the precision cannot be forecast, because {why}.",
            "«{measure}»: presisjonen kan ikke anslås, fordi {why}.",
        ),
    ),
    Rule(
        "number_unknown", RESERVATION, None,
        Words(
            "The number of patients is stated or seen, not only limited from above.",
            "Antall pasienter er oppgitt eller sett, ikke bare begrenset oppad.",
        ),
        Words(
            "Nobody knows how many will be treated: {figure} State it with --patients-per-year LOW MID "
            "HIGH.",
            "Ingen vet hvor mange som vil bli behandlet: {figure} Oppgi det med --patients-per-year LAV "
            "MIDT HØY.",
        ),
    ),
    Rule(
        "use_changes", RESERVATION, 0.05,
        Words(
            "New patients are as many in the second half of the history as in the first (exact test at "
            "{limit}).",
            "Det er like mange nye pasienter i andre som i første halvdel av historikken (eksakt test på "
            "{limit}).",
        ),
        Words(
            "Use has changed: {first_half} new patients in the first half of the history, {second_half} "
            "in the second. Expected is the average; at the pace of the second half it would be "
            "{going_on} in all.",
            "Bruken har endret seg: {first_half} nye pasienter i første halvdel av historikken, "
            "{second_half} i andre. Det som ventes, er gjennomsnittet; i takten fra andre halvdel ville "
            "det bli {going_on} i alt.",
        ),
    ),
    Rule(
        "cadence_unknown", RESERVATION, None,
        Words(
            "How often each register delivers is seen or agreed.",
            "Hvor ofte hvert register leverer, er sett eller avtalt.",
        ),
        Words(
            "{register} has delivered once and nothing is agreed: a delivery is assumed to be ordered in "
            "time for the reassessment.",
            "{register} har levert én gang og ingenting er avtalt: det er antatt at en leveranse "
            "bestilles i tide til revurderingen.",
        ),
    ),
    Rule(
        "small_groups", RESERVATION, 5,
        Words(
            "At least {limit} patients are expected in the whole group: smaller counts are withheld.",
            "Det ventes minst {limit} pasienter i hele gruppen: mindre tall holdes tilbake.",
        ),
        Words(
            "So few patients cannot be shown: counts under {limit} are withheld to protect persons, also "
            "in the total.",
            "Så få pasienter kan ikke vises: tall under {limit} holdes tilbake av personvernhensyn, også "
            "for hele gruppen.",
        ),
    ),
    Rule(
        "short_history", RESERVATION, None,
        Words(
            "The history is as long as the plan.",
            "Historikken er like lang som planen.",
        ),
        Words(
            "The treatment source reaches back to {first} only: the history is {years} years, shorter "
            "than the plan.",
            "Behandlingskilden går bare tilbake til {first}: historikken er {years} år, kortere enn "
            "planen.",
        ),
    ),
)  # fmt: skip

FEWEST_JUDGED = 5
"""Persons judged, below which history does not say whether a criterion can be observed."""
FEWEST_FOR_HISTORY = 5
"""New starters in the window, below which their number says nothing about how many to expect."""


def rule(rule_id: str) -> Rule:
    """The rule of that name."""
    return next(found for found in RULES if found.rule_id == rule_id)
