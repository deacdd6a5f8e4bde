#!/usr/bin/env bash
# Everything that CI does: tools, layout, build, tests. On Debian it installs what the tests need.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./.config/dotnet.sh

# Compilers, emulators and libraries of others that tests run; where one cannot be had its tests skip and say so.
if [ "${CI:-}" = true ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    missing=()
    command -v gcc >/dev/null 2>&1 || missing+=(gcc libc6-dev)
    [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
    command -v make >/dev/null 2>&1 || missing+=(make)
    command -v arm-none-eabi-gcc >/dev/null 2>&1 || missing+=(gcc-arm-none-eabi)
    command -v qemu-system-arm >/dev/null 2>&1 || missing+=(qemu-system-arm)
    /usr/bin/python3 -c 'import numpy' >/dev/null 2>&1 || missing+=(python3-numpy)
    /usr/bin/python3 -c 'import onnx' >/dev/null 2>&1 || missing+=(python3-onnx)
    /usr/bin/python3 -c 'import h5py' >/dev/null 2>&1 || missing+=(python3-h5py)
    command -v g++ >/dev/null 2>&1 || missing+=(g++)
    for tool in verilator iverilog yosys; do
        command -v "$tool" >/dev/null 2>&1 || missing+=("$tool")
    done
    command -v cppcheck >/dev/null 2>&1 || missing+=(cppcheck)
    command -v avr-gcc >/dev/null 2>&1 || missing+=(gcc-avr avr-libc)
    command -v simavr >/dev/null 2>&1 || missing+=(simavr)
    command -v chromium >/dev/null 2>&1 || missing+=(chromium)
    if [ "${#missing[@]}" -gt 0 ]; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
            echo "Could not install ${missing[*]}; tests that need them will skip." >&2
    fi
fi

dotnet tool restore >/dev/null
dotnet csharpier check .
exec ./test.sh
