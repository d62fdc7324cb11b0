"""Regions, hospital trusts and municipalities (public codes) and how people spread over them."""

import numpy as np
import polars as pl

from sample_data.generator.randomness import choice

# sh_reg → share of the population
REGION_SHARE = {7: 0.57, 3: 0.20, 4: 0.14, 5: 0.09}
HOSPITALS = {
    3: (("983974724", 0.5), ("983974678", 0.3), ("983974694", 0.2)),
    4: (("883974832", 0.6), ("997005562", 0.25), ("983974791", 0.15)),
    5: (("983974899", 0.6), ("983974929", 0.2), ("983974880", 0.2)),
    7: (
        ("993467049", 0.35),
        ("983971636", 0.2),
        ("894166762", 0.15),
        ("983971709", 0.15),
        ("983975240", 0.15),
    ),
}
DOTTED_CODES_HOSPITAL = "993467049"  # writes ICD codes with a dot
MUNICIPALITIES = {
    3: ("4601", "1103", "1106", "4640"),
    4: ("5001", "1508", "5006", "1506"),
    5: ("5501", "1804", "5601", "1833"),
    7: ("0301", "3201", "3107", "3403", "4204", "3905", "3301"),
}


def draw_places(rng: np.random.Generator, n: int) -> pl.DataFrame:
    """One row per person: region (sh_reg), hospital trust, municipality, county."""
    region = choice(rng, list(REGION_SHARE), list(REGION_SHARE.values()), n)
    hospital = np.empty(n, dtype="U9")
    municipality = np.empty(n, dtype="U4")
    for code in REGION_SHARE:
        here = region == code
        names, shares = zip(*HOSPITALS[code], strict=True)
        hospital[here] = choice(rng, names, shares, int(here.sum()))
        municipality[here] = choice(
            rng, MUNICIPALITIES[code], [1] * len(MUNICIPALITIES[code]), int(here.sum())
        )
    return pl.DataFrame({"region": region, "hospital": hospital, "municipality": municipality}).with_columns(
        county=pl.col("municipality").str.slice(0, 2)
    )
