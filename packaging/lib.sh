# SPDX-FileCopyrightText: The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What the scripts of packaging/ share; sourced, never run. Expects `set -euo pipefail`; works as root and as a user with
# sudo, with and without a terminal.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

step() { printf '\n== %s\n' "$*"; }
say() { printf '   %s\n' "$*"; }
die() {
    printf '\n%s: %s\n' "$(basename "$0")" "$1" >&2
    shift
    if (($#)); then printf '   %s\n' "$@" >&2; fi
    exit 1
}

# Sets `distribution` (for people), `codename`, and `karchive`: package or source. Stops where Vitrine was never built.
detect_distribution() {
    local os_release="${VITRINE_OS_RELEASE:-/etc/os-release}"  # the variable is for the tests
    [[ -r "$os_release" ]] || die "cannot tell the distribution: $os_release is missing."
    local id version
    id="$(. "$os_release" && printf '%s' "${ID:-}")"
    version="$(. "$os_release" && printf '%s' "${VERSION_ID:-}")"
    codename="$(. "$os_release" && printf '%s' "${VERSION_CODENAME:-}")"
    distribution="$(. "$os_release" && printf '%s' "${PRETTY_NAME:-$ID}")"
    case "$id-$version" in
        debian-12 | ubuntu-24.04) karchive=source ;;
        debian-13) karchive=package ;;
        *)
            die "this is $distribution; the set-up knows Debian 12, Debian 13 and Ubuntu 24.04." \
                "packaging/packages.txt names every package with its reason: install what your system calls them" \
                "and build with 'cmake --preset release && cmake --build --preset release' (CONTRIBUTING.md)."
            ;;
    esac
}

# Runs a command as root: as it is where we are root, else by sudo, which may ask for a password only on a terminal.
as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        if [[ -t 0 && -z "${CI:-}" ]]; then sudo "$@"; else sudo -n "$@"; fi
    else
        die "root is needed to install packages, and there is no sudo. Run this as root, then start again:" "$*"
    fi
}

# missing_packages SET…: prints "PACKAGE REASON" for each package of these sets that is not installed.
missing_packages() {
    local -A installed=()
    local status package set reason
    while read -r status package; do
        if [[ "$status" == ii ]]; then installed["$package"]=1; fi
    done < <(dpkg-query --show --showformat='${db:Status-Abbrev} ${Package}\n')
    while read -r set package reason; do
        case "$set" in '' | '#'*) continue ;; esac
        if [[ " $* " == *" $set "* && -z "${installed[$package]:-}" ]]; then printf '%s %s\n' "$package" "$reason"; fi
    done <"$root/packaging/packages.txt"
}

# install_packages SET…: names what is missing and why, installs it, and asks for nothing where nothing is missing.
install_packages() {
    local -a missing=()
    local package reason line
    while read -r package reason; do
        if ((${#missing[@]} == 0)); then step "Packages that are missing on $distribution:"; fi
        printf '   %-22s %s\n' "$package" "$reason"
        missing+=("$package")
    done < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then return; fi

    step "Installing them with apt (this is all that root is used for)"
    local -a apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    # One source of several may be out of order and not matter; if it does, the installation says so.
    as_root "${apt[@]}" update </dev/null || say "'apt-get update' failed in part (above); going on with what it has."
    local log="$root/build/apt.log"
    mkdir -p "$root/build"
    if ! as_root "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" </dev/null >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        die "apt could not install these packages; its whole output is in $log." \
            "On Ubuntu, the component 'universe' must be enabled (sudo add-apt-repository universe)."
    fi
    line="$(missing_packages "$@" | cut -d' ' -f1 | tr '\n' ' ')"
    [[ -z "$line" ]] || die "apt ended without an error, but these packages are still missing: $line"
    say "done; apt's output is in build/apt.log."
}

# Every file of the checkout, ended by NUL: what git knows and does not ignore, or, without git or in a copy without history, all.
checkout_files() {
    git -C "$root" ls-files --cached --others --exclude-standard -z 2>/dev/null ||
        (cd "$root" && find . \( -path ./build -o -path ./.git \) -prune -o -type f -print0 | LC_ALL=C sort -z)
}

# Prints one word that stands for all that the outcome of the tests depends on: the files of this checkout, the packages of the
# machine, the outside clients, and the variables that the tests read. Equal words: a second run could only say the same.
tested_state() {
    {
        checkout_files | (cd "$root" && xargs -0 sha256sum 2>/dev/null || true)
        dpkg-query --show
        find "$root/build/interop" -maxdepth 3 -name '.*-[0-9]*' 2>/dev/null || true
        env | LC_ALL=C sort | grep '^VITRINE_' || true
        uname -m
    } | sha256sum | cut -d' ' -f1
}
