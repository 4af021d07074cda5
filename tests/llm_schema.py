"""The strictest common subset of JSON Schema that both vendors enforce, and what is wrong with a schema that leaves it.

Sources: OpenAI's structured outputs guide (strict: every property required, additionalProperties false, the root an
object, at most 10 levels, 5,000 properties, 1,000 enum values, 120,000 characters of names and values, 15,000 in one
enum of more than 250 strings) and its openapi description (the name of a schema); Anthropic's structured outputs
guide (no numeric and length limits, no recursion, internal $ref only, at most 16 parameters of a union type)."""

import re

TYPES = {"object", "array", "string", "integer", "number", "boolean", "null"}
KEYWORDS = {"type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref",
            "$defs", "title", "description"}
NEEDS = {"properties": "object", "required": "object", "additionalProperties": "object", "items": "array"}
DEPTH, PROPERTIES, VALUES, CHARACTERS, LONG_ENUM, UNIONS = 10, 5000, 1000, 120_000, 15_000, 16


class Wrong(Exception):
    """What a schema may not say; str() is the path and the reason."""


class Survey:
    """One walk over a schema: every rule, and the totals that have a ceiling."""

    def __init__(self, root):
        self.root, self.properties, self.values, self.characters, self.unions = root, 0, 0, 0, 0

    def at(self, schema, path="schema", depth=0, through=()):
        if not isinstance(schema, dict) or not schema:
            raise Wrong(f"{path}: a schema is an object that says something")
        strange = sorted(set(schema) - KEYWORDS)
        if strange:
            raise Wrong(f"{path}: '{strange[0]}' is not permitted")
        for word in ("title", "description"):
            if word in schema and not isinstance(schema[word], str):
                raise Wrong(f"{path}: {word} is not a string")
        if "$ref" in schema:
            return self.ref(schema, path, depth, through)
        if "anyOf" in schema:
            return self.any_of(schema, path, depth, through)
        if "type" not in schema and "const" not in schema:
            raise Wrong(f"{path}: schema must have a 'type' key")
        types = schema.get("type", [])
        types = types if isinstance(types, list) else [types]
        if "type" in schema and (not types or len(set(map(str, types))) != len(types)
                                 or not all(isinstance(t, str) and t in TYPES for t in types)):
            raise Wrong(f"{path}: type {schema['type']!r} is not one of {sorted(TYPES)}")
        self.unions += isinstance(schema.get("type"), list)
        for word, kind in NEEDS.items():
            if word in schema and kind not in types:
                raise Wrong(f"{path}: '{word}' without type {kind}")
        self.enum(schema, path)
        if "object" in types:
            self.object(schema, path, depth + 1, through)
        if "array" in types:
            if "items" not in schema:
                raise Wrong(f"{path}: array schema missing items")
            self.at(schema["items"], path + ".items", depth, through)
        return None

    def ref(self, schema, path, depth, through):
        found = re.fullmatch(r"#/\$defs/([^/]+)", str(schema["$ref"]))
        target = found and self.root.get("$defs", {}).get(found[1])
        if target is None:
            raise Wrong(f"{path}: $ref '{schema['$ref']}' leads nowhere inside the schema")
        if found[1] in through:
            raise Wrong(f"{path}: $ref '{schema['$ref']}' is recursive")
        self.at(target, f"$defs.{found[1]}", depth, through + (found[1],))

    def any_of(self, schema, path, depth, through):
        if path == "schema":
            raise Wrong(f"{path}: the root may not be anyOf")
        if not isinstance(schema["anyOf"], list) or not schema["anyOf"] or "type" in schema:
            raise Wrong(f"{path}: anyOf is a list of schemas, without type beside it")
        self.unions += 1
        for i, variant in enumerate(schema["anyOf"]):
            self.at(variant, f"{path}.anyOf.{i}", depth, through)

    def enum(self, schema, path):
        if "enum" not in schema:
            return
        values = schema["enum"]
        if not isinstance(values, list) or not values or len({repr(v) for v in values}) != len(values):
            raise Wrong(f"{path}: enum is a list of different values")
        kinds = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "null": type(None)}
        types = schema.get("type", list(kinds))
        allowed = tuple(kinds[t] for t in ([types] if isinstance(types, str) else types) if t in kinds)
        flat = tuple(k for kind in allowed for k in (kind if isinstance(kind, tuple) else (kind,)))
        for value in values:
            if not isinstance(value, flat) or isinstance(value, bool) and bool not in flat:
                raise Wrong(f"{path}: enum value {value!r} does not fit the type {types!r}")
        length = sum(len(v) for v in values if isinstance(v, str))
        if len(values) > 250 and length > LONG_ENUM:
            raise Wrong(f"{path}: an enum of more than 250 values may have {LONG_ENUM} characters")
        self.values += len(values)
        self.characters += length

    def object(self, schema, path, depth, through):
        if depth > DEPTH:
            raise Wrong(f"{path}: {depth} levels of nesting exceeds limit of {DEPTH}")
        properties = schema.get("properties")
        if not isinstance(properties, dict):
            raise Wrong(f"{path}: object schema missing properties")
        if schema.get("additionalProperties") is not False:
            raise Wrong(f"{path}: 'additionalProperties' is required to be supplied and to be false")
        required = schema.get("required")
        if not isinstance(required, list) or sorted(map(str, required)) != sorted(properties):
            missing = sorted(set(properties) - set(map(str, required or [])))
            raise Wrong(f"{path}: 'required' is required to be supplied and to be an array including every key in "
                        f"properties; {missing[:1] or 'an extra key'}")
        self.properties += len(properties)
        self.characters += sum(map(len, properties))
        for name, inner in properties.items():
            self.at(inner, f"{path}.{name}", depth, through)

    def totals(self):
        for name, most in (("properties", PROPERTIES), ("values", VALUES), ("characters", CHARACTERS)):
            if getattr(self, name) > most:
                raise Wrong(f"schema: {getattr(self, name)} {name} exceeds limit of {most}")


def check(schema, unions=None):
    """Raise Wrong unless the schema is in the subset; unions: the most parameters of a union type."""
    if not isinstance(schema, dict) or schema.get("type") != "object":
        raise Wrong("schema: the root must be of type 'object'")
    survey = Survey(schema)
    survey.at(schema)
    for name, inner in schema.get("$defs", {}).items():
        survey.at(inner, f"$defs.{name}", 0, (name,))
    survey.totals()
    if unions is not None and survey.unions > unions:
        raise Wrong(f"Schemas contains too many parameters with union types ({survey.unions} parameters with type "
                    f"arrays or anyOf). This causes exponential compilation cost. Reduce the number of nullable or "
                    f"union-typed parameters (limit: {unions} parameters with unions).")


def inner(schema, root):
    """The schema that decides: a $ref followed, of anyOf the first that is not null."""
    while "$ref" in schema or "anyOf" in schema:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        else:
            schema = next((v for v in schema["anyOf"] if v.get("type") != "null"), schema["anyOf"][0])
    return schema


def nullable(schema, root):
    if "anyOf" in schema:
        return any(nullable(v, root) for v in schema["anyOf"])
    types = inner(schema, root).get("type", [])
    return types == "null" or isinstance(types, list) and "null" in types


def kind(schema, root):
    """The first type that is not null."""
    types = inner(schema, root).get("type", "string")
    return types if isinstance(types, str) else next((t for t in types if t != "null"), "null")


def minimal(schema, root):
    """The least that the schema allows: null where it may be, else empty."""
    if nullable(schema, root):
        return None
    schema = inner(schema, root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    least = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": [], "null": None}
    what = kind(schema, root)
    if what == "object":
        return {name: minimal(inside, root) for name, inside in schema["properties"].items()}
    return least[what]
