#!/usr/bin/python3
"""schemas: each schemas/*.json is a JSON Schema 2020-12 with its file name as $id and a title; what it refers
to is there, and its examples are what it says."""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator, RefResolver, exceptions


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def findings(root):
    schemas = {}
    for path in sorted((root / "schemas").glob("*.json")):
        try:
            schemas[path.name] = json.loads(path.read_text())
        except ValueError as error:
            yield f"schemas/{path.name}:{getattr(error, 'lineno', 1)}: not JSON"
    for name, schema in schemas.items():
        def tell(what):
            return f"schemas/{name}:1: {what}"
        if not isinstance(schema, dict):
            yield tell("not an object")
            continue
        if schema.get("$schema") != "https://json-schema.org/draft/2020-12/schema":
            yield tell("$schema is not that of draft 2020-12")
        if schema.get("$id") != name:
            yield tell("$id is not the file's name")
        if not schema.get("title"):
            yield tell("no title")
        try:
            Draft202012Validator.check_schema(schema)
        except exceptions.SchemaError as error:
            yield tell("/".join(map(str, error.absolute_path)) + ": " + error.message[:200])
            continue
        resolver = RefResolver(schema.get("$id", ""), schema, store=dict(schemas))
        sound = True
        for reference in references(schema):
            if reference.split("#")[0] not in ("", *schemas):
                sound = False
            else:
                try:
                    resolver.resolve(reference)
                except exceptions.RefResolutionError:
                    sound = False
            if not sound:
                yield tell(f"$ref {reference} leads nowhere")
                break
        for number, example in enumerate(schema.get("examples", []) if sound else []):
            for error in Draft202012Validator(schema, resolver=resolver).iter_errors(example):
                yield tell(f"example {number}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")


if __name__ == "__main__":
    found = list(findings(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))
