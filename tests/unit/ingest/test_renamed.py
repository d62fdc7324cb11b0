"""New, missing and renamed columns are each named as what they are."""

import pytest

from pipelines.ingest.check import header_problem

COLUMNS = ["lopenr", "fodselsaar", "dato", "atc", "dose_gitt", "doseenhet", "adm_vei", "sh_reg"]
EXPECTED = "; expected the 8 columns of the schema, each once"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("lopenr fodselsaar dato atc dose_gitt doseenhet adm_vei sh_reg", ""),
        ("lopenr fodselsaar dato atc dose_gitt doseenhet adm_vei sh_reg postnr", "unknown column postnr"),
        ("lopenr fodselsaar dato atc dose_gitt doseenhet adm_vei", "no column sh_reg"),
        ("lopenr fodselsaar dato kode dose_gitt doseenhet adm_vei sh_reg", "column kode for atc"),
        # A new column shifts the places: neighbours tell.
        (
            "versjon lopenr fodselsaar dato kode dose_gitt doseenhet adm_vei sh_reg",
            "column kode for atc, unknown column versjon",
        ),
        (
            "lopenr fodselsaar dato atc dose_gitt doseenhet adm_vei region kommentar",
            "no column sh_reg, unknown column region, kommentar",
        ),
        # In another order: likeness tells.
        (
            "sh_reg adm_vei doseenhet doseGitt atc dato Fødselsår lopenr ny",
            "column Fødselsår for fodselsaar, column doseGitt for dose_gitt, unknown column ny",
        ),
        # Two candidates: the one more alike, once.
        (
            "lopenr fodselsaar dato atc dose_gitt doseenhet adm_vei shreg sh_reg_2",
            "column shreg for sh_reg, unknown column sh_reg_2",
        ),
        # Not alike and in no place of its own: no guess.
        (
            "kommune lopenr dato atc dose_gitt doseenhet adm_vei sh_reg bydel",
            "no column fodselsaar, unknown column kommune, bydel",
        ),
    ],
)
def test_what_a_header_has_otherwise(header, found):
    assert header_problem(header.split(), COLUMNS) == (f"found {found}{EXPECTED}" if found else "")


def test_a_known_column_is_never_said_to_be_renamed():
    header = ["dato", "lopenr", *COLUMNS[3:], "fodselsaar"]
    assert header_problem(header, COLUMNS) == ""
