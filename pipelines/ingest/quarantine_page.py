"""The quarantine of a delivery as a page for the register: which rules, how many lines, where. No person.

Line numbers are those of the file that the register itself sent, so that it can find what we do not write.
"""

from pathlib import Path
from typing import Any

import duckdb

from pipelines.ingest.broken_rules import first_lines, rule_counts, unknown_codes
from pipelines.ingest.drift_shown import drift_since
from pipelines.ingest.holding import decision_of
from pipelines.ingest.released_lines import ReleasedLines, released_lines
from pipelines.ingest.tolerance import ALL_RULES
from pipelines.ingest.tombstone import tombstones

LINES_SHOWN = 5

WORDS = {
    "en": {
        "drift": "What changed since {before}",
        "drift_head": "| table | what | where | before | now |",
        "drift_note": "Named is what is both large and beyond chance; a reason to ask, not a fault. Counts "
        "of 1 to 4 rows are not written out.",
        "no drift": "Nothing that is both large and beyond chance.",
        "title": "Lines in quarantine: {register}, delivery {delivery_id}",
        "received": "Received {received}. {n_rows} lines: {n_loaded} good ones, and {n_quarantined} held in "
        "quarantine, neither used nor lost.",
        "no_person": "This page holds no value of a person's line. A line number is that in the file as "
        "sent, the header being line 1.",
        "nothing": "No line is in quarantine.",
        "head": "| file | rule | lines | of | share | verdict | first lines |",
        "all rules": "all rules together",
        "accepted": "accepted", "warning": "accepted with warning", "held": "delivery held",
        "codes": "Values that are not in the code list",
        "codes_head": "| file | column | value | lines |",
        "codes_note": "A value on fewer than five lines, or that could be a person's own, is not named.",
        "decided": "Released {day} by {by}: {reason}",
        "lines": "{n} lines of {file} under `{rule}` used since {day}, decided by {by}: {reason}",
        "erased": "{n} lines were erased on {day}: persons who are no longer to be held. They are counted in "
        "neither of the two.",
        "ask": "Please say whether a code list or a format has changed, or send a corrected delivery under "
        "an id of its own.",
    },
    "nb": {
        "drift": "Hva som er endret siden {before}",
        "drift_head": "| tabell | hva | hvor | før | nå |",
        "drift_note": "Nevnt er det som både er stort og mer enn tilfeldig; en grunn til å spørre, ikke en "
        "feil. Antall på 1 til 4 rader skrives ikke ut.",
        "no drift": "Ingenting som både er stort og mer enn tilfeldig.",
        "title": "Linjer i karantene: {register}, leveranse {delivery_id}",
        "received": "Mottatt {received}. {n_rows} linjer: {n_loaded} gode, og {n_quarantined} som holdes i "
        "karantene, verken brukt eller tapt.",
        "no_person": "Siden inneholder ingen verdi fra en persons linje. Linjenummer er det i filen slik den "
        "ble sendt, der overskriften er linje 1.",
        "nothing": "Ingen linje er i karantene.",
        "head": "| fil | regel | linjer | av | andel | utfall | første linjer |",
        "all rules": "alle regler samlet",
        "accepted": "godtatt", "warning": "godtatt med advarsel", "held": "leveransen holdes tilbake",
        "codes": "Verdier som ikke står i kodelisten",
        "codes_head": "| fil | kolonne | verdi | linjer |",
        "codes_note": "En verdi på færre enn fem linjer, eller som kan være en persons egen, nevnes ikke.",
        "decided": "Frigitt {day} av {by}: {reason}",
        "lines": "{n} linjer i {file} under `{rule}` brukt fra {day}, besluttet av {by}: {reason}",
        "erased": "{n} linjer ble slettet {day}: personer som ikke lenger skal være registrert her. De "
        "er ikke med i noen av de to tallene.",
        "ask": "Vennligst si om en kodeliste eller et format er endret, eller send en rettet leveranse "
        "med egen id.",
    },
}  # fmt: skip


DRIFT_IN_NORWEGIAN = {
    "no such table": "ingen slik tabell", "the table": "tabellen",
    "rows in the same month": "rader i samme måned",
    "rows in a usual month": "rader i en vanlig måned", "of rows": "av radene", "fewer than": "færre enn",
    "rows": "rader", "missing": "mangler", "no hospital": "intet sykehus",
}  # fmt: skip
"""Longer phrases first."""
KINDS_IN_NORWEGIAN = {"table": "tabell", "volume": "volum", "missing": "mangler", "code": "kode"}


def quarantine_page(store: Path, language: str) -> str:
    """The page of one delivery's store as Markdown, in `nb` or `en`."""
    words = WORDS[language]
    counts, lines, codes = rule_counts(store), first_lines(store, LINES_SHOWN), unknown_codes(store)
    decision = decision_of(store)
    facts, released = _facts(store), released_lines(store)
    # What was released is used: of it speaks a sentence of its own.
    facts["n_quarantined"] -= sum(item.n_lines for item in released)
    parts = [f"# {words['title'].format(**facts)}", words["received"].format(**facts)]
    if decision is not None:
        day = decision.decided_at.date()
        parts.append(
            words["decided"].format(day=day, by=_cell(decision.decided_by), reason=_cell(decision.reason))
        )
    for tombstone in tombstones(store):
        parts.append(words["erased"].format(n=tombstone.n_erased, day=tombstone.erased_at.date()))
    parts += [words["lines"].format(**_shown(item)) for item in released]
    changed = _drift(store, language)
    if not counts:
        return "\n\n".join([*parts, words["nothing"], *changed]) + "\n"
    table = [words["head"], "|---|---|---|---|---|---|---|"]
    for count in counts:
        is_total = count.rule == ALL_RULES
        rule = words[ALL_RULES] if is_total else f"`{_cell(count.rule)}`"
        where = lines.get((count.source_file, count.rule), [])
        more = " …" if len(where) < count.n_lines and where else ""
        table.append(
            f"| {count.source_file} | {rule} | {count.n_lines} | {count.n_rows} | "
            f"{count.n_lines / max(1, count.n_rows):.2%} | {words[count.verdict]} | "
            f"{', '.join(map(str, where))}{more} |"
        )
    parts += [words["no_person"], "\n".join(table)]
    if codes:
        table = [words["codes_head"], "|---|---|---|---|"]
        table += [f"| {file} | {column} | {_cell(code)} | {n} |" for file, column, code, n in codes]
        parts += [f"## {words['codes']}", words["codes_note"], "\n".join(table)]
    return "\n\n".join([*parts, *changed, words["ask"]]) + "\n"


def _drift(store: Path, language: str) -> list[str]:
    """What changed since the delivery before, if there is one."""
    found, words = drift_since(store), WORDS[language]
    if found is None:
        return []
    title = f"## {words['drift'].format(before=found.before)}"
    if not found.changes:
        return [title, words["no drift"]]
    table = [words["drift_head"], "|---|---|---|---|---|"]
    for change in found.changes:
        kind = KINDS_IN_NORWEGIAN[change.kind] if language == "nb" else change.kind
        said = (_in(language, text) for text in (change.where, change.before, change.after))
        cells = " | ".join(map(_cell, (change.table, kind, *said)))
        table.append(f"| {cells} |")
    return [title, words["drift_note"], "\n".join(table)]


def _in(language: str, text: str) -> str:
    """What `drift` says, in the language of the page."""
    if language == "nb":
        for english, norwegian in DRIFT_IN_NORWEGIAN.items():
            text = text.replace(english, norwegian)
    return text


def _shown(item: ReleasedLines) -> dict[str, object]:
    return {
        "n": item.n_lines, "file": item.source_file, "rule": _cell(item.rule), "day": item.decided_at.date(),
        "by": _cell(item.decided_by), "reason": _cell(item.reason),
    }  # fmt: skip


def _facts(store: Path) -> dict[str, Any]:
    names = ("register", "delivery_id", "received", "n_rows", "n_loaded", "n_quarantined")
    with duckdb.connect(str(store), read_only=True) as connection:
        row = connection.execute(f"select {', '.join(names)} from delivery").fetchall()[0]
    return dict(zip(names, row, strict=True))


def _cell(text: str) -> str:
    """Text as it stands in a table, whatever it is: one line, no cell of its own, no markup, no formula."""
    kept = "".join(sign if sign.isprintable() and sign not in "|<>`[]" else " " for sign in text).strip()
    return "'" + kept if kept[:1] in ("=", "+", "-", "@") else kept
