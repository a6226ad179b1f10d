#!/usr/bin/env bash
# Starts a cluster on this machine's loopback: Redis, PostgreSQL, two silos and two Api nodes, each a process of its own from Debian's packages and
# this repository's build. Ctrl+C stops them all; the data stay. More arguments go to both silos, such as --Models:0:Path my.gguf.
#
#   CLUSTER_FOLDER       data and logs (artifacts/cluster)
#   CLUSTER_PORTS        twelve: Redis, PostgreSQL, silo 1 and 2, gateway 1 and 2, Api 1 and 2, and the operator ports of silo 1 and 2 and Api 1 and 2
#                        (6390 5490 11111 11112 30000 30001 8081 8082 9471 9472 9473 9474)
#   CLUSTER_SILO_1, _2   arguments of one silo only
#   CLUSTER_API          arguments of both Api nodes
#   CLUSTER_BUILD        the configuration whose build is started (Debug); the build is made first unless CLUSTER_NO_BUILD is set
#   CLUSTER_UNTIL_EOF    set: ends when standard input does
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
folder=${CLUSTER_FOLDER:-$repository/artifacts/cluster}
read -r redis_port postgres_port silo_1 silo_2 gateway_1 gateway_2 api_1 api_2 ops_silo_1 ops_silo_2 ops_api_1 ops_api_2 \
  <<<"${CLUSTER_PORTS:-6390 5490 11111 11112 30000 30001 8081 8082 9471 9472 9473 9474}"
build=${CLUSTER_BUILD:-Debug}

fail() { echo "$1" >&2; exit 1; }

postgres=$(compgen -G "${TENANTLLM_POSTGRESQL_BIN:-/usr/lib/postgresql/*/bin}/postgres" | tail -1) || fail "PostgreSQL is missing: install Debian's package postgresql."
command -v redis-server >/dev/null || fail "Redis is missing: install Debian's package redis-server."
[ -n "${CLUSTER_NO_BUILD:-}" ] || (cd "$repository" && dotnet build src/Silo -c "$build" -v q --nologo && dotnet build src/Api -c "$build" -v q --nologo)

mkdir -p "$folder"
cd "$folder"
# In an order in which each can still reach what it needs at its end.
apis=() silos=() stores=()
stop() { [ $# = 0 ] || { kill "$@" 2>/dev/null || true; wait "$@" 2>/dev/null || true; }; }
trap 'trap - EXIT; stop "${apis[@]}"; stop "${silos[@]}"; stop "${stores[@]}"' EXIT
trap 'exit 0' INT TERM

# PostgreSQL does not run as root. No function: what runs one in the background is a shell, and the server would outlive it.
as_postgres=()
if [ "$(id -u)" = 0 ]; then as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
wait_for() { for _ in $(seq 600); do eval "$2" 2>/dev/null && return; sleep 0.1; done; fail "$1 did not start; see $folder/$1.log"; }
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }
say() { printf '%-11s pid %-8s %s%s\n' "$1" "$2" "$3" "${4:+  operators http://127.0.0.1:$4}"; }

# What keeps the membership must outlive a restart of Redis.
redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$folder" --appendonly yes >redis.log 2>&1 &
stores+=($!)
say redis $! "127.0.0.1:$redis_port"

if [ ! -e postgres/PG_VERSION ]; then
  (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '/+=' >password)
  mkdir -p postgres && cp password postgres.password
  if [ "$(id -u)" = 0 ]; then chown postgres postgres postgres.password; fi
  chmod 755 .
  "${as_postgres[@]}" "${postgres%postgres}initdb" -D postgres -U tenantllm --auth=scram-sha-256 --pwfile=postgres.password -E UTF8 --locale=C.UTF-8 >initdb.log
  rm postgres.password
fi
"${as_postgres[@]}" "$postgres" -D postgres -p "$postgres_port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= >postgres.log 2>&1 &
stores+=($!)
say postgres $! "127.0.0.1:$postgres_port"
wait_for redis "listens $redis_port"
wait_for postgres "listens $postgres_port"

export Storage__Provider=PostgreSql
Storage__ConnectionString="Host=127.0.0.1;Port=$postgres_port;Database=tenantllm;Username=tenantllm;Password=$(cat password)"
export Storage__ConnectionString Cluster__Redis="127.0.0.1:$redis_port" Cluster__AdvertisedAddress=127.0.0.1

# start NAME PROJECT ARGUMENTS...
start() {
  local name=$1 project=$2
  shift 2
  dotnet "$repository/src/$project/bin/$build/net10.0/TenantLLM.$project.dll" "$@" >"$name.log" 2>&1 &
}

silo() {
  start "silo-$1" Silo --Cluster:SiloPort "$2" --Cluster:GatewayPort "$3" --Operator:Urls "http://127.0.0.1:$4" \
    --Models:0:Path "$repository/models/demo/demo.gguf" --Projects:0:Name demo "${@:5}"
  silos+=($!)
  say "silo-$1" $! "127.0.0.1:$2" "$4"
  wait_for "silo-$1" "grep -q \"Project 'demo'\" silo-$1.log"
}

api() {
  # shellcheck disable=SC2086 # Arguments are meant to be split.
  start "api-$1" Api --Urls "http://127.0.0.1:$2" --Operator:Urls "http://127.0.0.1:$3" ${CLUSTER_API:-}
  apis+=($!)
  say "api-$1" $! "http://127.0.0.1:$2" "$3"
  wait_for "api-$1" "listens $2"
}

# shellcheck disable=SC2086 # Arguments are meant to be split.
silo 1 "$silo_1" "$gateway_1" "$ops_silo_1" "$@" ${CLUSTER_SILO_1:-}
# shellcheck disable=SC2086
silo 2 "$silo_2" "$gateway_2" "$ops_silo_2" "$@" ${CLUSTER_SILO_2:-}
api 1 "$api_1" "$ops_api_1"
api 2 "$api_2" "$ops_api_2"
grep -h "Project 'demo'" silo-1.log
echo "The cluster is ready. Logs are in $folder."
if [ -n "${CLUSTER_UNTIL_EOF:-}" ]; then cat >/dev/null; else wait; fi
