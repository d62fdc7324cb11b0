-- Included after subject.sql: `setting`, once for the table: nothing is wrong with it, what kind of persons it has, and z.
quantile_argument as (
    select
        conf_level::double / 2 as centred,
        0.180625 - (conf_level::double / 2) ** 2 as middle,
        sqrt(-ln((1 - conf_level::double) / 2)) - 1.6 as tail
    where case when conf_level between 1e-9 and 1 - 1e-9 then true
        else error('conf_level must be between 0 and 1') end
),

setting as (
    -- z: upper quantile of the normal distribution, algorithm AS 241 (Wichura 1988), about 16 digits.
    select
        is_robust,
        is_whole,
        is_counted,
        case when centred <= 0.425 then centred
            * (((((((2509.0809287301226727 * middle + 33430.575583588128105) * middle
                + 67265.770927008700853) * middle + 45921.953931549871457) * middle
                + 13731.693765509461125) * middle + 1971.5909503065514427) * middle
                + 133.14166789178437745) * middle + 3.387132872796366608)
            / (((((((5226.495278852854561 * middle + 28729.085735721942674) * middle
                + 39307.89580009271061) * middle + 21213.794301586595867) * middle
                + 5394.1960214247511077) * middle + 687.1870074920579083) * middle
                + 42.313330701600911252) * middle + 1.0)
        else
            (((((((7.7454501427834140764e-4 * tail + 0.0227238449892691845833) * tail
                + 0.24178072517745061177) * tail + 1.27045825245236838258) * tail + 3.64784832476320460504) * tail + 5.7694972214606914055) * tail
                + 4.6303378461565452959) * tail + 1.42343711074968357734)
            / (((((((1.05075007164441684324e-9 * tail + 5.475938084995344946e-4) * tail
                + 0.0151986665636164571966) * tail + 0.14810397642748007459) * tail + 0.68976733498510000455) * tail + 1.6763848301838038494) * tail
                + 2.05319162663775882187) * tail + 1.0)
        end as z
    from fault
    cross join quantile_argument
    where case when message = '' then true else error(message) end
)
