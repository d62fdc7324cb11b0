"""The difference of two editions as a page for the owner and the assessor: exact, not to be published."""

from dataclasses import dataclass

import polars as pl

from pipelines.difference.edition import PROTOCOL, Edition
from pipelines.difference.split import EARLIER, LATER, STEPS

LANGUAGES = ("nb", "en")
WORDS = {
    "en": {
        "title": "What differs under {agreement}: {earlier} and {later}",
        "secret": "**Not to be published, not to be passed on.** Exact numbers, of groups of one to four "
        "persons too. Synthetic data, no real person.",
        "changed": "What changed",
        "code_same": "Both editions were made by the same code.",
        "code_other": "Code: {earlier} and {later}; today's is {now}.",
        "files": "Changed files: {names}.",
        "files_same": "Agreement files and reference tables are the same.",
        "rows": "| raw table | rows changed | rows deleted | new rows |",
        "rows_same": "No row known at the earlier data cut was changed, and none has come.",
        "numbers": "Number by number",
        "how": "Each column is the difference between two builds that differ in that one thing, changed in "
        "this order: code, protocol (agreement files and reference tables), corrected rows (rows known at "
        "the earlier cut as they are known now, followed no longer), longer follow-up (every row of those "
        "who were patients by then, or compared with them, also rows that came late), new patients (every "
        "other row). They add up to the difference. What two of them do together counts with the later one. "
        "Not split is what lies between builds of which one does not have the number.",
        "head": "| number | unit | {earlier} | {later} | difference | code | protocol | corrected rows | "
        "longer follow-up | new patients | not split |",
        "alike": "{n} of {all} numbers are the same and changed in no step; `numbers.parquet` beside this "
        "page holds them all.",
        "none": "–",
        "point": ".",
    },
    "nb": {
        "title": "Hva som er ulikt for {agreement}: {earlier} og {later}",
        "secret": "**Skal ikke publiseres, skal ikke gis videre.** Eksakte tall, også for grupper på én til "
        "fire personer. Syntetiske data, ingen virkelig person.",
        "changed": "Hva som er endret",
        "code_same": "Begge utgavene er laget av samme kode.",
        "code_other": "Kode: {earlier} og {later}; dagens er {now}.",
        "files": "Endrede filer: {names}.",
        "files_same": "Avtalefiler og referansetabeller er de samme.",
        "rows": "| råtabell | endrede rader | slettede rader | nye rader |",
        "rows_same": "Ingen rad som var kjent ved det tidlige datakuttet, er endret, og ingen er kommet til.",
        "numbers": "Tall for tall",
        "how": "Hver kolonne er forskjellen mellom to bygg som er ulike bare i dette ene, endret i denne "
        "rekkefølgen: kode, protokoll (avtalefiler og referansetabeller), rettede rader (rader kjent ved "
        "det tidlige kuttet slik de er kjent nå, ikke fulgt lenger), lengre oppfølging (alle rader for dem "
        "som var pasienter da, eller sammenlignes med dem, også rader som kom sent), nye pasienter (alle "
        "andre rader). Sammen gir de forskjellen. Det to av dem gjør sammen, regnes med den siste. Ikke "
        "fordelt er det som ligger mellom bygg der det ene ikke har tallet.",
        "head": "| tall | enhet | {earlier} | {later} | forskjell | kode | protokoll | rettede rader | "
        "lengre oppfølging | nye pasienter | ikke fordelt |",
        "alike": "{n} av {all} tall er like og endret i ingen av stegene; `numbers.parquet` ved siden av "
        "denne siden har alle.",
        "none": "–",
        "point": ",",
    },
}


@dataclass(frozen=True)
class Changes:
    """What lies between two editions, as far as it can be told without a build; `now` is today's code."""

    earlier: Edition
    later: Edition
    rows: pl.DataFrame
    now: str

    @property
    def files(self) -> list[str]:
        """Frozen files that differ, by kind and name."""
        then, now = self.earlier.protocol, self.later.protocol
        return [
            f"{kind}/{name}"
            for kind in PROTOCOL
            for name in sorted({*then[kind], *now[kind]})
            if then[kind].get(name) != now[kind].get(name)
        ]


def difference_page(agreement_id: str, changes: Changes, numbers: pl.DataFrame, language: str) -> str:
    """The page as Markdown, in `nb` or `en`; `numbers` as `split` gives them."""
    words = WORDS[language]
    earlier, later = _name(changes.earlier), _name(changes.later)
    moved = numbers.filter(pl.any_horizontal(_differs(), *(pl.col(step).fill_null(0) != 0 for step in STEPS)))
    # What is said of everybody comes before what is said of subgroups.
    name = pl.col("number").str
    is_part = name.contains(",", literal=True) & ~name.contains(", all, all,", literal=True)
    moved = moved.sort(is_part, maintain_order=True)
    table = [words["head"].format(earlier=earlier, later=later), "|" + "---|" * 11]
    table += [
        f"| {row['number']}: {row['what']} | {row['unit']} | "
        + " | ".join(
            _written(row[name], words, name not in (EARLIER, LATER))
            for name in (EARLIER, LATER, "difference", *STEPS, "not_split")
        )
        + " |"
        for row in moved.iter_rows(named=True)
    ]
    alike = words["alike"].format(n=len(numbers) - len(moved), all=len(numbers))
    parts = [
        f"# {words['title'].format(agreement=agreement_id, earlier=earlier, later=later)}",
        words["secret"],
        f"## {words['changed']}",
        *_changed(changes, words),
        f"## {words['numbers']}",
        words["how"],
        *(["\n".join(table)] if len(moved) else []),
        alike,
    ]
    return "\n\n".join(parts) + "\n"


def _name(edition: Edition) -> str:
    return f"{edition.data_cut}/{edition.place.name}"


def _differs() -> pl.Expr:
    return pl.col(EARLIER).ne_missing(pl.col(LATER))


def _changed(changes: Changes, words: dict[str, str]) -> list[str]:
    codes = (changes.earlier.code_version, changes.later.code_version)
    code = words["code_same"] if codes == (changes.now, changes.now) else words["code_other"]
    files = words["files"].format(names=", ".join(changes.files)) if changes.files else words["files_same"]
    moved = changes.rows.filter(pl.any_horizontal(pl.col("changed", "deleted", "new") != 0))
    rows = [words["rows"], "|---|---|---|---|"]
    rows += [f"| {name} | {changed} | {deleted} | {new} |" for name, changed, deleted, new in moved.rows()]
    return [
        code.format(earlier=codes[0], later=codes[1], now=changes.now),
        files,
        "\n".join(rows) if len(moved) else words["rows_same"],
    ]


def _written(value: float | None, words: dict[str, str], is_change: bool) -> str:
    """A number as exact as it is of use; a change with its sign."""
    if value is None:
        return words["none"]
    if is_change and value == 0:
        return "0"
    digits = 0 if float(value).is_integer() else 2 if abs(value) >= 100 else 4
    return f"{value:{'+' if is_change else ''}.{digits}f}".replace(".", words["point"])
