-- A register is said to hold more of the persons than NPR shows, or a share is not its count by its number.
select agreement_id, register, denominator, grouping, level
from result.coverage
where
    n_found > n_denominator
    or abs(share * n_denominator - n_found) > 0.000001
    or share < lower - 0.000001
    or share > upper + 0.000001
