"""The committed EQ-5D tariff is a whole one, is invented and says so; scales are named alike everywhere."""

import polars as pl

from pipelines.methods.eq5d import CONSTANTS, DIMENSIONS, eq5d_index
from pipelines.methods.prom_scale_terms import SCALE_TERMS
from pipelines.methods.qlq_c30 import SCALES as QLQ_SCALES
from pipelines.methods.qlq_c30 import SUMMARY
from pipelines.tables import REPOSITORY
from schemas.agreement.patient_reported import INSTRUMENTS, SCALES
from schemas.reference.eq5d_tariff import CONSTANTS as SCHEMA_CONSTANTS

TARIFF = pl.read_csv(REPOSITORY / "sample_data" / "reference" / "eq5d_tariff.csv")


def test_it_is_a_whole_tariff():
    ends = pl.DataFrame([[1] * 5, [5] * 5], schema=DIMENSIONS, orient="row")
    best, worst = eq5d_index(ends, TARIFF)
    assert best == 1 and -1 < worst < 0


def test_every_row_says_that_it_is_invented():
    assert TARIFF["tariff"].unique().to_list() == ["invented_2026"]
    assert TARIFF["population"].unique().to_list() == ["adult"]
    assert TARIFF["origin"].unique().to_list() == ["Invented for the synthetic sample"]


def test_words_are_the_same_everywhere():
    assert tuple(CONSTANTS) == SCHEMA_CONSTANTS
    assert INSTRUMENTS["qlq_c30"] == (*QLQ_SCALES, SUMMARY)
    assert tuple(term.name for term in SCALE_TERMS) == SCALES
