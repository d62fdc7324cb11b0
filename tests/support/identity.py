"""Identity numbers made at run time from the published rules; none is ever written down.

The rule for the check digits stands here a second time, as Skatteetaten prints it (k1 is one of 11, 12, 13,
14 minus the remainder, k2 is 11 minus the remainder), so that the tests do not ask the code under test.
"""

from hypothesis import strategies as st

K1_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
K2_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
KINDS = {
    "ordinary": (0, 0),
    "D-number": (40, 0),
    "H-number or NAV's synthetic": (0, 40),
    "NAV's synthetic D-number": (40, 40),
    "Norsk helsenett's synthetic": (0, 65),
    "Skatteetaten's synthetic": (0, 80),
    "Skatteetaten's synthetic D-number": (40, 80),
}
"""What is added to day and month."""
OLD, FROM_2032 = (11,), (11, 12, 13, 14)


def with_check_digits(nine: str, bases: tuple[int, ...] = OLD) -> list[str]:
    """The nine digits with every pair of check digits that the rule allows; none where it skips them."""
    found = []
    for base in bases:
        k1 = base - sum(int(digit) * weight for digit, weight in zip(nine, K1_WEIGHTS, strict=True)) % 11
        k1 = k1 - 11 if k1 > 10 else k1
        ten = f"{nine}{k1}"
        if k1 == 10:
            continue
        k2 = 11 - sum(int(digit) * weight for digit, weight in zip(ten, K2_WEIGHTS, strict=True)) % 11
        k2 = 0 if k2 == 11 else k2
        found += [f"{ten}{k2}"] if k2 != 10 else []
    return found


@st.composite
def identity_numbers(draw, kinds=tuple(KINDS), bases=FROM_2032) -> str:
    """A number of one of the kinds, with a day that exists."""
    day_added, month_added = KINDS[draw(st.sampled_from(kinds))]
    born = draw(st.dates())
    nine = f"{born.day + day_added:02}{born.month + month_added:02}{born.year % 100:02}"
    base, first = draw(st.sampled_from(bases)), draw(st.integers(0, 980))
    made = (with_check_digits(f"{nine}{serial:03}", (base,)) for serial in range(first, 1000))
    return next(found[0] for found in made if found)


def fh_numbers() -> st.SearchStrategy[str]:
    """Common help numbers: 8 or 9 and digits without a meaning."""
    nine = st.from_regex(r"\A[89][0-9]{8}\Z")
    return nine.map(with_check_digits).filter(bool).map(lambda found: found[0])


def an_identity_number() -> str:
    """One number of Skatteetaten's synthetic kind, which no person has."""
    return next(found[0] for serial in range(1000) if (found := with_check_digits(f"158190{serial:03}")))
