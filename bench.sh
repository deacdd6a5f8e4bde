#!/usr/bin/env bash
# Builds and runs a benchmark: ./bench.sh step --hidden 1000 --threads 1 --json; ./bench.sh --help lists them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./.config/dotnet.sh
dotnet build bench/Hnsg.Bench -c Release -v quiet -nologo -clp:NoSummary >&2
exec dotnet artifacts/bin/Hnsg.Bench/release/Hnsg.Bench.dll "$@"
