"""Names, addresses and texts as a person may write them where a code belongs, and what is none."""

from collections.abc import Callable

FIRST = ["Kari", "Ola", "Åse", "Bjørn", "Øystein", "Ingrid", "Máret", "Nkechi", "Thuy", "Jean", "Li", "Æda"]
LAST = [
    "Nordmann",
    "Ødegård",
    "Hansen",
    "Østby",
    "Dahl",
    "Lie",
    "Gaup",
    "Okonkwo",
    "Nguyen",
    "Dupont",
    "Zhang",
    "Åm",
]
"""Common in Norway and not, short and long, with every letter that is Norwegian, Sámi or French."""

WRITINGS: dict[str, Callable[[str, str], str]] = {
    "first name and surname": lambda first, last: f"{first} {last}",
    "capitals": lambda first, last: f"{first} {last}".upper(),
    "small letters": lambda first, last: f"{first} {last}".lower(),
    "surname first": lambda first, last: f"{last}, {first}",
    "surname first, capitals": lambda first, last: f"{last}, {first}".upper(),
    "surname first, no blank": lambda first, last: f"{last},{first}",
    "two blanks": lambda first, last: f"{first}  {last}",
    "no-break space": lambda first, last: f"{first}\N{NO-BREAK SPACE}{last}",
    "underscore": lambda first, last: f"{first}_{last}",
    "point": lambda first, last: f"{first}.{last}",
    "initial between": lambda first, last: f"{first} B. {last}",
    "middle name": lambda first, last: f"{first} Marie {last}",
    "hyphens": lambda first, last: f"{first}-Anne {last}-Bakke",
    "apostrophe": lambda first, last: f"{first} O'{last}",
    "particle": lambda first, last: f"{first} von {last}",
    "title": lambda first, last: f"Dr. {first} {last}",
    "behind a code": lambda first, last: f"C34 {first} {last}",
    "with a year of birth": lambda first, last: f"{first} {last} 1957",
}
INITIALS: dict[str, Callable[[str, str], str]] = {
    "initial": lambda first, last: f"{first[0]}. {last}",
    "initial behind": lambda first, last: f"{last} {first[0]}",
    "initial, capitals": lambda first, last: f"{last}, {first[0]}.".upper(),
}
SINGLE: dict[str, Callable[[str, str], str]] = {
    "first name alone": lambda first, last: first,
    "surname alone": lambda first, last: last.upper(),
}

NOT_NAMES = {
    "free text": [
        "pasienten ringte i går",
        "Avsluttet pga bivirkninger",
        "se journal fra Haukeland",
        "Ønsker ikke mer kur",
        "flyttet til Sverige",
        "PASIENT DØD",
        "Mor til pasienten tok kontakt.",
        "venter på svar fra patologi",
        "kvalme/oppkast",
        "gått over til annen behandling!",
        "patient moved abroad",
        "kona er Anne",
    ],
    "a street address": [
        "Storgata 12",
        "Kirkeveien 5B",
        "Karl Johans gate 22, 0159 Oslo",
        "Bjørkelia vei 3",
        "postboks 118",
        "NEDRE TORGGATE 7",
        "Åsveien 101 A",
        "Solsvingen 4",
    ],
    "a telephone number": [
        "22 33 44 55",
        "912 34 567",
        "+47 91234567",
        "+4791234567",
        "tlf 91234567",
        "Tlf.: 22334455",
    ],
    "an e-mail address": [
        "kari@example.no",
        "Kari.Nordmann@post.example.org",
        "k_n-1@x.co",
        "<ola@example.com>",
    ],
}

DIRT = [
    "C50.9", "c50.9", "C50.9,", "C50.9 ", "C509;", "C34 ", "L01FX07", "L01XX41*", "WBOC05", "JAB30",
    "ZXA00 ", "FX0AB,FX0AC", "C50.9 C34.1", "ukjent", "Ukjent", "UKJENT", "IKKE UTFØRT", "ikke kjent",
    "Ikke registrert", "mangler", "N/A", "n.a.", "#N/A", "#VERDI!", "NULL", "None", "-", ".", "?", "999",
    "12,5 mg", "1.234,5", "1 234,5", "1 234 567", "mg/kg", "(12,5)", "2024-01-15 10:00:00",
    "15. januar 2024", "01/02/2026", "12:30", "983 971 636", "983971636 ", "0301", "kl 12", "E10022355",
    "S731000011", "R10003010", "HR10008756", "KM, PA", "IV/SC", "pT2N0M0", "T2 N0 M0", "ECOG 1", "T0",
    "y pT1", "88", "2 Kvinne", "Mann", "K", "kvinne", "Hosp", "STG", "9ZH01", "907B", "Antall rader: 4",
    "Sum", "uke 12", "1e400", "RADMERKE2RADMERKE2", "=7391+4682", "00001234567890", "12345678", "20240115",
    "infinity", "31.12.9999", "ja", "Nei",
]  # fmt: skip
"""What registers send where a code, a date or a number belongs: quarantine or the table, never the door."""


def names(writings: dict[str, Callable[[str, str], str]]) -> list[tuple[str, str]]:
    """(writing, text) for every first name with the surname in its place, the lists taken crosswise too."""
    pairs = [*zip(FIRST, LAST, strict=True), *zip(FIRST, LAST[5:] + LAST[:5], strict=True)]
    return [(what, write(first, last)) for what, write in writings.items() for first, last in pairs]
