with code_list as (
    select list, code_system, code, valid_from, valid_to, meaning_english, meaning_norwegian, origin
    from reference.code_list
),

final as (
    select $data_cut as data_cut, *
    from code_list
)

select * from final
