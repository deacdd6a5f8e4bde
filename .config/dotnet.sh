# Puts a .NET 10 SDK on the PATH: the one that is there, or one installed into the checkout. To be sourced at the root.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true

hnsg_has_sdk() { command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; }

if ! hnsg_has_sdk && [ -x "$PWD/.dotnet/dotnet" ]; then
    export DOTNET_ROOT="$PWD/.dotnet" PATH="$PWD/.dotnet:$PATH"
fi
if ! hnsg_has_sdk; then
    echo "No .NET 10 SDK was found. Installing one into $PWD/.dotnet with Microsoft's install script" >&2
    echo "(https://dot.net/v1/dotnet-install.sh); nothing outside this folder is changed." >&2
    mkdir -p .dotnet
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL https://dot.net/v1/dotnet-install.sh -o .dotnet/dotnet-install.sh
    elif command -v wget >/dev/null 2>&1; then
        wget -qO .dotnet/dotnet-install.sh https://dot.net/v1/dotnet-install.sh
    else
        echo "Neither curl nor wget is here to download it. Install one of them, or the .NET 10 SDK." >&2
        exit 3
    fi || { echo "The install script could not be downloaded. Install the .NET 10 SDK: https://dot.net" >&2; exit 3; }
    bash .dotnet/dotnet-install.sh --channel 10.0 --install-dir "$PWD/.dotnet" --no-path >&2
    export DOTNET_ROOT="$PWD/.dotnet" PATH="$PWD/.dotnet:$PATH"
fi
