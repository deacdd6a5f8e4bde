#!/usr/bin/env bash
# Builds everything in Release. Options go to `dotnet build`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./.config/dotnet.sh
exec dotnet build Hnsg.slnx -c Release -v quiet -nologo "$@"
