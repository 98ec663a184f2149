#!/usr/bin/env bash
# The only entry: sets up, builds, tests, and runs lle. `./run.sh help` tells the words.
# Data goes to stdout; this script's own messages go to stderr, so that `./run.sh demo --json | jq` works.
set -euo pipefail

root="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
state="$root/.lle"
dotnet=""

# Nothing stays behind after a build: no compiler server, no msbuild node.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
# The engine's culture is invariant, and so is the build's: libicu is not needed.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

say() { printf 'run.sh: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

usage() {
  cat >&2 <<'TEXT'
usage: ./run.sh [WORD] [ARGUMENT]...

  (nothing)                       set up, build, and trade a synthetic market for 30 s
  build                           build everything in Release
  test [SUITE]...                 tests: tidy, unit, stress, interop, e2e; all of them without a name
  tidy                            only the rules of the code base
  soak [--kills N]                kill -9 under load N times (2000) and compare with the venue's log each time
  bench NAME [OPTION]...          whole programs beside the machine's raw limits; `bench --help` names them
  bench [micro [NAME]...]         micro-benchmarks, by name or all
  WORD ...                        lle WORD ..., for example: demo, run, sim, status, latency, halt, journal stats
TEXT
}

# The tools keep caches below HOME; an account without one gets a folder of the checkout.
ensure_home() {
  if [[ -z "${HOME:-}" || ! -w "${HOME:-}" ]]; then
    mkdir -p "$state/home"
    export HOME="$state/home"
    say "no writable HOME; caches go to $HOME"
  fi
}

find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet" \
    /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
    if [[ -n "$candidate" && -x "$candidate" && ! -d "$candidate" ]]; then
      dotnet="$candidate"
      return
    fi
  done
  explain_missing_sdk "no dotnet command was found"
}

explain_missing_sdk() {
  say "$1; the .NET 10 SDK is needed. To install it for this account:"
  say "  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
  say "then run this again (\$HOME/.dotnet is looked at). curl missing? apt-get install curl ca-certificates"
  exit 1
}

require_sdk() {
  local sdks
  sdks="$(cd / && "$dotnet" --list-sdks)" || explain_missing_sdk "$dotnet does not run"
  grep -q '^10\.' <<<"$sdks" || explain_missing_sdk "$dotnet has no SDK of version 10 (it has: ${sdks//$'\n'/, })"
}

# A package is missing when none of the files it brings is there.
missing_packages() {
  local multiarch package pattern
  multiarch="$(uname -m)-linux-gnu"
  while read -r package pattern; do
    compgen -G "$pattern" >/dev/null || printf '%s\n' "$package"
  done <<TABLE
ca-certificates /etc/ssl/certs/ca-certificates.crt
libssl3 /usr/lib/$multiarch/libssl.so.3
libstdc++6 /usr/lib/$multiarch/libstdc++.so.6
liblz4-1 /usr/lib/$multiarch/liblz4.so.1
TABLE
}

# Counterparties of the interop tests: what cannot be had here makes its tests skip, with the reason.
install_counterparties() {
  if [[ ! -e /usr/include/quickfix/Session.h || ! -x "$(command -v g++ || true)" ]] && ((EUID == 0)) &&
    command -v apt-get >/dev/null; then
    say "installing with apt-get: libquickfix-dev g++"
    { apt-get -o DPkg::Lock::Timeout=300 -qq update && DEBIAN_FRONTEND=noninteractive apt-get \
      -o DPkg::Lock::Timeout=300 -qq -y --no-install-recommends install libquickfix-dev g++; } >&2 ||
      say "libquickfix cannot be installed; its tests are skipped"
  fi
  if [[ ! -d "$state/interop/node_modules/jspurefix" ]] && command -v npm >/dev/null; then
    timeout 180 npm install --prefix "$state/interop" --no-audit --no-fund --silent jspurefix@5.11.4 >&2 ||
      say "jspurefix cannot be installed; its tests are skipped"
  fi
}

install_packages() {
  local -a missing sudo=()
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} > 0)) || return 0
  if ! command -v apt-get >/dev/null; then
    say "not a Debian system; if the build fails, install what these packages bring: ${missing[*]}"
    return
  fi
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "packages are missing; as root: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "installing with apt-get: ${missing[*]}"
  "${sudo[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq update >&2
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq -y \
    --no-install-recommends install "${missing[@]}" >&2
}

# Two stamps, because a build makes folders: files are compared with its start, folders (where files vanish) with its
# end.
is_stale() {
  local stamp="$state/$1"
  shift
  [[ -e "$stamp.files" && -e "$stamp.folders" ]] || return 0
  [[ -n "$(find "$@" \( -name bin -o -name obj -o -name TestResults \) -prune -o \
    \( -type f -newer "$stamp.files" -o -type d -newer "$stamp.folders" \) -print -quit)" ]]
}

# build NAME TARGET CONFIGURATION OUTPUT SOURCE...: builds TARGET if OUTPUT is missing or a SOURCE has changed.
build() {
  local name="$1" target="$2" configuration="$3" output="$4"
  shift 4
  local -a sources=("$@" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/.editorconfig"
    "$root/global.json" "$root/LowLatencyEngine.sln")
  if [[ -e "$root/$output" ]] && ! is_stale "$name" "${sources[@]}"; then
    return
  fi

  require_sdk
  install_packages
  mkdir -p "$state"
  exec 9>"$state/build.lock"
  flock 9
  if [[ -e "$root/$output" ]] && ! is_stale "$name" "${sources[@]}"; then
    exec 9>&-
    return # Another run.sh has built it meanwhile.
  fi

  say "building $target ($configuration)"
  local started="$state/$name.started"
  touch "$started"
  if ! compile "$target" "$configuration" >&2 9>&-; then
    rm -f "$started"
    fail "the build failed: $target ($configuration)"
  fi
  mv "$started" "$state/$name.files"
  touch "$state/$name.folders"
  exec 9>&-
}

# A subshell, because lle must see the caller's folder.
compile() (
  local -a options=(-v q --nologo -clp:NoSummary)
  cd "$root" && "$dotnet" restore "$1" --locked-mode "${options[@]}" || exit
  # The Release build has run the analyzers over the same lines, and they take most of the time.
  [[ "$2" == Release ]] || options+=(-p:RunAnalyzersDuringBuild=false)
  "$dotnet" build "$1" -c "$2" --no-restore "${options[@]}"
)

build_lle() {
  build lle src/Console/Console.csproj Release src/Console/bin/Release/net10.0/lle.dll "$root/src" \
    "$root/bench/Programs"
}

build_all() {
  build all LowLatencyEngine.sln Release src/Console/bin/Release/net10.0/lle.dll "$root"/{src,tests,bench}
  # The parts are as fresh as the whole.
  local part
  for part in lle tidy; do
    cp -p "$state/all.files" "$state/$part.files"
    cp -p "$state/all.folders" "$state/$part.folders"
  done
}

# Replaces this process, so that signals and the exit code are lle's own.
exec_lle() {
  local binaries="$root/src/Console/bin/Release/net10.0" dotnet_root
  dotnet_root="$(dirname -- "$(readlink -f -- "$dotnet")")"
  if [[ -d "$dotnet_root/shared/Microsoft.NETCore.App" ]]; then
    export DOTNET_ROOT="$dotnet_root"
    exec "$binaries/lle" "$@"
  fi
  exec "$dotnet" "$binaries/lle.dll" "$@"
}

passed=0
failed=0
skipped=0

counter() { grep -o "<Counters [^>]*" "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*' || echo 0; }

# run_suite PROJECT CONFIGURATION OPTION...: one process at a time; a test that runs for ten minutes is taken to hang.
run_suite() {
  local project="$1" configuration="$2" code=0
  shift 2
  local folder="$state/tests/$project-$configuration" results failures total
  results="$folder/results.trx"
  rm -rf "$folder"
  say "testing $project ($configuration)"
  "$dotnet" test "$root/tests/$project/bin/$configuration/net10.0/LowLatencyEngine.$project.dll" --nologo \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=results.trx" --results-directory "$folder" \
    --blame-hang-timeout 10m --blame-hang-dump-type mini "$@" </dev/null || code=$?

  failures=0
  if [[ -e "$results" ]]; then
    total="$(counter "$results" total)"
    failures=$(($(counter "$results" failed) + $(counter "$results" error) + $(counter "$results" timeout)))
    passed=$((passed + $(counter "$results" passed)))
    skipped=$((skipped + total - $(counter "$results" executed)))
  fi
  # A run that broke without naming a test (a crash, a hang) counts as one failure.
  if ((code != 0 && failures == 0)); then
    say "the run itself failed: $project ($configuration), exit code $code"
    failures=1
  fi
  failed=$((failed + failures))
}

test_all() {
  local -a suites=() options=()
  while (($# > 0)); do
    case "$1" in
      tidy | unit | stress | interop | e2e) suites+=("$1") ;;
      -*)
        options=("$@")
        break
        ;;
      *) fail "no such suite: $1; use tidy, unit, stress, interop or e2e" ;;
    esac
    shift
  done
  ((${#suites[@]} > 0)) || suites=(tidy unit stress interop e2e)

  local suite
  for suite in tidy unit stress interop e2e; do
    if [[ " ${suites[*]} " == *" $suite "* ]]; then
      "test_$suite" ${options[@]+"${options[@]}"}
    fi
  done

  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  ((failed == 0 && passed > 0))
}

test_tidy() {
  build tidy tests/Tidy/Tidy.csproj Release tests/Tidy/bin/Release/net10.0/LowLatencyEngine.Tidy.dll "$root/tests"
  run_suite Tidy Release "$@"
}

test_unit() {
  build_all
  build unit tests/Unit/Unit.csproj Debug tests/Unit/bin/Debug/net10.0/LowLatencyEngine.Unit.dll "$root"/{src,tests}
  run_suite Unit Debug "$@"
  run_suite Unit Release "$@"
}

test_stress() {
  build_all
  run_suite Stress Release "$@"
}

test_interop() {
  install_counterparties
  build_all
  run_suite Interop Release "$@"
}

test_e2e() {
  build_all
  run_suite EndToEnd Release "$@"
}

# The end-to-end test of kills, for as long as a release wants it; a kill takes some seconds.
soak() {
  local kills=2000
  while (($# > 0)); do
    case "$1" in
      --kills)
        [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || fail "--kills wants a number from 1: kills=${2:-}"
        kills="$2"
        shift 2
        ;;
      *) fail "no such option of soak: $1; use --kills N" ;;
    esac
  done
  build_all
  export LLE_KILLS="$kills"
  "$dotnet" test "$root/tests/EndToEnd/bin/Release/net10.0/LowLatencyEngine.EndToEnd.dll" --nologo \
    --logger "console;verbosity=normal" --filter "FullyQualifiedName~KillTests" </dev/null
}

# The C programs of bench/raw, compiled for this machine where it has a compiler; lle finds them by LLE_RAW.
build_raw() {
  local source output compiler
  compiler="$(command -v cc || command -v gcc || command -v clang || true)"
  if [[ -z "$compiler" ]]; then
    say "no C compiler: the figures come without the machine's raw limits beside them; apt-get install gcc"
    return
  fi
  mkdir -p "$state/raw"
  for source in "$root"/bench/raw/*.c; do
    output="$state/raw/$(basename "$source" .c)"
    if [[ ! -e "$output" || "$source" -nt "$output" || "$root/bench/raw/pinned.h" -nt "$output" ]]; then
      "$compiler" -O3 -march=native -o "$output" "$source" -lpthread >&2
    fi
  done
  source="$root/bench/quickfix/quickfix_bench.cpp"
  output="$state/raw/quickfix_bench"
  if [[ -e /usr/include/quickfix/Session.h && ! "$output" -nt "$source" ]] && command -v g++ >/dev/null; then
    g++ -O2 -std=c++14 -w "$source" -o "$output" -lquickfix -lpthread >&2 || say "libquickfix is not measured beside us"
  fi
  export LLE_RAW="$state/raw"
}

bench() {
  if (($# > 0)) && [[ "$1" != micro ]]; then
    build_lle
    build_raw
    exec_lle bench "$@"
  fi
  (($# == 0)) || shift

  local -a filters=() options=()
  while (($# > 0)); do
    if [[ "$1" == -* ]]; then
      options=("$@")
      break
    fi
    filters+=("*$1*")
    shift
  done
  ((${#filters[@]} > 0)) || filters=('*')
  build_all
  cd "$root"
  # BenchmarkDotNet builds everything once more for its own process; the analyzers have seen it all.
  export RunAnalyzersDuringBuild=false
  exec "$dotnet" bench/Micro/bin/Release/net10.0/Micro.dll --filter "${filters[@]}" \
    --artifacts "$state/bench" --buildTimeout 600 ${options[@]+"${options[@]}"}
}

main() {
  local word="${1:-}"
  case "$word" in
    help | -h | --help)
      usage
      return
      ;;
  esac

  ensure_home
  find_dotnet
  (($# == 0)) || shift
  case "$word" in
    "")
      build_lle
      exec_lle demo --for 30s
      ;;
    build) build_all ;;
    test) test_all "$@" ;;
    tidy) test_all tidy "$@" ;;
    soak) soak "$@" ;;
    bench) bench "$@" ;;
    *)
      build_lle
      exec_lle "$word" "$@"
      ;;
  esac
}

main "$@"
