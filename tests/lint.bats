#!/usr/bin/env bats
# make lint: each check passes a sound tree, and finds what it is there to find.

load env

setup() {
    W=$T/tree
    mkdir -p "$W"/{bin,schemas,lib/base,lib/json,lib/http,tests/unit,build/man}
    cp -r "$ROOT/tests/lint" "$W/tests/"
    cp "$ROOT/.clang-format" "$W/"
    cp "$ROOT"/lib/base/{fault.c,fault.h,buf.h,span.h,plain.h} "$W/lib/base/"
    cp "$ROOT/schemas/bundle.json" "$W/schemas/"
    printf '/* One page. */\n\n#include "lib/base/fault.h"\n\nint main(void)\n{\n    return 0;\n}\n' >"$W/bin/cm-page.c"
    printf '.Dd January 1, 2026\n.Dt CM-PAGE 1\n.Os callmine\n.Sh NAME\n.Nm cm-page\n.Nd a page\n.Sh OPTIONS\n.\\" OPTIONS\n' >"$W/bin/cm-page.1"
    printf '.Dd January 1, 2026\n.Dt CM-PAGE 1\n.Os callmine\n.Sh NAME\n.Nm cm-page\n.Nd a page\n' >"$W/build/man/cm-page.1"
    printf '#!/usr/bin/env bats\n@test "x" {\n    run -0 true\n}\n' >"$W/tests/cm-page.bats"
    printf '#!/bin/bash\necho "$@"\n' >"$W/tests/go"
    unset CALLMINE_BUILD
}

need() {
    local tool
    for tool; do command -v "$tool" >/dev/null || skip "$tool is not here"; done
}

lint() { "$ROOT/tests/lint/$1" "$W"; }

# CHECK FILE LINE TEXT: the check fails, and says so at that line of that file.
finds() {
    run -1 lint "$1"
    grep -qE "^$2:$3: .*$4" <<<"$output" || { echo "$output" && false; }
}

@test "a sound tree passes every check" {
    need clang-format shellcheck mandoc gcc
    for check in "$ROOT"/tests/lint/*.{sh,py}; do
        run -0 "$check" "$W"
        [ -z "$output" ]
    done
}

@test "layers: up, sideways, from nowhere, and libraries that are not at home" {
    plant() { # FILE INCLUDE WHAT
        mkdir -p "$(dirname "$W/$1")"
        printf '\n#include %s\n' "$2" >"$W/$1"
        finds layers.py "$1" 2 "$3"
        rm "$W/$1"
    }
    plant lib/base/a.c '"lib/json/json.h"' 'lib/base may not see lib/json'
    plant lib/pack/a.h '"lib/json/json.h"' 'lib/pack may not see lib/json'
    plant lib/http/a.c '"lib/state/place.h"' 'lib/http may not see lib/state'
    plant lib/report/a.c '"lib/gong/gong.h"' 'lib/report may not see lib/gong'
    plant lib/json/a.c '"json.h"' 'not written from the root'
    plant lib/json/a.c '"bin/program.h"' 'lib does not see bin/'
    plant lib/archive/a.c '<zstd.h>' 'at home in lib/pack/'
    plant bin/a.c '<jq.h>' 'at home in lib/json/'
    plant lib/gong/a.c '<curl/curl.h>' 'at home in lib/http/'
    plant lib/analyze/a.c '<sodium.h>' 'at home in lib/state/'
    plant lib/json/a.c '<getopt.h>' 'at home in lib/base/option.c'
    plant lib/json/a.c '<boost.h>' 'has no home'
    mkdir -p "$W/lib/magic"
    : >"$W/lib/magic/a.c"
    finds layers.py lib/magic/a.c 1 'no place in the table'
}

@test "bans: functions, printing and ending in lib, words, names, paths" {
    plant() { # FILE TEXT WHAT
        printf '\n%s\n' "$2" >"$W/$1"
        finds bans.py "$1" 2 "$3"
        rm "$W/$1"
    }
    for call in strcpy strcat sprintf gets atoi atol strtok system popen alloca; do
        plant bin/a.c "int x = $call(y);" "$call\\(\\)"
    done
    for call in printf fprintf puts exit abort perror; do
        plant lib/json/a.c "void f(void) { $call(1); }" "$call\\(\\)"
    done
    plant lib/json/a.c 'FILE *f = stderr;' 'never prints'
    for word in TO"DO" FIX"ME" X"XX" "for ""now" place"holder"; do
        plant lib/json/a.c "/* $word */" "\"$word\""
        plant README.md "$word: later" "\"$word\""
    done
    plant tests/a.sh "cd /ro""ot/x" 'a path of one machine'
    for name in util common misc json_helper; do
        : >"$W/lib/json/$name.c"
        finds bans.py "lib/json/$name.c" 1 'a name that says nothing'
        rm "$W/lib/json/$name.c"
    done
    # what only looks like it: comments, strings, members, longer names
    printf '/* system(x) exit(1) */\nconst char *s = "printf(x)";\nint snprintf(int);\nint f(void) { return a->exit(1) + my_exit(2); }\n' >"$W/lib/json/a.c"
    run -0 lint bans.py
}

@test "size: a program longer than a page, a file of lib longer than 400 lines" {
    yes '/* */' | head -150 >"$W/bin/cm-page.c"
    yes '/* */' | head -400 >"$W/lib/json/a.c"
    run -0 lint size.sh
    echo >>"$W/bin/cm-page.c"
    finds size.sh bin/cm-page.c 150 '151 lines'
    echo >>"$W/lib/json/a.c"
    finds size.sh lib/json/a.c 400 '401 lines'
}

@test "headers: one that needs another first, one without its guard" {
    need gcc
    printf '#ifndef JSON_A_H\n#define JSON_A_H\n\nsize_t f(struct buf *b);\n\n#endif\n' >"$W/lib/json/a.h"
    finds headers.sh lib/json/a.h 1 'does not compile alone'
    printf '#ifndef A_H\n#define A_H\n\nint f(void);\n\n#endif\n' >"$W/lib/json/a.h"
    finds headers.sh lib/json/a.h 1 'its guard is not JSON_A_H'
    printf 'int f(void);\n' >"$W/lib/json/a.h"
    finds headers.sh lib/json/a.h 1 'its guard is not JSON_A_H'
}

@test "pages: a program without page, tests or options, a page that mandoc does not like" {
    need mandoc
    printf '.Dd January 1, 2026\n.Dt CM-PAGE 1\n.Os callmine\n.Sh NAME\n.Nm cm-page\n.Nd a page\n.Bx oops\n.Zz\n' >"$W/build/man/cm-page.1"
    finds pages.sh bin/cm-page.1 8 'unknown macro'
    printf '.Nm cm-page\n' >"$W/bin/cm-page.1"
    finds pages.sh bin/cm-page.1 1 'where its options go'
    rm "$W/build/man/cm-page.1"
    finds pages.sh bin/cm-page.1 1 'not built'
    rm "$W/bin/cm-page.1" "$W/tests/cm-page.bats"
    finds pages.sh bin/cm-page.c 1 'no man page'
    finds pages.sh bin/cm-page.c 1 'no tests/cm-page.bats'
}

@test "shell: scripts by name and by first line, and tests" {
    need shellcheck
    printf '#!/bin/bash\nrm $1\n' >"$W/tests/go"
    finds shell.sh tests/go 2 'SC2086'
    printf '#!/bin/bash\necho "$1"\n' >"$W/tests/go"
    printf 'x() { local y=$(false); echo "$y"; }\n' >"$W/tests/a.sh"
    finds shell.sh tests/a.sh 1 'SC2155'
    rm "$W/tests/a.sh"
    printf '@test "x" {\n    ! false\n    true\n}\n' >"$W/tests/cm-page.bats"
    finds shell.sh tests/cm-page.bats 2 'SC2314'
}

@test "format: a line that clang-format would write otherwise" {
    need clang-format
    printf 'int f( void );\n' >"$W/lib/json/a.c"
    finds format.sh lib/json/a.c 1 'clang-format'
}

@test "analyzer: use after free, a double free, null, uninitialised, a suppression without a reason; and it believes fault()" {
    need gcc
    plant() { # LINE WHAT CODE
        printf '#include <stdlib.h>\n#include "lib/base/fault.h"\n%s\n' "$3" >"$W/lib/json/a.c"
        finds analyzer.sh lib/json/a.c "$1" "$2"
    }
    plant 7 'use after' 'int f(char *p);
int f(char *p)
{
    free(p);
    return *p;
}'
    plant 9 'uninitialized' 'int f(int n);
int f(int n)
{
    int x;
    if (n)
        x = 1;
    return x;
}'
    plant 7 'double-' 'void f(char *p);
void f(char *p)
{
    free(p);
    free(p);
}'
    plant 7 'NULL' 'int f(void);
int f(void)
{
    int *p = malloc(4);
    *p = 3;
    int n = *p;
    free(p);
    return n;
}'
    plant 3 'without its reason' '#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"'
    printf '%s\n' '#include "lib/base/fault.h"' '' 'int f(int n, struct fault *f);' 'static int g(int *x, int n, struct fault *f)' '{' \
        '    if (n)' '        return fault(f, STATUS_USAGE, "no");' '    *x = n;' '    return 0;' '}' \
        'int f(int n, struct fault *f)' '{' '    int x;' '    if (g(&x, n, f) != 0)' '        return -1;' '    return x;' '}' >"$W/lib/json/a.c"
    run -0 lint analyzer.sh
    printf 'int f(\n' >"$W/lib/json/a.c"
    run -1 lint analyzer.sh
}

@test "schemas: not JSON, another draft, no title, another id, a reference to nowhere, an example that does not fit" {
    plant() { # WHAT SCHEMA
        printf '%s\n' "$2" >"$W/schemas/a.json"
        finds schemas.py schemas/a.json '[0-9]' "$1"
    }
    local head='"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"a.json","title":"A"'
    plant 'not JSON' '{'
    plant '2020-12' '{"$id":"a.json","title":"A"}'
    plant 'no title' '{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"a.json"}'
    plant 'file' '{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"b.json","title":"A"}'
    plant 'type' "{$head,\"type\":\"strnig\"}"
    plant 'leads nowhere' "{$head,\"\$ref\":\"none.json\"}"
    plant 'leads nowhere' "{$head,\"\$ref\":\"#/\$defs/x\"}"
    plant 'example 0' "{$head,\"type\":\"string\",\"examples\":[7]}"
    printf '%s\n' "{$head,\"\$ref\":\"bundle.json\"}" >"$W/schemas/a.json"
    run -0 lint schemas.py
}

@test "names: one function's name in two files of the library" {
    need gcc ar nm
    for part in one two; do
        echo 'int same(void); int same(void) { return 0; }' | gcc -x c -c -o "$T/$part.o" -
    done
    ar rcs "$W/build/libcallmine.a" "$T/one.o"
    run -0 lint names.sh
    ar rcs "$W/build/libcallmine.a" "$T/two.o"
    finds names.sh lib 1 'same is a function of each of these: one.o two.o'
}
