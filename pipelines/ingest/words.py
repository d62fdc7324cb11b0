"""Does one value of a delivery read as a person's name, an address or free text? Judged from its form alone.

A register's columns hold codes, dates and numbers. What says more is told by words: in a closed column two
words that the schema does not know are a name if each begins with a capital letter, free text if not. A
single word is a name only if it is a common one; any other goes to quarantine as an unknown code. What stands
for "nothing known" (`ikke utført`), units and the words by which the schema explains the column are known.
In an open column (names of drugs and regimens) words are what is expected: there a common first name beside a
common surname is a person's, and ten words are a text. Nothing here recognises a name that is also a code.
"""

import re
import unicodedata

from pipelines.ingest.names import FIRST_NAMES, SURNAMES

NAME, TEXT, ADDRESS = "a person's name", "free text", "a street address"
PHONE, MAIL = "a telephone number", "an e-mail address"

SUSPECT = (
    r"(?:^|[^<L>0-9])<L>{3,}(?:[^<L>0-9]|$)|@"
    r"|[0-9]{2,3}[ <B>][0-9]{2}[ <B>][0-9]{2}|(?:\+|0047 )[0-9][0-9 ]{7}"
)
"""What every name, text, address and number to call has in it; codes, dates and numbers seldom do."""
SUSPECT_IN_SQL = (
    SUSPECT.replace("[^<L>0-9]", r"[^\p{L}0-9]").replace("<L>", r"\p{L}").replace("<B>", r"\x{a0}")
)
SUSPECT_IN_PYTHON = re.compile(
    SUSPECT.replace("[^<L>0-9]", r"(?:[\W_])").replace("<L>", r"[^\W\d_]").replace("<B>", r"\xa0")
)

BETWEEN_WORDS = re.compile(r"[\s,;:._/|()\[\]\"!?&+*#]+")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
STREETS = (
    "vei veien veg vegen gate gata gaten allé alléen plassen torget stien svingen bakken terrasse tunet "
    "kroken brygge"
)
"""Short endings that other words have too (plass, ring, sti, gt) are left out."""
STREET = re.compile(
    rf"[^\W\d_]{{2,}}\s?(?:{'|'.join(STREETS.split())})\.?\s+\d{{1,3}}\s?[a-z]?\b|\bpostboks\s*\d",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"(?<!\d)(?:\d{2}(?:[ \xa0]\d{2}){3}|\d{3}[ \xa0]\d{2}[ \xa0]\d{3})(?!\d)"
    r"|(?:(?<!\d)0047[ \xa0]|\+\d{1,3}[ \xa0]?)\d(?:[ \xa0]?\d){6,}(?!\d)"
    r"|\b(?:tlf|tel|telefon|mob|mobil)\b\D{0,3}\d{2}",
    re.IGNORECASE,
)
MAILED = re.compile(r"[^\s@;,]+@[^\s@;,]+\.[^\W\d_]{2,}")

_KNOWN = """
    ikke ingen intet ukjent uoppgitt mangler manglende blank tom uten kjent oppgitt registrert utført
    aktuelt aktuell relevant besvart mulig sikker usikker annet andre øvrig eller og av på i med for til
    fra ved per pr se feil verdi kode dato uke dag dager år måned antall rad rader linje linjer sum totalt
    total null none nan not no yes ja nei missing unknown available applicable specified other mg ug µg ml
    kg stk ie enheter tablett tabletter hetteglass pakning pakninger
"""
KNOWN = frozenset(_KNOWN.split())
"""What is written where a value is missing, units, and the words of lines of sums."""
PARTICLES = frozenset(["von", "van", "de", "der", "da", "di", "la", "le", "bin", "al", "el", "af", "ten"])
STRUCK = "[name]"
MOST_WORDS_OF_A_NAME = 5
FEWEST_WORDS_OF_A_TEXT = 10
"""In an open column."""


def kind_in_closed(text: str, known: frozenset[str] = frozenset()) -> str:
    """What the value of a closed column reads as (NAME … MAIL); empty if not as anything of a person.

    `known` are further words (casefolded) that say nothing of anybody: those by which the column is
    explained, and the codes of its list.
    """
    text = unicodedata.normalize("NFC", text)
    if not SUSPECT_IN_PYTHON.search(text):
        return ""
    if contact := _contact(text):
        return contact
    pieces = [piece for piece in BETWEEN_WORDS.split(text) if piece]
    words = [piece for piece in pieces if WORD.fullmatch(piece)]
    unknown = [word for word in words if not _is_known(word, known)]
    long = [word for word in unknown if len(word) > 1]
    only_words = len(words) == len(pieces)
    if only_words and long and all(_is_common(word) for word in long):
        return NAME
    if len(long) >= 2 and (len(long) > 2 or any(_is_telling(word) for word in long)):
        is_name = only_words and len(unknown) <= MOST_WORDS_OF_A_NAME
        return NAME if is_name and all(_is_capital(word) for word in unknown) else TEXT
    has_initial = len(long) == 1 and len(unknown) > 1
    if only_words and has_initial and _is_telling(long[0]) and all(_is_capital(word) for word in unknown):
        return NAME
    return ""


def kind_in_open(text: str) -> str:
    """What the value of a column that may hold words reads as; empty if not as anything of a person."""
    text = unicodedata.normalize("NFC", text)
    if contact := _contact(text):
        return contact
    words = [piece for piece in BETWEEN_WORDS.split(text) if WORD.fullmatch(piece)]
    folded = [set(word.casefold().split("-")) for word in words]
    if any(word & FIRST_NAMES for word in folded) and any(word & SURNAMES for word in folded):
        return NAME
    return TEXT if len(words) >= FEWEST_WORDS_OF_A_TEXT else ""


def _contact(text: str) -> str:
    for pattern, kind in ((MAILED, MAIL), (STREET, ADDRESS), (CALLED, PHONE)):
        if pattern.search(text):
            return kind
    return ""


def _is_known(word: str, known: frozenset[str]) -> bool:
    folded = word.casefold()
    # A single capital letter is no preposition but an initial.
    return (
        folded in known
        or folded in PARTICLES
        or (folded in KNOWN and not (len(word) == 1 and word.isupper()))
    )


def _is_common(word: str) -> bool:
    return all(part in FIRST_NAMES or part in SURNAMES for part in word.casefold().split("-"))


def _is_telling(word: str) -> bool:
    """Long enough to be more than an abbreviation."""
    return len(word) > 3 or (len(word) == 3 and not word.isupper())


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def without_names(text: str) -> str:
    """A text, such as the name of a file, with every word struck out that is a common name of persons."""
    text = unicodedata.normalize("NFC", text)
    return WORD.sub(lambda word: STRUCK if _is_common(word.group()) else word.group(), text)
