"""`revurdering readiness`: numbers of patients that cannot be are refused before anything is asked."""

import pytest
from click.testing import CliRunner

from pipelines.readiness.command import readiness
from pipelines.readiness.precision import _number_of_replicates


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("1e9", "1e9", "1e9"), "1e+09 1e+09 1e+09"),
        (("1", "2", "100001"), "1 2 100001"),
        (("1", "2", "inf"), "1 2 inf"),
        (("1", "nan", "3"), "1 nan 3"),
        (("-1", "2", "3"), "-1 2 3"),
        (("3", "2", "4"), "3 2 4"),
    ],
)
def test_a_number_of_patients_that_cannot_be(given, found, tmp_path):
    words = [str(tmp_path / "EX001.yaml"), "--home", str(tmp_path), "--patients-per-year", *given]
    result = CliRunner().invoke(readiness, words)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"--patients-per-year: found {found}; expected 0 <= LOW <= MID <= HIGH <= 100000"
    ]


def test_the_largest_number_of_patients_goes_on_to_the_agreement(tmp_path):
    words = [str(tmp_path / "EX001.yaml"), "--home", str(tmp_path), "--patients-per-year", *["100000"] * 3]
    result = CliRunner().invoke(readiness, words)
    assert (result.exit_code, result.output) == (
        1,
        "EX001.yaml: found no readable file; expected an agreement\n",
    )


@pytest.mark.parametrize(
    ("n_expected", "n_replicates"),
    [(0, 300), (400, 300), (1_000, 120), (25_000, 100), (50_000, 50), (400_000, 6), (1e9, 2)],
)
def test_so_many_patients_are_simulated_so_many_times(n_expected, n_replicates):
    """As many as chance asks for, and never more persons in all than there is memory for."""
    assert _number_of_replicates(n_expected) == n_replicates
