"""Whom NPR shows of the invented studies, and whether a register holds them: what coverage is made from.

The drug's register is delivered from some regions only, or from a day on, or never; some hold everybody, some
lack a few, some lack most. Who is missing at one cut may have been found at the next.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from tests.attack.study import CUTS, DELAY_DAYS, HOSPITALS, START, Study

SERIES = (("inspire", "npr_drug"), ("kreftregisteret", "npr_diagnosis"))
"""Registers, and what NPR shows of the persons whom they ought to hold."""
FIRST_DIAGNOSIS = date(2022, 1, 1)
OFTEN, SELDOM = 0.9, 0.1
PLACES = (*HOSPITALS.items(), *((None, region) for region in ("3", "4", "7", None)))
"""Hospitals with their region; of some contacts only the region is known, of a few nothing."""


def coverage_tables(chosen: Sequence[Study], cut: date) -> dict[str, pl.DataFrame]:
    """`cohort.coverage_person` and `result.source_gap` of these studies as they are known at a cut."""
    shown = [_at(study, cut) for study in chosen]
    return {
        "cohort.coverage_person": pl.concat([persons for persons, _ in shown]),
        "result.source_gap": pl.concat([gaps for _, gaps in shown]),
    }


def _at(study: Study, cut: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    random = np.random.default_rng([int(study.agreement_id[2:]), *b"coverage"])
    known_to = cut - timedelta(days=DELAY_DAYS)
    # The register of the drug has region 7 from the start, from a day in between, or never.
    from_seven = (START, date(2024, 10, 1), None)[random.integers(3)]
    has_delivered = {name: random.random() < OFTEN for name in SERIES}
    everybody = pl.concat(
        [_drug(study, random, from_seven), _diagnosis(study, random)], how="vertical_relaxed"
    )
    at_cut = everybody.filter(pl.max_horizontal("first_contact_date", "shown_from") <= known_to)
    series = pl.struct("register", "denominator")
    delivers = series.is_in(
        [dict(zip(("register", "denominator"), name, strict=True)) for name in SERIES if has_delivered[name]]
    )
    of_seven = pl.lit(False) if from_seven is None else pl.col("first_contact_date") >= from_seven
    is_covered = (
        (pl.col("denominator") != "npr_drug")
        | pl.col("region_code").is_in(["3", "4"])
        | ((pl.col("region_code") == "7") & of_seven)
    ).fill_null(False)
    persons = at_cut.select(
        pl.lit(study.agreement_id).alias("agreement_id"),
        "register", "denominator", "person_id", "first_contact_date", "hospital_id", "region_code",
        is_delivered=delivers & is_covered,
        is_found=pl.when(delivers).then((pl.col("found_from") <= known_to).fill_null(False)),
    )  # fmt: skip
    return persons, _gaps(study, persons, cut, from_seven, has_delivered[SERIES[0]])


def _drug(study: Study, random: np.random.Generator, from_seven: date | None) -> pl.DataFrame:
    """Most of the treated, and some whom the register does not hold."""
    new = study.persons.filter(pl.col("starter") == "new_starter")
    covered = (pl.col("region_code") != "7") | (
        pl.lit(False) if from_seven is None else pl.col("first_contact_date") >= from_seven
    )
    held = new.select(
        first_contact_date="index_date",
        hospital_id="hospital_id",
        region_code=pl.col("hospital_id").replace_strict(HOSPITALS),
    ).with_columns(
        is_held=pl.Series(random.random(new.height) < OFTEN), chance=pl.Series(random.random(new.height))
    )
    held = held.filter("is_held" & (covered | (pl.col("chance") < 2 * SELDOM))).drop("is_held", "chance")
    n_missing = int(random.choice((0, random.integers(1, 7), new.height // 10, new.height // 2)))
    missing = _contacts(n_missing, random, START, random.dirichlet((8, 6, 4, 3, 0.3, 0.2, 0.2, 0.3)))
    return _registered(pl.concat([held, missing]), held.height, random, SERIES[0], 0)


def _diagnosis(study: Study, random: np.random.Generator) -> pl.DataFrame:
    """As many as are treated, or more; the second day of contact, which confirms it, comes later."""
    new = study.persons.filter(pl.col("starter") == "new_starter").height
    n = int(random.integers(6, 7 + 3 * new // 2))
    n_found = random.binomial(n, random.choice((1.0, 0.97, 0.85, 0.5)))
    shown = _contacts(n, random, FIRST_DIAGNOSIS, random.dirichlet((8, 6, 4, 3, 0.3, 0.2, 0.2, 0.3)))
    return _registered(shown, int(n_found), random, SERIES[1], 30)


def _contacts(n: int, random: np.random.Generator, first: date, chances: np.ndarray) -> pl.DataFrame:
    days = random.integers(0, (CUTS[-1] - first).days + 1, n)
    places = random.choice(len(PLACES), n, p=chances)
    return pl.DataFrame(
        {
            "first_contact_date": [first + timedelta(days=int(day)) for day in days],
            "hospital_id": [PLACES[place][0] for place in places],
            "region_code": [PLACES[place][1] for place in places],
        },
        schema={"first_contact_date": pl.Date, "hospital_id": pl.String, "region_code": pl.String},
    )


def _registered(
    persons: pl.DataFrame,
    n_found: int,
    random: np.random.Generator,
    series: tuple[str, str],
    confirmed_days: int,
) -> pl.DataFrame:
    """The first `n_found` are found, most at once and some after months."""
    n = persons.height
    late = np.where(random.random(n) < OFTEN, 0, random.exponential(200, n)).astype(int)
    later = random.exponential(confirmed_days, n).astype(int) if confirmed_days else np.zeros(n, int)
    first = pl.col("first_contact_date")
    return persons.with_row_index("place").with_columns(
        register=pl.lit(series[0]),
        denominator=pl.lit(series[1]),
        person_id=pl.format("{}-{}", pl.lit(series[1]), "place"),
        shown_from=first + pl.duration(days=pl.Series(later)),
        found_from=pl.when(pl.col("place") < n_found).then(first + pl.duration(days=pl.Series(late))),
    )


def _gaps(
    study: Study, persons: pl.DataFrame, cut: date, from_seven: date | None, has_delivered: bool
) -> pl.DataFrame:
    """What the drug's register did not get: region 7 up to a day, or everything."""
    shown = persons.filter(pl.col("denominator") == "npr_drug")
    gaps = []
    if not has_delivered:
        gaps.append(("not_delivered", None, None, shown.height))
    elif from_seven != START:
        last = None if from_seven is None else from_seven - timedelta(days=1)
        of_seven = shown.filter(pl.col("region_code") == "7")
        seen = of_seven if last is None else of_seven.filter(pl.col("first_contact_date") <= last)
        gaps.append(("declared", "7", last, seen.height))
    return pl.DataFrame(
        gaps,
        schema={"kind": pl.String, "region_code": pl.String, "gap_to": pl.Date, "n_seen_elsewhere": pl.Int64},
        orient="row",
    ).select(
        pl.lit(study.agreement_id).alias("agreement_id"),
        pl.lit(cut).alias("data_cut"),
        pl.lit(SERIES[0][0]).alias("register"),
        pl.all(),
        gap_from=pl.lit(START),
    )
