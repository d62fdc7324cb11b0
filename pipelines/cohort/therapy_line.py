"""cohort.therapy_line: drug records of assessed persons made into lines by each agreement's parameters."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.therapy_lines import therapy_lines

READS = (
    "agreement.agreement",
    "agreement.substance",
    "cohort.assessed_person",
    "cohort.transplant",
    "core.drug_exposure",
    "core.person",
    "core.source",
)

# Agreements with the same days and the same drugs outside L01 see the same lines: these are made once.
RULES = """
    select
        agreement.agreement_id,
        agreement.combination_window_days,
        agreement.new_line_gap_days,
        coalesce(array_to_string(list_sort(list(distinct substance.atc_code)), '+'), '') as other_substances
    from agreement.agreement as agreement
    left join agreement.substance as substance
        on substance.agreement_id = agreement.agreement_id and substance.atc_code not like 'L01%'
    where not agreement.is_proposal
    group by agreement.agreement_id, agreement.combination_window_days, agreement.new_line_gap_days
"""
RECORDS = """
    select
        exposure_id, person_id, source, atc_code, exposure_date, regimen_code, cycle_number
    from core.drug_exposure
    where person_id in (select person_id from cohort.assessed_person)
"""
ASSESSED = """
    select assessed.agreement_id, assessed.person_id, assessed.judged_at_date, assessed.is_treated,
        agreement.treatment_source, agreement.new_line_gap_days, agreement.bridging_days,
        agreement.cycle_gap_days
    from cohort.assessed_person as assessed
    inner join agreement.agreement as agreement on agreement.agreement_id = assessed.agreement_id
"""
RULE = ("combination_window_days", "new_line_gap_days", "other_substances")
LINE = ("rule_id", "person_id", "line_number")


def therapy_line(read: Reader) -> pl.DataFrame:
    """Lines of all agreements at once, with what each agreement asks of them."""
    rules = read.query(RULES).with_columns(pl.struct(RULE).rank("dense").alias("rule_id"))
    assessed = read.query(ASSESSED).join(rules.select("agreement_id", "rule_id"), on="agreement_id")
    records = _placed_records(read, rules, assessed)
    placed = therapy_lines(records, ["rule_id", "person_id"])
    lines = assessed.join(_lines(placed), on=["rule_id", "person_id"])
    lines = _with_cycles(lines, placed, read.frame("agreement.substance"))
    ordered = _with_bridge(lines, read).sort("agreement_id", "person_id", "line_number")
    return ordered.select(
        "agreement_id",
        "person_id",
        "line_number",
        "line_start",
        "line_end",
        "substances",
        "regimens",
        "n_records",
        "n_cycles",
        (pl.col("is_treated") & pl.col("judged_at_date").is_between("line_start", "line_end")).alias(
            "is_index_line"
        ),
        "is_rechallenge",
        "transplant_date",
        "is_bridge",
    )


def _placed_records(read: Reader, rules: pl.DataFrame, assessed: pl.DataFrame) -> pl.DataFrame:
    """The records each rule counts, once for every person whom one of its agreements assesses."""
    substances = pl.col("other_substances").str.split("+")
    known = pl.col("exposure_date") <= read.parameters["data_cut"]
    is_counted = pl.col("atc_code").str.starts_with("L01") | pl.col("atc_code").is_in(substances)
    persons = assessed.select("rule_id", "person_id").unique()
    return (
        read.query(RECORDS)
        .filter(known)
        .join(persons, on="person_id")
        .join(rules.select("rule_id", *RULE).unique(), on="rule_id")
        .filter(is_counted)
        .drop("other_substances")
    )


def _lines(placed: pl.DataFrame) -> pl.DataFrame:
    """One row per rule, person and line."""
    has_first_line = pl.col("line_number").min().over("rule_id", "person_id", "atc_code")
    is_administration = pl.col("source") != "h_resept"
    is_numbered = pl.col("cycle_number").is_not_null()
    cycle = pl.struct("regimen_code", "cycle_number")
    return (
        placed.with_columns((has_first_line < pl.col("line_number")).alias("is_given_before"))
        .group_by(LINE)
        .agg(
            pl.col("line_start").first(),
            pl.col("exposure_date").max().alias("line_end"),
            _joined("atc_code").alias("substances"),
            _joined("regimen_code").alias("regimens"),
            pl.len().cast(pl.Int32).alias("n_records"),
            pl.col("is_given_before").all().alias("is_rechallenge"),
            pl.when((is_administration & ~is_numbered).any())
            .then(None)
            .otherwise(cycle.filter(is_numbered).n_unique())
            .alias("n_delivered_cycles"),
        )
        .with_columns(pl.col("regimens").replace("", None), pl.col("n_delivered_cycles").replace(0, None))
    )


def _joined(name: str) -> pl.Expr:
    return pl.col(name).drop_nulls().unique().sort().str.join("+")


def _with_cycles(lines: pl.DataFrame, placed: pl.DataFrame, substances: pl.DataFrame) -> pl.DataFrame:
    """Adds `n_cycles`: delivered numbers, or pauses of the agreement's own drug longer than its cycle gap."""
    keys = ["agreement_id", "person_id", "line_number"]
    pause_days = pl.col("exposure_date").diff().over(keys).dt.total_days()
    derived = (
        lines.filter(pl.col("n_delivered_cycles").is_null() & pl.col("cycle_gap_days").is_not_null())
        .select(*keys, "rule_id", "cycle_gap_days")
        .join(substances, on="agreement_id")
        .join(placed.select(*LINE, "atc_code", "exposure_date"), on=[*LINE, "atc_code"])
        .sort(*keys, "exposure_date")
        .with_columns((pause_days > pl.col("cycle_gap_days")).fill_null(False).alias("is_after_pause"))
        .group_by(keys)
        .agg((pl.col("is_after_pause").sum() + 1).alias("n_derived_cycles"))
    )
    n_cycles = pl.coalesce("n_delivered_cycles", "n_derived_cycles").cast(pl.Int32).alias("n_cycles")
    return lines.join(derived, on=keys, how="left").with_columns(n_cycles)


def _with_bridge(lines: pl.DataFrame, read: Reader) -> pl.DataFrame:
    """Adds the first transplantation after each line.

    That there was none is known of a line that has ended, once NPR reaches the last possible day, and only of
    those of whom no contact tells that they had one at an unknown time before.
    """
    keys = ["agreement_id", "person_id", "line_number"]
    last_day = pl.col("line_end") + pl.duration(days=pl.col("bridging_days"))
    is_dated = pl.col("is_dated")
    transplants = (
        lines.select(*keys, "line_end", "bridging_days")
        .join(read.frame("cohort.transplant"), on="person_id")
        .filter((pl.col("stay_end_date") >= pl.col("line_end")) & (pl.col("transplant_date") <= last_day))
        .group_by(keys)
        .agg(pl.col("transplant_date").filter(is_dated).min(), (~is_dated).any().alias("has_undated"))
    )
    is_seen = pl.min_horizontal(last_day, "death_date") <= _complete_to(read, "npr")
    has_transplant = pl.col("transplant_date").is_not_null()
    is_settled = _has_ended(read) & is_seen & ~pl.col("has_undated").fill_null(False)
    is_bridge = pl.when(has_transplant | is_settled).then(has_transplant)
    return (
        lines.join(read.query("select person_id, death_date from core.person"), on="person_id", how="left")
        .join(transplants, on=keys, how="left")
        .with_columns(is_bridge.alias("is_bridge"))
    )


def _has_ended(read: Reader) -> pl.Expr:
    """No later record can belong to the line: another began, the person is dead, or the gap has passed."""
    is_last = pl.col("line_number") == pl.col("line_number").max().over("agreement_id", "person_id")
    complete_to = (
        pl.when(pl.col("treatment_source") == "quality_register")
        .then(_complete_to(read, "inspire", "nornmd"))
        .otherwise(_complete_to(read, "inspire"))
    )
    last_day = pl.col("line_end") + pl.duration(days=pl.col("new_line_gap_days"))
    return ~is_last | pl.col("death_date").is_not_null() | (last_day <= complete_to)


def _complete_to(read: Reader, *registers: str) -> pl.Expr:
    """Last date to which all these registers are complete at the cut; none if one has delivered nothing."""
    dates = dict(read.query("select register, complete_to from core.source").iter_rows())
    found = [dates.get(register) for register in registers]
    least = None if None in found else min(*found, read.parameters["data_cut"])
    return pl.lit(least, dtype=pl.Date)
