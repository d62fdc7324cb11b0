"""Closed lists of codes that several raw tables share, in the registers' own codes."""

CANCER_BASIS = [
    "00",
    "10",
    "20",
    "22",
    "23",
    "29",
    "30",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "37",
    "38",
    "39",
    "40",
    "41",
    "45",
    "46",
    "47",
    "57",
    "60",
    "68",
    "70",
    "71",
    "72",
    "74",
    "75",
    "76",
    "78",
    "79",
    "80",
    "81",
    "82",
    "83",
    "90",
    "98",
    "99",
]
"""Basis of a cancer diagnosis (diagnosegrunnlag)."""

CANCER_SPREAD = ["0", "A", "B", "C", "D", "9", "1", "2", "3", "4", "5", "6", "7", "8"]
"""Spread at diagnosis (utbredelse); 1-8 are retired and still occur."""

CANCER_SURGERY = [
    "00",
    "01",
    "02",
    "07",
    "09",
    "10",
    "11",
    "12",
    "14",
    "15",
    "16",
    "17",
    "18",
    "19",
    "20",
    "25",
    "26",
    "28",
    "29",
    "35",
    "40",
    "95",
    "96",
    "97",
    "98",
    "99",
]
"""Surgery of the primary tumour (kirurgi)."""

DOSE_UNITS = ["mg", "ug", "ml", "celler", "stk", "IE"]
ROUTES = ["IV", "SC", "IM", "PO", "IT"]
"""Route of administration: intravenous, subcutaneous, intramuscular, oral, intrathecal."""

HEALTH_REGIONS = [3, 4, 5, 7, 9]
"""Region (sh_reg): 3 west, 4 central, 5 north, 7 south-east, 9 abroad or other."""

ATC_FIFTH_LEVEL = r"^[A-Za-z]\d{2}[A-Za-z]{2}\d{2}$"
ORGANISATION_NUMBER = r"^\d{9}$"
PERSON = r"^S\d{9}$"
"""The project's pseudonym; never an identity number."""
