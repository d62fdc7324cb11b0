from pipelines.methods.disclosure import is_sensitive


def test_zero_is_not_a_person_and_five_are_enough():
    assert [is_sensitive(count) for count in (0, 1, 4, 5)] == [False, True, True, False]
