"""Line numbers against a plain count, over mixtures of blank lines, quoted breaks and rejected records."""

import io
import random

from pipelines.ingest.lines import line_map, records


def test_line_numbers_equal_a_plain_count():
    source = random.Random(20240115)
    for _ in range(200):
        lines, first_lines, reader_lines = ["a;b"], [], []
        reader_line = 1
        for _ in range(source.randrange(1, 15)):
            kind = source.choice(["plain", "plain", "blank", "quoted"])
            reader_line += 1
            if kind == "blank":
                lines.append("")
                continue
            first_lines.append(len(lines) + 1)
            reader_lines.append(reader_line)
            lines += ["1;2"] if kind == "plain" else ['1;"x', 'y"']
        found, n_records = line_map(records(io.StringIO("\n".join(lines) + "\n"), ";"))

        assert n_records == len(first_lines)
        assert [found.line_of(record) for record in range(n_records)] == first_lines
        assert [found.record_at(line) for line in reader_lines] == list(range(n_records))

        rejected = sorted(source.sample(range(n_records), source.randrange(n_records + 1)))
        kept = [line for record, line in enumerate(first_lines) if record not in rejected]
        offsets = found.offsets(rejected)
        assert [_line(row, offsets) for row in range(len(kept))] == kept


def _line(row, offsets):
    return row + next(shift for first, shift in reversed(offsets) if first <= row)
