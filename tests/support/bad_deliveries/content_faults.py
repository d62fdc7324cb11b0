"""Columns that are not the schema's, and values that are not their column's."""

from tests.support.bad_deliveries.spoiling import (
    COLUMNS,
    FILE,
    GOOD,
    HEADER,
    ROWS,
    Fault,
    Held,
    Refused,
    Waits,
    content,
    header,
    value,
)

TOP = f"{FILE}, line 1"
EVERY_LINE = [2, 3, 4, 5]


def named(old: str, new: str):
    return header(HEADER.replace(old, new, 1))


def swapped(first: str, second: str) -> str:
    names = {first: second, second: first}
    return ";".join(names.get(column, column) for column in COLUMNS)


HEADER_FAULTS: dict[str, Fault] = {
    "no header": (
        content("\n".join(ROWS)),
        Refused(TOP, "found 0 known column names among 9; expected a header"),
    ),
    "a title above the header": (
        content("Uttrekk fra NorNMD\n" + GOOD),
        Refused(TOP, "found 0 known column names among 1"),
    ),
    "a blank line above the header": (content("\n" + GOOD), Refused(TOP, "found a blank line")),
    "Excel's word on the delimiter": (content("sep=;\n" + GOOD), Refused(TOP, "found 0 known column names")),
    "header in other words": (
        header("person;row;date;drug;dose;unit;route;trust;region"),
        Refused(TOP, "found 0 known column names among 9"),
    ),
    "column of names": (
        content("\n".join([HEADER + ";navn", *(row + ";Ola Nordmann" for row in ROWS)])),
        Refused(TOP, "found a column for persons' names, addresses or free text, by its name (column 10)"),
    ),
    "column missing": (
        content("\n".join(line.rsplit(";", 1)[0] for line in GOOD.splitlines())),
        Refused(TOP, "found no column sh_reg; expected the 9 columns of the schema, each once"),
    ),
    "column missing above the rows": (named(";sh_reg", ""), Refused(TOP, "found no column sh_reg")),
    "column added": (
        content("\n".join([HEADER + ";postnr", *(row + ";9019" for row in ROWS)])),
        Waits(
            TOP,
            "found unknown column postnr; expected the 9 columns of the schema",
            f"held: {FILE}: found new column postnr, filled on 4 of 4 lines and left out",
        ),
    ),
    "column renamed": (named("sh_reg", "rhf"), Refused(TOP, "found column rhf for sh_reg; expected the 9")),
    "column twice": (
        named("adm_vei", "doseenhet"),
        Refused(TOP, "found column doseenhet more than once, no column adm_vei; expected"),
    ),
    "column twice in two spellings": (
        named("adm_vei", "adm_vei;Adm_vei"),
        Refused(TOP, "found columns that differ only in letter case (adm_vei, Adm_vei)"),
    ),
    "column in capitals": (named("sh_reg", "SH_REG"), Refused(TOP, "found column SH_REG for sh_reg")),
    "blank behind a column": (named("dato", "dato "), Refused(TOP, "found column dato  for dato")),
    "no-break space in a column": (
        named("dato", "dato\xa0"),
        Refused(TOP, "found column dato\\xa0 for dato"),
    ),
    "zero-width space in a column": (
        named("dato", "da\u200bto"),
        Refused(TOP, "found column da\\u200bto for dato"),
    ),
    "Cyrillic letter in a column": (
        named("dato", "d\u0430to"),
        Refused(TOP, "found column d\\u0430to for dato"),
    ),
    "column without a name": (named("dato", ""), Refused(TOP, "found column without a name for dato")),
    "two column names swapped": (
        header(swapped("dato", "atc")),
        Held(dict.fromkeys(EVERY_LINE, "dato.type")),
    ),
    "person and row swapped": (
        header(swapped("lopenr", "rad_id")),
        Held(dict.fromkeys(EVERY_LINE, "lopenr.str_matches")),
    ),
    "columns of the rows shifted": (
        content("\n".join([HEADER, *(";" + row.rsplit(";", 1)[0] for row in ROWS)])),
        Held(dict.fromkeys(EVERY_LINE, "lopenr.not_null")),
    ),
    "a line of sums at the end": (content(GOOD + "Antall rader: 4\n"), Held({6: "line.fields"})),
}

BAD_VALUES: dict[str, tuple[str, str, str]] = {
    # column, value, rule
    "Excel's number of a day": ("dato", "45123", "dato.type"),
    "date with slashes": ("dato", "01/02/2026", "dato.type"),
    "date without zeros": ("dato", "1.2.2024", "dato.type"),
    "year of two digits": ("dato", "01.02.24", "dato.type"),
    "date without signs": ("dato", "20240115", "dato.type"),
    "date with a time": ("dato", "2024-01-15 10:00:00", "dato.type"),
    "30 February": ("dato", "2024-02-30", "dato.type"),
    "month 13": ("dato", "2024-13-01", "dato.type"),
    "year 0": ("dato", "0000-01-01", "dato.ge"),
    "Excel's day 0": ("dato", "1899-12-31", "dato.ge"),
    "year 9999": ("dato", "9999-12-31", "dato.not_after_received"),
    "the day after it was received": ("dato", "02.02.2025", "dato.not_after_received"),
    "infinite date": ("dato", "infinity", "dato.type"),
    "no date": ("dato", "", "dato.not_null"),
    "blank date": ("dato", "   ", "dato.not_null"),
    "NULL": ("dato", "NULL", "dato.type"),
    "infinite number": ("dose_gitt", "inf", "dose_gitt.type"),
    "negative infinity": ("dose_gitt", "-Infinity", "dose_gitt.type"),
    "NaN": ("dose_gitt", "NaN", "dose_gitt.type"),
    "exponent": ("dose_gitt", "1e400", "dose_gitt.type"),
    "number of thirty digits": ("dose_gitt", "9" * 30, "dose_gitt.type"),
    "negative dose": ("dose_gitt", "-12,5", "dose_gitt.ge"),
    "dose in brackets": ("dose_gitt", "(12,5)", "dose_gitt.type"),
    "thousands with a point": ("dose_gitt", "1.234,5", "dose_gitt.type"),
    "thousands with a space": ("dose_gitt", "1\xa0234,5", "dose_gitt.type"),
    "dose with its unit": ("dose_gitt", "12,5 mg", "dose_gitt.type"),
    "dose in Arabic digits": ("dose_gitt", "\u0661\u0662", "dose_gitt.type"),
    "error of a spreadsheet": ("dose_gitt", "#VERDI!", "dose_gitt.type"),
    "formula for a number": ("dose_gitt", "=7391+4682", "dose_gitt.type"),
    "whole number too long": ("sh_reg", "99999999999999999999", "sh_reg.type"),
    "whole number with decimals": ("sh_reg", "7,0", "sh_reg.type"),
    "unknown region": ("sh_reg", "88", "sh_reg.isin"),
    "unknown unit": ("doseenhet", "skjeer", "doseenhet.isin"),
    "unit with a letter that looks alike": ("doseenhet", "m\u0261", "doseenhet.isin"),
    "code cut short": ("atc", "M09AX", "atc.str_matches"),
    "code with letters for digits": ("atc", "MO9AXO7", "atc.str_matches"),
    "person in full-width digits": ("lopenr", "S\uff17\uff13\uff11000012", "lopenr.str_matches"),
    "zero-width space in a person": ("lopenr", "S7310\u200b00012", "lopenr.str_matches"),
    "no person": ("lopenr", "", "lopenr.not_null"),
    "row number too long": ("rad_id", "RADMERKE2RADMERKE2", "rad_id.str_length"),
    "formula that runs a program": ("rad_id", "=cmd|'/C x'!A1", "rad_id.formula"),
    "formula with an at": ("rad_id", "@SUM(1+1)", "rad_id.formula"),
    "formula with a plus": ("rad_id", "+1+cmd", "rad_id.formula"),
    "formula with a minus": ("rad_id", "-2+HYPERLINK", "rad_id.formula"),
}

ROW_FAULTS: dict[str, Fault] = {
    "a row twice": (content(GOOD + ROWS[0] + "\n"), Held({6: "key.unique"})),
    "the key of another row": (value("rad_id", "RADMERKE1"), Held({2: "key.unique"})),
    "name of a person": (
        value("lopenr", "Ola Nordmann"),
        Refused(FILE, "found what reads as a person's name in lopenr (line 3); expected none"),
    ),
    "free text for a dose": (
        value("dose_gitt", "halv dose etter avtale"),
        Refused(FILE, "found what reads as free text in dose_gitt (line 3); expected none"),
    ),
    "address for a row number": (
        value("rad_id", "Storgata 12"),
        Refused(FILE, "found what reads as a street address in rad_id (line 3); expected none"),
    ),
    "a word in every field": (
        content(GOOD.replace(ROWS[1], ";".join(["HEMMELIG"] * len(COLUMNS)))),
        Held({3: "dato.type"}),
    ),
}


def rows_of_bad_values() -> str:
    """A file with a row for each of BAD_VALUES, in order, good but for the one value."""
    lines = [HEADER]
    for number, (column, new, _) in enumerate(BAD_VALUES.values(), start=1):
        fields = ROWS[1].replace("RADMERKE2", f"RADNR{number}").split(";")
        fields[COLUMNS.index(column)] = new
        lines.append(";".join(fields))
    return "\n".join(lines) + "\n"
