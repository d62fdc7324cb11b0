"""Writes a delivery to disk: its files in their encoding, and the manifest that describes them."""

import hashlib
from pathlib import Path

import polars as pl

from sample_data.generator.sheets import Sheet
from sample_data.generator.timeline import Delivery

ROWS_AT_A_TIME = 100_000
NOTE = "Synthetic data. No real person. / Syntetiske data. Ingen virkelig person."


def write_delivery(
    root: Path, delivery: Delivery, sheets: list[Sheet], all_columns: dict[str, list[str]]
) -> pl.DataFrame:
    """Write the files and the manifest of one delivery under `root`; returns the faults with their lines.

    `all_columns` gives for each table the columns of its file in order; those a sheet lacks are empty.
    """
    folder = root / delivery.register / delivery.delivery_id
    folder.mkdir(parents=True)
    faults, described = [], []
    for sheet in sheets:
        name = f"{delivery.register}_{sheet.table}.csv"
        faults.append(sheet.close(delivery, name))
        _write_rows(folder / name, sheet, all_columns[sheet.table], delivery)
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        described.append(
            f"  - {{name: {name}, table: {sheet.table}, sha256: {digest}, rows: {sheet.rows.height}}}"
        )
    manifest = [
        f"register: {delivery.register}",
        f"delivery_id: {delivery.delivery_id}",
        f"kind: {delivery.kind}",
        f"period: {{from: {delivery.start}, to: {delivery.complete_to}}}",
        f"complete_to: {delivery.complete_to}",
        f"received: {delivery.received}",
        "files:",
        *described,
        f"note: {NOTE}",
    ]
    (folder / "manifest.yaml").write_text("\n".join(manifest) + "\n", encoding="utf-8", newline="\n")
    return pl.concat(faults)


def _write_rows(path: Path, sheet: Sheet, columns: list[str], delivery: Delivery) -> None:
    style = delivery.style
    present = set(sheet.columns)
    with path.open("wb") as file:
        if style.byte_order_mark:
            file.write(b"\xef\xbb\xbf")
        file.write((";".join(columns) + "\n").encode(style.encoding))
        for part in sheet.rows.iter_slices(ROWS_AT_A_TIME):
            wide = part.with_columns(pl.lit("").alias(name) for name in columns if name not in present)
            text = wide.select(columns).write_csv(separator=";", include_header=False, quote_style="never")
            if (part["_broken"] != "").any():
                text = _broken(text, part["_broken"])
            file.write(text.encode(style.encoding))


def _broken(text: str, faults: pl.Series) -> str:
    lines = text.splitlines()
    for number in (faults != "").arg_true():
        if faults[number] == "missing_field":
            lines[number] = lines[number].rpartition(";")[0]
        else:
            lines[number] += ";EKSTRA"
    return "\n".join(lines) + "\n"
