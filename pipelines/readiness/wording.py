"""The words of the printed answer, in both languages; sentences about what was found stand with the rules."""

from pipelines.methods.term import Words

WORDS: dict[str, Words] = {
    "question": Words("Can this be reassessed?", "Kan dette revurderes?"),
    "because": Words("Because", "Fordi"),
    "reservations": Words("Reservations", "Forbehold"),
    "besides": Words("Besides", "I tillegg"),
    "nothing_against": Words("No rule below was broken.", "Ingen av reglene nedenfor er brutt."),
    "plan": Words("The plan", "Planen"),
    "plan_period": Words(
        "Start {start}, reassessment {reassessment}. Seen from {as_of}.",
        "Start {start}, revurdering {reassessment}. Sett fra {as_of}.",
    ),
    "start_assumed": Words(
        "The file has no start date: three years before the reassessment is assumed.",
        "Filen har ingen startdato: tre år før revurderingen er antatt.",
    ),
    "window": Words(
        "Tried on history: as if it had been in force from {first} to {last}.",
        "Prøvd på historikken: som om den hadde vært i kraft fra {first} til {last}.",
    ),
    "said_uncertain": Words("Uncertain, by the file itself: {text}", "Usikkert, etter filen selv: {text}"),
    "stated": Words("Stated in the file: {text}: {number}.", "Oppgitt i filen: {text}: {number}."),
    "stated_without": Words("Stated in the file: {text}.", "Oppgitt i filen: {text}."),
    "criteria": Words(
        "1 What the registers can say of each criterion", "1 Hva registrene kan si om hvert kriterium"
    ),
    "criteria_base": Words(
        "Judged by the rules of the agreement: {treated} treated, {candidates} untreated with the "
        "disease. Counts of persons are rounded to fives.",
        "Vurdert etter reglene i avtalen: {treated} behandlede, {candidates} ubehandlede med sykdommen. "
        "Antall personer er avrundet til nærmeste fem.",
    ),
    "criterion": Words("Criterion", "Kriterium"),
    "register": Words("Register", "Register"),
    "met": Words("met", "oppfylt"),
    "not_met": Words("not met", "ikke oppfylt"),
    "unknown": Words("unknown", "ukjent"),
    "of_whom": Words("of", "av"),
    "answer": Words("answer", "svar"),
    "observable": Words("can be seen", "kan ses"),
    "partly": Words("partly", "delvis"),
    "not_observable": Words("cannot be seen", "kan ikke ses"),
    "not_tried": Words("too few to tell", "for få til å si"),
    "few": Words("<5", "<5"),
    "none": Words("–", "–"),
    "treated_group": Words("treated", "behandlede"),
    "candidate_group": Words("untreated", "ubehandlede"),
    "measures": Words(
        "2 What the registers can say of each outcome", "2 Hva registrene kan si om hvert utfall"
    ),
    "measure": Words("Outcome", "Utfall"),
    "measured": Words("measured for", "målt for"),
    "known_to": Words("known to", "kjent til"),
    "coverage": Words(
        "{register} holds {share} of the {n} whom NPR shows with {shown}.",
        "{register} har {share} av de {n} som NPR viser med {shown}.",
    ),
    "never": Words("never", "aldri"),
    "deliveries": Words("3 The last delivery before the reassessment", "3 Siste leveranse før revurderingen"),
    "delivered": Words("deliveries", "leveranser"),
    "every": Words("every", "hver"),
    "months": Words("{n} mo.", "{n} md."),
    "lead": Words("days to receipt (longest)", "dager til mottak (lengst)"),
    "last": Words("complete to", "komplett til"),
    "received": Words("received", "mottatt"),
    "if_slow": Words("if slow", "hvis treg"),
    "by_agreement": Words("(agreed or usual)", "(avtalt eller vanlig)"),
    "patients": Words("4 Patients to expect", "4 Pasienter å vente"),
    "accrual": Words(
        "Treatment is known to {last}: {years} years of new patients.",
        "Behandling er kjent til {last}: {years} år med nye pasienter.",
    ),
    "no_accrual": Words(
        "Treatment is not known for any day of the plan.", "Behandling er ikke kjent for noen dag i planen."
    ),
    "rate_given": Words(
        "{mid} patients a year{limits}, as stated.",
        "{mid} pasienter i året{limits}, som oppgitt.",
    ),
    "rate_history": Words(
        "{mid} new patients a year{limits} in the history of {years} years.",
        "{mid} nye pasienter i året{limits} i historikken på {years} år.",
    ),
    "rate_candidates": Words(
        "at most {mid} a year{limits}, who came to look eligible in the history, treated or not.",
        "høyst {mid} i året{limits}, som i historikken kom til å oppfylle kriteriene, behandlet eller ikke.",
    ),
    "rate_facts": Words(
        "at most {mid} a year{limits}, by a fact in the file.",
        "høyst {mid} i året{limits}, etter en opplysning i filen.",
    ),
    "rate_nobody": Words(
        "no register and no figure in the file tells.", "verken register eller fil har et tall."
    ),
    "rate_withheld": Words("fewer than 5 seen in {years} years.", "færre enn 5 sett på {years} år."),
    "by_year": Words("New patients by year: {text}.", "Nye pasienter per år: {text}."),
    "used": Words("Used: ", "Brukt: "),
    "also": Words("Beside it: ", "Til sammenligning: "),
    "group": Words("Group", "Gruppe"),
    "expected": Words("expected", "ventet"),
    "limits": Words("95 of 100 times", "95 av 100 ganger"),
    "under_five": Words("fewer than 5", "færre enn 5"),
    "at_most": Words("at most {n}", "høyst {n}"),
    "precision": Words(
        "5 How precise, and can the rule be decided", "5 Hvor presist, og kan regelen avgjøres"
    ),
    "precision_base": Words(
        "Simulated reassessments, {confidence} intervals by the methods of the reports.",
        "Simulerte revurderinger, {confidence}-intervaller etter rapportenes metoder.",
    ),
    "clearly": Words("“Clearly” means {meanings}.", "«Klart» betyr {meanings}."),
    "assumed_rule": Words("Assumed {assumed}; accepted: {rule}", "Antatt {assumed}; godtas: {rule}"),
    "at_least": Words("at least {limit}", "minst {limit}"),
    "at_most_rule": Words("at most {limit}", "høyst {limit}"),
    "equal_within": Words("within ± {limit}", "innenfor ± {limit}"),
    "truth": Words("If the truth is", "Hvis sannheten er"),
    "width": Words("interval width", "intervallbredde"),
    "holds": Words("holds", "oppfylt"),
    "fails": Words("does not hold", "ikke oppfylt"),
    "undecided": Words("cannot tell", "kan ikke avgjøres"),
    "as_assumed": Words("as assumed", "som antatt"),
    "clearly_lower": Words("clearly lower", "klart lavere"),
    "clearly_higher": Words("clearly higher", "klart høyere"),
    "as_seen": Words("as history shows", "som historikken viser"),
    "open": Words("no upper limit", "ingen øvre grense"),
    "count": Words("a count", "et antall"),
    "no_question": Words("No assumption with a rule.", "Ingen antakelse med regel."),
    "no_forecast": Words("Cannot be forecast, because {why}.", "Kan ikke anslås, fordi {why}."),
    "rules": Words("6 The rules of this judgement", "6 Reglene for denne vurderingen"),
    "cannot": Words("Cannot be reassessed unless:", "Kan ikke revurderes med mindre:"),
    "reservation": Words("Reservation unless:", "Forbehold med mindre:"),
    "undetermined_too": Words(
        " Those who cannot be determined ({share}) leave it open from both sides.",
        " De som ikke kan avgjøres ({share}), holder den åpen fra begge sider.",
    ),
    "facts_too": Words(" The file states: {text}.", " Filen oppgir: {text}."),
    "uncertain_too": Words(" The file itself says: {text}", " Filen selv sier: {text}"),
    "region_none": Words("every region", "alle regioner"),
    "synthetic": Words("Synthetic data: no real person.", "Syntetiske data: ingen virkelig person."),
}

REGIONS: dict[str, str] = {
    "3": "Helse Vest",
    "4": "Helse Midt-Norge",
    "5": "Helse Nord",
    "7": "Helse Sør-Øst",
}
"""Names of the health regions; they are not translated."""
