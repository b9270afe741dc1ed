#!/bin/bash
# Runs a command on a display of its own that nobody sees; as it is where Xvfb is not installed.
# OnDisplay.sh COMMAND...
set -u
command -v Xvfb > /dev/null || exec "$@"

folder=$(mktemp -d)
mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 1240x840x24 3> "$folder/display" 2> /dev/null &
server=$!
trap 'kill $server 2> /dev/null; rm -rf "$folder"' EXIT
read -r number < "$folder/display"
DISPLAY=:$number "$@"
