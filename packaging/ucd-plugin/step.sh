#!/bin/sh
# Runs one step of the plug-in. The fields of the step come as arguments, in the order of plugin.xml; a field that is not filled
# in is empty or still the reference to it. Ends with jmoncheck's status.
set -u

home=$1
output=$2
step=$3
shift 3

# The value of a field, or nothing if it is not filled in.
field() {
    # A reference that was not resolved is meant literally here.
    # shellcheck disable=SC2016
    case $1 in
        '${'*'}') ;;
        *) printf '%s' "$1" ;;
    esac
}

case $(uname -sm) in
    'Linux x86_64') ;;
    *)
        echo "This step runs on agents on Linux for x86-64, and this agent is on $(uname -sm). Give the step an agent there; the files" >&2
        echo "that it checks can come from any system." >&2
        exit 2
        ;;
esac

program=$home/jmoncheck
copy=
if [ ! -x "$program" ] && ! chmod +x "$program" 2>/dev/null; then
    copy=$(mktemp -d) || exit 4
    cp "$program" "$copy/jmoncheck" && chmod +x "$copy/jmoncheck" || exit 4
    program=$copy/jmoncheck
fi
trap '[ -z "$copy" ] || rm -rf "$copy"' EXIT

# Reports go to the working directory of the step, where the process can collect them.
reports=jmoncheck
mkdir -p "$reports" || exit 4

carriage=$(printf '\r')

# Appends each part of a field, between semicolons or lines, to the arguments, after an option if one is given. The arguments are
# kept in a file, one on each line: no field is ever read by the shell as a command.
arguments=$(mktemp) || exit 4
trap 'rm -f "$arguments"; [ -z "$copy" ] || rm -rf "$copy"' EXIT
each() {
    field "$2" | tr -d "$carriage" | tr ';' '\n' | sed 's/^ *//; s/ *$//' | while IFS= read -r line || [ -n "$line" ]; do
        [ -n "$line" ] || continue
        [ -z "$1" ] || printf '%s\n' "$1"
        # A file whose name begins with a dash is not an option.
        case $1$line in -*) [ -n "$1" ] || line=./$line ;; esac
        printf '%s\n' "$line"
    done >> "$arguments"
}

run() {
    verb=$1
    set --
    while IFS= read -r line; do set -- "$@" "$line"; done < "$arguments"
    NO_COLOR=1 "$program" "$verb" "$@"
}

told() {
    echo "jmoncheck-$1: $2"
    printf '%s=%s\n' "$1" "$2" >> "$output"
}

status=4
case $step in
    check)
        each '' "$1"
        each --agent-user "$2"
        each --target-user "$3"
        each --set-up "$4"
        each --assume "$5"
        failOn=$(field "$6")
        [ "$(field "$7")" = true ] && echo --allow-undecided >> "$arguments"
        printf '%s\n' --fail-on "${failOn:-error}" --report "json=$reports/report.json" \
            --report "junit=$reports/junit.xml" --report "html=$reports/report.html" >> "$arguments"
        rm -f "$reports/report.json" "$reports/junit.xml" "$reports/report.html"
        run check
        status=$?
        case $status in
            0) told verdict passes ;;
            1) told verdict fails ;;
            3) told verdict undecided ;;
            *) told verdict "not checked" ;;
        esac
        if [ -f "$reports/report.json" ]; then
            for name in errors undecided; do
                count=$(sed -n "/^  \"summary\"/,/^  }/s/^ *\"$name\" : \([0-9]*\),*\$/\1/p" "$reports/report.json")
                [ -z "$count" ] || told "$name" "$count"
            done
        fi
        ;;
    compare)
        each '' "$1"
        each --to "$2"
        each --assume "$3"
        failOn=$(field "$4")
        printf '%s\n' --fail-on "${failOn:-gained}" --report "markdown=$reports/access.md" \
            --report "json=$reports/access.json" >> "$arguments"
        rm -f "$reports/access.md" "$reports/access.json"
        run diff
        status=$?
        case $status in
            0) told verdict unchanged ;;
            1) told verdict changed ;;
            3) told verdict undecided ;;
            *) told verdict "not compared" ;;
        esac
        ;;
esac
exit "$status"
