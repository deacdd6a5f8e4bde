#!/usr/bin/env bash
# Everything that CI does: tools, layout, build, tests. On Debian it installs what the tests need.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./.config/dotnet.sh

# A C compiler links the Native AOT test; where none can be had that test skips and says so.
if [ "${CI:-}" = true ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    missing=()
    command -v gcc >/dev/null 2>&1 || missing+=(gcc libc6-dev)
    [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
    if [ "${#missing[@]}" -gt 0 ]; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null ||
            echo "Could not install ${missing[*]}; tests that need them will skip." >&2
    fi
fi

dotnet tool restore >/dev/null
dotnet csharpier check .
exec ./test.sh
