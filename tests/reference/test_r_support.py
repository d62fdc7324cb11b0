"""The bridge to R carries values unchanged, and neither a missing R nor a failing script passes unseen."""

import polars as pl
import pytest

from tests.support.r import run_r


def test_values_come_and_go_unchanged() -> None:
    """R reads every digit; it writes 15 of them."""
    frame = pl.DataFrame(
        {"time": [0.1 + 0.2, None, 1e-300], "name": ["a", "æ ø", None], "is_dead": [True, False, None]}
    )
    script = "answer <- list(frame = frame, open = c(1, Inf, NA, NaN), exact = frame$time[1] == 0.1 + 0.2)"
    answer = run_r(script, {"frame": frame})
    assert answer["exact"] == [True]
    assert pl.DataFrame(answer["frame"]).equals(frame.with_columns(time=pl.Series([0.3, None, 1e-300])))
    assert answer["open"] == [1, None, None, None]


def test_a_failing_script_fails_with_what_r_said() -> None:
    with pytest.raises(AssertionError, match="this is what R said"):
        run_r("stop('this is what R said')", {})


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_missing_r_skips_but_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="make r"):
        run_r("answer <- list()", {})
