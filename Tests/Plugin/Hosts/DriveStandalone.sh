#!/bin/bash
# The application on a display of its own, driven by keyboard and mouse: makes sounds, is closed in the middle of a run, and
# is started again as it was. With a folder as second argument it leaves pictures there (ImageMagick).
# DriveStandalone.sh APPLICATION [PICTURES]
set -u
application=$1 pictures=${2:-}

for tool in Xvfb xdotool; do
    command -v $tool > /dev/null || { echo "$tool is not installed: skipped."; exit 77; }
done

home=$(mktemp -d)
app= server=
end() {
    [ -z "$app" ] || kill "$app" 2> /dev/null
    [ -z "$server" ] || kill "$server" 2> /dev/null
    rm -rf "$home"
}
trap end EXIT
fail() { echo "$*"; exit 1; }

mkfifo "$home/display"
Xvfb -displayfd 3 -screen 0 1240x840x24 3> "$home/display" 2> /dev/null &
server=$!
read -r number < "$home/display"
export DISPLAY=:$number

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
click() { xdotool mousemove --window "$window" $(($1 + 4)) $(($2 + 30)) click 1; sleep 0.3; }
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
