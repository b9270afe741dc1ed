#!/bin/bash
# The application, driven by keyboard and mouse: makes sounds, is closed in the middle of a run, is started again as it was,
# and swaps two pads by a drag. With a folder as second argument it leaves pictures there (ImageMagick).
# OnDisplay.sh DriveStandalone.sh APPLICATION [PICTURES]
set -u
application=$1 pictures=${2:-}

for tool in Xvfb xdotool; do
    command -v $tool > /dev/null || { echo "$tool is not installed: skipped."; exit 77; }
done

home=$(mktemp -d)
app=
end() {
    [ -z "$app" ] || kill "$app" 2> /dev/null
    rm -rf "$home"
}
trap end EXIT
fail() { echo "$*"; exit 1; }

start() {
    HOME=$home XDG_CONFIG_HOME=$home/.config "$application" > "$home/log" 2>&1 &
    app=$!

    for ((i = 0; i < 100; ++i)); do
        sleep 0.1
        window=$(xdotool search --onlyvisible --name '^Stochastick$' 2> /dev/null | head -1)
        [ -z "$window" ] || { sleep 1; return; }
    done

    fail "No window appears: $(cat "$home/log")"
}

# @param 1, 2  pixels within the editor, below the title bar of the application's window
point() { xdotool mousemove --window "$window" $(($1 + 4)) $(($2 + 30)); }
click() { point "$1" "$2"; xdotool click 1; sleep 0.3; }

# @param 1, 2, 3, 4  from where to where, in pixels within the editor
drag() {
    point "$1" "$2"
    xdotool mousedown 1

    for ((part = 1; part <= 8; ++part)); do
        sleep 0.05
        point $(($1 + ($3 - $1) * part / 8)) $(($2 + ($4 - $2) * part / 8))
    done

    sleep 0.2
    xdotool mouseup 1
    sleep 0.5
}

picture() { [ -z "$pictures" ] || import -window root "$pictures/$1.png"; }

close() {
    eval "$(xdotool getwindowgeometry --shell "$window" | grep WIDTH)"
    xdotool mousemove --window "$window" $((WIDTH - 20)) 16 click 1

    for ((i = 0; i < 100; ++i)); do
        kill -0 $app 2> /dev/null || { wait $app; result=$?; app=; [ $result = 0 ] || fail "It ended with $result."; return; }
        sleep 0.1
    done

    fail "It does not end."
}

state() { grep -o 'filterState"[^>]*' "$home/.config/Stochastick.settings" || fail "No state was stored."; }

start
picture 1-new
close
fresh=$(state)

start
click 345 532        # the snare's pad
xdotool key g        # generate
sleep 1.5
xdotool key v        # vary
sleep 1.5
picture 2-made
xdotool key Right g  # and again, to be in the middle of it
click 1018 490       # eight children
picture 3-in-runs
close
made=$(state)
[ "$made" != "$fresh" ] || fail "Nothing was made, or it was not stored."

start
picture 4-again
close
[ "$(state)" = "$made" ] || fail "It is not as it was left."

# Drops the snare, which is selected, on the clap, and chooses "Swap" from below in the menu that asks what to do.
swap() {
    start
    drag 345 490 55 360
    picture "$1-dropped"
    xdotool key Up Up
    sleep 0.3
    picture "$1-chosen"
    xdotool key Return
    sleep 0.5
    picture "$1-swapped"
    kill -0 $app 2> /dev/null || fail "A pad that was dropped on another one ended it."
    close
}

swap 5
[ "$(state)" != "$made" ] || fail "A pad that was dropped on another one changed nothing."
swap 6 # what is swapped twice is as it was; nothing else that the menu offers is
[ "$(state)" = "$made" ] || fail "The pads were not swapped."
