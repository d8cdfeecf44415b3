# Sets "jdk" to the home of an installed JDK 25, or leaves it empty. Sourced, never run.
# The "release" file of a JDK decides, so that no JVM is started to ask for its version.

jdk_version=25

is_wanted_jdk() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      "JAVA_VERSION=\"$jdk_version\"" | "JAVA_VERSION=\"$jdk_version."*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

# Follows the links of an executable by hand: "readlink -f" is not everywhere.
follow_links() {
  followed=$1
  while [ -L "$followed" ]; do
    link=$(readlink "$followed")
    case $link in
      /*) followed=$link ;;
      *) followed=${followed%/*}/$link ;;
    esac
  done
}

jdk_of_path() {
  on_path=$(command -v java) || return 0
  case $on_path in
    /*/bin/java) follow_links "$on_path" ;;
    *) return 0 ;;
  esac
  printf '%s\n' "${followed%/bin/java}"
}

jdk_of_macos() {
  [ -x /usr/libexec/java_home ] || return 0
  /usr/libexec/java_home -F -v "$jdk_version" 2>/dev/null || return 0
}

# An explicit HOLDFAST_JAVA_HOME is taken or refused, never passed over in silence.
find_jdk() {
  jdk=
  if [ -n "${HOLDFAST_JAVA_HOME:-}" ]; then
    is_wanted_jdk "$HOLDFAST_JAVA_HOME" && jdk=$HOLDFAST_JAVA_HOME
    return 0
  fi
  for candidate in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" "$(jdk_of_path)" /usr/lib/jvm/* \
    "${HOME:-}"/.sdkman/candidates/java/* "$(jdk_of_macos)"; do
    if [ -n "$candidate" ] && is_wanted_jdk "$candidate"; then
      jdk=$candidate
      return 0
    fi
  done
}

explain_missing_jdk() {
  if [ -n "${HOLDFAST_JAVA_HOME:-}" ]; then
    echo "holdfast: HOLDFAST_JAVA_HOME is $HOLDFAST_JAVA_HOME, which is not a JDK $jdk_version." \
      "Point it at one, or unset it to let holdfast look for one." >&2
  else
    echo "holdfast: no JDK $jdk_version found. Install one, for example Temurin $jdk_version" \
      "(https://adoptium.net), or set HOLDFAST_JAVA_HOME to where it is." >&2
    echo "holdfast: looked at JAVA25_HOME, JAVA_HOME, java on PATH and /usr/lib/jvm." >&2
  fi
}
