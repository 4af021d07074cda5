# make install and make uninstall, into a directory.
load env

san=$([[ $BUILD != */san ]] || echo 1)
into() { make -s -C "$ROOT" "$1" SAN="$san" DESTDIR="$T/dest" "${@:2}" 2>&1; }

# everything: what is there, a line each
everything() { (cd "$T/dest" && find . ! -type d | sort); }

@test "install puts everything in place, and uninstall leaves what was there before" {
    there=$T/dest/usr/local
    mkdir -p "$there"/{bin,lib/systemd/system,share/man/man1}
    touch "$there"/{bin/other,lib/systemd/system/other.service,share/man/man1/other.1}
    everything >"$T/before"
    run -0 into install
    [[ -z $output ]]
    for p in $(basename -s .c "$ROOT"/bin/*.c); do
        [[ -x $there/bin/$p && -s $there/share/man/man1/$p.1 && -s $there/share/bash-completion/completions/$p ]]
    done
    for f in pipelines/{analyze,words,rules}.mk pipelines/prices.tsv questions/pricing.yaml schemas/exchange.json; do
        [[ -s $there/share/callmine/$f ]]
    done
    for f in bin/callmine lib/sysusers.d/callmine.conf lib/tmpfiles.d/callmine.conf share/man/man7/callmine.7; do
        [[ -s $there/$f ]]
    done
    for d in lib/systemd/system share/systemd/user; do
        for u in callmine@.timer callmine-{fetch,analyze,ask,report,deliver,sync,alert,refresh}@.service \
            callmine-refresh@.timer callmine-retain.{service,timer}; do
            [[ -s $there/$d/$u && $(stat -c %a "$there/$d/$u") == 644 ]]
        done
        [[ -s $there/$d/callmine-.service.d/service.conf ]]
    done
    [[ -z $(grep -rl '@bin@' "$T/dest") ]]
    # The table of prices is where cm-analyze looks for it.
    prices=$(grep -aoE '/[a-z/]+/pipelines/prices\.tsv' "$there/bin/cm-analyze")
    [[ -s $T/dest$prices ]]
    run -0 into uninstall
    [[ -z $output ]]
    diff "$T/before" <(everything)
    [[ ! -e $there/share/systemd && ! -e $there/share/callmine && ! -e $there/lib/sysusers.d ]]
}

@test "the programs that units and scripts name are where PREFIX says" {
    make -s -C "$ROOT" B="$T/b" PREFIX=/opt/callmine "$T"/b/systemd/{callmine,callmine-fetch@.service,service.conf}
    grep -qx 'ExecStart=/opt/callmine/bin/cm-run fetch %i' "$T/b/systemd/callmine-fetch@.service"
    grep -qx 'Environment=PATH=/opt/callmine/bin:/usr/bin:/bin' "$T/b/systemd/service.conf"
    grep -q '^PATH=/opt/callmine/bin:' "$T/b/systemd/callmine"
}

@test "every page that a unit names is one that is installed" {
    for page in $(sed -n 's/^Documentation=//p' "$ROOT"/systemd/*.{service,timer} | tr ' ' '\n' | sort -u); do
        [[ $page =~ ^man:(.*)\(([157])\)$ && -s $BUILD/man/${BASH_REMATCH[1]}.${BASH_REMATCH[2]} ]] || { echo "$page" && false; }
    done
}

@test "every program that a unit starts is one that is made, and knows the command" {
    for u in "$ROOT"/systemd/*.service; do
        read -r program verb _ < <(sed -n 's|^ExecStart=@bin@/||p' "$u")
        "$program" --help | grep -qE "^ +$verb( |$)|^usage: $program $verb" || { echo "${u##*/}: $program $verb" && false; }
    done
}
