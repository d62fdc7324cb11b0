"""From the text of a delivery to typed values, in SQL: what does not fit becomes null, never an error.

Numbers take a decimal comma or point; dates are yyyy-mm-dd or dd.mm.yyyy. DuckDB's own cast is guarded
because it reads 3.7, 1e3 and 1_000 as whole numbers, and 2024/1/5 and infinity as dates.
"""

TEXT_TYPES = ("TEXT", "VARCHAR")
WHOLE_NUMBER_TYPES = ("INT", "INTEGER", "BIGINT")
ISO_DATE, DOTTED_DATE = "____-__-__", "__.__.____"


def value_sql(column: str, type_: str, needs_tidying: bool) -> str:
    """The typed value of text column `column` (a quoted identifier); empty text is null."""
    text = text_sql(column, needs_tidying)
    if type_ in TEXT_TYPES:
        return text
    if type_ == "DATE":
        return (
            f"case when {text} like '{ISO_DATE}' then try_cast({text} as date) "
            f"when {text} like '{DOTTED_DATE}' then cast(try_strptime({text}, '%d.%m.%Y') as date) end"
        )
    if type_.startswith("DECIMAL") or type_ == "DOUBLE":
        number = f"try_cast(replace({text}, ',', '.') as {type_})"
        return f"case when not regexp_matches({text}, '[^0-9.,+-]') then {number} end"
    if type_ in WHOLE_NUMBER_TYPES:
        return f"case when not regexp_matches({text}, '[^0-9+-]') then try_cast({text} as {type_}) end"
    if type_ == "BOOLEAN":
        return f"case when lower({text}) in ('0', '1', 'false', 'true') then try_cast({text} as boolean) end"
    raise ValueError(f"found column type {type_}; expected one that raw tables have")


def text_sql(column: str, needs_tidying: bool) -> str:
    """The text as delivered, without surrounding blanks; empty text is null.

    Tidying every value of a wide file takes a fifth of its loading time: where the bytes of the file show
    that there is nothing to tidy, the reader has made empty fields null already.
    """
    return f"nullif(trim({column}), '')" if needs_tidying else column


def untyped_sql(column: str, type_: str, needs_tidying: bool) -> str:
    """True where there is text and it is not of the type."""
    text, value = text_sql(column, needs_tidying), value_sql(column, type_, needs_tidying)
    return f"({text} is not null and ({value}) is null)"


def forms_sql(types: dict[str, str], needs_tidying: bool) -> dict[str, str]:
    """Which forms of date and number a row uses: name of the form → boolean SQL."""
    dates = [text_sql(column, needs_tidying) for column, type_ in types.items() if type_ == "DATE"]
    decimals = [
        text_sql(column, needs_tidying)
        for column, type_ in types.items()
        if type_.startswith(("DECIMAL", "DOUBLE"))
    ]
    return {
        "has_iso_date": _any(f"{date} like '{ISO_DATE}'" for date in dates),
        "has_dotted_date": _any(f"{date} like '{DOTTED_DATE}'" for date in dates),
        "has_decimal_comma": _any(f"contains({number}, ',')" for number in decimals),
        "has_decimal_point": _any(f"contains({number}, '.')" for number in decimals),
    }


def _any(conditions) -> str:
    return " or ".join(f"coalesce({condition}, false)" for condition in conditions) or "false"
