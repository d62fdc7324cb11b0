"""Messages quote what others wrote: names of files and columns. They stay one line that can be read."""

REFUSED_WHOLE = "expected none: the delivery is refused and nothing of it kept"

LAST_LATIN = 0x24F
"""Last letter of the Latin alphabets; letters beyond it can look like one of these and be another."""


def not_read(path: object, refused: str | None) -> str:
    """The message on a file that the machine did not let be read; `refused` are its words for why."""
    return f"{path}: found that it cannot be read ({refused}); expected a readable file"


def not_taken_apart(path: object, kind: str, error: Exception) -> str:
    """The message on content that a reader gave up on: its own words may quote a line, and are left out."""
    return (
        f"{path}: found content that the reader cannot take apart ({type(error).__name__}); expected {kind}"
    )


def one_line(text: str) -> str:
    """The text with every character that cannot be printed spelled out, so that it stays on its line."""
    return "".join(sign if sign.isprintable() else _spelled(sign) for sign in text)


def name_shown(name: str) -> str:
    """A column name with everything spelled out that is no Latin letter, however much it looks like one."""
    return "".join(
        sign if sign.isprintable() and ord(sign) <= LAST_LATIN else _spelled(sign) for sign in name[:40]
    )


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape", "backslashreplace").decode()
