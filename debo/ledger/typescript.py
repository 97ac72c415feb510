"""The schema as TypeScript, in the form that prettier leaves as it is: `debo schema --typescript`.

Two files: what the ledger needs at every start, and what forms say of fields, fetched with the first form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from debo.ledger.replicated import declarations
from debo.ledger.schema import schema

#: web/.prettierrc
_WIDTH = 110

_HEAD = """\
/** The declared types of record. Made by `debo schema --typescript` from the models; not to be edited. */

/** A text in up to three languages. */
export interface Words {
  en?: string;
  am?: string;
  om?: string;
}

/** One element of a clinical bundle. */
export interface Element {
  key: string;
  label: Words;
  help?: Words;
}

/** Per element of a bundle, how many charts fell into each part. */
export type ElementCounts = Record<
  string,
  { done?: number; not_done?: number; not_applicable?: number; not_documented?: number }
>;
"""

_SHAPES = """\
export interface FieldSchema {
  kind: FieldKind;
  label: string;
  help?: string;
  required: boolean;
  to?: keyof RecordTypes;
  choices?: { value: string; label: string }[];
  max?: number;
}

export interface TypeSchema {
  key: string[];
  channels: Record<string, { standings: string[]; own: string | null }>;
}
"""

_FIELDS_HEAD = """\
/** What forms say of every field. Made by `debo schema --typescript fields`; not to be edited. */
import type { FieldSchema, RecordTypes } from './schema';

"""

#: What each kind of field is in TypeScript.
_TYPES = {
    "text": "string",
    "long_text": "string",
    "choice": "string",
    "ref": "string",
    "count": "number",
    "number": "number",
    "flag": "boolean",
    "day": "string",
    "period": "string",
    "words": "Words",
    "elements": "Element[]",
    "element_counts": "ElementCounts",
    "keys": "string[]",
}


def typescript() -> str:
    """The whole of web/src/ledger/schema.ts: the types, and per type its key and who may write where."""
    types = schema()
    rules = {type_: {name: one[name] for name in ("key", "channels")} for type_, one in types.items()}
    names = {one.type: one.model.__name__ for one in declarations()}
    return "\n".join(
        [
            _HEAD,
            *(_interface(names[type_], one["fields"]) for type_, one in types.items()),
            "export interface RecordTypes {",
            *(f"  {type_}: {name};" for type_, name in names.items()),
            "}\n",
            "export type FieldKind =",
            *_union(list(_TYPES)),
            "",
            _SHAPES,
            f"export const SCHEMA: Record<keyof RecordTypes, TypeSchema> = {_literal(rules, 0)};",
            "",
        ]
    )


def typescript_fields() -> str:
    """The whole of web/src/ledger/fields.ts: kinds, labels, help and choices of every field."""
    fields = {type_: one["fields"] for type_, one in schema().items()}
    shape = "Record<keyof RecordTypes, Record<string, FieldSchema>>"
    return f"{_FIELDS_HEAD}export const FIELDS: {shape} = {_literal(fields, 0)};\n"


def _interface(name: str, fields: dict[str, Any]) -> str:
    lines = [f"  {field}?: {_TYPES[one['kind']]} | null;" for field, one in fields.items()]
    return "\n".join([f"export interface {name} {{", *lines, "}\n"])


def _union(kinds: list[str]) -> Iterator[str]:
    for kind in kinds:
        yield f"  | '{kind}'" + (";" if kind == kinds[-1] else "")


def _literal(value: Any, depth: int) -> str:
    """A literal as prettier writes it: objects open, lists of words on one line while they fit."""
    if isinstance(value, dict):
        return _object(value, depth)
    if isinstance(value, list):
        return _list(value, depth)
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _object(value: dict[str, Any], depth: int) -> str:
    if not value:
        return "{}"
    indent = "  " * (depth + 1)
    lines = []
    for name, one in value.items():
        text = _literal(one, depth + 1)
        line = f"{indent}{name}: {text},"
        is_too_long = isinstance(one, str) and len(line) > _WIDTH
        lines.append(f"{indent}{name}:\n{indent}  {text}," if is_too_long else line)
    return "\n".join(["{", *lines, "  " * depth + "}"])


def _list(value: list[Any], depth: int) -> str:
    indent = "  " * (depth + 1)
    items = [_literal(one, depth + 1) for one in value]
    # Every list of words here is short: keys and standings.
    if all(isinstance(one, str) for one in value):
        return f"[{', '.join(items)}]"
    return "\n".join(["[", *(f"{indent}{item}," for item in items), "  " * depth + "]"])


def _text(value: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)[1:-1]
    if "'" in value and '"' not in value:
        return f'"{quoted}"'
    return "'" + quoted.replace('\\"', '"').replace("'", "\\'") + "'"
