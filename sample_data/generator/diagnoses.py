"""What the cancer register comes to hold about treated persons: tumours, biomarkers, sparse course notices.

Whether something is recorded depends on the person's kind (inside or outside) and on chance, never on the
outcome. The recorded sign never contradicts the truth: an inside person is recorded as inside or cannot be
determined, an outside person as outside or cannot be determined.

Tumours: `person, tumour, day, icd10, morphology, topography, spread`. Events: `person, tumour, day, kind,
biomarker, result`. Days are calendar days. `kind` is a code of hendelsestype.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_data.generator.randomness import choice

NOT_IN_REGISTER_SHARE = 0.02
NTRK_GENES = ("NTRK1", "NTRK2", "NTRK3")
SPREAD_NOT_DISTANT = (("0", "A", "D"), (0.4, 0.4, 0.2))
PRECURSOR_B = (("98363", "98113", "98183"), (0.85, 0.10, 0.05))
SOLID_SITES = ("C73", "C49", "C07", "C18", "C34")
SOLID_MORPHOLOGY = {"C73": "82603", "C49": "88003", "C07": "85023", "C18": "81403", "C34": "81403"}
EARLIER_SITES = (("C50", "85003"), ("C61", "81403"), ("C18", "81403"), ("C43", "87203"))


@dataclass
class Recorded:
    """Collects rows of both tables for one agreement's persons."""

    tumours: list[pl.DataFrame]
    events: list[pl.DataFrame]

    def tumour(self, who, day, icd10, morphology, spread, tumour: int = 1) -> None:
        """Add one tumour for each person of the row numbers `who`."""
        n = len(who)
        self.tumours.append(
            pl.DataFrame(
                {
                    "person": np.asarray(who, dtype=np.int64),
                    "tumour": np.full(n, tumour, dtype=np.int64),
                    "day": np.asarray(day, dtype=np.int64),
                    "icd10": np.broadcast_to(np.asarray(icd10, dtype="U4"), n),
                    "morphology": np.broadcast_to(np.asarray(morphology, dtype="U5"), n),
                    "spread": np.broadcast_to(np.asarray(spread, dtype="U1"), n),
                }
            )
        )

    def event(self, who, day, kind: str, biomarker="", result="") -> None:
        """Add one event on tumour 1 for each person of `who`."""
        n = len(who)
        self.events.append(
            pl.DataFrame(
                {
                    "person": np.asarray(who, dtype=np.int64),
                    "tumour": np.ones(n, dtype=np.int64),
                    "day": np.asarray(day, dtype=np.int64),
                    "kind": pl.repeat(kind, n, dtype=pl.String, eager=True),
                    "biomarker": np.broadcast_to(np.asarray(biomarker, dtype="U12"), n),
                    "result": np.broadcast_to(np.asarray(result, dtype="U3"), n),
                }
            )
        )


def record(agreement_id: str, rng, index_day, kind) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tumours and events of the persons of one agreement, before the register's closing date cuts them."""
    book = Recorded([], [])
    known = rng.random(len(index_day)) >= NOT_IN_REGISTER_SHARE
    _RECORDERS[agreement_id](rng, book, index_day, kind, known)
    tumours, events = pl.concat(book.tumours), pl.concat(book.events)
    return tumours.sort("person", "tumour"), events.sort("person", "day", "kind", "biomarker")


def _draw(rng, who, low: int, high: int) -> np.ndarray:
    return rng.integers(low, high + 1, len(who))


def _tested(rng, who, positive: float, inconclusive: float, not_done: float) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers with a test record and its result; the remaining share has no record at all."""
    result = choice(
        rng,
        ("POS", "IKO", "IU", ""),
        (positive, inconclusive, not_done, max(0.0, 1 - positive - inconclusive - not_done)),
        len(who),
    )
    return who[result != ""], result[result != ""]


def _earlier_tumours(rng, book: Recorded, index_day, who) -> None:
    site = rng.integers(0, len(EARLIER_SITES), len(who))
    codes = np.array(EARLIER_SITES)
    day = index_day[who] - _draw(rng, who, 1100, 2400)
    book.tumour(who, day, codes[site, 0], codes[site, 1], "0", tumour=2)


def _leukaemia_children(rng, book, index_day, kind, known) -> None:
    for name, low, high in (("relapsed", 300, 1500), ("first_line", 60, 300)):
        who = np.flatnonzero(known & (kind == name))
        morphology = choice(rng, *PRECURSOR_B, len(who))
        book.tumour(who, index_day[who] - _draw(rng, who, low, high), "C910", morphology, "9")
        if name == "relapsed":
            noticed = who[rng.random(len(who)) < 0.78]
            notice = choice(rng, ("RE", "PR"), (0.8, 0.2), len(noticed))
            day = index_day[noticed] - _draw(rng, noticed, 8, 45)
            for code in ("RE", "PR"):
                book.event(noticed[notice == code], day[notice == code], code)
    who = np.flatnonzero(known & (kind == "other_disease"))
    book.tumour(who, index_day[who] - _draw(rng, who, 60, 500), "C835", "98373", "9")


def _leukaemia_adults(rng, book, index_day, kind, known) -> None:
    for name in ("mrd_positive", "mrd_negative"):
        who = np.flatnonzero(known & (kind == name))
        day = index_day[who] - _draw(rng, who, 90, 700)
        book.tumour(who, day, "C910", choice(rng, *PRECURSOR_B, len(who)), "9")
        tested, result = _tested(
            rng, who, *((0.86, 0.05, 0.03) if name == "mrd_positive" else (0.75, 0.05, 0.05))
        )
        if name == "mrd_negative":
            result = np.where(result == "POS", "NEG", result)
        book.event(tested, index_day[tested] - _draw(rng, tested, 5, 40), "BM", "MRD", result)
    who = np.flatnonzero(known & (kind == "other_disease"))
    book.tumour(who, index_day[who] - _draw(rng, who, 60, 500), "C920", "98613", "9")
    _earlier_tumours(rng, book, index_day, np.flatnonzero(known & (rng.random(len(kind)) < 0.03)))


def _ntrk(rng, book, index_day, kind, known) -> None:
    for name in ("ntrk_metastatic", "ntrk_localised", "not_ntrk"):
        who = np.flatnonzero(known & (kind == name))
        site = choice(rng, SOLID_SITES, (0.3, 0.3, 0.1, 0.15, 0.15), len(who))
        # Spread that was local at diagnosis and distant at treatment, with no notice of it: the
        # first dose comes long after the diagnosis and the stage is unknown.
        later = (rng.random(len(who)) < 0.15) & (name != "ntrk_localised")
        near = _draw(rng, who, 20, 100)
        before = np.where(later, _draw(rng, who, 170, 900), near)
        local = choice(rng, *SPREAD_NOT_DISTANT, len(who))
        if name == "ntrk_localised":
            spread = np.where(rng.random(len(who)) < 0.2, "9", local)
        else:
            spread = np.where(later, local, "B")
        day = index_day[who] - before
        book.tumour(who, day, site, np.array([SOLID_MORPHOLOGY[code] for code in site]), spread)
        # Sampled between diagnosis and the first dose.
        sampled = day + np.minimum(before - 5, _draw(rng, who, 2, 14))
        rows = np.arange(len(who))
        if name == "not_ntrk":
            tested = rows[rng.random(len(who)) < 0.75]
            for gene in NTRK_GENES:
                book.event(who[tested], sampled[tested], "BM", gene, "NEG")
            continue
        tested, result = _tested(rng, rows, 0.90, 0.04, 0.02)
        gene = choice(rng, NTRK_GENES, (0.45, 0.1, 0.45), len(rows))
        book.event(who[tested], sampled[tested], "BM", gene[tested], result)
        positive = tested[result == "POS"]
        for other in NTRK_GENES:
            negative = positive[(gene[positive] != other) & (rng.random(len(positive)) < 0.5)]
            book.event(who[negative], sampled[negative], "BM", other, "NEG")


def _lung(rng, book, index_day, kind, known) -> None:
    for name in ("egfr_metastatic", "egfr_localised", "not_egfr"):
        who = np.flatnonzero(known & (kind == name))
        later = (
            rng.random(len(who)) < {"egfr_metastatic": 0.28, "egfr_localised": 0.25, "not_egfr": 0.0}[name]
        )
        before = np.where(later, _draw(rng, who, 200, 1200), _draw(rng, who, 20, 100))
        local = choice(rng, *SPREAD_NOT_DISTANT, len(who))
        if name == "egfr_localised":
            spread = np.where(rng.random(len(who)) < 0.1, "9", local)
        else:
            spread = np.where(later, local, np.where(rng.random(len(who)) < 0.03, "9", "B"))
        day = index_day[who] - before
        book.tumour(who, day, "C34", "81403", spread)
        if name == "egfr_metastatic":
            noticed = np.flatnonzero(later & (rng.random(len(who)) < 0.6))
            book.event(who[noticed], index_day[who[noticed]] - _draw(rng, noticed, 6, 40), "ME")
        rows = np.arange(len(who))
        tested, result = _tested(
            rng, rows, *((0.85, 0.03, 0.02) if name == "not_egfr" else (0.91, 0.03, 0.03))
        )
        if name == "not_egfr":
            result = np.where(result == "POS", "NEG", result)
        sampled = day + np.minimum(before - 5, _draw(rng, who, 2, 14))
        book.event(who[tested], sampled[tested], "BM", "EGFR", result)
    _earlier_tumours(rng, book, index_day, np.flatnonzero(known & (rng.random(len(kind)) < 0.04)))


_RECORDERS = {"EX001": _leukaemia_children, "EX002": _leukaemia_adults, "EX003": _ntrk, "EX004": _lung}
