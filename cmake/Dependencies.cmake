# Debian 12 has all of these (see the Makefile for the names of the packages).
# -DCMAKE_PREFIX_PATH=<folder> points to any other LibTorch from 1.13 on.

find_package (Torch REQUIRED)
find_package (nlohmann_json 3.9 REQUIRED)
find_package (Threads REQUIRED)
find_package (PkgConfig REQUIRED)
pkg_check_modules (sndfile REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules (samplerate REQUIRED IMPORTED_TARGET samplerate)
pkg_check_modules (stb REQUIRED IMPORTED_TARGET stb)
find_package (CLI11 2.1 REQUIRED)
