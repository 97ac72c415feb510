"""Entries as columns: the form in which they travel, 28 to 50 bytes each once gzip has seen them.

Decoding is strict, because what comes in may be broken or hostile: every malformed shape is refused with a
code, and nothing is guessed. What the codes mean is in docs/ledger.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from debo.ledger.entry import Entry, EntryError
from debo.ledger.identity import derive

VERSION = 1
#: More rows than any sender puts into one batch (the protocol says 1,000).
MOST_ROWS = 2_000

#: The fields of a type's natural key; () for a random id, None for a type this version doesn't know.
KeyOf = Callable[[str], tuple[str, ...] | None]

_ROWS = ("device", "channel", "author", "shape", "n", "stamp", "at", "record", "base")
_DICTIONARIES = ("devices", "channels", "authors")


class ColumnsError(ValueError):
    """These are no columns; `code` says what is wrong with them."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Dictionary:
    """Texts numbered in the order in which they first appear."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, item: Any) -> int:
        return self._numbers.setdefault(item, len(self._numbers))

    def items(self) -> list[Any]:
        return list(self._numbers)


def encode(entries: Iterable[Entry], key_of: KeyOf) -> dict[str, Any]:
    """The columns of these entries, in their order. Ids that follow from a natural key are left out.

    `keys` then names the fields of such keys, so that a reader who doesn't know the type yet can derive the
    id all the same, and with it check the hash.
    """
    devices, channels, authors, shapes = _Dictionary(), _Dictionary(), _Dictionary(), _Dictionary()
    rows: dict[str, list[Any]] = {name: [] for name in _ROWS}
    keys: dict[str, list[str]] = {}
    values: list[list[list[Any]]] = []
    erased: list[list[Any]] = []
    last_n: dict[tuple[str, str], int] = {}
    stamp = at = 0
    for i, entry in enumerate(entries):
        if entry.erased:
            erased.append([i, entry.erased])
        fields = sorted(entry.set)
        shape = shapes.number((entry.type, *fields))
        if shape == len(values):
            values.append([[] for _ in fields])
        for column, name in zip(values[shape], fields, strict=True):
            column.append(entry.set[name])
        key = key_of(entry.type) or ()
        derived = key != () and derive(entry.type, key, entry.set) == entry.record
        if derived:
            keys[entry.type] = list(key)
        place = (entry.device, entry.channel)
        rows["device"].append(devices.number(entry.device))
        rows["channel"].append(channels.number(entry.channel))
        rows["author"].append(authors.number(entry.author))
        rows["shape"].append(shape)
        rows["n"].append(entry.n - last_n.get(place, 0))
        rows["stamp"].append(entry.stamp - stamp)
        rows["at"].append(entry.at - at)
        rows["record"].append(None if derived else entry.record)
        rows["base"].append({name: list(stamps) for name, stamps in entry.base.items()} or 0)
        last_n[place], stamp, at = entry.n, entry.stamp, entry.at
    head = {
        "v": VERSION,
        "devices": devices.items(),
        "channels": channels.items(),
        "authors": authors.items(),
    }
    shape_lists = [list(shape) for shape in shapes.items()]
    tail = {**{name: rows[name] for name in _ROWS[:-1]}, "values": values, "base": rows["base"]}
    seldom = {name: part for name, part in (("keys", keys), ("erased", erased)) if part}
    return {**head, "shapes": shape_lists, **seldom, **tail}


def decode(columns: Any, key_of: KeyOf) -> list[Entry]:
    """The entries of these columns, in order; ColumnsError for anything that is not exactly columns."""
    if not isinstance(columns, dict):
        raise ColumnsError("not_columns")
    if columns.get("v") != VERSION or isinstance(columns["v"], bool):
        raise ColumnsError("other_version")
    devices, channels, authors = (_texts(columns.get(name)) for name in _DICTIONARIES)
    rows = _equal_rows(columns)
    shapes = _shapes(columns.get("shapes"))
    shape_rows = _indexes(rows["shape"], len(shapes))
    sets = _sets(columns.get("values"), shapes, shape_rows)
    keys = _keys(columns.get("keys"))
    device_rows = _indexes(rows["device"], len(devices))
    channel_rows = _indexes(rows["channel"], len(channels))
    author_rows = _indexes(rows["author"], len(authors))
    numbers = _numbers_n(_integers(rows["n"]), zip(device_rows, channel_rows, strict=True))
    erased = _erased(columns.get("erased"), len(sets))
    stamps, ats = _running(_integers(rows["stamp"])), _running(_integers(rows["at"]))
    entries = []
    for i, set_ in enumerate(sets):
        type_ = shapes[shape_rows[i]][0]
        try:
            entry = Entry(
                devices[device_rows[i]],
                channels[channel_rows[i]],
                numbers[i],
                stamps[i],
                authors[author_rows[i]],
                ats[i],
                type_,
                _record(rows["record"][i], type_, set_, key_of, keys),
                set_,
                _base(rows["base"][i]),
                erased.get(i, ""),
            )
        except EntryError as error:
            raise ColumnsError(f"bad_{error}") from error
        entries.append(entry)
    return entries


def _texts(items: Any) -> list[str]:
    if not isinstance(items, list) or not all(isinstance(one, str) for one in items):
        raise ColumnsError("bad_dictionary")
    return items


def _equal_rows(columns: Mapping[str, Any]) -> dict[str, list[Any]]:
    rows = {name: columns.get(name) for name in _ROWS}
    if not all(isinstance(row, list) for row in rows.values()):
        raise ColumnsError("missing_column")
    lengths = {len(row) for row in rows.values() if row is not None}
    if len(lengths) != 1:
        raise ColumnsError("unequal_columns")
    if max(lengths) > MOST_ROWS:
        raise ColumnsError("too_many_rows")
    return rows  # type: ignore[return-value]  # all of them are lists, asked above


def _shapes(items: Any) -> list[list[str]]:
    if not isinstance(items, list):
        raise ColumnsError("bad_shape")
    for shape in items:
        if not isinstance(shape, list) or not shape or not all(isinstance(one, str) for one in shape):
            raise ColumnsError("bad_shape")
        fields = shape[1:]
        if any(left >= right for left, right in pairwise(fields)):
            raise ColumnsError("unsorted_shape")
    return items


def _indexes(row: list[Any], count: int) -> list[int]:
    if not all(type(one) is int and 0 <= one < count for one in row):
        raise ColumnsError("bad_index")
    return row


def _integers(row: list[Any]) -> list[int]:
    if not all(type(one) is int for one in row):
        raise ColumnsError("bad_number")
    return row


def _numbers_n(differences: list[int], places: Iterable[tuple[int, int]]) -> list[int]:
    last: dict[tuple[int, int], int] = {}
    numbers = []
    for difference, place in zip(differences, places, strict=True):
        last[place] = last.get(place, 0) + difference
        numbers.append(last[place])
    return numbers


def _running(differences: list[int]) -> list[int]:
    total, numbers = 0, []
    for difference in differences:
        total += difference
        numbers.append(total)
    return numbers


def _sets(values: Any, shapes: Sequence[Sequence[str]], shape_rows: Sequence[int]) -> list[dict[str, Any]]:
    """Each row's set; the columns of a shape must hold exactly as many values as there are rows of it."""
    if not isinstance(values, list) or len(values) != len(shapes):
        raise ColumnsError("bad_values")
    counts = [0] * len(shapes)
    for index in shape_rows:
        counts[index] += 1
    pending = []
    for shape, columns, count in zip(shapes, values, counts, strict=True):
        if not isinstance(columns, list) or len(columns) != len(shape) - 1:
            raise ColumnsError("bad_values")
        if not all(isinstance(column, list) and len(column) == count for column in columns):
            raise ColumnsError("bad_values")
        fields = shape[1:]
        rows = zip(*columns, strict=True) if columns else iter([()] * count)
        pending.append(iter([dict(zip(fields, row, strict=True)) for row in rows]))
    return [next(pending[index]) for index in shape_rows]


def _keys(keys: Any) -> dict[str, tuple[str, ...]]:
    if keys is None:
        return {}
    if not isinstance(keys, dict):
        raise ColumnsError("bad_keys")
    return {type_: tuple(_texts(fields)) for type_, fields in keys.items()}


def _erased(items: Any, rows: int) -> dict[int, str]:
    """The kept hash by row, of rows whose content was erased; Entry looks at the hash."""
    if items is None:
        return {}
    if not isinstance(items, list) or not all(isinstance(one, list) and len(one) == 2 for one in items):
        raise ColumnsError("bad_erased")
    _indexes([row for row, _ in items], rows)
    if not all(isinstance(hash_, str) and hash_ for _, hash_ in items):
        raise ColumnsError("bad_erased")
    return dict(items)


def _record(
    record: Any, type_: str, set_: Mapping[str, Any], key_of: KeyOf, keys: Mapping[str, tuple[str, ...]]
) -> Any:
    if record is not None:
        return record
    # What this version declares wins over what the batch says: a key is never changed.
    key = key_of(type_)
    derived = derive(type_, keys.get(type_, ()) if key is None else key, set_)
    if derived is None:
        raise ColumnsError("no_record")
    return derived


def _base(base: Any) -> dict[str, Any]:
    if base == 0 and type(base) is int:
        return {}
    if not isinstance(base, dict) or not base:
        raise ColumnsError("bad_base")
    return base
