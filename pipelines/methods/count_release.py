"""Which cells of a table of counts may leave: levels (hospitals, years) by categories that divide each level.

Everything that a reader may know is taken as known: the number of persons of every level that may leave,
because other topics count the same persons, and the totals over the levels as far as they have left. A level
leaves with all its categories or not at all, so what is withheld is again such a table, and the bounds of a
cell in a table with known margins are Fréchet's: at least row + column − total, at most the smaller of row
and column.
"""

from collections.abc import Collection, Mapping

from pipelines.methods.disclosure import THRESHOLD, is_sensitive

Cells = Mapping[str, Mapping[str, int]]
"""Counts by level, then category; a category that is missing in a level is zero there."""


def released_categories(
    totals: Mapping[str, int],
    known_sums: Mapping[str, Collection[str]] | None = None,
    threshold: int = THRESHOLD,
) -> set[str]:
    """Categories of one undivided group whose counts may leave.

    `known_sums` are sums of categories that have left elsewhere; the whole group counts as known unless it is
    small, and then nothing leaves.
    """
    if is_sensitive(sum(totals.values()), threshold):
        return set()
    if known_sums:
        return _released_beside(totals, known_sums, threshold)
    # With only the whole known, what is withheld is known as one sum: it must not be small, nor one category.
    withheld = {name for name, count in totals.items() if is_sensitive(count, threshold)}
    others = sorted(set(totals) - withheld, key=lambda name: (totals[name], name))
    while withheld and others:
        if len(withheld) > 1 and sum(totals[name] for name in withheld) >= threshold:
            break
        withheld.add(others.pop(0))
    return set(totals) - withheld


def _released_beside(
    totals: Mapping[str, int], known_sums: Mapping[str, Collection[str]], threshold: int
) -> set[str]:
    from pipelines.methods.withholding import Count, Knowledge, withheld

    knowledge = Knowledge()
    for members in (*known_sums.values(), totals):
        knowledge.is_exactly(members, sum(totals[name] for name in members))
    # The more persons a category has, the less it should be the one that hides another.
    counts = [Count(name, (name,), n, cost=1 + n) for name, n in totals.items()]
    return set(totals) - withheld(counts, knowledge, threshold=threshold)


def released_levels(
    cells: Cells,
    released_totals: Collection[str],
    threshold: int = THRESHOLD,
) -> set[str] | None:
    """Levels whose counts may leave, all categories together; None where the totals alone tell a small count.

    `released_totals` are the categories whose total over all levels has left. Withheld are the levels with a
    small count, those whose size would give away a small level, and the smallest others until nothing small
    can be worked out from what has left.
    """
    sizes = {level: sum(counts.values()) for level, counts in cells.items()}
    known_sizes = released_categories(sizes, threshold=threshold)
    open_levels = [
        level
        for level in sorted(known_sizes, key=lambda level: (sizes[level], level))
        if not any(is_sensitive(count, threshold) for count in cells[level].values())
    ]
    while True:
        withheld = set(cells) - set(open_levels)
        if not withheld or _is_safe(cells, withheld, known_sizes, released_totals, threshold):
            return set(open_levels)
        if not open_levels:
            return None
        open_levels.pop(0)


def _is_safe(
    cells: Cells,
    withheld: Collection[str],
    known_sizes: Collection[str],
    released_totals: Collection[str],
    threshold: int,
) -> bool:
    """Whether every small number among the withheld levels could still be any number from 1 to 4."""
    categories = {category for level in withheld for category in cells[level]}
    rows = {level: sum(cells[level].values()) for level in withheld}
    columns = {name: sum(cells[level].get(name, 0) for level in withheld) for name in categories}
    everybody = sum(rows.values())
    known_columns = categories & set(released_totals)
    if any(is_sensitive(size, threshold) for size in (everybody, *(columns[name] for name in known_columns))):
        return False
    # Rows and columns that are not known are one row and one column together.
    row_left = sum(size for level, size in rows.items() if level not in known_sizes)
    column_left = sum(size for name, size in columns.items() if name not in known_columns)
    for level, counts in ((level, cells[level]) for level in withheld):
        for category, count in counts.items():
            if not is_sensitive(count, threshold):
                continue
            is_known = level in known_sizes, category in known_columns
            row = rows[level] if is_known[0] else row_left
            column = columns[category] if is_known[1] else column_left
            lowest = row + column - everybody if all(is_known) else 0
            if lowest > 1 or min(row, column) < threshold - 1:
                return False
    return True
